/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-render-protocol.h"
#include "fb-tiff-file.h"

G_BEGIN_DECLS

typedef struct _FbPdfWriter FbPdfWriter;

FbPdfWriter *fb_pdf_writer_new (int fd);
void fb_pdf_writer_begin_page (FbPdfWriter *self, const FbRenderSize *size);
gboolean fb_pdf_writer_add_image (FbPdfWriter *self, FbTiffFile *file, const FbTiffShape *shape);
gboolean fb_pdf_writer_end_page (FbPdfWriter *self);
FbRenderStatus fb_pdf_writer_finish (FbPdfWriter *self);
void fb_pdf_writer_free (FbPdfWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbPdfWriter, fb_pdf_writer_free)

G_END_DECLS
