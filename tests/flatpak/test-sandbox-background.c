/* Being there without a window, which a sandbox has to ask for: the real portal decides about the
 * start at login and writes the file for it, and the preferences show what it decided. */

#include "config.h"

#include "pressing.h"
#include "sandbox.h"

#include <gio/gdesktopappinfo.h>

#define SWITCH  "Start at Login"
#define REFUSAL "Your desktop blocked this change"

static char *
dup_autostart_path (Sandbox *sandbox)
{
  return g_build_filename (sandbox->host.desktop.faxbell->home, ".config", "autostart",
                           APPLICATION_ID ".desktop", NULL);
}

static gboolean
starts_at_login (gpointer data)
{
  g_autofree char *path = dup_autostart_path (data);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
does_not_start_at_login (gpointer data)
{
  return !starts_at_login (data);
}

/* Some users' word, given beforehand in the desktop's settings. */
static void
set_permission (const char *permission)
{
  sandbox_run_on_host ("flatpak", "permission-set", "background", "background", APPLICATION_ID,
                       permission, NULL);
}

static void
open_preferences (Sandbox *sandbox)
{
  desktop_activate_action (&sandbox->host.desktop, "preferences", NULL);
  pressing_press ("Startup");
  desktop_wait_to_see (SWITCH);
}

static void
enable (Sandbox *sandbox)
{
  open_preferences (sandbox);
  g_assert_false (desktop_is_checked (SWITCH));
  pressing_press (SWITCH);
  desktop_wait_until_checked (SWITCH, TRUE);
  g_assert_true (desktop_wait (starts_at_login, sandbox));
}

/* What a session does at login. */
static void
log_in (Sandbox *sandbox)
{
  g_autofree char *path = dup_autostart_path (sandbox);
  g_autoptr (GDesktopAppInfo) entry = g_desktop_app_info_new_from_filename (path);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (entry);
  g_assert_true (g_app_info_launch (G_APP_INFO (entry), NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
test_start_at_login (Sandbox *sandbox, gconstpointer data)
{
  sandbox_start (sandbox, NULL);
  enable (sandbox);
  sandbox_quit (sandbox);

  log_in (sandbox);
  tray_host_wait_for_text (&sandbox->host, "ToolTip", "Receiving");
  sandbox_post (sandbox, "fax-inbound.json", NULL);
  desktop_wait_for_notification (&sandbox->host.desktop, 0);
  g_assert_false (sandbox_has_window (NULL));

  open_preferences (sandbox);
  g_assert_true (desktop_is_checked (SWITCH));
  pressing_press (SWITCH);
  g_assert_true (desktop_wait (does_not_start_at_login, sandbox));
  desktop_wait_until_checked (SWITCH, FALSE);
  g_assert_false (desktop_sees (REFUSAL));
  sandbox_quit (sandbox);
}

static void
test_forbidden (Sandbox *sandbox, gconstpointer data)
{
  set_permission ("no");
  sandbox_start (sandbox, NULL);
  open_preferences (sandbox);
  pressing_press (SWITCH);
  desktop_wait_to_see (REFUSAL);
  desktop_wait_until_checked (SWITCH, FALSE);
  g_assert_false (starts_at_login (sandbox));
  sandbox_quit (sandbox);
}

/* Asked in the portal's own dialog: when the window opens, and again for the start at login. */
static void
test_refused_in_dialog (Sandbox *sandbox, gconstpointer data)
{
  set_permission ("ask");
  sandbox_start (sandbox, NULL);
  pressing_press ("Allow");
  open_preferences (sandbox);
  pressing_press (SWITCH);
  desktop_wait_to_see ("Faxes are received while the window is closed.");
  pressing_press ("Don't allow");
  desktop_wait_to_see (REFUSAL);
  desktop_wait_until_checked (SWITCH, FALSE);
  g_assert_false (starts_at_login (sandbox));

  pressing_press (SWITCH);
  pressing_press ("Allow");
  g_assert_true (desktop_wait (starts_at_login, sandbox));
  desktop_wait_until_checked (SWITCH, TRUE);
  sandbox_quit (sandbox);
}

/* Who takes the permission back in the desktop's settings takes the start at login with it. */
static void
test_withdrawn (Sandbox *sandbox, gconstpointer data)
{
  sandbox_start (sandbox, NULL);
  enable (sandbox);
  sandbox_quit (sandbox);

  set_permission ("no");
  sandbox_start (sandbox, NULL);
  g_assert_true (desktop_wait (does_not_start_at_login, sandbox));
  open_preferences (sandbox);
  desktop_wait_until_checked (SWITCH, FALSE);
  sandbox_quit (sandbox);
}

/* Allowed, but not done: where the folder for it should be, there is a file. */
static void
test_not_arranged (Sandbox *sandbox, gconstpointer data)
{
  g_autofree char *path = dup_autostart_path (sandbox);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  sandbox_start (sandbox, NULL);
  open_preferences (sandbox);
  pressing_press (SWITCH);
  desktop_wait_to_see (REFUSAL);
  desktop_wait_until_checked (SWITCH, FALSE);
  sandbox_quit (sandbox);
}

/* Desktops like Xfce have no portal for it. */
static void
test_no_portal (Sandbox *sandbox, gconstpointer data)
{
  sandbox_start (sandbox, NULL);
  open_preferences (sandbox);
  pressing_press (SWITCH);
  desktop_wait_to_see (REFUSAL);
  desktop_wait_until_checked (SWITCH, FALSE);
  g_assert_false (starts_at_login (sandbox));
  sandbox_quit (sandbox);
}

/* The status */

static char *
dup_status (Sandbox *sandbox)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    sandbox->host.desktop.session, "org.freedesktop.background.Monitor",
    "/org/freedesktop/background/monitor", "org.freedesktop.DBus.Properties", "Get",
    g_variant_new ("(ss)", "org.freedesktop.background.Monitor", "BackgroundApps"),
    G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_autoptr (GVariant) boxed = answer != NULL ? g_variant_get_child_value (answer, 0) : NULL;
  g_autoptr (GVariant) applications = boxed != NULL ? g_variant_get_variant (boxed) : NULL;
  gsize n_applications = applications != NULL ? g_variant_n_children (applications) : 0;

  for (gsize i = 0; i < n_applications; i++)
    {
      g_autoptr (GVariant) application = g_variant_get_child_value (applications, i);
      const char *id;
      char *message;
      if (g_variant_lookup (application, "app_id", "&s", &id) && g_str_equal (id, APPLICATION_ID) &&
          g_variant_lookup (application, "message", "s", &message))
        return message;
    }
  return NULL;
}

static void
wait_for_status (Sandbox *sandbox, const char *path)
{
  g_autofree char *url = running_faxbell_dup_url (sandbox->host.desktop.faxbell, path);
  g_autofree char *expected = g_strconcat ("Receiving at ", url, NULL);
  g_autofree char *status = NULL;

  for (guint i = 0; i < 1000 && g_strcmp0 (status, expected) != 0; i++)
    {
      g_usleep (20 * 1000);
      g_free (status);
      status = dup_status (sandbox);
    }
  g_assert_cmpstr (status, ==, expected);
  g_assert_cmpint (tray_host_wait_to_find (&sandbox->host, expected), >=, 0);
}

static void
test_status (Sandbox *sandbox, gconstpointer data)
{
  sandbox_start (sandbox, "--background");
  wait_for_status (sandbox, "/webhook");
  sandbox_run_on_host ("flatpak", "--user", "run", "--command=gsettings", APPLICATION_ID, "set",
                       APPLICATION_ID, "receiver-path", "/fax", NULL);
  wait_for_status (sandbox, "/fax");
  sandbox_quit (sandbox);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  SANDBOX_TEST ("/sandbox-background/start-at-login", test_start_at_login);
  SANDBOX_TEST ("/sandbox-background/forbidden", test_forbidden);
  SANDBOX_TEST ("/sandbox-background/refused-in-dialog", test_refused_in_dialog);
  SANDBOX_TEST ("/sandbox-background/withdrawn", test_withdrawn);
  SANDBOX_TEST ("/sandbox-background/not-arranged", test_not_arranged);
  SANDBOX_TEST ("/sandbox-background/status", test_status);
  g_test_add ("/sandbox-background/no-portal", Sandbox, SANDBOX_WITHOUT_BACKGROUND, sandbox_set_up,
              test_no_portal, sandbox_tear_down);
  return g_test_run ();
}
