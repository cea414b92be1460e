/* fb-webhook-setup-findings.c
 *
 * What was found of the webhooks at Documo when somebody looked last.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-setup-private.h"

/**
 * fb_webhook_setup_get_differences:
 * @self: a setup
 *
 * Returns: what of any of the webhooks is otherwise than it has to be
 */
FbWebhookDifferences
fb_webhook_setup_get_differences (FbWebhookSetup *self)
{
  FbWebhookDifferences differences = FB_WEBHOOK_DIFFERS_NOT;

  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), differences);

  for (guint i = 0; i < self->judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (self->judgements, i);
      differences |= judgement->differences;
    }
  return differences;
}

/**
 * fb_webhook_setup_is_off:
 * @self: a setup
 *
 * Returns: whether any of the webhooks is switched off at Documo
 */
gboolean
fb_webhook_setup_is_off (FbWebhookSetup *self)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), FALSE);

  for (guint i = 0; i < self->judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (self->judgements, i);

      if (!judgement->webhook->is_enabled)
        return TRUE;
    }
  return FALSE;
}

/**
 * fb_webhook_setup_get_new_events:
 * @self: a setup
 *
 * Returns: whether the webhooks tell of events of the new generation
 */
FbWebhookNewEvents
fb_webhook_setup_get_new_events (FbWebhookSetup *self)
{
  gboolean has_events = FALSE;

  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), FB_WEBHOOK_NEW_EVENTS_UNKNOWN);

  for (guint i = 0; i < self->judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (self->judgements, i);

      if ((judgement->webhook->events & FB_DOCUMO_EVENT_V1_INBOUND) != 0)
        return FB_WEBHOOK_NEW_EVENTS_TAKEN;
      has_events = has_events || judgement->webhook->has_events;
    }
  return has_events || (self->findings.events_refused && self->judgements->len > 0)
           ? FB_WEBHOOK_NEW_EVENTS_NOT_TAKEN
           : FB_WEBHOOK_NEW_EVENTS_UNKNOWN;
}

/**
 * fb_webhook_setup_count:
 * @self: a setup
 *
 * Returns: how many webhooks at Documo deliver to Faxbell
 */
guint
fb_webhook_setup_count (FbWebhookSetup *self)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), 0);

  return self->judgements->len;
}

/**
 * fb_webhook_setup_is_for:
 * @self: a setup
 * @number_id: (nullable): the id of a number; %NULL for all of the account
 *
 * Returns: whether one of the webhooks is for that
 */
gboolean
fb_webhook_setup_is_for (FbWebhookSetup *self, const char *number_id)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), FALSE);

  for (guint i = 0; i < self->judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (self->judgements, i);

      if (g_strcmp0 (judgement->number_id, number_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * fb_webhook_setup_may_mend:
 * @self: a setup
 *
 * Returns: whether any of the webhooks that Faxbell made is off or otherwise than it has to be
 */
gboolean
fb_webhook_setup_may_mend (FbWebhookSetup *self)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), FALSE);

  for (guint i = 0; i < self->judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (self->judgements, i);

      if (fb_webhook_judgement_needs_mending (judgement))
        return TRUE;
    }
  return FALSE;
}

/**
 * fb_webhook_setup_may_remove:
 * @self: a setup
 *
 * Returns: whether any of the webhooks was made by Faxbell
 */
gboolean
fb_webhook_setup_may_remove (FbWebhookSetup *self)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), FALSE);

  for (guint i = 0; i < self->judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (self->judgements, i);

      if (judgement->is_own)
        return TRUE;
    }
  return FALSE;
}

/**
 * fb_webhook_setup_is_by_hand:
 * @self: a setup
 *
 * Returns: whether any of the webhooks was made by hand, and is changed only that way
 */
gboolean
fb_webhook_setup_is_by_hand (FbWebhookSetup *self)
{
  g_return_val_if_fail (FB_IS_WEBHOOK_SETUP (self), FALSE);

  for (guint i = 0; i < self->judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (self->judgements, i);

      if (!judgement->is_own)
        return TRUE;
    }
  return FALSE;
}
