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
 * @webhook: the webhook
 * @number_id: (nullable): the number that it is for
 *
 * Keeps that it is Faxbell's.
 */
void
fb_webhook_job_keep (FbWebhookJob *job, const FbDocumoWebhook *webhook, const char *number_id)
{
  fb_webhook_record_set (job->settings, webhook->uuid, job->sign_in->user, number_id,
                         webhook->account_id);
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
                               judgement->number_id, judgement->webhook->account_id);
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
 * @job: a job, whose last change failed, and that has looked since then
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
        fb_webhook_job_keep (job, webhook, get_number_in_doubt (job));
      return webhook != NULL;
    }
  if (job->kind == FB_WEBHOOK_JOB_MAKE)
    return FALSE;
  const FbWebhookJudgement *judgement = g_ptr_array_index (job->judgements, job->next);
  if (job->kind == FB_WEBHOOK_JOB_MEND)
    return is_mended (job, judgement->webhook->uuid);
  return find_webhook (job, judgement->webhook->uuid) == NULL;
}

/* What is forgotten */

static gboolean
was_there (FbWebhookJob *job, const char *uuid)
{
  for (guint i = 0; i < job->judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (job->judgements, i);

      if (g_str_equal (judgement->webhook->uuid, uuid))
        return TRUE;
    }
  return FALSE;
}

/* Accounts whose webhooks the key shows, as far as they had any. */
static GHashTable *
make_accounts (FbWebhookJob *job)
{
  GHashTable *accounts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < job->findings.webhooks->len; i++)
    {
      const FbDocumoWebhook *webhook = g_ptr_array_index (job->findings.webhooks, i);

      if (webhook->account_id != NULL)
        g_hash_table_add (accounts, webhook->account_id);
    }
  for (guint i = 0; i < job->judgements->len; i++)
    {
      const FbWebhookJudgement *judgement = g_ptr_array_index (job->judgements, i);

      if (judgement->webhook->account_id != NULL)
        g_hash_table_add (accounts, judgement->webhook->account_id);
    }
  return accounts;
}

/* If nothing is known of accounts, who stops all delivery means that, too. */
static gboolean
is_shown (FbWebhookJob *job, const char *account_id)
{
  g_autoptr (GHashTable) accounts = make_accounts (job);

  if (*account_id == '\0' || g_hash_table_contains (accounts, account_id))
    return TRUE;
  return g_hash_table_size (accounts) == 0 && job->kind == FB_WEBHOOK_JOB_REMOVE;
}

static gboolean
is_kept (const char *uuid, const char *account_id, gpointer user_data)
{
  FbWebhookJob *job = user_data;

  if (find_webhook (job, uuid) != NULL)
    return TRUE;
  if (was_there (job, uuid))
    return FALSE;
  return job->kind == FB_WEBHOOK_JOB_MEND || !is_shown (job, account_id);
}

/* fb_webhook_job_forget_missing:
 * @job: a job that has changed something, and has looked since then
 *
 * Drops the record of webhooks that aren't at Documo any more. Those of another account, whose key
 * was used before, aren't seen; they may deliver still.
 */
void
fb_webhook_job_forget_missing (FbWebhookJob *job)
{
  fb_webhook_record_filter (job->settings, is_kept, job);
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
