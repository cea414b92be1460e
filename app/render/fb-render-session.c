/* fb-render-session.c
 *
 * One document, and the helper that reads it. Requests wait here and are asked one at a time, so
 * that one that is more urgent, or not wanted any more, need not wait for the others.
 *
 * A helper that crashes takes only one request with it: a new one opens the document again and is
 * asked the others. What made it crash isn't asked twice, and a document that has done it too often
 * is given up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-render-clock-private.h"
#include "fb-render-error-private.h"
#include "fb-render-job-private.h"
#include "fb-render-session-private.h"

#include <unistd.h>

struct _FbRenderSession
{
  GObject parent_instance;

  FbRenderLauncher *launcher;
  int document;

  FbRenderQueue queue;
  FbRenderJob *current;     /* what the helper is being asked */
  FbRenderProcess *process; /* %NULL while there is none */
  gulong process_ended;
  GSource *idle_clock;
  gboolean is_taking; /* a helper */
  gboolean is_open;   /* the document, by the helper */
  gboolean is_closed;
  guint n_pages; /* once it was open */

  guint n_crashes;
  GHashTable *crashed; /* of what must not be asked again, see make_key() */
};

G_DEFINE_FINAL_TYPE (FbRenderSession, fb_render_session, G_TYPE_OBJECT)

static void pump (FbRenderSession *self);

static gpointer
make_key (const FbRenderRequest *request)
{
  return GUINT_TO_POINTER (request->kind * (FB_RENDER_MAX_PAGES + 1) + request->page);
}

/* Callbacks may ask anew: what they ask is not failed with the others. */
static void
fail_queue (FbRenderSession *self, const GError *error)
{
  FbRenderQueue failed = self->queue;
  FbRenderJob *job;

  self->queue = (FbRenderQueue){ 0 };
  while ((job = fb_render_queue_pop (&failed)) != NULL)
    fb_render_job_fail (job, error);
}

/* The helper */

static void
drop_process (FbRenderSession *self)
{
  g_autoptr (FbRenderProcess) process = g_steal_pointer (&self->process);

  fb_render_clock_stop (&self->idle_clock);
  self->is_open = FALSE;
  if (process == NULL)
    return;
  g_clear_signal_handler (&self->process_ended, process);
  fb_render_process_end (process);
}

static void
count_crash (FbRenderSession *self)
{
  self->n_crashes++;
  fb_render_launcher_count_crash (self->launcher);
}

static gboolean
is_given_up (FbRenderSession *self)
{
  return self->n_crashes >= fb_render_launcher_get_limits (self->launcher)->document_crashes;
}

static void
on_process_ended (FbRenderProcess *process, FbRenderSession *self)
{
  drop_process (self);
  count_crash (self);
}

static gboolean
on_idle_too_long (gpointer data)
{
  drop_process (data);
  return G_SOURCE_REMOVE;
}

/* A document that nobody scrolls needs no helper, which takes memory. */
static void
start_idle_clock (FbRenderSession *self)
{
  if (self->process != NULL && self->idle_clock == NULL)
    fb_render_clock_start (&self->idle_clock, fb_render_launcher_get_limits (self->launcher)->idle,
                           on_idle_too_long, self);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbRenderSession) self = user_data;
  FbRenderLauncher *launcher = FB_RENDER_LAUNCHER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbRenderProcess) process = fb_render_launcher_take_finish (launcher, result, &error);

  self->is_taking = FALSE;
  if (process == NULL)
    {
      fail_queue (self, error);
      return;
    }
  if (self->is_closed || fb_render_queue_is_empty (&self->queue))
    {
      fb_render_launcher_give_back (launcher, process);
      return;
    }
  self->process = g_steal_pointer (&process);
  self->process_ended =
    g_signal_connect (self->process, "ended", G_CALLBACK (on_process_ended), self);
  pump (self);
}

/* Asking */

static void
take_crash (FbRenderSession *self, FbRenderJob *job)
{
  g_autoptr (GError) error = fb_render_error_new (FB_RENDER_ERROR_CRASHED);
  FbRenderJob *like;

  drop_process (self);
  count_crash (self);
  if (job->request.kind != FB_RENDER_OPEN)
    {
      g_hash_table_add (self->crashed, make_key (&job->request));
      while ((like = fb_render_queue_steal_one_like (&self->queue, &job->request)) != NULL)
        fb_render_job_fail (like, error);
    }
  fb_render_job_fail (job, error);
}

static void
take_answer (FbRenderSession *self, FbRenderJob *job, const FbRenderAnswer *answer)
{
  g_autoptr (GError) error = NULL;

  if (answer->status != FB_RENDER_OK)
    error = fb_render_error_new_of_status (answer->status);
  if (job->request.kind == FB_RENDER_OPEN)
    {
      self->is_open = error == NULL;
      self->n_pages = answer->n_pages;
      if (error != NULL)
        {
          drop_process (self);
          fail_queue (self, error);
        }
    }
  if (error != NULL)
    fb_render_job_fail (job, error);
  else
    fb_render_job_succeed (job, answer);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbRenderSession) self = user_data;
  g_autoptr (FbRenderJob) job = g_steal_pointer (&self->current);
  FbRenderAnswer answer;
  g_autoptr (GError) error = NULL;

  if (fb_render_process_ask_finish (FB_RENDER_PROCESS (source), result, &answer, &error))
    take_answer (self, g_steal_pointer (&job), &answer);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    fb_render_job_fail (g_steal_pointer (&job), error);
  else
    take_crash (self, g_steal_pointer (&job));
  pump (self);
}

static void
send (FbRenderSession *self, FbRenderJob *job)
{
  const FbRenderLimits *limits = fb_render_launcher_get_limits (self->launcher);
  const gboolean is_open = job->request.kind == FB_RENDER_OPEN;

  /* The helper before this one may have moved on in the file that they share. */
  if (is_open)
    lseek (self->document, 0, SEEK_SET);
  self->current = job;
  fb_render_process_ask_async (self->process, &job->request, is_open ? self->document : job->fd,
                               fb_render_job_get_timeout (job, limits, self->n_pages), on_answered,
                               g_object_ref (self));
  if (job->fd >= 0)
    close (job->fd);
  job->fd = -1;
}

static FbRenderJob *
get_next (FbRenderSession *self)
{
  FbRenderJob *opening;

  if (self->is_open)
    return fb_render_queue_pop (&self->queue);
  opening = fb_render_queue_steal_one_like (&self->queue, &(FbRenderRequest){ FB_RENDER_OPEN });
  return opening != NULL
           ? opening
           : fb_render_job_new (&(FbRenderRequest){ FB_RENDER_OPEN }, FB_PAGE_VISIBLE);
}

static void
take_process (FbRenderSession *self)
{
  self->is_taking = TRUE;
  fb_render_launcher_take_async (self->launcher, on_taken, g_object_ref (self));
}

static void
send_next (FbRenderSession *self)
{
  FbRenderJob *job = get_next (self);
  g_autoptr (GError) error = NULL;

  /* Its cancellable may be further than what watches it. */
  if (!fb_render_job_is_cancelled (job, &error) && fb_render_job_prepare (job, &error))
    {
      send (self, job);
      return;
    }
  fb_render_job_fail (job, error);
  pump (self);
}

/* Does what is to be done next. */
static void
pump (FbRenderSession *self)
{
  if (self->is_closed || self->current != NULL || self->is_taking)
    return;
  if (fb_render_queue_is_empty (&self->queue))
    {
      start_idle_clock (self);
      return;
    }
  fb_render_clock_stop (&self->idle_clock);
  if (is_given_up (self))
    {
      g_autoptr (GError) error = fb_render_error_new (FB_RENDER_ERROR_CRASHES_TOO_OFTEN);
      fail_queue (self, error);
    }
  else if (self->process == NULL)
    take_process (self);
  else
    send_next (self);
}

/* What is not wanted any more is not asked; its answer, if it was, finds nobody. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  FbRenderJob *job = data;
  g_autoptr (FbRenderSession) self = g_object_ref (g_task_get_source_object (job->task));
  g_autoptr (GTask) task = fb_render_job_steal_task (job);

  if (job->is_queued)
    {
      fb_render_queue_remove (&self->queue, job);
      fb_render_job_free (job);
    }
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (FbRenderJob *job, GCancellable *cancellable)
{
  if (cancellable == NULL)
    return;
  job->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (job->cancel, G_SOURCE_FUNC (on_cancelled), job, NULL);
  g_source_attach (job->cancel, g_task_get_context (job->task));
}

/**
 * fb_render_session_ask_async:
 * @self: a session
 * @request: what to ask; the first is to be %FB_RENDER_OPEN
 * @fd: (transfer full): what goes with it: the new file of a PDF, else -1
 * @urgency: which is taken first
 * @cancellable: (nullable): takes it out of the queue
 * @callback: called when it was answered
 * @user_data: for @callback
 *
 * Memory is made here, when it is the request's turn.
 */
void
fb_render_session_ask_async (FbRenderSession *self,
                             const FbRenderRequest *request,
                             int fd,
                             FbPageUrgency urgency,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (FB_IS_RENDER_SESSION (self));
  g_return_if_fail ((guint) urgency < FB_RENDER_N_URGENCIES);

  g_autoptr (FbRenderJob) job = fb_render_job_new (request, urgency);
  job->fd = fd;
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, fb_render_session_ask_async);
  if (g_task_return_error_if_cancelled (job->task))
    return;
  if (g_hash_table_contains (self->crashed, make_key (request)))
    {
      g_task_return_error (job->task, fb_render_error_new (FB_RENDER_ERROR_CRASHED));
      return;
    }
  watch_cancellable (job, cancellable);
  fb_render_queue_push (&self->queue, g_steal_pointer (&job));
  pump (self);
}

/**
 * fb_render_session_ask_finish:
 * @self: a session
 * @result: what the callback was given
 * @answer: (out caller-allocates) (optional): its status is %FB_RENDER_OK
 * @memory: (out) (optional) (transfer full): what the helper wrote, and may still change
 * @error: (optional): an #FbRenderError, %G_IO_ERROR_CANCELLED, or %G_IO_ERROR_NO_SPACE
 *
 * Returns: whether it was done
 */
gboolean
fb_render_session_ask_finish (FbRenderSession *self,
                              GAsyncResult *result,
                              FbRenderAnswer *answer,
                              GBytes **memory,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_autoptr (FbRenderReply) reply = g_task_propagate_pointer (G_TASK (result), error);
  if (reply == NULL)
    return FALSE;
  if (answer != NULL)
    *answer = reply->answer;
  if (memory != NULL)
    *memory = g_steal_pointer (&reply->memory);
  return TRUE;
}

/**
 * fb_render_session_get_process:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the helper that reads the document now
 */
FbRenderProcess *
fb_render_session_get_process (FbRenderSession *self)
{
  g_return_val_if_fail (FB_IS_RENDER_SESSION (self), NULL);

  return self->process;
}

/**
 * fb_render_session_get_document:
 * @self: a session
 *
 * Returns: the document's descriptor, which remains the session's
 */
int
fb_render_session_get_document (FbRenderSession *self)
{
  g_return_val_if_fail (FB_IS_RENDER_SESSION (self), -1);

  return self->document;
}

/**
 * fb_render_session_close:
 * @self: a session
 *
 * Ends the helper; who waits for something is told %G_IO_ERROR_CANCELLED.
 */
void
fb_render_session_close (FbRenderSession *self)
{
  g_return_if_fail (FB_IS_RENDER_SESSION (self));

  g_autoptr (GError) error =
    g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The document was closed");

  self->is_closed = TRUE;
  drop_process (self);
  fail_queue (self, error);
}

/* GObject */

static void
fb_render_session_finalize (GObject *object)
{
  FbRenderSession *self = FB_RENDER_SESSION (object);

  g_assert (self->current == NULL && fb_render_queue_is_empty (&self->queue));
  drop_process (self);
  g_hash_table_unref (self->crashed);
  g_object_unref (self->launcher);
  close (self->document);

  G_OBJECT_CLASS (fb_render_session_parent_class)->finalize (object);
}

static void
fb_render_session_class_init (FbRenderSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_render_session_finalize;
}

static void
fb_render_session_init (FbRenderSession *self)
{
  self->crashed = g_hash_table_new (NULL, NULL);
}

/**
 * fb_render_session_new:
 * @launcher: where helpers come from
 * @document: (transfer full): open for reading
 *
 * Returns: (transfer full): a session; nothing is asked yet
 */
FbRenderSession *
fb_render_session_new (FbRenderLauncher *launcher, int document)
{
  g_return_val_if_fail (FB_IS_RENDER_LAUNCHER (launcher), NULL);

  FbRenderSession *self = g_object_new (FB_TYPE_RENDER_SESSION, NULL);
  self->launcher = g_object_ref (launcher);
  self->document = document;
  return self;
}

/**
 * fb_render_session_new_beside:
 * @other: a session
 * @document: (transfer full): open for reading
 *
 * Returns: (transfer full): a session with a helper of its own, from the same launcher
 */
FbRenderSession *
fb_render_session_new_beside (FbRenderSession *other, int document)
{
  g_return_val_if_fail (FB_IS_RENDER_SESSION (other), NULL);

  return fb_render_session_new (other->launcher, document);
}
