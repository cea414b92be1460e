/* fetch-fixture.c
 *
 * What the store is told of documents that are fetched, made synchronous.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fetch-fixture.h"

static void
on_ready (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

GPtrArray *
fetch_fixture_list_due (StoreFixture *fixture, gint64 time, guint n_documents, gint64 *next_due)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 next = -1;

  fb_store_list_due_async (fixture->store, time, n_documents, NULL, on_ready, &result);
  wait_for (&result);
  GPtrArray *due = fb_store_list_due_finish (fixture->store, result, &next, &error);
  g_assert_no_error (error);
  if (next_due != NULL)
    *next_due = next;
  return due;
}

guint
fetch_fixture_count_due (StoreFixture *fixture, gint64 time, guint max)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_due;

  fb_store_count_due_async (fixture->store, time, max, NULL, on_ready, &result);
  wait_for (&result);
  fb_store_count_due_finish (fixture->store, result, &n_due, &error);
  g_assert_no_error (error);
  return n_due;
}

void
fetch_fixture_make_due (StoreFixture *fixture, const char *message_id, gint64 time)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_store_make_due_async (fixture->store, message_id, time, on_ready, &result);
  wait_for (&result);
  fb_store_make_due_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  store_fixture_settle (fixture);
}

void
fetch_fixture_put_off (StoreFixture *fixture, gint64 until)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_store_put_off_async (fixture->store, until, on_ready, &result);
  wait_for (&result);
  fb_store_put_off_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  store_fixture_settle (fixture);
}

void
fetch_fixture_need_key (StoreFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_store_need_key_async (fixture->store, on_ready, &result);
  wait_for (&result);
  fb_store_need_key_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  store_fixture_settle (fixture);
}

void
fetch_fixture_fail (StoreFixture *fixture,
                    const char *message_id,
                    FbFetchState state,
                    gint64 due_at,
                    guint n_attempts)
{
  const FbFetchStatus status = { state, due_at, n_attempts };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_store_fail_fetch_async (fixture->store, message_id, &status, on_ready, &result);
  wait_for (&result);
  fb_store_fail_fetch_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  store_fixture_settle (fixture);
}

/* @file is taken over. */
gboolean
fetch_fixture_try_keep (StoreFixture *fixture,
                        const char *message_id,
                        FbSpoolFile *file,
                        gboolean *already_kept,
                        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_store_keep_fetched_async (fixture->store, message_id, file, on_ready, &result);
  wait_for (&result);
  const gboolean is_kept =
    fb_store_keep_fetched_finish (fixture->store, result, already_kept, error);
  if (fb_store_is_open (fixture->store))
    store_fixture_settle (fixture);
  return is_kept;
}

/* Returns whether the fax did not have it before. */
gboolean
fetch_fixture_keep (StoreFixture *fixture, const char *message_id, const char *content)
{
  g_autoptr (GError) error = NULL;
  gboolean already_kept;

  fetch_fixture_try_keep (fixture, message_id, store_fixture_make_document (fixture, content),
                          &already_kept, &error);
  g_assert_no_error (error);
  return !already_kept;
}
