/* Running without a window: started by the bus, explained when the window is closed, and presented
 * again. */

#include "config.h"

#include "tray-host.h"

static void
add_setting (TrayHost *host, const char *line)
{
  g_autofree char *path = g_build_filename (host->desktop.faxbell->home, ".config", "glib-2.0",
                                            "settings", "keyfile", NULL);
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_autofree char *longer = g_strconcat (content, line, "\n", NULL);
  g_assert_true (g_file_set_contents (path, longer, -1, NULL));
}

static gboolean
has_window (gpointer data)
{
  return screen_has_window ("faxbell", NULL);
}

static gboolean
has_no_window (gpointer data)
{
  return !has_window (data);
}

static void
close_window (void)
{
  g_assert_true (desktop_wait (has_window, NULL));
  screen_close_window ("faxbell");
}

static void
test_first_close (TrayHost *host, gconstpointer data)
{
  running_faxbell_start (host->desktop.faxbell, NULL);
  /* A reply that comes after the tray's change was processed shows its effect. */
  tray_host_wait_for_text (host, "ToolTip", "Receiving");
  desktop_wait_to_see ("No Faxes Yet");
  close_window ();
  desktop_wait_to_see ("Faxbell Stays in the Tray");
  running_faxbell_end (host->desktop.faxbell);
}

static void
test_first_close_without_tray (TrayHost *host, gconstpointer data)
{
  tray_host_kill_panel (host);
  running_faxbell_start (host->desktop.faxbell, NULL);
  close_window ();
  desktop_wait_to_see ("Faxbell Keeps Running");
  running_faxbell_end (host->desktop.faxbell);
}

static void
test_later_close (TrayHost *host, gconstpointer data)
{
  tray_host_kill_panel (host);
  add_setting (host, "close-explained=true");
  running_faxbell_start (host->desktop.faxbell, NULL);
  close_window ();
  g_assert_true (desktop_wait (has_no_window, NULL));
  g_autoptr (GSubprocess) second = running_faxbell_launch_again (host->desktop.faxbell);
  g_assert_true (desktop_wait (has_window, NULL));
  running_faxbell_end (host->desktop.faxbell);
}

static void
test_hidden_sender (TrayHost *host, gconstpointer data)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", "fax-inbound.json", NULL);

  add_setting (host, "notify-hide-sender=true");
  running_faxbell_start (host->desktop.faxbell, "--background");
  g_assert_cmpuint (desktop_post (&host->desktop, sample, NULL), ==, 200);
  const Notice *notification = desktop_wait_for_notification (&host->desktop, 0);
  g_assert_cmpstr (notification->summary, ==, "Fax received");
  g_assert_null (strstr (notification->body, "702422"));
  g_assert_null (strstr (notification->body, "702432"));
  running_faxbell_end (host->desktop.faxbell);
}

#define PRESENCE_TEST(path, function)                                                              \
  g_test_add (path, TrayHost, NULL, tray_host_set_up, function, tray_host_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  PRESENCE_TEST ("/presence/first-close", test_first_close);
  PRESENCE_TEST ("/presence/first-close-without-tray", test_first_close_without_tray);
  PRESENCE_TEST ("/presence/later-close", test_later_close);
  PRESENCE_TEST ("/presence/hidden-sender", test_hidden_sender);
  return g_test_run ();
}
