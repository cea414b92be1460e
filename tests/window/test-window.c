/* test-window.c
 *
 * The window as a whole: its states, its counts, and what is done with faxes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "fb-copy-row.h"
#include "fb-credentials-dialog.h"
#include "fb-fax-details.h"
#include "fb-fax-table.h"
#include "fb-filter-bar.h"
#include "fb-filter-popover.h"
#include "fb-receiver-bar.h"
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
get_n_rows (WindowFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_selection (fixture)));
}

static gboolean
is_bar_revealed (WindowFixture *fixture)
{
  return gtk_info_bar_get_revealed (GTK_INFO_BAR (find_widget (
    find_widget (GTK_WIDGET (fixture->window), FB_TYPE_RECEIVER_BAR), GTK_TYPE_INFO_BAR)));
}

static gboolean
has_text_with (GtkWidget *root, const char *part)
{
  if (!gtk_widget_get_mapped (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), part) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text_with (child, part))
      return TRUE;
  return FALSE;
}

/* States */

static void
test_nothing_received (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  window_fixture_wait_for_page (fixture, "connect");
  window_fixture_wait_for_text (window, "Set Up Faxbell");
}

/* Whatever is missing next, there is a button that leads to it. */
static void
test_next_step (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  window_fixture_wait_for_page (fixture, "connect");
  g_settings_set_string (fixture->settings, "setup-page", "sign-in");
  window_fixture_wait_for_text (window, "Continue Setup");
  window_fixture_wait_for_text (window,
                                "Documo can’t reach this computer yet: it has no address for it.");

  g_settings_set_boolean (fixture->settings, "setup-password-lost", TRUE);
  g_settings_set_string (fixture->settings, "public-address", "https://fax.example.com/webhook");
  window_fixture_wait_for_text (window,
                                "The password for Documo was not copied. A new one is needed.");
  g_settings_set_boolean (fixture->settings, "setup-password-lost", FALSE);
  window_fixture_wait_for_text (window, "Documo has not been told yet where to send your faxes.");
  window_fixture_wait_for_text (window, "Continue Setup");
  g_settings_set_boolean (fixture->settings, "setup-documo-told", TRUE);
  window_fixture_wait_for_text (window, "Faxes appear here by themselves as soon as they come.");
  window_fixture_wait_for_text (window, "Is It Working?");
}

static void
test_fax_arrives (WindowFixture *fixture, gconstpointer data)
{
  FbViewPane *views = window_fixture_get_views (fixture);
  GtkWidget *window = GTK_WIDGET (fixture->window);

  window_fixture_keep (fixture, "a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  window_fixture_wait_for_page (fixture, "faxes");
  window_fixture_wait_for_text (window, "702422");
  g_assert_nonnull (find_text (GTK_WIDGET (get_table (fixture)), "Received"));
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_ALL), ==, 1);
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_OPEN), ==, 1);
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_SENT), ==, 0);
}

/* What came late, as after a night without network, stands with the date by which it is ordered. */
static void
test_date (WindowFixture *fixture, gconstpointer data)
{
  FbEvent *event = store_fixture_event ("a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  g_autoptr (GDateTime) created =
    g_date_time_new_from_unix_local (event->created_at / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (created, "%-e %b %Y");
  g_autofree char *time = g_date_time_format (created, "%H:%M");

  store_fixture_keep_ok (&fixture->store, event, NULL);

  window_fixture_wait_for_page (fixture, "faxes");
  window_fixture_wait_for_text (GTK_WIDGET (get_table (fixture)), day);
  g_assert_nonnull (find_text (GTK_WIDGET (get_table (fixture)), time));
  g_assert_nonnull (find_text (GTK_WIDGET (get_table (fixture)), "Date"));
}

/* A row that is on the screen follows its fax. */
static void
test_fax_changes (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  window_fixture_keep (fixture, "a", FB_DIRECTION_OUTBOUND, FB_STATUS_PROCESSING);
  wait_until (find_text (GTK_WIDGET (get_table (fixture)), "Processing") != NULL);
  window_fixture_keep (fixture, "a", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);

  wait_until (find_text (GTK_WIDGET (get_table (fixture)), "Failed") != NULL);
  g_assert_null (find_text (GTK_WIDGET (get_table (fixture)), "Processing"));
  g_assert_cmpuint (get_n_rows (fixture), ==, 1);
  g_assert_true (gtk_widget_get_mapped (window));
}

static void
test_empty_view (WindowFixture *fixture, gconstpointer data)
{
  FbViewPane *views = window_fixture_get_views (fixture);

  window_fixture_keep (fixture, "a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_wait_for_page (fixture, "faxes");

  fb_view_pane_choose (views, FB_VIEW_SENT);
  window_fixture_wait_for_page (fixture, "empty-view");
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), "No Sent Faxes");
  /* What comes into it ends that by itself. */
  window_fixture_keep (fixture, "b", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  window_fixture_wait_for_page (fixture, "faxes");
  g_assert_cmpuint (get_n_rows (fixture), ==, 1);

  fb_view_pane_choose (views, FB_VIEW_FAILED);
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), "Nothing Has Failed");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.view", "i", FB_VIEW_ALL);
  wait_until (get_n_rows (fixture) == 2);
}

/* When everything was dealt with there is nothing to look for. */
static void
test_all_done (WindowFixture *fixture, gconstpointer data)
{
  FbViewPane *views = window_fixture_get_views (fixture);

  window_fixture_keep (fixture, "a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_wait_for_page (fixture, "faxes");
  fb_view_pane_choose (views, FB_VIEW_OPEN);
  wait_until (get_n_rows (fixture) == 1);

  /* To have read it is not enough. */
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, "a");
  store_fixture_mark (&fixture->store, fb_fax_get_id (fax), TRUE);
  g_assert_cmpstr (window_fixture_get_page (fixture), ==, "faxes");
  store_fixture_record (&fixture->store, fb_fax_get_id (fax), FB_DESK_DONE, "AB", NULL);
  window_fixture_wait_for_page (fixture, "empty-view");
  g_assert_nonnull (find_text (GTK_WIDGET (fixture->window), "All Caught Up"));
}

static FbFilterPopover *
get_popover (WindowFixture *fixture)
{
  return FB_FILTER_POPOVER (find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FILTER_POPOVER));
}

static GtkWidget *
get_bar (WindowFixture *fixture)
{
  return find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FILTER_BAR);
}

static void
choose (WindowFixture *fixture, guint number, guint choice)
{
  g_autoptr (GPtrArray) drop_downs = g_ptr_array_new ();

  find_widgets (GTK_WIDGET (get_popover (fixture)), GTK_TYPE_DROP_DOWN, drop_downs);
  gtk_drop_down_set_selected (g_ptr_array_index (drop_downs, number), choice);
}

/* Filters narrow a view, each has a chip, and the counts at the side stay what they are. */
static void
test_filters (WindowFixture *fixture, gconstpointer data)
{
  FbViewPane *views = window_fixture_get_views (fixture);

  window_fixture_keep (fixture, "a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_keep (fixture, "b", FB_DIRECTION_INBOUND, FB_STATUS_FAILED);
  window_fixture_keep (fixture, "c", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);
  wait_until (get_n_rows (fixture) == 3);
  g_assert_false (gtk_widget_get_visible (get_bar (fixture)));

  choose (fixture, 1, 2);
  wait_until (get_n_rows (fixture) == 2);
  g_assert_nonnull (find_text (get_bar (fixture), "Failed"));
  choose (fixture, 0, 2);
  wait_until (get_n_rows (fixture) == 1);
  g_assert_nonnull (find_text (get_bar (fixture), "Sent"));
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_ALL), ==, 3);
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_INBOX), ==, 2);
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_FAILED), ==, 2);

  /* Of no view and a filter that exclude each other there is any. */
  fb_view_pane_choose (views, FB_VIEW_INBOX);
  window_fixture_wait_for_page (fixture, "no-match");

  /* A click on the chip takes it away. */
  GtkWidget *chip =
    gtk_widget_get_ancestor (find_text (get_bar (fixture), "Sent"), GTK_TYPE_BUTTON);
  gtk_widget_activate (chip);
  wait_until (get_n_rows (fixture) == 1);
  g_assert_null (find_text (get_bar (fixture), "Sent"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.clear-filters", NULL);
  wait_until (get_n_rows (fixture) == 2);
  g_assert_false (gtk_widget_get_visible (get_bar (fixture)));
}

static void
keep_with (WindowFixture *fixture, const char *message_id, const char *number, int days_ago)
{
  FbEvent *event = store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  g_free (event->caller_id);
  event->caller_id = g_strdup (number);
  event->created_at = g_get_real_time () - days_ago * G_TIME_SPAN_DAY;
  store_fixture_keep_ok (&fixture->store, event, days_ago == 1 ? "%PDF-1.4 a" : NULL);
}

static void
test_filter_date_number_document (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  keep_with (fixture, "today", "+17025550101", 0);
  keep_with (fixture, "yesterday", "+17025550102", 1);
  keep_with (fixture, "week", "+17025550101", 5);
  keep_with (fixture, "year", "+17025550102", 370);
  wait_until (get_n_rows (fixture) == 4);

  choose (fixture, 2, FB_DATE_TODAY);
  wait_until (get_n_rows (fixture) == 1);
  choose (fixture, 2, FB_DATE_YESTERDAY);
  wait_until (get_n_rows (fixture) == 1);
  choose (fixture, 2, FB_DATE_LAST_7_DAYS);
  wait_until (get_n_rows (fixture) == 3);
  /* Today, unless other days are chosen. */
  choose (fixture, 2, FB_DATE_BETWEEN);
  wait_until (get_n_rows (fixture) == 1);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) long_ago = g_date_time_add_days (now, -400);
  gtk_calendar_select_day (
    GTK_CALENDAR (find_widget (GTK_WIDGET (get_popover (fixture)), GTK_TYPE_CALENDAR)), long_ago);
  wait_until (get_n_rows (fixture) == 4);

  /* In another notation. */
  gtk_widget_activate_action (window, "win.filter-number", "s", "702-555-0102");
  wait_until (get_n_rows (fixture) == 2);
  g_assert_nonnull (find_text (get_bar (fixture), "(702) 555-0102"));
  choose (fixture, 3, FB_DOCUMENT_WITH);
  wait_until (get_n_rows (fixture) == 1);
  choose (fixture, 3, FB_DOCUMENT_WITHOUT);
  wait_until (get_n_rows (fixture) == 1);
  gtk_widget_activate_action (window, "win.clear-filters", NULL);
  wait_until (get_n_rows (fixture) == 4);
}

static void
on_problem (FbReceiver *receiver, GParamSpec *pspec, guint *n_problems)
{
  (*n_problems)++;
}

/* Somebody else has the port, until we let go of it. */
static void
test_receiver_fails (WindowFixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) other = g_socket_listener_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) taken = NULL;
  guint n_problems = 0;
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (other, wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &taken, &error);
  g_assert_no_error (error);
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;
  options.port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken));
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
  fb_receiver_set_config (fixture->receiver, config);
  fb_receiver_start (fixture->receiver);

  window_fixture_wait_for_page (fixture, "receiver-problem");
  g_assert_false (is_bar_revealed (fixture));
  /* Faxes that are there are not hidden by it. */
  window_fixture_keep (fixture, "a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_wait_for_page (fixture, "faxes");
  g_assert_true (is_bar_revealed (fixture));

  g_socket_listener_close (other);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.try-again", NULL);
  wait_until (fb_receiver_get_state (fixture->receiver) == FB_RECEIVER_RECEIVING);
  wait_until (!is_bar_revealed (fixture));

  /* By the action, not because the receiver tries again by itself. */
  options.address = "nowhere";
  g_autoptr (FbReceiverConfig) moved = fb_receiver_config_new (&options);
  fb_receiver_set_config (fixture->receiver, moved);
  wait_until (is_bar_revealed (fixture));
  g_signal_connect (fixture->receiver, "notify::problem", G_CALLBACK (on_problem), &n_problems);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.try-again", NULL);
  g_assert_cmpuint (n_problems, ==, 1);
  g_signal_handlers_disconnect_by_data (fixture->receiver, &n_problems);
}

/* A link could lead the faxes anywhere, so it is refused; the user is told which, and why. */
static void
test_folder_is_a_link (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("faxbell-link-XXXXXX", NULL);
  g_autofree char *link = g_build_filename (folder, "faxes", NULL);
  g_autoptr (FbStore) store = fb_store_new (folder);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (symlink (fixture->store.folder, link));
  g_assert_false (store_fixture_open (store, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_NOT_A_FOLDER);
  fb_window_set_store_problem (fixture->window, error);
  window_fixture_wait_for_page (fixture, "store-problem");
  g_assert_true (has_text_with (GTK_WIDGET (fixture->window), "“faxes”"));
  g_assert_true (has_text_with (GTK_WIDGET (fixture->window), "is a link"));
  g_assert_no_errno (g_unlink (link));
  g_assert_no_errno (g_rmdir (folder));
}

static void
test_store_problem (WindowFixture *fixture, gconstpointer data)
{
  static const struct
  {
    FbStoreError code;
    const char *title;
  } cases[] = {
    { FB_STORE_ERROR_FAILED, "The Faxes Can’t Be Opened" },
    { FB_STORE_ERROR_IN_USE, "Faxbell Is Already Running" },
    { FB_STORE_ERROR_TOO_NEW, "The Faxes Are From a Newer Faxbell" },
    { FB_STORE_ERROR_CORRUPT, "The List of Faxes Is Damaged" },
    { FB_STORE_ERROR_NO_SPACE, "The Disk Is Full" },
    { FB_STORE_ERROR_PERMISSION_DENIED, "The Faxes Can’t Be Opened" },
    { FB_STORE_ERROR_READ_ONLY, "The Disk Is Read-Only" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) problem = g_error_new (FB_STORE_ERROR, (int) cases[i].code, "raw");
      fb_window_set_store_problem (fixture->window, problem);
      window_fixture_wait_for_page (fixture, "store-problem");
      window_fixture_wait_for_text (GTK_WIDGET (fixture->window), cases[i].title);
      /* An error's own message is for the log. */
      g_assert_false (has_text_with (GTK_WIDGET (fixture->window), "raw"));
    }
  fb_window_set_store_problem (fixture->window, NULL);
  window_fixture_wait_for_page (fixture, "connect");
}

/* Rows that come in while the newest are looked at come in sight; others don't move the view. */
static void
test_newest_stay_in_sight (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("m%u", i);
      window_fixture_keep (fixture, message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
    }
  wait_until (get_n_rows (fixture) == 60 &&
              gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment));
  double upper = gtk_adjustment_get_upper (adjustment);

  window_fixture_keep (fixture, "newer", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  wait_until (gtk_adjustment_get_upper (adjustment) > upper);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);

  gtk_adjustment_set_value (adjustment, 300);
  upper = gtk_adjustment_get_upper (adjustment);
  window_fixture_keep (fixture, "newest", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  wait_until (gtk_adjustment_get_upper (adjustment) > upper);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 300);
}

static gboolean
has_column (WindowFixture *fixture, const char *title)
{
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        return gtk_column_view_column_get_visible (column);
    }
  return FALSE;
}

static void
test_wide (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_keep (fixture, "a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), "702422");

  wait_until (has_column (fixture, "Status"));
  g_assert_true (has_column (fixture, "Waiting"));
  g_assert_true (has_column (fixture, "Number"));
}

/* Where there is no room for columns, a row says the same in two lines. */
static void
test_narrow (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *table = GTK_WIDGET (get_table (fixture));
  FbEvent *event = store_fixture_event ("a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  g_autoptr (GDateTime) created =
    g_date_time_new_from_unix_local (event->created_at / G_USEC_PER_SEC);
  g_autofree char *day = g_date_time_format (created, "%A, %-e %B %Y");

  store_fixture_keep_ok (&fixture->store, event, NULL);

  wait_until (!has_column (fixture, "Number"));
  window_fixture_wait_for_text (table, day);
  g_assert_null (find_text (table, "Date"));
  g_assert_nonnull (find_text (table, "702422"));
  g_assert_nonnull (find_text (table, "Needs your API key"));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 400);
}

/* A number that is cut can't be called. Unread it is bold. */
static void
test_whole_number (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *table = GTK_WIDGET (get_table (fixture));
  FbEvent *event = store_fixture_event ("a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  GtkWidget *label;

  g_free (event->caller_id);
  event->caller_id = g_strdup ("+4930123456789");
  store_fixture_keep_ok (&fixture->store, event, NULL);

  wait_until ((label = find_text (table, "+49 3012 345 6789")) != NULL);
  wait_until (gtk_widget_get_width (label) > 0);
  g_assert_true (gtk_widget_has_css_class (gtk_widget_get_parent (label), "unread"));
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
}

/* In words, how many pages came through is longer than a number. */
static void
test_whole_pages (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *table = GTK_WIDGET (get_table (fixture));
  FbEvent *event = store_fixture_event ("a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  GtkWidget *label;

  event->pages_count = 24;
  event->pages_complete = 20;
  store_fixture_keep_ok (&fixture->store, event, NULL);

  wait_until ((label = find_text (table, "20 of 24")) != NULL);
  wait_until (gtk_widget_get_width (label) > 0);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
}

/* Started where it was built, it has nobody else to get it from. */
static void
test_own_icon (WindowFixture *fixture, gconstpointer data)
{
  GtkIconTheme *theme =
    gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (fixture->window)));

  g_assert_true (gtk_icon_theme_has_icon (theme, "io.github.faxbell.Faxbell"));
}

/* Counts */

/* Each outbound fax is in one of three views; what failed both ways is in one. */
static void
test_counts (WindowFixture *fixture, gconstpointer data)
{
  FbViewPane *views = window_fixture_get_views (fixture);

  window_fixture_keep (fixture, "a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_keep (fixture, "b", FB_DIRECTION_INBOUND, FB_STATUS_FAILED);
  window_fixture_keep (fixture, "c", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);
  window_fixture_keep (fixture, "d", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  window_fixture_keep (fixture, "e", FB_DIRECTION_OUTBOUND, FB_STATUS_TRANSMITTING);
  window_fixture_keep (fixture, "f", FB_DIRECTION_OUTBOUND, FB_STATUS_CANCELLED);
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_OPEN), ==, 3);
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_INBOX), ==, 2);
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_SENT), ==, 2);
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_IN_PROGRESS), ==, 1);
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_FAILED), ==, 2);
  g_assert_cmpuint (fb_view_pane_get_count (views, FB_VIEW_ALL), ==, 6);
  g_assert_null (find_text (GTK_WIDGET (views), "Unreadable"));

  /* And what a line counts is what it shows. */
  for (int view = FB_VIEW_OPEN; view < FB_N_VIEWS; view++)
    {
      fb_view_pane_choose (views, (FbView) view);
      wait_until (get_n_rows (fixture) == fb_view_pane_get_count (views, (FbView) view));
    }
}

/* The first thing to be seen is how much waits, and for how long. */
static void
test_oldest (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *views = GTK_WIDGET (window_fixture_get_views (fixture));
  FbEvent *event = store_fixture_event ("a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  event->created_at = g_get_real_time () - G_TIME_SPAN_MINUTE * 125;
  store_fixture_keep_ok (&fixture->store, event, NULL);
  window_fixture_wait_for_text (views, "Oldest: 2 h 5 min");
  g_autoptr (FbFax) fax = store_fixture_find (&fixture->store, "a");
  store_fixture_record (&fixture->store, fb_fax_get_id (fax), FB_DESK_DONE, "AB", NULL);
  wait_until (find_text (views, "Oldest: 2 h 5 min") == NULL);
}

/* Faxes */

static guint
count_unread (WindowFixture *fixture)
{
  return fb_fax_counts_get_unread (fb_store_get_counts (fixture->store.store), FB_DIRECTION_ANY,
                                   FB_STATUS_ANY);
}

static void
test_mark (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);

  window_fixture_keep (fixture, "a", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  window_fixture_keep (fixture, "b", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  wait_until (get_n_rows (fixture) == 2);

  gtk_selection_model_select_all (get_selection (fixture));
  gtk_widget_activate_action (window, "fax.mark-read", NULL);
  wait_until (count_unread (fixture) == 0);
  window_fixture_wait_for_text (window, "2 faxes marked as read");
  gtk_widget_activate (gtk_widget_get_ancestor (find_text (window, "Undo"), GTK_TYPE_BUTTON));
  wait_until (count_unread (fixture) == 2);
}

static void
test_show_fax (WindowFixture *fixture, gconstpointer data)
{
  FbViewPane *views = window_fixture_get_views (fixture);

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("m%u", i);
      window_fixture_keep (fixture, message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
    }
  fb_view_pane_choose (views, FB_VIEW_SENT);
  window_fixture_wait_for_page (fixture, "empty-view");
  fb_window_show_fax (fixture->window, "m3");

  wait_until (fb_fax_table_get_selected (get_table (fixture)) != NULL &&
              fb_fax_is_loaded (fb_fax_table_get_selected (get_table (fixture))));
  FbFax *fax = fb_fax_table_get_selected (get_table (fixture));
  g_assert_cmpstr (fb_fax_get_message_id (fax), ==, "m3");
  g_assert_cmpuint (fb_fax_table_get_n_selected (get_table (fixture)), ==, 1);
  g_assert_cmpint (fb_view_pane_get_view (views), ==, FB_VIEW_ALL);
  g_assert_cmpuint (get_n_rows (fixture), ==, 150);
  /* One of the oldest: it is far down. */
  GtkWidget *view = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_COLUMN_VIEW);
  wait_until (gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view))) >
              0);
  /* The keyboard goes on from there. */
  wait_until (gtk_window_get_focus (GTK_WINDOW (fixture->window)) != NULL &&
              gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), view));
}

static void
test_show_fax_that_is_gone (WindowFixture *fixture, gconstpointer data)
{
  fb_window_show_fax (fixture->window, "nobody");

  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), "This fax is not here any more");
}

static void
test_details (WindowFixture *fixture, gconstpointer data)
{
  FbEvent *event = store_fixture_event ("a", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);

  g_free (event->fax_number);
  event->fax_number = g_strdup ("<b>1&2</b>");
  event->failure = g_strdup ("No <answer> & no carrier");
  event->pages_count = 5;
  event->pages_complete = 2;
  store_fixture_keep_ok (&fixture->store, event, NULL);
  wait_until (get_n_rows (fixture) == 1);
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  wait_until (fb_fax_is_loaded (fb_fax_table_get_selected (get_table (fixture))));
  GtkWidget *details = find_widget (GTK_WIDGET (fixture->window), FB_TYPE_FAX_DETAILS);
  window_fixture_wait_for_text (details, "No <answer> & no carrier");
  window_fixture_wait_for_text (details, "<b>1&2</b>");
  window_fixture_wait_for_text (details, "Incomplete: 2 of 5 pages");
  window_fixture_wait_for_text (
    details, "Not downloaded: Faxbell needs your API key to get the document from Documo.");
}

/* First start */

static void
on_set_up (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  guint *n_asked = user_data;

  ++*n_asked;
}

/* What sets up Faxbell is asked for by itself, but only once. */
static void
test_first_start (WindowFixture *fixture, gconstpointer data)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (fixture->window));
  g_autoptr (GSimpleAction) action = g_simple_action_new ("set-up", NULL);
  guint n_asked = 0;

  g_signal_connect (action, "activate", G_CALLBACK (on_set_up), &n_asked);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
  wait_until (n_asked == 1);
  g_assert_false (fb_credentials_are_set (fixture->credentials));
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), "Set Up Faxbell");

  g_settings_set_string (fixture->settings, "setup-page", "welcome");
  window_fixture_renew_window (fixture);
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), "Continue Setup");
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_asked, ==, 1);
  g_action_map_remove_action (G_ACTION_MAP (application), "set-up");
}

/* A file that can't be used holds what Documo knows. */
static void
test_start_with_loose_file (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  wait_until ((dialog = find_toplevel (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  g_file_get_contents (fixture->credentials_file, &before, NULL, NULL);
  window_fixture_wait_for_text (dialog, "Documo Can’t Log In");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_file_get_contents (fixture->credentials_file, &after, NULL, NULL);
  g_assert_cmpstr (after, ==, before);
  g_assert_null (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG));

  g_assert_cmpint (g_chmod (fixture->credentials_file, 0600), ==, 0);
  g_assert_true (fb_credentials_are_set (fixture->credentials));
}

static void
test_later_start (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_wait_for_page (fixture, "connect");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG));
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

  WINDOW_TEST ("/window/window/nothing-received", NULL, test_nothing_received);
  WINDOW_TEST ("/window/window/next-step", NULL, test_next_step);
  WINDOW_TEST ("/window/window/fax-arrives", NULL, test_fax_arrives);
  WINDOW_TEST ("/window/window/date", NULL, test_date);
  WINDOW_TEST ("/window/window/fax-changes", NULL, test_fax_changes);
  WINDOW_TEST ("/window/window/empty-view", NULL, test_empty_view);
  WINDOW_TEST ("/window/window/all-done", NULL, test_all_done);
  WINDOW_TEST ("/window/window/filters", NULL, test_filters);
  WINDOW_TEST ("/window/window/filter-date-number-document", NULL,
               test_filter_date_number_document);
  WINDOW_TEST ("/window/window/receiver-fails", NULL, test_receiver_fails);
  WINDOW_TEST ("/window/window/store-problem", NULL, test_store_problem);
  WINDOW_TEST ("/window/window/folder-is-a-link", NULL, test_folder_is_a_link);
  WINDOW_TEST ("/window/window/newest-stay-in-sight", NULL, test_newest_stay_in_sight);
  WINDOW_TEST ("/window/window/wide", NULL, test_wide);
  WINDOW_TEST ("/window/window/narrow", NARROW, test_narrow);
  WINDOW_TEST ("/window/window/whole-number", NULL, test_whole_number);
  WINDOW_TEST ("/window/window/whole-pages", NULL, test_whole_pages);
  WINDOW_TEST ("/window/window/own-icon", NULL, test_own_icon);
  WINDOW_TEST ("/window/window/counts", NULL, test_counts);
  WINDOW_TEST ("/window/window/oldest", NULL, test_oldest);
  WINDOW_TEST ("/window/window/mark", NULL, test_mark);
  WINDOW_TEST ("/window/window/show-fax", NULL, test_show_fax);
  WINDOW_TEST ("/window/window/show-fax-that-is-gone", NULL, test_show_fax_that_is_gone);
  WINDOW_TEST ("/window/window/details", WITH_DETAILS, test_details);
  WINDOW_TEST ("/window/window/first-start", WITHOUT_CREDENTIALS, test_first_start);
  WINDOW_TEST ("/window/window/start-with-loose-file", LOOSE_CREDENTIALS,
               test_start_with_loose_file);
  WINDOW_TEST ("/window/window/later-start", NULL, test_later_start);
  return g_test_run ();
}
