/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "documo-webhooks.h"
#include "keyring.h"
#include "window-fixture.h"

G_BEGIN_DECLS

#define WEBHOOK_ADDRESS "https://fax.example.com/webhook"

/**
 * WebhookAccount:
 * @window: what uses it
 * @keyring: has the key of the account
 * @api: a stand-in of Documo's API
 * @webhooks: what is there: two numbers, and no webhook
 *
 * An account at Documo, and a public address that its webhooks can deliver to.
 */
typedef struct
{
  WindowFixture *window;
  Keyring *keyring;
  DocumoApi *api;
  DocumoWebhooks *webhooks;
} WebhookAccount;

WebhookAccount *webhook_account_new (WindowFixture *window);
void webhook_account_set_key (WebhookAccount *account);
void webhook_account_make (WebhookAccount *account, const char *const *number_ids);
GtkWidget *webhook_account_present (WebhookAccount *account);
void webhook_account_free (WebhookAccount *account);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WebhookAccount, webhook_account_free)

G_END_DECLS
