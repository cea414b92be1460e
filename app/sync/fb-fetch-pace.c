/* fb-fetch-pace.c
 *
 * Judges what came of an attempt: when that document is asked for again, and whether all have to
 * wait. One that always fails doesn't hold up the others, and where none succeeds not each of them
 * is tried.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fetch-pace.h"

#include "fb-documo-error.h"

/* Documo's limit is for a minute, and so may be a mistake about a key. */
#define FIRST_DELAY (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

static gint64
get_now (const FbFetchPace *pace)
{
  return pace->clock->get_time (pace->clock->data);
}

/* Of several attempts that end together, the first one counts. */
static gboolean
is_paused (const FbFetchPace *pace)
{
  return pace->pause != FB_FETCH_NO_PAUSE && pace->until > get_now (pace);
}

static void
begin_pause (FbFetchPace *pace, FbFetchPause pause, gint64 delay)
{
  pace->pause = pause;
  pace->until = get_now (pace) + MIN (delay, FB_FETCH_MAX_DELAY);
}

/* Longer and longer, and more than that by chance. */
static gint64
get_long_delay (FbFetchPace *pace, guint n)
{
  gint64 delay = FIRST_DELAY;

  for (guint i = 1; i < n && delay < FB_FETCH_MAX_DELAY; i++)
    delay *= 2;
  return delay + (gint64) ((double) (delay / 4) * pace->clock->get_random (pace->clock->data));
}

static void
fail_for_limit (FbFetchPace *pace, const GError *error, FbFetchFailure *failure)
{
  const gint64 asked = (gint64) fb_documo_error_get_retry_after (error) * G_USEC_PER_SEC;

  if (!is_paused (pace))
    {
      pace->n_limits++;
      begin_pause (pace, FB_FETCH_RATE_LIMIT,
                   asked > 0 ? asked : get_long_delay (pace, pace->n_limits));
    }
  failure->n_attempts--;
  failure->retry_at = pace->until;
}

static void
fail_for_key (FbFetchPace *pace, FbFetchFailure *failure)
{
  if (!is_paused (pace))
    {
      pace->n_refusals++;
      begin_pause (pace, FB_FETCH_KEY, get_long_delay (pace, pace->n_refusals));
    }
  failure->outcome = FB_FETCH_NEEDS_KEY;
  failure->n_attempts--;
  failure->retry_at = get_now (pace);
}

static void
fail_for_outage (FbFetchPace *pace, const GError *error, FbFetchFailure *failure)
{
  const gint64 asked = (gint64) fb_documo_error_get_retry_after (error) * G_USEC_PER_SEC;

  failure->retry_at = MAX (failure->retry_at, get_now (pace) + MIN (asked, FB_FETCH_MAX_DELAY));
  if (is_paused (pace))
    return;
  pace->n_failures++;
  if (pace->n_failures >= FB_FETCH_MAX_FAILURES)
    begin_pause (pace, FB_FETCH_OUTAGE,
                 MAX (asked, fb_fetch_clock_get_delay (pace->clock, pace->n_failures -
                                                                      FB_FETCH_MAX_FAILURES + 1)));
}

/* The document was asked for in vain, and is asked for again. */
static void
fail_for_storage (FbFetchPace *pace, FbFetchFailure *failure)
{
  if (!is_paused (pace))
    {
      pace->n_storage++;
      begin_pause (pace, FB_FETCH_STORAGE, fb_fetch_clock_get_delay (pace->clock, pace->n_storage));
    }
  failure->n_attempts--;
  failure->retry_at = pace->until;
}

static gboolean
judge (FbFetchPace *pace, const GError *error, FbFetchFailure *failure)
{
  switch ((FbDocumoError) error->code)
    {
    case FB_DOCUMO_ERROR_KEY_MISSING:
    case FB_DOCUMO_ERROR_KEY_WRONG:
    case FB_DOCUMO_ERROR_KEY_EXPIRED:
    case FB_DOCUMO_ERROR_URL:
      fail_for_key (pace, failure);
      return FALSE;
    case FB_DOCUMO_ERROR_RATE_LIMITED:
      fail_for_limit (pace, error, failure);
      return FALSE;
    case FB_DOCUMO_ERROR_UNAVAILABLE:
    case FB_DOCUMO_ERROR_CERTIFICATE:
    case FB_DOCUMO_ERROR_NOT_API:
      fail_for_outage (pace, error, failure);
      return FALSE;
    case FB_DOCUMO_ERROR_INTERRUPTED:
      return FALSE;
    case FB_DOCUMO_ERROR_GONE:
      failure->outcome = FB_FETCH_GONE;
      return TRUE;
    case FB_DOCUMO_ERROR_KEY_WEAK:
      /* For this document; the account's others may be allowed. */
      failure->outcome = FB_FETCH_NEEDS_KEY;
      failure->retry_at = get_now (pace) + FB_FETCH_MAX_DELAY;
      return TRUE;
    case FB_DOCUMO_ERROR_WRONG_TYPE:
    case FB_DOCUMO_ERROR_TOO_LARGE:
    case FB_DOCUMO_ERROR_REFUSED:
    default:
      return TRUE;
    }
}

/**
 * fb_fetch_pace_fail:
 * @pace: the pace
 * @error: why an attempt failed: an #FbDocumoError, or what the queue reported
 * @n_attempts: how many attempts had failed for the document
 * @failure: (out caller-allocates): what becomes of the document
 *
 * Returns: whether Documo has answered all the same, for the first time after an outage
 */
gboolean
fb_fetch_pace_fail (FbFetchPace *pace,
                    const GError *error,
                    guint n_attempts,
                    FbFetchFailure *failure)
{
  failure->outcome = FB_FETCH_RETRY;
  failure->n_attempts = n_attempts + 1;
  failure->retry_at = get_now (pace) + fb_fetch_clock_get_delay (pace->clock, n_attempts + 1);

  if (error->domain != FB_DOCUMO_ERROR)
    fail_for_storage (pace, failure);
  else if (judge (pace, error, failure))
    return fb_fetch_pace_succeed (pace);
  return FALSE;
}

/**
 * fb_fetch_pace_succeed:
 * @pace: the pace
 *
 * Documo has answered, and not that it doesn't want to.
 *
 * Returns: whether that is so for the first time after an outage: the documents that failed
 *   meanwhile need wait no longer
 */
gboolean
fb_fetch_pace_succeed (FbFetchPace *pace)
{
  const gboolean is_back = pace->n_failures >= FB_FETCH_MAX_FAILURES;

  /* Of those that were under way when a limit was reached, some still succeed. */
  if (!is_paused (pace) || pace->pause == FB_FETCH_KEY)
    {
      pace->pause = FB_FETCH_NO_PAUSE;
      pace->n_limits = 0;
      pace->n_refusals = 0;
    }
  pace->n_failures = 0;
  pace->n_storage = 0;
  return is_back;
}

/**
 * fb_fetch_pace_get_wait:
 * @pace: the pace
 *
 * Returns: how long nothing is to be fetched, in microseconds
 */
gint64
fb_fetch_pace_get_wait (FbFetchPace *pace)
{
  if (!is_paused (pace))
    return 0;
  /* The clock was set back. */
  pace->until = MIN (pace->until, get_now (pace) + FB_FETCH_MAX_DELAY);
  return pace->until - get_now (pace);
}

/**
 * fb_fetch_pace_get_max_parallel:
 * @pace: the pace
 *
 * Returns: how many documents may be fetched at a time
 */
guint
fb_fetch_pace_get_max_parallel (const FbFetchPace *pace)
{
  if (pace->pause != FB_FETCH_NO_PAUSE)
    return 1;
  /* So that those that are under way are enough to know. */
  return FB_FETCH_MAX_PARALLEL - MIN (pace->n_failures, FB_FETCH_MAX_PARALLEL - 1);
}

/**
 * fb_fetch_pace_end:
 * @pace: the pace
 * @pause: a kind of pause
 *
 * Ends the pause if it is of that kind; what comes next is tried alone.
 */
void
fb_fetch_pace_end (FbFetchPace *pace, FbFetchPause pause)
{
  if (pace->pause != pause)
    return;
  pace->until = get_now (pace);
  if (pause == FB_FETCH_OUTAGE)
    pace->n_failures = FB_FETCH_MAX_FAILURES - 1;
}
