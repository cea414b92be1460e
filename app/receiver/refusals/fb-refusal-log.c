/* fb-refusal-log.c
 *
 * Remembers the last requests that were refused, in memory only. Anybody can have requests refused,
 * as often as they like. So what is alike is remembered once, with the number of times; whoever
 * reads the log is called a few times a second at most, however many there are; and what looks like
 * Documo's has a place of its own, which a flood of others can't take.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-refusal-log.h"

/* From something new to the call that tells of it, and of what else comes until then. */
#define CALL_MS 250

struct _FbRefusalLog
{
  GMutex mutex;
  GMainContext *context;
  FbRefusalLogFunc function; /* NULL once it is stopped */
  gpointer user_data;
  GSource *call; /* NULL while none is due */

  GPtrArray *refusals; /* FbRefusal, the oldest first */
  FbRefusal *standing; /* nullable */
  guint64 n_refused;
  gint64 last_accepted;
};

/**
 * fb_refusal_log_new:
 * @context: (nullable): where @function is called; %NULL for the default main context
 * @function: called when there is something new
 * @user_data: for @function
 *
 * Returns: (transfer full): an empty log
 */
FbRefusalLog *
fb_refusal_log_new (GMainContext *context, FbRefusalLogFunc function, gpointer user_data)
{
  FbRefusalLog *log = g_atomic_rc_box_new0 (FbRefusalLog);

  g_mutex_init (&log->mutex);
  log->context = context != NULL ? g_main_context_ref (context) : NULL;
  log->function = function;
  log->user_data = user_data;
  log->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_refusal_unref);
  return log;
}

/**
 * fb_refusal_log_ref:
 * @log: a log
 *
 * Returns: (transfer full): another reference to it
 */
FbRefusalLog *
fb_refusal_log_ref (FbRefusalLog *log)
{
  return g_atomic_rc_box_acquire (log);
}

static void
fb_refusal_log_clear (gpointer data)
{
  FbRefusalLog *log = data;

  g_ptr_array_unref (log->refusals);
  g_clear_pointer (&log->standing, fb_refusal_unref);
  g_clear_pointer (&log->context, g_main_context_unref);
  g_mutex_clear (&log->mutex);
}

/**
 * fb_refusal_log_unref:
 * @log: (transfer full): a log
 *
 * Gives up a reference.
 */
void
fb_refusal_log_unref (FbRefusalLog *log)
{
  g_atomic_rc_box_release_full (log, fb_refusal_log_clear);
}

/**
 * fb_refusal_log_stop:
 * @log: a log
 *
 * Calls back no more. For the thread that is called back.
 */
void
fb_refusal_log_stop (FbRefusalLog *log)
{
  g_mutex_lock (&log->mutex);
  GSource *call = g_steal_pointer (&log->call);
  log->function = NULL;
  g_mutex_unlock (&log->mutex);

  /* It may hold the last but one reference. */
  if (call != NULL)
    g_source_destroy (call);
  g_clear_pointer (&call, g_source_unref);
}

static gboolean
on_call (gpointer data)
{
  FbRefusalLog *log = data;

  g_mutex_lock (&log->mutex);
  FbRefusalLogFunc function = log->function;
  g_clear_pointer (&log->call, g_source_unref);
  g_mutex_unlock (&log->mutex);

  if (function != NULL)
    function (log->user_data);
  return G_SOURCE_REMOVE;
}

static void
schedule_call (FbRefusalLog *log)
{
  if (log->call != NULL || log->function == NULL)
    return;
  log->call = g_timeout_source_new (CALL_MS);
  g_source_set_callback (log->call, on_call, fb_refusal_log_ref (log),
                         (GDestroyNotify) fb_refusal_log_unref);
  g_source_attach (log->call, log->context);
}

static gboolean
is_alike (const FbRefusal *refusal,
          FbRefusalReason reason,
          const char *address,
          gboolean is_like_documo)
{
  return refusal->reason == reason && refusal->is_like_documo == is_like_documo &&
         g_strcmp0 (refusal->address, address) == 0;
}

/* Makes room for one more, and returns how often its like was refused before. */
static guint
take_alike (GPtrArray *refusals, FbRefusalReason reason, const char *address, gboolean is_like)
{
  for (guint i = refusals->len; i > 0; i--)
    {
      const FbRefusal *refusal = g_ptr_array_index (refusals, i - 1);
      const guint n_times = refusal->n_times;

      if (!is_alike (refusal, reason, address, is_like))
        continue;
      g_ptr_array_remove_index (refusals, i - 1);
      return n_times;
    }
  if (refusals->len == FB_REFUSAL_LOG_MAX)
    g_ptr_array_remove_index (refusals, 0);
  return 0;
}

/**
 * fb_refusal_log_add:
 * @log: a log
 * @reason: why a request was refused just now
 * @address: (nullable): the address that it came from
 * @is_like_documo: whether it looked like one of Documo's
 *
 * Remembers it.
 */
void
fb_refusal_log_add (FbRefusalLog *log,
                    FbRefusalReason reason,
                    GInetAddress *address,
                    gboolean is_like_documo)
{
  g_autofree char *text = address != NULL ? g_inet_address_to_string (address) : NULL;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);

  guint n_times = take_alike (log->refusals, reason, text, is_like_documo);
  if (n_times < G_MAXUINT)
    n_times++;
  FbRefusal *refusal = fb_refusal_new (reason, g_get_real_time (), text, is_like_documo, n_times);
  g_ptr_array_add (log->refusals, refusal);
  log->n_refused++;
  if (is_like_documo && fb_refusal_reason_lasts (reason))
    {
      g_clear_pointer (&log->standing, fb_refusal_unref);
      log->standing = fb_refusal_ref (refusal);
    }
  schedule_call (log);
}

/**
 * fb_refusal_log_note_accepted:
 * @log: a log
 *
 * Notes that a delivery was accepted just now: what Documo was refused for before is mended.
 */
void
fb_refusal_log_note_accepted (FbRefusalLog *log)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);

  log->last_accepted = g_get_real_time ();
  g_clear_pointer (&log->standing, fb_refusal_unref);
  schedule_call (log);
}

/**
 * fb_refusal_log_dup_refusals:
 * @log: a log
 *
 * Returns: (transfer full) (element-type FbRefusal): the last refusals, the newest first; at most
 *   %FB_REFUSAL_LOG_MAX
 */
GPtrArray *
fb_refusal_log_dup_refusals (FbRefusalLog *log)
{
  GPtrArray *refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_refusal_unref);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);

  for (guint i = log->refusals->len; i > 0; i--)
    g_ptr_array_add (refusals, fb_refusal_ref (g_ptr_array_index (log->refusals, i - 1)));
  return refusals;
}

/**
 * fb_refusal_log_dup_standing:
 * @log: a log
 *
 * Returns: (transfer full) (nullable): the last refusal of what looked like Documo's, whose reason
 *   lasts and after which no delivery was accepted
 */
FbRefusal *
fb_refusal_log_dup_standing (FbRefusalLog *log)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);

  return log->standing != NULL ? fb_refusal_ref (log->standing) : NULL;
}

/**
 * fb_refusal_log_get_n_refused:
 * @log: a log
 *
 * Returns: how many requests were refused
 */
guint64
fb_refusal_log_get_n_refused (FbRefusalLog *log)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);

  return log->n_refused;
}

/**
 * fb_refusal_log_get_last_accepted:
 * @log: a log
 *
 * Returns: when a delivery was accepted last, in microseconds since 1970 UTC; 0 if none was
 */
gint64
fb_refusal_log_get_last_accepted (FbRefusalLog *log)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);

  return log->last_accepted;
}
