/* test-preferences.c
 *
 * The preferences: what is typed reaches the settings if it is right, and is told if it isn't.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-credentials-dialog.h"
#include "fb-preferences-window.h"
#include "window-fixture.h"

static GtkWidget *
present_preferences (WindowFixture *fixture)
{
  GtkWidget *preferences = GTK_WIDGET (fb_preferences_window_new (
    GTK_WINDOW (fixture->window), fixture->receiver, fixture->credentials, fixture->settings));

  gtk_window_present (GTK_WINDOW (preferences));
  wait_until (gtk_widget_get_mapped (preferences));
  return preferences;
}

static GtkWidget *
find_entry (GtkWidget *root, const char *title)
{
  if (ADW_IS_ENTRY_ROW (root) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child, title);
      if (found != NULL)
        return found;
    }
  return NULL;
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
  type (address, "0.0.0.0");
  type (path, "/fax");

  g_autofree char *new_address = g_settings_get_string (fixture->settings, "receiver-address");
  g_autofree char *new_path = g_settings_get_string (fixture->settings, "receiver-path");
  g_assert_cmpstr (new_address, ==, "0.0.0.0");
  g_assert_cmpstr (new_path, ==, "/fax");
  g_settings_reset (fixture->settings, "receiver-address");
  g_settings_reset (fixture->settings, "receiver-path");
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
test_new_password (WindowFixture *fixture, gconstpointer data)
{
  GtkWidget *preferences = present_preferences (fixture);
  GtkWidget *question;

  gtk_widget_activate (
    gtk_widget_get_ancestor (find_text (preferences, "New Password…"), GTK_TYPE_BUTTON));
  wait_until ((question = find_toplevel (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (find_entry (question, "User Name")), "fax-room");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "replace");

  wait_until (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG) != NULL);
  g_autofree char *user = fb_credentials_dup_user (fixture->credentials);
  g_assert_cmpstr (user, ==, "fax-room");
  window_fixture_wait_for_text (find_toplevel (FB_TYPE_CREDENTIALS_DIALOG), "fax-room");
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

  WINDOW_TEST ("/window/preferences/port", NULL, test_port);
  WINDOW_TEST ("/window/preferences/address-and-path", NULL, test_address_and_path);
  WINDOW_TEST ("/window/preferences/typing-is-kept", NULL, test_typing_is_kept);
  WINDOW_TEST ("/window/preferences/new-password", NULL, test_new_password);
  return g_test_run ();
}
