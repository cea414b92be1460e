/* test-desk-user.c
 *
 * Whose name is kept with what is done at this desk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-desk-user.h"

static void
test_name (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.faxbell.Faxbell");
  g_autofree char *of_desktop = fb_desk_user_dup_name (settings);

  g_assert_cmpstr (of_desktop, !=, "");
  g_assert_cmpstr (of_desktop, !=, "Unknown");

  g_settings_set_string (settings, "desk-user", "  AB ");
  g_autofree char *initials = fb_desk_user_dup_name (settings);
  g_assert_cmpstr (initials, ==, "AB");

  g_settings_set_string (settings, "desk-user", "   ");
  g_autofree char *blank = fb_desk_user_dup_name (settings);
  g_assert_cmpstr (blank, ==, of_desktop);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desktop/desk-user/name", test_name);
  return g_test_run ();
}
