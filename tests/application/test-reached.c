/* test-reached.c
 *
 * With a public address the application asks it by itself, and knows itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-fixture.h"

#include <string.h>

static gboolean
has_reached_itself (gpointer data)
{
  RunningFaxbell *faxbell = data;
  g_autofree char *file =
    g_build_filename (faxbell->home, ".config", "glib-2.0", "settings", "keyfile", NULL);
  g_autofree char *settings = NULL;

  return g_file_get_contents (file, &settings, NULL, NULL) &&
         strstr (settings, "public-address-reached='http://127.0.0.1:") != NULL;
}

static void
test_reached (Desktop *desktop, gconstpointer data)
{
  g_autofree char *url = running_faxbell_dup_url (desktop->faxbell, "/webhook");
  g_autofree char *setting = g_strdup_printf ("public-address='%s'", url);

  running_faxbell_set (desktop->faxbell, setting);
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("No Faxes Yet");
  g_assert_true (desktop_wait (has_reached_itself, desktop->faxbell));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/application/public-address/reached", Desktop, NULL, desktop_set_up, test_reached,
              desktop_tear_down);
  return g_test_run ();
}
