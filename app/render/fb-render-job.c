/* fb-render-job.c
 *
 * Requests to a helper, and the queue they wait in: by urgency, then in the order they were asked
 * for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-render-job-private.h"
#include "fb-sealed-memory-private.h"

#include <unistd.h>

/**
 * fb_render_job_new:
 * @request: what is to be asked
 * @urgency: which is taken first
 *
 * Returns: (transfer full): a job for which nobody waits
 */
FbRenderJob *
fb_render_job_new (const FbRenderRequest *request, FbPageUrgency urgency)
{
  FbRenderJob *job = g_new0 (FbRenderJob, 1);

  job->request = *request;
  job->urgency = urgency;
  job->fd = -1;
  job->link.data = job;
  return job;
}

/**
 * fb_render_job_steal_task:
 * @job: a job
 *
 * Returns: (transfer full) (nullable): who waits for it; after this, nobody does
 */
GTask *
fb_render_job_steal_task (FbRenderJob *job)
{
  if (job->cancel != NULL)
    g_source_destroy (job->cancel);
  g_clear_pointer (&job->cancel, g_source_unref);
  return g_steal_pointer (&job->task);
}

/**
 * fb_render_job_free:
 * @job: (transfer full): a job that is in no queue
 */
void
fb_render_job_free (FbRenderJob *job)
{
  g_autoptr (GTask) task = fb_render_job_steal_task (job);

  g_assert (!job->is_queued);
  if (job->fd >= 0)
    close (job->fd);
  g_clear_pointer (&job->memory, g_bytes_unref);
  g_free (job);
}

/**
 * fb_render_reply_free:
 * @reply: (transfer full): a reply
 */
void
fb_render_reply_free (FbRenderReply *reply)
{
  g_clear_pointer (&reply->memory, g_bytes_unref);
  g_free (reply);
}

/**
 * fb_render_job_succeed:
 * @job: (transfer full): a job that is in no queue
 * @answer: the helper's
 *
 * Tells who waits for it, if somebody does; they may ask anew at once.
 */
void
fb_render_job_succeed (FbRenderJob *job, const FbRenderAnswer *answer)
{
  g_autoptr (GTask) task = fb_render_job_steal_task (job);
  g_autoptr (FbRenderReply) reply = g_new0 (FbRenderReply, 1);

  reply->answer = *answer;
  reply->memory = g_steal_pointer (&job->memory);
  fb_render_job_free (job);
  if (task != NULL)
    g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify) fb_render_reply_free);
}

/**
 * fb_render_job_fail:
 * @job: (transfer full): a job that is in no queue
 * @error: why
 *
 * Tells who waits for it, if somebody does; they may ask anew at once.
 */
void
fb_render_job_fail (FbRenderJob *job, const GError *error)
{
  g_autoptr (GTask) task = fb_render_job_steal_task (job);

  fb_render_job_free (job);
  if (task != NULL)
    g_task_return_error (task, g_error_copy (error));
}

/**
 * fb_render_job_is_cancelled:
 * @job: a job
 * @error: (optional): %G_IO_ERROR_CANCELLED
 *
 * Returns: whether who waits for it has cancelled it
 */
gboolean
fb_render_job_is_cancelled (FbRenderJob *job, GError **error)
{
  GCancellable *cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : NULL;

  return g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gsize
get_memory_size (const FbRenderRequest *request)
{
  switch (request->kind)
    {
    case FB_RENDER_SIZES:
      return (gsize) request->count * sizeof (FbRenderSize);
    case FB_RENDER_PAGE:
      return (gsize) request->width * request->height * 4;
    case FB_RENDER_TEXT:
      return sizeof (FbRenderText);
    default:
      return 0;
    }
}

/**
 * fb_render_job_prepare:
 * @job: a job that is to be asked now
 * @error: (optional): a #GIOErrorEnum
 *
 * Makes the memory that the helper is to write into.
 *
 * Returns: whether the job can be asked
 */
gboolean
fb_render_job_prepare (FbRenderJob *job, GError **error)
{
  const gsize size = get_memory_size (&job->request);

  if (size == 0)
    return TRUE;
  job->memory = fb_sealed_memory_new (size, &job->fd, error);
  return job->memory != NULL;
}

/**
 * fb_render_job_get_timeout:
 * @job: a job
 * @limits: how long each kind may take
 * @n_pages: of the document
 *
 * Returns: milliseconds
 */
guint
fb_render_job_get_timeout (const FbRenderJob *job, const FbRenderLimits *limits, guint n_pages)
{
  switch (job->request.kind)
    {
    case FB_RENDER_OPEN:
      return limits->open;
    case FB_RENDER_SIZES:
      return limits->sizes;
    case FB_RENDER_TEXT:
      return limits->text;
    case FB_RENDER_PDF:
      return limits->pdf + n_pages * limits->pdf_page;
    default:
      return limits->page;
    }
}

/**
 * fb_render_queue_push:
 * @queue: a queue
 * @job: (transfer full): what is to be asked after all of its urgency
 */
void
fb_render_queue_push (FbRenderQueue *queue, FbRenderJob *job)
{
  g_queue_push_tail_link (&queue->jobs[job->urgency], &job->link);
  job->is_queued = TRUE;
}

/**
 * fb_render_queue_remove:
 * @queue: a queue
 * @job: a job in it, which is the caller's then
 */
void
fb_render_queue_remove (FbRenderQueue *queue, FbRenderJob *job)
{
  g_queue_unlink (&queue->jobs[job->urgency], &job->link);
  job->is_queued = FALSE;
}

static FbRenderJob *
peek (FbRenderQueue *queue)
{
  for (guint i = 0; i < FB_RENDER_N_URGENCIES; i++)
    if (queue->jobs[i].length > 0)
      return g_queue_peek_head (&queue->jobs[i]);
  return NULL;
}

/**
 * fb_render_queue_pop:
 * @queue: a queue
 *
 * Returns: (transfer full) (nullable): what is to be asked next
 */
FbRenderJob *
fb_render_queue_pop (FbRenderQueue *queue)
{
  FbRenderJob *job = peek (queue);

  if (job != NULL)
    fb_render_queue_remove (queue, job);
  return job;
}

/**
 * fb_render_queue_steal_one_like:
 * @queue: a queue
 * @request: what was asked
 *
 * Returns: (transfer full) (nullable): a job that asks the same of the same page
 */
FbRenderJob *
fb_render_queue_steal_one_like (FbRenderQueue *queue, const FbRenderRequest *request)
{
  for (guint i = 0; i < FB_RENDER_N_URGENCIES; i++)
    for (GList *l = queue->jobs[i].head; l != NULL; l = l->next)
      {
        FbRenderJob *job = l->data;
        if (job->request.kind != request->kind || job->request.page != request->page)
          continue;
        fb_render_queue_remove (queue, job);
        return job;
      }
  return NULL;
}

/**
 * fb_render_queue_is_empty:
 * @queue: a queue
 *
 * Returns: whether there is nothing to be asked
 */
gboolean
fb_render_queue_is_empty (FbRenderQueue *queue)
{
  return peek (queue) == NULL;
}
