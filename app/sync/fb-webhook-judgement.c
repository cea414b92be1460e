/* fb-webhook-judgement.c
 *
 * Which of the webhooks at Documo deliver to Faxbell, and whether each is as it has to be.
 *
 * A webhook is Faxbell's if it is kept as such; or if it has the name of a sign-in that was made
 * for one, as when nobody heard that it was made. If there is none of these, those count that
 * deliver to the public address: they are Faxbell's if they have a name as it gives, with a
 * sign-in that isn't known here any more; others were made by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-judgement.h"

#include <string.h>

#include "fb-public-address.h"
#include "fb-webhook-record.h"
#include "fb-webhook-sign-ins.h"

/* As the sign-ins of webhooks have it. */
#define USER_PREFIX "faxbell-"

#define NAME_PREFIX "Faxbell "

static void
judgement_free (gpointer data)
{
  FbWebhookJudgement *judgement = data;

  fb_documo_webhook_unref (judgement->webhook);
  g_free (judgement->user);
  g_free (judgement->number_id);
  g_free (judgement);
}

/**
 * fb_webhook_dup_name:
 * @user: the user name with which a webhook signs in
 *
 * Returns: (transfer full): what it is called at Documo, which shows whose it is
 */
char *
fb_webhook_dup_name (const char *user)
{
  return g_strconcat (
    NAME_PREFIX, g_str_has_prefix (user, USER_PREFIX) ? user + strlen (USER_PREFIX) : user, NULL);
}

static gboolean
has_name_of (const FbDocumoWebhook *webhook, const char *user)
{
  g_autofree char *name = fb_webhook_dup_name (user);

  return webhook->name != NULL && strstr (webhook->name, name) != NULL;
}

/**
 * fb_webhook_find_named:
 * @webhooks: (element-type FbDocumoWebhook): those at Documo
 * @user: a user name that was made for one
 *
 * Returns: (transfer none) (nullable): the one that was made with it
 */
FbDocumoWebhook *
fb_webhook_find_named (GPtrArray *webhooks, const char *user)
{
  for (guint i = 0; i < webhooks->len; i++)
    if (has_name_of (g_ptr_array_index (webhooks, i), user))
      return g_ptr_array_index (webhooks, i);
  return NULL;
}

/**
 * fb_webhook_get_events:
 * @number_id: (nullable): the number that a webhook is for; %NULL for all of the account
 *
 * Returns: what it shall tell of
 */
FbDocumoEvents
fb_webhook_get_events (const char *number_id)
{
  return number_id != NULL ? FB_DOCUMO_EVENTS_OF_NUMBER : FB_DOCUMO_EVENTS_ALL;
}

static const char *
find_user (const FbDocumoWebhook *webhook, const char *const *users)
{
  for (guint i = 0; users[i] != NULL; i++)
    if (has_name_of (webhook, users[i]))
      return users[i];
  return NULL;
}

static gboolean
delivers_to (const FbDocumoWebhook *webhook, const char *address)
{
  if (webhook->url == NULL || address == NULL)
    return FALSE;

  g_autofree char *url = fb_public_address_normalize (webhook->url, "/");
  return g_strcmp0 (url, address) == 0;
}

/* People may begin a name as Faxbell does. */
static gboolean
has_name_of_own (const FbDocumoWebhook *webhook)
{
  if (webhook->name == NULL || !g_str_has_prefix (webhook->name, NAME_PREFIX))
    return FALSE;

  g_autofree char *user = g_strconcat (USER_PREFIX, webhook->name + strlen (NAME_PREFIX), NULL);
  return fb_webhook_sign_ins_is_user (user);
}

/* One whose password isn't known here, or not any more. */
static gboolean
has_lost_password (const FbWebhookJudgement *judgement, const char *const *users)
{
  return judgement->is_own &&
         (judgement->user == NULL || !g_strv_contains (users, judgement->user));
}

/* Of one that somebody else made, any word of faxes that come in is enough. */
static gboolean
lacks_events (const FbWebhookJudgement *judgement)
{
  const FbDocumoEvents events = judgement->webhook->events;

  if (!judgement->webhook->has_events)
    return FALSE;
  if (judgement->user == NULL)
    return (events & (FB_DOCUMO_EVENT_INBOUND | FB_DOCUMO_EVENT_V1_INBOUND)) == 0;
  return (fb_webhook_get_events (judgement->number_id) & FB_DOCUMO_EVENTS_FIRST & ~events) != 0;
}

static FbWebhookDifferences
compare (const FbWebhookJudgement *judgement, const char *const *users, const char *address)
{
  FbWebhookDifferences differences = FB_WEBHOOK_DIFFERS_NOT;

  if (address != NULL && !delivers_to (judgement->webhook, address))
    differences |= FB_WEBHOOK_DIFFERS_ADDRESS;
  if (!fb_documo_webhook_signs_in (judgement->webhook) || has_lost_password (judgement, users))
    differences |= FB_WEBHOOK_DIFFERS_SIGN_IN;
  if (!judgement->webhook->has_attachment)
    differences |= FB_WEBHOOK_DIFFERS_DOCUMENT;
  if (lacks_events (judgement))
    differences |= FB_WEBHOOK_DIFFERS_EVENTS;
  return differences;
}

/* Takes @user and @number_id. */
static FbWebhookJudgement *
judgement_new (FbDocumoWebhook *webhook, char *user, char *number_id)
{
  FbWebhookJudgement *judgement = g_new0 (FbWebhookJudgement, 1);

  judgement->webhook = fb_documo_webhook_ref (webhook);
  judgement->user = user;
  judgement->is_own = user != NULL || has_name_of_own (webhook);
  if (number_id != NULL && *number_id == '\0')
    g_clear_pointer (&number_id, g_free);
  judgement->number_id = number_id != NULL ? number_id : g_strdup (webhook->number_id);
  return judgement;
}

static void
add_made (GPtrArray *judgements,
          FbDocumoWebhook *webhook,
          GSettings *settings,
          const char *const *users)
{
  char *user = NULL;
  char *number_id = NULL;

  if (!fb_webhook_record_find (settings, webhook->uuid, &user, &number_id))
    user = g_strdup (find_user (webhook, users));
  if (user != NULL)
    g_ptr_array_add (judgements, judgement_new (webhook, user, number_id));
}

static void
add_by_address (GPtrArray *judgements, GPtrArray *webhooks, const char *address)
{
  for (guint i = 0; i < webhooks->len; i++)
    {
      FbDocumoWebhook *webhook = g_ptr_array_index (webhooks, i);

      if (delivers_to (webhook, address))
        g_ptr_array_add (judgements, judgement_new (webhook, NULL, NULL));
    }
}

/**
 * fb_webhook_judge:
 * @webhooks: (element-type FbDocumoWebhook): those at Documo
 * @settings: the application's
 * @users: the user names of sign-ins that were made for webhooks
 * @address: (nullable): the public address, normalized
 *
 * Returns: (transfer full) (element-type FbWebhookJudgement): what is so of those that deliver to
 *   Faxbell
 */
GPtrArray *
fb_webhook_judge (GPtrArray *webhooks,
                  GSettings *settings,
                  const char *const *users,
                  const char *address)
{
  GPtrArray *judgements = g_ptr_array_new_with_free_func (judgement_free);

  for (guint i = 0; i < webhooks->len; i++)
    add_made (judgements, g_ptr_array_index (webhooks, i), settings, users);
  if (judgements->len == 0)
    add_by_address (judgements, webhooks, address);
  for (guint i = 0; i < judgements->len; i++)
    {
      FbWebhookJudgement *judgement = g_ptr_array_index (judgements, i);
      judgement->differences = compare (judgement, users, address);
    }
  return judgements;
}

/**
 * fb_webhook_judgement_needs_mending:
 * @judgement: what is so of one
 *
 * Returns: whether Faxbell made it, and it is off or otherwise than it has to be
 */
gboolean
fb_webhook_judgement_needs_mending (const FbWebhookJudgement *judgement)
{
  g_return_val_if_fail (judgement != NULL, FALSE);

  return judgement->is_own &&
         (judgement->differences != FB_WEBHOOK_DIFFERS_NOT || !judgement->webhook->is_enabled);
}
