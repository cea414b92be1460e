/* Names of numbers: what is named is shown of every fax of that number, each change is an event,
 * what changes nothing is none, and a damaged database loses no name whose row or event is left. */

#include "config.h"

#include "damage.h"
#include "store-fixture.h"

#include "fb-fax-cursor.h"
#include "fb-fax-list.h"
#include "fb-sorted-fax-list.h"
#include "fb-store-private.h"

#include <sqlite3.h>

#define NUMBER "702422"

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

/* Returns whether that has changed anything. */
static gboolean
set_name (StoreFixture *fixture, const char *number, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_changed = FALSE;

  fb_store_set_name_async (fixture->store, number, name, "Ada", on_ready, &result);
  wait_for (&result);
  fb_store_set_name_finish (fixture->store, result, &is_changed, &error);
  g_assert_no_error (error);
  store_fixture_settle (fixture);
  return is_changed;
}

static GPtrArray *
make_contacts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fb_contact_unref);
}

static void
add_contact (GPtrArray *contacts, const char *number, const char *name)
{
  g_ptr_array_add (contacts, fb_contact_new (number, name, "Grace", 7));
}

static FbContactCounts
set_all (StoreFixture *fixture, GPtrArray *contacts, gboolean replaces)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FbContactCounts counts = { 0 };

  fb_store_set_contacts_async (fixture->store, contacts, replaces, on_ready, &result);
  wait_for (&result);
  fb_store_set_contacts_finish (fixture->store, result, &counts, &error);
  g_assert_no_error (error);
  store_fixture_settle (fixture);
  return counts;
}

static GPtrArray *
list (StoreFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_store_list_contacts_async (fixture->store, NULL, on_ready, &result);
  wait_for (&result);
  GPtrArray *contacts = fb_store_list_contacts_finish (fixture->store, result, &error);
  g_assert_no_error (error);
  return contacts;
}

static void
keep_from (StoreFixture *fixture, const char *message_id, const char *number)
{
  FbEvent *event = store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);

  g_free (event->caller_id);
  event->caller_id = g_strdup (number);
  event->csid = g_strdup ("STATION");
  store_fixture_keep_ok (fixture, event, NULL);
}

static void
assert_party (StoreFixture *fixture, const char *message_id, const char *party)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  g_assert_cmpstr (fb_fax_get_party (fax), ==, party);
  g_assert_cmpstr (fb_fax_get_stated_name (fax), ==, "STATION");
}

static sqlite3 *
open_database (StoreFixture *fixture, int flags)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, flags, NULL), ==, SQLITE_OK);
  sqlite3_db_config (database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, flags == SQLITE_OPEN_READONLY,
                     NULL);
  return database;
}

static char *
query (StoreFixture *fixture, const char *sql)
{
  sqlite3 *database = open_database (fixture, SQLITE_OPEN_READONLY);
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  char *text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return text;
}

static guint
count_events (StoreFixture *fixture)
{
  g_autofree char *count = query (fixture, "SELECT count(*) FROM event WHERE name = 'named'");

  return (guint) g_ascii_strtoull (count, NULL, 10);
}

/* Naming */

static void
test_name (StoreFixture *fixture, gconstpointer data)
{
  keep_from (fixture, "before", "+1 702 555 0123");
  keep_from (fixture, "other", "+1 702 555 0124");
  assert_party (fixture, "before", "STATION");

  g_assert_true (set_name (fixture, "(702) 555-0123", " Northside\nPharmacy "));
  keep_from (fixture, "after", "7025550123");
  assert_party (fixture, "before", "Northside Pharmacy");
  assert_party (fixture, "after", "Northside Pharmacy");
  assert_party (fixture, "other", "STATION");
  store_fixture_reopen (fixture);
  assert_party (fixture, "before", "Northside Pharmacy");

  g_assert_true (set_name (fixture, "7025550123", "Northside"));
  assert_party (fixture, "after", "Northside");
  g_assert_true (set_name (fixture, "7025550123", ""));
  assert_party (fixture, "after", "STATION");
  g_assert_true (set_name (fixture, "7025550123", "Northside"));
  assert_party (fixture, "after", "Northside");
  g_assert_cmpuint (count_events (fixture), ==, 4);
}

static void
test_unchanged (StoreFixture *fixture, gconstpointer data)
{
  g_assert_false (set_name (fixture, NUMBER, NULL));
  g_assert_true (set_name (fixture, NUMBER, "Somebody"));
  g_assert_false (set_name (fixture, NUMBER, "Somebody "));
  g_assert_true (set_name (fixture, NUMBER, NULL));
  g_assert_false (set_name (fixture, NUMBER, NULL));
  g_assert_cmpuint (count_events (fixture), ==, 2);
}

static void
test_event (StoreFixture *fixture, gconstpointer data)
{
  set_name (fixture, "+1 (702) 555-0123", "Zo\xc3\xab \"Z\"");
  g_autofree char *json =
    query (fixture, "SELECT json_remove (CAST (json AS TEXT), '$.nonce') FROM event "
                    "WHERE message_id IS NULL AND kind = 3 AND name = 'named' AND road = 2 "
                    "AND received_at > 0");

  g_assert_cmpstr (json, ==,
                   "{\"number\":\"7025550123\",\"name\":\"Zo\xc3\xab \\\"Z\\\"\",\"who\":\"Ada\"}");
}

static void
test_no_number (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_store_set_name_async (fixture->store, "nobody", "Nobody", NULL, on_ready, &result);
  wait_for (&result);
  g_assert_false (fb_store_set_name_finish (fixture->store, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture->store);
  fb_store_set_name_async (fixture->store, NUMBER, "Somebody", NULL, on_ready, &result);
  wait_for (&result);
  g_assert_false (fb_store_set_name_finish (fixture->store, result, NULL, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED);
}

/* Many */

static void
on_contacts_changed (FbStore *store, GPtrArray *contacts, guint *n_told)
{
  *n_told += contacts->len;
}

/* More than go into one transaction. */
static void
test_many (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) contacts = make_contacts ();
  guint n_told = 0;

  g_signal_connect (fixture->store, "contacts-changed", G_CALLBACK (on_contacts_changed), &n_told);
  set_name (fixture, "7000000005", "Name 5");
  set_name (fixture, "7000000006", "Another");
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *number = g_strdup_printf ("700%07u", i);
      g_autofree char *name = g_strdup_printf ("Name %u", i);
      add_contact (contacts, number, name);
    }
  FbContactCounts counts = set_all (fixture, contacts, FALSE);
  g_assert_cmpuint (counts.n_changed, ==, 998);
  g_assert_cmpuint (counts.n_unchanged, ==, 1);
  g_assert_cmpuint (counts.n_kept, ==, 1);
  g_assert_cmpuint (n_told, ==, 1000);

  g_autoptr (GPtrArray) kept = list (fixture);
  g_assert_cmpuint (kept->len, ==, 1000);
  const FbContact *sixth = g_ptr_array_index (kept, 6);
  g_assert_cmpstr (sixth->number, ==, "7000000006");
  g_assert_cmpstr (sixth->name, ==, "Another");
  g_assert_cmpstr (sixth->who, ==, "Ada");
  const FbContact *last = g_ptr_array_index (kept, 999);
  g_assert_cmpstr (last->name, ==, "Name 999");
  g_assert_cmpstr (last->who, ==, "Grace");
  g_assert_cmpint (last->named_at, ==, 7);

  counts = set_all (fixture, contacts, TRUE);
  g_assert_cmpuint (counts.n_changed, ==, 1);
  g_assert_cmpuint (counts.n_unchanged, ==, 999);
  g_assert_cmpuint (counts.n_kept, ==, 0);
  g_assert_cmpuint (count_events (fixture), ==, 1001);
}

/* Of one number in one list. */
static void
test_twice (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) contacts = make_contacts ();

  add_contact (contacts, NUMBER, "First");
  add_contact (contacts, NUMBER, "Second");
  FbContactCounts counts = set_all (fixture, contacts, FALSE);
  g_assert_cmpuint (counts.n_changed, ==, 1);
  g_assert_cmpuint (counts.n_kept, ==, 1);
  g_autoptr (GPtrArray) kept = list (fixture);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_cmpstr (((FbContact *) g_ptr_array_index (kept, 0))->name, ==, "First");
  counts = set_all (fixture, contacts, TRUE);
  g_assert_cmpuint (counts.n_changed, ==, 1);
  g_assert_cmpuint (counts.n_unchanged, ==, 1);
}

/* Rows that are shown */

static FbFax *
get_loaded (GListModel *model, guint position)
{
  FbFax *fax = g_list_model_get_item (model, position);

  while (!fb_fax_is_loaded (fax))
    g_main_context_iteration (NULL, TRUE);
  return fax;
}

static void
wait_until_listed (FbFaxList *faxes)
{
  while (fb_fax_list_is_loading (faxes))
    g_main_context_iteration (NULL, TRUE);
}

static void
count_notification (GObject *object, GParamSpec *pspec, guint *n)
{
  ++*n;
}

static void
test_rows (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (FbFaxList) faxes = fb_fax_list_new (fb_store_get_source (fixture->store));
  guint n_notified = 0;

  keep_from (fixture, "one", NUMBER);
  keep_from (fixture, "two", NUMBER);
  keep_from (fixture, "other", "702423");
  wait_until_listed (faxes);
  g_autoptr (FbFax) other = get_loaded (G_LIST_MODEL (faxes), 0);
  g_autoptr (FbFax) two = get_loaded (G_LIST_MODEL (faxes), 1);
  g_autoptr (FbFax) one = get_loaded (G_LIST_MODEL (faxes), 2);
  g_signal_connect (other, "notify::loaded", G_CALLBACK (count_notification), &n_notified);

  set_name (fixture, NUMBER, "Somebody");
  g_assert_cmpstr (fb_fax_get_party (one), ==, "Somebody");
  g_assert_cmpstr (fb_fax_get_party (two), ==, "Somebody");
  g_assert_cmpstr (fb_fax_get_party (other), ==, "STATION");
  g_assert_cmpuint (n_notified, ==, 0);

  store_fixture_mark (fixture, fb_fax_get_id (one), TRUE);
  g_assert_cmpstr (fb_fax_get_party (one), ==, "Somebody");
  set_name (fixture, NUMBER, NULL);
  g_assert_cmpstr (fb_fax_get_party (one), ==, "STATION");
}

/* A row that was read before its number was named, and that comes after it. */
static void
test_row_read_before (StoreFixture *fixture, gconstpointer data)
{
  keep_from (fixture, "one", NUMBER);
  g_autoptr (FbFax) before = store_fixture_find (fixture, "one");
  g_autoptr (FbFaxList) faxes = fb_fax_list_new (fb_store_get_source (fixture->store));
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();

  wait_until_listed (faxes);
  set_name (fixture, NUMBER, "Somebody");
  g_ptr_array_add (changed, before);
  fb_fax_source_emit_changed (fb_store_get_source (fixture->store), changed);
  g_autoptr (FbFax) row = get_loaded (G_LIST_MODEL (faxes), 0);
  g_assert_cmpstr (fb_fax_get_party (row), ==, "Somebody");
}

static gboolean
is_sorted_as (FbSortedFaxList *sorted, FbFaxList *faxes, const char *const *message_ids)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (sorted)); i++)
    {
      g_autoptr (FbFax) fax = get_loaded (G_LIST_MODEL (sorted), i);
      if (!g_str_equal (fb_fax_get_message_id (fax), message_ids[i]))
        return FALSE;
    }
  return g_list_model_get_n_items (G_LIST_MODEL (sorted)) > 0;
}

static void
wait_until_sorted_as (FbSortedFaxList *sorted, FbFaxList *faxes, const char *const *message_ids)
{
  while (!is_sorted_as (sorted, faxes, message_ids))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_order (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (FbFaxList) faxes = fb_fax_list_new (fb_store_get_source (fixture->store));
  g_autoptr (FbSortedFaxList) sorted =
    fb_sorted_fax_list_new (fb_store_get_source (fixture->store), faxes);
  const FbFaxOrder by_name = { FB_FAX_ORDER_NAME, FALSE };

  keep_from (fixture, "a", "5550001");
  keep_from (fixture, "b", "5550002");
  keep_from (fixture, "c", "5550003");
  set_name (fixture, "5550001", "Zebra");
  set_name (fixture, "5550003", "Aardvark");
  fb_sorted_fax_list_set_order (sorted, by_name);
  wait_until_sorted_as (sorted, faxes, (const char *const[]){ "c", "b", "a" });
  set_name (fixture, "5550001", "Aaa");
  wait_until_sorted_as (sorted, faxes, (const char *const[]){ "a", "c", "b" });
  set_name (fixture, "5550001", NULL);
  set_name (fixture, "5550003", "Zebra");
  wait_until_sorted_as (sorted, faxes, (const char *const[]){ "b", "a", "c" });
}

/* As the export reads it. */
static void
test_cursor (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  keep_from (fixture, "one", NUMBER);
  set_name (fixture, NUMBER, "Somebody");
  g_autoptr (FbFaxCursor) cursor = fb_fax_cursor_new (fixture->folder, &error);
  g_assert_no_error (error);
  g_autoptr (FbFax) fax = fb_fax_cursor_next (cursor, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fb_fax_get_party (fax), ==, "Somebody");
}

/* Damage */

#define N_NAMES 150

static char *
dup_number (guint i)
{
  return g_strdup_printf ("702555%04u", i);
}

/* Some were named twice, of some the name was taken away. */
static char *
dup_expected (guint i)
{
  if (i % 5 == 1)
    return NULL;
  return g_strdup_printf (i % 3 == 1 ? "Other name %u" : "Name %u", i);
}

static void
name_many (StoreFixture *fixture)
{
  g_autoptr (GPtrArray) contacts = make_contacts ();

  for (guint i = 0; i < N_NAMES; i++)
    {
      g_autofree char *number = dup_number (i);
      g_autofree char *name = g_strdup_printf ("Name %u", i);
      add_contact (contacts, number, name);
    }
  for (guint i = 0; i < N_NAMES; i++)
    {
      g_autofree char *number = dup_number (i);
      g_autofree char *name = dup_expected (i);
      add_contact (contacts, number, name);
    }
  set_all (fixture, contacts, TRUE);
}

static void
assert_names (StoreFixture *fixture)
{
  g_autoptr (GPtrArray) contacts = list (fixture);
  guint n_found = 0;

  for (guint i = 0; i < N_NAMES; i++)
    {
      g_autofree char *number = dup_number (i);
      g_autofree char *name = dup_expected (i);
      if (name == NULL)
        continue;
      g_assert_cmpuint (n_found, <, contacts->len);
      const FbContact *contact = g_ptr_array_index (contacts, n_found++);
      g_assert_cmpstr (contact->number, ==, number);
      g_assert_cmpstr (contact->name, ==, name);
      g_assert_nonnull (contact->who);
    }
  g_assert_cmpuint (n_found, ==, contacts->len);
}

static void
wait_until_rebuilt (StoreFixture *fixture)
{
  while (fb_store_get_damaged_file (fixture->store) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_anew (StoreFixture *fixture)
{
  g_autofree char *log = g_build_filename (fixture->folder, "faxbell.db-wal", NULL);
  g_autoptr (FbStore) store = fb_store_new (fixture->folder);
  g_autoptr (GError) error = NULL;

  /* After an unclean end the pages are checked at once. */
  g_assert_true (g_file_set_contents (log, "no log", -1, NULL));
  g_set_object (&fixture->store, store);
  store_fixture_open (store, &error);
  g_assert_no_error (error);
}

/* Each name has its row and its event, on different pages. */
static void
test_each_page (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  g_autofree char *whole = NULL;
  gsize length;

  keep_from (fixture, "fax", "7025550000");
  name_many (fixture);
  assert_names (fixture);
  store_fixture_close (fixture->store);
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  const guint n_pages = damage_count_pages (fixture->folder);
  g_assert_cmpuint (n_pages, >, 10);

  for (guint page = 0; page < n_pages; page++)
    {
      g_test_message ("page %u of %u", page, n_pages);
      g_assert_true (g_file_set_contents (path, whole, (gssize) length, NULL));
      damage_page (fixture->folder, page);
      open_anew (fixture);
      wait_until_rebuilt (fixture);
      assert_names (fixture);
      /* What is named after it counts. */
      set_name (fixture, "7025550000", "Another");
      set_name (fixture, "7025550000", "Name 0");
      assert_names (fixture);
      store_fixture_close (fixture->store);
    }
}

static void
run_sql (StoreFixture *fixture, const char *sql)
{
  sqlite3 *database = open_database (fixture, SQLITE_OPEN_READWRITE);

  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static void
rebuild (StoreFixture *fixture, const char *sql)
{
  store_fixture_close (fixture->store);
  run_sql (fixture, sql);
  damage_page (fixture->folder, 0);
  open_anew (fixture);
  wait_until_rebuilt (fixture);
}

/* The events alone, the rows alone, and events that say what no event of ours does. */
static void
test_replay (StoreFixture *fixture, gconstpointer data)
{
  static const char odd_events[] =
    "INSERT INTO event (kind, name, road, received_at, digest, json) VALUES "
    "(3, 'named', 2, 9, X'a0', CAST ('{\"number\":\"7025550000\"}' AS BLOB)),"
    "(3, 'named', 2, 9, X'a1', CAST ('{\"number\":\"7025550000\",\"name\":7}' AS BLOB)),"
    "(3, 'named', 2, 9, X'a2', CAST ('{\"number\":7,\"name\":\"Seven\"}' AS BLOB)),"
    "(3, 'named', 2, 9, X'a3', CAST ('{\"number\":\"7\",\"name\":\"Seven\"}' AS BLOB)),"
    "(3, 'named', 2, 9, X'a4', CAST ('[1]' AS BLOB)), (3, 'named', 2, 9, X'a5', NULL),"
    "(3, 'named', 2, 9, X'a6', X'ff7b'), (3, 'other', 2, 9, X'a7', CAST ('{}' AS BLOB))";

  name_many (fixture);
  rebuild (fixture, "DELETE FROM contact");
  assert_names (fixture);
  rebuild (fixture, odd_events);
  assert_names (fixture);
  rebuild (fixture, "UPDATE contact SET name = 'Older', event_id = 0 WHERE name IS NOT NULL");
  assert_names (fixture);
  rebuild (fixture, "DELETE FROM event");
  assert_names (fixture);
  /* Whose events are the first ones again. */
  g_assert_true (set_name (fixture, "7025550000", "Another"));
  g_assert_true (set_name (fixture, "7025550000", "Name 0"));
  assert_names (fixture);
  rebuild (fixture, "DELETE FROM contact WHERE number <> '7025550000'");
  g_autoptr (GPtrArray) left = list (fixture);
  g_assert_cmpuint (left->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* What the store says to a damaged database is a warning. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  STORE_TEST ("/contacts/name", test_name);
  STORE_TEST ("/contacts/unchanged", test_unchanged);
  STORE_TEST ("/contacts/event", test_event);
  STORE_TEST ("/contacts/no-number", test_no_number);
  STORE_TEST ("/contacts/closed", test_closed);
  STORE_TEST ("/contacts/many", test_many);
  STORE_TEST ("/contacts/twice", test_twice);
  STORE_TEST ("/contacts/rows", test_rows);
  STORE_TEST ("/contacts/row-read-before", test_row_read_before);
  STORE_TEST ("/contacts/order", test_order);
  STORE_TEST ("/contacts/cursor", test_cursor);
  STORE_TEST ("/contacts/each-page", test_each_page);
  STORE_TEST ("/contacts/replay", test_replay);
  return g_test_run ();
}
