/* The history of a fax: each delivery as it came, and what people did, in their order. */

#include "config.h"

#include "store-fixture.h"

#include <sqlite3.h>
#include <string.h>

/* Of the fixture's own events: {"messageId":"…","status":"…"}. */
static FbEvent *
read_event (GBytes *json, const char *name)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_auto (GStrv) words = g_strsplit (text, "\"", -1);
  const gboolean is_fax = g_strv_length (words) > 7;
  FbEvent *event = fb_event_new (is_fax ? FB_EVENT_FAX : FB_EVENT_UNREADABLE);

  if (is_fax)
    {
      event->message_id = g_strdup (words[3]);
      event->status = fb_status_from_string (words[7]);
    }
  event->name = g_strdup (name);
  return event;
}

static void
reopen (StoreFixture *fixture, FbEventReadFunc reader)
{
  g_autoptr (FbStore) store = fb_store_new (fixture->folder);
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture->store);
  fb_store_set_event_reader (store, reader);
  g_set_object (&fixture->store, store);
  store_fixture_open (store, &error);
  g_assert_no_error (error);
}

static void
on_listed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(GPtrArray **) data = fb_store_list_history_finish (FB_STORE (object), result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (StoreFixture *fixture, const char *message_id)
{
  GPtrArray *entries = NULL;

  fb_store_list_history_async (fixture->store, message_id, NULL, on_listed, &entries);
  while (entries == NULL)
    g_main_context_iteration (NULL, TRUE);
  return entries;
}

static void
keep (StoreFixture *fixture, const char *message_id, FbStatus status)
{
  store_fixture_keep_ok (fixture, store_fixture_event (message_id, FB_DIRECTION_OUTBOUND, status),
                         NULL);
}

static void
record (StoreFixture *fixture,
        const char *message_id,
        FbDeskAction action,
        const char *who,
        const char *note)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  store_fixture_record (fixture, fb_fax_get_id (fax), action, who, note);
}

static void
run (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static void
assert_delivery (GPtrArray *entries, guint index, FbStatus status, FbRoad road)
{
  const FbHistoryEntry *entry = g_ptr_array_index (entries, index);

  g_assert_false (entry->is_desk);
  g_assert_nonnull (entry->event);
  g_assert_cmpint (entry->event->status, ==, status);
  g_assert_cmpint (entry->event->road, ==, road);
  g_assert_cmpint (entry->received_at, >, 0);
}

static void
assert_desk (GPtrArray *entries,
             guint index,
             FbDeskAction action,
             const char *who,
             const char *note)
{
  const FbHistoryEntry *entry = g_ptr_array_index (entries, index);

  g_assert_true (entry->is_desk);
  g_assert_null (entry->event);
  g_assert_cmpint (entry->action, ==, action);
  g_assert_cmpstr (entry->who, ==, who);
  g_assert_cmpstr (entry->note, ==, note);
  g_assert_cmpint (entry->received_at, >, 0);
}

static void
test_history (StoreFixture *fixture, gconstpointer data)
{
  FbEvent *asked_for = store_fixture_event ("out", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS);

  asked_for->road = FB_ROAD_CATCH_UP;
  reopen (fixture, read_event);
  keep (fixture, "out", FB_STATUS_TRANSMITTING);
  keep (fixture, "other", FB_STATUS_FAILED);
  keep (fixture, "out", FB_STATUS_FAILED);
  record (fixture, "out", FB_DESK_NOTED, "Ada", "Wrong number?");
  record (fixture, "out", FB_DESK_DONE, "Grace", NULL);
  record (fixture, "out", FB_DESK_REOPENED, NULL, NULL);
  /* Late, and so not the fax's state: it is in the history. */
  keep (fixture, "out", FB_STATUS_PROCESSING);
  store_fixture_keep_ok (fixture, asked_for, NULL);

  g_autoptr (GPtrArray) entries = list (fixture, "out");
  g_assert_cmpuint (entries->len, ==, 7);
  assert_delivery (entries, 0, FB_STATUS_TRANSMITTING, FB_ROAD_WEBHOOK);
  assert_delivery (entries, 1, FB_STATUS_FAILED, FB_ROAD_WEBHOOK);
  assert_desk (entries, 2, FB_DESK_NOTED, "Ada", "Wrong number?");
  assert_desk (entries, 3, FB_DESK_DONE, "Grace", NULL);
  assert_desk (entries, 4, FB_DESK_REOPENED, NULL, NULL);
  assert_delivery (entries, 5, FB_STATUS_PROCESSING, FB_ROAD_WEBHOOK);
  assert_delivery (entries, 6, FB_STATUS_SUCCESS, FB_ROAD_CATCH_UP);
  for (guint i = 1; i < entries->len; i++)
    g_assert_cmpint (((FbHistoryEntry *) g_ptr_array_index (entries, i - 1))->received_at, <=,
                     ((FbHistoryEntry *) g_ptr_array_index (entries, i))->received_at);

  g_autoptr (GPtrArray) nothing = list (fixture, "nobody");
  g_assert_cmpuint (nothing->len, ==, 0);
}

/* What is damaged, or not understood, is there without its contents; nothing is made up. */
static void
test_damaged (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "out", FB_STATUS_FAILED);
  record (fixture, "out", FB_DESK_DONE, "Ada", NULL);
  store_fixture_close (fixture->store);
  run (fixture,
       "INSERT INTO event (message_id, kind, name, road, received_at, digest, json) VALUES "
       "('out', 0, NULL, 0, 5, x'01', CAST ('not understood' AS BLOB)),"
       "('out', 0, NULL, 0, 6, x'02', NULL),"
       "('out', 3, 'noted', 2, 7, x'03', CAST ('{\"who\":' AS BLOB)),"
       "('out', 3, 'noted', 2, 8, x'04', CAST ('[\"Ada\"]' AS BLOB)),"
       "('out', 3, 'noted', 2, 9, x'05', CAST ('{\"who\":5,\"note\":7}' AS BLOB)),"
       "('out', 3, 'noted', 2, 10, x'06', NULL),"
       "('out', 3, 'burnt', 2, 11, x'07', CAST ('{}' AS BLOB))");
  store_fixture_open (fixture->store, NULL);
  reopen (fixture, read_event);
  g_autoptr (GPtrArray) entries = list (fixture, "out");
  g_assert_cmpuint (entries->len, ==, 8);
  assert_delivery (entries, 0, FB_STATUS_FAILED, FB_ROAD_WEBHOOK);
  for (guint i = 2; i < 4; i++)
    {
      const FbHistoryEntry *entry = g_ptr_array_index (entries, i);
      g_assert_false (entry->is_desk);
      g_assert_null (entry->event);
    }
  for (guint i = 4; i < 8; i++)
    {
      const FbHistoryEntry *entry = g_ptr_array_index (entries, i);
      g_assert_true (entry->is_desk);
      g_assert_null (entry->who);
      g_assert_null (entry->note);
    }
}

/* The newest of very many; and without an event reader nobody knows what they said. */
static void
test_bounded (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "out", FB_STATUS_FAILED);
  store_fixture_close (fixture->store);
  run (fixture, "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) "
                "INSERT INTO event (message_id, kind, road, received_at, digest, json) "
                "SELECT 'out', 0, 0, i, CAST (i AS BLOB), CAST ('{}' AS BLOB) FROM n");
  store_fixture_open (fixture->store, NULL);
  g_autoptr (GPtrArray) entries = list (fixture, "out");
  g_assert_cmpuint (entries->len, ==, 1000);
  for (guint i = 0; i < entries->len; i++)
    {
      const FbHistoryEntry *entry = g_ptr_array_index (entries, i);
      g_assert_cmpint (entry->received_at, ==, 501 + i);
      g_assert_null (entry->event);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/history/history", test_history);
  STORE_TEST ("/history/damaged", test_damaged);
  STORE_TEST ("/history/bounded", test_bounded);
  return g_test_run ();
}
