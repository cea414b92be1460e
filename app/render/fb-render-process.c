/* fb-render-process.c
 *
 * One helper process and the socket to it. It is asked one thing at a time; an answer that is none,
 * that comes unasked, or that takes too long is the end of it.
 *
 * It gets nothing but its descriptors 0 to 3, of which the first three are /dev/null, an
 * environment that has only what fontconfig and the loader of libraries need, and / as its folder.
 * It is reaped by GLib, in GLib's own thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-render-process-private.h"

#include "fb-render-clock-private.h"
#include "fb-render-error-private.h"
#include "fb-render-program-private.h"

#include <errno.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct _FbRenderProcess
{
  GObject parent_instance;

  GSubprocess *subprocess;
  int socket; /* -1 once it has ended */
  GSource *watch;
  FbRenderConfinement confinement;

  GTask *pending; /* while it is being asked, or awaited */
  FbRenderRequest request;
  GSource *clock;
  guint32 serial;
};

enum
{
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbRenderProcess, fb_render_process, G_TYPE_OBJECT)

static void
kill_process (FbRenderProcess *self)
{
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  fb_render_clock_stop (&self->clock);
  if (self->socket >= 0)
    close (self->socket);
  self->socket = -1;
  g_subprocess_force_exit (self->subprocess);
}

/* What a process says by the way it ends that never was ready. */
static void
on_exited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GSubprocess *subprocess = G_SUBPROCESS (source);

  g_subprocess_wait_finish (subprocess, result, NULL);
  const gboolean is_not_confined =
    g_subprocess_get_if_exited (subprocess) &&
    g_subprocess_get_exit_status (subprocess) == FB_RENDER_EXIT_NOT_CONFINED;
  g_task_return_error (task, fb_render_error_new (is_not_confined ? FB_RENDER_ERROR_NOT_CONFINED
                                                                  : FB_RENDER_ERROR_CRASHED));
}

/* It has ended, or has to. */
static void
fail (FbRenderProcess *self)
{
  g_autoptr (FbRenderProcess) alive = g_object_ref (self);
  g_autoptr (GTask) task = g_steal_pointer (&self->pending);

  kill_process (self);
  if (task == NULL)
    g_signal_emit (self, signals[ENDED], 0);
  else if (self->request.kind == FB_RENDER_READY)
    g_subprocess_wait_async (self->subprocess, NULL, on_exited, g_steal_pointer (&task));
  else
    g_task_return_error (task, fb_render_error_new (FB_RENDER_ERROR_CRASHED));
}

static gboolean
on_too_late (gpointer data)
{
  fail (data);
  return G_SOURCE_REMOVE;
}

static gboolean
is_answer (FbRenderProcess *self, const FbRenderAnswer *answer)
{
  if (answer->kind != self->request.kind || answer->serial != self->request.serial ||
      answer->status > FB_RENDER_BAD_REQUEST)
    return FALSE;
  if (answer->kind == FB_RENDER_READY)
    return answer->status == FB_RENDER_OK;
  if (answer->kind == FB_RENDER_OPEN && answer->status == FB_RENDER_OK)
    return answer->n_pages >= 1 && answer->n_pages <= FB_RENDER_MAX_PAGES;
  return TRUE;
}

static void
take_ready (FbRenderProcess *self, const FbRenderAnswer *answer, GTask *task)
{
  self->confinement = answer->confinement & (FB_RENDER_SECCOMP | FB_RENDER_LANDLOCK);
  if ((self->confinement & FB_RENDER_SECCOMP) != 0)
    {
      g_task_return_pointer (task, g_object_ref (self), g_object_unref);
      return;
    }
  kill_process (self);
  g_task_return_error (task, fb_render_error_new (FB_RENDER_ERROR_NOT_CONFINED));
}

static gboolean
on_readable (int fd, GIOCondition condition, gpointer data)
{
  FbRenderProcess *self = data;
  FbRenderAnswer answer;
  /* There is no room for descriptors: the kernel closes them. */
  const gssize length = recv (fd, &answer, sizeof answer, MSG_DONTWAIT | MSG_TRUNC);

  if (length < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  if (length != (gssize) sizeof answer || self->pending == NULL || !is_answer (self, &answer))
    {
      fail (self);
      return G_SOURCE_REMOVE;
    }
  g_autoptr (FbRenderProcess) alive = g_object_ref (self);
  g_autoptr (GTask) task = g_steal_pointer (&self->pending);
  fb_render_clock_stop (&self->clock);
  if (answer.kind == FB_RENDER_READY)
    {
      take_ready (self, &answer, task);
      return self->watch != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
    }
  answer.flags &= FB_RENDER_PARTIAL | FB_RENDER_FONT_MISSING;
  g_task_return_pointer (task, g_memdup2 (&answer, sizeof answer), g_free);
  return self->watch != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
await (FbRenderProcess *self, GTask *task, const FbRenderRequest *request, guint timeout)
{
  self->pending = g_object_ref (task);
  self->request = *request;
  fb_render_clock_start (&self->clock, timeout, on_too_late, self);
}

/* Starting */

static void
start_in_thread (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  int socket;
  GSubprocess *subprocess = fb_render_program_spawn (g_task_get_task_data (task), &socket, &error);

  if (subprocess == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  FbRenderProcess *self = g_object_new (FB_TYPE_RENDER_PROCESS, NULL);
  self->subprocess = subprocess;
  self->socket = socket;
  g_task_return_pointer (task, self, g_object_unref);
}

/* A thread that never ends: a helper ends with the thread that has started it, which is how the
 * kernel has it end with this process. */
static void
push_to_thread (GTask *task)
{
  static gsize pool;

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, (gsize) g_thread_pool_new (start_in_thread, NULL, 1, TRUE, NULL));
  g_thread_pool_push ((GThreadPool *) pool, g_object_ref (task), NULL);
}

static void
watch_socket (FbRenderProcess *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  self->watch = g_unix_fd_source_new (self->socket, G_IO_IN);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_readable), self, NULL);
  g_source_attach (self->watch, context);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const guint timeout = GPOINTER_TO_UINT (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  g_autoptr (FbRenderProcess) self = g_task_propagate_pointer (G_TASK (result), &error);

  if (self == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  watch_socket (self);
  /* The task is what keeps it until it is ready. */
  g_task_set_task_data (task, g_object_ref (self), g_object_unref);
  await (self, task, &(FbRenderRequest){ .kind = FB_RENDER_READY }, timeout);
}

/**
 * fb_render_process_start_async:
 * @path: the helper's
 * @timeout: how long to wait until it has shut itself in, milliseconds
 * @callback: called when it has
 * @user_data: for @callback
 *
 * Starts a helper.
 */
void
fb_render_process_start_async (const char *path,
                               guint timeout,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (path != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_render_process_start_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (timeout), NULL);

  g_autoptr (GTask) start = g_task_new (NULL, NULL, on_started, g_object_ref (task));
  g_task_set_task_data (start, g_strdup (path), g_free);
  push_to_thread (start);
}

/**
 * fb_render_process_start_finish:
 * @result: what the callback was given
 * @error: (optional): %FB_RENDER_ERROR_UNAVAILABLE, %FB_RENDER_ERROR_NOT_CONFINED or, if it ended
 * or took too long, %FB_RENDER_ERROR_CRASHED
 *
 * Returns: (transfer full) (nullable): a helper that has shut itself in
 */
FbRenderProcess *
fb_render_process_start_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Asking */

static gboolean
send_request (int socket, const FbRenderRequest *request, int fd)
{
  union
  {
    struct cmsghdr header;
    char space[CMSG_SPACE (sizeof (int))];
  } control = { 0 };
  struct iovec part = { (void *) request, sizeof *request };
  struct msghdr message = {
    .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
  };

  control.header.cmsg_level = SOL_SOCKET;
  control.header.cmsg_type = SCM_RIGHTS;
  control.header.cmsg_len = CMSG_LEN (sizeof fd);
  memcpy (CMSG_DATA (&control.header), &fd, sizeof fd);
  return sendmsg (socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL) == (gssize) sizeof *request;
}

/**
 * fb_render_process_ask_async:
 * @self: a helper that is not being asked
 * @request: what to ask; its serial is set here
 * @fd: what goes with it; remains the caller's
 * @timeout: how long to wait for the answer, milliseconds
 * @callback: called when it has answered, or has ended
 * @user_data: for @callback
 *
 * Never waits for the helper to read.
 */
void
fb_render_process_ask_async (FbRenderProcess *self,
                             const FbRenderRequest *request,
                             int fd,
                             guint timeout,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (FB_IS_RENDER_PROCESS (self));
  g_return_if_fail (self->pending == NULL);

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  FbRenderRequest sent = *request;

  g_task_set_source_tag (task, fb_render_process_ask_async);
  if (self->socket < 0)
    {
      g_task_return_error (task, fb_render_error_new (FB_RENDER_ERROR_CRASHED));
      return;
    }
  sent.serial = ++self->serial;
  await (self, task, &sent, timeout);
  if (!send_request (self->socket, &sent, fd))
    fail (self);
}

/**
 * fb_render_process_ask_finish:
 * @self: a helper
 * @result: what the callback was given
 * @answer: (out caller-allocates): of the same kind, its status, pages and flags within their range
 * @error: (optional): %FB_RENDER_ERROR_CRASHED, or %G_IO_ERROR_CANCELLED if it was ended meanwhile
 *
 * Returns: whether it answered
 */
gboolean
fb_render_process_ask_finish (FbRenderProcess *self,
                              GAsyncResult *result,
                              FbRenderAnswer *answer,
                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_autofree FbRenderAnswer *given = g_task_propagate_pointer (G_TASK (result), error);
  if (given == NULL)
    return FALSE;
  *answer = *given;
  return TRUE;
}

/**
 * fb_render_process_end:
 * @self: a helper
 *
 * Ends it, whatever it does.
 */
void
fb_render_process_end (FbRenderProcess *self)
{
  g_return_if_fail (FB_IS_RENDER_PROCESS (self));

  g_autoptr (FbRenderProcess) alive = g_object_ref (self);
  g_autoptr (GTask) task = g_steal_pointer (&self->pending);
  kill_process (self);
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The helper was ended");
}

/**
 * fb_render_process_has_ended:
 * @self: a helper
 *
 * Returns: whether it can't be asked any more
 */
gboolean
fb_render_process_has_ended (FbRenderProcess *self)
{
  g_return_val_if_fail (FB_IS_RENDER_PROCESS (self), TRUE);

  return self->socket < 0;
}

/**
 * fb_render_process_get_confinement:
 * @self: a helper
 *
 * Returns: how it has shut itself in
 */
FbRenderConfinement
fb_render_process_get_confinement (FbRenderProcess *self)
{
  g_return_val_if_fail (FB_IS_RENDER_PROCESS (self), 0);

  return self->confinement;
}

/**
 * fb_render_process_get_identifier:
 * @self: a helper
 *
 * Returns: (transfer none) (nullable): its process id; %NULL once it is reaped
 */
const char *
fb_render_process_get_identifier (FbRenderProcess *self)
{
  g_return_val_if_fail (FB_IS_RENDER_PROCESS (self), NULL);

  return g_subprocess_get_identifier (self->subprocess);
}

/* GObject */

static void
fb_render_process_dispose (GObject *object)
{
  FbRenderProcess *self = FB_RENDER_PROCESS (object);

  if (self->subprocess != NULL)
    kill_process (self);

  G_OBJECT_CLASS (fb_render_process_parent_class)->dispose (object);
}

static void
fb_render_process_finalize (GObject *object)
{
  FbRenderProcess *self = FB_RENDER_PROCESS (object);

  g_clear_object (&self->subprocess);

  G_OBJECT_CLASS (fb_render_process_parent_class)->finalize (object);
}

static void
fb_render_process_class_init (FbRenderProcessClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_render_process_dispose;
  object_class->finalize = fb_render_process_finalize;

  signals[ENDED] = g_signal_new ("ended", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_render_process_init (FbRenderProcess *self)
{
  self->socket = -1;
}
