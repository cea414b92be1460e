/* The database in other hands: locked by another program, removed, or kept by a second Faxbell. */

#include "config.h"

#include "fault-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

static sqlite3 *
open_database (FaultFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  return database;
}

static void
run (sqlite3 *database, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static void
test_locked (FaultFixture *fixture, gconstpointer data)
{
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_SMALL), ==, 200);

  sqlite3 *other = open_database (fixture);
  run (other, "BEGIN EXCLUSIVE");
  g_assert_cmpuint (fault_post (fixture, "second", FAULT_LARGE), ==, 503);
  run (other, "ROLLBACK");
  sqlite3_close (other);
  fault_end (fixture);
}

/* A database that nobody finds any more keeps nothing. */
static void
test_removed (FaultFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  g_autofree char *elsewhere = g_strconcat (path, "-elsewhere", NULL);

  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_SMALL), ==, 200);
  g_assert_no_errno (g_rename (path, elsewhere));
  g_assert_cmpuint (fault_post (fixture, "second", FAULT_SMALL), ==, 503);
  g_assert_no_errno (g_rename (elsewhere, path));
  g_assert_cmpuint (fault_post (fixture, "third", FAULT_SMALL), ==, 200);
  fault_end (fixture);
}

/* In a session of its own, so that only the data folder can tell it of the first. */
static void
test_second_instance (FaultFixture *fixture, gconstpointer data)
{
  g_autoptr (RunningFaxbell) second = running_faxbell_new ();
  g_autofree char *data_home = g_path_get_dirname (fixture->folder);
  g_autofree char *first_bus = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));
  g_autofree char *said = NULL;
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  FaultFixture sender = *fixture;

  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "first", FAULT_SMALL), ==, 200);

  /* It takes the display away, too. */
  g_test_dbus_up (bus);
  running_faxbell_setenv (second, "DISPLAY", display);
  running_faxbell_setenv (second, "XDG_DATA_HOME", data_home);
  second->log = g_build_filename (second->home, "log", NULL);
  running_faxbell_start (second, "--background");
  sender.faxbell = second;
  g_assert_cmpuint (fault_post (&sender, "second", FAULT_SMALL), ==, 503);
  g_assert_cmpuint (fault_post (fixture, "third", FAULT_SMALL), ==, 200);

  /* When the first one ends, the second takes over by itself. */
  running_faxbell_end (fixture->faxbell);
  gint64 deadline = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;
  while (fault_post (&sender, "second", FAULT_SMALL) != 200)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (G_USEC_PER_SEC / 2);
    }
  running_faxbell_end (second);
  g_test_dbus_down (bus);
  g_assert_true (g_setenv ("DISPLAY", display, TRUE));
  g_assert_true (g_setenv ("DBUS_SESSION_BUS_ADDRESS", first_bus, TRUE));
  g_assert_true (g_file_get_contents (second->log, &said, NULL, NULL));
  g_assert_nonnull (strstr (said, "Another Faxbell keeps its faxes in this folder"));
  running_faxbell_start (fixture->faxbell, "--background");
  fault_end (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FAULT_TEST ("/database/locked", test_locked);
  FAULT_TEST ("/database/removed", test_removed);
  FAULT_TEST ("/database/second-instance", test_second_instance);
  return g_test_run ();
}
