/* test-setup-pages.c
 *
 * What can go wrong on a page of the assistant, and what is not to be lost there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-keyboard.h"
#include "setup-fixture.h"

#define LEAVE "Leave Without the Password?"

/* It is offered until it was copied, and said to be lost the next time. */
static void
test_password_is_offered (Desktop *desktop, gconstpointer data)
{
  setup_begin_at (desktop, "sign-in", "Step 5 of 9", SETUP_SIGN_IN);
  desktop_wait_to_see (SETUP_COPY);
  desktop_press ("Escape");
  desktop_wait_to_see (LEAVE);
  desktop_press ("Escape");
  desktop_wait_until_gone (LEAVE);
  g_assert_true (desktop_sees (SETUP_COPY));

  desktop_press ("Escape");
  desktop_wait_to_see (LEAVE);
  desktop_click ("Leave Without It");
  desktop_wait_until_gone ("Step 5 of 9");
  setup_wait_for_setting (desktop, "setup-password-lost=true");

  desktop_click ("Continue Setup");
  desktop_wait_to_see_part ("The password that was made last time was not copied");
  setup_tab_to ("Create New");
  desktop_press ("space");
  desktop_wait_to_see (SETUP_COPY);
  desktop_press ("Escape");
  desktop_wait_to_see (LEAVE);
  desktop_click ("Copy and Leave");
  desktop_wait_until_gone ("Step 5 of 9");
  setup_wait_for_setting (desktop, "setup-password-lost=false");

  desktop_click ("Continue Setup");
  desktop_wait_to_see_part ("There is one already, for the user name “documo”.");
  g_assert_false (desktop_sees (SETUP_COPY));
}

static void
test_password_is_noted (Desktop *desktop, gconstpointer data)
{
  setup_begin_at (desktop, "sign-in", "Step 5 of 9", SETUP_SIGN_IN);
  desktop_wait_to_see (SETUP_COPY);
  setup_tab_to ("I have noted the password");
  desktop_press ("space");
  setup_wait_for_setting (desktop, "setup-password-lost=false");
  desktop_press ("Escape");
  desktop_wait_until_gone ("Step 5 of 9");
}

/* Somebody knows it: who has set it there. */
static void
test_password_by_command_line (Desktop *desktop, gconstpointer data)
{
  running_faxbell_set (desktop->faxbell, "setup-password-lost=true");
  g_free (running_faxbell_run (desktop->faxbell, RUNNING_PASSWORD, "--set-password=" RUNNING_USER));
  setup_wait_for_setting (desktop, "setup-password-lost=false");
}

/* Documo may have the old password. */
static void
test_password_is_replaced (Desktop *desktop, gconstpointer data)
{
  g_free (running_faxbell_run (desktop->faxbell, RUNNING_PASSWORD, "--set-password=" RUNNING_USER));
  setup_begin_at (desktop, "sign-in", "Step 5 of 9", SETUP_SIGN_IN);
  desktop_wait_to_see_part ("There is one already, for the user name “" RUNNING_USER "”.");
  desktop_click ("Create New");
  desktop_wait_to_see ("Create a New Password?");
  desktop_press ("Escape");
  desktop_wait_until_gone ("Create a New Password?");
  g_assert_false (desktop_sees (SETUP_COPY));
  desktop_click ("Create New");
  desktop_wait_to_see ("Create a New Password?");
  desktop_click ("Create New Password");
  desktop_wait_to_see (SETUP_COPY);
}

static void
test_address_is_refused (Desktop *desktop, gconstpointer data)
{
  setup_begin_at (desktop, "address", SETUP_ADDRESS, NULL);
  desktop_wait_until_shown ("Later", TRUE);
  setup_type_address ("http://example.com");
  desktop_wait_until_shown ("Use This Address", TRUE);
  desktop_press ("Return");
  desktop_wait_to_see_part ("It must begin with https://");
  g_assert_true (desktop_sees (SETUP_ADDRESS));

  desktop_press ("ctrl+a");
  desktop_press ("BackSpace");
  desktop_wait_until_shown ("Later", TRUE);
  desktop_press ("alt+l");
  desktop_wait_for_focus_at (SETUP_ACCOUNT);
  setup_go_on (SETUP_SIGN_IN);
  setup_copy_password ();
  setup_go_on (SETUP_DOCUMO);
  desktop_wait_to_see ("The address is missing");
  g_assert_false (desktop_sees ("Copy Address"));
  desktop_click ("Enter It");
  desktop_wait_to_see (SETUP_ADDRESS);
}

/* What was entered is not lost with the window. */
static void
test_address_is_left (Desktop *desktop, gconstpointer data)
{
  setup_begin_at (desktop, "address", SETUP_ADDRESS, NULL);
  setup_type_address ("https://fax.example.com");
  desktop_press ("Escape");
  desktop_wait_until_gone (SETUP_ADDRESS);
  setup_wait_for_setting (desktop, "public-address='https://fax.example.com/webhook'");
}

/* Another program listens there, or none. */
static void
test_address_leads_elsewhere (Desktop *desktop, gconstpointer data)
{
  setup_begin_at (desktop, "address", SETUP_ADDRESS, NULL);
  setup_type_address ("http://127.0.0.1:9/webhook");
  desktop_press ("alt+u");
  desktop_wait_to_see_part ("At Faxbell’s public address nothing can be reached.");
  setup_tab_to ("Check Again");
  desktop_press ("space");
  desktop_wait_to_see_part ("At Faxbell’s public address nothing can be reached.");
  setup_go_on (SETUP_ACCOUNT);
  desktop_wait_to_see ("The address doesn’t lead here");
}

/* Its end is told, and on the next page that it is wrong still. */
static void
test_address_ends_otherwise (Desktop *desktop, gconstpointer data)
{
  g_autofree char *url = running_faxbell_dup_url (desktop->faxbell, "/fax");

  setup_begin_at (desktop, "address", SETUP_ADDRESS, NULL);
  setup_type_address (url);
  desktop_press ("alt+u");
  desktop_wait_to_see ("The address has to end in /webhook.");
  setup_go_on (SETUP_ACCOUNT);
  desktop_wait_to_see ("The address doesn’t lead here");
  desktop_click ("Correct It");
  desktop_wait_to_see (SETUP_ADDRESS);
}

/* What was said to be done isn't enough. */
static void
test_done_with_wrong_address (Desktop *desktop, gconstpointer data)
{
  g_autofree char *url = running_faxbell_dup_url (desktop->faxbell, "/fax");
  g_autofree char *address = g_strdup_printf ("public-address='%s'", url);

  g_free (running_faxbell_run (desktop->faxbell, RUNNING_PASSWORD, "--set-password=" RUNNING_USER));
  running_faxbell_set (desktop->faxbell, address);
  running_faxbell_set (desktop->faxbell, "setup-documo-told=true");
  running_faxbell_set (desktop->faxbell, "setup-page='finished'");
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("Is It Working?");
  desktop_activate_action (desktop, "set-up", NULL);
  setup_wait_for_page ("Step 1 of 9", SETUP_WELCOME);
  setup_go_on (SETUP_WAY);
  desktop_press ("alt+n");
  desktop_wait_to_see ("The address has to end in /webhook.");
  setup_go_on (SETUP_ACCOUNT);
  setup_go_on (SETUP_SIGN_IN);
  setup_go_on (SETUP_DOCUMO);
  setup_go_on (SETUP_LOGIN);
  setup_go_on (SETUP_TEST_FAX);
  setup_go_on ("Not Quite Finished");
}

static void
test_autostart_is_refused (Desktop *desktop, gconstpointer data)
{
  g_autofree char *autostart = setup_dup_autostart (desktop);

  g_assert_true (g_file_set_contents (autostart, "", -1, NULL));
  setup_begin_at (desktop, "login", "Step 7 of 9", SETUP_LOGIN);
  desktop_click ("Start at Login");
  desktop_wait_to_see ("Your desktop blocked this change");
  desktop_wait_until_checked ("Start at Login", FALSE);
  setup_go_on (SETUP_TEST_FAX);
  setup_go_on ("Not Quite Finished");
  desktop_wait_to_see ("Faxbell receives faxes only after you have started it.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  SETUP_TEST ("/application/setup-pages/password-is-offered", test_password_is_offered);
  SETUP_TEST ("/application/setup-pages/password-is-noted", test_password_is_noted);
  SETUP_TEST ("/application/setup-pages/password-by-command-line", test_password_by_command_line);
  SETUP_TEST ("/application/setup-pages/password-is-replaced", test_password_is_replaced);
  SETUP_TEST ("/application/setup-pages/address-is-refused", test_address_is_refused);
  SETUP_TEST ("/application/setup-pages/address-is-left", test_address_is_left);
  SETUP_TEST ("/application/setup-pages/address-leads-elsewhere", test_address_leads_elsewhere);
  SETUP_TEST ("/application/setup-pages/address-ends-otherwise", test_address_ends_otherwise);
  SETUP_TEST ("/application/setup-pages/done-with-wrong-address", test_done_with_wrong_address);
  SETUP_TEST ("/application/setup-pages/autostart-is-refused", test_autostart_is_refused);
  return g_test_run ();
}
