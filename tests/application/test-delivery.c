/* test-delivery.c
 *
 * Delivery by Documo, from an API key to the first fax, as a screen reader finds it: entered, set
 * up, and then posted to as the stand-in of Documo was told: with its address and its sign-in.
 * Switched off at Documo it says so; it is switched on again, and removed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "account-fixture.h"
#include "desktop-keyboard.h"
#include "documo-webhooks.h"
#include "secret-search.h"

/* What a test can type. */
#define TYPED_KEY "rightkey0123456789"

#define NOT_YET "Documo doesn’t deliver faxes to this computer yet."
#define OFF     "Delivery is switched off at Documo. Faxes don’t come to this computer."

#define EVENT                                                                                      \
  "data={\"messageId\":\"a\",\"direction\":\"inbound\",\"status\":\"success\","                    \
  "\"faxCallerId\":\"+17025550101\",\"faxCsid\":\"Adams Clinic\",\"pagesCount\":1,"                \
  "\"pagesComplete\":1,\"createdAt\":\"2026-11-01T08:00:00.000Z\"}"

/* As Documo does: with what it was given, and nothing else. Returns the answer's status. */
static guint
post_as_documo (const DocumoHook *hook)
{
  const char *command[] = { "curl",          "--silent", "--output",    "/dev/null",
                            "--user",        hook->auth, "--write-out", "%{http_code}",
                            "--form-string", EVENT,      hook->url,     NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL,
                &error);
  g_assert_no_error (error);
  return (guint) g_ascii_strtoull (output, NULL, 10);
}

static void
set_public_address (RunningFaxbell *faxbell)
{
  g_autofree char *url = running_faxbell_dup_url (faxbell, "/webhook");
  g_autofree char *setting = g_strdup_printf ("public-address='%s'", url);

  running_faxbell_set (faxbell, setting);
}

/* All that is logged is searched, too. */
static void
keep_log (RunningFaxbell *faxbell)
{
  faxbell->log = g_build_filename (faxbell->home, "log", NULL);
  running_faxbell_setenv (faxbell, "G_MESSAGES_DEBUG", "all");
}

static void
enter_key (Desktop *desktop)
{
  desktop_activate_action (desktop, "account", NULL);
  desktop_wait_to_see ("No API key is stored.");
  desktop_type (TYPED_KEY);
  desktop_press ("Return");
  desktop_wait_to_see ("Connected to Clinic (desk@example.com).");
}

static void
test_delivery (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;
  g_autoptr (DocumoWebhooks) webhooks = documo_webhooks_new (account->api);

  documo_api_set_key (account->api, TYPED_KEY);
  set_public_address (desktop->faxbell);
  keep_log (desktop->faxbell);
  running_faxbell_start (desktop->faxbell, NULL);
  enter_key (desktop);
  desktop_wait_to_see (NOT_YET);
  desktop_click ("Set Up");
  desktop_wait_to_see_part ("Documo delivers all faxes to http://127.0.0.1:");

  g_assert_cmpuint (documo_webhooks_count (webhooks), ==, 1);
  g_autoptr (DocumoHook) hook = documo_webhooks_dup (webhooks, 0);
  g_assert_cmpuint (post_as_documo (hook), ==, 200);
  desktop_wait_to_see_part ("Adams Clinic");
  const char *password = strchr (hook->auth, ':') + 1;
  secret_search_folder (desktop->faxbell->home, password);
  secret_search_process (desktop->faxbell, password);

  documo_webhooks_set_enabled (webhooks, 0, FALSE);
  desktop_click ("Check Now");
  desktop_wait_to_see (OFF);
  desktop_click ("Switch On");
  desktop_wait_to_see_part ("Documo delivers all faxes to http://127.0.0.1:");
  g_assert_cmpuint (post_as_documo (hook), ==, 200);

  desktop_click ("Remove…");
  desktop_click ("Stop Delivery");
  desktop_wait_to_see (NOT_YET);
  g_assert_cmpuint (documo_webhooks_count (webhooks), ==, 0);
  g_assert_cmpuint (post_as_documo (hook), ==, 401);
  running_faxbell_end (desktop->faxbell);
}

/* "Is It Working?" tells of it, and repairs it. */
static void
test_status (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;
  g_autoptr (DocumoWebhooks) webhooks = documo_webhooks_new (account->api);

  set_public_address (desktop->faxbell);
  account_set_key (account, ACCOUNT_KEY);
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_activate_action (desktop, "delivery", NULL);
  desktop_wait_to_see (NOT_YET);
  desktop_click ("Set Up");
  desktop_wait_to_see_part ("Documo delivers all faxes to http://127.0.0.1:");
  running_faxbell_end (desktop->faxbell);

  documo_webhooks_set_enabled (webhooks, 0, FALSE);
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_activate_action (desktop, "status", NULL);
  desktop_wait_to_see_part ("Delivery by Documo: Needs attention. " OFF);
  desktop_click ("Repair");
  desktop_wait_to_see_part ("Delivery by Documo: Fine. Documo delivers all faxes to ");
  g_autoptr (DocumoHook) hook = documo_webhooks_dup (webhooks, 0);
  g_assert_true (hook->is_enabled);
  g_assert_cmpuint (post_as_documo (hook), ==, 200);
  running_faxbell_end (desktop->faxbell);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ACCOUNT_TEST ("/application/delivery/set-up", test_delivery);
  ACCOUNT_TEST ("/application/delivery/status", test_status);
  return g_test_run ();
}
