/* test-diagnostics.c
 *
 * "Is It Working?": each row in each of its states, that it follows, what its buttons do, and that
 * the report has nothing in it that isn't for others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "documo-api.h"
#include "fb-api-key-error.h"
#include "fb-diagnose-keeping.h"
#include "fb-diagnose-receiving.h"
#include "fb-diagnostic-row.h"
#include "fb-diagnostics-window.h"
#include "fb-documo-error.h"
#include "fb-outside-words.h"
#include "fb-refusal-words.h"
#include "fetch-fixture.h"
#include "window-fixture.h"

#define GIB (G_GUINT64_CONSTANT (1) << 30)

typedef struct
{
  WindowFixture window;
  FbOutsideWatch *watch;
  FbDiagnostics *diagnostics;
  GtkWidget *dialog;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const FbOutsideTimes never = { G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT };
  WindowFixture *window = &fixture->window;

  window_fixture_set_up (window, NULL);
  /* What is wrong is for each test to say. */
  g_settings_set_boolean (window->settings, "setup-documo-told", TRUE);
  g_autoptr (FbOutsideCheck) check =
    fb_outside_check_new (fb_receiver_get_probes (window->receiver));
  fixture->watch = fb_outside_watch_new (window->receiver, check);
  fb_outside_watch_set_times (fixture->watch, &never);
  fixture->diagnostics = fb_diagnostics_new (window->store.store, window->receiver, fixture->watch,
                                             window->document_sync, window->api_key,
                                             window->webhook_setup, window->settings);
  fixture->dialog =
    GTK_WIDGET (fb_diagnostics_window_new (GTK_WINDOW (window->window), fixture->diagnostics));
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  wait_until (gtk_widget_get_mapped (fixture->dialog));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (find_toplevel (FB_TYPE_DIAGNOSTICS_WINDOW) != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->dialog));
  fb_outside_watch_stop (fixture->watch);
  g_clear_object (&fixture->diagnostics);
  g_clear_object (&fixture->watch);
  window_fixture_tear_down (&fixture->window, NULL);
}

static GtkWidget *
get_row (Fixture *fixture, FbDiagnosticSubject subject)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  find_widgets (fixture->dialog, FB_TYPE_DIAGNOSTIC_ROW, rows);
  g_assert_cmpuint (rows->len, ==, FB_N_DIAGNOSTICS);
  return g_ptr_array_index (rows, subject);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

/* What the row says, now or soon. */
static void
wait_for_row (Fixture *fixture,
              FbDiagnosticSubject subject,
              FbDiagnosticLevel level,
              const char *text)
{
  GtkWidget *row = get_row (fixture, subject);

  wait_until (says (row, text));
  g_autoptr (FbDiagnostic) diagnostic = fb_diagnostics_ask (fixture->diagnostics, subject);
  g_assert_cmpint (diagnostic->level, ==, level);
  wait_until (says (row, diagnostic->sentence));
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  GtkWidget *found = find_text (root, label);

  return found != NULL ? gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON) : NULL;
}

static void
press (Fixture *fixture, FbDiagnosticSubject subject, FbRemedy remedy)
{
  GtkWidget *row = get_row (fixture, subject);

  wait_until (find_button (row, fb_remedy_get_label (remedy)) != NULL);
  g_signal_emit_by_name (find_button (row, fb_remedy_get_label (remedy)), "clicked");
}

static void
start_receiver (Fixture *fixture, const char *address)
{
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;

  options.address = address;
  options.port = 0;
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
  fb_receiver_set_config (fixture->window.receiver, config);
  fb_receiver_start (fixture->window.receiver);
}

/* Receiving */

static void
test_receiver (Fixture *fixture, gconstpointer data)
{
  wait_for_row (fixture, FB_DIAGNOSTIC_RECEIVER, FB_DIAGNOSTIC_UNKNOWN, "Not receiving.");
  start_receiver (fixture, "nowhere");
  wait_for_row (fixture, FB_DIAGNOSTIC_RECEIVER, FB_DIAGNOSTIC_ATTENTION,
                "This computer doesn’t have the address");
  window_fixture_wait_for_text (fixture->dialog, "1 thing needs your attention");
  g_assert_nonnull (find_button (get_row (fixture, FB_DIAGNOSTIC_RECEIVER), "Open Preferences"));

  start_receiver (fixture, "127.0.0.1");
  g_autofree char *url = NULL;
  wait_until (fb_receiver_get_state (fixture->window.receiver) == FB_RECEIVER_RECEIVING);
  url = fb_receiver_dup_url (fixture->window.receiver);
  wait_for_row (fixture, FB_DIAGNOSTIC_RECEIVER, FB_DIAGNOSTIC_FINE, url);
  g_assert_null (find_button (get_row (fixture, FB_DIAGNOSTIC_RECEIVER), "Try Again"));
  window_fixture_wait_for_text (fixture->dialog, "Nothing needs your attention");
}

static void
count_activation (GSimpleAction *action, GVariant *parameter, guint *n)
{
  (*n)++;
}

static void
count (guint *n)
{
  (*n)++;
}

/* The window that it belongs to has the application's actions. */
static void
test_remedies (Fixture *fixture, gconstpointer data)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (fixture->window.window));
  g_autoptr (GSimpleAction) action = g_simple_action_new ("public-address", NULL);
  guint n = 0;

  g_signal_connect (action, "activate", G_CALLBACK (count_activation), &n);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
  press (fixture, FB_DIAGNOSTIC_OUTSIDE, FB_REMEDY_PUBLIC_ADDRESS);
  g_assert_cmpuint (n, ==, 1);
  g_action_map_remove_action (G_ACTION_MAP (application), "public-address");

  /* Where trying again would change nothing it asks. */
  start_receiver (fixture, "0.0.0.0");
  wait_until (fb_receiver_get_state (fixture->window.receiver) == FB_RECEIVER_FAILED);
  g_assert_null (find_toplevel (ADW_TYPE_MESSAGE_DIALOG));
  press (fixture, FB_DIAGNOSTIC_RECEIVER, FB_REMEDY_TRY_AGAIN);
  wait_until (find_toplevel (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  gtk_window_destroy (GTK_WINDOW (find_toplevel (ADW_TYPE_MESSAGE_DIALOG)));
}

static void
test_last_fax (Fixture *fixture, gconstpointer data)
{
  wait_for_row (fixture, FB_DIAGNOSTIC_LAST_FAX, FB_DIAGNOSTIC_UNKNOWN, "No fax has come yet.");
  window_fixture_keep (&fixture->window, "m-1", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  wait_for_row (fixture, FB_DIAGNOSTIC_LAST_FAX, FB_DIAGNOSTIC_FINE, "The last fax came: ");

  g_autoptr (FbDiagnostic) closed = fb_diagnose_last_fax (NULL);
  g_assert_cmpint (closed->level, ==, FB_DIAGNOSTIC_UNKNOWN);
}

static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  FbRefusalLog *log = fb_refusals_get_log (fb_receiver_get_refusals (fixture->window.receiver));
  g_autoptr (GInetAddress) stranger = g_inet_address_new_from_string ("203.0.113.7");
  g_autoptr (GInetAddress) documo = g_inet_address_new_from_string ("35.225.187.84");

  wait_for_row (fixture, FB_DIAGNOSTIC_REFUSAL, FB_DIAGNOSTIC_FINE, "Nothing was refused");
  fb_refusal_log_add (log, FB_REFUSAL_WRONG_PASSWORD, stranger, FALSE);
  wait_for_row (fixture, FB_DIAGNOSTIC_REFUSAL, FB_DIAGNOSTIC_FINE, "It came from 203.0.113.7.");
  fb_refusal_log_add (log, FB_REFUSAL_BUSY, documo, TRUE);
  wait_for_row (fixture, FB_DIAGNOSTIC_REFUSAL, FB_DIAGNOSTIC_FINE,
                fb_refusal_reason_get_advice (FB_REFUSAL_BUSY));

  fb_refusal_log_add (log, FB_REFUSAL_WRONG_PASSWORD, documo, TRUE);
  wait_for_row (fixture, FB_DIAGNOSTIC_REFUSAL, FB_DIAGNOSTIC_ATTENTION,
                "wrong password. It came from 35.225.187.84.");
  wait_for_row (fixture, FB_DIAGNOSTIC_REFUSAL, FB_DIAGNOSTIC_ATTENTION,
                fb_refusal_reason_get_advice (FB_REFUSAL_WRONG_PASSWORD));
  /* A stranger doesn't hide it. */
  fb_refusal_log_add (log, FB_REFUSAL_WRONG_PATH, stranger, FALSE);
  wait_for_row (fixture, FB_DIAGNOSTIC_REFUSAL, FB_DIAGNOSTIC_ATTENTION, "wrong password.");

  fb_refusal_log_add (log, FB_REFUSAL_WRONG_PASSWORD, NULL, TRUE);
  fb_refusal_log_note_accepted (log);
  wait_for_row (fixture, FB_DIAGNOSTIC_REFUSAL, FB_DIAGNOSTIC_FINE,
                "wrong password. Since then Documo was accepted again.");
}

static void
test_outside (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);
  g_autofree char *address = g_strconcat (url, "/webhook", NULL);
  const DocumoReply down = { .status = 530 };

  documo_api_set (api, "/health", &down);
  documo_api_set (api, "/webhook", &down);
  wait_for_row (fixture, FB_DIAGNOSTIC_OUTSIDE, FB_DIAGNOSTIC_UNKNOWN, "No public address is set.");

  start_receiver (fixture, "127.0.0.1");
  wait_until (fb_receiver_get_state (fixture->window.receiver) == FB_RECEIVER_RECEIVING);
  fb_outside_watch_set_address (fixture->watch, address, FALSE);
  /* Setting it was told to nobody but the watch. */
  g_settings_set_string (fixture->window.settings, "public-address", address);
  wait_for_row (fixture, FB_DIAGNOSTIC_OUTSIDE, FB_DIAGNOSTIC_UNKNOWN, "was not checked yet");

  press (fixture, FB_DIAGNOSTIC_OUTSIDE, FB_REMEDY_CHECK_OUTSIDE);
  wait_for_row (fixture, FB_DIAGNOSTIC_OUTSIDE, FB_DIAGNOSTIC_ATTENTION,
                fb_outside_result_get_advice (FB_OUTSIDE_TUNNEL_DOWN));
  wait_for_row (fixture, FB_DIAGNOSTIC_OUTSIDE, FB_DIAGNOSTIC_ATTENTION,
                fb_outside_result_get_details (FB_OUTSIDE_TUNNEL_DOWN));
  wait_for_row (fixture, FB_DIAGNOSTIC_OUTSIDE, FB_DIAGNOSTIC_ATTENTION, address);

  g_autofree char *own = fb_receiver_dup_url (fixture->window.receiver);
  fb_outside_watch_set_address (fixture->watch, own, FALSE);
  press (fixture, FB_DIAGNOSTIC_OUTSIDE, FB_REMEDY_CHECK_OUTSIDE);
  wait_for_row (fixture, FB_DIAGNOSTIC_OUTSIDE, FB_DIAGNOSTIC_FINE,
                "Documo can reach this computer.");
  wait_for_row (fixture, FB_DIAGNOSTIC_OUTSIDE, FB_DIAGNOSTIC_FINE, "Checked: ");
  g_settings_reset (fixture->window.settings, "public-address");
}

/* Keeping */

static void
assert_diagnostic (FbDiagnostic *diagnostic,
                   FbDiagnosticLevel level,
                   const char *text,
                   FbRemedy first,
                   FbRemedy second)
{
  g_assert_cmpint (diagnostic->level, ==, level);
  g_assert_nonnull (strstr (diagnostic->sentence, text));
  g_assert_cmpint (diagnostic->remedies[0], ==, first);
  g_assert_cmpint (diagnostic->remedies[1], ==, second);
  fb_diagnostic_free (diagnostic);
}

static void
test_documents_words (void)
{
  const FbStoreSummary none = { 0 };
  const FbStoreSummary due = { .n_due = 1 };
  const FbStoreSummary later = { .n_later = 2 };
  const FbStoreSummary all = { .n_due = 3, .n_later = 2, .n_without_key = 1 };
  g_autoptr (GError) away =
    g_error_new_literal (FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_UNAVAILABLE, "raw");
  g_autoptr (GError) wrong =
    g_error_new_literal (FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_WRONG, "raw");
  g_autoptr (GError) absent =
    g_error_new_literal (FB_API_KEY_ERROR, FB_API_KEY_ERROR_ABSENT, "raw");

  assert_diagnostic (fb_diagnose_documents (NULL, NULL), FB_DIAGNOSTIC_UNKNOWN, "open yet",
                     FB_REMEDY_NONE, FB_REMEDY_NONE);
  assert_diagnostic (fb_diagnose_documents (&none, absent), FB_DIAGNOSTIC_FINE, "No document waits",
                     FB_REMEDY_NONE, FB_REMEDY_NONE);
  assert_diagnostic (fb_diagnose_documents (&due, NULL), FB_DIAGNOSTIC_FINE,
                     "1 document is being downloaded.", FB_REMEDY_DOWNLOAD, FB_REMEDY_NONE);
  assert_diagnostic (fb_diagnose_documents (&later, away), FB_DIAGNOSTIC_UNKNOWN,
                     "2 documents are tried again later. Documo can’t be reached right now.",
                     FB_REMEDY_DOWNLOAD, FB_REMEDY_NONE);
  assert_diagnostic (fb_diagnose_documents (&later, wrong), FB_DIAGNOSTIC_ATTENTION,
                     "Documo doesn’t accept this key.", FB_REMEDY_DOWNLOAD, FB_REMEDY_NONE);
  assert_diagnostic (fb_diagnose_documents (&all, absent), FB_DIAGNOSTIC_ATTENTION,
                     "3 documents are being downloaded. 2 documents are tried again later. "
                     "1 document needs your API key.",
                     FB_REMEDY_ACCOUNT, FB_REMEDY_DOWNLOAD);
}

static void
test_account_words (void)
{
  static const char json[] = "{\"email\":\"desk@example.com\",\"accountName\":\"Clinic\"}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (FbDocumoAccount) account = fb_documo_account_read (bytes);
  g_autoptr (GError) locked =
    g_error_new_literal (FB_API_KEY_ERROR, FB_API_KEY_ERROR_LOCKED, "raw");
  g_autoptr (GError) absent =
    g_error_new_literal (FB_API_KEY_ERROR, FB_API_KEY_ERROR_ABSENT, "raw");

  assert_diagnostic (fb_diagnose_account (NULL, NULL), FB_DIAGNOSTIC_UNKNOWN, "Checking…",
                     FB_REMEDY_NONE, FB_REMEDY_NONE);
  assert_diagnostic (fb_diagnose_account (NULL, absent), FB_DIAGNOSTIC_UNKNOWN,
                     "No API key is stored.", FB_REMEDY_ACCOUNT, FB_REMEDY_NONE);
  assert_diagnostic (fb_diagnose_account (NULL, locked), FB_DIAGNOSTIC_ATTENTION,
                     "Your keyring is locked.", FB_REMEDY_CHECK_ACCOUNT, FB_REMEDY_ACCOUNT);

  FbDiagnostic *connected = fb_diagnose_account (account, NULL);
  g_assert_null (strstr (connected->public_sentence, "Clinic"));
  g_assert_null (strstr (connected->public_sentence, "desk@"));
  assert_diagnostic (connected, FB_DIAGNOSTIC_FINE, "Connected to Clinic (desk@example.com).",
                     FB_REMEDY_CHECK_ACCOUNT, FB_REMEDY_NONE);
}

static void
test_disk (Fixture *fixture, gconstpointer data)
{
  FbStore *store = fixture->window.store.store;
  const FbStoreSummary full = { .free_space = GIB, .spare_space = GIB + 1 };
  const FbStoreSummary nearly = { .free_space = 2 * GIB - 1024, .spare_space = GIB };
  const FbStoreSummary much = { .free_space = 3 * GIB, .spare_space = GIB };
  g_autoptr (GError) problem =
    g_error_new_literal (FB_STORE_ERROR, FB_STORE_ERROR_PERMISSION_DENIED, "raw");

  assert_diagnostic (fb_diagnose_disk (store, &full, NULL), FB_DIAGNOSTIC_ATTENTION,
                     "The disk is full", FB_REMEDY_NONE, FB_REMEDY_NONE);
  assert_diagnostic (fb_diagnose_disk (store, &nearly, NULL), FB_DIAGNOSTIC_ATTENTION,
                     "The disk is nearly full", FB_REMEDY_NONE, FB_REMEDY_NONE);
  assert_diagnostic (fb_diagnose_disk (store, &much, NULL), FB_DIAGNOSTIC_FINE,
                     "Faxes can be saved.", FB_REMEDY_NONE, FB_REMEDY_NONE);
  assert_diagnostic (fb_diagnose_disk (store, NULL, NULL), FB_DIAGNOSTIC_UNKNOWN, "open yet",
                     FB_REMEDY_NONE, FB_REMEDY_NONE);

  fb_store_set_spare_space (store, 1);
  wait_for_row (fixture, FB_DIAGNOSTIC_DISK, FB_DIAGNOSTIC_FINE, "Faxes can be saved.");
  fb_diagnostics_set_store_problem (fixture->diagnostics, problem);
  wait_for_row (fixture, FB_DIAGNOSTIC_DISK, FB_DIAGNOSTIC_ATTENTION, fb_store_get_folder (store));
  g_autofree char *report = fb_diagnostics_dup_report (fixture->diagnostics);
  g_assert_null (strstr (report, fb_store_get_folder (store)));
}

static void
test_documents (Fixture *fixture, gconstpointer data)
{
  wait_for_row (fixture, FB_DIAGNOSTIC_DOCUMENTS, FB_DIAGNOSTIC_FINE, "No document waits");
  window_fixture_keep (&fixture->window, "m-1", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  wait_for_row (fixture, FB_DIAGNOSTIC_DOCUMENTS, FB_DIAGNOSTIC_ATTENTION,
                "1 document needs your API key.");
}

/* The window */

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_report (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button = find_button (fixture->dialog, "Copy Report");
  g_autofree char *text = NULL;

  window_fixture_keep (&fixture->window, "m-1", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  wait_for_row (fixture, FB_DIAGNOSTIC_LAST_FAX, FB_DIAGNOSTIC_FINE, "The last fax came: ");
  g_signal_emit_by_name (button, "clicked");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (button), NULL, on_text, &text);
  wait_until (text != NULL);
  g_assert_true (g_str_has_prefix (text, "Faxbell " PACKAGE_VERSION));
  for (guint i = 0; i < FB_N_DIAGNOSTICS; i++)
    g_assert_nonnull (strstr (text, fb_diagnostic_subject_get_title ((FbDiagnosticSubject) i)));
  g_assert_nonnull (strstr (text, "Receiving Faxes: Not known\n  Not receiving.\n"));
  g_assert_null (strstr (text, "702422"));
  g_assert_null (strstr (text, "8332394039"));
  window_fixture_wait_for_text (fixture->dialog, "Report copied");
}

/* Closed, it asks nothing more; opened again, it does. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  FbRefusals *refusals = fb_receiver_get_refusals (fixture->window.receiver);
  guint n_changes = 0;
  guint n_refused = 0;

  gtk_widget_activate_action (fixture->dialog, "window.close", NULL);
  wait_until (find_toplevel (FB_TYPE_DIAGNOSTICS_WINDOW) == NULL);
  g_signal_connect_swapped (fixture->diagnostics, "changed", G_CALLBACK (count), &n_changes);
  g_signal_connect_swapped (refusals, "refused", G_CALLBACK (count), &n_refused);
  fb_refusal_log_add (fb_refusals_get_log (refusals), FB_REFUSAL_WRONG_PASSWORD, NULL, TRUE);
  wait_until (n_refused > 0);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n_changes, ==, 0);
  g_signal_handlers_disconnect_by_func (refusals, count, &n_refused);
  window_fixture_keep (&fixture->window, "m-1", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  fixture->dialog = GTK_WIDGET (
    fb_diagnostics_window_new (GTK_WINDOW (fixture->window.window), fixture->diagnostics));
  gtk_window_present (GTK_WINDOW (fixture->dialog));
  wait_for_row (fixture, FB_DIAGNOSTIC_LAST_FAX, FB_DIAGNOSTIC_FINE, "The last fax came: ");
  g_assert_cmpuint (n_changes, >, 0);
  g_signal_handlers_disconnect_by_func (fixture->diagnostics, count, &n_changes);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/window/diagnostics/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  /* Whatever network this machine has. */
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  window_fixture_init (&argc, &argv);

  ADD ("receiver", test_receiver);
  ADD ("remedies", test_remedies);
  ADD ("last-fax", test_last_fax);
  ADD ("refusal", test_refusal);
  ADD ("outside", test_outside);
  ADD ("documents", test_documents);
  ADD ("disk", test_disk);
  ADD ("report", test_report);
  ADD ("closed", test_closed);
  g_test_add_func ("/window/diagnostics/words/documents", test_documents_words);
  g_test_add_func ("/window/diagnostics/words/account", test_account_words);
  return g_test_run ();
}
