/* SIGKILL at every step between the first byte and the 200, and of the rebuilding of a database:
 * the named points in the application's sources, all of them. What was acknowledged before is
 * there; the retry of what was not is kept, and there is one of it. */

#include "config.h"

#include "damage.h"
#include "fault-fixture.h"

#include <signal.h>
#include <string.h>

/* Enough for the log to be due for a checkpoint; see fb-store-writer.c. */
#define MAX_POSTS 400

/* Every FB_CRASH_POINT ("…") of a file. */
static void
find_points_in (const char *path, GPtrArray *points)
{
  g_autofree char *source = NULL;
  g_auto (GStrv) pieces = NULL;

  g_assert_true (g_file_get_contents (path, &source, NULL, NULL));
  pieces = g_strsplit (source, "FB_CRASH_POINT (\"", -1);
  for (guint i = 1; pieces[0] != NULL && pieces[i] != NULL; i++)
    g_ptr_array_add (points, g_strndup (pieces[i], strcspn (pieces[i], "\"")));
}

/* In a layer's folder and in those of its rooms. */
static void
find_points_under (const char *folder, GPtrArray *points)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        find_points_under (path, points);
      else if (g_str_has_suffix (name, ".c"))
        find_points_in (path, points);
    }
}

static GPtrArray *
find_points (void)
{
  static const char *const layers[] = { "receiver", "store" };
  GPtrArray *points = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "app", layers[i], NULL);

      find_points_under (folder, points);
    }
  return points;
}

static gboolean
is_in_delivery (const char *point)
{
  /* Of what is fetched there is a test of its own: test-fetch.c. */
  return !g_str_has_prefix (point, "rebuild-") && !g_str_equal (point, "folder-made") &&
         !g_str_has_prefix (point, "fetch-") && !g_str_has_prefix (point, "alert-");
}

static void
spawn_to_die (FaultFixture *fixture, const char *point, guint number)
{
  g_autofree char *crash = g_strdup_printf ("%s:%u", point, number);

  g_test_message ("%s", crash);
  running_faxbell_setenv (fixture->faxbell, "FAXBELL_CRASH_POINT", crash);
  running_faxbell_spawn (fixture->faxbell, "--background");
}

static void
check_killed (FaultFixture *fixture)
{
  GSubprocess *process = fixture->faxbell->process;

  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
  g_clear_object (&fixture->faxbell->process);
  running_faxbell_setenv (fixture->faxbell, "FAXBELL_CRASH_POINT", NULL);
}

/* First what an earlier life has left unanswered, as the sender would. */
static void
post_until_it_dies (FaultFixture *fixture, const char *point, gsize size)
{
  running_faxbell_wait_until_listening (fixture->faxbell);
  for (guint i = 0; i < MAX_POSTS; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("%s-%u", point, i);
      if (!fault_try_retry (fixture) || fault_post (fixture, message_id, size) == 0)
        return;
    }
}

/* One life after the other, each to another point, with what the one before has left. */
static void
test_deliveries (FaultFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) points = find_points ();

  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "before", FAULT_SMALL), ==, 200);
  running_faxbell_end (fixture->faxbell);
  for (guint i = 0; i < points->len; i++)
    {
      const char *point = g_ptr_array_index (points, i);
      gboolean is_rare = g_str_has_prefix (point, "checkpoint");

      if (!is_in_delivery (point))
        continue;
      /* Not the first: of two blocks the second is another case. */
      spawn_to_die (fixture, point, is_rare ? 1 : 2);
      post_until_it_dies (fixture, point, is_rare ? FAULT_SMALL : FAULT_LARGE / 2);
      check_killed (fixture);
      fault_check (fixture);
    }
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_count_files (fixture, "spool"), ==, 0);
  fault_end (fixture);
}

static void
test_first_start (FaultFixture *fixture, gconstpointer data)
{
  spawn_to_die (fixture, "folder-made", 1);
  check_killed (fixture);
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_SMALL), ==, 200);
  fault_end_now (fixture);
}

/* "Later" is the answer until the damage that is met is repaired. */
static void
post_until_kept (FaultFixture *fixture, const char *message_id)
{
  guint status = 0;

  for (guint i = 0; i < 100 && status != 200; i++)
    {
      status = fault_post (fixture, message_id, FAULT_SMALL);
      g_assert_true (status == 200 || status == 503);
      g_usleep (status == 200 ? 0 : 50000);
    }
  g_assert_cmpuint (status, ==, 200);
}

static void
test_rebuild (FaultFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) points = find_points ();
  guint n_rebuilt = 0;

  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "before", FAULT_SMALL), ==, 200);
  running_faxbell_end (fixture->faxbell);
  for (guint i = 0; i < points->len; i++)
    {
      const char *point = g_ptr_array_index (points, i);

      if (!g_str_has_prefix (point, "rebuild-"))
        continue;
      damage_page (fixture->folder, 1);
      spawn_to_die (fixture, point, 1);
      check_killed (fixture);
      running_faxbell_start (fixture->faxbell, "--background");
      post_until_kept (fixture, point);
      n_rebuilt++;
      while (damage_count_kept (fixture->folder) < n_rebuilt)
        g_usleep (10000);
      running_faxbell_end (fixture->faxbell);
      fault_check (fixture);
      /* What was whole when it died was not made a second time. */
      g_assert_cmpuint (damage_count_kept (fixture->folder), ==, n_rebuilt);
    }
  g_assert_cmpuint (n_rebuilt, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FAULT_TEST ("/crash-points/deliveries", test_deliveries);
  FAULT_TEST ("/crash-points/first-start", test_first_start);
  FAULT_TEST ("/crash-points/rebuild", test_rebuild);
  return g_test_run ();
}
