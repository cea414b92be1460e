/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbFetchClock:
 * @get_time: now, in microseconds since 1970
 * @add_timeout: calls a function once, after so many microseconds; returns its id, not 0
 * @remove_timeout: takes that back
 * @get_random: from 0 to less than 1
 * @data: for these
 *
 * What FbDocumentFetcher knows of time and chance.
 */
typedef struct
{
  gint64 (*get_time) (gpointer data);
  guint (*add_timeout) (gpointer data, gint64 delay, GSourceFunc function, gpointer user_data);
  void (*remove_timeout) (gpointer data, guint id);
  double (*get_random) (gpointer data);
  gpointer data;
} FbFetchClock;

/* The shortest and the longest pause, in microseconds. */
#define FB_FETCH_MIN_DELAY (G_GINT64_CONSTANT (5) * 1000 * 1000)
#define FB_FETCH_MAX_DELAY (G_GINT64_CONSTANT (3600) * 1000 * 1000)

const FbFetchClock *fb_fetch_clock_get_system (void);
gint64 fb_fetch_clock_get_delay (const FbFetchClock *clock, guint n_attempts);

G_END_DECLS
