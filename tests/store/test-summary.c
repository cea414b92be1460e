/* test-summary.c
 *
 * The store in numbers: when the last fax came, which documents are missing, and the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fetch-fixture.h"

#define HOUR G_TIME_SPAN_HOUR

typedef struct
{
  FbStoreSummary summary;
  GError *error;
  gboolean is_done;
} Answer;

static void
on_summarized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  fb_store_summarize_finish (FB_STORE (source), result, &answer->summary, &answer->error);
  answer->is_done = TRUE;
}

static Answer
ask (FbStore *store)
{
  Answer answer = { 0 };

  fb_store_summarize_async (store, NULL, on_summarized, &answer);
  while (!answer.is_done)
    g_main_context_iteration (NULL, TRUE);
  return answer;
}

static FbStoreSummary
summarize (StoreFixture *fixture)
{
  const Answer answer = ask (fixture->store);

  g_assert_no_error (answer.error);
  return answer.summary;
}

static void
keep (StoreFixture *fixture, const char *message_id, FbDirection direction)
{
  store_fixture_keep_ok (fixture, store_fixture_event (message_id, direction, FB_STATUS_SUCCESS),
                         NULL);
}

static void
test_last_received (StoreFixture *fixture, gconstpointer data)
{
  g_assert_cmpint (summarize (fixture).last_received, ==, 0);
  keep (fixture, "sent", FB_DIRECTION_OUTBOUND);
  g_assert_cmpint (summarize (fixture).last_received, ==, 0);

  keep (fixture, "first", FB_DIRECTION_INBOUND);
  keep (fixture, "second", FB_DIRECTION_INBOUND);
  keep (fixture, "sent later", FB_DIRECTION_OUTBOUND);
  store_fixture_settle (fixture);
  g_autoptr (FbFax) second = store_fixture_find (fixture, "second");
  g_assert_cmpint (summarize (fixture).last_received, ==, fb_fax_get_received_at (second));
}

static void
assert_missing (StoreFixture *fixture, guint n_due, guint n_later, guint n_without_key)
{
  const FbStoreSummary summary = summarize (fixture);

  g_assert_cmpuint (summary.n_due, ==, n_due);
  g_assert_cmpuint (summary.n_later, ==, n_later);
  g_assert_cmpuint (summary.n_without_key, ==, n_without_key);
}

static void
test_missing (StoreFixture *fixture, gconstpointer data)
{
  const gint64 now = g_get_real_time ();
  static const char *const ids[] = { "due", "later", "later too", "lost" };

  assert_missing (fixture, 0, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    keep (fixture, ids[i], FB_DIRECTION_INBOUND);
  assert_missing (fixture, 0, 0, 4);

  fb_store_set_can_fetch (fixture->store, TRUE);
  fetch_fixture_fail (fixture, "due", FB_FETCH_WAITING, now - HOUR, 0);
  fetch_fixture_fail (fixture, "later", FB_FETCH_WAITING, now + HOUR, 1);
  fetch_fixture_fail (fixture, "later too", FB_FETCH_WAITING, now + 2 * HOUR, 1);
  assert_missing (fixture, 1, 2, 1);
  fetch_fixture_fail (fixture, "lost", FB_FETCH_LOST, now, 1);
  assert_missing (fixture, 1, 2, 0);
}

static void
test_space (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_spare_space (fixture->store, 12345);

  const FbStoreSummary summary = summarize (fixture);
  g_assert_cmpuint (summary.spare_space, ==, 12345);
  g_assert_cmpuint (summary.free_space, >, 0);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_close (fixture->store);

  const Answer answer = ask (fixture->store);
  g_assert_error (answer.error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED);
  g_error_free (answer.error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  STORE_TEST ("/store/summary/last-received", test_last_received);
  STORE_TEST ("/store/summary/missing", test_missing);
  STORE_TEST ("/store/summary/space", test_space);
  STORE_TEST ("/store/summary/closed", test_closed);
  return g_test_run ();
}
