/* test-contrast.c
 *
 * Every text and icon that Faxbell shows can be told from what is behind it, light and dark. Under
 * ADW_DEBUG_HIGH_CONTRAST=1 it is that of high contrast.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "contrast.h"
#include "screenshot.h"
#include "views.h"

static const Appearance appearances[] = {
  { "light", 1300, ADW_COLOR_SCHEME_FORCE_LIGHT, 1, GTK_TEXT_DIR_LTR },
  { "dark", 1300, ADW_COLOR_SCHEME_FORCE_DARK, 1, GTK_TEXT_DIR_LTR },
};

static void
check_contrast (GtkWidget *window, const View *view, const Appearance *appearance)
{
  g_autofree char *where = g_strdup_printf ("%s, %s", view->name, appearance->name);

  if (contrast_check (window, where) > 0)
    g_test_fail ();
}

/* The measure itself */

static void
test_contrast_of_colors (void)
{
  g_assert_cmpfloat_with_epsilon (contrast_compute (0x000000, 0xffffff), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (contrast_compute (0xffffff, 0xffffff), 1, 0.001);
  /* As tools for it have them. */
  g_assert_cmpfloat_with_epsilon (contrast_compute (0x767676, 0xffffff), 4.54, 0.01);
  g_assert_cmpfloat_with_epsilon (contrast_compute (0xffffff, 0x3584e4), 3.77, 0.01);
}

/* A letter in two pixels of its own colour with smoothed edges, on a wide background. */
static void
test_measure (void)
{
  guint32 pixels[100];
  ScreenPicture picture = { { 0, 0, 10, 10 }, pixels };
  guint32 background, foreground;

  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    pixels[i] = 0xffffff;
  g_assert_cmpfloat (contrast_measure (&picture, picture.area, NULL, NULL), ==, 1);
  for (guint i = 40; i < 60; i++)
    pixels[i] = 0xaaaaaa;
  pixels[44] = pixels[45] = 0x767676;
  contrast_measure (&picture, picture.area, &background, &foreground);
  g_assert_cmphex (background, ==, 0xffffff);
  g_assert_cmphex (foreground, ==, 0x767676);
  contrast_measure (&picture, (ScreenArea){ 6, 0, 4, 10 }, &background, &foreground);
  g_assert_cmphex (background, ==, 0xffffff);
  g_assert_cmphex (foreground, ==, 0xaaaaaa);
}

/* What is measured is what is on the screen. */
static void
test_picture (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  ScreenArea area;
  double x, y;

  window_fixture_wait_for_page (fixture, "connect");
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_window_is_active (GTK_WINDOW (window)));
  screenshot_settle (window);
  screen_wait_until_still ();
  g_autoptr (ScreenPicture) picture = screenshot_take (window);
  g_assert_true (screen_has_window (g_get_prgname (), &area));
  /* Around it is the frame. */
  gtk_native_get_surface_transform (GTK_NATIVE (window), &x, &y);
  area =
    (ScreenArea){ area.x + (int) x, area.y + (int) y, picture->area.width, picture->area.height };
  g_autoptr (ScreenPicture) on_screen = screen_take_picture (area);
  g_assert_true (screen_picture_is_equal (picture, on_screen));
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

  g_test_add_func ("/window/contrast/of-colors", test_contrast_of_colors);
  g_test_add_func ("/window/contrast/measure", test_measure);
  WINDOW_TEST ("/window/contrast/picture", NULL, test_picture);
  views_add_tests ("/window/contrast", appearances, G_N_ELEMENTS (appearances), check_contrast);
  return g_test_run ();
}
