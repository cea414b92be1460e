/* test-setup-with-key.c
 *
 * Faxbell is set up with an API key: from an empty home to a fax that Documo delivers, with nothing
 * entered at Documo by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "account-fixture.h"
#include "desktop-keyboard.h"
#include "documo-webhooks.h"
#include "setup-fixture.h"

/* What a test can type. */
#define TYPED_KEY "rightkey0123456789"

static void
set_up (Account *account, gconstpointer data)
{
  account_set_up (account, NULL);
  g_autofree char *url = running_faxbell_dup_url (account->desktop.faxbell, "/webhook");
  g_autofree char *address = g_strdup_printf ("public-address='%s'", url);
  g_autofree char *credentials =
    g_build_filename (account->desktop.faxbell->home, ".config", "faxbell", "credentials", NULL);

  running_faxbell_set (account->desktop.faxbell, address);
  g_assert_no_errno (g_unlink (credentials));
  documo_api_set_key (account->api, TYPED_KEY);
}

static void
tear_down (Account *account, gconstpointer data)
{
  account_tear_down (account, NULL);
}

static void
enter_key (void)
{
  desktop_wait_to_see ("No API key is stored.");
  desktop_click ("API Key");
  desktop_type (TYPED_KEY);
  desktop_press ("Return");
  desktop_wait_to_see ("Connected to Clinic (desk@example.com).");
}

static void
test_whole_way (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;
  g_autoptr (DocumoWebhooks) webhooks = documo_webhooks_new (account->api);

  setup_begin_at (desktop, "account", "Step 4 of 9", SETUP_ACCOUNT);
  enter_key ();
  desktop_wait_to_see ("Documo doesn’t deliver faxes to this computer yet.");
  desktop_click ("Set Up");
  desktop_wait_to_see_part ("Documo delivers all faxes to http://127.0.0.1:");
  g_assert_cmpuint (documo_webhooks_count (webhooks), ==, 1);

  /* There is nothing to note, and nothing to be entered by hand. */
  desktop_wait_to_see ("Step 4 of 7");
  setup_go_on (SETUP_LOGIN);
  desktop_press ("alt+Left");
  desktop_wait_for_focus_at (SETUP_ACCOUNT);
  setup_go_on (SETUP_LOGIN);
  setup_go_on (SETUP_TEST_FAX);
  desktop_click ("Send Test Fax");
  desktop_wait_to_see ("The Test Fax Arrived");
  setup_go_on (SETUP_DONE);
  desktop_wait_to_see ("Step 7 of 7");
  desktop_wait_to_see_part ("Documo delivers all faxes to http://127.0.0.1:");
  g_assert_false (desktop_sees ("It is missing."));
  desktop_press ("Escape");
  desktop_wait_until_gone ("Step 7 of 7");
  running_faxbell_end (desktop->faxbell);
}

/* It comes up no more by itself, and not at a page that isn't needed any more. */
static void
test_not_needed_any_more (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;

  running_faxbell_set (desktop->faxbell, "webhooks=[('w', 'faxbell-abcde12345', '', '')]");
  running_faxbell_set (desktop->faxbell, "setup-page='finished'");
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("Is It Working?");
  g_assert_false (desktop_sees ("Set Up Faxbell"));
  running_faxbell_end (desktop->faxbell);

  running_faxbell_set (desktop->faxbell, "setup-page='sign-in'");
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("Is It Working?");
  g_assert_false (desktop_sees ("Continue Setup"));
  desktop_activate_action (desktop, "set-up", NULL);
  desktop_wait_to_see (SETUP_ACCOUNT);
  g_assert_false (desktop_sees (SETUP_SIGN_IN));
  running_faxbell_end (desktop->faxbell);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/application/setup-with-key/whole-way", Account, NULL, set_up, test_whole_way,
              tear_down);
  g_test_add ("/application/setup-with-key/not-needed-any-more", Account, NULL, set_up,
              test_not_needed_any_more, tear_down);
  return g_test_run ();
}
