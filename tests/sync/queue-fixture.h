/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-document-queue.h"
#include "fb-fetch-clock.h"

G_BEGIN_DECLS

/**
 * TestDocument:
 * @message_id: the fax's
 * @n_attempts: how many attempts have failed
 * @retry_at: when it is due, in microseconds since 1970
 * @outcome: of the last attempt
 * @content: (nullable): once it is kept
 *
 * A document of a #TestQueue.
 */
typedef struct
{
  char *message_id;
  guint n_attempts;
  gint64 retry_at;
  FbFetchOutcome outcome;
  GBytes *content;
} TestDocument;

#define TEST_TYPE_QUEUE (test_queue_get_type ())
G_DECLARE_FINAL_TYPE (TestQueue, test_queue, TEST, QUEUE, GObject)

TestQueue *test_queue_new (void);
TestDocument *test_queue_add (TestQueue *self, const char *message_id, gint64 retry_at);
TestDocument *test_queue_get (TestQueue *self, const char *message_id);
guint test_queue_count_kept (TestQueue *self);
guint test_queue_get_max_open (TestQueue *self);
void test_queue_set_is_full (TestQueue *self, gboolean is_full);

/**
 * TestClock:
 *
 * A clock that goes on when the test says so.
 */
typedef struct _TestClock TestClock;

TestClock *test_clock_new (void);
void test_clock_free (TestClock *clock);
const FbFetchClock *test_clock_get (TestClock *clock);
gint64 test_clock_get_time (TestClock *clock);
void test_clock_set_time (TestClock *clock, gint64 time);
gint64 test_clock_get_next (TestClock *clock);

G_END_DECLS
