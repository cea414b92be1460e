/* test-webhook-view.c
 *
 * Delivery by Documo in the preferences and on "Is It Working?", with a real keyring and a stand-in
 * of Documo's API: what each state says, what its buttons do, and the choice of numbers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "fb-diagnose-webhook.h"
#include "fb-webhook-choice.h"
#include "fb-webhook-view.h"
#include "webhook-account.h"

#define NOT_YET "Documo doesn’t deliver faxes to this computer yet."
#define FINE    "Documo delivers all faxes to " WEBHOOK_ADDRESS "."

#define OFF     "Delivery is switched off at Documo. Faxes don’t come to this computer."
#define BY_HAND "Somebody has set this up at Documo by hand: it can only be changed there."

typedef struct
{
  WindowFixture window;
  WebhookAccount *account;
  GtkWidget *preferences;
  GtkWidget *view;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  window_fixture_set_up (&fixture->window, NULL);
  fixture->account = webhook_account_new (&fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  webhook_account_free (fixture->account);
  window_fixture_tear_down (&fixture->window, NULL);
}

static void
present (Fixture *fixture)
{
  fixture->preferences = webhook_account_present (fixture->account);
  fixture->view = find_widget (fixture->preferences, FB_TYPE_WEBHOOK_VIEW);
}

static void
wait_for_text (Fixture *fixture, const char *text)
{
  window_fixture_wait_for_text (fixture->view, text);
  wait_until (!fb_webhook_setup_is_busy (fixture->window.webhook_setup));
}

static GtkWidget *
find_button (Fixture *fixture, const char *label)
{
  GtkWidget *text = find_text (fixture->view, label);

  return text != NULL ? gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON) : NULL;
}

static void
click (Fixture *fixture, const char *label)
{
  GtkWidget *button = find_button (fixture, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
respond (const char *label)
{
  GtkWidget *dialog = find_toplevel (ADW_TYPE_MESSAGE_DIALOG);

  wait_until (gtk_widget_get_mapped (dialog));
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_text (dialog, label), GTK_TYPE_BUTTON),
                         "clicked");
  wait_until (find_toplevel (ADW_TYPE_MESSAGE_DIALOG) == NULL);
}

static void
assert_diagnostic (Fixture *fixture, FbDiagnosticLevel level, FbRemedy remedy)
{
  g_autoptr (FbDiagnostic) diagnostic = fb_diagnose_webhook (fixture->window.webhook_setup,
                                                              fixture->window.settings, NULL);

  g_assert_cmpint (diagnostic->level, ==, level);
  g_assert_cmpint (diagnostic->remedies[0], ==, remedy);
}

/* Without a key, by what is known here. */
static void
test_without_key (Fixture *fixture, gconstpointer data)
{
  GSettings *settings = fixture->window.settings;
  const FbStoreSummary summary = { .last_received = 1 };

  present (fixture);
  wait_for_text (fixture, "To set this up from here, enter an API key first.");
  assert_diagnostic (fixture, FB_DIAGNOSTIC_ATTENTION, FB_REMEDY_SET_UP);
  g_settings_set_boolean (settings, "setup-documo-told", TRUE);
  assert_diagnostic (fixture, FB_DIAGNOSTIC_UNKNOWN, FB_REMEDY_NONE);
  g_settings_set_boolean (settings, "setup-password-lost", TRUE);
  assert_diagnostic (fixture, FB_DIAGNOSTIC_ATTENTION, FB_REMEDY_SET_UP);
  g_autoptr (FbDiagnostic) diagnostic =
    fb_diagnose_webhook (fixture->window.webhook_setup, settings, &summary);
  g_assert_cmpint (diagnostic->level, ==, FB_DIAGNOSTIC_FINE);
}

/* Set up once there are a key and an address, and removed, but not by mistake. */
static void
test_set_up_and_remove (Fixture *fixture, gconstpointer data)
{
  g_settings_reset (fixture->window.settings, "public-address");
  present (fixture);
  wait_for_text (fixture, "To set this up from here, enter an API key first.");
  assert_diagnostic (fixture, FB_DIAGNOSTIC_ATTENTION, FB_REMEDY_SET_UP);
  g_assert_null (find_button (fixture, "Set Up"));
  webhook_account_set_key (fixture->account);
  wait_for_text (fixture,
                 "Faxbell doesn’t know how Documo reaches this computer. Enter the address "
                 "for Documo in Preferences first.");
  assert_diagnostic (fixture, FB_DIAGNOSTIC_UNKNOWN, FB_REMEDY_PUBLIC_ADDRESS);
  g_assert_null (find_button (fixture, "Set Up"));
  g_settings_set_string (fixture->window.settings, "public-address", WEBHOOK_ADDRESS);
  wait_for_text (fixture, NOT_YET);
  assert_diagnostic (fixture, FB_DIAGNOSTIC_UNKNOWN, FB_REMEDY_WEBHOOK);

  click (fixture, "Set Up");
  wait_for_text (fixture, FINE);
  assert_diagnostic (fixture, FB_DIAGNOSTIC_FINE, FB_REMEDY_CHECK_WEBHOOK);
  g_assert_nonnull (find_text (fixture->view, "If Faxes Don’t Come"));
  g_assert_cmpuint (documo_webhooks_count (fixture->account->webhooks), ==, 1);

  click (fixture, "Remove…");
  respond ("Cancel");
  g_assert_cmpuint (documo_webhooks_count (fixture->account->webhooks), ==, 1);
  click (fixture, "Remove…");
  respond ("Stop Delivery");
  wait_for_text (fixture, NOT_YET);
  g_assert_cmpuint (documo_webhooks_count (fixture->account->webhooks), ==, 0);
  g_assert_null (find_button (fixture, "Remove…"));
}

static void
test_switched_off (Fixture *fixture, gconstpointer data)
{
  webhook_account_set_key (fixture->account);
  webhook_account_make (fixture->account, NULL);
  present (fixture);
  wait_for_text (fixture, FINE);
  documo_webhooks_set_enabled (fixture->account->webhooks, 0, FALSE);
  click (fixture, "Check Now");
  wait_for_text (fixture, OFF);
  assert_diagnostic (fixture, FB_DIAGNOSTIC_ATTENTION, FB_REMEDY_MEND_WEBHOOK);
  click (fixture, "Switch On");
  wait_for_text (fixture, FINE);
}

static void
test_different (Fixture *fixture, gconstpointer data)
{
  webhook_account_set_key (fixture->account);
  webhook_account_make (fixture->account, NULL);
  present (fixture);
  documo_webhooks_set_enabled (fixture->account->webhooks, 0, FALSE);
  documo_webhooks_set_url (fixture->account->webhooks, 0, "https://other.example.com/");
  documo_webhooks_set_attachment (fixture->account->webhooks, 0, FALSE);
  wait_for_text (fixture, FINE);
  click (fixture, "Check Now");
  wait_for_text (fixture, "Delivery is switched off at Documo. "
                          "Documo delivers faxes to another address. "
                          "Documo delivers faxes without their documents.");
  click (fixture, "Repair");
  wait_for_text (fixture, FINE);

  /* The other way round. */
  g_settings_set_string (fixture->window.settings, "public-address", "https://new.example.com/x");
  wait_for_text (fixture, "Documo delivers faxes to another address.");
  click (fixture, "Repair");
  wait_for_text (fixture, "Documo delivers all faxes to https://new.example.com/x.");
}

/* Made by hand: it is told of, and can only be looked at. */
static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  DocumoWebhooks *webhooks = fixture->account->webhooks;

  webhook_account_set_key (fixture->account);
  documo_webhooks_add (webhooks, "Faxbell reception", WEBHOOK_ADDRESS);
  documo_webhooks_set_auth (webhooks, 0, "documo:password");
  present (fixture);
  wait_for_text (fixture, FINE " " BY_HAND);
  assert_diagnostic (fixture, FB_DIAGNOSTIC_FINE, FB_REMEDY_CHECK_WEBHOOK);
  g_assert_null (find_button (fixture, "Remove…"));

  documo_webhooks_set_enabled (webhooks, 0, FALSE);
  click (fixture, "Check Now");
  wait_for_text (fixture, OFF " " BY_HAND);
  assert_diagnostic (fixture, FB_DIAGNOSTIC_ATTENTION, FB_REMEDY_CHECK_WEBHOOK);
  g_assert_null (find_button (fixture, "Switch On"));

  documo_webhooks_set_attachment (webhooks, 0, FALSE);
  documo_webhooks_set_enabled (webhooks, 0, TRUE);
  click (fixture, "Check Now");
  wait_for_text (fixture, "Documo delivers faxes without their documents. " BY_HAND);
  assert_diagnostic (fixture, FB_DIAGNOSTIC_ATTENTION, FB_REMEDY_CHECK_WEBHOOK);
  g_assert_null (find_button (fixture, "Repair"));
  g_assert_null (find_button (fixture, "Remove…"));
  g_assert_cmpuint (documo_webhooks_count_changes (webhooks), ==, 0);
}

static GtkWidget *
find_check (Fixture *fixture, const char *number)
{
  GtkWidget *text = find_text (fixture->view, number);

  return text != NULL ? find_widget (gtk_widget_get_ancestor (text, ADW_TYPE_ACTION_ROW),
                                     GTK_TYPE_CHECK_BUTTON)
                      : NULL;
}

static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  const DocumoReply broken = { 503, DOCUMO_JSON, NULL, "{}" };
  const char *first = "+1 555 010 0101";

  webhook_account_set_key (fixture->account);
  present (fixture);
  wait_for_text (fixture, NOT_YET);
  documo_api_add_once (fixture->account->api, "/v1/numbers", &broken);
  GtkWidget *choice = find_widget (fixture->view, FB_TYPE_WEBHOOK_CHOICE);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (choice), TRUE);
  wait_for_text (fixture, "Documo can’t be reached right now.");
  g_assert_false (gtk_widget_is_sensitive (find_button (fixture, "Set Up")));
  click (fixture, "Try Again");
  window_fixture_wait_for_text (fixture->view, first);
  g_assert_false (gtk_widget_is_sensitive (find_button (fixture, "Set Up")));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (fixture, first)), TRUE);
  click (fixture, "Set Up");
  wait_for_text (fixture, "Documo delivers the faxes of 1 fax number to " WEBHOOK_ADDRESS ".");

  /* Another one can be added. */
  g_assert_false (gtk_widget_get_sensitive (find_check (fixture, first)));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_check (fixture, "+1 555 010 0102")), TRUE);
  click (fixture, "Set Up");
  wait_for_text (fixture, "Documo delivers the faxes of 2 fax numbers to " WEBHOOK_ADDRESS ".");
  g_assert_cmpuint (documo_webhooks_count (fixture->account->webhooks), ==, 2);
}

static void
test_no_numbers (Fixture *fixture, gconstpointer data)
{
  const DocumoReply none = { 200, DOCUMO_JSON, NULL, "{\"count\":0,\"rows\":[]}" };

  webhook_account_set_key (fixture->account);
  present (fixture);
  wait_for_text (fixture, NOT_YET);
  documo_api_set (fixture->account->api, "/v1/numbers", &none);
  GtkWidget *choice = find_widget (fixture->view, FB_TYPE_WEBHOOK_CHOICE);
  adw_expander_row_set_enable_expansion (ADW_EXPANDER_ROW (choice), TRUE);
  wait_for_text (fixture, "This account has no fax numbers.");
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  const DocumoReply weak = {
    403, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotAllowedError\",\"message\":\"admin only\"}}"
  };
  const DocumoReply broken = { 503, DOCUMO_JSON, NULL, "{}" };
  const DocumoReply refused = { 400, DOCUMO_JSON, NULL, "{\"message\":\"no\"}" };

  documo_webhooks_set_manners (fixture->account->webhooks, &(DocumoManners){ .fail_all = &weak });
  webhook_account_set_key (fixture->account);
  present (fixture);
  wait_for_text (fixture,
                 "This key doesn’t allow that. Create one with the level “admin” in Documo.");
  assert_diagnostic (fixture, FB_DIAGNOSTIC_UNKNOWN, FB_REMEDY_CHECK_WEBHOOK);
  documo_webhooks_set_manners (fixture->account->webhooks, &(DocumoManners){ .fail_all = &broken });
  click (fixture, "Try Again");
  wait_for_text (fixture, "Documo can’t be reached right now.");
  documo_webhooks_set_manners (fixture->account->webhooks,
                               &(DocumoManners){ .fail_changes = &refused });
  click (fixture, "Try Again");
  wait_for_text (fixture, NOT_YET);
  click (fixture, "Set Up");
  wait_for_text (fixture, NOT_YET " Documo refused the request.");
}

static void
test_events (Fixture *fixture, gconstpointer data)
{
  documo_webhooks_set_manners (fixture->account->webhooks, &(DocumoManners){ .tell_events = TRUE });
  webhook_account_set_key (fixture->account);
  webhook_account_make (fixture->account, NULL);
  present (fixture);
  wait_for_text (fixture, FINE);
  g_assert_null (find_text (fixture->view, "If Faxes Don’t Come"));
}

/* The window is closed meanwhile: what was begun is finished. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  webhook_account_set_key (fixture->account);
  present (fixture);
  wait_for_text (fixture, NOT_YET);
  click (fixture, "Set Up");
  gtk_window_destroy (GTK_WINDOW (fixture->preferences));
  wait_until (!fb_webhook_setup_is_busy (fixture->window.webhook_setup));
  g_assert_cmpint (fb_webhook_setup_get_state (fixture->window.webhook_setup), ==, FB_WEBHOOK_FINE);
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

#define ADD(path, function)                                                                        \
  g_test_add ("/window/webhook-view/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("without-key", test_without_key);
  ADD ("set-up-and-remove", test_set_up_and_remove);
  ADD ("switched-off", test_switched_off);
  ADD ("different", test_different);
  ADD ("by-hand", test_by_hand);
  ADD ("numbers", test_numbers);
  ADD ("no-numbers", test_no_numbers);
  ADD ("failures", test_failures);
  ADD ("events", test_events);
  ADD ("closed", test_closed);
  return g_test_run ();
}
