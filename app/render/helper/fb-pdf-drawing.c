/* fb-pdf-drawing.c
 *
 * A page of a PDF to pixels. Most faxes that come as PDFs are one image a page, of more pixels than
 * are asked for, and Poppler takes most of its time to make it smaller (22.12: 80 ms for 1728 ×
 * 2292). So such a page is drawn as large as its image, and made smaller here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-pdf-drawing.h"

#include <cairo.h>
#include <string.h>

#include "fb-box-filter.h"

/* Pixels of the shorter side of a fax that is not of the finest resolution. */
#define FAX_SIDE         1728
#define MAX_LARGE_PIXELS (10 * 1000 * 1000)
#define MAX_FACTOR       100

static gboolean
has_large_image (PopplerPage *page, double width, double height)
{
  GList *images = poppler_page_get_image_mapping (page);
  gboolean found = FALSE;

  for (const GList *l = images; l != NULL && !found; l = l->next)
    {
      const PopplerRectangle *area = &((const PopplerImageMapping *) l->data)->area;

      found = (area->x2 - area->x1) * (area->y2 - area->y1) > width * height / 2;
    }
  poppler_page_free_image_mapping (images);
  return found;
}

/* How many times as large it is drawn. */
static guint
choose_factor (PopplerPage *page, double width, double height, const FbPixels *pixels)
{
  const guint side = MIN (pixels->width, pixels->height);
  const guint factor = (FAX_SIDE + side - 1) / side;
  const guint64 n = (guint64) pixels->width * factor * pixels->height * factor;

  if (factor == 1 || factor > MAX_FACTOR || n > MAX_LARGE_PIXELS ||
      !has_large_image (page, width, height))
    return 1;
  return factor;
}

static gboolean
draw (PopplerPage *page, double page_width, double page_height, const FbPixels *pixels)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data (
    (guchar *) pixels->data, CAIRO_FORMAT_RGB24, (int) pixels->width, (int) pixels->height,
    (int) (pixels->width * sizeof (guint32)));
  cairo_t *cairo = cairo_create (surface);

  cairo_scale (cairo, pixels->width / page_width, pixels->height / page_height);
  poppler_page_render (page, cairo);
  cairo_surface_flush (surface);
  const gboolean done = cairo_status (cairo) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return done;
}

/* The byte that RGB24 doesn't use is whatever was drawn there. */
static void
set_unused_bytes (FbPixels *pixels)
{
  const gsize n = (gsize) pixels->width * pixels->height;

  for (gsize i = 0; i < n; i++)
    pixels->data[i] |= 0xff000000u;
}

/**
 * fb_pdf_drawing_draw:
 * @page: a page
 * @width: of @page, in points
 * @height: of @page, in points
 * @pixels: where to; white
 *
 * Draws a page so that it fills @pixels.
 *
 * Returns: %FALSE if not all of it could be drawn
 */
gboolean
fb_pdf_drawing_draw (PopplerPage *page, double width, double height, FbPixels *pixels)
{
  const guint factor = choose_factor (page, width, height, pixels);
  FbPixels large = { NULL, pixels->width * factor, pixels->height * factor };
  const gsize length = (gsize) large.width * large.height * sizeof (guint32);
  g_autofree guint32 *data = factor > 1 ? g_try_malloc (length) : NULL;

  if (data == NULL)
    {
      const gboolean done = draw (page, width, height, pixels);

      set_unused_bytes (pixels);
      return done;
    }
  large.data = data;
  memset (data, 0xff, length);
  const gboolean done = draw (page, width, height, &large);
  fb_box_filter_shrink (data, factor, pixels);
  return done;
}
