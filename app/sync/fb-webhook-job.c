/* fb-webhook-job.c
 *
 * What is done at Documo with Faxbell's webhooks, from looking what is there to reading back what
 * came of it.
 *
 * At no time may there be a webhook whose sign-in isn't valid here: it would be refused, and faxes
 * would be late or lost. So a sign-in is on disk before Documo hears of it. It is taken away again
 * when Documo says that it did not take it, and no webhook is there whose name tells of it; when
 * nobody knows whether Documo took it, and none is seen, it stays. A sign-in that nobody knows the
 * password of does no harm.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-webhook-job-private.h"

#include "fb-documo-error.h"
#include "fb-documo-webhook-calls.h"
#include "fb-webhook-record.h"

static void step (GTask *task);
static void list (GTask *task);

/* fb_webhook_findings_clear:
 *
 * Frees what was found. It may be filled again.
 */
void
fb_webhook_findings_clear (FbWebhookFindings *findings)
{
  g_clear_pointer (&findings->webhooks, g_ptr_array_unref);
  g_clear_pointer (&findings->users, g_strfreev);
}

static void
job_free (gpointer data)
{
  FbWebhookJob *job = data;

  g_object_unref (job->client);
  g_object_unref (job->settings);
  g_free (job->address);
  g_ptr_array_unref (job->targets);
  g_clear_pointer (&job->judgements, g_ptr_array_unref);
  g_clear_pointer (&job->sign_in, fb_sign_in_free);
  g_clear_error (&job->failure);
  fb_webhook_findings_clear (&job->findings);
  g_free (job);
}

/* Sign-ins */

static void
remove_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *const *users = task_data;
  g_autoptr (GError) error = NULL;
  gboolean is_ok = TRUE;

  for (guint i = 0; users[i] != NULL && is_ok; i++)
    is_ok = fb_webhook_sign_ins_remove (source, users[i], &error);
  GStrv left = is_ok ? fb_webhook_sign_ins_dup_users (source, &error) : NULL;
  if (left != NULL)
    g_task_return_pointer (task, left, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
add_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  FbSignIn *sign_in = fb_webhook_sign_ins_add (source, &error);

  if (sign_in != NULL)
    g_task_return_pointer (task, sign_in, (GDestroyNotify) fb_sign_in_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* No cancellable: what is in the file is to be known. Takes @users. */
static void
run_in_thread (GTask *task, GTaskThreadFunc function, GStrv users, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) child =
    g_task_new (g_task_get_source_object (task), NULL, callback, g_object_ref (task));

  g_task_set_source_tag (child, run_in_thread);
  g_task_set_task_data (child, users, (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (child, function);
}

/* The end */

static void
finish (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);

  if (job->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&job->failure));
  else
    g_task_return_boolean (task, TRUE);
}

/* Takes @error. */
static void
fail (GTask *task, GError *error)
{
  FbWebhookJob *job = g_task_get_task_data (task);

  if (job->failure == NULL)
    job->failure = error;
  else
    g_error_free (error);
  finish (task);
}

static void
on_pruned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbWebhookJob *job = g_task_get_task_data (task);
  GStrv users = g_task_propagate_pointer (G_TASK (result), NULL);

  /* What could not be taken away does no harm. */
  if (users != NULL)
    {
      g_strfreev (job->findings.users);
      job->findings.users = users;
    }
  finish (task);
}

static gboolean
is_used (FbWebhookJob *job, const char *user)
{
  return fb_webhook_record_has_user (job->settings, user) ||
         fb_webhook_find_named (job->findings.webhooks, user) != NULL ||
         (job->is_doubtful && job->sign_in != NULL && g_str_equal (job->sign_in->user, user));
}

/* Nothing is forgotten, and no sign-in taken away, but by what Documo has just listed. */
static void
prune (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);
  g_autoptr (GStrvBuilder) unused = g_strv_builder_new ();

  fb_webhook_job_forget_missing (job);
  for (guint i = 0; job->findings.users[i] != NULL; i++)
    if (!is_used (job, job->findings.users[i]))
      g_strv_builder_add (unused, job->findings.users[i]);
  run_in_thread (task, remove_in_thread, g_strv_builder_end (unused), on_pruned);
}

/* Reading back */

static void
on_users (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbWebhookJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  GStrv users = g_task_propagate_pointer (G_TASK (result), &error);

  if (users == NULL)
    {
      fail (task, error);
      return;
    }
  g_strfreev (job->findings.users);
  job->findings.users = users;
  list (task);
}

static void
look (GTask *task)
{
  run_in_thread (task, remove_in_thread, g_new0 (char *, 1), on_users);
}

static void
read_back (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);

  job->is_reading_back = TRUE;
  look (task);
}

/* Takes @error, which ends what is done, unless it is seen that it was done. */
static void
give_up (GTask *task, GError *error)
{
  FbWebhookJob *job = g_task_get_task_data (task);

  job->failure = error;
  job->is_open = TRUE;
  job->is_doubtful = !fb_documo_error_is_certain (error);
  read_back (task);
}

static void
go_on (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);

  job->next++;
  step (task);
}

/* Whether it was refused for the sake of what only newer webhooks tell of. */
static gboolean
take_back_new_events (FbWebhookJob *job, const GError *error)
{
  if (!g_error_matches (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_REFUSED) || !job->has_sent_events ||
      (job->events & FB_DOCUMO_EVENTS_NEW) == 0)
    return FALSE;
  job->events &= FB_DOCUMO_EVENTS_FIRST;
  job->findings.events_refused = TRUE;
  return TRUE;
}

/* Making */

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbWebhookJob *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (FbDocumoWebhook) webhook =
    fb_documo_client_create_webhook_finish (FB_DOCUMO_CLIENT (source), result, &error);

  if (webhook != NULL)
    {
      fb_webhook_job_keep (job, webhook, g_ptr_array_index (job->targets, job->next));
      go_on (task);
    }
  else
    give_up (task, error);
}

static void
create (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);
  g_autofree char *name = fb_webhook_dup_name (job->sign_in->user);
  const FbDocumoWebhookFields fields = {
    .name = name,
    .url = job->address,
    .user = job->sign_in->user,
    .password = job->sign_in->password,
    .number_id = g_ptr_array_index (job->targets, job->next),
    .events = job->events,
    .attach = TRUE,
  };

  job->has_sent_events = TRUE;
  fb_documo_client_create_webhook_async (job->client, &fields, g_task_get_cancellable (task),
                                         on_created, g_object_ref (task));
}

/* Mending */

static void
on_updated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbWebhookJob *job = g_task_get_task_data (task);
  const FbWebhookJudgement *judgement = g_ptr_array_index (job->judgements, job->next);
  g_autoptr (GError) error = NULL;

  if (fb_documo_client_update_webhook_finish (FB_DOCUMO_CLIENT (source), result, &error))
    {
      if (job->sign_in != NULL)
        fb_webhook_job_keep (job, judgement->webhook, judgement->number_id);
      go_on (task);
    }
  else
    give_up (task, g_steal_pointer (&error));
}

static void
update (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);
  const FbWebhookJudgement *judgement = g_ptr_array_index (job->judgements, job->next);
  const FbWebhookDifferences differences = judgement->differences;
  g_autofree char *name = job->sign_in != NULL ? fb_webhook_dup_name (job->sign_in->user) : NULL;
  const gboolean has_events =
    job->sign_in != NULL || (differences & FB_WEBHOOK_DIFFERS_EVENTS) != 0;
  const FbDocumoWebhookFields fields = {
    .name = name,
    .url = (differences & FB_WEBHOOK_DIFFERS_ADDRESS) != 0 ? job->address : NULL,
    .user = job->sign_in != NULL ? job->sign_in->user : NULL,
    .password = job->sign_in != NULL ? job->sign_in->password : NULL,
    .events = has_events ? job->events : 0,
    .enable = !judgement->webhook->is_enabled,
    .attach = (differences & FB_WEBHOOK_DIFFERS_DOCUMENT) != 0,
  };

  job->has_sent_events = has_events;
  fb_documo_client_update_webhook_async (job->client, judgement->webhook->uuid, &fields,
                                         g_task_get_cancellable (task), on_updated,
                                         g_object_ref (task));
}

/* Removing */

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (fb_documo_client_delete_webhook_finish (FB_DOCUMO_CLIENT (source), result, &error))
    go_on (task);
  else
    give_up (task, g_steal_pointer (&error));
}

/* Steps */

static void
on_sign_in_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbWebhookJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->sign_in = g_task_propagate_pointer (G_TASK (result), &error);
  if (job->sign_in == NULL)
    {
      job->failure = error;
      read_back (task);
    }
  else if (job->kind == FB_WEBHOOK_JOB_MAKE)
    create (task);
  else
    update (task);
}

static void
make_one (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);

  job->events = fb_webhook_get_events (g_ptr_array_index (job->targets, job->next));
  if (job->findings.events_refused)
    job->events &= FB_DOCUMO_EVENTS_FIRST;
  run_in_thread (task, add_in_thread, NULL, on_sign_in_added);
}

static void
mend_one (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);
  const FbWebhookJudgement *judgement = g_ptr_array_index (job->judgements, job->next);

  job->events = fb_webhook_get_events (judgement->number_id);
  if (!fb_webhook_judgement_needs_mending (judgement))
    go_on (task);
  else if ((judgement->differences & FB_WEBHOOK_DIFFERS_SIGN_IN) != 0)
    run_in_thread (task, add_in_thread, NULL, on_sign_in_added);
  else
    update (task);
}

static void
remove_one (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);
  const FbWebhookJudgement *judgement = g_ptr_array_index (job->judgements, job->next);

  if (judgement->is_own)
    fb_documo_client_delete_webhook_async (job->client, judgement->webhook->uuid,
                                           g_task_get_cancellable (task), on_deleted,
                                           g_object_ref (task));
  else
    go_on (task);
}

static void
step (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);
  const guint n = job->kind == FB_WEBHOOK_JOB_MAKE ? job->targets->len : job->judgements->len;

  if (job->failure != NULL || job->next >= n)
    {
      read_back (task);
      return;
    }
  switch (job->kind)
    {
    case FB_WEBHOOK_JOB_MAKE:
      make_one (task);
      break;
    case FB_WEBHOOK_JOB_MEND:
      mend_one (task);
      break;
    case FB_WEBHOOK_JOB_REMOVE:
      remove_one (task);
      break;
    case FB_WEBHOOK_JOB_LOOK:
    default:
      finish (task);
    }
}

/* Looking */

static void
forget_failure (FbWebhookJob *job)
{
  g_clear_error (&job->failure);
  job->is_open = FALSE;
  job->is_doubtful = FALSE;
  job->is_reading_back = FALSE;
}

static void
end_reading_back (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);

  if (job->is_open && fb_webhook_job_was_done (job))
    {
      forget_failure (job);
      go_on (task);
    }
  else if (job->is_open && take_back_new_events (job, job->failure))
    {
      forget_failure (job);
      if (job->kind == FB_WEBHOOK_JOB_MAKE)
        create (task);
      else
        update (task);
    }
  else
    prune (task);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbWebhookJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&job->findings.webhooks, g_ptr_array_unref);
  job->findings.webhooks =
    fb_documo_client_list_webhooks_finish (FB_DOCUMO_CLIENT (source), result, &error);
  if (job->findings.webhooks == NULL)
    {
      fail (task, error);
      return;
    }
  if (job->is_reading_back)
    {
      end_reading_back (task);
      return;
    }
  fb_webhook_job_judge (job);
  if (job->kind == FB_WEBHOOK_JOB_LOOK)
    finish (task);
  else
    step (task);
}

static void
list (GTask *task)
{
  FbWebhookJob *job = g_task_get_task_data (task);

  fb_documo_client_list_webhooks_async (job->client, g_task_get_cancellable (task), on_listed,
                                        g_object_ref (task));
}

static GPtrArray *
make_targets (const FbWebhookPlan *plan)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func (g_free);

  if (plan->kind == FB_WEBHOOK_JOB_MAKE && plan->number_ids == NULL)
    g_ptr_array_add (targets, NULL);
  for (guint i = 0; plan->number_ids != NULL && plan->number_ids[i] != NULL; i++)
    g_ptr_array_add (targets, g_strdup (plan->number_ids[i]));
  return targets;
}

/**
 * fb_webhook_job_run_async:
 * @sign_ins: those of webhooks
 * @client: asks Documo
 * @settings: the application's, where is kept which webhooks are Faxbell's
 * @plan: what to do
 * @cancellable: (nullable): gives up; what is being done may be done nevertheless
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does it, and reads back what came of it. One at a time.
 */
void
fb_webhook_job_run_async (FbWebhookSignIns *sign_ins,
                          FbDocumoClient *client,
                          GSettings *settings,
                          const FbWebhookPlan *plan,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (sign_ins, cancellable, callback, user_data);
  FbWebhookJob *job = g_new0 (FbWebhookJob, 1);

  g_task_set_source_tag (task, fb_webhook_job_run_async);
  /* What was found is told nevertheless. */
  g_task_set_check_cancellable (task, FALSE);
  job->client = g_object_ref (client);
  job->settings = g_object_ref (settings);
  job->kind = plan->kind;
  job->address = g_strdup (plan->address);
  job->targets = make_targets (plan);
  g_task_set_task_data (task, job, job_free);
  look (task);
}

/**
 * fb_webhook_job_run_finish:
 * @sign_ins: those of webhooks
 * @result: what the callback was given
 * @findings: (out caller-allocates): how it stands; to be cleared in any case
 * @error: (optional): an #FbDocumoError, %G_IO_ERROR_CANCELLED, or another #GIOErrorEnum if a
 *   sign-in can't be kept
 *
 * Returns: whether all was done
 */
gboolean
fb_webhook_job_run_finish (FbWebhookSignIns *sign_ins,
                           GAsyncResult *result,
                           FbWebhookFindings *findings,
                           GError **error)
{
  FbWebhookJob *job = g_task_get_task_data (G_TASK (result));

  *findings = job->findings;
  memset (&job->findings, 0, sizeof job->findings);
  return g_task_propagate_boolean (G_TASK (result), error);
}
