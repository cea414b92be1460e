/* A damaged database under the real application: when it starts, and while it runs. The documents
 * are untouched, receiving goes on, what was acknowledged is listed, and the old file is kept. */

#include "config.h"

#include "damage.h"
#include "fault-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#define N_FAXES 40

static void
post_many (FaultFixture *fixture)
{
  running_faxbell_start (fixture->faxbell, "--background");
  for (guint i = 0; i < N_FAXES; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("message-%u", i);
      g_assert_cmpuint (fault_post (fixture, message_id, FAULT_SMALL), ==, 200);
    }
}

/* Damage in a page that nobody has read is found in the background. */
static void
wait_until_kept_aside (FaultFixture *fixture)
{
  g_autofree char *kept = NULL;

  while ((kept = damage_find_kept (fixture->folder)) == NULL)
    g_usleep (10000);
}

static void
test_header_at_start (FaultFixture *fixture, gconstpointer data)
{
  post_many (fixture);
  running_faxbell_end (fixture->faxbell);
  damage_page (fixture->folder, 0);
  running_faxbell_start (fixture->faxbell, "--background");
  wait_until_kept_aside (fixture);
  g_assert_cmpuint (fault_post (fixture, "after", FAULT_SMALL), ==, 200);
  fault_end (fixture);
}

static void
test_pages_at_start (FaultFixture *fixture, gconstpointer data)
{
  post_many (fixture);
  running_faxbell_end (fixture->faxbell);
  for (guint page = 1; page < damage_count_pages (fixture->folder); page++)
    damage_page (fixture->folder, page);
  running_faxbell_start (fixture->faxbell, "--background");
  wait_until_kept_aside (fixture);
  g_assert_cmpuint (fault_post (fixture, "after", FAULT_SMALL), ==, 200);
  fault_end (fixture);
}

static void
test_gone_at_start (FaultFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);

  post_many (fixture);
  running_faxbell_end (fixture->faxbell);
  g_assert_no_errno (g_unlink (path));
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "after", FAULT_SMALL), ==, 200);
  fault_end (fixture);
}

/* Another connection's commit makes the application read again what it has read before. */
static void
make_read_again (FaultFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "faxbell.db", NULL);
  sqlite3 *other = NULL;

  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_exec (other, "CREATE TABLE other (id); DROP TABLE other", NULL, NULL, NULL), ==,
    SQLITE_OK);
  sqlite3_close (other);
}

static void
test_while_running (FaultFixture *fixture, gconstpointer data)
{
  post_many (fixture);
  fault_restart (fixture);
  make_read_again (fixture);
  for (guint page = 1; page < damage_count_pages (fixture->folder); page++)
    damage_page (fixture->folder, page);
  g_assert_cmpuint (fault_post (fixture, "during", FAULT_SMALL), ==, 503);
  g_assert_cmpuint (fault_post (fixture, "after", FAULT_SMALL), ==, 200);
  wait_until_kept_aside (fixture);
  fault_end (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FAULT_TEST ("/damage/header-at-start", test_header_at_start);
  FAULT_TEST ("/damage/pages-at-start", test_pages_at_start);
  FAULT_TEST ("/damage/gone-at-start", test_gone_at_start);
  FAULT_TEST ("/damage/while-running", test_while_running);
  return g_test_run ();
}
