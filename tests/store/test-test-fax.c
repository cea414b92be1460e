/* test-test-fax.c
 *
 * Faxes that this desk has sent to itself: kept like any other, marked for ever, in no count and no
 * export.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-cursor.h"
#include "fb-fax-list.h"
#include "fb-rebuild.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define TEST_ID FB_TEST_PREFIX "2f1c8f6e"

static FbEvent *
make_test (const char *message_id)
{
  FbEvent *event = store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  event->road = FB_ROAD_TEST;
  return event;
}

static void
keep_test (StoreFixture *fixture)
{
  store_fixture_keep_ok (fixture, make_test (TEST_ID), "%PDF-1.4 test");
}

static void
keep_real (StoreFixture *fixture, const char *message_id)
{
  store_fixture_keep_ok (fixture,
                         store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
                         "%PDF-1.4 real");
}

static void
assert_counts (StoreFixture *fixture, guint total, guint unread, guint open, guint tests)
{
  const FbFaxCounts *counts = fb_store_get_counts (fixture->store);

  g_assert_cmpuint (fb_fax_counts_get_total (counts, FB_DIRECTION_ANY, FB_STATUS_ANY), ==, total);
  g_assert_cmpuint (fb_fax_counts_get_unread (counts, FB_DIRECTION_ANY, FB_STATUS_ANY), ==, unread);
  g_assert_cmpuint (fb_fax_counts_get_open (counts, FB_DIRECTION_ANY, FB_STATUS_ANY), ==, open);
  g_assert_cmpuint (counts->tests, ==, tests);
  g_assert_cmpint (counts->open_since > 0, ==, open > 0);
}

static void
assert_marked (StoreFixture *fixture, const char *message_id, gboolean is_test)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  g_assert_nonnull (fax);
  g_assert_cmpint (fb_fax_is_test (fax), ==, is_test);
}

static void
test_kept (StoreFixture *fixture, gconstpointer data)
{
  keep_test (fixture);

  g_autoptr (FbFax) fax = store_fixture_find (fixture, TEST_ID);
  g_assert_true (fb_fax_is_test (fax));
  g_assert_true (fb_fax_get_unread (fax));
  g_assert_true (fb_fax_get_open (fax));
  g_assert_cmpint (fb_fax_get_document_state (fax), ==, FB_DOCUMENT_HERE);
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  g_assert_cmpuint (g_array_index (fixture->alerts, guint, 0), ==, FB_ALERT_RECEIVED);

  store_fixture_reopen (fixture);
  assert_marked (fixture, TEST_ID, TRUE);
}

/* Whoever has the password chooses the name, and a test of another name would not be counted out.
 */
static void
test_neither_alone (StoreFixture *fixture, gconstpointer data)
{
  keep_real (fixture, FB_TEST_PREFIX "posted");
  store_fixture_keep_ok (fixture, make_test ("another name"), "%PDF-1.4 another");

  assert_marked (fixture, FB_TEST_PREFIX "posted", FALSE);
  assert_marked (fixture, "another name", FALSE);
  assert_counts (fixture, 2, 2, 2, 0);
  store_fixture_reopen (fixture);
  assert_counts (fixture, 2, 2, 2, 0);
}

static void
test_counts (StoreFixture *fixture, gconstpointer data)
{
  keep_test (fixture);
  assert_counts (fixture, 0, 0, 0, 1);
  store_fixture_reopen (fixture);
  assert_counts (fixture, 0, 0, 0, 1);

  keep_real (fixture, "real");
  assert_counts (fixture, 1, 1, 1, 1);
  store_fixture_reopen (fixture);
  assert_counts (fixture, 1, 1, 1, 1);
}

/* The real fax waits since it came, whatever a test does that is older. */
static void
test_open_since (StoreFixture *fixture, gconstpointer data)
{
  keep_test (fixture);
  g_autoptr (FbEvent) real = store_fixture_event ("real", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  real->created_at += G_TIME_SPAN_HOUR;
  const gint64 time = real->created_at;
  store_fixture_keep_ok (fixture, fb_event_ref (real), "%PDF-1.4 real");

  g_assert_cmpint (fb_store_get_counts (fixture->store)->open_since, ==, time);
  store_fixture_reopen (fixture);
  g_assert_cmpint (fb_store_get_counts (fixture->store)->open_since, ==, time);
}

static void
test_work (StoreFixture *fixture, gconstpointer data)
{
  keep_test (fixture);
  keep_real (fixture, "real");
  g_autoptr (FbFax) fax = store_fixture_find (fixture, TEST_ID);
  const gint64 id = fb_fax_get_id (fax);

  store_fixture_mark (fixture, id, TRUE);
  assert_counts (fixture, 1, 1, 1, 1);
  store_fixture_mark (fixture, id, FALSE);
  assert_counts (fixture, 1, 1, 1, 1);
  store_fixture_record (fixture, id, FB_DESK_NOTED, "Ada", "It rang");
  store_fixture_record (fixture, id, FB_DESK_DONE, "Ada", NULL);
  assert_counts (fixture, 1, 1, 1, 1);
  store_fixture_record (fixture, id, FB_DESK_REOPENED, "Ada", NULL);
  assert_counts (fixture, 1, 1, 1, 1);
  assert_marked (fixture, TEST_ID, TRUE);
}

static void
on_summarized (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbStoreSummary **summary = user_data;
  g_autoptr (GError) error = NULL;

  *summary = g_new0 (FbStoreSummary, 1);
  fb_store_summarize_finish (FB_STORE (source), result, *summary, &error);
  g_assert_no_error (error);
}

static FbStoreSummary *
summarize (StoreFixture *fixture)
{
  FbStoreSummary *summary = NULL;

  fb_store_summarize_async (fixture->store, NULL, on_summarized, &summary);
  while (summary == NULL)
    g_main_context_iteration (NULL, TRUE);
  return summary;
}

/* Neither is it the last fax that came, nor is Documo ever asked for its document. */
static void
test_summary (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_keep_ok (fixture, make_test (TEST_ID), NULL);

  g_autofree FbStoreSummary *summary = summarize (fixture);
  g_assert_cmpint (summary->last_received, ==, 0);
  g_assert_cmpuint (summary->n_due + summary->n_later + summary->n_without_key, ==, 0);
}

static void
test_export (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  keep_real (fixture, "real");
  keep_test (fixture);
  g_autoptr (FbFaxCursor) cursor = fb_fax_cursor_new (fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fb_fax_cursor_get_n_faxes (cursor), ==, 1);

  g_autoptr (FbFax) first = fb_fax_cursor_next (cursor, &error);
  g_assert_cmpstr (fb_fax_get_message_id (first), ==, "real");
  g_assert_null (fb_fax_cursor_next (cursor, &error));
  g_assert_no_error (error);
}

static void
test_listed (StoreFixture *fixture, gconstpointer data)
{
  keep_real (fixture, "real");
  keep_test (fixture);

  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));
  while (fb_fax_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(GPtrArray **) user_data = fb_store_list_history_finish (FB_STORE (source), result, &error);
  g_assert_no_error (error);
}

/* Of the fixture's own events: {"messageId":"…","status":"…"}. */
static FbEvent *
read_event (GBytes *json, const char *name)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_auto (GStrv) words = g_strsplit (text, "\"", -1);
  FbEvent *event = fb_event_new (FB_EVENT_FAX);

  event->message_id = g_strdup (words[3]);
  event->direction = FB_DIRECTION_INBOUND;
  event->status = fb_status_from_string (words[7]);
  return event;
}

static void
test_history (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;

  store_fixture_close (fixture->store);
  fb_store_set_event_reader (fixture->store, read_event);
  store_fixture_open (fixture->store, NULL);
  keep_test (fixture);
  fb_store_list_history_async (fixture->store, TEST_ID, NULL, on_listed, &entries);
  while (entries == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (entries->len, ==, 1);
  const FbHistoryEntry *entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (entry->event->road, ==, FB_ROAD_TEST);
}

/* Damage */

static void
run (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

/* What is left of the database is made whole, as after damage. */
static void
rebuild_after (StoreFixture *fixture, const char *loss)
{
  g_autofree char *kept_aside = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture->store);
  run (fixture, loss);
  g_assert_true (fb_rebuild (fixture->folder, read_event, &kept_aside, &error));
  g_assert_no_error (error);
  store_fixture_open (fixture->store, &error);
  g_assert_no_error (error);
}

static void
test_rebuilt (StoreFixture *fixture, gconstpointer data)
{
  static const char *const losses[] = {
    "DELETE FROM attachment",
    "PRAGMA foreign_keys = OFF; DELETE FROM fax",
    "PRAGMA foreign_keys = OFF; DELETE FROM event",
    "PRAGMA foreign_keys = OFF; DELETE FROM fax; DELETE FROM event; DELETE FROM attachment",
    "UPDATE fax SET is_test = 77",
  };

  keep_test (fixture);
  keep_real (fixture, FB_TEST_PREFIX "posted");
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      g_test_message ("%s", losses[i]);
      rebuild_after (fixture, losses[i]);
      assert_marked (fixture, TEST_ID, TRUE);
      assert_marked (fixture, FB_TEST_PREFIX "posted", FALSE);
      assert_counts (fixture, 1, 1, 1, 1);
    }
}

static void
test_without_database (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  g_autoptr (GError) error = NULL;

  keep_test (fixture);
  keep_real (fixture, FB_TEST_PREFIX "posted");
  store_fixture_close (fixture->store);
  g_assert_no_errno (g_unlink (path));
  g_test_expect_message ("faxbell-store", G_LOG_LEVEL_WARNING, "*damaged or gone*");
  store_fixture_open (fixture->store, &error);
  g_assert_no_error (error);
  g_test_assert_expected_messages ();
  assert_marked (fixture, TEST_ID, TRUE);
  assert_marked (fixture, FB_TEST_PREFIX "posted", FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  STORE_TEST ("/store/test-fax/kept", test_kept);
  STORE_TEST ("/store/test-fax/neither-alone", test_neither_alone);
  STORE_TEST ("/store/test-fax/counts", test_counts);
  STORE_TEST ("/store/test-fax/open-since", test_open_since);
  STORE_TEST ("/store/test-fax/work", test_work);
  STORE_TEST ("/store/test-fax/summary", test_summary);
  STORE_TEST ("/store/test-fax/export", test_export);
  STORE_TEST ("/store/test-fax/listed", test_listed);
  STORE_TEST ("/store/test-fax/history", test_history);
  STORE_TEST ("/store/test-fax/rebuilt", test_rebuilt);
  STORE_TEST ("/store/test-fax/without-database", test_without_database);
  return g_test_run ();
}
