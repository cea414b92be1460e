/* fb-webhook-job-findings.c
 *
 * What a job on webhooks makes of what is at Documo: which webhooks are Faxbell's though nobody
 * has heard of that, what is there already, and whether what failed was done nevertheless.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-job-private.h"
#include "fb-webhook-record.h"

/* fb_webhook_job_keep:
 * @job: a job with a sign-in that a webhook has now
 * @uuid: names the webhook
 * @number_id: (nullable): the number that it is for
 *
 * Keeps that it is Faxbell's.
 */
void
fb_webhook_job_keep (FbWebhookJob *job, const char *uuid, const char *number_id)
{
  fb_webhook_record_set (job->settings, uuid, job->sign_in->user, number_id);
  g_clear_pointer (&job->sign_in, fb_sign_in_free);
}

static GPtrArray *
judge (FbWebhookJob *job)
{
  return fb_webhook_judge (job->findings.webhooks, job->settings,
                           (const char *const *) job->findings.users, job->address);
}

/* Which nobody has heard of that they were made. */
static void
adopt (FbWebhookJob *job, GPtrArray *judgements)
{
  for (guint i = 0; i < judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (judgements, i);

      if (judgement->user != NULL &&
          !fb_webhook_record_find (job->settings, judgement->webhook->uuid, NULL, NULL))
        fb_webhook_record_set (job->settings, judgement->webhook->uuid, judgement->user,
                               judgement->number_id);
    }
}

static gboolean
has_one_for (GPtrArray *judgements, const char *number_id)
{
  for (guint i = 0; i < judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (judgements, i);

      if (g_strcmp0 (judgement->number_id, number_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A second one would bring each fax twice. */
static void
leave_out_what_is_there (FbWebhookJob *job)
{
  for (guint i = job->targets->len; i > 0; i--)
    if (has_one_for (job->judgements, g_ptr_array_index (job->targets, i - 1)))
      g_ptr_array_remove_index (job->targets, i - 1);
}

static const char *
get_number_in_doubt (FbWebhookJob *job)
{
  if (job->kind == FB_WEBHOOK_JOB_MAKE)
    return g_ptr_array_index (job->targets, job->next);
  return ((FbWebhookJudgement *) g_ptr_array_index (job->judgements, job->next))->number_id;
}

static FbDocumoWebhook *
find_webhook (FbWebhookJob *job, const char *uuid)
{
  for (guint i = 0; i < job->findings.webhooks->len; i++)
    {
      FbDocumoWebhook *webhook = g_ptr_array_index (job->findings.webhooks, i);

      if (g_str_equal (webhook->uuid, uuid))
        return webhook;
    }
  return NULL;
}

static gboolean
is_mended (FbWebhookJob *job, const char *uuid)
{
  g_autoptr (GPtrArray) judgements = judge (job);

  for (guint i = 0; i < judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (judgements, i);

      if (g_str_equal (judgement->webhook->uuid, uuid))
        return judgement->differences == FB_WEBHOOK_DIFFERS_NOT && judgement->webhook->is_enabled;
    }
  return FALSE;
}

/* fb_webhook_job_was_done:
 * @job: a job, whose last change failed in doubt, and that has looked since then
 *
 * Returns: whether the change was made nevertheless
 */
gboolean
fb_webhook_job_was_done (FbWebhookJob *job)
{
  if (job->sign_in != NULL)
    {
      const FbDocumoWebhook *webhook =
        fb_webhook_find_named (job->findings.webhooks, job->sign_in->user);
      if (webhook != NULL)
        fb_webhook_job_keep (job, webhook->uuid, get_number_in_doubt (job));
      return webhook != NULL;
    }
  if (job->kind == FB_WEBHOOK_JOB_MAKE)
    return FALSE;
  const FbWebhookJudgement *judgement = g_ptr_array_index (job->judgements, job->next);
  if (job->kind == FB_WEBHOOK_JOB_MEND)
    return is_mended (job, judgement->webhook->uuid);
  if (find_webhook (job, judgement->webhook->uuid) != NULL)
    return FALSE;
  fb_webhook_record_forget (job->settings, judgement->webhook->uuid);
  return TRUE;
}

/* fb_webhook_job_judge:
 * @job: a job that has looked for the first time
 *
 * Finds out what there is to be done.
 */
void
fb_webhook_job_judge (FbWebhookJob *job)
{
  job->judgements = judge (job);
  adopt (job, job->judgements);
  leave_out_what_is_there (job);
}
