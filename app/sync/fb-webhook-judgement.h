/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-documo-webhook.h"

G_BEGIN_DECLS

/**
 * FbWebhookDifferences:
 * @FB_WEBHOOK_DIFFERS_ADDRESS: it delivers elsewhere
 * @FB_WEBHOOK_DIFFERS_SIGN_IN: it doesn't sign in as it has to
 * @FB_WEBHOOK_DIFFERS_DOCUMENT: it doesn't bring documents
 * @FB_WEBHOOK_DIFFERS_EVENTS: it doesn't tell of all that it was made for
 *
 * What is otherwise at Documo than it has to be.
 */
typedef enum
{
  FB_WEBHOOK_DIFFERS_NOT = 0,
  FB_WEBHOOK_DIFFERS_ADDRESS = 1 << 0,
  FB_WEBHOOK_DIFFERS_SIGN_IN = 1 << 1,
  FB_WEBHOOK_DIFFERS_DOCUMENT = 1 << 2,
  FB_WEBHOOK_DIFFERS_EVENTS = 1 << 3,
} FbWebhookDifferences;

/**
 * FbWebhookJudgement:
 * @webhook: one that delivers to Faxbell
 * @user: (nullable): the user name with which it signs in, if Faxbell made it
 * @number_id: (nullable): the number that it is for; %NULL for all of the account
 * @is_own: whether Faxbell made it; one that was made by hand is never changed
 * @differences: what is otherwise than it has to be
 *
 * What is so of one webhook.
 */
typedef struct
{
  FbDocumoWebhook *webhook;
  char *user;
  char *number_id;
  gboolean is_own;
  FbWebhookDifferences differences;
} FbWebhookJudgement;

GPtrArray *fb_webhook_judge (GPtrArray *webhooks,
                             GSettings *settings,
                             const char *const *users,
                             const char *address);

gboolean fb_webhook_judgement_needs_mending (const FbWebhookJudgement *judgement);

char *fb_webhook_dup_name (const char *user);
FbDocumoWebhook *fb_webhook_find_named (GPtrArray *webhooks, const char *user);
FbDocumoEvents fb_webhook_get_events (const char *number_id);

G_END_DECLS
