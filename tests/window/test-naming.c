/* test-naming.c
 *
 * Numbers that are given a name: asked for in a dialog, shown of every fax of the number, undone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-details.h"
#include "fb-fax-table.h"
#include "window-fixture.h"

#define NAME "Northside Pharmacy"

static GtkWidget *
get_table (WindowFixture *fixture)
{
  return find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_TABLE);
}

static GtkWidget *
get_details (WindowFixture *fixture)
{
  return find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_DETAILS);
}

static gboolean
act (WindowFixture *fixture, const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
}

static void
keep (WindowFixture *fixture, const char *message_id, const char *number, const char *csid)
{
  FbEvent *event = store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  g_free (event->caller_id);
  event->caller_id = g_strdup (number);
  event->csid = g_strdup (csid);
  store_fixture_keep_ok (&fixture->store, event, NULL);
}

/* "a" is the newest, and is selected; "b" is of the same number. */
static void
keep_three (WindowFixture *fixture)
{
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);
  GtkSelectionModel *selection = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));

  keep (fixture, "c", "+17025550199", "OTHER");
  keep (fixture, "b", "7025550123", NULL);
  keep (fixture, "a", "+1 702 555 0123", "NORTHSIDE RX");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 3);
  gtk_selection_model_select_item (selection, 0, TRUE);
  wait_until (find_text (get_table (fixture), "NORTHSIDE RX") != NULL);
}

static GtkWidget *
open_dialog (WindowFixture *fixture)
{
  GtkWidget *dialog;

  g_assert_true (act (fixture, "fax.name-number"));
  wait_until ((dialog = find_toplevel (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  wait_until (gtk_widget_get_mapped (dialog));
  return dialog;
}

static GtkWidget *
get_entry (GtkWidget *dialog)
{
  return find_widget (dialog, GTK_TYPE_ENTRY);
}

static void
wait_until_closed (void)
{
  wait_until (find_toplevel (ADW_TYPE_MESSAGE_DIALOG) == NULL);
}

/* As the Enter key does it. */
static void
name (WindowFixture *fixture, const char *text)
{
  GtkWidget *dialog = open_dialog (fixture);

  gtk_editable_set_text (GTK_EDITABLE (get_entry (dialog)), text);
  g_signal_emit_by_name (find_widget (get_entry (dialog), GTK_TYPE_TEXT), "activate");
  wait_until_closed ();
}

static guint
count_texts (GtkWidget *widget, const char *text)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  guint n = 0;

  find_widgets (widget, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    n += gtk_widget_get_mapped (g_ptr_array_index (labels, i)) &&
         g_str_equal (gtk_label_get_text (g_ptr_array_index (labels, i)), text);
  return n;
}

static void
test_name (WindowFixture *fixture, gconstpointer data)
{
  keep_three (fixture);
  GtkWidget *dialog = open_dialog (fixture);
  g_assert_nonnull (find_text (dialog, "All faxes from and to (702) 555-0123 will show this name. "
                                       "Without one they show their own."));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (dialog))), ==, "");
  g_assert_nonnull (gtk_widget_get_focus_child (get_entry (dialog)));
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until_closed ();

  name (fixture, " " NAME " ");
  wait_until (count_texts (get_table (fixture), NAME) == 2);
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), "Named (702) 555-0123 “" NAME "”");
  g_assert_cmpuint (count_texts (get_table (fixture), "OTHER"), ==, 1);
  g_assert_cmpuint (count_texts (get_table (fixture), "NORTHSIDE RX"), ==, 0);
}

/* Undoing brings back the name before, or none. */
static void
test_undo (WindowFixture *fixture, gconstpointer data)
{
  keep_three (fixture);
  name (fixture, "Northside");
  wait_until (count_texts (get_table (fixture), "Northside") == 2);
  name (fixture, NAME);
  wait_until (count_texts (get_table (fixture), NAME) == 2);
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), "Named (702) 555-0123 “" NAME "”");
  g_assert_true (act (fixture, "fax.undo"));
  wait_until (count_texts (get_table (fixture), "Northside") == 2);

  GtkWidget *dialog = open_dialog (fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (dialog))), ==, "Northside");
  gtk_window_close (GTK_WINDOW (dialog));
  wait_until_closed ();
  name (fixture, "");
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window),
                                "(702) 555-0123 has no name any more");
  wait_until (count_texts (get_table (fixture), "NORTHSIDE RX") == 1);
  g_assert_true (act (fixture, "fax.undo"));
  wait_until (count_texts (get_table (fixture), "Northside") == 2);
  wait_until (find_text (get_table (fixture), "NORTHSIDE RX") == NULL);
}

/* What the other side calls itself stays there to be read. */
static void
test_details (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *details = get_details (fixture);

  keep_three (fixture);
  window_fixture_wait_for_text (details, "NORTHSIDE RX");
  g_assert_null (find_text (details, "Name on the Fax"));
  name (fixture, NAME);
  window_fixture_wait_for_text (details, "Name on the Fax");
  g_assert_nonnull (find_text (details, "NORTHSIDE RX"));
  /* As the title and in its row. */
  g_assert_cmpuint (count_texts (details, NAME), ==, 2);
}

/* Too short to tell anybody apart. */
static void
test_no_number (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);
  GtkSelectionModel *selection = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));

  keep (fixture, "a", "12", "NORTHSIDE RX");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 1);
  gtk_selection_model_select_item (selection, 0, TRUE);
  wait_until (find_text (get_table (fixture), "NORTHSIDE RX") != NULL);
  act (fixture, "fax.name-number");
  g_assert_null (find_toplevel (ADW_TYPE_MESSAGE_DIALOG));
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

  WINDOW_TEST ("/window/naming/name", NULL, test_name);
  WINDOW_TEST ("/window/naming/undo", NULL, test_undo);
  WINDOW_TEST ("/window/naming/details", WITH_DETAILS, test_details);
  WINDOW_TEST ("/window/naming/no-number", NULL, test_no_number);
  return g_test_run ();
}
