/* What people do with faxes: open until somebody says that it is done, and a note. Each change is
 * an event beside the row, what changes nothing is none, and the counts follow. */

#include "config.h"

#include "store-fixture.h"

#include <sqlite3.h>
#include <string.h>

#define PDF       "%PDF-1.4 first\n"
#define OTHER_PDF "%PDF-1.4 second\n"

#define SECOND  G_TIME_SPAN_SECOND
#define CREATED (G_GINT64_CONSTANT (1620999270) * SECOND)

static gint64 last_event_number;

/* No two events are one: what comes is told apart by its JSON. */
static FbEvent *
make_event (const char *message_id, FbDirection direction, FbStatus status)
{
  FbEvent *event = store_fixture_event (message_id, direction, status);
  g_autofree char *json = g_strdup_printf ("{\"n\":%" G_GINT64_FORMAT "}", ++last_event_number);

  g_bytes_unref (event->json);
  event->json = g_bytes_new (json, strlen (json));
  return event;
}

static void
keep (StoreFixture *fixture, const char *message_id, FbDirection direction, FbStatus status)
{
  store_fixture_keep_ok (fixture, make_event (message_id, direction, status), NULL);
}

static gint64
get_id (StoreFixture *fixture, const char *message_id)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  g_assert_nonnull (fax);
  return fb_fax_get_id (fax);
}

static guint
record (StoreFixture *fixture,
        const char *message_id,
        FbDeskAction action,
        const char *who,
        const char *note)
{
  return store_fixture_record (fixture, get_id (fixture, message_id), action, who, note);
}

static guint
count_open (StoreFixture *fixture)
{
  return fb_fax_counts_get_open (fb_store_get_counts (fixture->store), FB_DIRECTION_ANY,
                                 FB_STATUS_ANY);
}

static gint64
query (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
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

static guint
count_events (StoreFixture *fixture)
{
  return (guint) query (fixture, "SELECT count(*) FROM event WHERE kind = 3");
}

static void
assert_open (StoreFixture *fixture, const char *message_id, gint64 opened_at)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  g_assert_true (fb_fax_get_open (fax));
  g_assert_cmpint (fb_fax_get_opened_at (fax), ==, opened_at);
  g_assert_cmpint (fb_fax_get_done_at (fax), ==, 0);
  g_assert_null (fb_fax_get_done_by (fax));
}

static void
assert_not_open (StoreFixture *fixture, const char *message_id)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  g_assert_false (fb_fax_get_open (fax));
}

/* Becoming open */

static void
test_received (StoreFixture *fixture, gconstpointer data)
{
  const FbFaxCounts *counts = fb_store_get_counts (fixture->store);

  g_assert_cmpint (counts->open_since, ==, 0);
  store_fixture_keep_ok (fixture, make_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS), PDF);
  assert_open (fixture, "in", CREATED);
  g_assert_cmpint (counts->open_since, ==, CREATED);
  g_assert_cmpuint (fb_fax_counts_get_open (counts, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS), ==,
                    1);
  g_assert_cmpuint (fb_fax_counts_get_open (counts, FB_DIRECTION_OUTBOUND, FB_STATUS_ANY), ==, 0);

  /* Reading changes nothing of it. */
  store_fixture_mark (fixture, get_id (fixture, "in"), TRUE);
  assert_open (fixture, "in", CREATED);
  store_fixture_reopen (fixture);
  assert_open (fixture, "in", CREATED);
  counts = fb_store_get_counts (fixture->store);
  g_assert_cmpint (counts->open_since, ==, CREATED);
  g_assert_cmpuint (count_open (fixture), ==, 1);
}

/* Of what we send only what failed is anybody's business, since it did. */
static void
test_sent (StoreFixture *fixture, gconstpointer data)
{
  FbEvent *resolved = make_event ("resolved", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);
  FbEvent *ahead = make_event ("ahead", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);
  FbEvent *behind = make_event ("behind", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);

  resolved->resolved_at = CREATED + 60 * SECOND;
  ahead->resolved_at = g_get_real_time () + 3600 * SECOND;
  behind->resolved_at = 1;
  keep (fixture, "delivered", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  keep (fixture, "under-way", FB_DIRECTION_OUTBOUND, FB_STATUS_TRANSMITTING);
  g_assert_cmpuint (count_open (fixture), ==, 0);

  store_fixture_keep_ok (fixture, resolved, NULL);
  assert_open (fixture, "resolved", CREATED + 60 * SECOND);
  store_fixture_keep_ok (fixture, behind, NULL);
  assert_open (fixture, "behind", CREATED);
  store_fixture_keep_ok (fixture, ahead, NULL);
  g_autoptr (FbFax) late = store_fixture_find (fixture, "ahead");
  assert_open (fixture, "ahead", fb_fax_get_received_at (late));

  /* It fails here and now, while it has been under way for long. */
  const gint64 before = g_get_real_time ();
  keep (fixture, "under-way", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);
  g_autoptr (FbFax) failed = store_fixture_find (fixture, "under-way");
  g_assert_true (fb_fax_get_open (failed));
  g_assert_cmpint (fb_fax_get_opened_at (failed), >=, before);
  g_assert_cmpint (fb_store_get_counts (fixture->store)->open_since, ==, CREATED);
}

/* One attempt failed, another did not. */
static void
test_delivered_after_all (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "out", FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED);
  g_assert_cmpuint (count_open (fixture), ==, 1);
  keep (fixture, "out", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  assert_not_open (fixture, "out");
  g_assert_cmpuint (count_open (fixture), ==, 0);
  g_assert_cmpint (fb_store_get_counts (fixture->store)->open_since, ==, 0);
}

static void
test_unreadable (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_keep_ok (fixture, fb_event_new (FB_EVENT_UNREADABLE), "gibberish");
  g_assert_cmpuint (fb_fax_counts_get_open (fb_store_get_counts (fixture->store),
                                            FB_DIRECTION_UNKNOWN, FB_STATUS_UNREADABLE),
                    ==, 1);
}

/* It waits since it came, not since it was known to be whole. */
static void
test_under_way (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_PROCESSING);
  assert_not_open (fixture, "in");
  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  assert_open (fixture, "in", CREATED);
}

/* Done */

static void
test_done (StoreFixture *fixture, gconstpointer data)
{
  const FbFaxCounts *counts = fb_store_get_counts (fixture->store);
  const gint64 before = g_get_real_time ();

  store_fixture_keep_ok (fixture, make_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS), PDF);
  keep (fixture, "other", FB_DIRECTION_INBOUND, FB_STATUS_FAILED);
  g_assert_cmpuint (record (fixture, "in", FB_DESK_DONE, "Ada", NULL), ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
      g_assert_false (fb_fax_get_open (fax));
      g_assert_false (fb_fax_get_unread (fax));
      g_assert_cmpint (fb_fax_get_opened_at (fax), ==, CREATED);
      g_assert_cmpint (fb_fax_get_done_at (fax), >=, before);
      g_assert_cmpstr (fb_fax_get_done_by (fax), ==, "Ada");
      g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, 1);
      counts = fb_store_get_counts (fixture->store);
      g_assert_cmpuint (count_open (fixture), ==, 1);
      g_assert_cmpuint (fb_fax_counts_get_unread (counts, FB_DIRECTION_ANY, FB_STATUS_ANY), ==, 1);
      store_fixture_reopen (fixture);
    }

  /* Who comes second changes nothing. */
  g_assert_cmpuint (record (fixture, "in", FB_DESK_DONE, "Grace", NULL), ==, 0);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
  g_assert_cmpstr (fb_fax_get_done_by (fax), ==, "Ada");
  g_assert_cmpuint (count_events (fixture), ==, 1);
  g_assert_cmpint (query (fixture,
                          "SELECT count(*) FROM event WHERE message_id = 'in' AND kind = 3 "
                          "AND road = 2 AND name = 'done' AND length (digest) = 32 "
                          "AND typeof (json) = 'blob' "
                          "AND json_extract (CAST (json AS TEXT), '$.who') = 'Ada' "
                          "AND json_extract (CAST (json AS TEXT), '$.note') IS NULL"),
                   ==, 1);
  g_assert_cmpint (query (fixture, "SELECT max(received_at) FROM event"), ==,
                   fb_fax_get_done_at (fax));
}

static void
test_told (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  record (fixture, "in", FB_DESK_DONE, NULL, NULL);

  /* The same end, told twice, opens nothing. */
  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  assert_not_open (fixture, "in");
  g_assert_cmpuint (fixture->alerts->len, ==, 1);

  /* Another end does, since now. */
  const gint64 before = g_get_real_time ();
  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_FAILED);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
  g_assert_true (fb_fax_get_open (fax));
  g_assert_true (fb_fax_get_unread (fax));
  g_assert_cmpint (fb_fax_get_opened_at (fax), >=, before);
}

static void
test_another_document (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_keep_ok (fixture, make_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS), PDF);
  record (fixture, "in", FB_DESK_DONE, "Ada", NULL);
  const gint64 before = g_get_real_time ();
  store_fixture_keep_ok (fixture, make_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
                         OTHER_PDF);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
  g_assert_cmpint (fb_fax_get_opened_at (fax), >=, before);
  assert_open (fixture, "in", fb_fax_get_opened_at (fax));
  g_assert_cmpuint (count_events (fixture), ==, 1);

  /* One that waits already goes on waiting. */
  store_fixture_keep_ok (fixture, make_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
                         "%PDF-1.4 third");
  assert_open (fixture, "in", fb_fax_get_opened_at (fax));
  g_assert_cmpuint (count_open (fixture), ==, 1);
}

static void
test_reopened (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  g_assert_cmpuint (record (fixture, "in", FB_DESK_REOPENED, "Ada", NULL), ==, 0);
  record (fixture, "in", FB_DESK_DONE, "Ada", NULL);
  g_assert_cmpint (fb_store_get_counts (fixture->store)->open_since, ==, 0);
  g_assert_cmpuint (record (fixture, "in", FB_DESK_REOPENED, "Grace", NULL), ==, 1);
  assert_open (fixture, "in", CREATED);
  g_assert_cmpint (fb_store_get_counts (fixture->store)->open_since, ==, CREATED);
  g_assert_cmpuint (count_events (fixture), ==, 2);

  /* What never waited waits from now on. */
  const gint64 before = g_get_real_time ();
  keep (fixture, "out", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);
  g_assert_cmpuint (record (fixture, "out", FB_DESK_DONE, NULL, NULL), ==, 0);
  g_assert_cmpuint (record (fixture, "out", FB_DESK_REOPENED, NULL, NULL), ==, 1);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "out");
  g_assert_cmpint (fb_fax_get_opened_at (fax), >=, before);
  assert_open (fixture, "out", fb_fax_get_opened_at (fax));
}

/* The same again and again: each time it is an event of its own. */
static void
test_nonce (StoreFixture *fixture, gconstpointer data)
{
  const guint n_times = 20;

  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  for (guint i = 0; i < n_times; i++)
    {
      g_assert_cmpuint (record (fixture, "in", FB_DESK_DONE, "Ada", NULL), ==, 1);
      g_assert_cmpuint (record (fixture, "in", FB_DESK_REOPENED, "Ada", NULL), ==, 1);
    }
  g_assert_cmpuint (count_events (fixture), ==, 2 * n_times);
  g_assert_cmpint (query (fixture, "SELECT count(DISTINCT json_extract (CAST (json AS TEXT), "
                                   "'$.nonce')) FROM event WHERE kind = 3"),
                   ==, 2 * n_times);
  g_assert_cmpint (query (fixture, "SELECT min(length (json_extract (CAST (json AS TEXT), "
                                   "'$.nonce'))) FROM event WHERE kind = 3"),
                   ==, 32);
}

/* Notes */

static void
assert_note (StoreFixture *fixture, const char *message_id, const char *note)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  g_assert_cmpstr (fb_fax_get_note (fax), ==, note);
}

static void
test_noted (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  g_assert_cmpuint (record (fixture, "in", FB_DESK_NOTED, "Ada", NULL), ==, 0);
  g_assert_cmpuint (record (fixture, "in", FB_DESK_NOTED, "Ada", "Says \"call\" ☎"), ==, 1);
  store_fixture_reopen (fixture);
  assert_note (fixture, "in", "Says \"call\" ☎");
  assert_open (fixture, "in", CREATED);
  g_assert_cmpuint (record (fixture, "in", FB_DESK_NOTED, "Grace", "Says \"call\" ☎"), ==, 0);
  g_assert_cmpuint (count_events (fixture), ==, 1);

  /* What comes later leaves it where it is. */
  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_FAILED);
  assert_note (fixture, "in", "Says \"call\" ☎");
  g_assert_cmpuint (record (fixture, "in", FB_DESK_NOTED, NULL, ""), ==, 1);
  assert_note (fixture, "in", NULL);
  g_assert_cmpuint (record (fixture, "in", FB_DESK_NOTED, NULL, NULL), ==, 0);
  g_assert_cmpuint (count_events (fixture), ==, 2);
}

static void
test_bounds (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "€");
  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  record (fixture, "in", FB_DESK_NOTED, NULL, text->str);
  record (fixture, "in", FB_DESK_DONE, text->str, NULL);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
  g_assert_cmpint (g_utf8_strlen (fb_fax_get_note (fax), -1), ==, 4000);
  g_assert_cmpint (g_utf8_strlen (fb_fax_get_done_by (fax), -1), ==, 200);
  g_assert_true (g_str_has_prefix (text->str, fb_fax_get_note (fax)));

  /* A name may come from the system, in whatever encoding. */
  record (fixture, "in", FB_DESK_REOPENED, NULL, NULL);
  record (fixture, "in", FB_DESK_DONE, "J\xfcrgen", NULL);
  g_autoptr (FbFax) named = store_fixture_find (fixture, "in");
  g_assert_true (g_utf8_validate (fb_fax_get_done_by (named), -1, NULL));
  g_assert_cmpint (
    query (fixture, "SELECT count(*) FROM fax WHERE done_by = 'J' || char (65533) || 'rgen'"), ==,
    1);
}

/* Many */

static void
on_ended (GObject *object, GAsyncResult *result, gpointer data)
{
  const gint64 is_record = g_async_result_is_tagged (result, fb_store_record_async);

  g_array_append_val ((GArray *) data, is_record);
}

/* As with marks, a delivery waits for a part of them only. */
static void
test_in_parts (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FbEvent) event = make_event ("meanwhile", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  for (gint64 i = 1; i <= 5000; i++)
    g_array_append_val (ids, i);
  keep (fixture, "in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  fb_store_record_async (fixture->store, ids, FB_DESK_DONE, NULL, NULL, on_ended, ended);
  fb_store_keep_async (fixture->store, event, NULL, NULL, on_ended, ended);
  while (ended->len < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_array_index (ended, gint64, 0), ==, FALSE);
  g_assert_cmpint (g_array_index (ended, gint64, 1), ==, TRUE);
  assert_not_open (fixture, "in");
}

static void
on_closed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GArray) changed_ids = NULL;

  g_assert_false (
    fb_store_record_finish (FB_STORE (object), result, &changed_ids, (GError **) data));
  g_assert_null (changed_ids);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *error = NULL;

  store_fixture_close (fixture->store);
  fb_store_record_async (fixture->store, ids, FB_DESK_DONE, NULL, NULL, on_closed, &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED);
  g_error_free (error);
  store_fixture_open (fixture->store, NULL);
}

static void
keep_any (StoreFixture *fixture)
{
  static const char *const documents[] = { NULL, NULL, PDF, OTHER_PDF, "no document" };
  g_autofree char *message_id = g_strdup_printf ("m%d", g_test_rand_int_range (0, 40));
  FbEvent *event = make_event (message_id, (FbDirection) g_test_rand_int_range (0, FB_N_DIRECTIONS),
                               (FbStatus) g_test_rand_int_range (0, FB_N_STATUSES));

  if (g_test_rand_bit ())
    event->resolved_at = CREATED + g_test_rand_int_range (0, 1000) * SECOND;
  if (g_test_rand_bit ())
    g_clear_pointer (&event->caller_id, g_free);
  store_fixture_keep_ok (fixture, event,
                         documents[g_test_rand_int_range (0, G_N_ELEMENTS (documents))]);
}

static void
check_counts (StoreFixture *fixture)
{
  FbFaxCounts counts = *fb_store_get_counts (fixture->store);

  g_assert_cmpint (counts.open_since, ==,
                   query (fixture, "SELECT coalesce (min(opened_at), 0) FROM fax WHERE is_open"));
  g_assert_cmpint (count_open (fixture), ==,
                   query (fixture, "SELECT count(*) FROM fax WHERE is_open"));
  store_fixture_reopen (fixture);
  g_assert_cmpmem (&counts, sizeof counts, fb_store_get_counts (fixture->store), sizeof counts);
}

/* Whatever happens in whatever order: what is counted while it happens is what is there, and what
 * lists look for is what the rows say. */
static void
test_random (StoreFixture *fixture, gconstpointer data)
{
  for (guint round = 0; round < 12; round++)
    {
      for (guint i = 0; i < 15; i++)
        {
          keep_any (fixture);
          store_fixture_record (fixture, g_test_rand_int_range (1, 40),
                                (FbDeskAction) g_test_rand_int_range (0, FB_DESK_NOTED + 1), "Ada",
                                g_test_rand_bit () ? "A note" : NULL);
        }
      check_counts (fixture);
      g_assert_cmpint (query (fixture,
                              "SELECT count(*) FROM fax WHERE is_open IS NULL "
                              "OR has_document IS NOT EXISTS (SELECT 1 FROM attachment "
                              "WHERE fax_id = fax.id AND media_type IN ('application/pdf', "
                              "'image/tiff'))"),
                       ==, 0);
      g_assert_cmpint (query (fixture, "SELECT count(*) FROM fax WHERE number IS NOT CASE "
                                       "WHEN direction <> 1 THEN '8332394039' "
                                       "WHEN caller_id IS NOT NULL THEN '702422' END"),
                       ==, 0);
      g_assert_cmpint (query (fixture, "SELECT count(*) FROM fax WHERE is_open "
                                       "AND (done_at <> 0 OR opened_at = 0)"),
                       ==, 0);
    }
  g_assert_cmpuint (count_events (fixture), >, 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/desk/received", test_received);
  STORE_TEST ("/desk/sent", test_sent);
  STORE_TEST ("/desk/delivered-after-all", test_delivered_after_all);
  STORE_TEST ("/desk/unreadable", test_unreadable);
  STORE_TEST ("/desk/under-way", test_under_way);
  STORE_TEST ("/desk/done", test_done);
  STORE_TEST ("/desk/told", test_told);
  STORE_TEST ("/desk/another-document", test_another_document);
  STORE_TEST ("/desk/reopened", test_reopened);
  STORE_TEST ("/desk/nonce", test_nonce);
  STORE_TEST ("/desk/noted", test_noted);
  STORE_TEST ("/desk/bounds", test_bounds);
  STORE_TEST ("/desk/in-parts", test_in_parts);
  STORE_TEST ("/desk/closed", test_closed);
  STORE_TEST ("/desk/random", test_random);
  return g_test_run ();
}
