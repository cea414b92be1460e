/* test-pages-layout.c
 *
 * Pages in a pane that is as narrow as a phone's screen, and in a wide one: that everything has
 * room and a name, with pictures of it in the folder GALLERY.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "accessible-check.h"
#include "fb-accessible-names.h"
#include "layout-check.h"
#include "pages-fixture.h"
#include "screenshot.h"

#define NARROW_WIDTH 360
#define WIDE_WIDTH   900

/* Of what has controls. */
static void
check_names (PagesFixture *fixture, const char *name)
{
  if (accessible_check (fixture->window, name) > 0)
    g_test_fail ();
}

static void
check (PagesFixture *fixture, const char *name, int width)
{
  g_autofree char *where = g_strdup_printf ("%s-%d", name, width);
  g_autofree char *file = g_strdup_printf ("pages-%s.png", where);
  g_autofree char *path = g_build_filename (g_getenv ("GALLERY"), file, NULL);

  screenshot_settle (fixture->window);
  screenshot_save (fixture->window, path);
  if (layout_check (fixture->window, NARROW_WIDTH, where) > 0)
    g_test_fail ();
}

static gboolean
has_property (PagesFixture *fixture, GtkAccessibleProperty property, const char *value)
{
  g_autofree char *other =
    gtk_test_accessible_check_property (GTK_ACCESSIBLE (fixture->view), property, value);

  return other == NULL;
}

/* What a screen reader can read of a page. */
static void
test_page (PagesFixture *fixture, gconstpointer data)
{
  pages_fixture_show_new (fixture, "a.pdf", 3);
  g_assert_true (has_property (fixture, GTK_ACCESSIBLE_PROPERTY_LABEL, "Page 1 of 3"));
  wait_until (has_property (fixture, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                            "Page 1 of the letter\norder 4711 is done"));
  fb_page_view_set_current_page (fixture->view, 2);
  g_assert_true (has_property (fixture, GTK_ACCESSIBLE_PROPERTY_LABEL, "Page 3 of 3"));
  wait_until (has_property (fixture, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                            "Page 3 of the letter\norder 4713 is done"));
}

static void
check_all (PagesFixture *fixture, int width)
{
  g_autofree char *path = g_build_filename (fixture->folder, "gone.pdf", NULL);
  g_autofree char *first = pages_fixture_write (fixture, "first.pdf", 12);
  g_autofree char *second = pages_fixture_write (fixture, "second.pdf", 12);
  g_autoptr (FbFax) lost = pages_fixture_make_fax ((const char *[]){ path, NULL }, 3);
  g_autoptr (FbFax) without = pages_fixture_make_fax (NULL, 3);
  g_autoptr (FbFax) both = pages_fixture_make_fax ((const char *[]){ first, second, NULL }, 24);
  g_autoptr (FbFax) short_of_one = pages_fixture_make_fax ((const char *[]){ first, NULL }, 13);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 720);
  check (fixture, "none", width);
  fb_fax_pages_show (fixture->pages, without, 1);
  check (fixture, "missing", width);
  fb_fax_pages_show (fixture->pages, lost, 1);
  window_fixture_wait_for_text (GTK_WIDGET (fixture->pages), "This Document Can’t Be Shown");
  check (fixture, "failed", width);
  pages_fixture_show (fixture, short_of_one);
  check (fixture, "notice", width);
  check_names (fixture, "notice");
  pages_fixture_show (fixture, both);
  pages_fixture_activate (fixture, "pages.find");
  check (fixture, "find", width);
  check_names (fixture, "find");
  pages_fixture_activate (fixture, "pages.thumbnails");
  wait_until (fb_page_view_is_shown (fixture->view));
  check (fixture, "thumbnails", width);
  check_names (fixture, "thumbnails");
  pages_fixture_activate (fixture, "pages.thumbnails");
}

static void
test_narrow (PagesFixture *fixture, gconstpointer data)
{
  check_all (fixture, NARROW_WIDTH);
}

static void
test_wide (PagesFixture *fixture, gconstpointer data)
{
  check_all (fixture, WIDE_WIDTH);
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);
  fb_accessible_names_install ();
  g_assert_no_errno (g_mkdir_with_parents (g_getenv ("GALLERY"), 0777));
  PAGES_TEST ("/pages-layout/narrow", test_narrow);
  PAGES_TEST ("/pages-layout/wide", test_wide);
  PAGES_TEST ("/pages-layout/page", test_page);
  return g_test_run ();
}
