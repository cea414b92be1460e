/* disk-playback.c
 *
 * What record.c has written down, played back onto a disk that forgets: up to each flush, and in
 * each of the worlds that the disk may be in by then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "disk-playback.h"

#include "disk-model.h"
#include "folder.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  DiskModel *disk;
  GRand *random;
  GArray *answers;
  const char *place;
  DiskPlaybackFunc check;
  gpointer user_data;
  guint n_flushes;
} Playback;

static void
check_worlds (Playback *self)
{
  for (DiskWorld world = 0; world < DISK_N_WORLDS; world++)
    {
      disk_model_build (self->disk, world, self->random, self->place);
      self->check (self->place, self->answers, self->user_data);
      folder_remove (self->place);
    }
}

/* One record; returns where the next one begins. */
static const char *
play_record (Playback *self, const char *at)
{
  DiskLogRecord record;

  memcpy (&record, at, sizeof record);
  at += sizeof record;
  g_autofree char *name = g_strndup (at, record.name_length);
  at += record.name_length;
  g_autofree char *second_name = g_strndup (at, record.second_name_length);
  at += record.second_name_length;

  /* What is safe changes here and nowhere else: up to now is the worst moment. */
  if (record.kind == DISK_LOG_SYNC_END)
    {
      check_worlds (self);
      self->n_flushes++;
    }
  if (record.kind == DISK_LOG_ANSWER)
    g_array_append_val (self->answers, record.inode);
  disk_model_apply (self->disk, &record, name, second_name, (const guint8 *) at);
  return at + record.data_length;
}

/**
 * disk_playback:
 * @log: what record.c has written
 * @root: the folder that it was about
 * @place: where to build what a power cut has left
 * @check: looks at it
 * @user_data: for @check
 *
 * Returns: how many flushes there were
 */
guint
disk_playback (const char *log,
               const char *root,
               const char *place,
               DiskPlaybackFunc check,
               gpointer user_data)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (log, FALSE, NULL);
  g_autoptr (GArray) answers = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  Playback self = { disk_model_new (), random, answers, place, check, user_data, 0 };
  struct stat status;

  g_assert_nonnull (mapped);
  g_assert_no_errno (g_stat (root, &status));
  disk_model_set_root (self.disk, status.st_ino);
  const char *at = g_mapped_file_get_contents (mapped);
  const char *end = at + g_mapped_file_get_length (mapped);
  while (at < end)
    at = play_record (&self, at);
  check_worlds (&self);
  disk_model_free (self.disk);
  return self.n_flushes;
}
