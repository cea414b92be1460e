/* test-setup.c
 *
 * Faxbell is set up by somebody who has nothing but the window: the whole way by keyboard, left and
 * gone on with, and run again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "desktop-keyboard.h"
#include "setup-fixture.h"

static void
begin (Desktop *desktop)
{
  running_faxbell_start (desktop->faxbell, NULL);
  setup_wait_for_page ("Step 1 of 9", SETUP_WELCOME);
}

static gboolean
exists (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What was entered is shown to lead here before it is gone on. */
static void
enter_address (Desktop *desktop)
{
  g_autofree char *url = running_faxbell_dup_url (desktop->faxbell, "/webhook");

  desktop_wait_until_shown ("Later", TRUE);
  setup_type_address (url);
  desktop_press ("Return");
  desktop_wait_to_see ("Documo can reach this computer.");
  desktop_press ("Return");
  desktop_wait_for_focus_at (SETUP_ACCOUNT);
  setup_go_on (SETUP_SIGN_IN);
}

static void
test_whole_way (Desktop *desktop, gconstpointer data)
{
  g_autofree char *autostart = setup_dup_autostart (desktop);

  begin (desktop);
  desktop_press ("Return");
  desktop_wait_for_focus_at (SETUP_WAY);
  desktop_press ("Return");
  desktop_wait_to_see (SETUP_ADDRESS);
  enter_address (desktop);
  setup_copy_password ();
  setup_wait_for_setting (desktop, "setup-password-lost=false");
  setup_go_on (SETUP_DOCUMO);
  desktop_wait_to_see ("Copy Address");
  desktop_wait_to_see (SETUP_COPY);
  setup_tab_to ("I have entered this at Documo");
  desktop_press ("space");
  setup_go_on (SETUP_LOGIN);
  setup_tab_to ("Start at Login");
  desktop_press ("space");
  g_assert_true (desktop_wait (exists, autostart));
  setup_go_on (SETUP_TEST_FAX);
  setup_go_on (SETUP_DONE);
  desktop_wait_to_see ("Step 9 of 9");
  setup_wait_for_setting (desktop, "setup-page='finished'");
  desktop_press ("Return");
  desktop_wait_until_gone ("Step 9 of 9");
  desktop_wait_to_see ("Is It Working?");
  g_assert_false (desktop_sees ("Continue Setup"));
}

static void
test_leave_and_resume (Desktop *desktop, gconstpointer data)
{
  begin (desktop);
  setup_go_on (SETUP_WAY);
  desktop_press ("Escape");
  desktop_wait_until_gone ("Step 2 of 9");
  desktop_click ("Continue Setup");
  setup_wait_for_page ("Step 2 of 9", NULL);
  g_assert_true (desktop_sees (SETUP_WAY));
  desktop_press ("alt+Left");
  desktop_wait_for_focus_at (SETUP_WELCOME);
  desktop_press ("alt+Left");
  desktop_wait_for_focus_at (SETUP_WELCOME);
  desktop_press ("Escape");
  desktop_wait_until_gone ("Step 1 of 9");

  /* Not by itself again. */
  running_faxbell_end (desktop->faxbell);
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("Continue Setup");
  g_assert_false (desktop_sees (SETUP_WELCOME));
}

/* It comes with the window. A screen reader finds one page at a time. */
/* Run again from the menu: at the beginning, unless something is missing. */
static void
test_run_again (Desktop *desktop, gconstpointer data)
{
  g_free (running_faxbell_run (desktop->faxbell, RUNNING_PASSWORD, "--set-password=" RUNNING_USER));
  running_faxbell_set (desktop->faxbell, "setup-page='finished'");
  running_faxbell_set (desktop->faxbell, "setup-documo-told=true");
  running_faxbell_set (desktop->faxbell, "public-address='http://127.0.0.1:9/webhook'");
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("Is It Working?");
  desktop_activate_action (desktop, "set-up", NULL);
  setup_wait_for_page ("Step 1 of 9", SETUP_WELCOME);
  setup_go_on (SETUP_WAY);
  desktop_press ("alt+n");
  desktop_wait_to_see (SETUP_ADDRESS);
  desktop_press ("ctrl+a");
  desktop_press ("BackSpace");
  desktop_press ("Return");
  desktop_wait_until_shown ("Later", TRUE);
  desktop_press ("alt+l");
  desktop_wait_for_focus_at (SETUP_ACCOUNT);
  setup_go_on (SETUP_SIGN_IN);
  setup_go_on (SETUP_DOCUMO);
  setup_go_on (SETUP_LOGIN);
  setup_go_on (SETUP_TEST_FAX);
  setup_go_on ("Not Quite Finished");
  desktop_press ("Escape");
  desktop_wait_until_gone ("Step 9 of 9");
  desktop_click ("Continue Setup");
  desktop_wait_to_see (SETUP_ADDRESS);
}

static void
test_not_in_the_background (Desktop *desktop, gconstpointer data)
{
  running_faxbell_start (desktop->faxbell, "--background");
  g_assert_false (desktop_sees (SETUP_WELCOME));
  desktop_activate_action (desktop, "show-inbox", NULL);
  setup_wait_for_page ("Step 1 of 9", SETUP_WELCOME);
  g_assert_false (desktop_sees (SETUP_WAY));
}

static void
test_unfinished (Desktop *desktop, gconstpointer data)
{
  setup_begin_at (desktop, "login", "Step 7 of 9", SETUP_LOGIN);
  setup_go_on (SETUP_TEST_FAX);
  setup_go_on ("Not Quite Finished");
  desktop_click ("Show How");
  desktop_wait_for_focus_at (SETUP_DOCUMO);
  setup_go_on (SETUP_LOGIN);
  setup_go_on (SETUP_TEST_FAX);
  setup_go_on ("Not Quite Finished");
  desktop_click ("Create It");
  desktop_wait_for_focus_at (SETUP_SIGN_IN);
  setup_copy_password ();
  setup_go_on (SETUP_DOCUMO);
  setup_go_on (SETUP_LOGIN);
  setup_go_on (SETUP_TEST_FAX);
  setup_go_on ("Not Quite Finished");
  desktop_wait_to_see ("Documo signs in as “documo”.");
  desktop_click ("Is It Working?");
  desktop_wait_to_see_part ("Receiving Faxes: Fine.");
}

/* E-mail */

static void
install_mail (const char *home, const char *opened)
{
  g_autofree char *folder = g_build_filename (home, ".local", "share", "applications", NULL);
  g_autofree char *entry = g_build_filename (folder, "mail.desktop", NULL);
  g_autofree char *script = g_build_filename (home, "mail", NULL);
  g_autofree char *config = g_build_filename (home, ".config", NULL);
  g_autofree char *defaults = g_build_filename (config, "mimeapps.list", NULL);
  g_autofree char *code = g_strdup_printf ("#!/bin/sh\nprintf '%%s\\n' \"$1\" >'%s'\n", opened);
  g_autofree char *keys = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Mail\n"
                                           "Exec=%s %%u\nMimeType=x-scheme-handler/mailto;\n",
                                           script);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_no_errno (g_mkdir_with_parents (config, 0700));
  g_assert_true (g_file_set_contents (script, code, -1, NULL));
  g_assert_no_errno (g_chmod (script, 0700));
  g_assert_true (g_file_set_contents (entry, keys, -1, NULL));
  g_assert_true (g_file_set_contents (
    defaults, "[Default Applications]\nx-scheme-handler/mailto=mail.desktop\n", -1, NULL));
}

/* By the real portal or without one: both begin with the home folder's e-mail application. */
static void
test_ask_it_person (Desktop *desktop, gconstpointer data)
{
  g_autofree char *url = running_faxbell_dup_url (desktop->faxbell, "/webhook");

  install_mail (desktop->faxbell->home, desktop->opened);
  install_mail (g_get_home_dir (), desktop->opened);
  setup_begin_at (desktop, "way", "Step 2 of 9", SETUP_WAY);
  setup_tab_to ("Send This to Your IT Person");
  desktop_press ("space");
  g_autofree char *uri = desktop_wait_for_opened (desktop);
  g_assert_true (g_str_has_prefix (uri, "mailto:"));
  g_autofree char *message = g_uri_unescape_string (uri, NULL);
  g_assert_nonnull (strstr (message, url));
  g_assert_nonnull (strstr (message, "/health"));
  g_assert_nonnull (strstr (message, "35.225.187.84"));
  g_assert_null (strstr (message, RUNNING_PASSWORD));
  desktop_wait_to_see ("The message is in your e-mail application. Send it from there.");

  setup_tab_to ("Copy the Message");
  desktop_press ("space");
  desktop_wait_to_see ("The message was copied.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  SETUP_TEST ("/application/setup/whole-way", test_whole_way);
  SETUP_TEST ("/application/setup/leave-and-resume", test_leave_and_resume);
  SETUP_TEST ("/application/setup/run-again", test_run_again);
  SETUP_TEST ("/application/setup/not-in-the-background", test_not_in_the_background);
  SETUP_TEST ("/application/setup/unfinished", test_unfinished);
  SETUP_TEST ("/application/setup/ask-it-person", test_ask_it_person);
  return g_test_run ();
}
