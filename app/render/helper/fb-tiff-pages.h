/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-page-reader.h"

G_BEGIN_DECLS

#define FB_TYPE_TIFF_PAGES (fb_tiff_pages_get_type ())
G_DECLARE_FINAL_TYPE (FbTiffPages, fb_tiff_pages, FB, TIFF_PAGES, GObject)

FbPageReader *fb_tiff_pages_open (int fd, FbRenderStatus *status);

G_END_DECLS
