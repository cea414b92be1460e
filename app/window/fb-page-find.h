/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-page-view.h"

G_BEGIN_DECLS

#define FB_TYPE_PAGE_FIND (fb_page_find_get_type ())
G_DECLARE_FINAL_TYPE (FbPageFind, fb_page_find, FB, PAGE_FIND, AdwBin)

void fb_page_find_set_view (FbPageFind *self, FbPageView *view);
void fb_page_find_open (FbPageFind *self);
void fb_page_find_close (FbPageFind *self);

G_END_DECLS
