/* test-page-view.c
 *
 * Pages in a view, drawn by the real helper: which ones are there, that what is looked at stays,
 * and how much memory they take.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "pages-fixture.h"
#include "screen.h"

/* As many as a fax has at most. */
#define MANY 4800

static GtkAdjustment *
get_vertical (PagesFixture *fixture)
{
  GtkWidget *scroller =
    gtk_widget_get_ancestor (GTK_WIDGET (fixture->view), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
}

/* What color the paper has in the middle of the view, where nothing is written. */
static guint32
get_paper (PagesFixture *fixture)
{
  g_autoptr (ScreenPicture) picture = screen_take_picture ((ScreenArea){ 350, 500, 1, 1 });
  return picture->pixels[0];
}

static void
test_navigation (PagesFixture *fixture, gconstpointer data)
{
  pages_fixture_show_new (fixture, "a.pdf", 12);
  g_assert_cmpuint (fb_page_view_get_n_pages (fixture->view), ==, 12);
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 0);

  pages_fixture_activate (fixture, "pages.next-page");
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 1);
  pages_fixture_activate (fixture, "pages.last-page");
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 11);
  pages_fixture_activate (fixture, "pages.previous-page");
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 10);
  pages_fixture_activate (fixture, "pages.first-page");
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 0);

  /* By hand. */
  gtk_adjustment_set_value (get_vertical (fixture), 1e9);
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 11);
}

static void
test_keys (PagesFixture *fixture, gconstpointer data)
{
  GtkAdjustment *vertical = get_vertical (fixture);

  pages_fixture_show_new (fixture, "a.pdf", 12);
  gtk_widget_grab_focus (GTK_WIDGET (fixture->view));
  wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)));

  screen_press_key ("Down");
  wait_until (gtk_adjustment_get_value (vertical) > 0);
  screen_press_key ("Up");
  wait_until (gtk_adjustment_get_value (vertical) <= 0);
  screen_press_key ("space");
  wait_until (gtk_adjustment_get_value (vertical) > 200);
  screen_press_key ("Prior");
  wait_until (gtk_adjustment_get_value (vertical) <= 0);
  screen_press_key ("End");
  wait_until (fb_page_view_get_current_page (fixture->view) == 11);
  screen_press_key ("Home");
  wait_until (fb_page_view_get_current_page (fixture->view) == 0);
  screen_hold_key ("Control_L", TRUE);
  screen_press_key ("Next");
  wait_until (fb_page_view_get_current_page (fixture->view) == 1);
  screen_hold_key ("Control_L", FALSE);
}

static void
test_zoom (PagesFixture *fixture, gconstpointer data)
{
  pages_fixture_show_new (fixture, "a.pdf", 12);
  const double fitting = fb_page_view_get_zoom (fixture->view);
  fb_page_view_set_current_page (fixture->view, 6);

  pages_fixture_activate (fixture, "pages.zoom-in");
  g_assert_cmpfloat (fb_page_view_get_zoom (fixture->view), >, fitting);
  g_assert_cmpint (fb_page_view_get_zoom_mode (fixture->view), ==, FB_PAGE_ZOOM_FIXED);
  const FbPagePosition position = fb_page_view_get_position (fixture->view);
  g_assert_cmpuint (position.anchor.page, ==, 5);
  g_assert_cmpfloat (fabs (position.anchor.pixels), <=, FB_PAGE_GAP);

  for (guint i = 0; i < 30; i++)
    fb_page_view_zoom_step (fixture->view, TRUE);
  g_assert_cmpfloat (fb_page_view_get_zoom (fixture->view), ==, FB_PAGE_MAX_ZOOM);
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 6);
  for (guint i = 0; i < 30; i++)
    fb_page_view_zoom_step (fixture->view, FALSE);
  g_assert_cmpfloat (fb_page_view_get_zoom (fixture->view), ==, FB_PAGE_MIN_ZOOM);

  pages_fixture_activate (fixture, "pages.fit-width");
  g_assert_cmpfloat (fabs (fb_page_view_get_zoom (fixture->view) - fitting), <, 0.001);
}

/* Wherever one is, and however large pages are. */
static void
test_memory (PagesFixture *fixture, gconstpointer data)
{
  pages_fixture_show_new (fixture, "many.pdf", MANY);
  g_assert_cmpuint (fixture->counted, ==, MANY);
  fb_page_view_set_zoom (fixture->view, FB_PAGE_MAX_ZOOM);
  for (guint i = 0; i < 12; i++)
    {
      fb_page_view_set_current_page (fixture->view, i * (MANY / 12));
      wait_until (fb_page_view_is_shown (fixture->view));
      g_assert_cmpuint (fb_page_view_get_n_bytes (fixture->view), <=, FB_PAGE_VIEW_MAX_BYTES);
    }
  g_assert_cmpuint (fb_page_view_get_n_bytes (fixture->view), >, 0);
  fb_fax_pages_show (fixture->pages, NULL, 0);
  g_assert_cmpuint (fb_page_view_get_n_bytes (fixture->view), ==, 0);
}

static void
test_rotation (PagesFixture *fixture, gconstpointer data)
{
  pages_fixture_show_new (fixture, "a.pdf", 12);
  fb_page_view_set_current_page (fixture->view, 4);
  for (guint rotation = 90; rotation <= 360; rotation += 90)
    {
      pages_fixture_activate (fixture, "pages.rotate-right");
      g_assert_cmpuint (fb_page_view_get_rotation (fixture->view), ==, rotation % 360);
      g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 4);
    }
  pages_fixture_activate (fixture, "pages.rotate-left");
  g_assert_cmpuint (fb_page_view_get_rotation (fixture->view), ==, 270);
}

static void
test_inverted (PagesFixture *fixture, gconstpointer data)
{
  pages_fixture_show_new (fixture, "a.pdf", 3);
  wait_until (get_paper (fixture) == 0xffffff);
  pages_fixture_activate (fixture, "pages.invert");
  g_assert_true (fb_page_view_get_inverted (fixture->view));
  wait_until (get_paper (fixture) < 0x303030);
}

/* Where a place of the first page, in points from its lower left, is on the screen. */
static void
find_on_screen (PagesFixture *fixture, double right, double up, int *x, int *y)
{
  const double scale = fb_page_view_get_zoom (fixture->view) * FB_PAGE_FULL_SCALE;
  const double middle = gtk_widget_get_width (GTK_WIDGET (fixture->view)) / 2.0;
  graphene_rect_t bounds;
  ScreenArea area;
  double surface_x, surface_y;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (fixture->view), fixture->window, &bounds));
  gtk_native_get_surface_transform (GTK_NATIVE (fixture->window), &surface_x, &surface_y);
  g_assert_true (screen_has_window (g_get_prgname (), &area));
  *x = area.x + (int) (surface_x + (double) bounds.origin.x + middle + (right - 306) * scale);
  *y = area.y + (int) (surface_y + (double) bounds.origin.y + FB_PAGE_GAP + (792 - up) * scale);
}

static gboolean
is_selected (PagesFixture *fixture, const char *expected)
{
  g_autofree char *selection = fb_page_view_dup_selection (fixture->view);

  return g_strcmp0 (selection, expected) == 0;
}

static gboolean
has_selection (PagesFixture *fixture, const char *start)
{
  g_autofree char *selection = NULL;

  fb_page_view_select_page (fixture->view);
  selection = fb_page_view_dup_selection (fixture->view);
  return selection != NULL && g_str_has_prefix (selection, start);
}

/* A word by two clicks, nothing by one. */
static void
test_pointer (PagesFixture *fixture, gconstpointer data)
{
  int x, y;

  pages_fixture_show_new (fixture, "a.pdf", 2);
  wait_until (has_selection (fixture, "Page 1 of the letter"));
  find_on_screen (fixture, 85, 505, &x, &y);
  screen_click (x, y, 1);
  screen_click (x, y, 1);
  wait_until (is_selected (fixture, "Page"));
  find_on_screen (fixture, 300, 350, &x, &y);
  screen_click (x, y, 1);
  wait_until (is_selected (fixture, NULL));
}

static void
test_text (PagesFixture *fixture, gconstpointer data)
{
  pages_fixture_show_new (fixture, "a.pdf", 3);
  /* It is read once the page is drawn. */
  wait_until (has_selection (fixture, "Page 1 of the letter"));
  pages_fixture_activate (fixture, "pages.copy");
  GdkClipboard *clipboard = gtk_widget_get_clipboard (fixture->window);
  g_assert_true (gdk_clipboard_is_local (clipboard));
  g_assert_true (
    gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard), G_TYPE_STRING));

  /* Another document has none. */
  pages_fixture_show_new (fixture, "b.pdf", 3);
  g_autofree char *selection = fb_page_view_dup_selection (fixture->view);
  g_assert_null (selection);
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);
  PAGES_TEST ("/page-view/navigation", test_navigation);
  PAGES_TEST ("/page-view/keys", test_keys);
  PAGES_TEST ("/page-view/zoom", test_zoom);
  PAGES_TEST ("/page-view/memory", test_memory);
  PAGES_TEST ("/page-view/rotation", test_rotation);
  PAGES_TEST ("/page-view/inverted", test_inverted);
  PAGES_TEST ("/page-view/text", test_text);
  PAGES_TEST ("/page-view/pointer", test_pointer);
  return g_test_run ();
}
