/* fuzz-pages.c
 *
 * Does with a document whatever the helper does with one, without its confinement.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fuzz-pages.h"

#include <math.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fb-file-copy.h"

#define MAX_PAGES 3
#define WIDTH     60
#define HEIGHT    80

static void
check_size (FbPageReader *reader, guint page)
{
  FbRenderSize size;

  fb_page_reader_get_size (reader, page, &size);
  g_assert_true (isfinite (size.width) && isfinite (size.height));
  g_assert_true (size.width >= FB_RENDER_MIN_POINTS && size.width <= FB_RENDER_MAX_POINTS);
  g_assert_true (size.height >= FB_RENDER_MIN_POINTS && size.height <= FB_RENDER_MAX_POINTS);
}

static void
check_drawing (FbPageReader *reader, guint page)
{
  g_autofree guint32 *data = g_new0 (guint32, WIDTH * HEIGHT);
  FbPixels pixels = { data, WIDTH, HEIGHT };
  guint32 flags;

  if (fb_page_reader_draw (reader, page, &pixels, &flags) != FB_RENDER_OK)
    return;
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    g_assert_cmphex (data[i] >> 24, ==, 0xff);
}

static void
check_text (FbPageReader *reader, guint page)
{
  g_autofree FbRenderText *text = g_new (FbRenderText, 1);

  if (fb_page_reader_read_text (reader, page, text) != FB_RENDER_OK)
    return;
  g_assert_cmpuint (text->n_characters, <=, FB_RENDER_MAX_CHARACTERS);
  for (guint i = 0; i < text->n_characters; i++)
    {
      const FbRenderArea *area = &text->areas[i];

      g_assert_true (g_unichar_validate (text->characters[i]));
      g_assert_true (area->x1 >= 0 && area->x1 <= area->x2 && area->x2 <= 1);
      g_assert_true (area->y1 >= 0 && area->y1 <= area->y2 && area->y2 <= 1);
    }
}

void
fuzz_pages (const guint8 *data, gsize size, FuzzOpenFunc open_document)
{
  const int fd = memfd_create ("document", MFD_CLOEXEC);
  FbRenderStatus status = FB_RENDER_OK;
  gboolean has_more;
  guint32 flags;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (fb_file_write (fd, data, size), ==, FB_RENDER_OK);
  g_autoptr (FbPageReader) reader = open_document (fd, &status);
  if (reader == NULL)
    {
      g_assert_cmpint (status, !=, FB_RENDER_OK);
      return;
    }

  const guint n = fb_page_reader_count_pages (reader, &has_more);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <=, FB_RENDER_MAX_PAGES);
  for (guint page = 0; page < MIN (n, MAX_PAGES); page++)
    {
      check_size (reader, page);
      check_drawing (reader, page);
      check_text (reader, page);
    }
  if (n <= MAX_PAGES)
    {
      const int copy = memfd_create ("copy", MFD_CLOEXEC);

      fb_page_reader_write_pdf (reader, copy, &flags);
      close (copy);
    }
}
