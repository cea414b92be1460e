/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-page-view.h"

G_BEGIN_DECLS

#define FB_TYPE_PAGE_THUMBNAILS (fb_page_thumbnails_get_type ())
G_DECLARE_FINAL_TYPE (FbPageThumbnails, fb_page_thumbnails, FB, PAGE_THUMBNAILS, AdwBin)

void fb_page_thumbnails_set_view (FbPageThumbnails *self, FbPageView *view);

G_END_DECLS
