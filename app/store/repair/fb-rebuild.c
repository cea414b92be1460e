/* fb-rebuild.c
 *
 * A new database in the place of one that is damaged or gone. It is made under another name of what
 * can be read of the old one, of the events in it, and of the documents; the old one is kept aside,
 * with its write-ahead log, for whoever can do more with it. No document is touched.
 *
 *   faxbell.db.rebuilding      while it is made; thrown away if that breaks off
 *   faxbell.db.damaged-TIME    the old one, from then on a second name of it; and -wal
 *   faxbell.db.rebuilt         the new one, whole: from then on it counts
 *   faxbell.db                 the new one, when the old log is out of its way
 *
 * A power cut at any point leaves either the old one to be rebuilt again, or the new one to be put
 * in its place by fb_rebuild_finish().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-rebuild.h"

#include "fb-contact-replay.h"
#include "fb-crash-point.h"
#include "fb-desk-replay.h"
#include "fb-event-replay.h"
#include "fb-fetch-replay.h"
#include "fb-salvage.h"
#include "fb-store-error.h"
#include "fb-stray-documents.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define REBUILDING_NAME "faxbell.db.rebuilding"
#define REBUILT_NAME    "faxbell.db.rebuilt"

static int
open_folder (const char *folder, GError **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    fb_store_fail (errno, "open the data folder", error);
  return fd;
}

static gboolean
exists (int folder_fd, const char *name)
{
  return faccessat (folder_fd, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static gboolean
sync_folder (int folder_fd, GError **error)
{
  return fsync (folder_fd) == 0 || fb_store_fail (errno, "flush the data folder", error);
}

static gboolean
remove_file (int folder_fd, const char *name, GError **error)
{
  return unlinkat (folder_fd, name, 0) == 0 || errno == ENOENT ||
         fb_store_fail (errno, "remove a file of the database", error);
}

/* A log would be taken for that of the database beside it. */
static gboolean
remove_logs (int folder_fd, const char *name, GError **error)
{
  g_autofree char *log = g_strconcat (name, "-wal", NULL);
  g_autofree char *index = g_strconcat (name, "-shm", NULL);

  return remove_file (folder_fd, log, error) && remove_file (folder_fd, index, error);
}

/* Making */

/* What was done with the faxes that only their documents tell of is done again after these. */
static gboolean
record_stray_documents (FbDatabase *database, const char *folder, GError **error)
{
  g_autoptr (FbDeskReplay) replay = fb_desk_replay_new (database, folder, error);
  g_autoptr (GArray) event_ids = replay != NULL ? fb_desk_replay_list (replay, error) : NULL;

  if (event_ids == NULL || !fb_stray_documents_record (database, folder, error))
    return FALSE;
  for (guint i = 0; i < event_ids->len; i++)
    if (!fb_desk_replay_run (replay, g_array_index (event_ids, gint64, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
fill (FbDatabase *database, const char *folder, FbEventReadFunc read_event, GError **error)
{
  if (!fb_salvage (folder, database, REBUILDING_NAME, error) ||
      !fb_database_run (database, "BEGIN IMMEDIATE", error))
    return FALSE;
  if ((read_event == NULL || fb_event_replay (database, folder, read_event, error)) &&
      fb_fetch_replay (database, folder, error) && fb_contact_replay (database, error) &&
      record_stray_documents (database, folder, error) &&
      fb_database_run (database, "COMMIT", error))
    return TRUE;
  if (!sqlite3_get_autocommit (database))
    fb_database_run (database, "ROLLBACK", NULL);
  return FALSE;
}

/* Everything into the file itself, which will go without its log. */
static gboolean
empty_log (FbDatabase *database, GError **error)
{
  int result = sqlite3_wal_checkpoint_v2 (database, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);

  return result == SQLITE_OK || fb_database_fail (database, result, error);
}

static gboolean
make (int folder_fd, const char *folder, FbEventReadFunc read_event, GError **error)
{
  if (!remove_file (folder_fd, REBUILDING_NAME, error) ||
      !remove_logs (folder_fd, REBUILDING_NAME, error))
    return FALSE;
  FbDatabase *database = fb_database_open_file_for_writing (folder, REBUILDING_NAME, error);
  if (database == NULL)
    return FALSE;
  gboolean is_made = empty_log (database, error) && fill (database, folder, read_event, error) &&
                     empty_log (database, error);
  fb_database_close (database);
  FB_CRASH_POINT ("rebuild-made");
  return is_made && remove_logs (folder_fd, REBUILDING_NAME, error);
}

/* Keeping aside */

static gboolean
keep_file (int folder_fd, const char *name, const char *kept_name, GError **error)
{
  return linkat (folder_fd, name, folder_fd, kept_name, 0) == 0 || errno == ENOENT ||
         fb_store_fail (errno, "keep the damaged database", error);
}

static char *
keep_aside (int folder_fd, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *name = g_strconcat (FB_DATABASE_NAME ".damaged-", time, NULL);

  for (guint i = 2; exists (folder_fd, name); i++)
    {
      g_free (name);
      name = g_strdup_printf (FB_DATABASE_NAME ".damaged-%s-%u", time, i);
    }
  g_autofree char *log_name = g_strconcat (name, "-wal", NULL);
  FB_CRASH_POINT ("rebuild-named");
  if (!keep_file (folder_fd, FB_DATABASE_NAME, name, error) ||
      !keep_file (folder_fd, FB_DATABASE_NAME "-wal", log_name, error))
    return NULL;
  return g_steal_pointer (&name);
}

/* Putting in place */

static gboolean
move (int folder_fd, const char *from, const char *to, GError **error)
{
  return renameat (folder_fd, from, folder_fd, to) == 0 ||
         fb_store_fail (errno, "place the new database", error);
}

static gboolean
put_in_place (int folder_fd, GError **error)
{
  FB_CRASH_POINT ("rebuild-whole");
  if (!remove_logs (folder_fd, FB_DATABASE_NAME, error) || !sync_folder (folder_fd, error))
    return FALSE;
  FB_CRASH_POINT ("rebuild-logs-removed");
  if (!move (folder_fd, REBUILT_NAME, FB_DATABASE_NAME, error))
    return FALSE;
  FB_CRASH_POINT ("rebuild-in-place");
  return sync_folder (folder_fd, error);
}

/**
 * fb_rebuild_is_needed:
 * @folder: the data folder
 *
 * Returns: whether there are documents and no database, or an empty file; whether one that is there
 *   is damaged, only reading it tells
 */
gboolean
fb_rebuild_is_needed (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, FB_DATABASE_NAME, NULL);
  struct stat status;

  gboolean has_database = stat (path, &status) == 0 && status.st_size > 0;
  return !has_database && fb_stray_documents_exist (folder);
}

/**
 * fb_rebuild:
 * @folder: the data folder, in which nobody writes
 * @read_event: (nullable): understands events whose faxes were lost
 * @kept_aside: (out): the path of what was in the database's place
 * @error: (optional): return location for an error; then everything is as it was
 *
 * Returns: whether there is a new database with all that could be saved
 */
gboolean
fb_rebuild (const char *folder, FbEventReadFunc read_event, char **kept_aside, GError **error)
{
  int folder_fd = open_folder (folder, error);
  if (folder_fd < 0)
    return FALSE;

  g_autofree char *kept = NULL;
  gboolean is_rebuilt =
    make (folder_fd, folder, read_event, error) && (kept = keep_aside (folder_fd, error)) != NULL &&
    sync_folder (folder_fd, error) && move (folder_fd, REBUILDING_NAME, REBUILT_NAME, error) &&
    sync_folder (folder_fd, error) && put_in_place (folder_fd, error);
  close (folder_fd);
  if (is_rebuilt)
    *kept_aside = g_build_filename (folder, kept, NULL);
  return is_rebuilt;
}

/**
 * fb_rebuild_finish:
 * @folder: the data folder
 * @error: (optional): return location for an error
 *
 * Puts a new database in its place that a power cut kept from it.
 *
 * Returns: whether there is none left that waits
 */
gboolean
fb_rebuild_finish (const char *folder, GError **error)
{
  int folder_fd = open_folder (folder, error);
  if (folder_fd < 0)
    return FALSE;

  gboolean is_finished = !exists (folder_fd, REBUILT_NAME) || put_in_place (folder_fd, error);
  close (folder_fd);
  return is_finished;
}
