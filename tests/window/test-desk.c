/* test-desk.c
 *
 * What a front desk does with faxes: done and on to the next, undone, noted; by the keyboard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-event-reader.h"
#include "fb-fax-details.h"
#include "fb-fax-table.h"
#include "window-fixture.h"

static FbFaxTable *
get_table (WindowFixture *fixture)
{
  return FB_FAX_TABLE (find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_TABLE));
}

static GtkSelectionModel *
get_selection (WindowFixture *fixture)
{
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);

  return gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
}

static guint
count_open (WindowFixture *fixture)
{
  return fb_fax_counts_get_open (fb_store_get_counts (fixture->store.store), FB_DIRECTION_ANY,
                                 FB_STATUS_ANY);
}

static void
act (WindowFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL));
}

/* "a" is the newest. */
static void
keep_three (WindowFixture *fixture)
{
  window_fixture_keep (fixture, "c", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_keep (fixture, "b", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_keep (fixture, "a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (get_selection (fixture))) == 3);
}

static gboolean
is_selected (WindowFixture *fixture, const char *message_id)
{
  FbFax *fax = fb_fax_table_get_selected (get_table (fixture));

  return fax != NULL && fb_fax_table_get_n_selected (get_table (fixture)) == 1 &&
         g_strcmp0 (fb_fax_get_message_id (fax), message_id) == 0;
}

static gboolean
is_focus_in_list (WindowFixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (get_table (fixture)));
}

static void
test_done (WindowFixture *fixture, gconstpointer data)
{
  keep_three (fixture);
  g_settings_set_string (fixture->settings, "desk-user", "AB");
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  act (fixture, "fax.done");
  wait_until (count_open (fixture) == 2);

  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, "a");
  g_assert_false (fb_fax_get_open (fax));
  g_assert_cmpstr (fb_fax_get_done_by (fax), ==, "AB");
  wait_until (is_selected (fixture, "b") && is_focus_in_list (fixture));

  act (fixture, "fax.undo");
  wait_until (count_open (fixture) == 3);
  g_settings_reset (fixture->settings, "desk-user");
}

/* Below there is none, so it goes on above. */
static void
test_last_done (WindowFixture *fixture, gconstpointer data)
{
  keep_three (fixture);
  gtk_selection_model_select_item (get_selection (fixture), 1, TRUE);
  act (fixture, "fax.done");
  wait_until (count_open (fixture) == 2 && is_selected (fixture, "c"));
  act (fixture, "fax.done");
  wait_until (count_open (fixture) == 1 && is_selected (fixture, "a"));
  /* The last one stays where it is. */
  act (fixture, "fax.done");
  wait_until (count_open (fixture) == 0);
  g_assert_true (is_selected (fixture, "a"));
  act (fixture, "fax.reopen");
  wait_until (count_open (fixture) == 1);
}

/* What was not open is not reopened by undoing. */
static void
test_undo_of_several (WindowFixture *fixture, gconstpointer data)
{
  keep_three (fixture);
  gtk_selection_model_select_item (get_selection (fixture), 2, TRUE);
  act (fixture, "fax.done");
  wait_until (count_open (fixture) == 2);

  gtk_selection_model_select_all (get_selection (fixture));
  act (fixture, "fax.done");
  wait_until (count_open (fixture) == 0);
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), "2 faxes marked as done");
  act (fixture, "fax.undo");
  wait_until (count_open (fixture) == 2);
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, "c");
  g_assert_false (fb_fax_get_open (fax));
}

static GtkEditable *
get_note (WindowFixture *fixture)
{
  GtkWidget *details = find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_DETAILS);

  return GTK_EDITABLE (find_widget (details, ADW_TYPE_ENTRY_ROW));
}

static gboolean
has_note (WindowFixture *fixture, const char *message_id, const char *note)
{
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, message_id);

  return g_strcmp0 (fb_fax_get_note (fax), note) == 0;
}

static char *
dup_days_since_sample (void)
{
  g_autoptr (FbEvent) event = store_fixture_event ("", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  const gint64 days = (g_get_real_time () - event->created_at) / G_TIME_SPAN_DAY;

  return g_strdup_printf ("Open for %d days", (int) days);
}

static void
test_note (WindowFixture *fixture, gconstpointer data)
{
  GtkEditable *note = get_note (fixture);

  keep_three (fixture);
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  g_autofree char *days = dup_days_since_sample ();
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), days);
  act (fixture, "fax.edit-note");
  wait_until (gtk_widget_get_focus_child (GTK_WIDGET (note)) != NULL);
  gtk_editable_set_text (note, " Page 2 is for Dr. Hart ");
  g_signal_emit_by_name (note, "apply");
  wait_until (has_note (fixture, "a", "Page 2 is for Dr. Hart"));

  /* Begun, and then another fax was chosen: it belongs to the one before. */
  gtk_editable_set_text (note, "For Dr. Ada");
  gtk_selection_model_select_item (get_selection (fixture), 1, TRUE);
  wait_until (has_note (fixture, "a", "For Dr. Ada"));
  g_assert_true (has_note (fixture, "b", NULL));
  g_assert_cmpstr (gtk_editable_get_text (note), ==, "");

  /* To pass by changes nothing. */
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  gtk_selection_model_select_item (get_selection (fixture), 1, TRUE);
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  wait_until (g_strcmp0 (gtk_editable_get_text (note), "For Dr. Ada") == 0);
  g_assert_true (has_note (fixture, "a", "For Dr. Ada"));
  g_assert_true (has_note (fixture, "b", NULL));
}

/* By its icon, too. */
static gboolean
stands_out (GtkWidget *table, const char *text)
{
  GtkWidget *label = find_text (table, text);
  GtkWidget *icon = label != NULL ? gtk_widget_get_prev_sibling (label) : NULL;

  return icon != NULL && gtk_widget_has_css_class (gtk_widget_get_parent (label), "warning") &&
         g_str_equal (gtk_image_get_icon_name (GTK_IMAGE (icon)), "dialog-warning-symbolic");
}

static void
test_waiting (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *table = GTK_WIDGET (get_table (fixture));
  FbEvent *event = store_fixture_event ("a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  event->created_at = g_get_real_time () - G_TIME_SPAN_MINUTE * 80 - G_TIME_SPAN_SECOND * 10;
  store_fixture_keep_ok (&fixture->store, event, NULL);
  wait_until (stands_out (table, "1 h 20 min"));
  g_settings_set_uint (fixture->settings, "waiting-limit", 90);
  wait_until (find_text (table, "1 h 20 min") != NULL && !stands_out (table, "1 h 20 min"));
  g_settings_set_uint (fixture->settings, "waiting-limit", 80);
  wait_until (stands_out (table, "1 h 20 min"));
  g_settings_reset (fixture->settings, "waiting-limit");
}

/* Each delivery as it came, and what was done here. */
static void
test_history (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *details = find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_DETAILS);

  fb_store_set_event_reader (fixture->store.store, fb_event_read);
  window_fixture_keep (fixture, "a", FB_DIRECTION_OUTBOUND, FB_STATUS_TRANSMITTING);
  window_fixture_keep (fixture, "a", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (get_selection (fixture))) == 1);
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, "a");
  store_fixture_record (&fixture->store, fb_fax_get_id (fax), FB_DESK_NOTED, "AB", "Send again");
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  window_fixture_wait_for_text (details, "History");
  g_assert_nonnull (find_text (details, "Transmitting"));
  g_assert_nonnull (find_text (details, "Failed"));
  g_assert_nonnull (find_text (details, "Note by AB"));

  g_settings_set_string (fixture->settings, "desk-user", "CD");
  act (fixture, "fax.done");
  window_fixture_wait_for_text (details, "Done by CD");
  g_settings_reset (fixture->settings, "desk-user");
}

static guint
count_headings (GtkWidget *widget)
{
  guint n = gtk_widget_get_mapped (widget) && gtk_widget_has_css_class (widget, "heading") &&
                GTK_IS_LABEL (widget)
              ? 1
              : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_headings (child);
  return n;
}

static void
keep_at (WindowFixture *fixture, const char *message_id, int days_ago)
{
  FbEvent *event = store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  event->created_at = g_get_real_time () - days_ago * G_TIME_SPAN_DAY;
  store_fixture_keep_ok (&fixture->store, event, NULL);
}

/* The day stands on the first row of each day, wherever rows come and go. */
static void
test_days (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *list = find_widget (GTK_WIDGET (get_table (fixture)), GTK_TYPE_LIST_VIEW);

  keep_at (fixture, "a", 1);
  keep_at (fixture, "b", 3);
  wait_until (count_headings (list) == 2);
  g_assert_nonnull (find_text (list, "Yesterday"));

  /* A newer one of the same day takes it over, an older one of another has its own. */
  keep_at (fixture, "c", 1);
  keep_at (fixture, "d", 9);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (get_selection (fixture))) == 4);
  wait_until (count_headings (list) == 3);
  keep_at (fixture, "e", 0);
  window_fixture_wait_for_text (list, "Today");
  wait_until (count_headings (list) == 4);
}

/* From the list the Tab key goes on, however many rows there are. */
static void
test_one_tab_stop (WindowFixture *fixture, gconstpointer data)
{
  keep_three (fixture);
  gtk_widget_grab_focus (GTK_WIDGET (get_table (fixture)));
  wait_until (is_focus_in_list (fixture));
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
  g_assert_false (is_focus_in_list (fixture));
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_BACKWARD);
  g_assert_true (is_focus_in_list (fixture));
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_BACKWARD);
  g_assert_false (is_focus_in_list (fixture));
}

/* Order, width and choice of the columns are there again in the next window. */
static void
test_columns (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));

  keep_three (fixture);
  wait_until (find_text (view, "Note") != NULL);
  act (fixture, "columns.note");
  wait_until (find_text (view, "Note") == NULL);

  g_autoptr (GtkColumnViewColumn) name = g_list_model_get_item (columns, 2);
  g_assert_cmpstr (gtk_column_view_column_get_title (name), ==, "Name");
  gtk_column_view_insert_column (GTK_COLUMN_VIEW (view), 0, name);
  gtk_column_view_column_set_fixed_width (name, 222);
  window_fixture_renew_window (fixture);

  view = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);
  columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));
  g_autoptr (GtkColumnViewColumn) first = g_list_model_get_item (columns, 0);
  g_assert_cmpstr (gtk_column_view_column_get_title (first), ==, "Name");
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (first), ==, 222);
  wait_until (find_text (view, "Pages") != NULL);
  g_assert_null (find_text (view, "Note"));
}

/* All but one can be hidden. */
static void
test_last_column (WindowFixture *fixture, gconstpointer data)
{
  static const char *const others[] = { "direction", "name",    "number", "pages",   "status",
                                        "waiting",   "subject", "note",   "document" };
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);

  keep_three (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *action = g_strconcat ("columns.", others[i], NULL);
      act (fixture, action);
    }
  wait_until (find_text (view, "Status") == NULL);
  act (fixture, "columns.date");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_nonnull (find_text (view, "Date"));
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

  WINDOW_TEST ("/window/desk/done", NULL, test_done);
  WINDOW_TEST ("/window/desk/last-done", NULL, test_last_done);
  WINDOW_TEST ("/window/desk/undo-of-several", NULL, test_undo_of_several);
  WINDOW_TEST ("/window/desk/note", WITH_DETAILS, test_note);
  WINDOW_TEST ("/window/desk/history", WITH_DETAILS, test_history);
  WINDOW_TEST ("/window/desk/waiting", NULL, test_waiting);
  WINDOW_TEST ("/window/desk/days", NULL, test_days);
  WINDOW_TEST ("/window/desk/one-tab-stop", WITH_DETAILS, test_one_tab_stop);
  WINDOW_TEST ("/window/desk/columns", NULL, test_columns);
  WINDOW_TEST ("/window/desk/last-column", NULL, test_last_column);
  return g_test_run ();
}
