/* webhook-account.c
 *
 * An account at Documo for tests of delivery: a real keyring with its key, and a stand-in of
 * Documo's API that keeps webhooks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "webhook-account.h"

#include "fb-preferences-window.h"
#include "fb-webhook-view.h"

#define KEY "a-right_key.0123456789"

static const DocumoReply me = {
  200, DOCUMO_JSON, NULL,
  "{\"uuid\":\"1\",\"email\":\"desk@example.com\",\"accountName\":\"Clinic\"}"
};

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/**
 * webhook_account_new:
 * @window: what shall use it
 *
 * Returns: (transfer full): an account without a webhook, whose key nobody has entered
 */
WebhookAccount *
webhook_account_new (WindowFixture *window)
{
  WebhookAccount *account = g_new0 (WebhookAccount, 1);

  account->window = window;
  account->keyring = keyring_start ();
  account->api = documo_api_new (KEY);
  account->webhooks = documo_webhooks_new (account->api);
  documo_api_set (account->api, "/v1/me", &me);
  documo_webhooks_add_number (account->webhooks, "n1", "+1 555 010 0101");
  documo_webhooks_add_number (account->webhooks, "n2", "+1 555 010 0102");
  g_autofree char *url = documo_api_dup_url (account->api);
  fb_api_key_set_url (window->api_key, url);
  g_settings_set_string (window->settings, "public-address", WEBHOOK_ADDRESS);
  return account;
}

/**
 * webhook_account_set_key:
 * @account: an account
 *
 * Has the keyring keep its key.
 */
void
webhook_account_set_key (WebhookAccount *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_api_key_store_async (account->window->api_key, KEY, NULL, on_done, &result);
  wait_until (result != NULL);
  fb_api_key_store_finish (account->window->api_key, result, &error);
  g_assert_no_error (error);
}

/**
 * webhook_account_make:
 * @account: an account with a key
 * @number_ids: (nullable): the numbers that a webhook is made for; %NULL for all
 *
 * Makes it as the application does.
 */
void
webhook_account_make (WebhookAccount *account, const char *const *number_ids)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FbWebhookSetup *setup = account->window->webhook_setup;

  wait_until (!fb_webhook_setup_is_busy (setup));
  fb_webhook_setup_make_async (setup, number_ids, NULL, on_done, &result);
  wait_until (result != NULL);
  fb_webhook_setup_make_finish (setup, result, &error);
  g_assert_no_error (error);
}

/**
 * webhook_account_present:
 * @account: an account
 *
 * Returns: (transfer none): the preferences, where delivery is set up
 */
GtkWidget *
webhook_account_present (WebhookAccount *account)
{
  WindowFixture *window = account->window;
  FbPreferencesWindow *preferences =
    fb_preferences_window_new (GTK_WINDOW (window->window), window->receiver, window->credentials,
                               window->api_key, window->webhook_setup, window->settings);
  GtkWidget *view = find_widget (GTK_WIDGET (preferences), FB_TYPE_WEBHOOK_VIEW);

  fb_preferences_window_show_delivery (preferences);
  gtk_window_present (GTK_WINDOW (preferences));
  wait_until (gtk_widget_get_mapped (view));
  return GTK_WIDGET (preferences);
}

void
webhook_account_free (WebhookAccount *account)
{
  wait_until (!fb_webhook_setup_is_busy (account->window->webhook_setup));
  g_settings_reset (account->window->settings, "public-address");
  documo_webhooks_free (account->webhooks);
  documo_api_free (account->api);
  keyring_stop (account->keyring);
  g_free (account);
}
