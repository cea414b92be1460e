/* test-page-layout.c
 *
 * Where pages are, against the plain sum of what is above them, and that what is looked at stays
 * where it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "fb-page-layout.h"

#define N_PAGES 4800

/* Far less than a pixel. */
#define assert_near(a, b) g_assert_cmpfloat (fabs ((a) - (b)), <, 0.001)

/* Of all kinds of shapes. */
static FbRenderSize
get_shape (guint page)
{
  return (FbRenderSize){ (float) (200 + 97 * (page % 7)), (float) (150 + 131 * (page % 11)) };
}

static FbPageLayout *
make_layout (void)
{
  FbPageLayout *layout = fb_page_layout_new (N_PAGES);

  for (guint i = 0; i < N_PAGES; i++)
    fb_page_layout_set_size (layout, i, get_shape (i));
  return layout;
}

static void
assert_places (FbPageLayout *layout, guint rotation, double scale)
{
  double y = 0;

  for (guint i = 0; i < N_PAGES; i++)
    {
      const FbRenderSize shape = get_shape (i);
      const FbPageRect rect = fb_page_layout_get_rect (layout, i, 1000);
      y += FB_PAGE_GAP;
      assert_near (rect.y, y);
      assert_near (rect.width, (double) (rotation % 180 == 0 ? shape.width : shape.height) * scale);
      assert_near (rect.height,
                   (double) (rotation % 180 == 0 ? shape.height : shape.width) * scale);
      y += rect.height;
    }
  assert_near (fb_page_layout_get_height (layout), y + FB_PAGE_GAP);
}

static void
test_places (void)
{
  static const double scales[] = { 0.05, 1, FB_PAGE_FULL_SCALE, 5 };
  g_autoptr (FbPageLayout) layout = make_layout ();

  for (guint rotation = 0; rotation < 360; rotation += 90)
    for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
      {
        fb_page_layout_set_rotation (layout, rotation);
        fb_page_layout_set_scale (layout, scales[i]);
        assert_places (layout, rotation, scales[i]);
      }
}

static void
test_middle (void)
{
  g_autoptr (FbPageLayout) layout = make_layout ();
  const double width = fb_page_layout_get_width (layout);

  /* Of a wide view, and of the widest page in a narrow one. */
  for (guint i = 0; i < 7; i++)
    {
      const FbPageRect wide = fb_page_layout_get_rect (layout, i, width + 500);
      const FbPageRect narrow = fb_page_layout_get_rect (layout, i, 100);
      assert_near (wide.x + wide.width / 2, (width + 500) / 2);
      assert_near (narrow.x + narrow.width / 2, width / 2);
      g_assert_cmpfloat (narrow.x, >=, FB_PAGE_GAP - 0.001);
    }
}

static void
test_find_page (void)
{
  g_autoptr (FbPageLayout) layout = make_layout ();

  g_assert_cmpuint (fb_page_layout_find_page (layout, -100), ==, 0);
  g_assert_cmpuint (fb_page_layout_find_page (layout, 0), ==, 0);
  for (guint i = 0; i < N_PAGES; i++)
    {
      const FbPageRect rect = fb_page_layout_get_rect (layout, i, 0);
      g_assert_cmpuint (fb_page_layout_find_page (layout, rect.y + 0.01), ==, i);
      g_assert_cmpuint (fb_page_layout_find_page (layout, rect.y + rect.height), ==, i);
      /* The gap below. */
      g_assert_cmpuint (fb_page_layout_find_page (layout, rect.y + rect.height + FB_PAGE_GAP / 2),
                        ==, i);
    }
  g_assert_cmpuint (fb_page_layout_find_page (layout, 1e12), ==, N_PAGES - 1);
}

static void
test_anchor (void)
{
  g_autoptr (FbPageLayout) layout = make_layout ();
  const double height = fb_page_layout_get_height (layout);

  for (double y = -FB_PAGE_GAP; y < height; y += height / 997)
    assert_near (fb_page_layout_get_position (layout, fb_page_layout_get_anchor (layout, y)), y);
}

static void
test_anchor_stays (void)
{
  g_autoptr (FbPageLayout) layout = make_layout ();
  const FbPageRect before = fb_page_layout_get_rect (layout, 3000, 0);
  const FbPageAnchor anchor = fb_page_layout_get_anchor (layout, before.y + before.height / 4);

  /* Pages above turn out to be larger, everything is shown larger, and turned. */
  for (guint i = 0; i < 2000; i++)
    fb_page_layout_set_size (layout, i, (FbRenderSize){ 1000, 2000 });
  fb_page_layout_set_scale (layout, 3);
  fb_page_layout_set_rotation (layout, 90);

  const FbPageRect after = fb_page_layout_get_rect (layout, 3000, 0);
  assert_near (fb_page_layout_get_position (layout, anchor), after.y + after.height / 4);

  /* Of a page that isn't there: the last one. */
  const FbPageRect last = fb_page_layout_get_rect (layout, N_PAGES - 1, 0);
  assert_near (fb_page_layout_get_position (layout, (FbPageAnchor){ N_PAGES + 7, 0, 0 }), last.y);
}

static void
test_fit (void)
{
  g_autoptr (FbPageLayout) layout = fb_page_layout_new (2);

  fb_page_layout_set_size (layout, 0, (FbRenderSize){ 612, 792 });
  fb_page_layout_set_size (layout, 1, (FbRenderSize){ 842, 595 });
  fb_page_layout_set_scale (layout, fb_page_layout_fit_width (layout, 500));
  assert_near (fb_page_layout_get_width (layout), 500);

  /* Either side may be what there is too little of. */
  fb_page_layout_set_scale (layout, fb_page_layout_fit_page (layout, 2000, 500));
  assert_near (fb_page_layout_get_rect (layout, 0, 2000).height, 500 - 2 * FB_PAGE_GAP);
  fb_page_layout_set_scale (layout, fb_page_layout_fit_page (layout, 500, 2000));
  assert_near (fb_page_layout_get_width (layout), 500);

  fb_page_layout_set_rotation (layout, 90);
  fb_page_layout_set_scale (layout, fb_page_layout_fit_width (layout, 500));
  assert_near (fb_page_layout_get_rect (layout, 0, 500).width, 500 - 2 * FB_PAGE_GAP);
}

/* However much or little room there is. */
static void
test_fit_limits (void)
{
  g_autoptr (FbPageLayout) layout = fb_page_layout_new (1);

  fb_page_layout_set_size (layout, 0, (FbRenderSize){ 1, 14400 });
  assert_near (fb_page_layout_fit_width (layout, 10000), FB_PAGE_MAX_ZOOM * FB_PAGE_FULL_SCALE);
  g_assert_cmpfloat (fb_page_layout_fit_width (layout, 1), >, 0);
  g_assert_cmpfloat (fb_page_layout_fit_page (layout, 1, 1), >, 0);
}

static void
assert_same_area (FbRenderArea area, FbRenderArea other)
{
  assert_near ((double) area.x1, (double) other.x1);
  assert_near ((double) area.y1, (double) other.y1);
  assert_near ((double) area.x2, (double) other.x2);
  assert_near ((double) area.y2, (double) other.y2);
}

static void
test_rotate (void)
{
  const FbRenderArea area = { 0.1f, 0.2f, 0.4f, 0.3f };

  assert_same_area (fb_page_area_rotate (area, 0), area);
  /* What is at the left comes to the top, what is at the top to the right. */
  assert_same_area (fb_page_area_rotate (area, 90), (FbRenderArea){ 0.7f, 0.1f, 0.8f, 0.4f });
  assert_same_area (fb_page_area_rotate (area, 180), (FbRenderArea){ 0.6f, 0.7f, 0.9f, 0.8f });
  assert_same_area (fb_page_area_rotate (area, 270), (FbRenderArea){ 0.2f, 0.6f, 0.3f, 0.9f });
  for (guint rotation = 0; rotation < 360; rotation += 90)
    assert_same_area (
      fb_page_area_rotate (fb_page_area_rotate (area, rotation), (360 - rotation) % 360), area);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/page-layout/places", test_places);
  g_test_add_func ("/page-layout/middle", test_middle);
  g_test_add_func ("/page-layout/find-page", test_find_page);
  g_test_add_func ("/page-layout/anchor", test_anchor);
  g_test_add_func ("/page-layout/anchor-stays", test_anchor_stays);
  g_test_add_func ("/page-layout/fit", test_fit);
  g_test_add_func ("/page-layout/fit-limits", test_fit_limits);
  g_test_add_func ("/page-layout/rotate", test_rotate);
  return g_test_run ();
}
