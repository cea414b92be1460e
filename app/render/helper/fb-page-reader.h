/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "fb-render-protocol.h"

G_BEGIN_DECLS

/* A document, whatever its format, page by page. No thread but one. What is asked for has been
 * checked: there is such a page, and there is room for the answer.
 */
#define FB_TYPE_PAGE_READER (fb_page_reader_get_type ())
G_DECLARE_INTERFACE (FbPageReader, fb_page_reader, FB, PAGE_READER, GObject)

/**
 * FbPixels:
 * @data: rows of @width pixels of 4 bytes, CAIRO_FORMAT_RGB24, without padding; all white
 * @width: pixels
 * @height: pixels
 *
 * What a page is drawn into.
 */
typedef struct
{
  guint32 *data;
  guint width;
  guint height;
} FbPixels;

struct _FbPageReaderInterface
{
  GTypeInterface parent_interface;

  guint (*count_pages) (FbPageReader *self, gboolean *has_more);
  FbRenderStatus (*get_size) (FbPageReader *self, guint page, FbRenderSize *size);
  FbRenderStatus (*draw) (FbPageReader *self, guint page, FbPixels *pixels, guint32 *flags);
  FbRenderStatus (*read_text) (FbPageReader *self, guint page, FbRenderText *text);
  FbRenderStatus (*write_pdf) (FbPageReader *self, int fd, guint32 *flags);
};

FbPageReader *fb_page_reader_open (int fd, FbRenderStatus *status);
guint fb_page_reader_count_pages (FbPageReader *self, gboolean *has_more);
void fb_page_reader_get_size (FbPageReader *self, guint page, FbRenderSize *size);
FbRenderStatus
fb_page_reader_draw (FbPageReader *self, guint page, FbPixels *pixels, guint32 *flags);
FbRenderStatus fb_page_reader_read_text (FbPageReader *self, guint page, FbRenderText *text);
FbRenderStatus fb_page_reader_write_pdf (FbPageReader *self, int fd, guint32 *flags);

G_END_DECLS
