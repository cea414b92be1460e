/* What people do with faxes and what they call their number, on a disk that fails, that loses its
 * power, in a process that dies. The row and its event are changed together: what was said to be
 * kept is there, and of what was not, either all or nothing.
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
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  const char *message_id;
  gboolean is_delivery;
  FbDeskAction action;
  const char *who;
  const char *note;
  gboolean is_name; /* the note is what the number is called, which both faxes have */
} Step;

#define NUMBER "702422"

static const Step steps[] = {
  { "first", TRUE },
  { "second", TRUE },
  { "first", FALSE, FB_DESK_NOTED, "Ada", "Call back" },
  { "first", FALSE, FB_DESK_DONE, "Ada", NULL },
  { "second", .who = "Ada", .note = "Northside", .is_name = TRUE },
  { "second", FALSE, FB_DESK_DONE, "Grace", NULL },
  { "first", FALSE, FB_DESK_REOPENED, "Grace", NULL },
  { "second", FALSE, FB_DESK_NOTED, NULL, "Sent to the archive" },
  { "first", .who = "Grace", .note = "Northside Pharmacy", .is_name = TRUE },
  { "first", FALSE, FB_DESK_NOTED, "Grace", NULL },
  { "first", .who = "Ada", .note = NULL, .is_name = TRUE },
  { "first", FALSE, FB_DESK_DONE, "Grace", NULL },
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

static gint64
get_id (StoreFixture *fixture, const char *message_id)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);

  return fb_fax_get_id (fax);
}

static void
on_named (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (fb_store_set_name_finish (FB_STORE (object), result, (gboolean *) data, &error));
  g_assert_no_error (error);
}

static void
set_name (StoreFixture *fixture, const Step *step)
{
  gboolean is_changed = FALSE;

  fb_store_set_name_async (fixture->store, NUMBER, step->note, step->who, on_named, &is_changed);
  while (!is_changed)
    g_main_context_iteration (NULL, TRUE);
  store_fixture_settle (fixture);
}

/* Says that it is kept before anything else can be. */
static void
take_step (StoreFixture *fixture, guint number)
{
  const Step *step = &steps[number];
  g_autofree char *line = g_strdup_printf ("kept %u\n", number + 1);

  if (step->is_delivery)
    store_fixture_keep_ok (
      fixture, store_fixture_event (step->message_id, FB_DIRECTION_INBOUND, FB_STATUS_SUCCESS),
      NULL);
  else if (step->is_name)
    set_name (fixture, step);
  else
    g_assert_cmpuint (store_fixture_record (fixture, get_id (fixture, step->message_id),
                                            step->action, step->who, step->note),
                      ==, 1);
  g_assert_cmpint (write (STDOUT_FILENO, line, strlen (line)), ==, (gssize) strlen (line));
}

static int
work (const char *folder)
{
  StoreFixture fixture = { 0 };

  open_store (&fixture, folder);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    take_step (&fixture, i);
  close_store (&fixture);
  return 0;
}

static void
on_not_named (GObject *object, GAsyncResult *result, gpointer data)
{
  g_assert_false (fb_store_set_name_finish (FB_STORE (object), result, NULL, (GError **) data));
}

static void
on_failed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_assert_false (fb_store_record_finish (FB_STORE (object), result, NULL, (GError **) data));
}

static void
fail_step (StoreFixture *fixture, const Step *step)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 id = get_id (fixture, step->message_id);
  GError *error = NULL;

  g_array_append_val (ids, id);
  if (step->is_name)
    fb_store_set_name_async (fixture->store, NUMBER, step->note, step->who, on_not_named, &error);
  else
    fb_store_record_async (fixture->store, ids, step->action, step->who, step->note, on_failed,
                           &error);
  while (error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_error (&error);
}

/* Each step fails first, in each way, and leaves everything as it was. */
static int
work_on_broken_disk (const char *folder)
{
  static const char *const plans[] = { "write faxbell.db-wal 5 1", "write faxbell.db-wal 28 1",
                                       "sync faxbell.db-wal 5 1", "sync faxbell.db-wal 5 3" };
  StoreFixture fixture = { 0 };

  open_store (&fixture, folder);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (plans) && !steps[i].is_delivery; j++)
        {
          g_autoptr (FbFax) before = store_fixture_find (&fixture, steps[i].message_id);
          const FbFaxCounts counts = *fb_store_get_counts (fixture.store);

          g_assert_true (g_file_set_contents (g_getenv ("FAULT_PLAN"), plans[j], -1, NULL));
          fail_step (&fixture, &steps[i]);
          g_unlink (g_getenv ("FAULT_PLAN"));
          store_fixture_settle (&fixture);
          g_autoptr (FbFax) after = store_fixture_find (&fixture, steps[i].message_id);
          g_assert_cmpint (fb_fax_get_open (after), ==, fb_fax_get_open (before));
          g_assert_cmpint (fb_fax_get_unread (after), ==, fb_fax_get_unread (before));
          g_assert_cmpstr (fb_fax_get_note (after), ==, fb_fax_get_note (before));
          g_assert_cmpstr (fb_fax_get_given_name (after), ==, fb_fax_get_given_name (before));
          g_assert_cmpmem (&counts, sizeof counts, fb_store_get_counts (fixture.store),
                           sizeof counts);
        }
      take_step (&fixture, i);
    }
  close_store (&fixture);
  return 0;
}

/* What is left of it */

typedef struct
{
  gboolean is_open;
  gboolean is_read;
  char *done_by;
  char *note;
} State;

static void
apply (State *state, const Step *step)
{
  switch (step->action)
    {
    case FB_DESK_DONE:
      state->is_open = FALSE;
      state->is_read = TRUE;
      g_free (state->done_by);
      state->done_by = g_strdup (step->who);
      break;
    case FB_DESK_REOPENED:
      state->is_open = TRUE;
      g_clear_pointer (&state->done_by, g_free);
      break;
    case FB_DESK_NOTED:
    default:
      g_free (state->note);
      state->note = g_strdup (step->note);
    }
}

/* How many of the steps the events tell of, which are the first ones. */
static guint
count_steps (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "faxbell.db", NULL);
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  guint n_steps = 0;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_prepare_v2 (
    database,
    "SELECT message_id, kind, name, json_extract (CAST (json AS TEXT), '$.who'), "
    "json_extract (CAST (json AS TEXT), iif (name = 'named', '$.name', '$.note')) "
    "FROM event ORDER BY id",
    -1, &statement, NULL);
  for (; sqlite3_step (statement) == SQLITE_ROW; n_steps++)
    {
      const Step *step = &steps[n_steps];
      const char *action = step->is_name ? "named" : fb_desk_action_to_string (step->action);
      const char *name = step->is_delivery ? NULL : action;
      const char *message_id = step->is_name ? NULL : step->message_id;

      g_assert_cmpuint (n_steps, <, G_N_ELEMENTS (steps));
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, message_id);
      g_assert_cmpint (sqlite3_column_int (statement, 1), ==,
                       step->is_delivery ? FB_EVENT_FAX : FB_EVENT_DESK);
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 2), ==, name);
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 3), ==, step->who);
      g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 4), ==, step->note);
    }
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return n_steps;
}

static const char *
get_name (guint n_steps)
{
  const char *name = NULL;

  for (guint i = 0; i < n_steps; i++)
    if (steps[i].is_name)
      name = steps[i].note;
  return name;
}

static void
check_row (StoreFixture *fixture, const char *message_id, guint n_steps)
{
  g_autoptr (FbFax) fax = store_fixture_find (fixture, message_id);
  State state = { .is_open = TRUE };
  gboolean is_kept = FALSE;

  for (guint i = 0; i < n_steps; i++)
    if (g_str_equal (steps[i].message_id, message_id) && !steps[i].is_name)
      {
        if (is_kept)
          apply (&state, &steps[i]);
        is_kept = TRUE;
      }
  g_assert_cmpint (fax != NULL, ==, is_kept);
  if (is_kept)
    {
      g_assert_cmpint (fb_fax_get_open (fax), ==, state.is_open);
      g_assert_cmpint (fb_fax_get_unread (fax), ==, !state.is_read);
      g_assert_cmpstr (fb_fax_get_done_by (fax), ==, state.done_by);
      g_assert_cmpstr (fb_fax_get_note (fax), ==, state.note);
      g_assert_cmpstr (fb_fax_get_given_name (fax), ==, get_name (n_steps));
    }
  g_free (state.done_by);
  g_free (state.note);
}

/* Returns how many steps are kept. */
static guint
check (const char *folder, guint n_acknowledged)
{
  StoreFixture fixture = { 0 };

  open_store (&fixture, folder);
  const guint n_steps = count_steps (folder);
  g_assert_cmpuint (n_steps, >=, n_acknowledged);
  check_row (&fixture, "first", n_steps);
  check_row (&fixture, "second", n_steps);
  close_store (&fixture);
  return n_steps;
}

/* Tests */

static void
test_broken (DiskProcess *disk, gconstpointer data)
{
  guint n_acknowledged;

  g_subprocess_launcher_setenv (disk->launcher, "LD_PRELOAD", g_getenv ("FAULT_INJECT"), TRUE);
  g_autoptr (GSubprocess) process = disk_process_run (disk, "--break", &n_acknowledged);
  g_assert_true (g_subprocess_get_successful (process));
  g_assert_cmpuint (n_acknowledged, ==, G_N_ELEMENTS (steps));
  g_assert_cmpuint (check (disk->folder, n_acknowledged), ==, G_N_ELEMENTS (steps));
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
  g_assert_cmpuint (n_acknowledged, ==, G_N_ELEMENTS (steps));
  g_assert_cmpuint (disk_playback (disk->log, disk->share, place, check_place, NULL), >,
                    G_N_ELEMENTS (steps));
}

#ifdef FB_CRASH_POINTS
/* Killed when a step is in its transaction, which is not committed: then it is nowhere. Every
 * second transaction is the one that the worker settles with: then the step before is kept, and was
 * not said to be. */
static void
test_killed (DiskProcess *disk, gconstpointer data)
{
  guint n_acknowledged;

  for (guint i = 1; i <= 2 * G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *point = g_strdup_printf ("recorded:%u", i);

      g_subprocess_launcher_setenv (disk->launcher, "FAXBELL_CRASH_POINT", point, TRUE);
      g_autoptr (GSubprocess) process = disk_process_run (disk, "--work", &n_acknowledged);
      g_assert_true (g_subprocess_get_if_signaled (process));
      g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
      g_assert_cmpuint (n_acknowledged, ==, (i - 1) / 2);
      g_assert_cmpuint (check (disk->folder, n_acknowledged), ==, i / 2);
      folder_remove (disk->folder);
    }
}
#endif

#define DESK_TEST(path, function)                                                                  \
  g_test_add (path, DiskProcess, NULL, disk_process_set_up, function, disk_process_tear_down)

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--work"))
    return work (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--break"))
    return work_on_broken_disk (argv[2]);

  g_test_init (&argc, &argv, NULL);
  DESK_TEST ("/desk-faults/broken", test_broken);
  DESK_TEST ("/desk-faults/power-cut", test_power_cut);
#ifdef FB_CRASH_POINTS
  DESK_TEST ("/desk-faults/killed", test_killed);
#endif
  return g_test_run ();
}
