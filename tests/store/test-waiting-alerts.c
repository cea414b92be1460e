/* Alerts that wait for the fax's document: emitted with it, or when it is known not to come, or
 * when they have waited for long enough, over a restart, too; each of them once, and none of a fax
 * that somebody has dealt with meanwhile. */

#include "config.h"

#include "damage.h"
#include "fb-store-private.h"
#include "fetch-fixture.h"

#include <sqlite3.h>
#include <string.h>

#define PDF       "%PDF-1.4 first\n"
#define OTHER_PDF "%PDF-1.4 second\n"

#define SHORT (50 * G_TIME_SPAN_MILLISECOND)
#define LATER (g_get_real_time () + G_TIME_SPAN_HOUR)

/* More than are taken out together. */
#define N_MANY 600

static guint last_number;

static FbEvent *
make_event (const char *message_id, FbDirection direction, FbStatus status)
{
  FbEvent *event = store_fixture_event (message_id, direction, status);
  g_autofree char *json = g_strdup_printf ("{\"n\":%u}", ++last_number);

  g_bytes_unref (event->json);
  event->json = g_bytes_new (json, strlen (json));
  return event;
}

static void
keep (StoreFixture *fixture, const char *message_id, const char *document)
{
  store_fixture_keep_ok (fixture, make_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
                         document);
}

static void
keep_part (StoreFixture *fixture, const char *message_id)
{
  FbEvent *event = make_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_FAILED);

  event->pages_complete = 1;
  store_fixture_keep_ok (fixture, event, NULL);
}

static void
assert_alert (StoreFixture *fixture, FbAlertKind kind)
{
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  g_assert_cmpuint (g_array_index (fixture->alerts, guint, 0), ==, kind);
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

/* As after a restart: when what waits is due is another time by then. */
static void
restart (StoreFixture *fixture, gint64 delay, gint64 alert_at)
{
  g_autofree char *sql = g_strdup_printf (
    "UPDATE fax SET alert_at = %" G_GINT64_FORMAT " WHERE alert_kind <> 0", alert_at);

  store_fixture_close (fixture->store);
  if (alert_at != 0)
    run (fixture, sql);
  fixture->store->alert_delay = delay;
  store_fixture_open (fixture->store, NULL);
}

static void
wait_for_alerts (StoreFixture *fixture, guint n_alerts)
{
  while (fixture->alerts->len < n_alerts)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_settle (fixture);
}

/* With a document */

static void
test_document (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  g_assert_cmpuint (fixture->alerts->len, ==, 0);
  fetch_fixture_fail (fixture, "in", FB_FETCH_WAITING, LATER, 1);
  fetch_fixture_make_due (fixture, NULL, LATER);
  g_assert_cmpuint (fixture->alerts->len, ==, 0);
  g_assert_true (fetch_fixture_keep (fixture, "in", PDF));
  assert_alert (fixture, FB_ALERT_RECEIVED);
  g_assert_null (fixture->store->alert_source);

  /* Nothing of it is left. */
  keep (fixture, "in", PDF);
  g_assert_false (fetch_fixture_keep (fixture, "in", PDF));
  restart (fixture, SHORT, 0);
  store_fixture_settle (fixture);
  assert_alert (fixture, FB_ALERT_RECEIVED);
}

static void
test_delivered_document (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  keep (fixture, "in", NULL);
  g_assert_cmpuint (fixture->alerts->len, ==, 0);
  keep (fixture, "in", PDF);
  assert_alert (fixture, FB_ALERT_RECEIVED);
  fetch_fixture_keep (fixture, "in", PDF);
  assert_alert (fixture, FB_ALERT_RECEIVED);
}

/* Part of a fax came, and that part is here. */
static void
test_part (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep_part (fixture, "in");
  g_assert_cmpuint (fixture->alerts->len, ==, 0);
  fetch_fixture_keep (fixture, "in", PDF);
  assert_alert (fixture, FB_ALERT_RECEIVED);
}

/* Of what came first and what it turned out to be, the latter counts. */
static void
test_other_kind (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep_part (fixture, "in");
  keep (fixture, "in", NULL);
  g_assert_cmpuint (fixture->alerts->len, ==, 0);
  fetch_fixture_fail (fixture, "in", FB_FETCH_LOST, LATER, 1);
  assert_alert (fixture, FB_ALERT_RECEIVED);
}

/* Whoever has read it, or is done with it, knows of it. */
static void
test_dealt_with (StoreFixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "read", "done", "noted" };
  gint64 row_ids[G_N_ELEMENTS (ids)];

  fb_store_set_can_fetch (fixture->store, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      keep (fixture, ids[i], NULL);
      g_autoptr (FbFax) fax = store_fixture_find (fixture, ids[i]);
      row_ids[i] = fb_fax_get_id (fax);
    }
  g_assert_nonnull (fixture->store->alert_source);
  store_fixture_mark (fixture, row_ids[0], TRUE);
  store_fixture_mark (fixture, row_ids[0], FALSE);
  store_fixture_record (fixture, row_ids[1], FB_DESK_DONE, "Ada", NULL);
  store_fixture_record (fixture, row_ids[1], FB_DESK_REOPENED, "Ada", NULL);
  g_assert_nonnull (fixture->store->alert_source);
  store_fixture_record (fixture, row_ids[2], FB_DESK_NOTED, "Ada", "For Bob");
  g_assert_true (fetch_fixture_keep (fixture, "read", PDF));
  g_assert_true (fetch_fixture_keep (fixture, "done", PDF));
  g_assert_cmpuint (fixture->alerts->len, ==, 0);
  g_assert_true (fetch_fixture_keep (fixture, "noted", PDF));
  assert_alert (fixture, FB_ALERT_RECEIVED);
  g_assert_null (fixture->store->alert_source);
}

/* With the last of them nothing waits any more; and what comes then is news. */
static void
test_read (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep_part (fixture, "in");
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
  store_fixture_mark (fixture, fb_fax_get_id (fax), TRUE);
  store_fixture_settle (fixture);
  g_assert_null (fixture->store->alert_source);
  keep (fixture, "in", NULL);
  g_assert_nonnull (fixture->store->alert_source);
  store_fixture_record (fixture, fb_fax_get_id (fax), FB_DESK_DONE, "Ada", NULL);
  store_fixture_settle (fixture);
  g_assert_null (fixture->store->alert_source);
  g_assert_cmpuint (fixture->alerts->len, ==, 0);
}

/* Nobody waits where nothing is fetched. */
static void
test_at_once (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "no-key", NULL);
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "here", PDF);
  g_assert_cmpuint (fixture->alerts->len, ==, 2);
  store_fixture_keep_ok (fixture, make_event ("none", FB_DIRECTION_INBOUND, FB_STATUS_FAILED),
                         NULL);
  g_assert_cmpuint (fixture->alerts->len, ==, 3);
  /* A second document, beside the first. */
  keep (fixture, "here", OTHER_PDF);
  g_assert_cmpuint (fixture->alerts->len, ==, 4);
  store_fixture_keep_ok (fixture, make_event ("out", FB_DIRECTION_OUTBOUND, FB_STATUS_SUCCESS),
                         NULL);
  g_assert_cmpuint (fixture->alerts->len, ==, 4);
}

/* Without one */

static void
test_lost (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  fetch_fixture_fail (fixture, "in", FB_FETCH_LOST, LATER, 1);
  assert_alert (fixture, FB_ALERT_RECEIVED);
  fetch_fixture_fail (fixture, "in", FB_FETCH_LOST, LATER, 1);
  assert_alert (fixture, FB_ALERT_RECEIVED);
}

static void
test_purged (StoreFixture *fixture, gconstpointer data)
{
  FbEvent *event = make_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  event->is_file_purged = TRUE;
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  store_fixture_keep_ok (fixture, event, NULL);
  assert_alert (fixture, FB_ALERT_RECEIVED);
}

static void
test_needs_key (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "weak", NULL);
  fetch_fixture_fail (fixture, "weak", FB_FETCH_WITHOUT_KEY, LATER, 1);
  assert_alert (fixture, FB_ALERT_RECEIVED);

  keep (fixture, "removed", NULL);
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  fb_store_set_can_fetch (fixture->store, FALSE);
  fetch_fixture_need_key (fixture);
  g_assert_cmpuint (fixture->alerts->len, ==, 2);

  /* With a key that comes later, the document comes silently. */
  fb_store_set_can_fetch (fixture->store, TRUE);
  fetch_fixture_make_due (fixture, NULL, LATER);
  fetch_fixture_keep (fixture, "weak", PDF);
  g_assert_cmpuint (fixture->alerts->len, ==, 2);
}

/* Time */

static void
test_time (StoreFixture *fixture, gconstpointer data)
{
  restart (fixture, SHORT, 0);
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  wait_for_alerts (fixture, 1);
  assert_alert (fixture, FB_ALERT_RECEIVED);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
  g_assert_true (fb_fax_get_open (fax));
  g_assert_cmpint (fb_fax_get_document_state (fax), ==, FB_DOCUMENT_ON_ITS_WAY);

  g_assert_true (fetch_fixture_keep (fixture, "in", PDF));
  keep (fixture, "in", PDF);
  restart (fixture, SHORT, 0);
  store_fixture_settle (fixture);
  assert_alert (fixture, FB_ALERT_RECEIVED);
  g_assert_null (fixture->store->alert_source);
}

/* Of several, each when it is due: no later one puts an earlier one off. */
static void
test_times (StoreFixture *fixture, gconstpointer data)
{
  restart (fixture, SHORT, 0);
  fb_store_set_can_fetch (fixture->store, TRUE);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("in-%u", i);

      keep (fixture, message_id, NULL);
    }
  wait_for_alerts (fixture, 20);
  g_assert_cmpuint (fixture->alerts->len, ==, 20);
  g_assert_null (fixture->store->alert_source);
}

/* It ended while the store was closed, or ends when it is open again. */
static void
test_restart (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  restart (fixture, FB_ALERT_DELAY, 0);
  store_fixture_settle (fixture);
  g_assert_cmpuint (fixture->alerts->len, ==, 0);
  g_assert_nonnull (fixture->store->alert_source);
  restart (fixture, FB_ALERT_DELAY, g_get_real_time () - 1);
  wait_for_alerts (fixture, 1);

  keep (fixture, "later", NULL);
  restart (fixture, FB_ALERT_DELAY, g_get_real_time () + SHORT);
  wait_for_alerts (fixture, 2);
  restart (fixture, SHORT, 0);
  store_fixture_settle (fixture);
  g_assert_cmpuint (fixture->alerts->len, ==, 2);
  g_assert_null (fixture->store->alert_source);
}

/* Nobody waits for a year because a clock was wrong. */
static void
test_clock_set_back (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  restart (fixture, SHORT, g_get_real_time () + 365 * G_TIME_SPAN_DAY);
  wait_for_alerts (fixture, 1);
  assert_alert (fixture, FB_ALERT_RECEIVED);
}

static void
test_many (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO event (id, message_id, kind, road, received_at, digest) "
    "SELECT i, 'm' || i, 0, 0, 5, CAST (i AS BLOB) FROM n;"
    "INSERT INTO fax (id, message_id, kind, direction, status, pages_count, pages_complete, "
    "attempt, created_at, resolved_at, is_file_purged, received_at, is_read, occasion, event_id, "
    "is_open, has_document, fetch_state, fetch_at, alert_kind, alert_at) "
    "SELECT id, message_id, 0, 1, 4, 1, 1, 1, 5, 5, 0, 5, 0, 1, id, 1, 0, 1, 5, 1, 5 FROM event",
    N_MANY);

  store_fixture_close (fixture->store);
  run (fixture, sql);
  store_fixture_open (fixture->store, NULL);
  wait_for_alerts (fixture, N_MANY);
  restart (fixture, SHORT, 0);
  store_fixture_settle (fixture);
  g_assert_cmpuint (fixture->alerts->len, ==, N_MANY);
}

/* A new database in the place of a damaged one knows what waits. */
static void
test_rebuilt (StoreFixture *fixture, gconstpointer data)
{
  fb_store_set_can_fetch (fixture->store, TRUE);
  keep (fixture, "in", NULL);
  keep (fixture, "fetched", NULL);
  store_fixture_close (fixture->store);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  damage_page (fixture->folder, 0);
  store_fixture_open (fixture->store, NULL);
  while (fb_store_get_damaged_file (fixture->store) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->alerts->len, ==, 0);
  fetch_fixture_keep (fixture, "fetched", PDF);
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  restart (fixture, FB_ALERT_DELAY, 5);
  wait_for_alerts (fixture, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/waiting-alerts/document", test_document);
  STORE_TEST ("/waiting-alerts/delivered-document", test_delivered_document);
  STORE_TEST ("/waiting-alerts/part", test_part);
  STORE_TEST ("/waiting-alerts/other-kind", test_other_kind);
  STORE_TEST ("/waiting-alerts/dealt-with", test_dealt_with);
  STORE_TEST ("/waiting-alerts/read", test_read);
  STORE_TEST ("/waiting-alerts/at-once", test_at_once);
  STORE_TEST ("/waiting-alerts/lost", test_lost);
  STORE_TEST ("/waiting-alerts/purged", test_purged);
  STORE_TEST ("/waiting-alerts/needs-key", test_needs_key);
  STORE_TEST ("/waiting-alerts/time", test_time);
  STORE_TEST ("/waiting-alerts/times", test_times);
  STORE_TEST ("/waiting-alerts/restart", test_restart);
  STORE_TEST ("/waiting-alerts/clock-set-back", test_clock_set_back);
  STORE_TEST ("/waiting-alerts/many", test_many);
  STORE_TEST ("/waiting-alerts/rebuilt", test_rebuilt);
  return g_test_run ();
}
