/* test-setup.c
 *
 * Faxbell is set up by somebody who has nothing but the window: the whole way by keyboard, left and
 * gone on with, with each thing that can go wrong on its pages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "desktop-keyboard.h"
#include "setup-fixture.h"

#define LEAVE   "Leave Without the Password?"
#define WELCOME "Welcome to Faxbell"
#define WAY     "How Faxes Get Here"
#define ADDRESS "Step 3 of 7"
#define SIGN_IN "A Sign-In for Documo"
#define DOCUMO  "Tell Documo"
#define LOGIN   "Start by Itself"
#define DONE    "Faxbell Is Set Up"
#define COPY    "Copy Password"

static void
go_on (const char *next)
{
  desktop_press ("alt+n");
  desktop_wait_for_focus_at (next);
}

static void
begin (Desktop *desktop)
{
  running_faxbell_start (desktop->faxbell, NULL);
  setup_wait_for_page ("Step 1 of 7", WELCOME);
}

/* At a page other than the first. */
static void
begin_at (Desktop *desktop, const char *page, const char *progress, const char *focus)
{
  g_autofree char *setting = g_strdup_printf ("setup-page='%s'", page);

  running_faxbell_set (desktop->faxbell, setting);
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("Continue Setup");
  desktop_activate_action (desktop, "set-up", NULL);
  setup_wait_for_page (progress, focus);
}

static gboolean
exists (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static char *
dup_autostart (Desktop *desktop)
{
  return g_build_filename (desktop->faxbell->home, ".config", "autostart", NULL);
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
  desktop_wait_for_focus_at (SIGN_IN);
}

static void
copy_password (void)
{
  desktop_wait_to_see (COPY);
  setup_tab_to (COPY);
  desktop_press ("space");
}

static void
test_whole_way (Desktop *desktop, gconstpointer data)
{
  g_autofree char *autostart = dup_autostart (desktop);

  begin (desktop);
  desktop_press ("Return");
  desktop_wait_for_focus_at (WAY);
  desktop_press ("Return");
  desktop_wait_to_see (ADDRESS);
  enter_address (desktop);
  copy_password ();
  setup_wait_for_setting (desktop, "setup-password-lost=false");
  go_on (DOCUMO);
  desktop_wait_to_see ("Copy Address");
  desktop_wait_to_see (COPY);
  setup_tab_to ("I have entered this at Documo");
  desktop_press ("space");
  go_on (LOGIN);
  setup_tab_to ("Start at Login");
  desktop_press ("space");
  g_assert_true (desktop_wait (exists, autostart));
  go_on (DONE);
  desktop_wait_to_see ("Step 7 of 7");
  setup_wait_for_setting (desktop, "setup-page='finished'");
  desktop_press ("Return");
  desktop_wait_until_gone ("Step 7 of 7");
  desktop_wait_to_see ("Is It Working?");
  g_assert_false (desktop_sees ("Continue Setup"));
}

static void
test_leave_and_resume (Desktop *desktop, gconstpointer data)
{
  begin (desktop);
  go_on (WAY);
  desktop_press ("Escape");
  desktop_wait_until_gone ("Step 2 of 7");
  desktop_click ("Continue Setup");
  setup_wait_for_page ("Step 2 of 7", NULL);
  g_assert_true (desktop_sees (WAY));
  desktop_press ("alt+Left");
  desktop_wait_for_focus_at (WELCOME);
  desktop_press ("alt+Left");
  desktop_wait_for_focus_at (WELCOME);
  desktop_press ("Escape");
  desktop_wait_until_gone ("Step 1 of 7");

  /* Not by itself again. */
  running_faxbell_end (desktop->faxbell);
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("Continue Setup");
  g_assert_false (desktop_sees (WELCOME));
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
  setup_wait_for_page ("Step 1 of 7", WELCOME);
  go_on (WAY);
  desktop_press ("alt+n");
  desktop_wait_to_see (ADDRESS);
  desktop_press ("ctrl+a");
  desktop_press ("BackSpace");
  desktop_press ("Return");
  desktop_wait_until_shown ("Later", TRUE);
  desktop_press ("alt+l");
  desktop_wait_for_focus_at (SIGN_IN);
  go_on (DOCUMO);
  go_on (LOGIN);
  go_on ("Not Quite Finished");
  desktop_press ("Escape");
  desktop_wait_until_gone ("Step 7 of 7");
  desktop_click ("Continue Setup");
  desktop_wait_to_see (ADDRESS);
}

static void
test_not_in_the_background (Desktop *desktop, gconstpointer data)
{
  running_faxbell_start (desktop->faxbell, "--background");
  g_assert_false (desktop_sees (WELCOME));
  desktop_activate_action (desktop, "show-inbox", NULL);
  setup_wait_for_page ("Step 1 of 7", WELCOME);
  g_assert_false (desktop_sees (WAY));
}

/* It is offered until it was copied, and said to be lost the next time. */
static void
test_password_is_offered (Desktop *desktop, gconstpointer data)
{
  begin_at (desktop, "sign-in", "Step 4 of 7", SIGN_IN);
  desktop_wait_to_see (COPY);
  desktop_press ("Escape");
  desktop_wait_to_see (LEAVE);
  desktop_press ("Escape");
  desktop_wait_until_gone (LEAVE);
  g_assert_true (desktop_sees (COPY));

  desktop_press ("Escape");
  desktop_wait_to_see (LEAVE);
  desktop_click ("Leave Without It");
  desktop_wait_until_gone ("Step 4 of 7");
  setup_wait_for_setting (desktop, "setup-password-lost=true");

  desktop_click ("Continue Setup");
  desktop_wait_to_see_part ("The password that was made last time was not copied");
  setup_tab_to ("Create New");
  desktop_press ("space");
  desktop_wait_to_see (COPY);
  desktop_press ("Escape");
  desktop_wait_to_see (LEAVE);
  desktop_click ("Copy and Leave");
  desktop_wait_until_gone ("Step 4 of 7");
  setup_wait_for_setting (desktop, "setup-password-lost=false");

  desktop_click ("Continue Setup");
  desktop_wait_to_see_part ("There is one already, for the user name “documo”.");
  g_assert_false (desktop_sees (COPY));
}

static void
test_password_is_noted (Desktop *desktop, gconstpointer data)
{
  begin_at (desktop, "sign-in", "Step 4 of 7", SIGN_IN);
  desktop_wait_to_see (COPY);
  setup_tab_to ("I have noted the password");
  desktop_press ("space");
  setup_wait_for_setting (desktop, "setup-password-lost=false");
  desktop_press ("Escape");
  desktop_wait_until_gone ("Step 4 of 7");
}

/* Documo may have the old password. */
static void
test_password_is_replaced (Desktop *desktop, gconstpointer data)
{
  g_free (running_faxbell_run (desktop->faxbell, RUNNING_PASSWORD, "--set-password=" RUNNING_USER));
  begin_at (desktop, "sign-in", "Step 4 of 7", SIGN_IN);
  desktop_wait_to_see_part ("There is one already, for the user name “" RUNNING_USER "”.");
  desktop_click ("Create New");
  desktop_wait_to_see ("Create a New Password?");
  desktop_press ("Escape");
  desktop_wait_until_gone ("Create a New Password?");
  g_assert_false (desktop_sees (COPY));
  desktop_click ("Create New");
  desktop_wait_to_see ("Create a New Password?");
  desktop_click ("Create New Password");
  desktop_wait_to_see (COPY);
}

static void
test_address_is_refused (Desktop *desktop, gconstpointer data)
{
  begin_at (desktop, "address", ADDRESS, NULL);
  desktop_wait_until_shown ("Later", TRUE);
  setup_type_address ("http://example.com");
  desktop_wait_until_shown ("Use This Address", TRUE);
  desktop_press ("Return");
  desktop_wait_to_see_part ("It must begin with https://");
  g_assert_true (desktop_sees (ADDRESS));

  desktop_press ("ctrl+a");
  desktop_press ("BackSpace");
  desktop_wait_until_shown ("Later", TRUE);
  desktop_press ("alt+l");
  desktop_wait_for_focus_at (SIGN_IN);
  copy_password ();
  go_on (DOCUMO);
  desktop_wait_to_see ("The address is missing");
  g_assert_false (desktop_sees ("Copy Address"));
  desktop_click ("Enter It");
  desktop_wait_to_see (ADDRESS);
}

/* Another program listens there, or none. */
static void
test_address_leads_elsewhere (Desktop *desktop, gconstpointer data)
{
  begin_at (desktop, "address", ADDRESS, NULL);
  setup_type_address ("http://127.0.0.1:9/webhook");
  desktop_press ("alt+u");
  desktop_wait_to_see_part ("At Faxbell’s public address nothing can be reached.");
  setup_tab_to ("Check Again");
  desktop_press ("space");
  desktop_wait_to_see_part ("At Faxbell’s public address nothing can be reached.");
  go_on (SIGN_IN);
}

static void
test_autostart_is_refused (Desktop *desktop, gconstpointer data)
{
  g_autofree char *autostart = dup_autostart (desktop);

  g_assert_true (g_file_set_contents (autostart, "", -1, NULL));
  begin_at (desktop, "login", "Step 6 of 7", LOGIN);
  desktop_click ("Start at Login");
  desktop_wait_to_see ("Your desktop blocked this change");
  desktop_wait_until_checked ("Start at Login", FALSE);
  go_on ("Not Quite Finished");
  desktop_wait_to_see ("Faxbell receives faxes only after you have started it.");
}

static void
test_unfinished (Desktop *desktop, gconstpointer data)
{
  begin_at (desktop, "login", "Step 6 of 7", LOGIN);
  go_on ("Not Quite Finished");
  desktop_click ("Show How");
  desktop_wait_for_focus_at (DOCUMO);
  go_on (LOGIN);
  go_on ("Not Quite Finished");
  desktop_click ("Create It");
  desktop_wait_for_focus_at (SIGN_IN);
  copy_password ();
  go_on (DOCUMO);
  go_on (LOGIN);
  go_on ("Not Quite Finished");
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
  begin_at (desktop, "way", "Step 2 of 7", WAY);
  setup_tab_to ("Send This to Your IT Person");
  desktop_press ("space");
  g_autofree char *uri = desktop_wait_for_opened (desktop);
  g_assert_true (g_str_has_prefix (uri, "mailto:"));
  g_autofree char *message = g_uri_unescape_string (uri, NULL);
  g_assert_nonnull (strstr (message, url));
  g_assert_nonnull (strstr (message, "GET /health"));
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
  SETUP_TEST ("/application/setup/password-is-offered", test_password_is_offered);
  SETUP_TEST ("/application/setup/password-is-noted", test_password_is_noted);
  SETUP_TEST ("/application/setup/password-is-replaced", test_password_is_replaced);
  SETUP_TEST ("/application/setup/address-is-refused", test_address_is_refused);
  SETUP_TEST ("/application/setup/address-leads-elsewhere", test_address_leads_elsewhere);
  SETUP_TEST ("/application/setup/autostart-is-refused", test_autostart_is_refused);
  SETUP_TEST ("/application/setup/unfinished", test_unfinished);
  SETUP_TEST ("/application/setup/ask-it-person", test_ask_it_person);
  return g_test_run ();
}
