/* views.c
 *
 * Everything that Faxbell shows to people, in a table, so that what is true of all of it can be
 * checked in one place. A new view is a line in the table, and a function that shows it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "views.h"

#include "fb-close-explanation.h"
#include "fb-credentials-dialog.h"
#include "fb-diagnostics-window.h"
#include "fb-fax-details.h"
#include "fb-fax-table.h"
#include "fb-filter-popover.h"
#include "fb-name-dialog.h"
#include "fb-plain-http-dialog.h"
#include "fb-preferences-window.h"
#include "fb-search-bar.h"
#include "fb-setup-assistant.h"
#include "fb-setup-progress.h"
#include "fb-test-fax-dialog.h"
#include "fb-webhook-choice.h"
#include "fetch-fixture.h"
#include "front-desk.h"
#include "screenshot.h"
#include "webhook-account.h"

#define HEIGHT 720

/* Of GtkSettings:gtk-xft-dpi, in 1024ths. */
#define NORMAL_DPI (96 * 1024)

static ViewCheck check_view;

static GtkWidget *
get_main_window (WindowFixture *fixture)
{
  return GTK_WIDGET (fixture->window);
}

static GtkWidget *
present (gpointer window)
{
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_mapped (window));
  return window;
}

static void
fit (GtkWidget *window, int width)
{
  int default_width, default_height;

  gtk_window_get_default_size (GTK_WINDOW (window), &default_width, &default_height);
  if (default_width > width)
    gtk_window_set_default_size (GTK_WINDOW (window), width, default_height);
}

/* Faxes */

static GtkWidget *
show_list (WindowFixture *fixture)
{
  /* In a narrow window the details may be in its place. */
  gtk_widget_activate_action (get_main_window (fixture), "win.view", "i", FB_VIEW_ALL);
  wait_until (find_text (get_main_window (fixture), FRONT_DESK_NEWEST_SENDER) != NULL);
  return get_main_window (fixture);
}

static GtkWidget *
show_selected (WindowFixture *fixture)
{
  GtkWidget *view = find_widget (get_main_window (fixture), GTK_TYPE_COLUMN_VIEW);

  show_list (fixture);
  gtk_selection_model_select_item (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)), 1, TRUE);
  return get_main_window (fixture);
}

static gboolean
is_selected (WindowFixture *fixture, const char *message_id)
{
  GtkWidget *table = find_widget (get_main_window (fixture), FB_TYPE_FAX_TABLE);
  FbFax *fax = fb_fax_table_get_selected (FB_FAX_TABLE (table));

  return fax != NULL && g_strcmp0 (fb_fax_get_message_id (fax), message_id) == 0;
}

static GtkWidget *
show_details_of (WindowFixture *fixture, const char *message_id)
{
  GtkWidget *details = find_widget (get_main_window (fixture), FB_TYPE_FAX_DETAILS);

  fb_window_show_fax (fixture->window, message_id);
  wait_until (is_selected (fixture, message_id));
  gtk_widget_activate_action (get_main_window (fixture), "fax.details", NULL);
  /* In the language of the pictures, so it isn't found by its words. */
  wait_until (gtk_widget_get_mapped (details) &&
              find_widget (details, ADW_TYPE_EXPANDER_ROW) != NULL);
  return get_main_window (fixture);
}

static GtkWidget *
show_details (WindowFixture *fixture)
{
  return show_details_of (fixture, FRONT_DESK_NEWEST_ID);
}

static GtkWidget *
show_failed_details (WindowFixture *fixture)
{
  return show_details_of (fixture, FRONT_DESK_FAILED_ID);
}

static GtkWidget *
show_main_menu (WindowFixture *fixture)
{
  GtkWidget *button = find_widget (get_main_window (fixture), GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  return get_main_window (fixture);
}

static void
leave_main_menu (WindowFixture *fixture)
{
  GtkWidget *button = find_widget (get_main_window (fixture), GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static GtkWidget *
show_no_match (WindowFixture *fixture)
{
  gtk_widget_activate_action (get_main_window (fixture), "win.filter-number", "s", "1234567");
  window_fixture_wait_for_page (fixture, "no-match");
  return get_main_window (fixture);
}

static void
clear_filters (WindowFixture *fixture)
{
  gtk_widget_activate_action (get_main_window (fixture), "win.clear-filters", NULL);
}

static GtkWidget *
show_open (WindowFixture *fixture)
{
  gtk_widget_activate_action (get_main_window (fixture), "win.view", "i", FB_VIEW_OPEN);
  window_fixture_wait_for_page (fixture, "faxes");
  return get_main_window (fixture);
}

/* In a narrow window it is a page of its own. */
static GtkWidget *
show_sidebar (WindowFixture *fixture)
{
  show_open (fixture);
  gtk_widget_activate_action (get_main_window (fixture), "win.back", NULL);
  return get_main_window (fixture);
}

/* With room for all columns. */
static GtkWidget *
show_without_details (WindowFixture *fixture)
{
  g_settings_set_boolean (fixture->settings, "show-details", FALSE);
  return show_list (fixture);
}

static void
leave_without_details (WindowFixture *fixture)
{
  g_settings_set_boolean (fixture->settings, "show-details", TRUE);
}

/* Waits until it has been looked for. */
static void
search (WindowFixture *fixture, const char *text)
{
  GtkWidget *bar = find_widget (get_main_window (fixture), FB_TYPE_SEARCH_BAR);
  g_autofree char *results = NULL;

  gtk_widget_activate_action (get_main_window (fixture), "search.open", NULL);
  gtk_editable_set_text (GTK_EDITABLE (find_widget (bar, GTK_TYPE_SEARCH_ENTRY)), text);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      g_clear_pointer (&results, g_free);
      g_object_get (bar, "results", &results, NULL);
    }
  while (*results == '\0');
  /* The ring around what is written would be measured as if it were written. */
  gtk_widget_child_focus (gtk_widget_get_parent (bar), GTK_DIR_DOWN);
}

/* In names, numbers and subjects, of a row that is selected, too. */
static GtkWidget *
show_search_in_columns (WindowFixture *fixture)
{
  GtkWidget *view = find_widget (show_without_details (fixture), GTK_TYPE_COLUMN_VIEW);

  search (fixture, "r 70");
  gtk_selection_model_select_item (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)), 1, TRUE);
  return get_main_window (fixture);
}

static GtkWidget *
show_search (WindowFixture *fixture)
{
  GtkWidget *window = show_search_in_columns (fixture);

  leave_without_details (fixture);
  return window;
}

/* What is foreign in it may look like markup. */
static GtkWidget *
show_nothing_found (WindowFixture *fixture)
{
  GtkWidget *window = show_open (fixture);

  search (fixture, "<b>St. Bartholomew’s</b> University Hospital, Department of Dentistry");
  window_fixture_wait_for_page (fixture, "no-match");
  return window;
}

/* The keyboard goes back to the list, which takes some frames. */
static void
leave_search (WindowFixture *fixture)
{
  gtk_widget_activate_action (get_main_window (fixture), "search.clear", NULL);
  show_list (fixture);
  screenshot_settle (get_main_window (fixture));
}

static GtkWidget *
show_sorted (WindowFixture *fixture)
{
  GtkWidget *window = show_without_details (fixture);
  GtkWidget *view = find_widget (window, GTK_TYPE_COLUMN_VIEW);
  GtkSelectionModel *model = gtk_column_view_get_model (GTK_COLUMN_VIEW (view));
  g_autoptr (FbFax) first = g_list_model_get_item (G_LIST_MODEL (model), 0);

  gtk_widget_activate_action (window, "sort.by", "s", "pages");
  while (TRUE)
    {
      g_autoptr (FbFax) now = g_list_model_get_item (G_LIST_MODEL (model), 0);
      if (now != NULL && fb_fax_get_id (now) != fb_fax_get_id (first))
        return window;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
leave_sorted (WindowFixture *fixture)
{
  gtk_widget_activate_action (get_main_window (fixture), "sort.by", "s", "date");
  leave_without_details (fixture);
}

static GtkWidget *
show_filter_popover (WindowFixture *fixture)
{
  gtk_widget_activate_action (get_main_window (fixture), "win.filter", NULL);
  wait_until (
    gtk_widget_get_mapped (find_widget (get_main_window (fixture), FB_TYPE_FILTER_POPOVER)));
  return get_main_window (fixture);
}

static void
leave_filter_popover (WindowFixture *fixture)
{
  gtk_popover_popdown (
    GTK_POPOVER (find_widget (get_main_window (fixture), FB_TYPE_FILTER_POPOVER)));
}

/* Every kind of them but dates. */
static GtkWidget *
show_chips (WindowFixture *fixture)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();
  GtkWidget *popover = find_widget (get_main_window (fixture), FB_TYPE_FILTER_POPOVER);

  gtk_widget_activate_action (get_main_window (fixture), "win.filter-number", "s", "7025550108");
  find_widgets (popover, GTK_TYPE_DROP_DOWN, choices);
  for (guint i = 0; i < choices->len; i++)
    gtk_drop_down_set_selected (g_ptr_array_index (choices, i), 1);
  return get_main_window (fixture);
}

/* Every state of a document that wasn't delivered: one fax each, of those that have none. */
static GtkWidget *
show_documents (WindowFixture *fixture)
{
  const gint64 now = g_get_real_time ();
  const gint64 later = now + 20 * G_TIME_SPAN_MINUTE;
  GtkWidget *window = get_main_window (fixture);
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  fetch_fixture_fail (&fixture->store, "in-3", FB_FETCH_WAITING, now, 0);
  fetch_fixture_fail (&fixture->store, "in-11", FB_FETCH_WAITING, later, 2);
  fetch_fixture_fail (&fixture->store, "in-19", FB_FETCH_LOST, now, 1);
  show_details_of (fixture, "in-27");
  find_widgets (find_widget (window, FB_TYPE_FILTER_POPOVER), GTK_TYPE_DROP_DOWN, choices);
  /* Without document. */
  gtk_drop_down_set_selected (g_ptr_array_index (choices, 3), 2);
  return window;
}

static GtkWidget *
show_retried_document (WindowFixture *fixture)
{
  return show_details_of (fixture, "in-11");
}

static GtkWidget *
show_row_menu (WindowFixture *fixture)
{
  GtkWidget *window = show_selected (fixture);
  GtkWidget *table = find_widget (window, FB_TYPE_FAX_TABLE);

  gtk_widget_activate_action (table, "table.menu", NULL);
  wait_until (gtk_widget_get_mapped (find_widget (table, GTK_TYPE_POPOVER_MENU)));
  return window;
}

static void
leave_row_menu (WindowFixture *fixture)
{
  GtkWidget *table = find_widget (get_main_window (fixture), FB_TYPE_FAX_TABLE);

  gtk_popover_popdown (GTK_POPOVER (find_widget (table, GTK_TYPE_POPOVER_MENU)));
}

static GtkWidget *
show_note (WindowFixture *fixture)
{
  show_details (fixture);
  gtk_widget_activate_action (get_main_window (fixture), "win.edit-note", NULL);
  return get_main_window (fixture);
}

/* Leaves no fax open. */
static GtkWidget *
show_caught_up (WindowFixture *fixture)
{
  GtkWidget *view = find_widget (show_open (fixture), GTK_TYPE_COLUMN_VIEW);
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)));

  while (g_list_model_get_n_items (model) > 0)
    {
      g_autoptr (FbFax) fax = g_list_model_get_item (model, 0);
      store_fixture_record (&fixture->store, fb_fax_get_id (fax), FB_DESK_DONE, NULL, NULL);
    }
  window_fixture_wait_for_page (fixture, "empty-view");
  return get_main_window (fixture);
}

static void
leave_caught_up (WindowFixture *fixture)
{
  show_list (fixture);
}

/* The last of these views: a toast stays for a while. */
static GtkWidget *
show_toast (WindowFixture *fixture)
{
  fb_window_add_toast (fixture->window, "Dr. Müller & Söhne");
  wait_until (find_text (get_main_window (fixture), "Dr. Müller & Söhne") != NULL);
  return get_main_window (fixture);
}

/* Other windows */

static GtkWidget *
show_preferences (WindowFixture *fixture, int page)
{
  FbPreferencesWindow *preferences = fb_preferences_window_new (
    GTK_WINDOW (fixture->window), fixture->receiver, fixture->credentials, fixture->api_key,
    fixture->webhook_setup, fixture->settings);
  GtkWidget *first = find_widget (GTK_WIDGET (preferences), ADW_TYPE_PREFERENCES_PAGE);
  GtkWidget *chosen = first;

  for (int i = 0; i < page; i++)
    chosen = gtk_widget_get_next_sibling (chosen);
  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (preferences),
                                           ADW_PREFERENCES_PAGE (chosen));
  return present (preferences);
}

static GtkWidget *
show_receiver_preferences (WindowFixture *fixture)
{
  return show_preferences (fixture, 0);
}

static GtkWidget *
show_account_preferences (WindowFixture *fixture)
{
  return show_preferences (fixture, 1);
}

static GtkWidget *
show_notification_preferences (WindowFixture *fixture)
{
  return show_preferences (fixture, 3);
}

/* The account's, as long as a view of it is shown. */
static WebhookAccount *webhook_account;

static GtkWidget *
show_delivery (WindowFixture *fixture)
{
  webhook_account = webhook_account_new (fixture);
  webhook_account_set_key (webhook_account);
  webhook_account_make (webhook_account, NULL);
  return webhook_account_present (webhook_account);
}

static GtkWidget *
show_delivery_problem (WindowFixture *fixture)
{
  GtkWidget *window = show_delivery (fixture);

  documo_webhooks_set_enabled (webhook_account->webhooks, 0, FALSE);
  documo_webhooks_set_url (webhook_account->webhooks, 0, "https://old.example.com/webhook");
  fb_webhook_setup_look_async (fixture->webhook_setup, FALSE, NULL, NULL, NULL);
  wait_until (fb_webhook_setup_get_state (fixture->webhook_setup) == FB_WEBHOOK_DIFFERENT);
  return window;
}

static GtkWidget *
show_delivery_choice (WindowFixture *fixture)
{
  webhook_account = webhook_account_new (fixture);
  webhook_account_set_key (webhook_account);
  GtkWidget *window = webhook_account_present (webhook_account);
  wait_until (fb_webhook_setup_get_state (fixture->webhook_setup) == FB_WEBHOOK_ABSENT);
  GtkWidget *choice = find_widget (window, FB_TYPE_WEBHOOK_CHOICE);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (choice), TRUE);
  window_fixture_wait_for_text (choice, "+1 555 010 0102");
  return window;
}

static void
leave_delivery (WindowFixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (find_toplevel (FB_TYPE_PREFERENCES_WINDOW)));
  g_clear_pointer (&webhook_account, webhook_account_free);
  g_settings_reset (fixture->settings, "webhooks");
  fb_api_key_set_url (fixture->api_key, "http://127.0.0.1:9");
}

static GtkWidget *
show_desk_preferences (WindowFixture *fixture)
{
  return show_preferences (fixture, 2);
}

static GtkWidget *
show_shortcuts (WindowFixture *fixture)
{
  gtk_widget_activate_action (get_main_window (fixture), "win.show-help-overlay", NULL);
  return present (find_toplevel (GTK_TYPE_SHORTCUTS_WINDOW));
}

static void
leave_shortcuts (WindowFixture *fixture)
{
  gtk_widget_set_visible (find_toplevel (GTK_TYPE_SHORTCUTS_WINDOW), FALSE);
}

static GtkWidget *
show_new_password (WindowFixture *fixture)
{
  return present (fb_credentials_dialog_new (GTK_WINDOW (fixture->window),
                                             "http://127.0.0.1:8787/webhook", "documo",
                                             "correct-horse-battery-staple"));
}

static void
on_answered (FbCloseAnswer answer, gpointer user_data)
{
}

static GtkWidget *
show_close_explanation (WindowFixture *fixture)
{
  fb_close_explanation_present (GTK_WINDOW (fixture->window), TRUE, on_answered, NULL);
  return present (find_toplevel (ADW_TYPE_MESSAGE_DIALOG));
}

static GtkWidget *
show_plain_http (WindowFixture *fixture)
{
  return present (
    fb_plain_http_dialog_new (GTK_WINDOW (fixture->window), fixture->settings, "192.0.2.1"));
}

static void
on_name (const char *name, gpointer user_data)
{
}

static GtkWidget *
show_name (WindowFixture *fixture)
{
  const FbNameQuestion question = {
    .heading = "Name This Number",
    .body = "All faxes from and to (702) 555-0123 will show this name. Without one they show "
            "their own.",
    .name = "Northside Pharmacy",
    .max_length = 64,
    .may_be_empty = TRUE,
  };
  return present (
    fb_name_dialog_new (GTK_WINDOW (fixture->window), &question, on_name, NULL, NULL));
}

/* Setting up */

static FbOutsideWatch *
make_watch (WindowFixture *fixture)
{
  g_autoptr (FbOutsideCheck) check =
    fb_outside_check_new (fb_receiver_get_probes (fixture->receiver));

  return fb_outside_watch_new (fixture->receiver, check);
}

static GtkWidget *
show_setup (WindowFixture *fixture, const char *page)
{
  g_autoptr (FbOutsideWatch) watch = make_watch (fixture);
  g_autoptr (FbAutostart) autostart = fb_autostart_new (fixture->settings);
  g_autoptr (FbDoNotDisturb) do_not_disturb = fb_do_not_disturb_new (fixture->settings);
  g_autoptr (FbTestFaxSender) sender =
    fb_test_fax_sender_new (fixture->receiver, watch, do_not_disturb, fixture->settings);
  const FbSetupParts parts = {
    .receiver = fixture->receiver,
    .outside_watch = watch,
    .credentials = fixture->credentials,
    .api_key = fixture->api_key,
    .webhook_setup = fixture->webhook_setup,
    .test_fax_sender = sender,
    .autostart = autostart,
    .settings = fixture->settings,
  };
  FbSetupAssistant *assistant = fb_setup_assistant_new (GTK_WINDOW (fixture->window), &parts);

  fb_outside_watch_set_address (watch, "https://fax.example.com/webhook", FALSE);
  fb_setup_assistant_show_page (assistant, page);
  fit (GTK_WIDGET (assistant), g_settings_get_int (fixture->settings, "window-width"));
  return present (assistant);
}

static GtkWidget *
show_setup_welcome (WindowFixture *fixture)
{
  return show_setup (fixture, "welcome");
}

static GtkWidget *
show_setup_way (WindowFixture *fixture)
{
  GtkWidget *window = show_setup (fixture, "way");

  gtk_expander_set_expanded (GTK_EXPANDER (find_widget (window, GTK_TYPE_EXPANDER)), TRUE);
  return window;
}

static GtkWidget *
show_setup_address (WindowFixture *fixture)
{
  g_settings_set_string (fixture->settings, "public-address", "https://fax.example.com/webhook");
  return show_setup (fixture, "address");
}

/* By its name in its template, once it can be seen: its words are in another language each. */
static GtkWidget *
find_mapped (GtkWidget *root, const char *id)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)), id) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_mapped (child, id);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A sign-in that was made before, until a new one is made. */
static GtkWidget *
show_setup_old_sign_in (WindowFixture *fixture)
{
  GtkWidget *window = show_setup (fixture, "sign-in");

  wait_until (find_mapped (window, "create_button") != NULL);
  return window;
}

static GtkWidget *
show_setup_sign_in (WindowFixture *fixture)
{
  GtkWidget *window;

  g_settings_set_boolean (fixture->settings, FB_SETUP_PASSWORD_LOST_KEY, TRUE);
  window = show_setup_old_sign_in (fixture);
  gtk_widget_activate (find_mapped (window, "create_button"));
  wait_until (find_mapped (window, "fresh_group") != NULL);
  return window;
}

static GtkWidget *
show_setup_leave (WindowFixture *fixture)
{
  gtk_window_close (GTK_WINDOW (show_setup_sign_in (fixture)));
  wait_until (find_toplevel (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  return present (find_toplevel (ADW_TYPE_MESSAGE_DIALOG));
}

static void
leave_setup (WindowFixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (find_toplevel (ADW_TYPE_MESSAGE_DIALOG)));
  gtk_window_destroy (GTK_WINDOW (find_toplevel (FB_TYPE_SETUP_ASSISTANT)));
}

static GtkWidget *
show_setup_documo (WindowFixture *fixture)
{
  return show_setup (fixture, "documo");
}

static GtkWidget *
show_setup_account (WindowFixture *fixture)
{
  return show_setup (fixture, "account");
}

static GtkWidget *
show_setup_test (WindowFixture *fixture)
{
  return show_setup (fixture, "test");
}

static GtkWidget *
show_setup_login (WindowFixture *fixture)
{
  return show_setup (fixture, "login");
}

static GtkWidget *
show_setup_unfinished (WindowFixture *fixture)
{
  return show_setup (fixture, "done");
}

static GtkWidget *
show_setup_done (WindowFixture *fixture)
{
  g_settings_set_boolean (fixture->settings, FB_SETUP_PASSWORD_LOST_KEY, FALSE);
  g_settings_set_boolean (fixture->settings, FB_SETUP_DOCUMO_TOLD_KEY, TRUE);
  return show_setup (fixture, "done");
}

/* Whether everything works */

static FbDiagnostics *
make_diagnostics (WindowFixture *fixture)
{
  g_autoptr (FbOutsideWatch) watch = make_watch (fixture);

  return fb_diagnostics_new (fixture->store.store, fixture->receiver, watch, fixture->document_sync,
                             fixture->api_key, fixture->webhook_setup, fixture->settings);
}

/* The last to be known. */
static gboolean
is_account_known (FbDiagnostics *diagnostics)
{
  g_autoptr (FbDiagnostic) account = fb_diagnostics_ask (diagnostics, FB_DIAGNOSTIC_ACCOUNT);
  g_autoptr (FbDiagnostic) disk = fb_diagnostics_ask (diagnostics, FB_DIAGNOSTIC_DISK);

  return account->remedies[0] != FB_REMEDY_NONE && disk->level != FB_DIAGNOSTIC_UNKNOWN;
}

static GtkWidget *
present_diagnostics (WindowFixture *fixture, FbDiagnostics *diagnostics)
{
  GtkWidget *window =
    GTK_WIDGET (fb_diagnostics_window_new (GTK_WINDOW (fixture->window), diagnostics));

  wait_until (is_account_known (diagnostics));
  return present (window);
}

static GtkWidget *
show_diagnostics (WindowFixture *fixture)
{
  g_autoptr (FbDiagnostics) diagnostics = make_diagnostics (fixture);

  return present_diagnostics (fixture, diagnostics);
}

/* A fax to oneself */

static GtkWidget *
show_test_fax (WindowFixture *fixture)
{
  g_autoptr (FbOutsideCheck) check =
    fb_outside_check_new (fb_receiver_get_probes (fixture->receiver));
  g_autoptr (FbOutsideWatch) watch = fb_outside_watch_new (fixture->receiver, check);
  g_autoptr (FbDoNotDisturb) do_not_disturb = fb_do_not_disturb_new (fixture->settings);
  g_autoptr (FbTestFaxSender) sender =
    fb_test_fax_sender_new (fixture->receiver, watch, do_not_disturb, fixture->settings);

  return present (fb_test_fax_dialog_new (GTK_WINDOW (fixture->window), sender));
}

static void
press_suggested (GtkWidget *root)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  find_widgets (root, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_get_visible (g_ptr_array_index (buttons, i)) &&
        gtk_widget_has_css_class (g_ptr_array_index (buttons, i), "suggested-action"))
      {
        g_signal_emit_by_name (g_ptr_array_index (buttons, i), "clicked");
        return;
      }
}

static void
on_result (FbTestFaxView *view, GParamSpec *pspec, gboolean *is_known)
{
  *is_known = TRUE;
}

/* Nothing is received here. */
static GtkWidget *
show_test_fax_failed (WindowFixture *fixture)
{
  GtkWidget *dialog = show_test_fax (fixture);
  GtkWidget *view = find_widget (dialog, FB_TYPE_TEST_FAX_VIEW);
  gboolean is_known = FALSE;
  const gulong handler =
    g_signal_connect (view, "notify::result", G_CALLBACK (on_result), &is_known);

  press_suggested (view);
  wait_until (is_known);
  g_signal_handler_disconnect (view, handler);
  return dialog;
}

/* What is wrong */

static GtkWidget *
show_connect (WindowFixture *fixture)
{
  window_fixture_wait_for_page (fixture, "connect");
  return get_main_window (fixture);
}

static GtkWidget *
show_store_problem (WindowFixture *fixture)
{
  g_autoptr (GError) problem = g_error_new_literal (FB_STORE_ERROR, FB_STORE_ERROR_NO_SPACE, "raw");

  fb_window_set_store_problem (fixture->window, problem);
  window_fixture_wait_for_page (fixture, "store-problem");
  return get_main_window (fixture);
}

static void
leave_store_problem (WindowFixture *fixture)
{
  fb_window_set_store_problem (fixture->window, NULL);
}

static GtkWidget *
show_receiver_problem (WindowFixture *fixture)
{
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;

  options.address = "nowhere";
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
  fb_receiver_set_config (fixture->receiver, config);
  fb_receiver_start (fixture->receiver);
  wait_until (fb_receiver_get_state (fixture->receiver) == FB_RECEIVER_FAILED);
  return get_main_window (fixture);
}

static GtkWidget *
show_refused (WindowFixture *fixture)
{
  FbRefusals *refusals = fb_receiver_get_refusals (fixture->receiver);

  fb_refusal_log_add (fb_refusals_get_log (refusals), FB_REFUSAL_WRONG_PASSWORD, NULL, TRUE);
  wait_until (fb_refusals_get_standing (refusals) != NULL);
  return get_main_window (fixture);
}

static void
leave_refused (WindowFixture *fixture)
{
  FbRefusals *refusals = fb_receiver_get_refusals (fixture->receiver);

  fb_refusal_log_note_accepted (fb_refusals_get_log (refusals));
  wait_until (fb_refusals_get_standing (refusals) == NULL);
}

/* The receiver has failed before. */
static GtkWidget *
show_diagnostics_problems (WindowFixture *fixture)
{
  FbRefusals *refusals = fb_receiver_get_refusals (fixture->receiver);
  g_autoptr (FbDiagnostics) diagnostics = make_diagnostics (fixture);
  g_autoptr (GError) problem =
    g_error_new_literal (FB_STORE_ERROR, FB_STORE_ERROR_PERMISSION_DENIED, "raw");

  fb_refusal_log_add (fb_refusals_get_log (refusals), FB_REFUSAL_WRONG_PASSWORD, NULL, TRUE);
  wait_until (fb_refusals_get_standing (refusals) != NULL);
  fb_diagnostics_set_store_problem (diagnostics, problem);
  return present_diagnostics (fixture, diagnostics);
}

/* Shortcuts are for those who have a keyboard, and GTK makes their window wide.
 *
 * Views that leave something behind come last. */
static const View views[] = {
  { "connect", VIEW_WITHOUT_FAXES, show_connect, NULL },
  { "setup-welcome", VIEW_WITHOUT_FAXES, show_setup_welcome },
  { "setup-way", VIEW_WITHOUT_FAXES, show_setup_way },
  { "setup-unfinished", VIEW_WITHOUT_FAXES, show_setup_unfinished },
  { "setup-address", VIEW_WITHOUT_FAXES, show_setup_address },
  { "setup-account", VIEW_WITHOUT_FAXES, show_setup_account },
  { "setup-old-sign-in", VIEW_WITHOUT_FAXES, show_setup_old_sign_in },
  { "setup-sign-in", VIEW_WITHOUT_FAXES, show_setup_sign_in },
  { "setup-leave", VIEW_WITHOUT_FAXES, show_setup_leave, leave_setup },
  { "setup-documo", VIEW_WITHOUT_FAXES, show_setup_documo },
  { "setup-login", VIEW_WITHOUT_FAXES, show_setup_login },
  { "setup-test", VIEW_WITHOUT_FAXES, show_setup_test },
  { "setup-done", VIEW_WITHOUT_FAXES, show_setup_done },
  { "set-up", VIEW_WITHOUT_FAXES, show_connect, NULL },
  { "store-problem", VIEW_WITHOUT_FAXES, show_store_problem, leave_store_problem },
  { "preferences-receiver", VIEW_WITHOUT_FAXES, show_receiver_preferences },
  { "preferences-account", VIEW_WITHOUT_FAXES, show_account_preferences },
  { "delivery", VIEW_WITHOUT_FAXES, show_delivery, leave_delivery },
  { "delivery-problem", VIEW_WITHOUT_FAXES, show_delivery_problem, leave_delivery },
  { "delivery-choice", VIEW_WITHOUT_FAXES, show_delivery_choice, leave_delivery },
  { "preferences-desk", VIEW_WITHOUT_FAXES, show_desk_preferences },
  { "preferences-notifications", VIEW_WITHOUT_FAXES, show_notification_preferences },
  { "shortcuts", VIEW_WITHOUT_FAXES, show_shortcuts, leave_shortcuts, TRUE },
  { "new-password", VIEW_WITHOUT_FAXES, show_new_password },
  { "close-explanation", VIEW_WITHOUT_FAXES, show_close_explanation },
  { "plain-http", VIEW_WITHOUT_FAXES, show_plain_http },
  { "name", VIEW_WITHOUT_FAXES, show_name },
  { "receiver-problem", VIEW_WITHOUT_FAXES, show_receiver_problem, NULL },
  { "diagnostics-problems", VIEW_WITHOUT_FAXES, show_diagnostics_problems },
  { "test-fax", VIEW_WITHOUT_FAXES, show_test_fax },
  { "test-fax-failed", VIEW_WITHOUT_FAXES, show_test_fax_failed },

  { "list", VIEW_WITH_DAY, show_list, NULL },
  { "no-match", VIEW_WITH_DAY, show_no_match, clear_filters },
  { "search-in-columns", VIEW_WITH_DAY, show_search_in_columns, leave_search },
  { "search", VIEW_WITH_DAY, show_search, leave_search },
  { "nothing-found", VIEW_WITH_DAY, show_nothing_found, leave_search },
  { "main-menu", VIEW_WITH_DAY, show_main_menu, leave_main_menu },
  { "details", VIEW_WITH_DAY, show_details, NULL },
  { "details-failed", VIEW_WITH_DAY, show_failed_details, NULL },
  { "details-note", VIEW_WITH_DAY, show_note, NULL },
  { "open", VIEW_WITH_DAY, show_open, NULL },
  { "sidebar", VIEW_WITH_DAY, show_sidebar, NULL },
  { "without-details", VIEW_WITH_DAY, show_without_details, leave_without_details },
  { "sorted", VIEW_WITH_DAY, show_sorted, leave_sorted },
  { "filter-popover", VIEW_WITH_DAY, show_filter_popover, leave_filter_popover },
  { "chips", VIEW_WITH_DAY, show_chips, clear_filters },
  { "documents", VIEW_WITH_DAY, show_documents, NULL },
  { "document-retried", VIEW_WITH_DAY, show_retried_document, clear_filters },
  { "selected", VIEW_WITH_DAY, show_selected, NULL },
  { "row-menu", VIEW_WITH_DAY, show_row_menu, leave_row_menu },
  { "diagnostics", VIEW_WITH_DAY, show_diagnostics },
  { "caught-up", VIEW_WITH_DAY, show_caught_up, leave_caught_up },
  { "toast", VIEW_WITH_DAY, show_toast, NULL },
  { "refused", VIEW_WITH_DAY, show_refused, leave_refused },
  { "receiver-problem-bar", VIEW_WITH_DAY, show_receiver_problem, NULL },
};

/* Tests */

static void
set_text_scale (int scale)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", scale * NORMAL_DPI, NULL);
}

/* Those of the real application: what they are for can't be chosen without them, and is pale. */
static void
add_actions (WindowFixture *fixture)
{
  static const char *const names[] = { "about",        "account",      "delivery",    "export",
                                       "export-names", "import-names", "preferences", "quit",
                                       "set-up",       "status" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], NULL);
      g_action_map_add_action (
        G_ACTION_MAP (gtk_window_get_application (GTK_WINDOW (fixture->window))),
        G_ACTION (action));
    }
}

/* Under the pointer rows look otherwise and have tooltips. */
static void
move_pointer_away (void)
{
  int width, height;

  screen_get_size (&width, &height);
  screen_move_pointer (width - 1, height - 1);
}

static void
set_up (WindowFixture *fixture, gconstpointer data)
{
  const Appearance *appearance = data;
  g_autoptr (GSettings) settings = g_settings_new ("io.github.faxbell.Faxbell");

  move_pointer_away ();
  /* A picture of something that moves is another one each time. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), appearance->scheme);
  set_text_scale (appearance->text_scale);
  gtk_widget_set_default_direction (appearance->direction);
  g_settings_set_int (settings, "window-width", appearance->width);
  g_settings_set_int (settings, "window-height", HEIGHT);
  window_fixture_set_up (fixture, NULL);
  add_actions (fixture);
}

static void
tear_down (WindowFixture *fixture, gconstpointer data)
{
  window_fixture_tear_down (fixture, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  set_text_scale (1);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* Without a window manager, nobody else makes it the one that is worked in; what is not is pale. */
static void
activate (GtkWidget *window)
{
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_window_is_active (GTK_WINDOW (window)));
}

static void
check_views (WindowFixture *fixture, const Appearance *appearance, ViewFaxes faxes)
{
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      if (views[i].faxes != faxes)
        continue;
      GtkWidget *window = views[i].show (fixture);
      fit (window, appearance->width);
      activate (window);
      screenshot_settle (window);
      check_view (window, &views[i], appearance);
      if (views[i].leave != NULL)
        views[i].leave (fixture);
      else if (window != get_main_window (fixture))
        gtk_window_destroy (GTK_WINDOW (window));
    }
}

static void
test_without_faxes (WindowFixture *fixture, gconstpointer data)
{
  check_views (fixture, data, VIEW_WITHOUT_FAXES);
}

static void
test_day (WindowFixture *fixture, gconstpointer data)
{
  front_desk_keep_day (&fixture->store);
  check_views (fixture, data, VIEW_WITH_DAY);
}

/**
 * views_add_tests:
 * @path: of the tests
 * @appearances: (array length=n_appearances): how to show the views; static
 * @n_appearances: how many
 * @check: called with each view in each appearance, once it is shown and drawn; it fails the test
 * if something is wrong
 *
 * Adds tests that show every view in every appearance. @check is the same in all of a program.
 */
void
views_add_tests (const char *path,
                 const Appearance *appearances,
                 guint n_appearances,
                 ViewCheck check)
{
  check_view = check;
  for (guint i = 0; i < n_appearances; i++)
    {
      g_autofree char *base = g_strdup_printf ("%s/%s", path, appearances[i].name);
      g_autofree char *without_faxes = g_strconcat (base, "/without-faxes", NULL);
      g_autofree char *day = g_strconcat (base, "/day", NULL);
      g_test_add (without_faxes, WindowFixture, &appearances[i], set_up, test_without_faxes,
                  tear_down);
      g_test_add (day, WindowFixture, &appearances[i], set_up, test_day, tear_down);
    }
}
