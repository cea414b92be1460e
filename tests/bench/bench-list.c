/* How long the list of faxes takes, and how long it holds the main loop up, with ten faxes, with a
 * hundred thousand and with a million: without a window, where all of it is ours, and in the
 * window, beside a list of the same length that does nothing. Prints figures and judges nothing. */

#include "config.h"

#include "window-fixture.h"

#include "fb-fax-list.h"
#include "main-loop.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static double
resident_mib (void)
{
  g_autofree char *statm = NULL;

  g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL);
  return (double) strtoul (strchr (statm, ' '), NULL, 10) * (double) sysconf (_SC_PAGESIZE) /
         1048576;
}

static void
print_figure (const char *what, gint64 microseconds)
{
  g_print ("  %-44s %9.2f ms   longest hold %8.2f ms\n", what, (double) microseconds / MILLISECOND,
           (double) main_loop_get_longest_hold () / MILLISECOND);
}

/* As many faxes, in the folder of a store that is closed. */
static void
fill (const char *folder, guint n_faxes)
{
  g_autofree char *path = g_build_filename (folder, "faxbell.db", NULL);
  g_autofree char *sql = g_strdup_printf (
    "BEGIN; DELETE FROM fax; DELETE FROM event;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u) "
    "INSERT INTO event (id, message_id, kind, road, received_at, digest) "
    "SELECT i, 'message-' || i, 0, 0, 1700000000000000 + i * 1000000, CAST ('digest ' || i AS "
    "BLOB) FROM n;"
    "INSERT INTO fax (id, message_id, kind, direction, status, status_name, fax_number, caller_id, "
    "csid, pages_count, pages_complete, attempt, created_at, resolved_at, is_file_purged, "
    "received_at, is_read, occasion, event_id, is_open, opened_at, has_document, number) "
    "SELECT id, message_id, 0, 1 + id %% 2, 1 + id %% 6, 'success', '+18332394039', "
    "'+1702555' || (1000 + id %% 9000), 'CSID ' || id, 3, 3, 1, received_at - 5000000, 0, 0, "
    "received_at, id %% 10 <> 0, 1, id, id %% 20 = 0, received_at, 0, "
    "'702555' || (1000 + id %% 9000) FROM event; COMMIT;",
    n_faxes);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static void
measure_filter (FbFaxList *list, const char *what, FbFaxFilter filter)
{
  gint64 times[5];

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      const FbFaxFilter all = FB_FAX_FILTER_ALL;

      fb_fax_list_set_filter (list, &all);
      const gint64 start = g_get_monotonic_time ();
      fb_fax_list_set_filter (list, &filter);
      times[i] = g_get_monotonic_time () - start;
    }
  g_print ("  filter %-37s %9.2f ms, %u faxes\n", what, (double) times[2] / MILLISECOND,
           g_list_model_get_n_items (G_LIST_MODEL (list)));
}

static void
measure_filters (FbFaxList *list)
{
  measure_filter (list, "open", (FbFaxFilter){ .only_open = TRUE });
  measure_filter (list, "unread", (FbFaxFilter){ .only_unread = TRUE });
  measure_filter (list, "inbound", (FbFaxFilter){ .directions = 1 << FB_DIRECTION_INBOUND });
  measure_filter (list, "failed", (FbFaxFilter){ .statuses = 1 << FB_STATUS_FAILED });
  measure_filter (list, "outbound", (FbFaxFilter){ .directions = 1 << FB_DIRECTION_OUTBOUND });
  fb_fax_list_set_filter (list, &FB_FAX_FILTER_ALL);
}

static void
measure_number (FbFaxList *list)
{
  const FbFaxFilter filter = { .number = "7025551003" };

  main_loop_begin_holds ();
  const gint64 start = g_get_monotonic_time ();
  fb_fax_list_set_filter (list, &filter);
  while (fb_fax_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  print_figure ("filter number", g_get_monotonic_time () - start);
  g_print ("  %-44s %9u faxes\n", "", g_list_model_get_n_items (G_LIST_MODEL (list)));
  fb_fax_list_set_filter (list, &FB_FAX_FILTER_ALL);
}

static void
on_marked (GObject *object, GAsyncResult *result, gpointer data)
{
  g_assert_true (fb_store_mark_finish (FB_STORE (object), result, NULL));
  *(gboolean *) data = TRUE;
}

static void
on_kept (GObject *object, GAsyncResult *result, gpointer data)
{
  g_assert_true (fb_store_keep_finish (FB_STORE (object), result, NULL, NULL));
  ++*(guint *) data;
}

/* Marks the newest unread ones; and how long a delivery waits that comes in the midst of it. */
static void
measure_marks (StoreFixture *store, FbFaxList *list, guint n_marks)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));
  gboolean is_marked = FALSE;
  gint64 longest_wait = 0;
  guint n_posted = 0;

  for (guint i = 0; i < n_items && ids->len < n_marks; i++)
    {
      gint64 id = (gint64) fb_fax_list_get_entry (list, i)->id;
      g_array_append_val (ids, id);
    }
  main_loop_begin_holds ();
  const gint64 start = g_get_monotonic_time ();
  fb_store_mark_async (store->store, ids, FALSE, on_marked, &is_marked);
  while (!is_marked)
    {
      g_autofree char *id = g_strdup_printf ("while-marking-%u-%u", n_items, n_posted++);
      g_autoptr (FbEvent) event = store_fixture_event (id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
      const gint64 posted_at = g_get_monotonic_time ();
      guint n_kept = 0;

      fb_store_keep_async (store->store, event, NULL, NULL, on_kept, &n_kept);
      while (n_kept == 0)
        g_main_context_iteration (NULL, TRUE);
      longest_wait = MAX (longest_wait, g_get_monotonic_time () - posted_at);
    }
  print_figure ("marking up to 100,000", g_get_monotonic_time () - start);
  g_print ("  %-44s %9.2f ms, of %u\n", "longest wait of a delivery meanwhile",
           (double) longest_wait / MILLISECOND, n_posted);
}

static void
measure_events (StoreFixture *store, guint n_faxes)
{
  const guint n_events = 600;
  guint n_kept = 0;

  main_loop_begin_holds ();
  const gint64 start = g_get_monotonic_time ();
  for (guint i = 0; i < n_events; i++)
    {
      g_autofree char *id = g_strdup_printf ("event-%u-%u", n_faxes, i);
      g_autoptr (FbEvent) event = store_fixture_event (id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

      fb_store_keep_async (store->store, event, NULL, NULL, on_kept, &n_kept);
      while (g_get_monotonic_time () < start + i * 5000)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (200);
        }
    }
  while (n_kept < n_events)
    g_main_context_iteration (NULL, TRUE);
  print_figure ("600 events, 200 a second", g_get_monotonic_time () - start);
}

static void
measure_list (StoreFixture *store, guint n_faxes)
{
  g_autoptr (GError) error = NULL;

  main_loop_begin_holds ();
  gint64 start = g_get_monotonic_time ();
  store_fixture_open (store->store, &error);
  g_assert_no_error (error);
  print_figure ("opening the store", g_get_monotonic_time () - start);

  main_loop_begin_holds ();
  start = g_get_monotonic_time ();
  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (store->store));
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    g_main_context_iteration (NULL, TRUE);
  print_figure ("first rows", g_get_monotonic_time () - start);
  while (fb_fax_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  print_figure ("all rows", g_get_monotonic_time () - start);

  measure_filters (list);
  measure_number (list);
  measure_events (store, n_faxes);
  measure_marks (store, list, MIN (n_faxes, 100000));
  g_print ("  %-44s %9.1f MiB\n", "resident", resident_mib ());
}

static void
turn_for (guint ms)
{
  const gint64 end = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
}

static GtkScrollable *
find_list_view (GtkWidget *root)
{
  return GTK_SCROLLABLE (find_widget (root, GTK_TYPE_COLUMN_VIEW));
}

static void
measure_scrolling (GtkWidget *window, const char *what)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (find_list_view (window));

  main_loop_begin_holds ();
  const gint64 start = g_get_monotonic_time ();
  for (guint i = 0; i <= 20; i++)
    {
      const double upper = gtk_adjustment_get_upper (adjustment);
      gtk_adjustment_set_value (adjustment, upper * i / 20);
      turn_for (50);
    }
  gtk_adjustment_set_value (adjustment, 0);
  turn_for (100);
  print_figure (what, g_get_monotonic_time () - start);
}

static void
measure_selecting (GtkWidget *window, const char *what)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (find_list_view (window));

  main_loop_begin_holds ();
  const gint64 start = g_get_monotonic_time ();
  gtk_selection_model_select_all (gtk_column_view_get_model (view));
  const gint64 end = g_get_monotonic_time ();
  turn_for (200);
  print_figure (what, end - start);
  gtk_selection_model_unselect_all (gtk_column_view_get_model (view));
  turn_for (200);
}

static void
measure_window_filter (WindowFixture *fixture, FbView view, const char *what)
{
  main_loop_begin_holds ();
  const gint64 start = g_get_monotonic_time ();
  fb_view_pane_choose (window_fixture_get_views (fixture), view);
  const gint64 end = g_get_monotonic_time ();
  turn_for (500);
  print_figure (what, end - start);
}

static void
measure_window (guint n_faxes)
{
  WindowFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;

  window_fixture_set_up (&fixture, NULL);
  store_fixture_close (fixture.store.store);
  fill (fixture.store.folder, n_faxes);
  main_loop_begin_holds ();
  const gint64 start = g_get_monotonic_time ();
  store_fixture_open (fixture.store.store, &error);
  g_assert_no_error (error);
  turn_for (1500);
  print_figure ("window: opening, and 1.5 s more", g_get_monotonic_time () - start);
  measure_window_filter (&fixture, FB_VIEW_OPEN, "window: filter open");
  measure_window_filter (&fixture, FB_VIEW_ALL, "window: filter all");
  measure_scrolling (GTK_WIDGET (fixture.window), "window: scrolling from end to end");
  measure_selecting (GTK_WIDGET (fixture.window), "window: selecting all");
  measure_events (&fixture.store, n_faxes);
  g_print ("  %-44s %9.1f MiB\n", "window: resident", resident_mib ());
  window_fixture_tear_down (&fixture, NULL);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, gtk_inscription_new ("row"));
}

/* Seven columns of text over a list of the same length whose rows are all alike. */
static void
measure_gtk (guint n_rows)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_column_view_new (NULL);
  g_autoptr (GtkStringList) rows = gtk_string_list_new (NULL);
  g_autofree const char **texts = g_new0 (const char *, n_rows + 1);

  for (guint i = 0; i < 7; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new ("Column", factory);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  for (guint i = 0; i < n_rows; i++)
    texts[i] = "row";
  gtk_string_list_splice (rows, 0, 0, texts);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);
  gtk_widget_show (window);
  turn_for (500);
  main_loop_begin_holds ();
  const gint64 start = g_get_monotonic_time ();
  GtkSelectionModel *model =
    GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&rows))));
  gtk_column_view_set_model (GTK_COLUMN_VIEW (view), model);
  g_object_unref (model);
  const gint64 end = g_get_monotonic_time ();
  turn_for (500);
  print_figure ("GTK alone: showing", end - start);
  measure_scrolling (window, "GTK alone: scrolling from end to end");
  gtk_window_destroy (GTK_WINDOW (window));
  turn_for (100);
}

int
main (int argc, char **argv)
{
  static const guint sizes[] = { 10, 100000, 1000000 };

  window_fixture_init (&argc, &argv);
  main_loop_watch ();
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      StoreFixture store = { 0 };

      g_print ("%u faxes (load %.1f)\n", sizes[i], main_loop_get_load ());
      store_fixture_set_up (&store, NULL);
      store_fixture_close (store.store);
      fill (store.folder, sizes[i]);
      measure_list (&store, sizes[i]);
      store_fixture_tear_down (&store, NULL);
      measure_window (sizes[i]);
      measure_gtk (sizes[i]);
    }
  return EXIT_SUCCESS;
}
