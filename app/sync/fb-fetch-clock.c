/* fb-fetch-clock.c
 *
 * The time, and how long to wait after attempts that have failed: longer and longer, and never all
 * computers at the same moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fetch-clock.h"

static gint64
get_time (gpointer data)
{
  return g_get_real_time ();
}

static guint
add_timeout (gpointer data, gint64 delay, GSourceFunc function, gpointer user_data)
{
  return g_timeout_add ((guint) CLAMP (delay / 1000, 0, G_MAXINT), function, user_data);
}

static void
remove_timeout (gpointer data, guint id)
{
  g_source_remove (id);
}

static double
get_random (gpointer data)
{
  return g_random_double ();
}

/**
 * fb_fetch_clock_get_system:
 *
 * For the main thread.
 *
 * Returns: (transfer none): the computer's clock
 */
const FbFetchClock *
fb_fetch_clock_get_system (void)
{
  static const FbFetchClock system_clock = { get_time, add_timeout, remove_timeout, get_random,
                                             NULL };

  return &system_clock;
}

/**
 * fb_fetch_clock_get_delay:
 * @clock: a clock
 * @n_attempts: how many attempts have failed
 *
 * Returns: how long to wait, in microseconds: from 5 seconds to an hour, twice as long each time,
 *   less up to a quarter by chance
 */
gint64
fb_fetch_clock_get_delay (const FbFetchClock *clock, guint n_attempts)
{
  gint64 delay = FB_FETCH_MIN_DELAY;

  for (guint i = 1; i < n_attempts && delay < FB_FETCH_MAX_DELAY; i++)
    delay *= 2;
  delay = MIN (delay, FB_FETCH_MAX_DELAY);
  return MAX (delay - (gint64) ((double) (delay / 4) * clock->get_random (clock->data)),
              FB_FETCH_MIN_DELAY);
}
