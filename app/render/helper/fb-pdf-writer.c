/* fb-pdf-writer.c
 *
 * A PDF of a TIFF's pages, by cairo, written page by page. Pages in black and white are compressed
 * again as Group 4, which a PDF takes as it is; they are read row by row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-pdf-writer.h"

#include <cairo-pdf.h>
#include <string.h>

#include "fb-file-copy.h"
#include "fb-group4-encoder.h"
#include "fb-orientation.h"
#include "fb-tiff-bits.h"
#include "fb-tiff-image.h"

struct _FbPdfWriter
{
  int fd;
  cairo_surface_t *surface;
  cairo_t *cairo;         /* of the page that is being made */
  cairo_surface_t *image; /* on it */
  FbRenderSize size;
  gboolean is_full; /* the file could not be written */
};

static cairo_status_t
write_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  FbPdfWriter *self = closure;

  if (fb_file_write (self->fd, data, length) == FB_RENDER_OK)
    return CAIRO_STATUS_SUCCESS;
  self->is_full = TRUE;
  return CAIRO_STATUS_WRITE_ERROR;
}

/**
 * fb_pdf_writer_new:
 * @fd: an empty file, open for writing; it stays open
 *
 * Returns: (transfer full): a writer
 */
FbPdfWriter *
fb_pdf_writer_new (int fd)
{
  FbPdfWriter *self = g_new0 (FbPdfWriter, 1);

  self->fd = fd;
  self->surface = cairo_pdf_surface_create_for_stream (write_bytes, self, 1, 1);
  return self;
}

/**
 * fb_pdf_writer_free:
 * @self: (transfer full): a writer
 *
 * Frees it.
 */
void
fb_pdf_writer_free (FbPdfWriter *self)
{
  g_clear_pointer (&self->cairo, cairo_destroy);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_pointer (&self->image, cairo_surface_destroy);
  g_free (self);
}

/**
 * fb_pdf_writer_begin_page:
 * @self: a writer
 * @size: of the page
 *
 * Begins a page, which is white.
 */
void
fb_pdf_writer_begin_page (FbPdfWriter *self, const FbRenderSize *size)
{
  self->size = *size;
  cairo_pdf_surface_set_size (self->surface, size->width, size->height);
  self->cairo = cairo_create (self->surface);
}

/* Where the first row and column of a unit square are put, by TIFF's orientation from 1. */
static const cairo_matrix_t turns[] = {
  { 1, 0, 0, 1, 0, 0 }, { -1, 0, 0, 1, 1, 0 }, { -1, 0, 0, -1, 1, 1 }, { 1, 0, 0, -1, 0, 1 },
  { 0, 1, 1, 0, 0, 0 }, { 0, 1, -1, 0, 1, 0 }, { 0, -1, -1, 0, 1, 1 }, { 0, -1, 1, 0, 0, 1 },
};

static void
paint_image (FbPdfWriter *self, const FbTiffShape *shape)
{
  cairo_scale (self->cairo, self->size.width, self->size.height);
  cairo_transform (self->cairo, &turns[shape->orientation - ORIENTATION_TOPLEFT]);
  cairo_scale (self->cairo, 1.0 / shape->width, 1.0 / shape->height);
  cairo_set_source_surface (self->cairo, self->image, 0, 0);
  cairo_paint (self->cairo);
}

/* Black and white */

static gboolean
on_row (const guint8 *bits, gpointer user_data)
{
  return fb_group4_encoder_add_row (user_data, bits);
}

static void
attach (cairo_surface_t *image, const char *type, GBytes *bytes)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);

  cairo_surface_set_mime_data (image, type, data, length, (cairo_destroy_func_t) g_bytes_unref,
                               g_bytes_ref (bytes));
}

/* cairo wants pixels, too, of which it reads none: they take no memory as long as nobody has
 * written them.
 */
static cairo_surface_t *
make_bilevel_image (FbTiffFile *file, const FbTiffShape *shape)
{
  g_autoptr (FbGroup4Encoder) encoder = fb_group4_encoder_new (shape->width, shape->height);

  if (encoder == NULL || fb_tiff_bits_read (file, shape, on_row, encoder) != FB_RENDER_OK)
    return NULL;
  g_autoptr (GBytes) data = fb_group4_encoder_finish (encoder);
  g_autofree char *text = g_strdup_printf ("Columns=%u Rows=%u K=-1", shape->width, shape->height);
  g_autoptr (GBytes) parameters = g_bytes_new (text, strlen (text));
  cairo_surface_t *image =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) shape->width, (int) shape->height);
  if (data == NULL || cairo_surface_status (image) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (image);
      return NULL;
    }
  attach (image, CAIRO_MIME_TYPE_CCITT_FAX, data);
  attach (image, CAIRO_MIME_TYPE_CCITT_FAX_PARAMS, parameters);
  return image;
}

/**
 * fb_pdf_writer_add_image:
 * @self: a writer; a page has been begun
 * @file: a file
 * @shape: of its selected page
 *
 * Fills the page with an image.
 *
 * Returns: %FALSE if there is nothing that could be read
 */
gboolean
fb_pdf_writer_add_image (FbPdfWriter *self, FbTiffFile *file, const FbTiffShape *shape)
{
  FbRenderStatus status;

  self->image = fb_tiff_file_is_bilevel (file) ? make_bilevel_image (file, shape)
                                               : fb_tiff_image_read (file, shape, &status);
  if (self->image == NULL)
    return FALSE;
  paint_image (self, shape);
  return TRUE;
}

/**
 * fb_pdf_writer_end_page:
 * @self: a writer
 *
 * Writes the page.
 *
 * Returns: %FALSE if that can't be done, nor any further
 */
gboolean
fb_pdf_writer_end_page (FbPdfWriter *self)
{
  g_clear_pointer (&self->cairo, cairo_destroy);
  cairo_surface_show_page (self->surface);
  /* Not before: cairo would copy what it still needs. */
  g_clear_pointer (&self->image, cairo_surface_destroy);
  return cairo_surface_status (self->surface) == CAIRO_STATUS_SUCCESS;
}

/**
 * fb_pdf_writer_finish:
 * @self: a writer
 *
 * Writes what follows the pages.
 *
 * Returns: how it went
 */
FbRenderStatus
fb_pdf_writer_finish (FbPdfWriter *self)
{
  cairo_surface_finish (self->surface);
  if (self->is_full)
    return FB_RENDER_NO_SPACE;
  return cairo_surface_status (self->surface) == CAIRO_STATUS_SUCCESS ? FB_RENDER_OK
                                                                      : FB_RENDER_DAMAGED;
}
