/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-document-queue.h"
#include "fb-fetch-clock.h"

G_BEGIN_DECLS

/**
 * FbFetchPause:
 * @FB_FETCH_NO_PAUSE: documents are fetched
 * @FB_FETCH_OUTAGE: Documo could not be reached several times in a row
 * @FB_FETCH_RATE_LIMIT: Documo was asked too much
 * @FB_FETCH_KEY: the API key is wrong
 * @FB_FETCH_STORAGE: what was fetched can't be kept
 *
 * Why no document is fetched for a while. Once it is over, one is tried alone.
 */
typedef enum
{
  FB_FETCH_NO_PAUSE,
  FB_FETCH_OUTAGE,
  FB_FETCH_RATE_LIMIT,
  FB_FETCH_KEY,
  FB_FETCH_STORAGE,
} FbFetchPause;

/**
 * FbFetchPace:
 * @clock: tells the time
 * @pause: the last pause, until a document was fetched after it
 * @until: its end, in microseconds since 1970
 * @n_failures: how often in a row Documo could not be reached
 * @n_limits: how often in a row it was asked too much
 * @n_refusals: how often in a row the key was refused
 * @n_storage: how often in a row nothing could be kept
 *
 * How fast Documo is asked for documents.
 */
typedef struct
{
  const FbFetchClock *clock;
  FbFetchPause pause;
  gint64 until;
  guint n_failures;
  guint n_limits;
  guint n_refusals;
  guint n_storage;
} FbFetchPace;

/* How many documents are fetched at a time. */
#define FB_FETCH_MAX_PARALLEL 4

/* How often in a row Documo can't be reached before all wait. */
#define FB_FETCH_MAX_FAILURES 4

gboolean fb_fetch_pace_succeed (FbFetchPace *pace);
gboolean fb_fetch_pace_fail (FbFetchPace *pace,
                             const GError *error,
                             guint n_attempts,
                             FbFetchFailure *failure);
gint64 fb_fetch_pace_get_wait (FbFetchPace *pace);
guint fb_fetch_pace_get_max_parallel (const FbFetchPace *pace);
void fb_fetch_pace_end (FbFetchPace *pace, FbFetchPause pause);

G_END_DECLS
