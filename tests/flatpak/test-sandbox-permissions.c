/* What the sandbox may do: no more than is listed here, and of that what it could not do without.
 *
 * That the shared memory of X11 (ipc) and the graphics card (dri) are needed can't be shown:
 * without them GTK draws more slowly, and the machines that run tests have no graphics card.
 */

#include "config.h"

#include "sandbox.h"

static const char permissions[] = "[Context]\n"
                                  "shared=network;ipc;\n"
                                  "sockets=x11;wayland;fallback-x11;\n"
                                  "devices=dri;\n"
                                  "\n"
                                  "[Session Bus Policy]\n"
                                  "org.kde.StatusNotifierWatcher=talk";

static void
test_list (Sandbox *sandbox, gconstpointer data)
{
  const char *const command[] = { "flatpak",      "--user", "info", "--show-permissions",
                                  APPLICATION_ID, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL,
                &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_strstrip (output), ==, permissions);
}

static void
spawn_without (Sandbox *sandbox, const char *options)
{
  running_faxbell_setenv (sandbox->host.desktop.faxbell, "FLATPAK_RUN_OPTIONS", options);
  running_faxbell_spawn (sandbox->host.desktop.faxbell, NULL);
}

static gboolean
has_ended (gpointer process)
{
  return g_subprocess_get_identifier (process) == NULL;
}

static void
wait_for_failure (Sandbox *sandbox)
{
  RunningFaxbell *faxbell = sandbox->host.desktop.faxbell;

  g_assert_true (desktop_wait (has_ended, faxbell->process));
  g_assert_false (g_subprocess_get_successful (faxbell->process));
  g_clear_object (&faxbell->process);
}

static void
test_network (Sandbox *sandbox, gconstpointer data)
{
  g_autofree char *event = g_test_build_filename (G_TEST_DIST, "data", "fax-inbound.json", NULL);

  spawn_without (sandbox, "--unshare=network");
  tray_host_wait_for_text (&sandbox->host, "ToolTip", "Receiving");
  g_assert_cmpuint (desktop_post (&sandbox->host.desktop, event, NULL), ==, 0);
  sandbox_quit (sandbox);
}

static void
test_tray (Sandbox *sandbox, gconstpointer data)
{
  spawn_without (sandbox, "--no-talk-name=org.kde.StatusNotifierWatcher");
  running_faxbell_wait_until_listening (sandbox->host.desktop.faxbell);
  desktop_wait_to_see ("No Faxes Yet");
  g_assert_cmpuint (tray_host_count_items (&sandbox->host), ==, 0);
  sandbox_quit (sandbox);
}

static void
test_x11 (Sandbox *sandbox, gconstpointer data)
{
  spawn_without (sandbox, "--nosocket=x11 --nosocket=fallback-x11");
  wait_for_failure (sandbox);
}

/* In a session of Wayland, and with no X server to fall back to. */
static void
test_wayland (Sandbox *sandbox, gconstpointer data)
{
  running_faxbell_setenv (sandbox->host.desktop.faxbell, "DISPLAY", NULL);
  sandbox_start (sandbox, NULL);
  desktop_wait_to_see ("No Faxes Yet");
  tray_host_wait_for_items (&sandbox->host, 1);
  sandbox_quit (sandbox);
  spawn_without (sandbox, "--nosocket=wayland");
  wait_for_failure (sandbox);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("WAYLAND_DISPLAY") != NULL)
    {
      g_test_add ("/sandbox-permissions/wayland", Sandbox, SANDBOX_WITHOUT_BACKGROUND,
                  sandbox_set_up, test_wayland, sandbox_tear_down);
      return g_test_run ();
    }
  SANDBOX_TEST ("/sandbox-permissions/list", test_list);
  SANDBOX_TEST ("/sandbox-permissions/network", test_network);
  SANDBOX_TEST ("/sandbox-permissions/tray", test_tray);
  SANDBOX_TEST ("/sandbox-permissions/x11", test_x11);
  return g_test_run ();
}
