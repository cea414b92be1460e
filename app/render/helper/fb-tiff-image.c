/* fb-tiff-image.c
 *
 * Pages of more than black and white, as libtiff makes colours of them, on white paper.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tiff-image.h"

#include <string.h>

static guint32
lay_on_white (guint32 pixel)
{
  const guint32 rest = 255 - TIFFGetA (pixel);
  const guint32 red = MIN (TIFFGetR (pixel) + rest, 255);
  const guint32 green = MIN (TIFFGetG (pixel) + rest, 255);
  const guint32 blue = MIN (TIFFGetB (pixel) + rest, 255);

  return 0xff000000u | red << 16 | green << 8 | blue;
}

/* As it is stored: whoever asked puts it upright. */
static gboolean
read_pixels (FbTiffFile *file, const FbTiffShape *shape, guint32 *pixels)
{
  char message[1024];
  TIFFRGBAImage image;

  if (!TIFFRGBAImageOK (file->tiff, message) ||
      !TIFFRGBAImageBegin (&image, file->tiff, 0, message))
    return FALSE;
  image.orientation = ORIENTATION_TOPLEFT;
  image.req_orientation = ORIENTATION_TOPLEFT;
  if (!TIFFRGBAImageGet (&image, pixels, shape->width, shape->height))
    file->n_errors++;
  TIFFRGBAImageEnd (&image);
  return TRUE;
}

/**
 * fb_tiff_image_read:
 * @file: a file
 * @shape: of its selected page
 * @status: (out): how it went: %FB_RENDER_OK even if a part is missing; see @file's count of errors
 *
 * Reads a page's pixels.
 *
 * Returns: (transfer full) (nullable): an image surface of CAIRO_FORMAT_RGB24
 */
cairo_surface_t *
fb_tiff_image_read (FbTiffFile *file, const FbTiffShape *shape, FbRenderStatus *status)
{
  *status = FB_RENDER_TOO_LARGE;
  if (shape->width > FB_RENDER_MAX_PIXELS || shape->height > FB_RENDER_MAX_PIXELS ||
      (guint64) shape->width * shape->height > FB_RENDER_MAX_PIXELS)
    return NULL;
  cairo_surface_t *surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) shape->width, (int) shape->height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }

  guint32 *pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  const gsize n = (gsize) shape->width * shape->height;
  memset (pixels, 0xff, n * sizeof *pixels);
  if (!read_pixels (file, shape, pixels))
    {
      cairo_surface_destroy (surface);
      *status = FB_RENDER_DAMAGED;
      return NULL;
    }
  for (gsize i = 0; i < n; i++)
    pixels[i] = lay_on_white (pixels[i]);
  cairo_surface_mark_dirty (surface);
  *status = FB_RENDER_OK;
  return surface;
}
