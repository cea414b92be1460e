/* A damaged database, page by page: what is in the other pages is saved, the documents are found
 * again, and the damaged file is kept. */

#include "config.h"

#include "damage.h"
#include "store-fixture.h"

#include "fb-fax-list.h"
#include "fb-store-private.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define N_FAXES 60

static char *
dup_message_id (guint number)
{
  return g_strdup_printf ("message-%u", number);
}

/* Every third has no document: nothing but its row tells of it. */
static gboolean
has_document (guint number)
{
  return number % 3 != 0;
}

/* Some are done, some are noted, some are both. */
static gboolean
is_done (guint number)
{
  return number % 4 == 1;
}

static gboolean
is_noted (guint number)
{
  return number % 5 == 1;
}

static void
work_on (StoreFixture *fixture, guint number)
{
  g_autofree char *message_id = dup_message_id (number);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);
  const gint64 id = fb_fax_get_id (fax);

  if (is_noted (number))
    store_fixture_record (fixture, id, FB_DESK_NOTED, "Ada", message_id);
  if (is_done (number))
    store_fixture_record (fixture, id, FB_DESK_DONE, "Ada", NULL);
}

static void
check_work (FbFax *fax, guint number)
{
  const char *message_id = fb_fax_get_message_id (fax);

  g_test_message ("%s", message_id);
  g_assert_cmpint (fb_fax_get_open (fax), ==, !is_done (number));
  g_assert_cmpstr (fb_fax_get_done_by (fax), ==, is_done (number) ? "Ada" : NULL);
  g_assert_cmpint (fb_fax_get_done_at (fax) > 0, ==, is_done (number));
  g_assert_cmpstr (fb_fax_get_note (fax), ==, is_noted (number) ? message_id : NULL);
}

static void
keep_many (StoreFixture *fixture)
{
  for (guint i = 0; i < N_FAXES; i++)
    {
      g_autofree char *message_id = dup_message_id (i);
      g_autofree char *document = g_strdup_printf ("%%PDF-1.4 %u", i);
      store_fixture_keep_ok (
        fixture, store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
        has_document (i) ? document : NULL);
      work_on (fixture, i);
    }
}

/* How many are as they were; those that had documents are all there. */
static guint
count_kept (StoreFixture *fixture, void (*check) (FbFax *fax, guint number))
{
  guint n_saved = 0;

  for (guint i = 0; i < N_FAXES; i++)
    {
      g_autofree char *message_id = dup_message_id (i);
      g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

      n_saved += fax != NULL && fb_fax_get_status (fax) == FB_STATUS_SUCCESS;
      if (fax != NULL && fb_fax_get_status (fax) == FB_STATUS_SUCCESS)
        check (fax, i);
      if (!has_document (i))
        continue;
      g_assert_nonnull (fax);
      g_assert_cmpuint (fb_fax_get_direction (fax), ==, FB_DIRECTION_INBOUND);
      g_assert_nonnull (fb_fax_get_document (fax));
      g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, 1);
    }
  return n_saved;
}

/* With what was done with them. */
static guint
count_saved (StoreFixture *fixture)
{
  return count_kept (fixture, check_work);
}

/* Of the fixture's own events. */
static FbEvent *
read_event (GBytes *json, const char *name)
{
  FbEvent *event = fb_event_new (FB_EVENT_FAX);
  g_autofree char *text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  g_auto (GStrv) words = g_strsplit (text, "\"", -1);

  event->message_id = g_strdup (words[3]);
  event->status = fb_status_from_string (words[7]);
  event->direction = FB_DIRECTION_INBOUND;
  return event;
}

static char *
dup_database_path (StoreFixture *fixture)
{
  return g_build_filename (fixture->folder, "faxbell.db", NULL);
}

/* The pages are checked at once after an unclean end, of which the log tells. */
static void
make_end_unclean (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db-wal", NULL);

  g_assert_true (g_file_set_contents (path, "no log", -1, NULL));
}

/* Damage is found while the store is open. */
static void
wait_until_rebuilt (StoreFixture *fixture)
{
  while (fb_store_get_damaged_file (fixture->store) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_anew (StoreFixture *fixture, guint page_check_delay_ms)
{
  g_autoptr (FbStore) store = fb_store_new (fixture->folder);
  g_autoptr (GError) error = NULL;

  fb_store_set_event_reader (store, read_event);
  store->page_check_delay_ms = page_check_delay_ms;
  g_set_object (&fixture->store, store);
  store_fixture_open (store, &error);
  g_assert_no_error (error);
}

static void
remove_kept (StoreFixture *fixture)
{
  g_autofree char *name = NULL;

  while ((name = damage_find_kept (fixture->folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *log = g_strconcat (path, "-wal", NULL);
      g_assert_no_errno (g_unlink (path));
      g_unlink (log);
      g_clear_pointer (&name, g_free);
    }
}

static void
test_each_page (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_database_path (fixture);
  g_autofree char *whole = NULL;
  gsize length;
  guint n_rebuilt = 0;

  keep_many (fixture);
  store_fixture_close (fixture->store);
  fb_store_set_event_reader (fixture->store, read_event);
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  guint n_pages = damage_count_pages (fixture->folder);
  g_assert_cmpuint (n_pages, >, 10);

  for (guint page = 0; page < n_pages; page++)
    {
      g_assert_true (g_file_set_contents (path, whole, (gssize) length, NULL));
      damage_page (fixture->folder, page);
      make_end_unclean (fixture);
      open_anew (fixture, G_MAXINT);
      wait_until_rebuilt (fixture);
      guint n_saved = count_saved (fixture);
      g_test_message ("page %u: %u of %u rows saved", page, n_saved, N_FAXES);
      /* By their rows or, where these are lost, by their events. */
      g_assert_cmpuint (n_saved, ==, N_FAXES);
      n_rebuilt += fb_store_get_damaged_file (fixture->store) != NULL;

      g_autofree char *document = g_strdup_printf ("%%PDF-1.4 new %u", page);
      g_autofree char *message_id = g_strdup_printf ("new-%u", page);
      store_fixture_keep_ok (
        fixture, store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
        document);
      store_fixture_close (fixture->store);
      remove_kept (fixture);
    }
  g_assert_cmpuint (n_rebuilt, ==, n_pages);
  g_assert_cmpuint (store_fixture_count_files (fixture, "spool"), ==, 0);
}

/* Pages that went into the log and not yet into the file are saved from there. */
static void
test_with_log (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_strconcat (fixture->folder, "-copy", NULL);
  g_autofree char *command = NULL;
  g_autoptr (GError) error = NULL;

  keep_many (fixture);
  command = g_strdup_printf ("cp -a '%s' '%s'", fixture->folder, copy);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  damage_page (copy, 0);

  g_autoptr (FbStore) store = fb_store_new (copy);
  StoreFixture damaged = { .folder = copy, .store = store };
  store_fixture_open (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_saved (&damaged), ==, N_FAXES);
  store_fixture_close (store);
}

#define N_MEANWHILE 6

/* Whether all of them were kept before the damage was found. */
static gboolean
keep_meanwhile (StoreFixture *fixture)
{
  for (guint i = 0; i < N_MEANWHILE; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("meanwhile-%u", i);
      FbEvent *event = store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
      const char *document = i % 2 == 0 ? "%PDF-1.4 meanwhile" : NULL;

      if (!store_fixture_keep (fixture, event, document, NULL, NULL))
        return FALSE;
    }
  return fb_store_get_damaged_file (fixture->store) == NULL;
}

static void
check_meanwhile (StoreFixture *fixture)
{
  for (guint i = 0; i < N_MEANWHILE; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("meanwhile-%u", i);
      g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

      g_assert_nonnull (fax);
      g_assert_cmpint (fb_fax_get_status (fax), ==, FB_STATUS_SUCCESS);
      g_assert_cmpint (fb_fax_get_document (fax) != NULL, ==, i % 2 == 0);
    }
}

/* What is acknowledged between the store's opening and the damage's being found is in the new
 * database, too, with a document or without. */
static void
test_kept_meanwhile (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_database_path (fixture);
  g_autofree char *whole = NULL;
  gsize length;
  guint n_found_later = 0;

  keep_many (fixture);
  store_fixture_close (fixture->store);
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  for (guint page = 1; page < length / DAMAGE_PAGE_SIZE; page += 3)
    {
      g_assert_true (g_file_set_contents (path, whole, (gssize) length, NULL));
      damage_page (fixture->folder, page);
      g_test_message ("page %u", page);
      open_anew (fixture, 300);
      if (keep_meanwhile (fixture))
        {
          wait_until_rebuilt (fixture);
          check_meanwhile (fixture);
          g_assert_cmpuint (count_saved (fixture), ==, N_FAXES);
          g_assert_cmpuint (damage_count_kept (fixture->folder), ==, 1);
          n_found_later++;
        }
      store_fixture_close (fixture->store);
      remove_kept (fixture);
    }
  g_assert_cmpuint (n_found_later, >, 0);
}

static void
on_looked_up (GObject *object, GAsyncResult *result, gpointer data)
{
  gboolean *is_damaged = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FbFax) fax = fb_store_find_finish (FB_STORE (object), result, &error);

  *is_damaged |= g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT);
  g_object_set_data (
    object, "n-looked-up",
    GUINT_TO_POINTER (GPOINTER_TO_UINT (g_object_get_data (object, "n-looked-up")) + 1));
}

/* Whether a read found the damage. */
static gboolean
look_up_all (StoreFixture *fixture)
{
  gboolean is_damaged = FALSE;

  for (guint i = 0; i < N_FAXES; i++)
    {
      g_autofree char *message_id = dup_message_id (i);
      fb_store_find_async (fixture->store, message_id, NULL, on_looked_up, &is_damaged);
    }
  while (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (fixture->store), "n-looked-up")) < N_FAXES)
    g_main_context_iteration (NULL, TRUE);
  return is_damaged;
}

/* Damage that is met by who reads needs no check to be repaired, and is repaired once. */
static void
test_met_by_reader (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_database_path (fixture);
  g_autofree char *whole = NULL;
  gsize length;
  guint n_met = 0;

  keep_many (fixture);
  store_fixture_close (fixture->store);
  g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
  for (guint page = 1; page < length / DAMAGE_PAGE_SIZE; page++)
    {
      g_assert_true (g_file_set_contents (path, whole, (gssize) length, NULL));
      damage_page (fixture->folder, page);
      open_anew (fixture, G_MAXINT);
      if (fb_store_get_damaged_file (fixture->store) == NULL && look_up_all (fixture))
        {
          wait_until_rebuilt (fixture);
          g_assert_cmpuint (damage_count_kept (fixture->folder), ==, 1);
          g_assert_cmpuint (count_saved (fixture), ==, N_FAXES);
          n_met++;
        }
      store_fixture_close (fixture->store);
      remove_kept (fixture);
    }
  g_assert_cmpuint (n_met, >, 0);
}

/* Found again */

static void
run (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = dup_database_path (fixture);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static void
keep_with_document (StoreFixture *fixture, const char *message_id, FbStatus status, guint number)
{
  FbEvent *event = store_fixture_event (message_id, FB_DIRECTION_INBOUND, status);
  g_autofree char *document = g_strdup_printf ("%%PDF-1.4 %s %u", message_id, number);

  store_fixture_keep_ok (fixture, event, document);
}

static void
work_on_found (StoreFixture *fixture, const char *message_id, FbDeskAction action, const char *note)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  g_assert_cmpuint (store_fixture_record (fixture, fb_fax_get_id (fax), action, "Ada", note), ==,
                    1);
}

/* Files are dated by a coarser clock: until it says that what was done is in the past. */
static void
wait_for_file_clock (StoreFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "dated", NULL);
  const gint64 now = g_get_real_time ();
  gint64 file_time = 0;
  struct stat status;

  while (file_time <= now)
    {
      g_assert_true (g_file_set_contents (path, "", 0, NULL));
      g_assert_no_errno (g_stat (path, &status));
      file_time = status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
    }
  g_assert_no_errno (g_unlink (path));
}

static void
keep_and_work (StoreFixture *fixture)
{
  keep_with_document (fixture, "done", FB_STATUS_SUCCESS, 1);
  keep_with_document (fixture, "failed", FB_STATUS_FAILED, 1);
  keep_with_document (fixture, "again", FB_STATUS_SUCCESS, 1);
  keep_with_document (fixture, "reopened", FB_STATUS_SUCCESS, 1);
  work_on_found (fixture, "done", FB_DESK_NOTED, "A note");
  work_on_found (fixture, "done", FB_DESK_DONE, NULL);
  work_on_found (fixture, "failed", FB_DESK_DONE, NULL);
  work_on_found (fixture, "again", FB_DESK_DONE, NULL);
  work_on_found (fixture, "reopened", FB_DESK_DONE, NULL);
  work_on_found (fixture, "reopened", FB_DESK_REOPENED, NULL);
  wait_for_file_clock (fixture);
  keep_with_document (fixture, "again", FB_STATUS_SUCCESS, 2);
  store_fixture_close (fixture->store);
}

static void
check_found (StoreFixture *fixture, const char *message_id, gboolean is_open, const char *note)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  g_test_message ("%s", message_id);
  g_assert_nonnull (fax);
  g_assert_nonnull (fb_fax_get_document (fax));
  g_assert_cmpint (fb_fax_get_open (fax), ==, is_open);
  g_assert_cmpstr (fb_fax_get_done_by (fax), ==, is_open ? NULL : "Ada");
  g_assert_cmpint (fb_fax_get_unread (fax), ==, is_open && !g_str_equal (message_id, "reopened"));
  g_assert_cmpstr (fb_fax_get_note (fax), ==, note);
}

/* Rows are lost, and the events from which they could be made again: a fax is done whose documents
 * have all been there before it was, and open where one has come since. */
static void
test_found_again (StoreFixture *fixture, gconstpointer data)
{
  const char *lost = data;

  keep_and_work (fixture);
  run (fixture, "DELETE FROM attachment; DELETE FROM fax;");
  run (fixture, lost);
  run (fixture, "INSERT INTO event SELECT 1000, 'done', 3, 'noted', 2, 0, CAST ('1' AS BLOB), "
                "CAST ('{\"note\":' AS BLOB) UNION ALL SELECT 1001, 'done', 3, 'reopened', 2, 0, "
                "CAST ('2' AS BLOB), CAST ('[]' AS BLOB) UNION ALL SELECT 1002, 'done', 3, 'gone', "
                "2, 0, CAST ('3' AS BLOB), CAST ('{}' AS BLOB)");
  damage_page (fixture->folder, 0);
  open_anew (fixture, G_MAXINT);
  g_assert_nonnull (fb_store_get_damaged_file (fixture->store));
  check_found (fixture, "done", FALSE, "A note");
  check_found (fixture, "failed", FALSE, NULL);
  check_found (fixture, "again", TRUE, NULL);
  check_found (fixture, "reopened", TRUE, NULL);
}

/* A document is gone for good, with all that tells of it but the fax: none is there, so none is
 * looked for. */
static void
test_document_gone (StoreFixture *fixture, gconstpointer data)
{
  const FbFaxFilter with_document = { .document = FB_DOCUMENT_WITH };

  keep_with_document (fixture, "kept", FB_STATUS_SUCCESS, 1);
  keep_with_document (fixture, "lost", FB_STATUS_SUCCESS, 1);
  g_autoptr (FbFax) lost = store_fixture_find (fixture, "lost");
  g_assert_no_errno (g_unlink (fb_fax_get_document (lost)->path));
  store_fixture_close (fixture->store);
  run (fixture, "DELETE FROM attachment WHERE fax_id = "
                "(SELECT id FROM fax WHERE message_id = 'lost')");
  damage_page (fixture->folder, 0);
  open_anew (fixture, G_MAXINT);

  g_autoptr (FbFaxList) list = fb_fax_list_new (fb_store_get_source (fixture->store));
  fb_fax_list_set_filter (list, &with_document);
  while (fb_fax_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
}

static void
check_nothing_done (FbFax *fax, guint number)
{
  g_assert_true (fb_fax_get_open (fax));
}

/* Nothing but documents is there: what was done is not known any more, so all of it is open. */
static void
test_gone (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_database_path (fixture);
  g_autoptr (GError) error = NULL;

  keep_many (fixture);
  store_fixture_close (fixture->store);
  g_assert_no_errno (g_unlink (path));
  store_fixture_open (fixture->store, &error);
  g_assert_no_error (error);
  count_kept (fixture, check_nothing_done);
  store_fixture_keep_ok (fixture,
                         store_fixture_event ("message-1", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
                         "%PDF-1.4 1");
  g_assert_cmpuint (count_kept (fixture, check_nothing_done), ==, 1);
  g_assert_cmpuint (
    fb_fax_counts_get_open (fb_store_get_counts (fixture->store), FB_DIRECTION_ANY, FB_STATUS_ANY),
    ==, N_FAXES - N_FAXES / 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* What the store says to a damaged database is a warning. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  STORE_TEST ("/damage/each-page", test_each_page);
  STORE_TEST ("/damage/with-log", test_with_log);
  STORE_TEST ("/damage/kept-meanwhile", test_kept_meanwhile);
  STORE_TEST ("/damage/met-by-reader", test_met_by_reader);
  STORE_TEST ("/damage/gone", test_gone);
  STORE_TEST ("/damage/document-gone", test_document_gone);
  g_test_add ("/damage/found-again/by-events", StoreFixture, "SELECT 1", store_fixture_set_up,
              test_found_again, store_fixture_tear_down);
  g_test_add ("/damage/found-again/by-documents", StoreFixture,
              "UPDATE event SET json = NULL WHERE kind = 0", store_fixture_set_up, test_found_again,
              store_fixture_tear_down);
  return g_test_run ();
}
