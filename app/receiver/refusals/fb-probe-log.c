/* fb-probe-log.c
 *
 * Which of the requests that this process has sent to itself have arrived. Each has a nonce of its
 * own in its query, by which it is known; nothing of it is echoed, so nobody else can pretend to be
 * this process, nor find out whether a nonce is awaited.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-probe-log.h"

#include <string.h>

#define NONCE_WORDS 4

struct _FbProbeLog
{
  GMutex mutex;
  GHashTable *probes; /* nonce → FbProbeArrival */
};

/**
 * fb_probe_log_new:
 *
 * Returns: (transfer full): a log without probes
 */
FbProbeLog *
fb_probe_log_new (void)
{
  FbProbeLog *log = g_atomic_rc_box_new0 (FbProbeLog);

  g_mutex_init (&log->mutex);
  log->probes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return log;
}

/**
 * fb_probe_log_ref:
 * @log: a log
 *
 * Returns: (transfer full): another reference to it
 */
FbProbeLog *
fb_probe_log_ref (FbProbeLog *log)
{
  return g_atomic_rc_box_acquire (log);
}

static void
fb_probe_log_clear (gpointer data)
{
  FbProbeLog *log = data;

  g_hash_table_unref (log->probes);
  g_mutex_clear (&log->mutex);
}

/**
 * fb_probe_log_unref:
 * @log: (transfer full): a log
 *
 * Gives up a reference.
 */
void
fb_probe_log_unref (FbProbeLog *log)
{
  g_atomic_rc_box_release_full (log, fb_probe_log_clear);
}

/**
 * fb_probe_log_begin:
 * @log: a log
 *
 * Begins to wait for a probe. Call fb_probe_log_end() for each.
 *
 * Returns: (transfer full): its nonce
 */
char *
fb_probe_log_begin (FbProbeLog *log)
{
  GString *nonce = g_string_new (NULL);

  for (guint i = 0; i < NONCE_WORDS; i++)
    g_string_append_printf (nonce, "%08x", g_random_int ());

  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);
  g_hash_table_insert (log->probes, g_strdup (nonce->str), GINT_TO_POINTER (FB_PROBE_NOT_ARRIVED));
  return g_string_free (nonce, FALSE);
}

/**
 * fb_probe_log_note_query:
 * @log: a log
 * @query: (nullable): the query of a request that was received
 * @is_at_webhook: whether it was for the path of the webhook
 *
 * Returns: whether it is a probe of ours, which has arrived by this
 */
gboolean
fb_probe_log_note_query (FbProbeLog *log, const char *query, gboolean is_at_webhook)
{
  if (query == NULL || !g_str_has_prefix (query, FB_PROBE_PARAMETER "="))
    return FALSE;

  const char *nonce = query + strlen (FB_PROBE_PARAMETER "=");
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);

  if (!g_hash_table_contains (log->probes, nonce))
    return FALSE;
  g_hash_table_insert (
    log->probes, g_strdup (nonce),
    GINT_TO_POINTER (is_at_webhook ? FB_PROBE_ARRIVED_AT_WEBHOOK : FB_PROBE_ARRIVED));
  return TRUE;
}

/**
 * fb_probe_log_end:
 * @log: a log
 * @nonce: a probe's
 *
 * Waits for it no more.
 *
 * Returns: whether it has arrived, and where
 */
FbProbeArrival
fb_probe_log_end (FbProbeLog *log, const char *nonce)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&log->mutex);
  const FbProbeArrival arrival =
    (FbProbeArrival) GPOINTER_TO_INT (g_hash_table_lookup (log->probes, nonce));

  g_hash_table_remove (log->probes, nonce);
  return arrival;
}
