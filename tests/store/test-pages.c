/* What is found out of documents after they came, and how they are to be seen: it is kept with the
 * document and told of, without an event; what is known already writes nothing. */

#include "config.h"

#include "damage.h"
#include "store-fixture.h"

#include <sqlite3.h>
#include <string.h>

#define PDF       "%PDF-1.4 first\n"
#define OTHER_PDF "%PDF-1.4 second\n"

static void
keep (StoreFixture *fixture, const char *message_id, const char *document)
{
  store_fixture_keep_ok (
    fixture, store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS), document);
}

static void
on_pages_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fb_store_set_document_pages_finish (FB_STORE (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
on_view_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fb_store_set_document_view_finish (FB_STORE (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
set_pages (StoreFixture *fixture, gint64 fax_id, const char *sha256, int n_pages)
{
  gboolean is_done = FALSE;

  fb_store_set_document_pages_async (fixture->store, fax_id, sha256, n_pages, on_pages_set,
                                     &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_settle (fixture);
}

static void
set_view (StoreFixture *fixture,
          gint64 fax_id,
          const char *sha256,
          guint rotation,
          gboolean is_inverted)
{
  gboolean is_done = FALSE;

  fb_store_set_document_view_async (fixture->store, fax_id, sha256, rotation, is_inverted,
                                    on_view_set, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_settle (fixture);
}

static void
set_pages_of (StoreFixture *fixture, const char *message_id, int n_pages)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  set_pages (fixture, fb_fax_get_id (fax), fb_fax_get_document (fax)->sha256, n_pages);
}

static void
set_view_of (StoreFixture *fixture, const char *message_id, guint rotation, gboolean is_inverted)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  set_view (fixture, fb_fax_get_id (fax), fb_fax_get_document (fax)->sha256, rotation, is_inverted);
}

static void
assert_document (StoreFixture *fixture,
                 const char *message_id,
                 int n_pages,
                 guint rotation,
                 gboolean is_inverted)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);
  const FbDocument *document = fb_fax_get_document (fax);

  g_assert_cmpint (document->n_pages, ==, n_pages);
  g_assert_cmpuint (document->rotation, ==, rotation);
  g_assert_cmpint (document->is_inverted, ==, is_inverted);
}

static void
on_faxes_changed (FbStore *store, GPtrArray *faxes, GPtrArray *told)
{
  for (guint i = 0; i < faxes->len; i++)
    g_ptr_array_add (told, g_object_ref (g_ptr_array_index (faxes, i)));
}

/* Of the database, which only a change makes longer. */
static gint64
get_log_size (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db-wal", NULL);
  g_autofree char *content = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  return (gint64) size;
}

static guint
count_events (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_db_config (database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_prepare_v2 (database, "SELECT count(*) FROM event", -1, &statement, NULL);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  const guint n_events = (guint) sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return n_events;
}

static void
test_set (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_object_unref);

  keep (fixture, "in", PDF);
  assert_document (fixture, "in", FB_PAGES_NOT_COUNTED, 0, FALSE);
  const guint n_events = count_events (fixture);
  const FbFaxCounts counts = *fb_store_get_counts (fixture->store);
  g_signal_connect (fixture->store, "faxes-changed", G_CALLBACK (on_faxes_changed), told);

  set_pages_of (fixture, "in", 3);
  assert_document (fixture, "in", 3, 0, FALSE);
  g_assert_cmpuint (told->len, ==, 1);
  g_assert_cmpint (fb_fax_get_document_pages (g_ptr_array_index (told, 0)), ==, 3);
  set_view_of (fixture, "in", 90, TRUE);
  assert_document (fixture, "in", 3, 90, TRUE);
  g_assert_cmpuint (told->len, ==, 2);
  g_assert_cmpuint (fb_fax_get_document (g_ptr_array_index (told, 1))->rotation, ==, 90);

  store_fixture_reopen (fixture);
  assert_document (fixture, "in", 3, 90, TRUE);
  set_pages_of (fixture, "in", FB_PAGES_UNREADABLE);
  set_view_of (fixture, "in", 0, FALSE);
  assert_document (fixture, "in", FB_PAGES_UNREADABLE, 0, FALSE);
  set_pages_of (fixture, "in", FB_PAGES_NOT_COUNTED);
  assert_document (fixture, "in", FB_PAGES_NOT_COUNTED, 0, FALSE);
  g_assert_cmpuint (count_events (fixture), ==, n_events);
  g_assert_cmpmem (&counts, sizeof counts, fb_store_get_counts (fixture->store), sizeof counts);
}

/* The same again, and what is not there, is neither written nor told of. */
static void
test_nothing_new (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_object_unref);

  keep (fixture, "in", PDF);
  set_pages_of (fixture, "in", 3);
  set_view_of (fixture, "in", 180, FALSE);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
  const gint64 id = fb_fax_get_id (fax);
  const char *sha256 = fb_fax_get_document (fax)->sha256;
  const gint64 size = get_log_size (fixture);
  g_signal_connect (fixture->store, "faxes-changed", G_CALLBACK (on_faxes_changed), told);

  set_pages_of (fixture, "in", 3);
  set_view_of (fixture, "in", 180, FALSE);
  set_pages (fixture, id + 1, sha256, 4);
  set_pages (fixture, id, "00", 4);
  set_view (fixture, id, "00", 90, FALSE);
  g_assert_cmpuint (told->len, ==, 0);
  g_assert_cmpint (get_log_size (fixture), ==, size);
  assert_document (fixture, "in", 3, 180, FALSE);
  set_pages_of (fixture, "in", 4);
  g_assert_cmpuint (told->len, ==, 1);
}

/* Each document has its own; and what a later event says of the fax leaves them alone. */
static void
test_several_documents (StoreFixture *fixture, gconstpointer data)
{
  keep (fixture, "in", PDF);
  set_pages_of (fixture, "in", 1);
  set_view_of (fixture, "in", 90, FALSE);
  FbEvent *event = store_fixture_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
  g_bytes_unref (event->json);
  event->json = g_bytes_new_static ("{\"n\":2}", strlen ("{\"n\":2}"));
  store_fixture_keep_ok (fixture, event, OTHER_PDF);

  g_autoptr (FbFax) fax = store_fixture_find (fixture, "in");
  GPtrArray *documents = fb_fax_get_documents (fax);
  g_assert_cmpuint (documents->len, ==, 2);
  g_assert_cmpint (((FbDocument *) g_ptr_array_index (documents, 0))->n_pages, ==, 1);
  g_assert_cmpuint (((FbDocument *) g_ptr_array_index (documents, 0))->rotation, ==, 90);
  g_assert_cmpint (((FbDocument *) g_ptr_array_index (documents, 1))->n_pages, ==,
                   FB_PAGES_NOT_COUNTED);
  g_assert_cmpuint (((FbDocument *) g_ptr_array_index (documents, 1))->rotation, ==, 0);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(GPtrArray **) data = fb_store_list_uncounted_finish (FB_STORE (source), result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_uncounted (StoreFixture *fixture, guint n_documents)
{
  GPtrArray *documents = NULL;

  fb_store_list_uncounted_async (fixture->store, n_documents, NULL, on_listed, &documents);
  while (documents == NULL)
    g_main_context_iteration (NULL, TRUE);
  return documents;
}

static const char *
get_message_id (GPtrArray *documents, guint index)
{
  return ((FbUncountedDocument *) g_ptr_array_index (documents, index))->message_id;
}

static void
test_list_uncounted (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = list_uncounted (fixture, 10);
  g_assert_cmpuint (none->len, ==, 0);

  keep (fixture, "first", PDF);
  keep (fixture, "without", NULL);
  keep (fixture, "counted", "%PDF-1.4 counted\n");
  keep (fixture, "unreadable", "%PDF-1.4 unreadable\n");
  keep (fixture, "other", "no document");
  keep (fixture, "last", OTHER_PDF);
  set_pages_of (fixture, "counted", 1);
  set_pages_of (fixture, "unreadable", FB_PAGES_UNREADABLE);
  set_view_of (fixture, "first", 90, TRUE);

  g_autoptr (GPtrArray) all = list_uncounted (fixture, 10);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (get_message_id (all, 0), ==, "last");
  g_assert_cmpstr (get_message_id (all, 1), ==, "first");
  const FbUncountedDocument *uncounted = g_ptr_array_index (all, 1);
  g_autoptr (FbFax) first = store_fixture_find (fixture, "first");
  g_assert_cmpint (uncounted->fax_id, ==, fb_fax_get_id (first));
  g_assert_cmpstr (uncounted->document->path, ==, fb_fax_get_document (first)->path);
  g_assert_cmpstr (uncounted->document->sha256, ==, fb_fax_get_document (first)->sha256);
  g_assert_cmpuint (uncounted->document->rotation, ==, 90);
  g_assert_cmpint (uncounted->document->n_pages, ==, FB_PAGES_NOT_COUNTED);

  g_autoptr (GPtrArray) newest = list_uncounted (fixture, 1);
  g_assert_cmpuint (newest->len, ==, 1);
  g_assert_cmpstr (get_message_id (newest, 0), ==, "last");
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fb_store_set_document_pages_finish (FB_STORE (source), result, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED);
  *(gboolean *) data = TRUE;
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  gboolean is_done = FALSE;

  store_fixture_close (fixture->store);
  fb_store_set_document_pages_async (fixture->store, 1, "00", 1, on_closed, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
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
reopen_damaged (StoreFixture *fixture)
{
  g_autoptr (FbStore) store = fb_store_new (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_set_object (&fixture->store, store);
  store_fixture_open (store, &error);
  g_assert_no_error (error);
  while (fb_store_get_damaged_file (store) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Where the row can be read, it is all there still; nonsense is taken for nothing. */
static void
test_damaged (StoreFixture *fixture, gconstpointer data)
{
  /* What the store says to a damaged database is a warning. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  keep (fixture, "in", PDF);
  keep (fixture, "nonsense", OTHER_PDF);
  set_pages_of (fixture, "in", 3);
  set_view_of (fixture, "in", 270, TRUE);
  store_fixture_close (fixture->store);
  run (fixture, "UPDATE attachment SET pages = -7, rotation = 45, is_inverted = 9 WHERE fax_id = "
                "(SELECT id FROM fax WHERE message_id = 'nonsense')");
  damage_page (fixture->folder, 0);

  reopen_damaged (fixture);
  assert_document (fixture, "in", 3, 270, TRUE);
  assert_document (fixture, "nonsense", FB_PAGES_NOT_COUNTED, 0, FALSE);
  g_autoptr (GPtrArray) uncounted = list_uncounted (fixture, 10);
  g_assert_cmpuint (uncounted->len, ==, 1);
  g_assert_cmpstr (get_message_id (uncounted, 0), ==, "nonsense");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/pages/set", test_set);
  STORE_TEST ("/pages/nothing-new", test_nothing_new);
  STORE_TEST ("/pages/several-documents", test_several_documents);
  STORE_TEST ("/pages/list-uncounted", test_list_uncounted);
  STORE_TEST ("/pages/closed", test_closed);
  STORE_TEST ("/pages/damaged", test_damaged);
  return g_test_run ();
}
