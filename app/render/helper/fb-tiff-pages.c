/* fb-tiff-pages.c
 *
 * The pages of a TIFF: all of them, in their true shape and upright.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tiff-pages.h"

#include <string.h>

#include "fb-bit-scaler.h"
#include "fb-orientation.h"
#include "fb-pdf-writer.h"
#include "fb-tiff-bits.h"
#include "fb-tiff-directories.h"
#include "fb-tiff-file.h"
#include "fb-tiff-image.h"

#define POINTS_PER_INCH 72

struct _FbTiffPages
{
  GObject parent_instance;

  FbTiffFile *file;
  GArray *directories; /* guint64 */
  gboolean has_more;
};

static void fb_tiff_pages_reader_init (FbPageReaderInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbTiffPages,
                               fb_tiff_pages,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FB_TYPE_PAGE_READER,
                                                      fb_tiff_pages_reader_init))

static gboolean
select_page (FbTiffPages *self, guint page, FbTiffShape *shape)
{
  return fb_tiff_file_select (self->file, g_array_index (self->directories, guint64, page), shape);
}

/* Drawing */

static gboolean
on_row (const guint8 *bits, gpointer user_data)
{
  return fb_bit_scaler_add_row (user_data, bits);
}

static FbRenderStatus
draw_bits (FbTiffPages *self, const FbTiffShape *shape, FbPixels *pixels)
{
  g_autoptr (FbBitScaler) scaler = fb_bit_scaler_new (shape->width, shape->height, pixels);

  return fb_tiff_bits_read (self->file, shape, on_row, scaler);
}

static FbRenderStatus
draw_image (FbTiffPages *self, const FbTiffShape *shape, FbPixels *pixels)
{
  FbRenderStatus status;
  cairo_surface_t *image = fb_tiff_image_read (self->file, shape, &status);

  if (image == NULL)
    return status;
  cairo_surface_t *target = cairo_image_surface_create_for_data (
    (guchar *) pixels->data, CAIRO_FORMAT_RGB24, (int) pixels->width, (int) pixels->height,
    (int) (pixels->width * sizeof (guint32)));
  cairo_t *cairo = cairo_create (target);
  cairo_scale (cairo, (double) pixels->width / shape->width,
               (double) pixels->height / shape->height);
  cairo_set_source_surface (cairo, image, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cairo), CAIRO_EXTEND_PAD);
  cairo_paint (cairo);
  if (cairo_status (cairo) != CAIRO_STATUS_SUCCESS)
    status = FB_RENDER_TOO_LARGE;
  cairo_destroy (cairo);
  cairo_surface_finish (target);
  cairo_surface_destroy (target);
  cairo_surface_destroy (image);
  for (gsize i = 0; i < (gsize) pixels->width * pixels->height; i++)
    pixels->data[i] |= 0xff000000u;
  return status;
}

static FbRenderStatus
draw_stored (FbTiffPages *self, const FbTiffShape *shape, FbPixels *pixels)
{
  if (fb_tiff_file_is_bilevel (self->file))
    return draw_bits (self, shape, pixels);
  return draw_image (self, shape, pixels);
}

static FbRenderStatus
draw_turned (FbTiffPages *self, const FbTiffShape *shape, FbPixels *pixels)
{
  const gboolean is_sideways = fb_orientation_is_sideways (shape->orientation);
  FbPixels stored = {
    .width = is_sideways ? pixels->height : pixels->width,
    .height = is_sideways ? pixels->width : pixels->height,
  };
  const gsize length = (gsize) stored.width * stored.height * sizeof (guint32);
  g_autofree guint32 *data = g_try_malloc (length);

  if (data == NULL)
    return FB_RENDER_TOO_LARGE;
  memset (data, 0xff, length);
  stored.data = data;
  const FbRenderStatus status = draw_stored (self, shape, &stored);
  if (status == FB_RENDER_OK)
    fb_orientation_turn (&stored, shape->orientation, pixels);
  return status;
}

/* FbPageReader */

static guint
fb_tiff_pages_count_pages (FbPageReader *reader, gboolean *has_more)
{
  FbTiffPages *self = FB_TIFF_PAGES (reader);

  *has_more = self->has_more;
  return self->directories->len;
}

static FbRenderStatus
fb_tiff_pages_get_size (FbPageReader *reader, guint page, FbRenderSize *size)
{
  FbTiffShape shape;

  if (!select_page (FB_TIFF_PAGES (reader), page, &shape))
    return FB_RENDER_DAMAGED;
  const double width = shape.width * POINTS_PER_INCH / shape.x_resolution;
  const double height = shape.height * POINTS_PER_INCH / shape.y_resolution;
  if (fb_orientation_is_sideways (shape.orientation))
    *size = (FbRenderSize){ (float) height, (float) width };
  else
    *size = (FbRenderSize){ (float) width, (float) height };
  return FB_RENDER_OK;
}

static FbRenderStatus
fb_tiff_pages_draw (FbPageReader *reader, guint page, FbPixels *pixels, guint32 *flags)
{
  FbTiffPages *self = FB_TIFF_PAGES (reader);
  FbTiffShape shape;

  if (!select_page (self, page, &shape))
    return FB_RENDER_DAMAGED;
  const FbRenderStatus status = shape.orientation == ORIENTATION_TOPLEFT
                                  ? draw_stored (self, &shape, pixels)
                                  : draw_turned (self, &shape, pixels);
  if (status == FB_RENDER_OK && self->file->n_errors > 0)
    *flags |= FB_RENDER_PARTIAL;
  return status;
}

static FbRenderStatus
fb_tiff_pages_read_text (FbPageReader *reader, guint page, FbRenderText *text)
{
  return FB_RENDER_OK;
}

static FbRenderStatus
fb_tiff_pages_write_pdf (FbPageReader *reader, int fd, guint32 *flags)
{
  FbTiffPages *self = FB_TIFF_PAGES (reader);
  g_autoptr (FbPdfWriter) writer = fb_pdf_writer_new (fd);

  for (guint page = 0; page < self->directories->len; page++)
    {
      FbRenderSize size;
      FbTiffShape shape;

      fb_page_reader_get_size (reader, page, &size);
      fb_pdf_writer_begin_page (writer, &size);
      if (!select_page (self, page, &shape) ||
          !fb_pdf_writer_add_image (writer, self->file, &shape) || self->file->n_errors > 0)
        *flags |= FB_RENDER_PARTIAL;
      if (!fb_pdf_writer_end_page (writer))
        break;
    }
  return fb_pdf_writer_finish (writer);
}

static void
fb_tiff_pages_reader_init (FbPageReaderInterface *interface)
{
  interface->count_pages = fb_tiff_pages_count_pages;
  interface->get_size = fb_tiff_pages_get_size;
  interface->draw = fb_tiff_pages_draw;
  interface->read_text = fb_tiff_pages_read_text;
  interface->write_pdf = fb_tiff_pages_write_pdf;
}

/* GObject */

static void
fb_tiff_pages_finalize (GObject *object)
{
  FbTiffPages *self = FB_TIFF_PAGES (object);

  g_clear_pointer (&self->file, fb_tiff_file_close);
  g_clear_pointer (&self->directories, g_array_unref);

  G_OBJECT_CLASS (fb_tiff_pages_parent_class)->finalize (object);
}

static void
fb_tiff_pages_class_init (FbTiffPagesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_tiff_pages_finalize;
}

static void
fb_tiff_pages_init (FbTiffPages *self)
{
}

/**
 * fb_tiff_pages_open:
 * @fd: (transfer full): a regular file
 * @status: (out): what is wrong with it
 *
 * Opens a TIFF.
 *
 * Returns: (transfer full) (nullable): it
 */
FbPageReader *
fb_tiff_pages_open (int fd, FbRenderStatus *status)
{
  g_autoptr (FbTiffPages) self = g_object_new (FB_TYPE_TIFF_PAGES, NULL);

  *status = FB_RENDER_NOT_A_DOCUMENT;
  self->directories = fb_tiff_directories_find (fd, &self->has_more);
  self->file = fb_tiff_file_open (fd);
  if (self->file == NULL || self->directories->len == 0)
    return NULL;
  *status = FB_RENDER_OK;
  return FB_PAGE_READER (g_steal_pointer (&self));
}
