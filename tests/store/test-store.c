/* Keeping, as the receiver sees it: once, in whatever order, safely, and told of. */

#include "config.h"

#include "store-fixture.h"

#include "fb-fax-cursor.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PDF       "%PDF-1.4 first\n"
#define OTHER_PDF "%PDF-1.4 second\n"

static void
assert_document (FbFax *fax, guint index, const char *content)
{
  GPtrArray *attachments = fb_fax_get_documents (fax);
  g_autofree char *kept = NULL;
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);

  g_assert_cmpuint (attachments->len, >, index);
  FbDocument *attachment = g_ptr_array_index (attachments, index);
  g_assert_true (g_file_get_contents (attachment->path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, content);
  g_assert_cmpstr (attachment->sha256, ==, sha256);
  g_assert_cmpint (attachment->size, ==, (gint64) strlen (content));
}

static FbEvent *
inbound (const char *message_id)
{
  return store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS);
}

static FbEvent *
outbound (const char *message_id, FbStatus status)
{
  return store_fixture_event (message_id, FB_DIRECTION_OUTBOUND, status);
}

static void
test_kept (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_keep_ok (fixture, inbound ("m1"), PDF);
  store_fixture_reopen (fixture);

  g_autoptr (FbFax) fax = store_fixture_find (fixture, "m1");
  g_assert_nonnull (fax);
  g_assert_cmpint (fb_fax_get_status (fax), ==, FB_STATUS_SUCCESS);
  g_assert_cmpint (fb_fax_get_direction (fax), ==, FB_DIRECTION_INBOUND);
  g_assert_cmpstr (fb_fax_get_number (fax), ==, "702422");
  g_assert_true (fb_fax_get_unread (fax));
  g_assert_cmpint (fb_fax_get_document_state (fax), ==, FB_DOCUMENT_HERE);
  assert_document (fax, 0, PDF);
  g_assert_cmpuint (fb_fax_counts_get_unread (fb_store_get_counts (fixture->store),
                                              FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
                    ==, 1);
  g_assert_cmpuint (store_fixture_count_files (fixture, "spool"), ==, 0);
}

static void
test_private (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *database = g_build_filename (fixture->folder, "faxbell.db", NULL);
  struct stat status;

  store_fixture_keep_ok (fixture, inbound ("m1"), PDF);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "m1");
  g_assert_no_errno (stat (fixture->folder, &status));
  g_assert_cmpuint (status.st_mode & 0777, ==, 0700);
  g_assert_no_errno (stat (database, &status));
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_no_errno (stat (fb_fax_get_document (fax)->path, &status));
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
}

static void
test_again (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean already_kept;

  store_fixture_keep_ok (fixture, inbound ("m1"), PDF);
  g_assert_true (store_fixture_keep (fixture, inbound ("m1"), PDF, &already_kept, &error));
  g_assert_true (already_kept);

  g_autoptr (FbFax) fax = store_fixture_find (fixture, "m1");
  g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, 1);
  g_assert_cmpuint (store_fixture_count_files (fixture, "faxes"), ==, 1);
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  assert_document (fax, 0, PDF);
  g_assert_cmpuint (
    fb_fax_counts_get_total (fb_store_get_counts (fixture->store), FB_DIRECTION_ANY, FB_STATUS_ANY),
    ==, 1);
}

/* Documo tells one end twice, by two events' names. */
static void
test_told_twice (StoreFixture *fixture, gconstpointer data)
{
  FbEvent *complete = inbound ("m1");

  complete->name = g_strdup ("fax.v1.inbound.complete");
  store_fixture_keep_ok (fixture, inbound ("m1"), PDF);
  g_autoptr (FbFax) before = store_fixture_find (fixture, "m1");
  store_fixture_mark (fixture, fb_fax_get_id (before), TRUE);
  store_fixture_keep_ok (fixture, complete, NULL);

  g_autoptr (FbFax) fax = store_fixture_find (fixture, "m1");
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  g_assert_false (fb_fax_get_unread (fax));
  g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, 1);
}

/* The same document with another event, which names it otherwise: one file is enough. */
static void
test_same_document (StoreFixture *fixture, gconstpointer data)
{
  FbEvent *complete = inbound ("m1");

  complete->name = g_strdup ("fax.v1.inbound.complete");
  complete->created_at += 40 * G_TIME_SPAN_DAY;
  store_fixture_keep_ok (fixture, inbound ("m1"), PDF);
  store_fixture_keep_ok (fixture, complete, PDF);

  g_autoptr (FbFax) fax = store_fixture_find (fixture, "m1");
  g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, 1);
  assert_document (fax, 0, PDF);
  g_assert_cmpuint (store_fixture_count_files (fixture, "faxes"), ==, 1);
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
}

static void
test_two_documents (StoreFixture *fixture, gconstpointer data)
{
  FbEvent *other = inbound ("m1");

  store_fixture_keep_ok (fixture, inbound ("m1"), PDF);
  store_fixture_keep_ok (fixture, other, OTHER_PDF);

  g_autoptr (FbFax) fax = store_fixture_find (fixture, "m1");
  g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, 2);
  assert_document (fax, 0, PDF);
  assert_document (fax, 1, OTHER_PDF);
  g_assert_cmpuint (fixture->alerts->len, ==, 2);
}

static void
test_late_status (StoreFixture *fixture, gconstpointer data)
{
  FbEvent *late = outbound ("m1", FB_STATUS_TRANSMITTING);

  late->subject = g_strdup ("Only the late one tells it");
  store_fixture_keep_ok (fixture, outbound ("m1", FB_STATUS_PROCESSING), NULL);
  store_fixture_keep_ok (fixture, outbound ("m1", FB_STATUS_FAILED), NULL);
  store_fixture_keep_ok (fixture, late, NULL);

  g_autoptr (FbFax) fax = store_fixture_find (fixture, "m1");
  const FbFaxCounts *counts = fb_store_get_counts (fixture->store);
  g_assert_cmpint (fb_fax_get_status (fax), ==, FB_STATUS_FAILED);
  g_assert_cmpstr (fb_fax_get_subject (fax), ==, "Only the late one tells it");
  g_assert_cmpuint (fb_fax_counts_get_total (counts, FB_DIRECTION_ANY, FB_STATUS_ANY), ==, 1);
  g_assert_cmpuint (fb_fax_counts_get_total (counts, FB_DIRECTION_OUTBOUND, FB_STATUS_FAILED), ==,
                    1);
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  g_assert_cmpuint (g_array_index (fixture->alerts, guint, 0), ==, FB_ALERT_SEND_FAILED);
}

static void
test_unread (StoreFixture *fixture, gconstpointer data)
{
  store_fixture_keep_ok (fixture, outbound ("sent", FB_STATUS_SUCCESS), PDF);
  store_fixture_keep_ok (fixture, outbound ("failed", FB_STATUS_FAILED), NULL);
  g_autoptr (FbFax) sent = store_fixture_find (fixture, "sent");
  g_autoptr (FbFax) failed = store_fixture_find (fixture, "failed");
  g_assert_false (fb_fax_get_unread (sent));
  g_assert_true (fb_fax_get_unread (failed));

  store_fixture_mark (fixture, fb_fax_get_id (failed), TRUE);
  const FbFaxCounts *counts = fb_store_get_counts (fixture->store);
  g_assert_cmpuint (fb_fax_counts_get_unread (counts, FB_DIRECTION_ANY, FB_STATUS_ANY), ==, 0);
  store_fixture_mark (fixture, fb_fax_get_id (failed), FALSE);
  g_assert_cmpuint (fb_fax_counts_get_unread (counts, FB_DIRECTION_ANY, FB_STATUS_ANY), ==, 1);
}

static void
test_unreadable (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "unreadable", NULL);
  g_autofree char *content = NULL;

  store_fixture_keep_ok (fixture, fb_event_new (FB_EVENT_UNREADABLE), "gibberish");
  g_assert_cmpuint (fixture->alerts->len, ==, 1);
  g_assert_cmpuint (g_array_index (fixture->alerts, guint, 0), ==, FB_ALERT_UNREADABLE);

  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  g_autofree char *path = g_build_filename (folder, g_dir_read_name (names), NULL);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "gibberish");
  g_assert_cmpuint (fb_fax_counts_get_unread (fb_store_get_counts (fixture->store),
                                              FB_DIRECTION_UNKNOWN, FB_STATUS_UNREADABLE),
                    ==, 1);
}

static gboolean
keep_unreadable (StoreFixture *fixture, const char *body, const char *document, GError **error)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_UNREADABLE);
  GPtrArray *documents = g_ptr_array_new ();

  g_ptr_array_add (documents, store_fixture_make_document (fixture, document));
  return store_fixture_keep_all (fixture, event, documents,
                                 store_fixture_make_document (fixture, body), NULL, error);
}

/* Two deliveries that can't be understood may well bring the same document: both are kept. */
static void
test_unreadable_documents (StoreFixture *fixture, gconstpointer data)
{
  static const char *const bodies[] = { "one delivery", "another delivery" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      keep_unreadable (fixture, bodies[i], PDF, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (store_fixture_count_files (fixture, "unreadable"), ==, 2);
  g_assert_cmpuint (store_fixture_count_files (fixture, "faxes"), ==, 2);
  g_assert_cmpuint (fb_fax_counts_get_total (fb_store_get_counts (fixture->store), FB_DIRECTION_ANY,
                                             FB_STATUS_UNREADABLE),
                    ==, 2);
}

static void
test_no_fax (StoreFixture *fixture, gconstpointer data)
{
  FbEvent *event = fb_event_new (FB_EVENT_OTHER);

  event->name = g_strdup ("number.add");
  store_fixture_keep_ok (fixture, event, NULL);
  g_assert_cmpuint (fixture->alerts->len, ==, 0);
  g_assert_cmpuint (
    fb_fax_counts_get_total (fb_store_get_counts (fixture->store), FB_DIRECTION_ANY, FB_STATUS_ANY),
    ==, 0);
}

/* A crash between the document's place and the commit leaves a file; the retry takes its place. */
static void
test_stray_file (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "faxes", "2021", "05", NULL);
  g_autofree char *same = g_build_filename (folder, "2021-05-14 inbound 702422 m1.pdf", NULL);
  g_autofree char *different = g_build_filename (folder, "2021-05-14 inbound 702422 m2.pdf", NULL);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (same, PDF, -1, NULL));
  g_assert_true (g_file_set_contents (different, "%PDF not ours", -1, NULL));
  store_fixture_keep_ok (fixture, inbound ("m1"), PDF);
  store_fixture_keep_ok (fixture, inbound ("m2"), PDF);

  g_autoptr (FbFax) first = store_fixture_find (fixture, "m1");
  g_autoptr (FbFax) second = store_fixture_find (fixture, "m2");
  g_autofree char *untouched = NULL;
  assert_document (first, 0, PDF);
  assert_document (second, 0, PDF);
  g_assert_cmpstr (fb_fax_get_document (first)->path, ==, same);
  g_assert_cmpstr (fb_fax_get_document (second)->path, !=, different);
  g_assert_true (g_file_get_contents (different, &untouched, NULL, NULL));
  g_assert_cmpstr (untouched, ==, "%PDF not ours");
  g_assert_cmpuint (store_fixture_count_files (fixture, "faxes"), ==, 3);
}

static void
test_symbolic_link (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *year = g_build_filename (fixture->folder, "faxes", "2021", NULL);
  g_autofree char *elsewhere = g_dir_make_tmp ("faxbell-elsewhere-XXXXXX", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_no_errno (symlink (elsewhere, year));
  g_assert_false (store_fixture_keep (fixture, inbound ("m1"), PDF, NULL, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_NOT_A_FOLDER);
  g_assert_cmpstr (fb_store_error_get_folder (error), ==, "2021");
  g_assert_no_errno (g_rmdir (elsewhere));
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "m1");
  g_assert_null (fax);

  /* And when it is gone, the retry is kept. */
  g_assert_no_errno (g_unlink (year));
  store_fixture_keep_ok (fixture, inbound ("m1"), PDF);
}

static void
test_swept (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *left = g_build_filename (fixture->folder, "spool", "left", NULL);

  g_assert_true (g_file_set_contents (left, "half a fax", -1, NULL));
  store_fixture_reopen (fixture);
  g_assert_cmpuint (store_fixture_count_files (fixture, "spool"), ==, 0);
}

static void
test_in_use (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (FbStore) second = fb_store_new (fixture->folder);
  g_autoptr (GError) error = NULL;

  g_assert_false (store_fixture_open (second, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_IN_USE);
  store_fixture_keep_ok (fixture, inbound ("m1"), PDF);
}

static void
test_closed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_close (fixture->store);
  g_assert_null (fb_store_create_spool_file (fixture->store, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (store_fixture_keep (fixture, inbound ("m1"), NULL, NULL, &error));
  g_assert_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED);
  store_fixture_open (fixture->store, NULL);
}

static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_assert_true (fb_store_open_finish (FB_STORE (object), result, NULL));
}

static void
on_found (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  *(FbFax **) data = fb_store_find_finish (FB_STORE (object), result, &error);
  g_assert_no_error (error);
}

/* A click on a notification may start the application: what it asks for is not gone. */
static void
test_asked_while_opening (StoreFixture *fixture, gconstpointer data)
{
  FbFax *fax = NULL;

  store_fixture_keep_ok (fixture, inbound ("m1"), PDF);
  store_fixture_close (fixture->store);
  fb_store_open_async (fixture->store, NULL, on_opened, NULL);
  fb_store_find_async (fixture->store, "m1", NULL, on_found, &fax);
  while (fax == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fb_fax_get_message_id (fax), ==, "m1");
  g_object_unref (fax);
}

static void
test_cursor (StoreFixture *fixture, gconstpointer data)
{
  static const char *const ids[] = { "m3", "m2", "m1" };
  g_autoptr (GError) error = NULL;

  for (guint i = G_N_ELEMENTS (ids); i > 0; i--)
    store_fixture_keep_ok (fixture, inbound (ids[i - 1]), i == 2 ? PDF : NULL);

  g_autoptr (FbFaxCursor) cursor = fb_fax_cursor_new (fixture->folder, &error);
  g_assert_no_error (error);
  store_fixture_keep_ok (fixture, inbound ("m4"), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (FbFax) fax = fb_fax_cursor_next (cursor, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (fb_fax_get_message_id (fax), ==, ids[i]);
      g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, i == 1);
    }
  g_assert_null (fb_fax_cursor_next (cursor, &error));
  g_assert_no_error (error);
}

static void
on_ended (GObject *object, GAsyncResult *result, gpointer data)
{
  gint64 is_mark = g_async_result_is_tagged (result, fb_store_mark_async);

  g_array_append_val ((GArray *) data, is_mark);
}

/* However many rows are marked, a delivery that comes meanwhile waits for a part of them only. */
static void
test_mark_in_parts (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) ended = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FbEvent) event = inbound ("meanwhile");

  for (gint64 i = 1; i <= 5000; i++)
    g_array_append_val (ids, i);
  store_fixture_keep_ok (fixture, inbound ("m1"), NULL);
  fb_store_mark_async (fixture->store, ids, TRUE, on_ended, ended);
  fb_store_keep_async (fixture->store, event, NULL, NULL, on_ended, ended);
  while (ended->len < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_array_index (ended, gint64, 0), ==, FALSE);
  g_assert_cmpint (g_array_index (ended, gint64, 1), ==, TRUE);
  store_fixture_settle (fixture);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "m1");
  g_assert_false (fb_fax_get_unread (fax));
}

static void
test_cursor_of_nothing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FbFaxCursor) cursor = fb_fax_cursor_new ("/nonexistent", &error);

  g_assert_no_error (error);
  g_assert_null (fb_fax_cursor_next (cursor, &error));
  g_assert_no_error (error);
}

typedef struct
{
  guint n_answered;
  guint n_kept;
  guint n_again;
} Burst;

static void
on_kept (GObject *object, GAsyncResult *result, gpointer data)
{
  Burst *burst = data;
  gboolean already_kept;

  burst->n_answered++;
  if (fb_store_keep_finish (FB_STORE (object), result, &already_kept, NULL))
    burst->n_kept++;
  burst->n_again += already_kept;
}

/* Each fax comes twice, all of them at once. */
static void
test_burst (StoreFixture *fixture, gconstpointer data)
{
  const guint n_faxes = 500;
  Burst burst = { 0 };

  for (guint i = 0; i < 2 * n_faxes; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i / 2);
      g_autofree char *content = g_strdup_printf ("%%PDF %u", i / 2);
      g_autoptr (FbEvent) event = inbound (id);
      GPtrArray *documents = g_ptr_array_new ();
      FbSpoolFile *file = fb_store_create_spool_file (fixture->store, NULL);
      g_assert_true (fb_spool_file_write (file, content, strlen (content), NULL));
      g_ptr_array_add (documents, file);
      fb_store_keep_async (fixture->store, event, documents, NULL, on_kept, &burst);
    }
  while (burst.n_answered < 2 * n_faxes)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (burst.n_kept, ==, 2 * n_faxes);
  g_assert_cmpuint (burst.n_again, ==, n_faxes);

  store_fixture_reopen (fixture);
  g_assert_cmpuint (fixture->alerts->len, ==, n_faxes);
  g_assert_cmpuint (store_fixture_count_files (fixture, "faxes"), ==, n_faxes);
  for (guint i = 0; i < n_faxes; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      g_autofree char *content = g_strdup_printf ("%%PDF %u", i);
      g_autoptr (FbFax) fax = store_fixture_find (fixture, id);
      assert_document (fax, 0, content);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  STORE_TEST ("/store/kept", test_kept);
  STORE_TEST ("/store/private", test_private);
  STORE_TEST ("/store/again", test_again);
  STORE_TEST ("/store/told-twice", test_told_twice);
  STORE_TEST ("/store/same-document", test_same_document);
  STORE_TEST ("/store/two-documents", test_two_documents);
  STORE_TEST ("/store/late-status", test_late_status);
  STORE_TEST ("/store/unread", test_unread);
  STORE_TEST ("/store/unreadable", test_unreadable);
  STORE_TEST ("/store/unreadable-documents", test_unreadable_documents);
  STORE_TEST ("/store/no-fax", test_no_fax);
  STORE_TEST ("/store/stray-file", test_stray_file);
  STORE_TEST ("/store/symbolic-link", test_symbolic_link);
  STORE_TEST ("/store/swept", test_swept);
  STORE_TEST ("/store/in-use", test_in_use);
  STORE_TEST ("/store/closed", test_closed);
  STORE_TEST ("/store/asked-while-opening", test_asked_while_opening);
  STORE_TEST ("/store/mark-in-parts", test_mark_in_parts);
  STORE_TEST ("/store/cursor", test_cursor);
  g_test_add_func ("/store/cursor-of-nothing", test_cursor_of_nothing);
  STORE_TEST ("/store/burst", test_burst);
  return g_test_run ();
}
