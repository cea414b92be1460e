/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-page-view.h"

G_BEGIN_DECLS

#define FB_TYPE_PAGES_TOOLBAR (fb_pages_toolbar_get_type ())
G_DECLARE_FINAL_TYPE (FbPagesToolbar, fb_pages_toolbar, FB, PAGES_TOOLBAR, AdwBin)

/* Activates the actions of "pages", and fax.open-with, of a widget around it. */

void fb_pages_toolbar_set_view (FbPagesToolbar *self, FbPageView *view);

G_END_DECLS
