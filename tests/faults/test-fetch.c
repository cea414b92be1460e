/* A document that is fetched, in a process that dies at each step from its first byte to the
 * answer: what was said to be kept is there, nothing is there by halves, and what is not there is
 * still to be fetched, and is then there once. So it is on a disk that loses its power.
 *
 * A store is worked on in a process of its own, which is this program with --work or --wait. */

#include "config.h"

#include "disk-playback.h"
#include "disk-process.h"
#include "fb-store-private.h"
#include "fetch-fixture.h"
#include "folder.h"

#include <gio/gio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/* Two blocks of the spool, and some. */
#define SIZE (150 * 1024)

#define N_FAXES 2

/* The steps that the worker takes, in their order. */
#define N_STEPS (3 * N_FAXES)

static char *
dup_message_id (guint fax)
{
  return g_strdup_printf ("fax-%u", fax);
}

/* The process that works */

static void
open_store (StoreFixture *fixture, const char *folder)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_strdup (folder);
  fixture->store = fb_store_new (folder);
  fb_store_set_can_fetch (fixture->store, TRUE);
  store_fixture_open (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_null (fb_store_get_damaged_file (fixture->store));
}

static void
close_store (StoreFixture *fixture)
{
  store_fixture_close (fixture->store);
  g_clear_object (&fixture->store);
  g_clear_pointer (&fixture->folder, g_free);
}

/* Says that it is kept before anything else can be. */
static void
say_kept (guint *n_steps)
{
  g_autofree char *line = g_strdup_printf ("kept %u\n", ++*n_steps);

  g_assert_cmpint (write (STDOUT_FILENO, line, strlen (line)), ==, (gssize) strlen (line));
}

/* As it comes from the network; of one fax it is like that of no other. */
static FbSpoolFile *
make_document (StoreFixture *fixture, const char *message_id)
{
  g_autoptr (GError) error = NULL;
  FbSpoolFile *file = fb_store_create_spool_file (fixture->store, &error);
  g_autoptr (GString) piece = g_string_new ("%PDF-1.4 ");

  g_assert_no_error (error);
  g_string_append (piece, message_id);
  while (piece->len < SIZE / 10)
    g_string_append_c (piece, 'x');
  for (guint i = 0; i < 10; i++)
    {
      fb_store_write_spool_file (fixture->store, file, piece->str, piece->len, &error);
      g_assert_no_error (error);
    }
  return file;
}

static void
fetch (StoreFixture *fixture, const char *message_id)
{
  g_autoptr (GError) error = NULL;
  gboolean already_kept;

  fetch_fixture_try_keep (fixture, message_id, make_document (fixture, message_id), &already_kept,
                          &error);
  g_assert_no_error (error);
  g_assert_false (already_kept);
}

static int
work (const char *folder)
{
  StoreFixture fixture = { 0 };
  guint n_steps = 0;

  open_store (&fixture, folder);
  for (guint i = 0; i < N_FAXES; i++)
    {
      g_autofree char *message_id = dup_message_id (i);

      store_fixture_keep_ok (
        &fixture, store_fixture_event (message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS), NULL);
      say_kept (&n_steps);
      fetch_fixture_fail (&fixture, message_id, FB_FETCH_WAITING, 5, 1);
      say_kept (&n_steps);
      fetch (&fixture, message_id);
      say_kept (&n_steps);
    }
  close_store (&fixture);
  return 0;
}

static void
on_alert (FbStore *store, FbFax *fax, guint kind, guint *n_steps)
{
  say_kept (n_steps);
}

/* Until the alert comes that waits for the document. */
static int
wait_for_alert (const char *folder)
{
  StoreFixture fixture = { 0 };
  guint n_steps = 0;

  open_store (&fixture, folder);
  store_fixture_close (fixture.store);
  fixture.store->alert_delay = G_TIME_SPAN_MILLISECOND;
  store_fixture_open (fixture.store, NULL);
  g_signal_connect (fixture.store, "alert", G_CALLBACK (on_alert), &n_steps);
  store_fixture_keep_ok (&fixture,
                         store_fixture_event ("in", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS), NULL);
  while (n_steps == 0)
    g_main_context_iteration (NULL, TRUE);
  close_store (&fixture);
  return 0;
}

/* What is left of it */

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

static void
assert_whole (FbFax *fax)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, 1);
  g_assert_true (g_file_get_contents (fb_fax_get_document (fax)->path, &content, &length, NULL));
  g_assert_cmpuint (length, ==, SIZE);
  g_autofree char *sha256 =
    g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) content, length);
  g_assert_cmpstr (sha256, ==, fb_fax_get_document (fax)->sha256);
}

/* Whether a document is listed as to be fetched. */
static gboolean
is_due (StoreFixture *fixture, const char *message_id)
{
  g_autoptr (GPtrArray) due = fetch_fixture_list_due (fixture, G_MAXINT64, N_FAXES, NULL);

  for (guint i = 0; i < due->len; i++)
    if (g_str_equal (((FbDueFetch *) g_ptr_array_index (due, i))->message_id, message_id))
      return TRUE;
  return FALSE;
}

static void
check_fax (StoreFixture *fixture, guint number, guint n_acknowledged)
{
  g_autofree char *message_id = dup_message_id (number);
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);
  const gboolean is_here = fax != NULL && fb_fax_get_document (fax) != NULL;

  g_assert_true (fax != NULL || n_acknowledged <= 3 * number);
  if (fax == NULL)
    return;
  g_assert_true (is_here || n_acknowledged < 3 * number + 3);
  g_assert_cmpint (is_due (fixture, message_id), ==, !is_here);
  if (is_here)
    assert_whole (fax);
  else if (n_acknowledged == 3 * number + 2)
    g_assert_cmpuint (fb_fax_get_fetch_status (fax)->n_attempts, ==, 1);
}

static void
fetch_what_is_due (StoreFixture *fixture)
{
  g_autoptr (GPtrArray) due = fetch_fixture_list_due (fixture, G_MAXINT64, N_FAXES, NULL);

  for (guint i = 0; i < due->len; i++)
    fetch (fixture, ((FbDueFetch *) g_ptr_array_index (due, i))->message_id);
}

/* Then it is fetched again, and of each there is one. */
static void
check (const char *folder, guint n_acknowledged)
{
  StoreFixture fixture = { 0 };

  open_store (&fixture, folder);
  g_assert_cmpuint (store_fixture_count_files (&fixture, "spool"), ==, 0);
  for (guint i = 0; i < N_FAXES; i++)
    check_fax (&fixture, i, n_acknowledged);
  g_assert_cmpint (query (&fixture, "SELECT count(*) FROM event WHERE kind = 4"), ==,
                   query (&fixture, "SELECT count(*) FROM attachment"));

  fetch_what_is_due (&fixture);
  const gint64 n_faxes = query (&fixture, "SELECT count(*) FROM fax");
  for (guint i = 0; i < n_faxes; i++)
    check_fax (&fixture, i, N_STEPS);
  g_assert_cmpint (query (&fixture, "SELECT count(*) FROM attachment"), ==, n_faxes);
  g_assert_cmpint (query (&fixture, "SELECT count(*) FROM event WHERE kind = 4"), ==, n_faxes);
  g_assert_cmpint (query (&fixture, "SELECT count(*) FROM fax WHERE alert_kind <> 0"), ==, 0);
  g_assert_cmpuint (store_fixture_count_files (&fixture, "faxes"), ==, n_faxes);
  close_store (&fixture);
}

/* Tests */

static void
check_place (const char *place, GArray *answers, gpointer data)
{
  g_autofree char *folder = g_build_filename (place, "faxbell", NULL);

  check (folder, answers->len);
}

static void
test_power_cut (DiskProcess *disk, gconstpointer data)
{
  g_autofree char *place = g_build_filename (disk->home, "after", NULL);
  guint n_acknowledged;

  g_subprocess_launcher_setenv (disk->launcher, "LD_PRELOAD", g_getenv ("FAULT_RECORD"), TRUE);
  g_autoptr (GSubprocess) process = disk_process_run (disk, "--work", &n_acknowledged);
  g_assert_true (g_subprocess_get_successful (process));
  g_assert_cmpuint (n_acknowledged, ==, N_STEPS);
  g_assert_cmpuint (disk_playback (disk->log, disk->share, place, check_place, NULL), >, N_STEPS);
}

#ifdef FB_CRASH_POINTS
/* Dies when a point is passed for the @number-th time, until it is not passed so often. */
static guint
die_at (DiskProcess *disk, const char *point)
{
  for (guint number = 1;; number++)
    {
      g_autofree char *crash = g_strdup_printf ("%s:%u", point, number);
      guint n_acknowledged;

      g_subprocess_launcher_setenv (disk->launcher, "FAXBELL_CRASH_POINT", crash, TRUE);
      g_autoptr (GSubprocess) process = disk_process_run (disk, "--work", &n_acknowledged);
      g_test_message ("%s: %u", crash, n_acknowledged);
      check (disk->folder, n_acknowledged);
      folder_remove (disk->folder);
      if (g_subprocess_get_successful (process))
        return number - 1;
      g_assert_true (g_subprocess_get_if_signaled (process));
      g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
    }
}

static void
test_killed (DiskProcess *disk, gconstpointer data)
{
  static const char *const points[] = {
    "spool-file-created",
    "block-written",
    "fetch-written",
    "fetch-handed-over",
    "settled",
    "synced",
    "renamed",
    "placed",
    "folders-flushed",
    "recorded",
    "committed",
    "answered",
  };

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    g_assert_cmpuint (die_at (disk, points[i]), >=, N_FAXES);
}

/* An alert that was taken out and not emitted is lost; it never comes twice. */
static void
test_killed_in_alert (DiskProcess *disk, gconstpointer data)
{
  StoreFixture store = { 0 };
  guint n_acknowledged;

  g_autoptr (GSubprocess) whole = disk_process_run (disk, "--wait", &n_acknowledged);
  g_assert_true (g_subprocess_get_successful (whole));
  g_assert_cmpuint (n_acknowledged, ==, 1);
  folder_remove (disk->folder);

  g_subprocess_launcher_setenv (disk->launcher, "FAXBELL_CRASH_POINT", "alert-committed", TRUE);
  g_autoptr (GSubprocess) process = disk_process_run (disk, "--wait", &n_acknowledged);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpuint (n_acknowledged, ==, 0);
  open_store (&store, disk->folder);
  g_assert_cmpint (query (&store, "SELECT count(*) FROM fax WHERE alert_kind <> 0"), ==, 0);
  g_assert_cmpint (query (&store, "SELECT count(*) FROM fax WHERE fetch_state = 1"), ==, 1);
  close_store (&store);
}
#endif

#define FETCH_TEST(path, function)                                                                 \
  g_test_add (path, DiskProcess, NULL, disk_process_set_up, function, disk_process_tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--work"))
    return work (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--wait"))
    return wait_for_alert (argv[2]);

  g_test_init (&argc, &argv, NULL);
  FETCH_TEST ("/fetch-faults/power-cut", test_power_cut);
#ifdef FB_CRASH_POINTS
  FETCH_TEST ("/fetch-faults/killed", test_killed);
  FETCH_TEST ("/fetch-faults/killed-in-alert", test_killed_in_alert);
#endif
  return g_test_run ();
}
