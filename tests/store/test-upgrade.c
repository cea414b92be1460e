/* A database of every older schema, as that version left it, opened by this one: the faxes are what
 * they were, and the tables are what a new database has.
 *
 * tests/data/schema-N.sql was made by `sqlite3 faxbell.db .dump` with the last version whose schema
 * was N. A new migration brings the dump of its own. */

#include "config.h"

#include "fb-fax-cursor.h"
#include "damage.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

typedef struct
{
  const char *message_id;
  FbDirection direction;
  FbStatus status;
  gboolean is_unread;
  int pages_count;
  const char *sha256;
  gboolean is_open;
  gint64 opened_at;
  FbFetchStatus fetch;
} Expected;

/* The last of the schemas that did not know what is open, and what is to be fetched. */
#define LAST_WITHOUT_OPEN  2
#define LAST_WITHOUT_FETCH 3

/* And names of numbers. */
#define LAST_WITHOUT_CONTACTS 4

/* And what documents have by their content. */
#define LAST_WITHOUT_PAGES 5

/* And which faxes were sent to oneself. */
#define LAST_WITHOUT_TESTS 6

/* In every dump. */
static const Expected expected_faxes[] = {
  { "in-1", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS, TRUE, 3,
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", TRUE, 1780000000000000 },
  { "in-2", FB_DIRECTION_INBOUND, FB_STATUS_FAILED, FALSE, -1, NULL, FALSE, 1780000001000000 },
  { "out-1", FB_DIRECTION_OUTBOUND, FB_STATUS_TRANSMITTING, FALSE, 1, NULL, FALSE, 0 },
};

/* Added to the dumps of the schemas that did not know what is open. */
static const Expected older_faxes[] = {
  { "failed",
    FB_DIRECTION_OUTBOUND,
    FB_STATUS_FAILED,
    TRUE,
    1,
    NULL,
    TRUE,
    1780000010000000,
    { FB_FETCH_WITHOUT_KEY } },
  { "early",
    FB_DIRECTION_OUTBOUND,
    FB_STATUS_FAILED,
    TRUE,
    1,
    NULL,
    TRUE,
    1780000005000000,
    { FB_FETCH_WITHOUT_KEY } },
  { "read",
    FB_DIRECTION_OUTBOUND,
    FB_STATUS_FAILED,
    FALSE,
    1,
    NULL,
    FALSE,
    1780000006000000,
    { FB_FETCH_WITHOUT_KEY } },
  { "delivered",
    FB_DIRECTION_OUTBOUND,
    FB_STATUS_SUCCESS,
    TRUE,
    1,
    NULL,
    FALSE,
    0,
    { FB_FETCH_WITHOUT_KEY } },
};

/* In the dumps of the schemas that know what is to be fetched. */
static const Expected fetch_faxes[] = {
  { "waiting",
    FB_DIRECTION_INBOUND,
    FB_STATUS_SUCCESS,
    TRUE,
    1,
    NULL,
    TRUE,
    1780000010000000,
    { FB_FETCH_WAITING, 1780000099000000, 2 } },
  { "no-key",
    FB_DIRECTION_INBOUND,
    FB_STATUS_SUCCESS,
    TRUE,
    1,
    NULL,
    TRUE,
    1780000011000000,
    { FB_FETCH_WITHOUT_KEY, 1780000011000000, 0 } },
  { "lost",
    FB_DIRECTION_INBOUND,
    FB_STATUS_SUCCESS,
    TRUE,
    1,
    NULL,
    TRUE,
    1780000012000000,
    { FB_FETCH_LOST, 1780000012000000, 1 } },
};

/* Their times are those of their numbers; what they are alerted of is in `occasion`. */
static const char older_rows[] =
  "INSERT INTO event (id, message_id, kind, road, received_at, digest, json) "
  "SELECT 104 + column1, column2, 0, 0, 1780000004000000 + column1 * 1000000, "
  "CAST ('digest ' || column1 AS BLOB), CAST ('{}' AS BLOB) "
  "FROM (VALUES (0, 'failed'), (1, 'early'), (2, 'read'), (3, 'delivered'));"
  "INSERT INTO fax (id, message_id, kind, direction, status, fax_number, pages_count, "
  "pages_complete, attempt, created_at, resolved_at, is_file_purged, received_at, is_read, "
  "occasion, event_id) "
  "SELECT 4 + column1, column2, 0, 2, column3, '+1 (555) 010-0199', 1, 0, 1, 0, column4, 0, "
  "1780000004000000 + column1 * 1000000, column5, column6, 104 + column1 "
  "FROM (VALUES (0, 'failed', 5, 1780000010000000, 0, 4), (1, 'early', 5, 1, 0, 4), "
  "(2, 'read', 5, 0, 1, 4), (3, 'delivered', 4, 0, 0, 3));";

static void
run (const char *path, const char *sql)
{
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

/* One line a table or index, in their order, and the schema's number. */
static char *
dump_schema (const char *path, gint64 *version)
{
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  GString *schema = g_string_new (NULL);

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_prepare_v2 (database, "SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name",
                      -1, &statement, NULL);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (schema, "%s\n", (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_prepare_v2 (database, "PRAGMA user_version", -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  *version = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return g_string_free (schema, FALSE);
}

static void
check_fax (FbFax *fax, const Expected *expected)
{
  FbDocument *document = fb_fax_get_document (fax);

  g_assert_cmpint (fb_fax_get_direction (fax), ==, expected->direction);
  g_assert_cmpint (fb_fax_get_status (fax), ==, expected->status);
  g_assert_cmpint (fb_fax_get_unread (fax), ==, expected->is_unread);
  g_assert_cmpint (fb_fax_get_event (fax)->pages_count, ==, expected->pages_count);
  g_assert_cmpstr (document != NULL ? document->sha256 : NULL, ==, expected->sha256);
  g_assert_cmpint (fb_fax_get_open (fax), ==, expected->is_open);
  g_assert_cmpint (fb_fax_get_opened_at (fax), ==, expected->opened_at);
  g_assert_cmpint (fb_fax_get_fetch_status (fax)->state, ==, expected->fetch.state);
  g_assert_cmpint (fb_fax_get_fetch_status (fax)->due_at, ==, expected->fetch.due_at);
  g_assert_cmpuint (fb_fax_get_fetch_status (fax)->n_attempts, ==, expected->fetch.n_attempts);
}

static void
add_expected (GPtrArray *expected, const Expected *faxes, guint n_faxes)
{
  for (guint i = 0; i < n_faxes; i++)
    g_ptr_array_add (expected, (gpointer) &faxes[i]);
}

static GPtrArray *
list_expected (gint64 version)
{
  GPtrArray *expected = g_ptr_array_new ();

  add_expected (expected, expected_faxes, G_N_ELEMENTS (expected_faxes));
  if (version <= LAST_WITHOUT_OPEN)
    add_expected (expected, older_faxes, G_N_ELEMENTS (older_faxes));
  if (version > LAST_WITHOUT_FETCH)
    add_expected (expected, fetch_faxes, G_N_ELEMENTS (fetch_faxes));
  return expected;
}

static const Expected *
find_expected (GPtrArray *expected, const char *message_id)
{
  for (guint i = 0; i < expected->len; i++)
    if (g_str_equal (((const Expected *) g_ptr_array_index (expected, i))->message_id, message_id))
      return g_ptr_array_index (expected, i);
  g_assert_not_reached ();
}

static void
check_column (const char *path, const char *message_id, const char *column, const char *expected)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT %s FROM fax WHERE message_id = '%s'", column, message_id);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, expected);
  sqlite3_finalize (statement);
  sqlite3_close (database);
}

/* What is looked for, and was not in the older schemas. */
static void
check_columns (const char *path, gint64 version)
{
  check_column (path, "in-1", "number", "702422");
  check_column (path, "in-1", "has_document", "1");
  check_column (path, "in-2", "has_document", "0");
  if (version > LAST_WITHOUT_OPEN)
    return;
  check_column (path, "failed", "number", "5550100199");
  check_column (path, "failed", "has_document", "0");
}

/* The first number was named twice, the second has lost its name again. */
static void
check_names (StoreFixture *fixture, gint64 version)
{
  g_autoptr (FbFax) named = store_fixture_find (fixture, "in-1");
  g_autoptr (FbFax) unnamed = store_fixture_find (fixture, "out-1");

  g_assert_cmpstr (fb_fax_get_given_name (named), ==,
                   version > LAST_WITHOUT_CONTACTS ? "Northside Pharmacy" : NULL);
  g_assert_null (fb_fax_get_given_name (unnamed));
  g_assert_cmpstr (fb_fax_get_party (unnamed), ==, "Somebody");
}

/* How its only document is to be seen. */
static void
check_view (FbFax *fax, gint64 version)
{
  const FbDocument *document = fb_fax_get_document (fax);
  const gboolean is_known = version > LAST_WITHOUT_PAGES;

  g_assert_cmpint (document->n_pages, ==, is_known ? 3 : FB_PAGES_NOT_COUNTED);
  g_assert_cmpuint (document->rotation, ==, is_known ? 270 : 0);
  g_assert_cmpint (document->is_inverted, ==, is_known);
}

/* Beside the faxes above, and in no count. */
static void
check_test (StoreFixture *fixture, gint64 version)
{
  g_autoptr (FbFax) test = store_fixture_find (fixture, "faxbell-test-1");

  g_assert_cmpint (test != NULL && fb_fax_is_test (test), ==, version > LAST_WITHOUT_TESTS);
  g_assert_cmpuint (fb_store_get_counts (fixture->store)->tests, ==, test != NULL ? 1 : 0);
}

/* What the version with that schema has left. */
static void
check_faxes (StoreFixture *fixture, gint64 version)
{
  g_autoptr (GPtrArray) all = list_expected (version);

  for (guint i = 0; i < all->len; i++)
    {
      const Expected *expected = g_ptr_array_index (all, i);
      g_autoptr (FbFax) fax = store_fixture_find (fixture, expected->message_id);

      g_test_message ("schema %" G_GINT64_FORMAT ": %s", version, expected->message_id);
      g_assert_nonnull (fax);
      check_fax (fax, expected);
    }
  check_names (fixture, version);
  g_autoptr (FbFax) viewed = store_fixture_find (fixture, "in-1");
  check_view (viewed, version);
  check_test (fixture, version);
  if (version <= LAST_WITHOUT_OPEN)
    return;
  g_autoptr (FbFax) done = store_fixture_find (fixture, "in-2");
  g_assert_cmpint (fb_fax_get_done_at (done), ==, 1780000009000000);
  g_assert_cmpstr (fb_fax_get_done_by (done), ==, "Ada");
  g_assert_cmpstr (fb_fax_get_note (done), ==, "Called back");
}

/* As the command line's export reads it, which changes nothing. */
static void
check_reading (StoreFixture *fixture, const char *path, gint64 version)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FbFaxCursor) cursor = fb_fax_cursor_new (fixture->folder, &error);
  g_autoptr (GPtrArray) expected = list_expected (version);
  guint n_faxes = 0;
  gint64 version_after;

  g_assert_no_error (error);
  for (;;)
    {
      g_autoptr (FbFax) fax = fb_fax_cursor_next (cursor, &error);
      g_assert_no_error (error);
      if (fax == NULL)
        break;
      check_fax (fax, find_expected (expected, fb_fax_get_message_id (fax)));
      if (fb_fax_get_document (fax) != NULL)
        check_view (fax, version);
      n_faxes++;
    }
  g_assert_cmpuint (n_faxes, ==, expected->len);
  g_clear_pointer (&cursor, fb_fax_cursor_free);
  g_free (dump_schema (path, &version_after));
  g_assert_cmpint (version_after, ==, version);
}

/* The database as the version with that schema left it. */
static void
make_old (const char *path, gint64 version)
{
  g_autofree char *name = g_strdup_printf ("schema-%" G_GINT64_FORMAT ".sql", version);
  g_autofree char *dump = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autofree char *sql = NULL;
  g_autofree char *number = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, version);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (dump, &sql, NULL, &error);
  g_assert_no_error (error);
  g_assert_no_errno (g_unlink (path));
  run (path, sql);
  run (path, number);
  if (version <= LAST_WITHOUT_OPEN)
    run (path, older_rows);
}

static void
run_file (const char *path, const char *script)
{
  g_autofree char *sql = NULL;

  if (g_file_get_contents (script, &sql, NULL, NULL))
    run (path, sql);
}

/* The same, with its pages where the migrations of that version have put them. */
static void
make_old_in_place (const char *path, gint64 version)
{
  g_autofree char *name = g_strdup_printf ("schema-%" G_GINT64_FORMAT ".sql", version);
  g_autofree char *dump = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autofree char *number = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, version);
  g_autofree char *sql = NULL;

  g_assert_no_errno (g_unlink (path));
  for (gint64 i = 1; i <= version; i++)
    {
      g_autofree char *script =
        g_test_build_filename (G_TEST_DIST, "..", "app", "store", "database", "migrations", NULL);
      g_autofree char *tables = g_strdup_printf ("%s/%" G_GINT64_FORMAT ".sql", script, i);
      g_autofree char *indexes = g_strdup_printf ("%s/%" G_GINT64_FORMAT "-indexes.sql", script, i);
      run_file (path, tables);
      run_file (path, indexes);
    }
  g_assert_true (g_file_get_contents (dump, &sql, NULL, NULL));
  g_auto (GStrv) lines = g_strsplit (sql, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "INSERT INTO ") && strstr (lines[i], "sqlite_") == NULL)
      run (path, lines[i]);
  run (path, number);
  if (version <= LAST_WITHOUT_OPEN)
    run (path, older_rows);
}

static void
check_upgrade (StoreFixture *fixture, const char *path, gint64 version, const char *fresh_schema)
{
  g_autoptr (GError) error = NULL;
  gint64 upgraded_version;

  make_old (path, version);
  check_reading (fixture, path, version);

  store_fixture_open (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_null (fb_store_get_damaged_file (fixture->store));
  check_faxes (fixture, version);
  store_fixture_keep_ok (
    fixture, store_fixture_event ("new", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS), "%PDF-1.4");
  store_fixture_close (fixture->store);
  g_autofree char *schema = dump_schema (path, &upgraded_version);
  g_assert_cmpstr (schema, ==, fresh_schema);
  check_columns (path, version);
}

static void
test_upgrade (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  gint64 newest;

  store_fixture_close (fixture->store);
  g_autofree char *fresh_schema = dump_schema (path, &newest);
  g_assert_cmpint (newest, >=, 1);
  for (gint64 version = 1; version <= newest; version++)
    check_upgrade (fixture, path, version, fresh_schema);
}

static guint
find_index_page (const char *path)
{
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_prepare_v2 (database, "SELECT rootpage FROM sqlite_schema WHERE name = 'fax_by_kind'", -1,
                      &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  const guint page = (guint) sqlite3_column_int (statement, 0) - 1;
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return page;
}

static void
open_damaged (StoreFixture *fixture, gint64 made_by, guint page, const char *fresh_schema)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  g_autoptr (FbStore) store = fb_store_new (fixture->folder);
  g_autoptr (GError) error = NULL;
  gint64 version;

  damage_page (fixture->folder, page);
  g_set_object (&fixture->store, store);
  store_fixture_open (store, &error);
  g_assert_no_error (error);
  while (fb_store_get_damaged_file (store) == NULL)
    g_main_context_iteration (NULL, TRUE);
  check_faxes (fixture, made_by);
  store_fixture_close (store);
  check_columns (path, made_by);
  g_autofree char *schema = dump_schema (path, &version);
  g_assert_cmpstr (schema, ==, fresh_schema);
}

/* Damaged before it was upgraded, and after it. */
static void
test_damaged (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  g_autoptr (GError) error = NULL;
  gint64 newest;

  /* What the store says to a damaged database is a warning. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  store_fixture_close (fixture->store);
  g_autofree char *fresh_schema = dump_schema (path, &newest);
  for (gint64 version = 1; version <= newest; version++)
    {
      make_old (path, version);
      open_damaged (fixture, version, find_index_page (path), fresh_schema);
      make_old_in_place (path, version);
      open_damaged (fixture, version, 0, fresh_schema);

      make_old (path, version);
      g_autoptr (FbStore) store = fb_store_new (fixture->folder);
      g_set_object (&fixture->store, store);
      store_fixture_open (store, &error);
      g_assert_no_error (error);
      store_fixture_close (store);
      open_damaged (fixture, version, find_index_page (path), fresh_schema);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/upgrade/whole", test_upgrade);
  STORE_TEST ("/upgrade/damaged", test_damaged);
  return g_test_run ();
}
