/* A disk that fails: each call that a delivery depends on, with the error of a broken disk and of a
 * full one. The answer is "later", the application goes on, and the retry is kept. */

#include "config.h"

#include "fault-fixture.h"

#include <errno.h>
#include <glib/gstdio.h>

/* What breaks; for how many calls; and whether it is on the way of every delivery. */
static const char *const plans[] = {
  "write /spool/ 5 1",         /* EIO within a document */
  "write /spool/ 28 1",        /* ENOSPC */
  "sync /spool/ 5 1",          /* the document's flush */
  "rename /faxes/ 5 1",        /* its place */
  "sync /faxes/ 5 1",          /* the folder's flush */
  "write faxbell.db-wal 5 1",  /* the transaction */
  "write faxbell.db-wal 28 1", /* … */
  "sync faxbell.db-wal 5 1",   /* the commit's flush */
  "sync faxbell.db-wal 5 3",   /* … and SQLite's own second try */
};

/* Counting a document's pages writes, too, and would meet the fault in place of the delivery. */
static void
preload (FaultFixture *fixture)
{
  running_faxbell_setenv (fixture->faxbell, "FAXBELL_RENDER", "/nonexistent");
  running_faxbell_setenv (fixture->faxbell, "LD_PRELOAD", g_getenv ("FAULT_INJECT"));
}

static void
test_broken (FaultFixture *fixture, gconstpointer data)
{
  preload (fixture);
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "before", FAULT_LARGE), ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autofree char *message_id = g_strdup_printf ("fault-%u", i);
      g_autofree char *next_id = g_strdup_printf ("next-%u", i);

      g_test_message ("%s", plans[i]);
      fault_plan (fixture, plans[i]);
      g_assert_cmpuint (fault_post (fixture, message_id, FAULT_LARGE), ==, 503);
      fault_check (fixture);
      fault_plan (fixture, NULL);
      g_assert_cmpuint (fault_post (fixture, next_id, FAULT_SMALL), ==, 200);
      g_assert_cmpuint (fault_count_files (fixture, "spool"), ==, 0);
    }
  fault_end (fixture);
}

/* The checkpoint comes after the answer: nothing that it meets may change what was promised. */
static void
test_broken_checkpoint (FaultFixture *fixture, gconstpointer data)
{
  preload (fixture);
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "before", FAULT_SMALL), ==, 200);
  fault_plan (fixture, "write faxbell.db/ 5 1000");
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("during-%u", i);
      g_assert_cmpuint (fault_post (fixture, message_id, FAULT_SMALL), ==, 200);
    }
  running_faxbell_end (fixture->faxbell);
  fault_plan (fixture, NULL);
  running_faxbell_start (fixture->faxbell, "--background");
  fault_end (fixture);
}

/* The search index is nobody's promise: whatever becomes of it, faxes are kept. */
static void
test_broken_index (FaultFixture *fixture, gconstpointer data)
{
  static const char *const index_plans[] = { "write search.db 5 100000",
                                             "write search.db 28 100000",
                                             "sync search.db 5 100000" };

  preload (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (index_plans); i++)
    {
      fault_plan (fixture, index_plans[i]);
      running_faxbell_start (fixture->faxbell, "--background");
      for (guint j = 0; j < 10; j++)
        {
          g_autofree char *message_id = g_strdup_printf ("index-%u-%u", i, j);
          g_assert_cmpuint (fault_post (fixture, message_id, FAULT_SMALL), ==, 200);
        }
      running_faxbell_end (fixture->faxbell);
    }
  fault_plan (fixture, NULL);
  running_faxbell_start (fixture->faxbell, "--background");
  fault_end (fixture);
}

/* The disk breaks for good while deliveries come at once, and heals. */
static gpointer
post_in_thread (gpointer data)
{
  FaultFixture *fixture = data;
  FaultFixture own = *fixture;
  static gint number;
  g_autofree char *message_id = g_strdup_printf ("crowd-%d", g_atomic_int_add (&number, 1));

  own.posted =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  own.acknowledged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fault_post (&own, message_id, FAULT_SMALL);
  g_hash_table_unref (own.acknowledged);
  return own.posted;
}

static void
test_broken_for_many (FaultFixture *fixture, gconstpointer data)
{
  GThread *threads[24];

  preload (fixture);
  running_faxbell_start (fixture->faxbell, "--background");
  fault_plan (fixture, "sync /faxes/ 5 2");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("sender", post_in_thread, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GHashTable) posted = g_thread_join (threads[i]);
      GHashTableIter iter;
      gpointer message_id;
      gpointer document;

      /* None is taken for acknowledged: then each is posted twice, which changes nothing. */
      g_hash_table_iter_init (&iter, posted);
      while (g_hash_table_iter_next (&iter, &message_id, &document))
        g_hash_table_replace (fixture->posted, g_strdup (message_id), g_bytes_ref (document));
    }
  fault_plan (fixture, NULL);
  fault_end (fixture);
}

/* Another fax, while a large one waits for the disk in write(2). */
static void
post_meanwhile (FaultFixture *fixture)
{
  while (fault_count_files (fixture, "spool") == 0)
    g_usleep (1000);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("meanwhile-%u", i);
      g_assert_cmpuint (fault_post (fixture, message_id, FAULT_SMALL), ==, 200);
    }
  fault_plan (fixture, NULL);
}

static void
test_slow (FaultFixture *fixture, gconstpointer data)
{
  preload (fixture);
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (fault_post (fixture, "before", FAULT_SMALL), ==, 200);
  fault_plan (fixture, "write /spool/ 0 1");
  g_assert_cmpuint (
    fault_post_around (fixture, "large", FAULT_LARGE, FAULT_LARGE / 2, post_meanwhile), ==, 200);
  fault_check (fixture);
  fault_end (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  FAULT_TEST ("/disk/broken", test_broken);
  FAULT_TEST ("/disk/broken-checkpoint", test_broken_checkpoint);
  FAULT_TEST ("/disk/broken-index", test_broken_index);
  FAULT_TEST ("/disk/broken-for-many", test_broken_for_many);
  FAULT_TEST ("/disk/slow", test_slow);
  return g_test_run ();
}
