/* What is found out of documents, on a disk that fails, that loses its power, in a process that
 * dies. None of it is an event: what was said to be kept is there, what was not is there or isn't,
 * and neither the document nor the fax is touched.
 *
 * A store is worked on in a process of its own, which is this program with --work or --break. */

#include "config.h"

#include "disk-playback.h"
#include "disk-process.h"
#include "folder.h"
#include "store-fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  gboolean is_view;
  int n_pages;
  guint rotation;
  gboolean is_inverted;
} Step;

/* After the delivery, which is the first one. */
static const Step steps[] = {
  { FALSE, 3, 0, FALSE },
  { TRUE, 0, 90, FALSE },
  { TRUE, 0, 90, TRUE },
  { FALSE, FB_PAGES_UNREADABLE, 0, FALSE },
  { FALSE, FB_PAGES_NOT_COUNTED, 0, FALSE },
  { TRUE, 0, 0, FALSE },
  { FALSE, 2, 0, FALSE },
};

/* The process that works */

static void
open_store (StoreFixture *fixture, const char *folder)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_strdup (folder);
  fixture->store = fb_store_new (folder);
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

typedef struct
{
  const Step *step;
  gboolean is_done;
  GError *error;
} Change;

static void
on_changed (GObject *object, GAsyncResult *result, gpointer data)
{
  Change *change = data;
  FbStore *store = FB_STORE (object);
  gboolean is_kept = change->step->is_view
                       ? fb_store_set_document_view_finish (store, result, &change->error)
                       : fb_store_set_document_pages_finish (store, result, &change->error);

  g_assert_cmpint (is_kept, ==, change->error == NULL);
  change->is_done = TRUE;
}

static gboolean
try_step (StoreFixture *fixture, const Step *step)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "fax");
  const char *sha256 = fb_fax_get_document (fax)->sha256;
  Change change = { step, FALSE, NULL };

  if (step->is_view)
    fb_store_set_document_view_async (fixture->store, fb_fax_get_id (fax), sha256, step->rotation,
                                      step->is_inverted, on_changed, &change);
  else
    fb_store_set_document_pages_async (fixture->store, fb_fax_get_id (fax), sha256, step->n_pages,
                                       on_changed, &change);
  while (!change.is_done)
    g_main_context_iteration (NULL, TRUE);
  const gboolean is_kept = change.error == NULL;
  g_clear_error (&change.error);
  return is_kept;
}

/* Says that it is kept before anything else can be. */
static void
acknowledge (guint n_kept)
{
  g_autofree char *line = g_strdup_printf ("kept %u\n", n_kept);

  g_assert_cmpint (write (STDOUT_FILENO, line, strlen (line)), ==, (gssize) strlen (line));
}

static void
keep_fax (StoreFixture *fixture)
{
  store_fixture_keep_ok (
    fixture, store_fixture_event ("fax", FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS), "%PDF-1.4");
  acknowledge (1);
}

static int
work (const char *folder)
{
  StoreFixture fixture = { 0 };

  open_store (&fixture, folder);
  keep_fax (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (try_step (&fixture, &steps[i]));
      acknowledge (i + 2);
    }
  close_store (&fixture);
  return 0;
}

/* What is left of it */

static gboolean
is_after (FbFax *fax, guint n_steps)
{
  const FbDocument *document = fb_fax_get_document (fax);
  Step state = { FALSE, FB_PAGES_NOT_COUNTED, 0, FALSE };

  for (guint i = 0; i < n_steps; i++)
    if (steps[i].is_view)
      {
        state.rotation = steps[i].rotation;
        state.is_inverted = steps[i].is_inverted;
      }
    else
      state.n_pages = steps[i].n_pages;
  return document->n_pages == state.n_pages && document->rotation == state.rotation &&
         document->is_inverted == state.is_inverted;
}

/* The first number is the delivery. */
static void
check_store (StoreFixture *fixture, guint n_acknowledged)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, "fax");

  if (n_acknowledged > 0)
    g_assert_nonnull (fax);
  if (fax == NULL)
    return;
  g_assert_true (g_file_test (fb_fax_get_document (fax)->path, G_FILE_TEST_EXISTS));
  const guint n_steps = MAX (n_acknowledged, 1) - 1;
  g_assert_true (is_after (fax, n_steps) ||
                 (n_steps < G_N_ELEMENTS (steps) && is_after (fax, n_steps + 1)));
}

static void
check (const char *folder, guint n_acknowledged)
{
  StoreFixture fixture = { 0 };

  open_store (&fixture, folder);
  check_store (&fixture, n_acknowledged);
  close_store (&fixture);
}

/* Each step fails first, in each way, and leaves everything as it was. */
static int
work_on_broken_disk (const char *folder)
{
  static const char *const plans[] = { "write faxbell.db-wal 5 1", "write faxbell.db-wal 28 1",
                                       "sync faxbell.db-wal 5 1", "sync faxbell.db-wal 5 3" };
  StoreFixture fixture = { 0 };

  open_store (&fixture, folder);
  keep_fax (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (plans); j++)
        {
          g_assert_true (g_file_set_contents (g_getenv ("FAULT_PLAN"), plans[j], -1, NULL));
          g_assert_false (try_step (&fixture, &steps[i]));
          g_unlink (g_getenv ("FAULT_PLAN"));
          g_autoptr (FbFax) fax = store_fixture_find (&fixture, "fax");
          g_assert_true (is_after (fax, i));
        }
      g_assert_true (try_step (&fixture, &steps[i]));
      acknowledge (i + 2);
    }
  close_store (&fixture);
  return 0;
}

/* Tests */

static void
test_broken (DiskProcess *disk, gconstpointer data)
{
  guint n_acknowledged;

  g_subprocess_launcher_setenv (disk->launcher, "LD_PRELOAD", g_getenv ("FAULT_INJECT"), TRUE);
  g_autoptr (GSubprocess) process = disk_process_run (disk, "--break", &n_acknowledged);
  g_assert_true (g_subprocess_get_successful (process));
  g_assert_cmpuint (n_acknowledged, ==, G_N_ELEMENTS (steps) + 1);
  check (disk->folder, n_acknowledged);
}

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
  g_assert_cmpuint (n_acknowledged, ==, G_N_ELEMENTS (steps) + 1);
  g_assert_cmpuint (disk_playback (disk->log, disk->share, place, check_place, NULL), >,
                    G_N_ELEMENTS (steps));
}

#ifdef FB_CRASH_POINTS
/* Killed in each transaction, which is not committed. */
static void
test_killed (DiskProcess *disk, gconstpointer data)
{
  guint n_acknowledged = 0;

  for (guint i = 1; n_acknowledged < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *point = g_strdup_printf ("recorded:%u", i);

      g_subprocess_launcher_setenv (disk->launcher, "FAXBELL_CRASH_POINT", point, TRUE);
      g_autoptr (GSubprocess) process = disk_process_run (disk, "--work", &n_acknowledged);
      g_assert_true (g_subprocess_get_if_signaled (process));
      g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
      check (disk->folder, n_acknowledged);
      folder_remove (disk->folder);
    }
}
#endif

#define PAGES_TEST(path, function)                                                                 \
  g_test_add (path, DiskProcess, NULL, disk_process_set_up, function, disk_process_tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--work"))
    return work (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--break"))
    return work_on_broken_disk (argv[2]);

  g_test_init (&argc, &argv, NULL);
  PAGES_TEST ("/pages-faults/broken", test_broken);
  PAGES_TEST ("/pages-faults/power-cut", test_power_cut);
#ifdef FB_CRASH_POINTS
  PAGES_TEST ("/pages-faults/killed", test_killed);
#endif
  return g_test_run ();
}
