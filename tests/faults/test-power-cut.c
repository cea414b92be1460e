/* The power is cut: at every moment at which a flush was about to change what is safe. The
 * application's changes to its folder are recorded under some posts, and played back onto a disk
 * that forgets (disk-playback.c). Up to each flush, and in each of the worlds that the disk may be
 * in by then, a store is opened on what is left: everything that had been answered by 200 is there.
 */

#include "config.h"

#include "disk-playback.h"
#include "fault-fixture.h"
#include "store-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_AT_ONCE 8

typedef struct
{
  char *message_id;
  guint16 port;
} Post;

typedef struct
{
  FaultFixture *fixture;
  char *log;
  char *share;
  GArray *posts;
  GHashTable *acknowledged; /* the message ids of those that were answered */
} Recording;

static void
post_clear (gpointer data)
{
  g_free (((Post *) data)->message_id);
}

/* Recording */

static void
post (Recording *recording, const char *message_id, gsize size)
{
  FaultFixture *fixture = recording->fixture;

  g_assert_cmpuint (fault_post (fixture, message_id, size), ==, 200);
  Post done = { g_strdup (message_id), fixture->last_port };
  g_array_append_val (recording->posts, done);
}

typedef struct
{
  FaultFixture fixture;
  char *message_id;
  gsize size;
} Sender;

static gpointer
sender_main (gpointer data)
{
  Sender *sender = data;

  g_assert_cmpuint (fault_post (&sender->fixture, sender->message_id, sender->size), ==, 200);
  return NULL;
}

static void
post_at_once (Recording *recording)
{
  GThread *threads[N_AT_ONCE];
  Sender senders[N_AT_ONCE];

  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      senders[i] = (Sender){ *recording->fixture, g_strdup_printf ("at-once-%u", i),
                             i % 3 == 0 ? FAULT_LARGE : FAULT_SMALL };
      senders[i].fixture.posted =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
      senders[i].fixture.acknowledged =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      threads[i] = g_thread_new ("sender", sender_main, &senders[i]);
    }
  for (guint i = 0; i < N_AT_ONCE; i++)
    {
      GHashTable *posted = recording->fixture->posted;
      g_thread_join (threads[i]);
      g_hash_table_replace (
        posted, g_strdup (senders[i].message_id),
        g_bytes_ref (g_hash_table_lookup (senders[i].fixture.posted, senders[i].message_id)));
      Post done = { senders[i].message_id, senders[i].fixture.last_port };
      g_array_append_val (recording->posts, done);
      g_hash_table_unref (senders[i].fixture.posted);
      g_hash_table_unref (senders[i].fixture.acknowledged);
    }
}

/* From no folder at all, over an end that empties the log of the database, to a second life. */
static void
record (Recording *recording)
{
  RunningFaxbell *faxbell = recording->fixture->faxbell;

  running_faxbell_start (faxbell, "--background");
  post (recording, "small", FAULT_SMALL);
  post (recording, "large", FAULT_LARGE);
  post (recording, "small", FAULT_SMALL);
  post_at_once (recording);
  running_faxbell_end (faxbell);
  running_faxbell_start (faxbell, "--background");
  post (recording, "later", FAULT_SMALL);
  post (recording, "large", FAULT_LARGE);
  running_faxbell_kill (faxbell);
}

#ifdef FB_CRASH_POINTS
/* Killed when it had made the folder of this month and not flushed it yet: to the next life it
 * looks like any other. The first five are faxes, unreadable, spool, the year, the month. */
static void
record_after_kill (Recording *recording)
{
  RunningFaxbell *faxbell = recording->fixture->faxbell;

  running_faxbell_setenv (faxbell, "FAXBELL_CRASH_POINT", "folder-made:5");
  running_faxbell_start (faxbell, "--background");
  g_assert_cmpuint (fault_post (recording->fixture, "first", FAULT_SMALL), ==, 0);
  g_subprocess_wait (faxbell->process, NULL, NULL);
  g_clear_object (&faxbell->process);
  running_faxbell_setenv (faxbell, "FAXBELL_CRASH_POINT", NULL);
  running_faxbell_start (faxbell, "--background");
  post (recording, "first", FAULT_SMALL);
  running_faxbell_kill (faxbell);
}
#endif

/* Playing back */

static const char *
find_post (Recording *recording, guint64 port)
{
  for (guint i = 0; i < recording->posts->len; i++)
    {
      const Post *done = &g_array_index (recording->posts, Post, i);
      if (done->port == port)
        return done->message_id;
    }
  g_error ("Somebody else was answered");
}

static void
check_fax (Recording *recording, StoreFixture *store, const char *message_id)
{
  g_autoptr (FbFax) fax = store_fixture_find (store, message_id);
  GBytes *sent = g_hash_table_lookup (recording->fixture->posted, message_id);
  g_autofree char *kept = NULL;
  gsize length;

  if (fax == NULL)
    g_error ("%s is lost", message_id);
  g_assert_cmpuint (fb_fax_get_documents (fax)->len, ==, 1);
  if (!g_file_get_contents (fb_fax_get_document (fax)->path, &kept, &length, NULL))
    g_error ("The document of %s is lost", message_id);
  g_assert_cmpmem (kept, length, g_bytes_get_data (sent, NULL), g_bytes_get_size (sent));
}

static void
check_place (const char *place, GArray *answers, gpointer data)
{
  Recording *recording = data;
  g_autofree char *folder = g_build_filename (place, "faxbell", NULL);
  g_autoptr (FbStore) store = fb_store_new (folder);
  StoreFixture opened = { .folder = folder, .store = store };
  g_autoptr (GError) error = NULL;

  store_fixture_open (store, &error);
  g_assert_no_error (error);
  g_assert_null (fb_store_get_damaged_file (store));
  for (guint i = 0; i < answers->len; i++)
    {
      const char *message_id = find_post (recording, g_array_index (answers, guint64, i));
      g_hash_table_add (recording->acknowledged, g_strdup (message_id));
      check_fax (recording, &opened, message_id);
    }
  g_assert_cmpuint (store_fixture_count_files (&opened, "spool"), ==, 0);
  store_fixture_close (store);
}

static void
play_back (Recording *recording)
{
  g_autofree char *place = g_build_filename (recording->fixture->faxbell->home, "after", NULL);
  const guint n_flushes =
    disk_playback (recording->log, recording->share, place, check_place, recording);

  g_test_message ("%u flushes, %u faxes", n_flushes, g_hash_table_size (recording->acknowledged));
  g_assert_cmpuint (g_hash_table_size (recording->acknowledged), ==,
                    g_hash_table_size (recording->fixture->posted));
  g_assert_cmpuint (n_flushes, >, 10);
}

static void
test_power_cut (FaultFixture *fixture, gconstpointer data)
{
  void (*record_life) (Recording * recording) = (void (*) (Recording *)) data;
  Recording recording = { .fixture = fixture };

  recording.log = g_build_filename (fixture->faxbell->home, "disk-log", NULL);
  recording.share = g_path_get_dirname (fixture->folder);
  recording.posts = g_array_new (FALSE, FALSE, sizeof (Post));
  recording.acknowledged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_array_set_clear_func (recording.posts, post_clear);
  g_assert_no_errno (g_mkdir_with_parents (recording.share, 0700));
  running_faxbell_setenv (fixture->faxbell, "LD_PRELOAD", g_getenv ("FAULT_RECORD"));
  running_faxbell_setenv (fixture->faxbell, "DISK_LOG", recording.log);
  running_faxbell_setenv (fixture->faxbell, "DISK_LOG_FOLDER", recording.share);

  record_life (&recording);
  play_back (&recording);

  g_array_unref (recording.posts);
  g_hash_table_unref (recording.acknowledged);
  g_free (recording.log);
  g_free (recording.share);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/power-cut/two-lives", FaultFixture, (gconstpointer) record, fault_fixture_set_up,
              test_power_cut, fault_fixture_tear_down);
#ifdef FB_CRASH_POINTS
  g_test_add ("/power-cut/after-kill", FaultFixture, (gconstpointer) record_after_kill,
              fault_fixture_set_up, test_power_cut, fault_fixture_tear_down);
#endif
  return g_test_run ();
}
