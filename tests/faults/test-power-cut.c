/* The power is cut: at every moment at which a flush was about to change what is safe. The
 * application's changes to its folder are recorded under some posts, and played back onto a disk
 * that forgets (disk-model.c). Up to each flush, and in each of the worlds that the disk may be in
 * by then, a store is opened on what is left: everything that had been answered by 200 is there. */

#include "config.h"

#include "disk-model.h"
#include "folder.h"
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
check_world (Recording *recording,
             DiskModel *disk,
             DiskWorld world,
             GRand *random,
             GHashTable *acknowledged)
{
  g_autofree char *place = g_build_filename (recording->fixture->faxbell->home, "after", NULL);
  g_autofree char *folder = g_build_filename (place, "faxbell", NULL);
  GHashTableIter iter;
  const char *message_id;
  g_autoptr (GError) error = NULL;

  disk_model_build (disk, world, random, place);
  g_autoptr (FbStore) store = fb_store_new (folder);
  StoreFixture opened = { .folder = folder, .store = store };
  store_fixture_open (store, &error);
  g_assert_no_error (error);
  g_assert_null (fb_store_get_damaged_file (store));
  g_hash_table_iter_init (&iter, acknowledged);
  while (g_hash_table_iter_next (&iter, (gpointer *) &message_id, NULL))
    check_fax (recording, &opened, message_id);
  g_assert_cmpuint (store_fixture_count_files (&opened, "spool"), ==, 0);
  store_fixture_close (store);
  folder_remove (place);
}

static void
check_worlds (Recording *recording, DiskModel *disk, GRand *random, GHashTable *acknowledged)
{
  for (DiskWorld world = 0; world < DISK_N_WORLDS; world++)
    check_world (recording, disk, world, random, acknowledged);
}

static void
play_back (Recording *recording)
{
  g_autoptr (GMappedFile) log = g_mapped_file_new (recording->log, FALSE, NULL);
  g_autoptr (GHashTable) acknowledged =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  DiskModel *disk = disk_model_new ();
  guint n_flushes = 0;
  struct stat status;

  g_assert_no_errno (g_stat (recording->share, &status));
  disk_model_set_root (disk, status.st_ino);
  const char *at = g_mapped_file_get_contents (log);
  const char *end = at + g_mapped_file_get_length (log);
  while (at < end)
    {
      DiskLogRecord log_record;
      memcpy (&log_record, at, sizeof log_record);
      at += sizeof log_record;
      g_autofree char *name = g_strndup (at, log_record.name_length);
      at += log_record.name_length;
      g_autofree char *second_name = g_strndup (at, log_record.second_name_length);
      at += log_record.second_name_length;

      /* What is safe changes here and nowhere else: up to now is the worst moment. */
      if (log_record.kind == DISK_LOG_SYNC_END)
        {
          check_worlds (recording, disk, random, acknowledged);
          n_flushes++;
        }
      if (log_record.kind == DISK_LOG_ANSWER)
        g_hash_table_add (acknowledged, g_strdup (find_post (recording, log_record.inode)));
      disk_model_apply (disk, &log_record, name, second_name, (const guint8 *) at);
      at += log_record.data_length;
    }
  check_worlds (recording, disk, random, acknowledged);
  g_test_message ("%u flushes, %u faxes", n_flushes, g_hash_table_size (acknowledged));
  g_assert_cmpuint (g_hash_table_size (acknowledged), ==,
                    g_hash_table_size (recording->fixture->posted));
  g_assert_cmpuint (n_flushes, >, 10);
  disk_model_free (disk);
}

static void
test_power_cut (FaultFixture *fixture, gconstpointer data)
{
  void (*record_life) (Recording * recording) = (void (*) (Recording *)) data;
  Recording recording = { .fixture = fixture };

  recording.log = g_build_filename (fixture->faxbell->home, "disk-log", NULL);
  recording.share = g_path_get_dirname (fixture->folder);
  recording.posts = g_array_new (FALSE, FALSE, sizeof (Post));
  g_array_set_clear_func (recording.posts, post_clear);
  g_assert_no_errno (g_mkdir_with_parents (recording.share, 0700));
  running_faxbell_setenv (fixture->faxbell, "LD_PRELOAD", g_getenv ("FAULT_RECORD"));
  running_faxbell_setenv (fixture->faxbell, "DISK_LOG", recording.log);
  running_faxbell_setenv (fixture->faxbell, "DISK_LOG_FOLDER", recording.share);

  record_life (&recording);
  play_back (&recording);

  g_array_unref (recording.posts);
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
