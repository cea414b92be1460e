/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-rendered-document.h"
#include "fb-store.h"

G_BEGIN_DECLS

/* Counts the pages of documents. For the main thread. */
#define FB_TYPE_PAGE_COUNTER (fb_page_counter_get_type ())
G_DECLARE_FINAL_TYPE (FbPageCounter, fb_page_counter, FB, PAGE_COUNTER, GObject)

FbPageCounter *fb_page_counter_new (FbStore *store, FbRenderLauncher *launcher);
void fb_page_counter_stop (FbPageCounter *self);

int fb_page_counter_judge (FbRenderedDocument *document, const GError *error);

G_END_DECLS
