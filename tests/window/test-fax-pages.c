/* test-fax-pages.c
 *
 * The pane of pages: which document of which fax it shows, what it says where it shows none, and
 * what it tells those who keep it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "fb-page-thumbnails.h"
#include "pages-fixture.h"

static void
test_states (PagesFixture *fixture, gconstpointer data)
{
  g_autoptr (FbFax) without = pages_fixture_make_fax (NULL, 3);
  g_autofree char *gone = g_build_filename (fixture->folder, "gone.pdf", NULL);
  g_autoptr (FbFax) lost = pages_fixture_make_fax ((const char *[]){ gone, NULL }, 3);
  g_autofree char *path = g_build_filename (fixture->folder, "no.pdf", NULL);
  g_autoptr (FbFax) damaged = pages_fixture_make_fax ((const char *[]){ path, NULL }, 3);
  GtkWidget *pages = GTK_WIDGET (fixture->pages);

  g_assert_cmpstr (pages_fixture_get_state (fixture), ==, "none");
  window_fixture_wait_for_text (pages, "No Fax Selected");
  fb_fax_pages_show (fixture->pages, without, 3);
  window_fixture_wait_for_text (pages, "3 Faxes Selected");

  fb_fax_pages_show (fixture->pages, without, 1);
  g_assert_cmpstr (pages_fixture_get_state (fixture), ==, "missing");

  fb_fax_pages_show (fixture->pages, lost, 1);
  window_fixture_wait_for_text (pages, "Its file isn’t where Faxbell has saved it.");
  g_assert_cmpstr (pages_fixture_get_state (fixture), ==, "failed");

  g_assert_true (g_file_set_contents (path, "no document", -1, NULL));
  fb_fax_pages_show (fixture->pages, damaged, 1);
  window_fixture_wait_for_text (pages, "It is neither a PDF nor a TIFF, or it is damaged.");

  pages_fixture_show_new (fixture, "a.pdf", 3);
  g_assert_cmpstr (pages_fixture_get_state (fixture), ==, "pages");
  g_assert_cmpuint (fixture->counted, ==, 3);
  fb_fax_pages_show (fixture->pages, NULL, 0);
  g_assert_cmpstr (pages_fixture_get_state (fixture), ==, "none");
  g_assert_null (fb_page_view_get_document (fixture->view));
}

/* Whoever holds an arrow key. */
static void
test_passing (PagesFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) faxes = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 1; i <= 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.pdf", i);
      g_autofree char *path = pages_fixture_write (fixture, name, i);
      g_ptr_array_add (faxes, pages_fixture_make_fax ((const char *[]){ path, NULL }, (int) i));
    }
  for (guint i = 0; i < faxes->len; i++)
    fb_fax_pages_show (fixture->pages, g_ptr_array_index (faxes, i), 1);
  wait_until (fixture->n_counted > 0 && fb_page_view_is_shown (fixture->view));
  g_assert_cmpuint (fixture->n_counted, ==, 1);
  g_assert_cmpuint (fixture->counted, ==, 20);
}

static void
test_documents (PagesFixture *fixture, gconstpointer data)
{
  g_autofree char *first = pages_fixture_write (fixture, "first.pdf", 2);
  g_autofree char *second = pages_fixture_write (fixture, "second.pdf", 3);
  g_autoptr (FbFax) fax = pages_fixture_make_fax ((const char *[]){ first, second, NULL }, 5);
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  /* The newest one is the last one. */
  pages_fixture_show (fixture, fax);
  g_assert_cmpuint (fixture->counted, ==, 3);
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->pages), "Document 2 of 2"));
  find_widgets (GTK_WIDGET (fixture->pages), GTK_TYPE_BUTTON, buttons);
  g_signal_emit_by_name (g_ptr_array_index (buttons, 0), "clicked");
  wait_until (fixture->counted == 2);
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->pages), "Document 1 of 2"));

  pages_fixture_show_new (fixture, "a.pdf", 4);
  g_assert_null (find_text (GTK_WIDGET (fixture->pages), "Document 1 of 2"));
}

/* Its document comes while it is selected. */
static void
test_arrival (PagesFixture *fixture, gconstpointer data)
{
  g_autofree char *path = pages_fixture_write (fixture, "a.pdf", 3);
  g_autoptr (FbFax) fax = pages_fixture_make_fax (NULL, 3);
  g_autoptr (FbFax) newer =
    pages_fixture_make_state (fb_fax_get_id (fax), (const char *[]){ path, NULL }, 3);

  fb_fax_pages_show (fixture->pages, fax, 1);
  g_assert_cmpstr (pages_fixture_get_state (fixture), ==, "missing");
  fb_fax_assign (fax, newer);
  wait_until (fb_page_view_is_shown (fixture->view));
  g_assert_cmpstr (pages_fixture_get_state (fixture), ==, "pages");

  /* What else comes of the fax doesn't open it again. */
  fb_fax_assign (fax, newer);
  fb_fax_pages_show (fixture->pages, fax, 1);
  g_assert_cmpuint (fixture->n_counted, ==, 1);
  g_assert_cmpstr (pages_fixture_get_state (fixture), ==, "pages");
}

static void
test_position (PagesFixture *fixture, gconstpointer data)
{
  g_autofree char *path = pages_fixture_write (fixture, "long.pdf", 20);
  g_autoptr (FbFax) fax = pages_fixture_make_fax ((const char *[]){ path, NULL }, 20);

  pages_fixture_show (fixture, fax);
  fb_page_view_set_current_page (fixture->view, 7);
  const FbPagePosition before = fb_page_view_get_position (fixture->view);
  pages_fixture_show_new (fixture, "other.pdf", 3);
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 0);

  pages_fixture_show (fixture, fax);
  const FbPagePosition after = fb_page_view_get_position (fixture->view);
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 7);
  g_assert_cmpuint (after.anchor.page, ==, before.anchor.page);
}

static void
show_others (PagesFixture *fixture, guint n_documents)
{
  for (guint i = 0; i < n_documents; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.pdf", i);
      pages_fixture_show_new (fixture, name, 1);
    }
}

/* As many as are remembered. With one more it depends on how fast the first one is opened again
 * whether the last one is remembered in its place before; nothing that is gone is looked at. */
static void
test_many_positions (PagesFixture *fixture, gconstpointer data)
{
  g_autofree char *path = pages_fixture_write (fixture, "long.pdf", 20);
  g_autoptr (FbFax) fax = pages_fixture_make_fax ((const char *[]){ path, NULL }, 20);

  pages_fixture_show (fixture, fax);
  fb_page_view_set_current_page (fixture->view, 7);
  show_others (fixture, 31);
  pages_fixture_show (fixture, fax);
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 7);
  show_others (fixture, 32);
  pages_fixture_show (fixture, fax);
  const guint page = fb_page_view_get_current_page (fixture->view);
  g_assert_true (page == 7 || page == 0);
}

static void
test_notice (PagesFixture *fixture, gconstpointer data)
{
  g_autofree char *path = pages_fixture_write (fixture, "a.pdf", 2);
  g_autoptr (FbFax) short_of_one = pages_fixture_make_fax ((const char *[]){ path, NULL }, 3);
  GtkWidget *bar = find_widget (GTK_WIDGET (fixture->pages), GTK_TYPE_INFO_BAR);

  pages_fixture_show (fixture, short_of_one);
  g_assert_true (gtk_info_bar_get_revealed (GTK_INFO_BAR (bar)));
  window_fixture_wait_for_text (bar, "The fax has 3 pages, its document 2.");
  pages_fixture_show_new (fixture, "b.pdf", 4);
  g_assert_false (gtk_info_bar_get_revealed (GTK_INFO_BAR (bar)));
}

typedef struct
{
  guint n_changes;
  guint rotation;
  gboolean inverted;
} Look;

static void
on_view_changed (FbFaxPages *pages,
                 FbFax *fax,
                 FbDocument *document,
                 guint rotation,
                 gboolean inverted,
                 Look *look)
{
  g_assert_nonnull (document);
  *look = (Look){ look->n_changes + 1, rotation, inverted };
}

static void
on_counted (FbFaxPages *pages)
{
  fb_fax_pages_set_look (pages, 180, TRUE);
}

static void
test_look (PagesFixture *fixture, gconstpointer data)
{
  Look look = { 0 };

  g_signal_connect (fixture->pages, "view-changed", G_CALLBACK (on_view_changed), &look);
  pages_fixture_show_new (fixture, "a.pdf", 3);
  pages_fixture_activate (fixture, "pages.rotate-left");
  g_assert_cmpuint (look.rotation, ==, 270);
  pages_fixture_activate (fixture, "pages.invert");
  g_assert_true (look.inverted);
  g_assert_cmpuint (look.n_changes, ==, 2);

  /* The next one is as it is, unless somebody knows better, which is no news. */
  pages_fixture_show_new (fixture, "b.pdf", 3);
  g_assert_cmpuint (fb_page_view_get_rotation (fixture->view), ==, 0);
  g_assert_false (fb_page_view_get_inverted (fixture->view));
  g_signal_connect (fixture->pages, "pages-counted", G_CALLBACK (on_counted), NULL);
  pages_fixture_show_new (fixture, "c.pdf", 3);
  g_assert_cmpuint (fb_page_view_get_rotation (fixture->view), ==, 180);
  g_assert_true (fb_page_view_get_inverted (fixture->view));
  g_assert_cmpuint (look.n_changes, ==, 2);
}

static void
on_seen (FbFaxPages *pages, FbFax *fax, FbFax **seen)
{
  g_set_object (seen, fax);
}

static void
test_seen (PagesFixture *fixture, gconstpointer data)
{
  g_autofree char *path = pages_fixture_write (fixture, "a.pdf", 3);
  g_autofree char *gone = g_build_filename (fixture->folder, "gone.pdf", NULL);
  g_autoptr (FbFax) lost = pages_fixture_make_fax ((const char *[]){ gone, NULL }, 3);
  g_autoptr (FbFax) fax = pages_fixture_make_fax ((const char *[]){ path, NULL }, 3);
  g_autoptr (FbFax) seen = NULL;

  g_signal_connect (fixture->pages, "seen", G_CALLBACK (on_seen), &seen);
  fb_fax_pages_show (fixture->pages, lost, 1);
  window_fixture_wait_for_text (GTK_WIDGET (fixture->pages), "This Document Can’t Be Shown");
  pages_fixture_show (fixture, fax);
  wait_until (seen != NULL);
  g_assert_true (seen == fax);
}

static void
test_thumbnails (PagesFixture *fixture, gconstpointer data)
{
  GtkWidget *thumbnails = find_widget (GTK_WIDGET (fixture->pages), FB_TYPE_PAGE_THUMBNAILS);
  GtkWidget *list = find_widget (thumbnails, GTK_TYPE_LIST_VIEW);
  GtkSingleSelection *selection =
    GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list)));

  pages_fixture_show_new (fixture, "a.pdf", 50);
  pages_fixture_activate (fixture, "pages.thumbnails");
  wait_until (gtk_widget_get_mapped (thumbnails) && find_text (thumbnails, "1") != NULL);

  fb_page_view_set_current_page (fixture->view, 30);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 30);
  wait_until (find_text (thumbnails, "31") != NULL);
  gtk_single_selection_set_selected (selection, 3);
  g_assert_cmpuint (fb_page_view_get_current_page (fixture->view), ==, 3);

  pages_fixture_show_new (fixture, "b.pdf", 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (selection)), ==, 2);
  pages_fixture_activate (fixture, "pages.thumbnails");
}

/* As they were left, the next time, too. */
static void
test_thumbnails_kept (PagesFixture *fixture, gconstpointer data)
{
  GtkWidget *thumbnails = find_widget (GTK_WIDGET (fixture->pages), FB_TYPE_PAGE_THUMBNAILS);
  g_autoptr (GSettings) settings = g_settings_new ("io.github.faxbell.Faxbell");

  g_settings_set_boolean (settings, "show-thumbnails", TRUE);
  fb_fax_pages_set_settings (fixture->pages, settings);
  pages_fixture_show_new (fixture, "a.pdf", 5);
  wait_until (gtk_widget_get_mapped (thumbnails));
  pages_fixture_activate (fixture, "pages.thumbnails");
  g_assert_false (g_settings_get_boolean (settings, "show-thumbnails"));
  pages_fixture_activate (fixture, "pages.thumbnails");
  g_assert_true (g_settings_get_boolean (settings, "show-thumbnails"));
  g_settings_reset (settings, "show-thumbnails");
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);
  PAGES_TEST ("/fax-pages/states", test_states);
  PAGES_TEST ("/fax-pages/passing", test_passing);
  PAGES_TEST ("/fax-pages/documents", test_documents);
  PAGES_TEST ("/fax-pages/arrival", test_arrival);
  PAGES_TEST ("/fax-pages/position", test_position);
  PAGES_TEST ("/fax-pages/many-positions", test_many_positions);
  PAGES_TEST ("/fax-pages/notice", test_notice);
  PAGES_TEST ("/fax-pages/look", test_look);
  PAGES_TEST ("/fax-pages/seen", test_seen);
  PAGES_TEST ("/fax-pages/thumbnails", test_thumbnails);
  PAGES_TEST ("/fax-pages/thumbnails-kept", test_thumbnails_kept);
  return g_test_run ();
}
