/* fb-page-reader.c
 *
 * What the formats have in common: which one it is, and what holds for any.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-reader.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "fb-pdf-pages.h"
#include "fb-tiff-pages.h"

/* As far into a file as other readers look for a PDF's beginning. */
#define HEAD_BYTES 1024

/* A page whose own shape is not known has that of ISO A4. */
#define USUAL_WIDTH  595.28f
#define USUAL_HEIGHT 841.89f

G_DEFINE_INTERFACE (FbPageReader, fb_page_reader, G_TYPE_OBJECT)

static void
fb_page_reader_default_init (FbPageReaderInterface *interface)
{
}

static gboolean
is_tiff (const char *head, gsize length)
{
  static const char *const marks[] = { "II*\0", "MM\0*", "II+\0", "MM\0+" };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= 8 && memcmp (head, marks[i], 4) == 0)
      return TRUE;
  return FALSE;
}

/**
 * fb_page_reader_open:
 * @fd: (transfer full): a regular file
 * @status: (out): what is wrong with it
 *
 * Opens a document, of whatever format.
 *
 * Returns: (transfer full) (nullable): it
 */
FbPageReader *
fb_page_reader_open (int fd, FbRenderStatus *status)
{
  char head[HEAD_BYTES];
  const ssize_t length = pread (fd, head, sizeof head, 0);

  if (length > 0 && is_tiff (head, (gsize) length))
    return fb_tiff_pages_open (fd, status);
  if (length > 0 && memmem (head, (gsize) length, "%PDF-", 5) != NULL)
    return fb_pdf_pages_open (fd, status);
  close (fd);
  *status = FB_RENDER_NOT_A_DOCUMENT;
  return NULL;
}

/**
 * fb_page_reader_count_pages:
 * @self: an #FbPageReader
 * @has_more: (out): whether there are more than are counted
 *
 * Returns: how many pages can be asked for, at most %FB_RENDER_MAX_PAGES
 */
guint
fb_page_reader_count_pages (FbPageReader *self, gboolean *has_more)
{
  return FB_PAGE_READER_GET_IFACE (self)->count_pages (self, has_more);
}

static float
bring_inside (float points)
{
  return CLAMP (points, FB_RENDER_MIN_POINTS, FB_RENDER_MAX_POINTS);
}

/**
 * fb_page_reader_get_size:
 * @self: an #FbPageReader
 * @page: from 0
 * @size: (out): its shape in points, within the limits; a usual one if it can't be read
 */
void
fb_page_reader_get_size (FbPageReader *self, guint page, FbRenderSize *size)
{
  if (FB_PAGE_READER_GET_IFACE (self)->get_size (self, page, size) != FB_RENDER_OK ||
      !isfinite (size->width) || !isfinite (size->height))
    *size = (FbRenderSize){ USUAL_WIDTH, USUAL_HEIGHT };
  size->width = bring_inside (size->width);
  size->height = bring_inside (size->height);
}

/**
 * fb_page_reader_draw:
 * @self: an #FbPageReader
 * @page: from 0
 * @pixels: where to
 * @flags: (out): what a reader has to be told, of #FbRenderFlags
 *
 * Draws a page so that it fills @pixels.
 *
 * Returns: how it went
 */
FbRenderStatus
fb_page_reader_draw (FbPageReader *self, guint page, FbPixels *pixels, guint32 *flags)
{
  *flags = 0;
  memset (pixels->data, 0xff, (gsize) pixels->width * pixels->height * sizeof (guint32));
  return FB_PAGE_READER_GET_IFACE (self)->draw (self, page, pixels, flags);
}

/**
 * fb_page_reader_read_text:
 * @self: an #FbPageReader
 * @page: from 0
 * @text: (out): its text; none, if the format has no text
 *
 * Returns: how it went
 */
FbRenderStatus
fb_page_reader_read_text (FbPageReader *self, guint page, FbRenderText *text)
{
  text->n_characters = 0;
  text->is_cut = 0;
  return FB_PAGE_READER_GET_IFACE (self)->read_text (self, page, text);
}

/**
 * fb_page_reader_write_pdf:
 * @self: an #FbPageReader
 * @fd: an empty file, open for writing
 * @flags: (out): %FB_RENDER_PARTIAL if something of it is missing
 *
 * Writes all pages as a PDF.
 *
 * Returns: how it went
 */
FbRenderStatus
fb_page_reader_write_pdf (FbPageReader *self, int fd, guint32 *flags)
{
  *flags = 0;
  return FB_PAGE_READER_GET_IFACE (self)->write_pdf (self, fd, flags);
}
