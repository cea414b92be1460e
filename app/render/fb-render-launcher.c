/* fb-render-launcher.c
 *
 * Starts helper processes and keeps a spare one ready, so that a document need not wait for one.
 * Counts their crashes, whoever's document it was: where they crash again and again, starting more
 * would only take the computer's time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-render-clock-private.h"
#include "fb-render-error-private.h"
#include "fb-render-launcher-private.h"

struct _FbRenderLauncher
{
  GObject parent_instance;

  char *path;
  FbRenderLimits limits;

  FbRenderProcess *spare;
  gulong spare_ended;
  GSource *spare_clock;
  GQueue waiting; /* of GTask */
  guint n_starting;

  GArray *crashes;          /* of gint64, monotonic microseconds */
  gboolean is_not_confined; /* that won't change while this runs */
};

G_DEFINE_FINAL_TYPE (FbRenderLauncher, fb_render_launcher, G_TYPE_OBJECT)

static GError *
find_hindrance (FbRenderLauncher *self)
{
  const gint64 since = g_get_monotonic_time () - (gint64) self->limits.crash_window * 1000;

  if (self->is_not_confined)
    return fb_render_error_new (FB_RENDER_ERROR_NOT_CONFINED);
  while (self->crashes->len > 0 && g_array_index (self->crashes, gint64, 0) < since)
    g_array_remove_index (self->crashes, 0);
  if (self->crashes->len >= self->limits.crashes)
    return fb_render_error_new (FB_RENDER_ERROR_CRASHES_TOO_OFTEN);
  return NULL;
}

/* The spare one */

static FbRenderProcess *
steal_spare (FbRenderLauncher *self)
{
  g_clear_signal_handler (&self->spare_ended, self->spare);
  return g_steal_pointer (&self->spare);
}

/* The next is started when it is needed: it may end as this one did. */
static void
on_spare_ended (FbRenderProcess *process, FbRenderLauncher *self)
{
  g_autoptr (FbRenderProcess) ended = steal_spare (self);

  fb_render_launcher_count_crash (self);
}

static void
set_spare (FbRenderLauncher *self, FbRenderProcess *process)
{
  self->spare = g_object_ref (process);
  self->spare_ended = g_signal_connect (process, "ended", G_CALLBACK (on_spare_ended), self);
}

static gboolean
on_time_for_spare (gpointer data)
{
  FbRenderLauncher *self = data;

  fb_render_clock_stop (&self->spare_clock);
  fb_render_launcher_prepare (self);
  return G_SOURCE_REMOVE;
}

/* Not at once: the first page of a document is being drawn. */
static void
prepare_later (FbRenderLauncher *self)
{
  fb_render_clock_start (&self->spare_clock, self->limits.spare_delay, on_time_for_spare, self);
}

/* Starting */

static void
hand_out (FbRenderLauncher *self, FbRenderProcess *process)
{
  g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);

  if (task != NULL)
    {
      prepare_later (self);
      g_task_return_pointer (task, g_object_ref (process), g_object_unref);
    }
  else if (self->spare == NULL)
    set_spare (self, process);
  else
    fb_render_process_end (process);
}

/* One that was started for nobody, as a spare one, fails without a word. */
static void
fail (FbRenderLauncher *self, const GError *error)
{
  if (g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_NOT_CONFINED))
    {
      if (!self->is_not_confined)
        g_warning ("faxbell-render can't shut itself in on this computer: no page is shown");
      self->is_not_confined = TRUE;
    }
  else
    {
      g_message ("faxbell-render could not be started: %s", error->message);
      if (g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_CRASHED))
        fb_render_launcher_count_crash (self);
    }
  while (self->waiting.length > self->n_starting)
    {
      g_autoptr (GTask) task = g_queue_pop_head (&self->waiting);
      g_task_return_error (task, g_error_copy (error));
    }
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbRenderLauncher) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FbRenderProcess) process = fb_render_process_start_finish (result, &error);

  self->n_starting--;
  if (process != NULL)
    hand_out (self, process);
  else
    fail (self, error);
}

static void
start (FbRenderLauncher *self)
{
  self->n_starting++;
  fb_render_process_start_async (self->path, self->limits.ready, on_started, g_object_ref (self));
}

/**
 * fb_render_launcher_prepare:
 * @self: a launcher
 *
 * Starts a helper if there is no spare one; when there is one already, or they crash too often,
 * does nothing.
 */
void
fb_render_launcher_prepare (FbRenderLauncher *self)
{
  g_return_if_fail (FB_IS_RENDER_LAUNCHER (self));

  g_autoptr (GError) hindrance = find_hindrance (self);
  if (hindrance == NULL && self->spare == NULL && self->n_starting <= self->waiting.length)
    start (self);
}

/**
 * fb_render_launcher_take_async:
 * @self: a launcher
 * @callback: called when a helper is there
 * @user_data: for @callback
 *
 * Takes a helper for one document: the spare one, or a new one.
 */
void
fb_render_launcher_take_async (FbRenderLauncher *self,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (FB_IS_RENDER_LAUNCHER (self));

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GError) hindrance = find_hindrance (self);

  g_task_set_source_tag (task, fb_render_launcher_take_async);
  if (hindrance != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&hindrance));
      return;
    }
  if (self->spare != NULL)
    {
      g_task_return_pointer (task, steal_spare (self), g_object_unref);
      prepare_later (self);
      return;
    }
  g_queue_push_tail (&self->waiting, g_object_ref (task));
  if (self->n_starting < self->waiting.length)
    start (self);
}

/**
 * fb_render_launcher_take_finish:
 * @self: a launcher
 * @result: what the callback was given
 * @error: (optional): %FB_RENDER_ERROR_CRASHES_TOO_OFTEN, %FB_RENDER_ERROR_NOT_CONFINED,
 *   %FB_RENDER_ERROR_UNAVAILABLE or %FB_RENDER_ERROR_CRASHED
 *
 * Returns: (transfer full) (nullable): a helper that has shut itself in and has read nothing yet
 */
FbRenderProcess *
fb_render_launcher_take_finish (FbRenderLauncher *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fb_render_launcher_give_back:
 * @self: a launcher
 * @process: a helper that was taken and has been asked nothing
 *
 * Gives back what is not needed any more.
 */
void
fb_render_launcher_give_back (FbRenderLauncher *self, FbRenderProcess *process)
{
  g_return_if_fail (FB_IS_RENDER_LAUNCHER (self));
  g_return_if_fail (FB_IS_RENDER_PROCESS (process));

  if (!fb_render_process_has_ended (process))
    hand_out (self, process);
}

/**
 * fb_render_launcher_count_crash:
 * @self: a launcher
 *
 * To be told of each helper that ended, or was ended, because something went wrong.
 */
void
fb_render_launcher_count_crash (FbRenderLauncher *self)
{
  g_return_if_fail (FB_IS_RENDER_LAUNCHER (self));

  const gint64 now = g_get_monotonic_time ();
  g_array_append_val (self->crashes, now);
}

/**
 * fb_render_launcher_set_limits:
 * @self: a launcher that nobody has asked yet
 * @limits: how long, and how often; for tests
 */
void
fb_render_launcher_set_limits (FbRenderLauncher *self, const FbRenderLimits *limits)
{
  g_return_if_fail (FB_IS_RENDER_LAUNCHER (self));

  self->limits = *limits;
}

/**
 * fb_render_launcher_get_limits:
 * @self: a launcher
 *
 * Returns: (transfer none): how long, and how often
 */
const FbRenderLimits *
fb_render_launcher_get_limits (FbRenderLauncher *self)
{
  g_return_val_if_fail (FB_IS_RENDER_LAUNCHER (self), NULL);

  return &self->limits;
}

/**
 * fb_render_launcher_get_spare:
 * @self: a launcher
 *
 * Returns: (transfer none) (nullable): the spare helper, once it has shut itself in
 */
FbRenderProcess *
fb_render_launcher_get_spare (FbRenderLauncher *self)
{
  g_return_val_if_fail (FB_IS_RENDER_LAUNCHER (self), NULL);

  return self->spare;
}

/* GObject */

static void
fb_render_launcher_dispose (GObject *object)
{
  FbRenderLauncher *self = FB_RENDER_LAUNCHER (object);

  fb_render_clock_stop (&self->spare_clock);
  if (self->spare != NULL)
    {
      g_autoptr (FbRenderProcess) spare = steal_spare (self);
      fb_render_process_end (spare);
    }

  G_OBJECT_CLASS (fb_render_launcher_parent_class)->dispose (object);
}

static void
fb_render_launcher_finalize (GObject *object)
{
  FbRenderLauncher *self = FB_RENDER_LAUNCHER (object);

  g_array_unref (self->crashes);
  g_free (self->path);

  G_OBJECT_CLASS (fb_render_launcher_parent_class)->finalize (object);
}

static void
fb_render_launcher_class_init (FbRenderLauncherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_render_launcher_dispose;
  object_class->finalize = fb_render_launcher_finalize;
}

static void
fb_render_launcher_init (FbRenderLauncher *self)
{
  self->limits = (FbRenderLimits) FB_RENDER_LIMITS_DEFAULT;
  self->crashes = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * fb_render_launcher_new:
 * @helper_path: of faxbell-render
 *
 * Starts nothing yet.
 *
 * Returns: (transfer full): a launcher; for the thread that is to use it
 */
FbRenderLauncher *
fb_render_launcher_new (const char *helper_path)
{
  g_return_val_if_fail (helper_path != NULL, NULL);

  FbRenderLauncher *self = g_object_new (FB_TYPE_RENDER_LAUNCHER, NULL);
  self->path = g_strdup (helper_path);
  return self;
}
