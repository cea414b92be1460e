/* Found again, as the host's launchers do it: by a second start, by the bus, and by what Flatpak
 * exports for them, whether the application runs or not. */

#include "config.h"

#include "sandbox.h"

#include <gio/gdesktopappinfo.h>

/* Of fax-inbound.json. */
#define MESSAGE_ID "d7afa15d-a79-b013-18ec9c846ef3"

static void
test_second_start (Sandbox *sandbox, gconstpointer data)
{
  sandbox_start (sandbox, "--background");
  g_assert_false (sandbox_has_window (NULL));
  g_autoptr (GSubprocess) second = running_faxbell_launch_again (sandbox->host.desktop.faxbell);
  g_assert_true (desktop_wait (sandbox_has_window, NULL));
  g_assert_cmpuint (tray_host_count_items (&sandbox->host), ==, 1);
  sandbox_quit (sandbox);
}

static void
call_activate (Sandbox *sandbox)
{
  sandbox_call_application (
    sandbox, "Activate",
    g_variant_new ("(@a{sv})", g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)));
}

static void
test_activated (Sandbox *sandbox, gconstpointer data)
{
  g_assert_true (sandbox_is_gone (sandbox));
  call_activate (sandbox);
  g_assert_true (desktop_wait (sandbox_has_window, NULL));
  tray_host_wait_for_text (&sandbox->host, "ToolTip", "Receiving");
  sandbox_quit (sandbox);
}

/* A click on a notification of yesterday: the document opens, the window stays closed. */
static void
test_open_fax (Sandbox *sandbox, gconstpointer data)
{
  sandbox_start (sandbox, "--background");
  sandbox_post (sandbox, "fax-inbound.json", "fax.pdf");
  sandbox_quit (sandbox);

  desktop_activate_action (&sandbox->host.desktop, "open-fax", g_variant_new_string (MESSAGE_ID));
  sandbox_assert_opened (sandbox, "fax.pdf");
  g_assert_false (sandbox_has_window (NULL));
  sandbox_quit (sandbox);
}

static GDesktopAppInfo *
get_exported_entry (void)
{
  GDesktopAppInfo *entry = g_desktop_app_info_new (APPLICATION_ID ".desktop");

  g_assert_nonnull (entry);
  g_assert_true (g_desktop_app_info_get_boolean (entry, "DBusActivatable"));
  return entry;
}

static void
test_entry (Sandbox *sandbox, gconstpointer data)
{
  g_autoptr (GDesktopAppInfo) entry = get_exported_entry ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_app_info_launch (G_APP_INFO (entry), NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (desktop_wait (sandbox_has_window, NULL));
  sandbox_quit (sandbox);
}

static void
test_entry_action (Sandbox *sandbox, gconstpointer data)
{
  g_autoptr (GDesktopAppInfo) entry = get_exported_entry ();

  sandbox_start (sandbox, "--background");
  g_assert_false (sandbox_has_window (NULL));
  g_desktop_app_info_launch_action (entry, "show-inbox", NULL);
  g_assert_true (desktop_wait (sandbox_has_window, NULL));
  g_assert_false (desktop_sees ("Sign-In"));
  g_desktop_app_info_launch_action (entry, "preferences", NULL);
  desktop_wait_to_see ("Sign-In");
  sandbox_quit (sandbox);
}

/* Desktops that know no D-Bus activation run the action's command, also when nothing runs yet. */
static void
test_entry_command (Sandbox *sandbox, gconstpointer data)
{
  g_autoptr (GDesktopAppInfo) entry = get_exported_entry ();
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_file (keys, g_desktop_app_info_get_filename (entry), G_KEY_FILE_NONE,
                             &error);
  g_assert_no_error (error);
  g_autofree char *command =
    g_key_file_get_string (keys, "Desktop Action show-inbox", "Exec", &error);
  g_assert_no_error (error);
  g_assert_true (sandbox_is_gone (sandbox));
  sandbox_run_on_host ("sh", "-c", command, NULL);
  g_assert_true (desktop_wait (sandbox_has_window, NULL));
  sandbox_quit (sandbox);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  SANDBOX_TEST ("/sandbox-activation/second-start", test_second_start);
  SANDBOX_TEST ("/sandbox-activation/activated", test_activated);
  SANDBOX_TEST ("/sandbox-activation/open-fax", test_open_fax);
  SANDBOX_TEST ("/sandbox-activation/entry", test_entry);
  SANDBOX_TEST ("/sandbox-activation/entry-action", test_entry_action);
  SANDBOX_TEST ("/sandbox-activation/entry-command", test_entry_command);
  return g_test_run ();
}
