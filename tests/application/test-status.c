/* test-status.c
 *
 * "Is It Working?", as a screen reader finds it: it tells what was refused while it is open, and
 * its button leads to where that is mended. It opens from the window's line about that, too.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-fixture.h"
#include "desktop-keyboard.h"

#define RECEIVING "Receiving Faxes: Fine. Receiving at http://127.0.0.1:"
#define REFUSED   "wrong password. It came from 127.0.0.1."
#define MENDED    "Address for Documo"

static void
post_wrongly (Desktop *desktop)
{
  g_autofree char *url = running_faxbell_dup_url (desktop->faxbell, "/webhook");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) curl = g_subprocess_new (
    G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "curl", "--silent", "--output", "/dev/null",
    "--user", RUNNING_USER ":wrong", "--form-string", "data={}", url, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (curl, NULL, &error));
  g_assert_no_error (error);
}

static void
test_status (Desktop *desktop, gconstpointer data)
{
  desktop_keyboard_set_up ();
  running_faxbell_start (desktop->faxbell, "--background");
  desktop_activate_action (desktop, "status", NULL);
  desktop_wait_to_see_part (RECEIVING);
  desktop_wait_to_see_part ("Refused: Fine. ");

  post_wrongly (desktop);
  desktop_wait_to_see_part ("Refused: Needs attention. Documo was refused at ");
  desktop_wait_to_see_part (REFUSED);
  desktop_press ("Escape");
  desktop_wait_until_gone (RECEIVING);
  desktop_click ("What to Do…");
  desktop_wait_to_see_part (REFUSED);
  desktop_click ("Open Preferences");
  desktop_wait_to_see (MENDED);
  desktop_keyboard_tear_down ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/application/status", Desktop, NULL, desktop_set_up, test_status, desktop_tear_down);
  return g_test_run ();
}
