/* Documents that Documo's events did not bring: which are to be fetched, and when; what is fetched
 * is there once, by whatever road it came, and opens nothing again. */

#include "config.h"

#include "damage.h"
#include "fetch-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <utime.h>

#define PDF       "%PDF-1.4 first\n"
#define OTHER_PDF "%PDF-1.4 second\n"

#define NOW  (G_GINT64_CONSTANT (1795000000) * G_USEC_PER_SEC)
#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/* More than one part of what is changed together. */
#define N_MANY 600

static guint last_number;

/* No two are one: {"messageId":"…","status":"…","n":…}. */
static FbEvent *
make_event (const char *message_id, FbDirection direction, FbStatus status)
{
  FbEvent *event = store_fixture_event (message_id, direction, status);
  g_autofree char *json = g_strdup_printf ("{\"messageId\":\"%s\",\"status\":\"%s\",\"n\":%u}",
                                           message_id, fb_status_to_string (status), ++last_number);

  g_bytes_unref (event->json);
  event->json = g_bytes_new (json, strlen (json));
  return event;
}

static FbEvent *
read_event (GBytes *json, const char *name)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_auto (GStrv) words = g_strsplit (text, "\"", -1);
  const gboolean is_fax = g_str_has_prefix (text, "{\"messageId\"");

  if (!is_fax)
    return fb_event_new (FB_EVENT_UNREADABLE);
  return store_fixture_event (words[3], FB_DIRECTION_INBOUND, fb_status_from_string (words[7]));
}

static void
keep (StoreFixture *fixture, const char *message_id, const char *document)
{
  store_fixture_keep_ok (fixture, make_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
                         document);
}

static void
assert_status (StoreFixture *fixture,
               const char *message_id,
               FbFetchState state,
               gint64 due_at,
               guint n_attempts)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);
  const FbFetchStatus *status = fb_fax_get_fetch_status (fax);

  g_assert_cmpint (status->state, ==, state);
  g_assert_cmpint (status->due_at, ==, due_at);
  g_assert_cmpuint (status->n_attempts, ==, n_attempts);
}

static void
assert_document_state (StoreFixture *fixture, const char *message_id, FbDocumentState state)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  g_assert_cmpint (fb_fax_get_document_state (fax), ==, state);
}

static char *
dup_database_path (StoreFixture *fixture)
{
  return g_build_filename (fixture->folder, "faxbell.db", NULL);
}

static gint64
query (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = dup_database_path (fixture);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_db_config (database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  gint64 result = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return result;
}

static gint64
count_fetched_events (StoreFixture *fixture)
{
  return query (fixture, "SELECT count(*) FROM event WHERE kind = 4 AND road = 3");
}

static gint64
count_attachments (StoreFixture *fixture)
{
  return query (fixture, "SELECT count(*) FROM attachment");
}

/* In the database of a store that is closed. */
static void
run (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = dup_database_path (fixture);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static guint
count_due (StoreFixture *fixture, gint64 time)
{
  g_autoptr (GPtrArray) due = fetch_fixture_list_due (fixture, time, 10, NULL);

  return due->len;
}

static void
keep_many (StoreFixture *fixture, FbFetchState state, gint64 due_at)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO event (id, message_id, kind, road, received_at, digest) "
    "SELECT i, 'm' || i, 0, 0, 5, CAST (i AS BLOB) FROM n;"
    "INSERT INTO fax (id, message_id, kind, direction, status, pages_count, pages_complete, "
    "attempt, created_at, resolved_at, is_file_purged, received_at, is_read, occasion, event_id, "
    "is_open, has_document, fetch_state, fetch_at, fetch_attempts) "
    "SELECT id, message_id, 0, 1, 4, 1, 1, 1, 5, 5, 0, 5, 1, 1, id, 0, 0, %d, %" G_GINT64_FORMAT
    ", 4 FROM event",
    N_MANY, state, due_at);

  store_fixture_close (fixture->store);
  run (fixture, sql);
  store_fixture_open (fixture->store, NULL);
}

/* States */

static void
test_states (StoreFixture *fixture, gconstpointer data)
{
  const gint64 before = g_get_real_time ();

  keep (fixture, "without-key", NULL);
  assert_document_state (fixture, "without-key", FB_DOCUMENT_NEEDS_KEY);
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "waiting", NULL);
  assert_document_state (fixture, "waiting", FB_DOCUMENT_ON_ITS_WAY);
  assert_document_state (fixture, "without-key", FB_DOCUMENT_NEEDS_KEY);
  g_autoptr (FbFax) waiting = store_fixture_find (fixture, "waiting");
  g_assert_cmpint (fb_fax_get_fetch_status (waiting)->due_at, >=, before);

  /* It is known only at the end whether there is one. */
  store_fixture_keep_ok (fixture, make_event ("out", FB_DIRECTION_OUTBOUND, FB_STATUS_TRANSMITTING),
                         NULL);
  assert_status (fixture, "out", FB_FETCH_NOTHING, 0, 0);
  store_fixture_keep_ok (fixture, make_event ("out", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS),
                         NULL);
  assert_document_state (fixture, "out", FB_DOCUMENT_ON_ITS_WAY);

  keep (fixture, "here", PDF);
  assert_status (fixture, "here", FB_FETCH_NOTHING, 0, 0);
  store_fixture_keep_ok (fixture, make_event ("none", FB_DIRECTION_INBOUND, FB_STATUS_FAILED),
                         NULL);
  assert_status (fixture, "none", FB_FETCH_NOTHING, 0, 0);

  /* Over a restart; whether there is a key has to be said again. */
  fb_store_set_can_fetch (fixture->store, FALSE);
  store_fixture_reopen (fixture);
  assert_document_state (fixture, "waiting", FB_DOCUMENT_ON_ITS_WAY);
  assert_document_state (fixture, "without-key", FB_DOCUMENT_NEEDS_KEY);
  keep (fixture, "later", NULL);
  assert_document_state (fixture, "later", FB_DOCUMENT_NEEDS_KEY);
}

static void
count_signal (guint *n_emitted)
{
  ++*n_emitted;
}

static void
test_signal (StoreFixture *fixture, gconstpointer data)
{
  guint n_emitted = 0;

  fb_store_set_can_fetch (fixture->store, TRUE);
  g_signal_connect_swapped (fixture->store, "documents-due", G_CALLBACK (count_signal), &n_emitted);
  keep (fixture, "here", PDF);
  g_assert_cmpuint (n_emitted, ==, 0);
  keep (fixture, "waiting", NULL);
  g_assert_cmpuint (n_emitted, ==, 1);
  fetch_fixture_fail (fixture, "waiting", FB_FETCH_WAITING, NOW + HOUR, 1);
  g_assert_cmpuint (n_emitted, ==, 1);
  fetch_fixture_make_due (fixture, "waiting", NOW);
  g_assert_cmpuint (n_emitted, ==, 2);
  fetch_fixture_make_due (fixture, NULL, NOW - 1);
  g_assert_cmpuint (n_emitted, ==, 3);
}

/* Those first that have been due for the shortest time. */
static void
test_due (StoreFixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "a", "b", "c", "d", "e" };
  static const char *const expected[] = { "c", "b", "d" };
  gint64 next_due;

  fb_store_set_can_fetch (fixture->store, TRUE);
  g_autoptr (GPtrArray) nothing = fetch_fixture_list_due (fixture, G_MAXINT64, 10, &next_due);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_cmpint (next_due, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    keep (fixture, ids[i], NULL);
  fetch_fixture_fail (fixture, "a", FB_FETCH_WAITING, NOW + HOUR, 1);
  fetch_fixture_fail (fixture, "b", FB_FETCH_WAITING, NOW - 5, 7);
  fetch_fixture_fail (fixture, "c", FB_FETCH_WAITING, NOW, 2);
  /* It may turn out that there is a better key. */
  fetch_fixture_fail (fixture, "d", FB_FETCH_WITHOUT_KEY, NOW - 9, 3);
  fetch_fixture_fail (fixture, "e", FB_FETCH_LOST, NOW - 10, 1);

  g_autoptr (GPtrArray) due = fetch_fixture_list_due (fixture, NOW, 10, &next_due);
  g_assert_cmpuint (due->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < due->len; i++)
    g_assert_cmpstr (((FbDueFetch *) g_ptr_array_index (due, i))->message_id, ==, expected[i]);
  g_assert_cmpuint (((FbDueFetch *) g_ptr_array_index (due, 1))->n_attempts, ==, 7);
  g_assert_cmpint (next_due, ==, NOW + HOUR);
  g_autoptr (GPtrArray) first = fetch_fixture_list_due (fixture, NOW, 1, &next_due);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpint (next_due, ==, NOW + HOUR);
}

static void
assert_first (StoreFixture *fixture, const char *message_id)
{
  g_autoptr (GPtrArray) due = fetch_fixture_list_due (fixture, G_MAXINT64, 1, NULL);

  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpstr (((FbDueFetch *) g_ptr_array_index (due, 0))->message_id, ==, message_id);
}

/* Neither a new fax nor what somebody asks for waits for all that is to be made up for. */
static void
test_backlog (StoreFixture *fixture, gconstpointer data)
{
  const gint64 long_ago = g_get_real_time () - HOUR;

  fb_store_set_can_fetch (fixture->store, TRUE);
  keep_many (fixture, FB_FETCH_WAITING, long_ago);
  g_autofree char *newest = g_strdup_printf ("m%u", N_MANY);
  assert_first (fixture, newest);
  keep (fixture, "new", NULL);
  assert_first (fixture, "new");
  fetch_fixture_make_due (fixture, "m3", g_get_real_time ());
  assert_first (fixture, "m3");
  fetch_fixture_fail (fixture, "m3", FB_FETCH_WAITING, long_ago - HOUR, 1);
  assert_first (fixture, "new");
  fetch_fixture_make_due (fixture, "m3", long_ago);
  assert_status (fixture, "m3", FB_FETCH_WAITING, long_ago, 1);
}

static void
assert_plan (sqlite3 *database, const char *sql, const char *expected)
{
  g_autofree char *explain = g_strdup_printf ("EXPLAIN QUERY PLAN SELECT %s", sql);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (database, explain, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  const char *plan = (const char *) sqlite3_column_text (statement, 3);
  g_assert_nonnull (strstr (plan, expected));
  /* And no step that sorts. */
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

/* Of a million, only those that are listed are read; and of those that are changed together, only
 * the index is. */
static void
test_due_by_index (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_database_path (fixture);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_db_config (database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  assert_plan (database,
               "message_id FROM fax WHERE fetch_state IN (1, 2) AND fetch_at <= 5 "
               "ORDER BY fetch_at DESC, id DESC LIMIT 3",
               "USING INDEX fax_to_fetch (fetch_at<?)");
  assert_plan (database,
               "id FROM fax WHERE fetch_state IN (1, 2) AND fetch_state = 1 AND fetch_at > 5 "
               "ORDER BY fetch_at DESC, id DESC",
               "USING COVERING INDEX fax_to_fetch (fetch_at>?)");
  assert_plan (database,
               "id FROM fax WHERE fetch_state IN (1, 2) AND (fetch_state = 2 OR fetch_at > 5) "
               "ORDER BY fetch_at DESC, id DESC",
               "USING COVERING INDEX fax_to_fetch");
  sqlite3_close (database);
}

static void
test_failures (StoreFixture *fixture, gconstpointer data)
{
  const gint64 later = g_get_real_time () + HOUR;

  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  fetch_fixture_fail (fixture, "in", FB_FETCH_WAITING, later, 1);
  assert_document_state (fixture, "in", FB_DOCUMENT_RETRY);
  store_fixture_reopen (fixture);
  assert_document_state (fixture, "in", FB_DOCUMENT_RETRY);
  assert_status (fixture, "in", FB_FETCH_WAITING, later, 1);
  g_assert_cmpuint (count_due (fixture, later - 1), ==, 0);

  /* An event that says nothing new leaves it as it is. */
  keep (fixture, "in", NULL);
  assert_status (fixture, "in", FB_FETCH_WAITING, later, 1);
  fetch_fixture_fail (fixture, "in", FB_FETCH_WITHOUT_KEY, later, 1);
  assert_document_state (fixture, "in", FB_DOCUMENT_NEEDS_KEY);
  fetch_fixture_fail (fixture, "in", FB_FETCH_LOST, 0, 2);
  assert_document_state (fixture, "in", FB_DOCUMENT_GONE);
  g_assert_cmpuint (count_due (fixture, G_MAXINT64), ==, 0);
  keep (fixture, "in", NULL);
  assert_document_state (fixture, "in", FB_DOCUMENT_GONE);
  fetch_fixture_make_due (fixture, NULL, NOW);
  assert_document_state (fixture, "in", FB_DOCUMENT_GONE);

  /* What has come meanwhile by another road counts. */
  keep (fixture, "in", PDF);
  fetch_fixture_fail (fixture, "in", FB_FETCH_WAITING, later, 3);
  assert_status (fixture, "in", FB_FETCH_NOTHING, 0, 0);
  fetch_fixture_fail (fixture, "nobody", FB_FETCH_WAITING, later, 3);
}

/* Documo has said itself that there is none any more. */
static void
test_purged (StoreFixture *fixture, gconstpointer data)
{
  FbEvent *event = make_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  event->is_file_purged = TRUE;
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  g_assert_cmpuint (count_due (fixture, G_MAXINT64), ==, 1);
  store_fixture_keep_ok (fixture, event, NULL);
  assert_document_state (fixture, "in", FB_DOCUMENT_PURGED);
  g_assert_cmpuint (count_due (fixture, G_MAXINT64), ==, 0);
}

/* Many */

static void
test_make_due (StoreFixture *fixture, gconstpointer data)
{
  keep_many (fixture, FB_FETCH_WAITING, NOW + HOUR);
  fetch_fixture_make_due (fixture, "m7", NOW);
  assert_status (fixture, "m7", FB_FETCH_WAITING, NOW, 4);
  g_assert_cmpuint (count_due (fixture, NOW), ==, 1);
  fetch_fixture_make_due (fixture, "nobody", NOW);
  fetch_fixture_make_due (fixture, NULL, NOW + 1);
  /* Never later than before. */
  assert_status (fixture, "m7", FB_FETCH_WAITING, NOW, 4);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM fax WHERE fetch_at <= 1795000000000001 "
                                   "AND fetch_attempts = 4"),
                   ==, N_MANY);
}

/* What Documo did not have it is asked for again only if somebody wants it. */
static void
test_make_lost_due (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  fetch_fixture_fail (fixture, "in", FB_FETCH_LOST, NOW, 2);
  fetch_fixture_make_due (fixture, NULL, NOW);
  assert_status (fixture, "in", FB_FETCH_LOST, NOW, 2);
  fetch_fixture_make_due (fixture, "in", NOW);
  assert_status (fixture, "in", FB_FETCH_WAITING, NOW, 2);
  g_assert_cmpuint (count_due (fixture, NOW), ==, 1);
  g_assert_cmpuint (fixture->alerts->len, ==, 1);

  fetch_fixture_fail (fixture, "in", FB_FETCH_LOST, NOW, 3);
  fb_store_set_can_fetch (fixture->store, FALSE);
  fetch_fixture_make_due (fixture, "in", NOW);
  assert_status (fixture, "in", FB_FETCH_WITHOUT_KEY, NOW, 3);
  keep (fixture, "here", PDF);
  fetch_fixture_make_due (fixture, "here", NOW);
  assert_status (fixture, "here", FB_FETCH_NOTHING, 0, 0);
}

/* With a key, what another did not suffice for is tried again; and without one nothing is. */
static void
test_keys (StoreFixture *fixture, gconstpointer data)
{
  keep_many (fixture, FB_FETCH_WITHOUT_KEY, NOW + HOUR);
  fetch_fixture_make_due (fixture, NULL, NOW);
  assert_status (fixture, "m1", FB_FETCH_WITHOUT_KEY, NOW + HOUR, 4);
  fb_store_set_can_fetch (fixture->store, TRUE);
  fetch_fixture_make_due (fixture, NULL, NOW);
  assert_status (fixture, "m1", FB_FETCH_WAITING, NOW, 4);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM fax WHERE fetch_state = 1"), ==, N_MANY);
  fetch_fixture_fail (fixture, "m2", FB_FETCH_LOST, NOW, 5);

  fb_store_set_can_fetch (fixture->store, FALSE);
  fetch_fixture_need_key (fixture);
  assert_status (fixture, "m1", FB_FETCH_WITHOUT_KEY, NOW, 4);
  assert_status (fixture, "m2", FB_FETCH_LOST, NOW, 5);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM fax WHERE fetch_state = 2"), ==,
                   N_MANY - 1);
}

static void
count_changed (guint *n_changed, GPtrArray *faxes)
{
  *n_changed += faxes->len;
}

static void
test_count (StoreFixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fetch_fixture_count_due (fixture, NOW, 10), ==, 0);
  keep_many (fixture, FB_FETCH_WAITING, NOW);
  fb_store_set_can_fetch (fixture->store, TRUE);
  fetch_fixture_fail (fixture, "m2", FB_FETCH_WITHOUT_KEY, NOW, 5);
  fetch_fixture_fail (fixture, "m3", FB_FETCH_LOST, NOW, 5);
  fetch_fixture_fail (fixture, "m4", FB_FETCH_WAITING, NOW + HOUR, 5);
  g_assert_cmpuint (fetch_fixture_count_due (fixture, NOW, G_MAXUINT), ==, N_MANY - 3);
  g_assert_cmpuint (fetch_fixture_count_due (fixture, NOW + HOUR, N_MANY), ==, N_MANY - 2);
  g_assert_cmpuint (fetch_fixture_count_due (fixture, NOW, 10), ==, 10);
  g_assert_cmpuint (fetch_fixture_count_due (fixture, NOW - 1, 10), ==, 0);
}

/* All that wait, not what waits for a key or was never there; none is made due earlier by it. */
static void
test_put_off (StoreFixture *fixture, gconstpointer data)
{
  guint n_changed = 0;

  keep_many (fixture, FB_FETCH_WAITING, NOW);
  fb_store_set_can_fetch (fixture->store, TRUE);
  fetch_fixture_fail (fixture, "m2", FB_FETCH_WITHOUT_KEY, NOW, 5);
  fetch_fixture_fail (fixture, "m3", FB_FETCH_LOST, NOW, 5);
  fetch_fixture_fail (fixture, "m4", FB_FETCH_WAITING, NOW + 2 * HOUR, 5);
  fetch_fixture_put_off (fixture, NOW + HOUR);
  assert_status (fixture, "m1", FB_FETCH_WAITING, NOW + HOUR, 4);
  assert_status (fixture, "m2", FB_FETCH_WITHOUT_KEY, NOW, 5);
  assert_status (fixture, "m3", FB_FETCH_LOST, NOW, 5);
  assert_status (fixture, "m4", FB_FETCH_WAITING, NOW + 2 * HOUR, 5);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM fax WHERE fetch_at = 1795003600000000"),
                   ==, N_MANY - 3);
  g_signal_connect_swapped (fixture->store, "faxes-changed", G_CALLBACK (count_changed),
                            &n_changed);
  fetch_fixture_put_off (fixture, NOW + HOUR);
  g_assert_cmpuint (n_changed, ==, 0);
}

/* What changes together is only what changes. */
static void
test_unchanged (StoreFixture *fixture, gconstpointer data)
{
  guint n_changed = 0;
  guint n_emitted = 0;

  keep_many (fixture, FB_FETCH_WITHOUT_KEY, NOW);
  g_signal_connect_swapped (fixture->store, "faxes-changed", G_CALLBACK (count_changed),
                            &n_changed);
  g_signal_connect_swapped (fixture->store, "documents-due", G_CALLBACK (count_signal), &n_emitted);
  fetch_fixture_make_due (fixture, NULL, NOW + HOUR);
  fetch_fixture_need_key (fixture);
  g_assert_cmpuint (n_emitted, ==, 0);
  fb_store_set_can_fetch (fixture->store, TRUE);
  fetch_fixture_make_due (fixture, NULL, NOW);
  g_assert_cmpuint (n_changed, ==, N_MANY);
  n_emitted = 0;
  fetch_fixture_make_due (fixture, NULL, NOW);
  g_assert_cmpuint (n_emitted, ==, 0);
  fetch_fixture_fail (fixture, "m5", FB_FETCH_WAITING, NOW + HOUR, 5);
  fetch_fixture_make_due (fixture, NULL, NOW);
  g_assert_cmpuint (n_emitted, ==, 1);
  g_assert_cmpuint (n_changed, ==, N_MANY + 2);
}

/* An attempt that ends after its key was taken away; and one with a key that is there again. */
static void
test_fail_without_key (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "in", NULL);
  fetch_fixture_fail (fixture, "in", FB_FETCH_WAITING, NOW, 1);
  assert_status (fixture, "in", FB_FETCH_WITHOUT_KEY, NOW, 1);
  fb_store_set_can_fetch (fixture->store, TRUE);
  fetch_fixture_fail (fixture, "in", FB_FETCH_WAITING, NOW + 1, 2);
  assert_status (fixture, "in", FB_FETCH_WAITING, NOW + 1, 2);
  fetch_fixture_need_key (fixture);
  assert_status (fixture, "in", FB_FETCH_WAITING, NOW + 1, 2);
  fb_store_set_can_fetch (fixture->store, FALSE);
  fetch_fixture_fail (fixture, "in", FB_FETCH_LOST, NOW, 3);
  assert_status (fixture, "in", FB_FETCH_LOST, NOW, 3);
}

/* Fetched documents */

static void
on_listed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(GPtrArray **) data = fb_store_list_history_finish (FB_STORE (object), result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_history (StoreFixture *fixture, const char *message_id)
{
  GPtrArray *entries = NULL;

  fb_store_list_history_async (fixture->store, message_id, NULL, on_listed, &entries);
  while (entries == NULL)
    g_main_context_iteration (NULL, TRUE);
  return entries;
}

static void
read_and_be_done (StoreFixture *fixture, const char *message_id)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  store_fixture_mark (fixture, fb_fax_get_id (fax), TRUE);
  store_fixture_record (fixture, fb_fax_get_id (fax), FB_DESK_DONE, "Ada", NULL);
}

/* The content that is opened. */
static void
assert_content (StoreFixture *fixture, const char *message_id, const char *expected)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);
  g_autofree char *content = NULL;

  g_assert_cmpint (fb_fax_get_document_state (fax), ==, FB_DOCUMENT_HERE);
  g_assert_true (g_file_get_contents (fb_fax_get_document (fax)->path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

/* It is there as one that came with the fax would be, and nothing else has changed. */
static void
test_fetched (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  keep (fixture, "out", PDF);
  read_and_be_done (fixture, "in");
  const FbFaxCounts counts = *fb_store_get_counts (fixture->store);
  g_autoptr (FbFax) before = store_fixture_find (fixture, "in");

  g_assert_true (fetch_fixture_keep (fixture, "in", PDF));
  assert_content (fixture, "in", PDF);
  assert_status (fixture, "in", FB_FETCH_NOTHING, 0, 0);
  g_assert_cmpuint (count_due (fixture, G_MAXINT64), ==, 0);
  g_autoptr (FbFax) after = store_fixture_find (fixture, "in");
  g_assert_false (fb_fax_get_unread (after));
  g_assert_false (fb_fax_get_open (after));
  g_assert_cmpint (fb_fax_get_done_at (after), ==, fb_fax_get_done_at (before));
  g_assert_cmpint (fb_fax_get_status (after), ==, fb_fax_get_status (before));
  g_assert_cmpmem (&counts, sizeof counts, fb_store_get_counts (fixture->store), sizeof counts);
  g_assert_cmpint (query (fixture, "SELECT has_document FROM fax WHERE message_id = 'in'"), ==, 1);

  /* By its name it is of the fax's own day. */
  g_autofree char *here = g_path_get_basename (fb_fax_get_document (after)->path);
  g_assert_true (g_str_has_prefix (here, "2021-05-14 inbound 702422 in."));
  g_assert_cmpuint (store_fixture_count_files (fixture, "spool"), ==, 0);
  g_assert_cmpuint (store_fixture_count_files (fixture, "faxes"), ==, 2);
  store_fixture_reopen (fixture);
  assert_content (fixture, "in", PDF);
}

static void
test_history (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  fetch_fixture_keep (fixture, "in", PDF);
  keep (fixture, "in", PDF);

  g_autoptr (GPtrArray) entries = list_history (fixture, "in");
  g_assert_cmpuint (entries->len, ==, 3);
  for (guint i = 0; i < entries->len; i++)
    {
      const FbHistoryEntry *entry = g_ptr_array_index (entries, i);
      g_assert_cmpint (entry->is_fetched, ==, i == 1);
      g_assert_false (entry->is_desk);
      g_assert_cmpint (entry->received_at, >, 0);
    }
}

static void
keep_cancelled (StoreFixture *fixture, const char *message_id, const char *document)
{
  FbEvent *event = make_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_CANCELLED);

  event->pages_complete = 2;
  store_fixture_keep_ok (fixture, event, document);
}

/* A fax that nobody had to deal with before its document came: as if it had come with that. */
static void
test_first_occasion (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep_cancelled (fixture, "in", NULL);
  g_autoptr (FbFax) before = store_fixture_find (fixture, "in");
  g_assert_false (fb_fax_get_open (before));
  g_assert_true (fetch_fixture_keep (fixture, "in", PDF));
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  g_assert_cmpuint (g_array_index (fixture->alerts, guint, 0), ==, FB_ALERT_RECEIVED);
  g_autoptr (FbFax) fetched = store_fixture_find (fixture, "in");
  g_assert_true (fb_fax_get_open (fetched));
  g_assert_true (fb_fax_get_unread (fetched));
  const FbFaxCounts *counts = fb_store_get_counts (fixture->store);
  g_assert_cmpuint (counts->open[FB_DIRECTION_INBOUND][FB_STATUS_CANCELLED], ==, 1);
  g_assert_cmpuint (counts->unread[FB_DIRECTION_INBOUND][FB_STATUS_CANCELLED], ==, 1);

  keep_cancelled (fixture, "posted", PDF);
  g_autoptr (FbFax) posted = store_fixture_find (fixture, "posted");
  g_assert_cmpint (fb_fax_get_opened_at (fetched), ==, fb_fax_get_opened_at (posted));

  /* Once. */
  read_and_be_done (fixture, "in");
  keep_cancelled (fixture, "in", PDF);
  g_assert_true (fetch_fixture_keep (fixture, "in", OTHER_PDF));
  g_assert_cmpuint (fixture->alerts->len, ==, 2);
  g_autoptr (FbFax) after = store_fixture_find (fixture, "in");
  g_assert_false (fb_fax_get_open (after));
  g_assert_false (fb_fax_get_unread (after));
}

/* A later event with the same document changes nothing; another document is kept beside it. */
static void
test_then_delivered (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "in", NULL);
  g_assert_true (fetch_fixture_keep (fixture, "in", PDF));
  read_and_be_done (fixture, "in");
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  keep (fixture, "in", PDF);
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  g_assert_cmpint (count_attachments (fixture), ==, 1);
  g_assert_cmpuint (store_fixture_count_files (fixture, "faxes"), ==, 1);
  g_assert_cmpint (query (fixture, "SELECT count(*) FROM fax"), ==, 1);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
  g_assert_false (fb_fax_get_unread (fax));
  g_assert_false (fb_fax_get_open (fax));

  keep (fixture, "in", OTHER_PDF);
  g_assert_cmpint (count_attachments (fixture), ==, 2);
  g_assert_cmpuint (fixture->alerts->len, ==, 2);
  assert_content (fixture, "in", OTHER_PDF);
}

/* Part of a failed fax may be the part that matters; that it is here is told once. */
static void
test_then_delivered_in_part (StoreFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      FbEvent *event = make_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_FAILED);

      event->pages_complete = 1;
      store_fixture_keep_ok (fixture, event, i == 0 ? NULL : PDF);
      if (i == 0)
        g_assert_true (fetch_fixture_keep (fixture, "in", PDF));
    }
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  g_assert_cmpuint (g_array_index (fixture->alerts, guint, 0), ==, FB_ALERT_RECEIVE_FAILED);
}

/* The other way round. */
static void
test_delivered_before (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  keep (fixture, "in", PDF);
  g_assert_cmpuint (count_due (fixture, G_MAXINT64), ==, 0);
  g_assert_false (fetch_fixture_keep (fixture, "in", PDF));
  g_assert_cmpint (count_fetched_events (fixture), ==, 0);
  g_assert_cmpint (count_attachments (fixture), ==, 1);
  g_assert_cmpuint (store_fixture_count_files (fixture, "faxes"), ==, 1);
  assert_content (fixture, "in", PDF);

  g_assert_true (fetch_fixture_keep (fixture, "in", OTHER_PDF));
  g_assert_cmpint (count_fetched_events (fixture), ==, 1);
  g_assert_cmpint (count_attachments (fixture), ==, 2);
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
}

static void
test_unknown (StoreFixture *fixture, gconstpointer data)
{
  g_assert_false (fetch_fixture_keep (fixture, "nobody", PDF));
  g_assert_cmpint (count_fetched_events (fixture), ==, 0);
  g_assert_cmpuint (store_fixture_count_files (fixture, "faxes"), ==, 0);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean already_kept;

  keep (fixture, "in", NULL);
  FbSpoolFile *file = store_fixture_make_document (fixture, PDF);
  store_fixture_close (fixture->store);
  g_assert_false (fb_store_write_spool_file (fixture->store, file, "more", 4, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (fetch_fixture_try_keep (fixture, "in", file, &already_kept, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED);
  store_fixture_open (fixture->store, NULL);
}

/* Something always stays free. */
static void
test_no_space (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  FbSpoolFile *file = fb_store_create_spool_file (fixture->store, NULL);

  g_assert_true (fb_store_write_spool_file (fixture->store, file, PDF, strlen (PDF), &error));
  g_assert_no_error (error);
  fb_store_set_spare_space (fixture->store, G_MAXUINT64);
  g_assert_false (fb_store_write_spool_file (fixture->store, file, PDF, strlen (PDF), &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_NO_SPACE);
  fb_spool_file_free (file);
}

/* Repair */

static guint
find_index_page (StoreFixture *fixture)
{
  return (guint) query (fixture, "SELECT rootpage FROM sqlite_schema WHERE name = 'fax_by_kind'") -
         1;
}

static void
rebuild (StoreFixture *fixture, const char *loss)
{
  g_autoptr (FbStore) store = fb_store_new (fixture->folder);
  g_autoptr (GError) error = NULL;

  /* What the store says to a damaged database is a warning. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  store_fixture_close (fixture->store);
  run (fixture, loss);
  damage_page (fixture->folder, find_index_page (fixture));
  fb_store_set_event_reader (store, read_event);
  g_set_object (&fixture->store, store);
  store_fixture_open (store, &error);
  g_assert_no_error (error);
  while (fb_store_get_damaged_file (store) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* The time of a file is coarse: what was fetched after something happened may have one before it.
 */
static void
touch_document (StoreFixture *fixture, const char *message_id)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);
  const time_t later = (time_t) (g_get_real_time () / G_USEC_PER_SEC + 60);
  const struct utimbuf times = { later, later };

  g_assert_no_errno (g_utime (fb_fax_get_document (fax)->path, (struct utimbuf *) &times));
}

/* Whatever is lost of it: the document is the fax's again, and came after somebody was done, which
 * it doesn't undo. */
static void
test_rebuilt (StoreFixture *fixture, gconstpointer data)
{
  static const char *const losses[] = {
    "DELETE FROM attachment",
    "DELETE FROM attachment; DELETE FROM fax",
    "DELETE FROM attachment; DELETE FROM fax; UPDATE event SET json = NULL WHERE kind = 0",
    "DELETE FROM fax",
    "SELECT 1",
  };

  keep (fixture, "in", NULL);
  read_and_be_done (fixture, "in");
  g_assert_true (fetch_fixture_keep (fixture, "in", PDF));
  touch_document (fixture, "in");
  g_autoptr (FbFax) before = store_fixture_find (fixture, "in");
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      g_test_message ("%s", losses[i]);
      rebuild (fixture, losses[i]);
      assert_content (fixture, "in", PDF);
      assert_status (fixture, "in", FB_FETCH_NOTHING, 0, 0);
      g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
      g_assert_false (fb_fax_get_open (fax));
      g_assert_false (fb_fax_get_unread (fax));
      g_assert_cmpint (fb_fax_get_done_at (fax), ==, fb_fax_get_done_at (before));
      g_assert_cmpint (count_attachments (fixture), ==, 1);
      g_assert_cmpint (count_fetched_events (fixture), ==, 1);
    }
}

/* What is lost with its file is fetched again, which is another event. */
static void
test_fetched_again (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  keep (fixture, "waiting", NULL);
  fetch_fixture_fail (fixture, "waiting", FB_FETCH_WAITING, NOW + HOUR, 3);
  fetch_fixture_keep (fixture, "in", PDF);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
  g_assert_no_errno (g_unlink (fb_fax_get_document (fax)->path));
  rebuild (fixture, "DELETE FROM attachment");
  assert_document_state (fixture, "in", FB_DOCUMENT_NEEDS_KEY);
  assert_status (fixture, "waiting", FB_FETCH_WAITING, NOW + HOUR, 3);
  g_assert_true (fetch_fixture_keep (fixture, "in", PDF));
  assert_content (fixture, "in", PDF);
  g_assert_cmpint (count_fetched_events (fixture), ==, 2);
}

/* Nothing outside of the folder is taken, nothing else than what it was, and nothing is made up. */
static void
test_damaged_events (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *outside = g_build_filename (fixture->folder, "outside.pdf", NULL);

  keep (fixture, "in", NULL);
  g_assert_true (g_file_set_contents (outside, PDF, -1, NULL));
  rebuild (fixture,
           "INSERT INTO event (message_id, kind, name, road, received_at, digest, json) VALUES "
           "('in', 4, 'fetched', 3, 5, x'01', CAST ('not JSON' AS BLOB)),"
           "('in', 4, 'fetched', 3, 5, x'02', NULL),"
           "('in', 4, 'fetched', 3, 5, x'03', CAST ('[]' AS BLOB)),"
           "('in', 4, 'fetched', 3, 5, x'04', CAST ('{\"path\":5,\"sha256\":7}' AS BLOB)),"
           "('in', 4, 'fetched', 3, 5, x'05', CAST ('{\"path\":\"faxes/../outside.pdf\",\"sha256\":"
           "\"b8d0\"}' AS BLOB)),"
           "('in', 4, 'fetched', 3, 5, x'06', CAST ('{\"path\":\"faxes/none.pdf\",\"sha256\":"
           "\"b8d0\"}' AS BLOB))");
  assert_document_state (fixture, "in", FB_DOCUMENT_NEEDS_KEY);
  g_assert_cmpint (count_attachments (fixture), ==, 0);
  g_autoptr (GPtrArray) entries = list_history (fixture, "in");
  g_assert_cmpuint (entries->len, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/fetch/states", test_states);
  STORE_TEST ("/fetch/signal", test_signal);
  STORE_TEST ("/fetch/due", test_due);
  STORE_TEST ("/fetch/backlog", test_backlog);
  STORE_TEST ("/fetch/due-by-index", test_due_by_index);
  STORE_TEST ("/fetch/failures", test_failures);
  STORE_TEST ("/fetch/purged", test_purged);
  STORE_TEST ("/fetch/make-due", test_make_due);
  STORE_TEST ("/fetch/make-lost-due", test_make_lost_due);
  STORE_TEST ("/fetch/keys", test_keys);
  STORE_TEST ("/fetch/count", test_count);
  STORE_TEST ("/fetch/put-off", test_put_off);
  STORE_TEST ("/fetch/unchanged", test_unchanged);
  STORE_TEST ("/fetch/fail-without-key", test_fail_without_key);
  STORE_TEST ("/fetch/fetched", test_fetched);
  STORE_TEST ("/fetch/history", test_history);
  STORE_TEST ("/fetch/first-occasion", test_first_occasion);
  STORE_TEST ("/fetch/then-delivered", test_then_delivered);
  STORE_TEST ("/fetch/then-delivered-in-part", test_then_delivered_in_part);
  STORE_TEST ("/fetch/delivered-before", test_delivered_before);
  STORE_TEST ("/fetch/unknown", test_unknown);
  STORE_TEST ("/fetch/closed", test_closed);
  STORE_TEST ("/fetch/no-space", test_no_space);
  STORE_TEST ("/fetch/rebuilt", test_rebuilt);
  STORE_TEST ("/fetch/fetched-again", test_fetched_again);
  STORE_TEST ("/fetch/damaged-events", test_damaged_events);
  return g_test_run ();
}
