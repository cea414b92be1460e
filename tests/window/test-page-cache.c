/* test-page-cache.c
 *
 * Which pictures of pages stay where there is no room for all: those that are looked at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-cache.h"
#include "render-fixture.h"

#define WIDTH   60
#define HEIGHT  80
#define PICTURE ((gsize) WIDTH * HEIGHT * 4)

static void
on_page_changed (FbPageCache *cache, guint page, guint *drawn)
{
  *drawn |= 1u << page;
}

static void
want (FbPageCache *cache, guint page, FbPageUrgency urgency)
{
  fb_page_cache_want (cache, page, WIDTH, HEIGHT, urgency);
}

/* Two pages are looked at, and there is room for no more. */
static void
test_no_room_beside (RenderFixture *self, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 9", &path);
  g_autoptr (FbPageCache) cache = fb_page_cache_new (document, 2 * PICTURE);
  guint drawn = 0;

  g_signal_connect (cache, "page-changed", G_CALLBACK (on_page_changed), &drawn);
  fb_page_cache_set_range (cache, 4, 5);
  want (cache, 4, FB_PAGE_VISIBLE);
  want (cache, 5, FB_PAGE_VISIBLE);
  want (cache, 6, FB_PAGE_NEAR);
  want (cache, 3, FB_PAGE_NEAR);
  wait_until (drawn == (1u << 4 | 1u << 5));
  g_autoptr (FbPageText) text = render_text (document, 0, NULL);
  g_assert_nonnull (fb_page_cache_get_texture (cache, 4));
  g_assert_nonnull (fb_page_cache_get_texture (cache, 5));
  g_autofree char *requests = render_fixture_get_requests (path);
  g_assert_cmpstr (requests, ==, "open 0, page 4, page 5, text 0");

  /* Beside a single one there is. */
  fb_page_cache_set_range (cache, 5, 5);
  want (cache, 6, FB_PAGE_NEAR);
  wait_until ((drawn & 1u << 6) != 0);
  g_assert_nonnull (fb_page_cache_get_texture (cache, 5));
  g_assert_nonnull (fb_page_cache_get_texture (cache, 6));
  fb_page_cache_stop (cache);
}

/* What was near comes when it isn't looked at after all: it takes nobody's place. */
static void
test_comes_late (RenderFixture *self, gconstpointer data)
{
  g_autoptr (FbRenderedDocument) document = render_fixture_open (self, "pages 9", NULL);
  g_autoptr (FbPageCache) cache = fb_page_cache_new (document, 2 * PICTURE);
  guint drawn = 0;

  g_signal_connect (cache, "page-changed", G_CALLBACK (on_page_changed), &drawn);
  fb_page_cache_set_range (cache, 5, 5);
  want (cache, 5, FB_PAGE_VISIBLE);
  want (cache, 6, FB_PAGE_NEAR);
  fb_page_cache_set_range (cache, 4, 5);
  want (cache, 4, FB_PAGE_VISIBLE);
  wait_until (drawn == (1u << 4 | 1u << 5 | 1u << 6));
  g_assert_nonnull (fb_page_cache_get_texture (cache, 4));
  g_assert_nonnull (fb_page_cache_get_texture (cache, 5));
  g_assert_null (fb_page_cache_get_texture (cache, 6));
  g_assert_cmpuint (fb_page_cache_get_n_bytes (cache), ==, 2 * PICTURE);

  /* What is farther away goes first. */
  fb_page_cache_set_range (cache, 5, 6);
  want (cache, 6, FB_PAGE_VISIBLE);
  wait_until (fb_page_cache_get_texture (cache, 6) != NULL);
  g_assert_null (fb_page_cache_get_texture (cache, 4));
  g_assert_nonnull (fb_page_cache_get_texture (cache, 5));
  fb_page_cache_stop (cache);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/page-cache/" name, RenderFixture, "helper", render_fixture_set_up, function,       \
              render_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("no-room-beside", test_no_room_beside);
  ADD ("comes-late", test_comes_late);
  return g_test_run ();
}
