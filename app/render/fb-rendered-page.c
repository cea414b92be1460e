/* fb-rendered-page.c
 *
 * A page that was drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-rendered-page-private.h"

G_DEFINE_BOXED_TYPE (FbRenderedPage, fb_rendered_page, fb_rendered_page_ref, fb_rendered_page_unref)

/**
 * fb_rendered_page_new:
 * @pixels: (transfer none): 4 bytes each, without padding
 * @width: pixels
 * @height: pixels
 * @flags: what a reader has to be told
 *
 * Returns: (transfer full): a page
 */
FbRenderedPage *
fb_rendered_page_new (GBytes *pixels, guint width, guint height, FbRenderFlags flags)
{
  g_return_val_if_fail (g_bytes_get_size (pixels) == (gsize) width * height * 4, NULL);

  FbRenderedPage *page = g_atomic_rc_box_new0 (FbRenderedPage);
  page->pixels = g_bytes_ref (pixels);
  page->width = width;
  page->height = height;
  page->flags = flags;
  return page;
}

/**
 * fb_rendered_page_ref:
 * @page: a page
 *
 * Returns: (transfer full): the same
 */
FbRenderedPage *
fb_rendered_page_ref (FbRenderedPage *page)
{
  g_return_val_if_fail (page != NULL, NULL);

  return g_atomic_rc_box_acquire (page);
}

static void
clear (gpointer data)
{
  FbRenderedPage *page = data;

  g_bytes_unref (page->pixels);
}

/**
 * fb_rendered_page_unref:
 * @page: (transfer full): a page
 */
void
fb_rendered_page_unref (FbRenderedPage *page)
{
  g_return_if_fail (page != NULL);

  g_atomic_rc_box_release_full (page, clear);
}
