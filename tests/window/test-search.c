/* test-search.c
 *
 * Searching in the window, with a real index behind it: what is shown meanwhile, and what ends the
 * search or doesn't.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-table.h"
#include "fb-search-bar.h"
#include "window-fixture.h"

/* Message ids, of which a part is enough. */
#define FIRST  "aaaaaaaa-first"
#define SECOND "bbbbbbbb-second"

static GtkSelectionModel *
get_selection (WindowFixture *fixture)
{
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);

  return gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
}

static FbFaxTable *
get_table (WindowFixture *fixture)
{
  return FB_FAX_TABLE (find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_TABLE));
}

static gboolean
has_row (WindowFixture *fixture, const char *message_id)
{
  GListModel *model = G_LIST_MODEL (get_selection (fixture));
  g_autoptr (FbFax) fax = g_list_model_get_item (model, 0);

  return g_list_model_get_n_items (model) == 1 &&
         g_strcmp0 (fb_fax_get_message_id (fax), message_id) == 0;
}

static GtkWidget *
get_bar (WindowFixture *fixture)
{
  return find_widget (GTK_WIDGET (fixture->window), FB_TYPE_SEARCH_BAR);
}

/* What is selected is X's primary selection, too. GTK takes the news that an earlier one has ended
 * for the end of a newer one that it made meanwhile, and then nothing is selected any more. So it
 * gets all news before it selects again. */
static void
handle_events (void)
{
  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Pasted over what is in the entry: gtk_editable_set_text() would clear it first. */
static void
search (WindowFixture *fixture, const char *text)
{
  GtkEditable *entry = GTK_EDITABLE (find_widget (get_bar (fixture), GTK_TYPE_SEARCH_ENTRY));
  GtkWidget *delegate = GTK_WIDGET (gtk_editable_get_delegate (entry));

  handle_events ();
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "search.open", NULL);
  gtk_editable_select_region (entry, 0, -1);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (delegate), text);
  gtk_widget_activate_action (delegate, "clipboard.paste", NULL);
  wait_until (g_str_equal (gtk_editable_get_text (entry), text));
}

static guint
get_n_rows (WindowFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_selection (fixture)));
}

static void
keep_two (WindowFixture *fixture)
{
  window_fixture_keep (fixture, FIRST, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_keep (fixture, SECOND, FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  wait_until (get_n_rows (fixture) == 2);
  window_fixture_wait_for_page (fixture, "faxes");
}

static void
count (guint *n)
{
  (*n)++;
}

/* All rows are replaced, and nothing else is shown in between. */
static void
test_no_flicker (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *pages = gtk_widget_get_ancestor (GTK_WIDGET (get_table (fixture)), GTK_TYPE_STACK);
  guint n_pages = 0;

  keep_two (fixture);
  g_signal_connect_swapped (pages, "notify::visible-child", G_CALLBACK (count), &n_pages);
  for (guint i = 0; i < 3; i++)
    {
      search (fixture, "aaaaaaaa");
      wait_until (has_row (fixture, FIRST));
      search (fixture, "bbbbbbbb");
      wait_until (has_row (fixture, SECOND));
    }
  g_assert_cmpuint (n_pages, ==, 0);

  /* Nor while nothing is found. */
  search (fixture, "zebra");
  window_fixture_wait_for_page (fixture, "no-match");
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), "No results");
  search (fixture, "zebras");
  g_assert_cmpstr (window_fixture_get_page (fixture), ==, "no-match");
  search (fixture, "bbbbbbbb");
  wait_until (has_row (fixture, SECOND));
  window_fixture_wait_for_page (fixture, "faxes");
  g_assert_cmpuint (n_pages, ==, 2);
}

static gboolean
is_selected (WindowFixture *fixture, const char *message_id)
{
  FbFax *fax = fb_fax_table_get_selected (get_table (fixture));

  return fax != NULL && g_strcmp0 (fb_fax_get_message_id (fax), message_id) == 0;
}

/* Whatever was searched for between. */
static void
test_selected (WindowFixture *fixture, gconstpointer data)
{
  keep_two (fixture);
  gtk_selection_model_select_item (get_selection (fixture), 1, TRUE);
  wait_until (is_selected (fixture, FIRST));
  search (fixture, "bbbbbbbb");
  wait_until (has_row (fixture, SECOND));
  g_assert_cmpuint (fb_fax_table_get_n_selected (get_table (fixture)), ==, 0);
  search (fixture, "zebra");
  window_fixture_wait_for_page (fixture, "no-match");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "search.clear", NULL);
  wait_until (is_selected (fixture, FIRST));
  g_assert_cmpuint (get_n_rows (fixture), ==, 2);
  g_assert_false (gtk_widget_get_visible (get_bar (fixture)));
}

/* A fax that was asked for is shown, whatever hides it. */
static void
test_shown_fax (WindowFixture *fixture, gconstpointer data)
{
  keep_two (fixture);
  search (fixture, "bbbbbbbb");
  wait_until (has_row (fixture, SECOND));
  fb_window_show_fax (fixture->window, FIRST);
  wait_until (is_selected (fixture, FIRST));
  g_assert_false (gtk_widget_get_visible (get_bar (fixture)));
}

/* Other views and fewer filters keep it; all from a number are asked for without it. */
static void
test_kept (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  keep_two (fixture);
  search (fixture, "bbbbbbbb");
  wait_until (has_row (fixture, SECOND));
  gtk_widget_activate_action (window, "win.view", "i", FB_VIEW_INBOX);
  window_fixture_wait_for_page (fixture, "no-match");
  gtk_widget_activate_action (window, "win.clear-filters", NULL);
  g_assert_cmpstr (window_fixture_get_page (fixture), ==, "no-match");
  gtk_widget_activate_action (window, "search.all", NULL);
  wait_until (has_row (fixture, SECOND));
  g_assert_cmpint (fb_view_pane_get_view (window_fixture_get_views (fixture)), ==, FB_VIEW_ALL);

  gtk_widget_activate_action (window, "win.filter-number", "s", "702422");
  wait_until (has_row (fixture, FIRST));
  g_assert_false (gtk_widget_get_visible (get_bar (fixture)));
}

static void
test_nothing_to_search (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_wait_for_page (fixture, "connect");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "search.open", NULL);
  g_assert_false (gtk_widget_get_visible (get_bar (fixture)));
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);
  WINDOW_TEST ("/window/search/no-flicker", NULL, test_no_flicker);
  WINDOW_TEST ("/window/search/selected", NULL, test_selected);
  WINDOW_TEST ("/window/search/shown-fax", NULL, test_shown_fax);
  WINDOW_TEST ("/window/search/kept", NULL, test_kept);
  WINDOW_TEST ("/window/search/nothing-to-search", NULL, test_nothing_to_search);
  return g_test_run ();
}
