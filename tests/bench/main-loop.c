/* How long the main loop is held, as the longest time between two of its polls.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "main-loop.h"

#include <stdlib.h>

static gint64 polled_at;
static gint64 longest_hold;

static int
timed_poll (GPollFD *fds, guint n_fds, int timeout)
{
  const gint64 now = g_get_monotonic_time ();

  if (polled_at != 0)
    longest_hold = MAX (longest_hold, now - polled_at);
  int result = g_poll (fds, n_fds, timeout);
  polled_at = g_get_monotonic_time ();
  return result;
}

/**
 * main_loop_watch:
 *
 * From now on polls are timed.
 */
void
main_loop_watch (void)
{
  g_main_context_set_poll_func (NULL, timed_poll);
}

/**
 * main_loop_pass_over:
 *
 * What was done since the last poll doesn't count.
 */
void
main_loop_pass_over (void)
{
  polled_at = 0;
}

/**
 * main_loop_begin_holds:
 *
 * Forgets the longest hold.
 */
void
main_loop_begin_holds (void)
{
  polled_at = 0;
  longest_hold = 0;
}

/**
 * main_loop_get_longest_hold:
 *
 * Returns: it, in microseconds
 */
gint64
main_loop_get_longest_hold (void)
{
  return longest_hold;
}

/**
 * main_loop_get_load:
 *
 * Returns: the machine's load in the last minute
 */
double
main_loop_get_load (void)
{
  double load = 0;

  getloadavg (&load, 1);
  return load;
}
