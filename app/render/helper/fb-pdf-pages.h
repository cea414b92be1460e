/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-page-reader.h"

G_BEGIN_DECLS

#define FB_TYPE_PDF_PAGES (fb_pdf_pages_get_type ())
G_DECLARE_FINAL_TYPE (FbPdfPages, fb_pdf_pages, FB, PDF_PAGES, GObject)

FbPageReader *fb_pdf_pages_open (int fd, FbRenderStatus *status);

G_END_DECLS
