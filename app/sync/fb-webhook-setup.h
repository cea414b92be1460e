/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-api-key.h"
#include "fb-credentials.h"
#include "fb-webhook-judgement.h"

G_BEGIN_DECLS

/**
 * FbWebhookState:
 * @FB_WEBHOOK_UNKNOWN: nobody has looked yet
 * @FB_WEBHOOK_NO_KEY: there is no API key to look with
 * @FB_WEBHOOK_NO_ADDRESS: there is no public address to which it could deliver
 * @FB_WEBHOOK_ABSENT: there is none at Documo
 * @FB_WEBHOOK_FINE: it is as it has to be
 * @FB_WEBHOOK_OFF: it is switched off at Documo
 * @FB_WEBHOOK_DIFFERENT: it is otherwise than it has to be; it may be switched off, too
 * @FB_WEBHOOK_FORBIDDEN: the API key may not do that
 * @FB_WEBHOOK_UNREACHABLE: Documo doesn't tell, for another reason
 *
 * How the webhook at Documo stands; several count as one.
 */
typedef enum
{
  FB_WEBHOOK_UNKNOWN,
  FB_WEBHOOK_NO_KEY,
  FB_WEBHOOK_NO_ADDRESS,
  FB_WEBHOOK_ABSENT,
  FB_WEBHOOK_FINE,
  FB_WEBHOOK_OFF,
  FB_WEBHOOK_DIFFERENT,
  FB_WEBHOOK_FORBIDDEN,
  FB_WEBHOOK_UNREACHABLE,
} FbWebhookState;

/**
 * FbWebhookNewEvents:
 * @FB_WEBHOOK_NEW_EVENTS_UNKNOWN: Documo doesn't say
 * @FB_WEBHOOK_NEW_EVENTS_TAKEN: it tells of them
 * @FB_WEBHOOK_NEW_EVENTS_NOT_TAKEN: it doesn't: only Documo's screen can switch them on
 *
 * Whether the webhook tells of events of the new generation.
 */
typedef enum
{
  FB_WEBHOOK_NEW_EVENTS_UNKNOWN,
  FB_WEBHOOK_NEW_EVENTS_TAKEN,
  FB_WEBHOOK_NEW_EVENTS_NOT_TAKEN,
} FbWebhookNewEvents;

#define FB_TYPE_WEBHOOK_SETUP (fb_webhook_setup_get_type ())
G_DECLARE_FINAL_TYPE (FbWebhookSetup, fb_webhook_setup, FB, WEBHOOK_SETUP, GObject)

/* Properties:
 *   state (FbWebhookState): how it stands; notified whenever anything that is told of it may be
 *     another
 *   busy (boolean): whether Documo is being asked
 */

FbWebhookSetup *
fb_webhook_setup_new (FbApiKey *api_key, FbCredentials *credentials, GSettings *settings);

FbWebhookState fb_webhook_setup_get_state (FbWebhookSetup *self);
gboolean fb_webhook_setup_is_busy (FbWebhookSetup *self);
const GError *fb_webhook_setup_get_problem (FbWebhookSetup *self);
FbWebhookDifferences fb_webhook_setup_get_differences (FbWebhookSetup *self);
gboolean fb_webhook_setup_is_off (FbWebhookSetup *self);
FbWebhookNewEvents fb_webhook_setup_get_new_events (FbWebhookSetup *self);
gboolean fb_webhook_setup_may_mend (FbWebhookSetup *self);
gboolean fb_webhook_setup_may_remove (FbWebhookSetup *self);
gboolean fb_webhook_setup_is_by_hand (FbWebhookSetup *self);
guint fb_webhook_setup_count (FbWebhookSetup *self);
gboolean fb_webhook_setup_is_for (FbWebhookSetup *self, const char *number_id);
char *fb_webhook_setup_dup_address (FbWebhookSetup *self);

void fb_webhook_setup_look_if_old (FbWebhookSetup *self);
void fb_webhook_setup_look_async (FbWebhookSetup *self,
                                  gboolean may_prompt,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean fb_webhook_setup_look_finish (FbWebhookSetup *self, GAsyncResult *result, GError **error);
void fb_webhook_setup_make_async (FbWebhookSetup *self,
                                  const char *const *number_ids,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean fb_webhook_setup_make_finish (FbWebhookSetup *self, GAsyncResult *result, GError **error);
void fb_webhook_setup_mend_async (FbWebhookSetup *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean fb_webhook_setup_mend_finish (FbWebhookSetup *self, GAsyncResult *result, GError **error);
void fb_webhook_setup_remove_async (FbWebhookSetup *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
fb_webhook_setup_remove_finish (FbWebhookSetup *self, GAsyncResult *result, GError **error);
void fb_webhook_setup_list_numbers_async (FbWebhookSetup *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
fb_webhook_setup_list_numbers_finish (FbWebhookSetup *self, GAsyncResult *result, GError **error);

G_END_DECLS
