/* test-page-find.c
 *
 * Finding text in pages: in which order, how often, and what is said where there is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-find.h"
#include "pages-fixture.h"

static GtkWidget *
open_find (PagesFixture *fixture)
{
  GtkWidget *find = find_widget (GTK_WIDGET (fixture->pages), FB_TYPE_PAGE_FIND);

  pages_fixture_activate (fixture, "pages.find");
  g_assert_true (gtk_widget_get_visible (find));
  return find;
}

static void
write_text (GtkWidget *find, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_widget (find, GTK_TYPE_SEARCH_ENTRY)), text);
}

static GtkWidget *
get_button (GtkWidget *find, guint position)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  find_widgets (find, GTK_TYPE_BUTTON, buttons);
  return g_ptr_array_index (buttons, position);
}

static void
test_matches (PagesFixture *fixture, gconstpointer data)
{
  pages_fixture_show_new (fixture, "a.pdf", 7);
  fb_page_view_set_current_page (fixture->view, 3);
  GtkWidget *find = open_find (fixture);

  /* Without regard to capitals, from the page that is looked at. */
  write_text (find, "OF THE  letter");
  window_fixture_wait_for_text (find, "4 of 7");
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 3);

  g_signal_emit_by_name (get_button (find, 1), "clicked");
  window_fixture_wait_for_text (find, "5 of 7");
  for (guint i = 0; i < 3; i++)
    g_signal_emit_by_name (get_button (find, 1), "clicked");
  window_fixture_wait_for_text (find, "1 of 7");
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 0);
  g_signal_emit_by_name (get_button (find, 0), "clicked");
  window_fixture_wait_for_text (find, "7 of 7");

  write_text (find, "order 4713");
  window_fixture_wait_for_text (find, "1 of 1");
}

/* Several on one page, one after the other. */
static void
test_several (PagesFixture *fixture, gconstpointer data)
{
  pages_fixture_show_new (fixture, "a.pdf", 1);
  GtkWidget *find = open_find (fixture);

  write_text (find, "e");
  window_fixture_wait_for_text (find, "1 of 6");
  for (guint i = 2; i <= 6; i++)
    {
      g_autofree char *count = g_strdup_printf ("%u of 6", i);

      g_signal_emit_by_name (get_button (find, 1), "clicked");
      window_fixture_wait_for_text (find, count);
    }
}

static void
test_nothing (PagesFixture *fixture, gconstpointer data)
{
  pages_fixture_show_new (fixture, "a.pdf", 3);
  GtkWidget *find = open_find (fixture);

  g_assert_false (gtk_widget_get_sensitive (get_button (find, 0)));
  write_text (find, "no such word");
  window_fixture_wait_for_text (find, "No matches");
  g_assert_false (gtk_widget_get_sensitive (get_button (find, 1)));
}

static void
test_pictures (PagesFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "data", "fax.tiff", NULL);
  g_autoptr (FbFax) fax = pages_fixture_make_fax ((const char *[]){ path, NULL }, 3);

  pages_fixture_show (fixture, fax);
  GtkWidget *find = open_find (fixture);
  write_text (find, "letter");
  window_fixture_wait_for_text (find, "These pages are pictures: there is no text to search");
}

/* With its matches, by its own button, and by another document. */
static void
test_close (PagesFixture *fixture, gconstpointer data)
{
  pages_fixture_show_new (fixture, "a.pdf", 3);
  GtkWidget *find = open_find (fixture);

  write_text (find, "letter");
  window_fixture_wait_for_text (find, "1 of 3");
  g_signal_emit_by_name (find_widget (find, GTK_TYPE_SEARCH_ENTRY), "stop-search");
  g_assert_false (gtk_widget_get_visible (find));
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (fixture->view)));

  open_find (fixture);
  window_fixture_wait_for_text (find, "1 of 3");
  pages_fixture_show_new (fixture, "b.pdf", 2);
  g_assert_false (gtk_widget_get_visible (find));
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);
  PAGES_TEST ("/page-find/matches", test_matches);
  PAGES_TEST ("/page-find/several", test_several);
  PAGES_TEST ("/page-find/nothing", test_nothing);
  PAGES_TEST ("/page-find/pictures", test_pictures);
  PAGES_TEST ("/page-find/close", test_close);
  return g_test_run ();
}
