/* test-preferences.c
 *
 * The preferences: what is typed reaches the settings if it is right, and is told if it isn't.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-copy-row.h"
#include "fb-credentials-dialog.h"
#include "fb-preferences-window.h"
#include "window-fixture.h"

static GtkWidget *
present_preferences (WindowFixture *fixture)
{
  GtkWidget *preferences = GTK_WIDGET (fb_preferences_window_new (
    GTK_WINDOW (fixture->window), fixture->receiver, fixture->credentials, fixture->api_key,
    fixture->webhook_setup, fixture->settings));

  gtk_window_present (GTK_WINDOW (preferences));
  wait_until (gtk_widget_get_mapped (preferences));
  return preferences;
}

static void
type (GtkWidget *entry, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "apply");
}

static void
test_port (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *entry = find_entry (present_preferences (fixture), "Port");

  type (entry, " 9000 ");
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "receiver-port"), ==, 9000);
  g_assert_false (gtk_widget_has_css_class (entry, "error"));

  type (entry, "70000");
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "receiver-port"), ==, 9000);
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  type (entry, "70001");
  type (entry, "9001");
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "receiver-port"), ==, 9001);
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (entry)), ==, "Port");
  g_settings_reset (fixture->settings, "receiver-port");
}

/* From where it is told that there is none. */
static void
test_show_public_address (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *preferences = present_preferences (fixture);
  GtkWidget *row = find_entry (preferences, "Public Address");

  fb_preferences_window_show_account (FB_PREFERENCES_WINDOW (preferences));
  wait_until (!gtk_widget_get_mapped (row));
  fb_preferences_window_show_public_address (FB_PREFERENCES_WINDOW (preferences));
  wait_until (gtk_widget_get_mapped (row));
  wait_until (gtk_window_get_focus (GTK_WINDOW (preferences)) != NULL &&
              gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (preferences)), row));
}

static void
test_address_and_path (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *preferences = present_preferences (fixture);
  GtkWidget *address = find_entry (preferences, "IP Address");
  GtkWidget *path = find_entry (preferences, "Path");

  type (address, "localhost");
  type (path, "no slash");
  g_assert_true (gtk_widget_has_css_class (address, "error"));
  g_assert_true (gtk_widget_has_css_class (path, "error"));
  type (address, "::1");
  type (path, "/fax");

  g_autofree char *new_address = g_settings_get_string (fixture->settings, "receiver-address");
  g_autofree char *new_path = g_settings_get_string (fixture->settings, "receiver-path");
  g_assert_cmpstr (new_address, ==, "::1");
  g_assert_cmpstr (new_path, ==, "/fax");
  g_settings_reset (fixture->settings, "receiver-address");
  g_settings_reset (fixture->settings, "receiver-path");
}

static char *
dup_address (WindowFixture *fixture)
{
  return g_settings_get_string (fixture->settings, "receiver-address");
}

static void
answer (const char *response)
{
  GtkWidget *question;

  wait_until ((question = find_toplevel (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (GTK_WINDOW (question));
  wait_until (find_toplevel (ADW_TYPE_MESSAGE_DIALOG) == NULL);
}

/* Nobody gives faxes to whoever is on the way without having said so. */
static void
test_exposed_address (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *entry = find_entry (present_preferences (fixture), "IP Address");

  type (entry, "fe80::1%lo");
  answer ("cancel");
  type (entry, "0.0.0.0");
  answer ("cancel");
  g_autofree char *unchanged = dup_address (fixture);
  g_assert_cmpstr (unchanged, ==, "127.0.0.1");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "127.0.0.1");
  g_assert_false (g_settings_get_boolean (fixture->settings, "plain-http-confirmed"));

  type (entry, "0.0.0.0");
  answer ("receive");
  g_autofree char *changed = dup_address (fixture);
  g_assert_cmpstr (changed, ==, "0.0.0.0");
  g_assert_true (g_settings_get_boolean (fixture->settings, "plain-http-confirmed"));

  /* Said of one address, it isn't said of another. */
  type (entry, "127.0.0.2");
  g_autofree char *back = dup_address (fixture);
  g_assert_cmpstr (back, ==, "127.0.0.2");
  g_assert_false (g_settings_get_boolean (fixture->settings, "plain-http-confirmed"));

  /* With a certificate there is nothing to be asked. */
  g_settings_set_string (fixture->settings, "tls-certificate", "/nowhere/cert.pem");
  type (entry, "192.0.2.1");
  g_autofree char *encrypted = dup_address (fixture);
  g_assert_cmpstr (encrypted, ==, "192.0.2.1");
  g_settings_reset (fixture->settings, "tls-certificate");
  g_settings_reset (fixture->settings, "receiver-address");
}

static void
test_address_lists (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *preferences = present_preferences (fixture);
  GtkWidget *senders = find_entry (preferences, "Only Accept From (Optional)");
  GtkWidget *proxies = find_entry (preferences, "Trusted Proxies (Advanced)");

  type (senders, " 35.225.187.84,2001:db8::/32 ");
  type (proxies, "localhost");
  g_auto (GStrv) addresses = g_settings_get_strv (fixture->settings, "allowed-senders");
  g_auto (GStrv) none = g_settings_get_strv (fixture->settings, "trusted-proxies");
  g_assert_cmpuint (g_strv_length (addresses), ==, 2);
  g_assert_cmpstr (addresses[0], ==, "35.225.187.84");
  g_assert_cmpstr (addresses[1], ==, "2001:db8::/32");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (senders)), ==,
                   "35.225.187.84, 2001:db8::/32");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_true (gtk_widget_has_css_class (proxies, "error"));
  type (proxies, "10.0.0.1/8");
  g_assert_true (gtk_widget_has_css_class (proxies, "error"));
  type (proxies, "127.0.0.1");
  g_assert_false (gtk_widget_has_css_class (proxies, "error"));
  type (senders, "");
  g_auto (GStrv) everybody = g_settings_get_strv (fixture->settings, "allowed-senders");
  g_assert_cmpuint (g_strv_length (everybody), ==, 0);
  g_settings_reset (fixture->settings, "trusted-proxies");
}

/* The certificate's row follows the settings, and takes them back. */
static void
test_certificate (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *preferences = present_preferences (fixture);

  g_settings_set_string (fixture->settings, "tls-certificate", "/etc/ssl/faxbell.pem");
  GtkWidget *path = find_text (preferences, "/etc/ssl/faxbell.pem");
  g_assert_nonnull (path);
  GtkWidget *row = gtk_widget_get_ancestor (path, ADW_TYPE_ACTION_ROW);
  GtkWidget *clear = find_widget (row, GTK_TYPE_BUTTON);
  g_signal_emit_by_name (clear, "clicked");
  g_autofree char *now = g_settings_get_string (fixture->settings, "tls-certificate");
  g_assert_cmpstr (now, ==, "");
  g_assert_null (find_text (preferences, "/etc/ssl/faxbell.pem"));
}

/* The receiver refuses, the window says why; once it is confirmed, the warning stays. */
static void
test_exposed_receiver (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *preferences = present_preferences (fixture);
  const char *warning = "Faxes are received without encryption: others on the network could read "
                        "them and the password.";

  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;
  options.address = "0.0.0.0";
  options.port = 0;
  g_autoptr (FbReceiverConfig) refused = fb_receiver_config_new (&options);
  fb_receiver_set_config (fixture->receiver, refused);
  g_settings_set_string (fixture->settings, "receiver-address", "0.0.0.0");
  fb_receiver_start (fixture->receiver);
  wait_until (fb_receiver_get_state (fixture->receiver) == FB_RECEIVER_FAILED);
  window_fixture_wait_for_text (preferences,
                                "Others could read passwords and faxes on their way to 0.0.0.0.");
  g_assert_null (find_text (GTK_WIDGET (fixture->window), warning));

  /* In either window trying again asks. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.try-again", NULL);
  answer ("cancel");
  g_assert_false (g_settings_get_boolean (fixture->settings, "plain-http-confirmed"));
  g_signal_emit_by_name (
    gtk_widget_get_ancestor (find_text (preferences, "Try Again"), GTK_TYPE_BUTTON), "clicked");
  answer ("receive");
  g_assert_true (g_settings_get_boolean (fixture->settings, "plain-http-confirmed"));
  options.is_plain_http_confirmed = TRUE;
  g_autoptr (FbReceiverConfig) confirmed = fb_receiver_config_new (&options);
  fb_receiver_set_config (fixture->receiver, confirmed);
  wait_until (fb_receiver_get_state (fixture->receiver) == FB_RECEIVER_RECEIVING);
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window), warning);
  window_fixture_wait_for_text (preferences, warning);
  g_settings_reset (fixture->settings, "plain-http-confirmed");
  g_settings_reset (fixture->settings, "receiver-address");
}

/* What is being typed isn't lost when another setting changes. */
static void
test_typing_is_kept (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *preferences = present_preferences (fixture);
  GtkWidget *path = find_entry (preferences, "Path");

  gtk_editable_set_text (GTK_EDITABLE (path), "/half");
  g_settings_set_uint (fixture->settings, "receiver-port", 9002);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (path)), ==, "/half");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_entry (preferences, "Port"))), ==,
                   "9002");
  g_settings_reset (fixture->settings, "receiver-port");
}

static void
ask_for_password (GtkWidget *preferences)
{
  GtkWidget *question;

  gtk_widget_activate (
    gtk_widget_get_ancestor (find_text (preferences, "New Password…"), GTK_TYPE_BUTTON));
  wait_until ((question = find_toplevel (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (find_entry (question, "User Name")), "fax-room");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "replace");
  gtk_window_destroy (GTK_WINDOW (question));
}

static void
test_new_password (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *preferences = present_preferences (fixture);

  ask_for_password (preferences);

  wait_until (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG) != NULL);
  g_autofree char *user = window_fixture_dup_user (fixture);
  g_assert_cmpstr (user, ==, "fax-room");
  window_fixture_wait_for_text (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG), "fax-room");

  /* The application may end before anybody has it. */
  g_assert_true (g_settings_get_boolean (fixture->settings, "setup-password-lost"));
  fb_copy_row_copy (FB_COPY_ROW (gtk_widget_get_ancestor (
    find_text (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG), "Password"), FB_TYPE_COPY_ROW)));
  g_assert_false (g_settings_get_boolean (fixture->settings, "setup-password-lost"));

  /* Who comes back to the window finds it there. */
  for (GtkWidget *dialog; (dialog = find_toplevel (FB_TYPE_CREDENTIALS_DIALOG)) != NULL;)
    gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (preferences));
  preferences = present_preferences (fixture);
  window_fixture_wait_for_text (preferences, "fax-room");
}

/* Neither Escape nor the button takes it away before it was copied. */
static void
test_password_is_not_lost (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = GTK_WIDGET (fb_credentials_dialog_new (
    GTK_WINDOW (fixture->window), "https://fax.example.com/webhook", "documo", "secret"));
  GtkWidget *row;
  const char *warning = "The password is shown only now. Copy it, or say that you have noted it.";

  gtk_window_present (GTK_WINDOW (dialog));
  window_fixture_wait_for_text (dialog, "secret");
  g_assert_null (find_text (dialog, warning));
  gtk_widget_activate_action (dialog, "window.close", NULL);
  window_fixture_wait_for_text (dialog, warning);
  gtk_widget_activate (gtk_widget_get_ancestor (find_text (dialog, "Done"), GTK_TYPE_BUTTON));
  window_fixture_wait_for_text (dialog, "secret");
  g_assert_true (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG) == dialog);

  row = gtk_widget_get_ancestor (find_text (dialog, "secret"), FB_TYPE_COPY_ROW);
  fb_copy_row_copy (FB_COPY_ROW (row));
  wait_until (find_text (dialog, warning) == NULL);
  gtk_widget_activate_action (dialog, "window.close", NULL);
  wait_until (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG) == NULL);
}

static void
test_password_is_noted (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = GTK_WIDGET (fb_credentials_dialog_new (
    GTK_WINDOW (fixture->window), "https://fax.example.com/webhook", "documo", "secret"));

  gtk_window_present (GTK_WINDOW (dialog));
  window_fixture_wait_for_text (dialog, "secret");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_widget (dialog, GTK_TYPE_CHECK_BUTTON)),
                               TRUE);
  gtk_widget_activate_action (dialog, "window.close", NULL);
  wait_until (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG) == NULL);
}

/* The only time that it is shown must not be missed, however long the disk takes. */
static void
test_close_before_password (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *preferences = present_preferences (fixture);

  ask_for_password (preferences);
  gtk_window_close (GTK_WINDOW (preferences));
  wait_until (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG) != NULL);
  window_fixture_wait_for_text (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG), "fax-room");

  gtk_window_destroy (GTK_WINDOW (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG)));
  gtk_window_close (GTK_WINDOW (preferences));
  wait_until (find_toplevel (FB_TYPE_PREFERENCES_WINDOW) == NULL);
}

/* The switch of a row. */
static GtkSwitch *
find_switch (GtkWidget *root, const char *title)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  find_widgets (root, ADW_TYPE_ACTION_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (adw_preferences_row_get_title (g_ptr_array_index (rows, i)), title))
      return GTK_SWITCH (find_widget (g_ptr_array_index (rows, i), GTK_TYPE_SWITCH));
  g_assert_not_reached ();
}

static void
assert_open_with (WindowFixture *fixture, const char *expected)
{
  g_autofree char *open_with = g_settings_get_string (fixture->settings, "open-with");

  g_assert_cmpstr (open_with, ==, expected);
}

/* The rows follow the settings, and are followed by them. */
static void
test_reading (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *preferences = present_preferences (fixture);
  GtkSwitch *marks = find_switch (preferences, "Mark as _Read When Shown");
  GtkSwitch *other = find_switch (preferences, "Open in _Another Application");

  g_assert_true (gtk_switch_get_active (marks));
  g_assert_false (gtk_switch_get_active (other));
  g_assert_false (g_settings_get_boolean (fixture->settings, "show-thumbnails"));
  gtk_switch_set_active (marks, FALSE);
  gtk_switch_set_active (other, TRUE);
  g_assert_false (g_settings_get_boolean (fixture->settings, "mark-read-when-shown"));
  assert_open_with (fixture, "other-application");
  gtk_switch_set_active (other, FALSE);
  assert_open_with (fixture, "faxbell");

  g_settings_set_string (fixture->settings, "open-with", "other-application");
  g_settings_reset (fixture->settings, "mark-read-when-shown");
  g_assert_true (gtk_switch_get_active (other));
  g_assert_true (gtk_switch_get_active (marks));
  g_settings_reset (fixture->settings, "open-with");
}

static void
test_public_address (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *entry = find_entry (present_preferences (fixture), "Public Address");
  static const char *const bad[] = { "fax.example.com", "http://fax.example.com/webhook",
                                     "https://user:secret@fax.example.com/webhook",
                                     "https://fax.example.com/webhook?x=1" };

  g_assert_nonnull (entry);
  type (entry, " https://Fax.example.com ");
  g_autofree char *set = g_settings_get_string (fixture->settings, "public-address");
  g_assert_cmpstr (set, ==, "https://fax.example.com/webhook");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, set);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      type (entry, bad[i]);
      g_assert_true (gtk_widget_has_css_class (entry, "error"));
      g_autofree char *kept = g_settings_get_string (fixture->settings, "public-address");
      g_assert_cmpstr (kept, ==, set);
    }

  /* The window says what is missing, as long as it isn't set. */
  g_settings_set_string (fixture->settings, "setup-page", "address");
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (entry)));
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window),
                                "Documo has not been told yet where to send your faxes.");
  g_settings_reset (fixture->settings, "public-address");
  window_fixture_wait_for_text (GTK_WIDGET (fixture->window),
                                "Documo can’t reach this computer yet: it has no address for it.");

  entry = find_entry (present_preferences (fixture), "Public Address");
  type (entry, "https://fax.example.com/a");
  type (entry, " ");
  g_autofree char *none = g_settings_get_string (fixture->settings, "public-address");
  g_assert_cmpstr (none, ==, "");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

  WINDOW_TEST ("/window/preferences/public-address", NULL, test_public_address);
  WINDOW_TEST ("/window/preferences/port", NULL, test_port);
  WINDOW_TEST ("/window/preferences/address-and-path", NULL, test_address_and_path);
  WINDOW_TEST ("/window/preferences/exposed-address", NULL, test_exposed_address);
  WINDOW_TEST ("/window/preferences/exposed-receiver", NULL, test_exposed_receiver);
  WINDOW_TEST ("/window/preferences/address-lists", NULL, test_address_lists);
  WINDOW_TEST ("/window/preferences/show-public-address", NULL, test_show_public_address);
  WINDOW_TEST ("/window/preferences/certificate", NULL, test_certificate);
  WINDOW_TEST ("/window/preferences/typing-is-kept", NULL, test_typing_is_kept);
  WINDOW_TEST ("/window/preferences/reading", NULL, test_reading);
  WINDOW_TEST ("/window/preferences/new-password", NULL, test_new_password);
  WINDOW_TEST ("/window/preferences/close-before-password", NULL, test_close_before_password);
  WINDOW_TEST ("/window/preferences/password-is-not-lost", NULL, test_password_is_not_lost);
  WINDOW_TEST ("/window/preferences/password-is-noted", NULL, test_password_is_noted);
  return g_test_run ();
}
