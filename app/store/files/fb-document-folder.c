/* fb-document-folder.c
 *
 * The data folder and the documents in it: one process at a time, no symbolic link followed, every
 * folder that is changed flushed before anybody relies on it.
 *
 *   faxes/2026/11/    documents
 *   spool/            what is being received; emptied when the folder is opened
 *   unreadable/       deliveries that could not be understood, byte for byte
 *
 * A document gets its place before the database knows of it. A crash between the two leaves a file
 * that nobody asked for; the sender, who heard no 200, comes again with the same document, which
 * gets the same name and takes the stray file's place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-folder.h"

#include "fb-document.h"
#include "fb-crash-point.h"
#include "fb-document-name-private.h"
#include "fb-sha256.h"
#include "fb-store-error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define OPEN_FOLDER (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#define READ_SIZE   (64 * 1024)

/* A folder that was made may be in memory only: by a process that was killed before it could flush
 * it, or by us when the flush failed. So a place counts as safe only when we have flushed all
 * folders on the way to it ourselves. */
struct _FbDocumentFolder
{
  int root_fd;
  int spool_fd;
  GHashTable *safe_places;
};

/* By path where documents are placed in it; a folder in which only another one was made has none.
 */
typedef struct
{
  char *path;
  int fd;
} Folder;

struct _FbFolders
{
  GArray *folders;
};

/* Folders that wait for their flush */

static void
folder_clear (gpointer data)
{
  Folder *folder = data;

  g_free (folder->path);
  close (folder->fd);
}

/**
 * fb_folders_new:
 *
 * Returns: (transfer full): no folders yet
 */
FbFolders *
fb_folders_new (void)
{
  FbFolders *self = g_new0 (FbFolders, 1);

  self->folders = g_array_new (FALSE, FALSE, sizeof (Folder));
  g_array_set_clear_func (self->folders, folder_clear);
  return self;
}

/**
 * fb_folders_free:
 * @folders: (nullable): folders
 *
 * Frees them. What was not flushed isn't.
 */
void
fb_folders_free (FbFolders *self)
{
  g_array_unref (self->folders);
  g_free (self);
}

/* Takes the descriptor. */
static void
add_folder (FbFolders *self, const char *path, int fd)
{
  Folder folder = { g_strdup (path), fd };

  g_array_append_val (self->folders, folder);
}

static int
find_folder (FbFolders *self, const char *path)
{
  for (guint i = 0; i < self->folders->len; i++)
    if (g_strcmp0 (g_array_index (self->folders, Folder, i).path, path) == 0)
      return g_array_index (self->folders, Folder, i).fd;
  return -1;
}

static gboolean
add_parent (FbFolders *self, int fd, GError **error)
{
  int own_fd = fcntl (fd, F_DUPFD_CLOEXEC, 3);

  if (own_fd < 0)
    return fb_store_fail (errno, "remember a folder", error);
  add_folder (self, NULL, own_fd);
  return TRUE;
}

static gboolean
sync_folders (FbFolders *self, GError **error)
{
  for (guint i = 0; i < self->folders->len; i++)
    if (fsync (g_array_index (self->folders, Folder, i).fd) != 0)
      return fb_store_fail (errno, "flush a folder", error);
  return TRUE;
}

/* Opening */

/* A folder that is made is a change of the one that it is in. */
static int
open_folder (int parent_fd, const char *name, gboolean is_safe, FbFolders *changed, GError **error)
{
  gboolean is_made = mkdirat (parent_fd, name, 0700) == 0;

  if (!is_made && errno != EEXIST)
    {
      fb_store_fail (errno, "make a folder", error);
      return -1;
    }
  if (is_made)
    FB_CRASH_POINT ("folder-made");
  if ((is_made || !is_safe) && !add_parent (changed, parent_fd, error))
    return -1;

  int fd = openat (parent_fd, name, OPEN_FOLDER);
  if (fd < 0 && (errno == ELOOP || errno == ENOTDIR))
    fb_store_fail_folder (name, error);
  else if (fd < 0)
    fb_store_fail (errno, "open a folder", error);
  return fd;
}

static int
open_folders (int root_fd,
              const char *relative_path,
              gboolean is_safe,
              FbFolders *changed,
              GError **error)
{
  g_auto (GStrv) names = g_strsplit (relative_path, "/", -1);
  int fd = root_fd;

  for (guint i = 0; names[i] != NULL; i++)
    {
      int next_fd = open_folder (fd, names[i], is_safe, changed, error);
      if (fd != root_fd)
        close (fd);
      if (next_fd < 0)
        return -1;
      fd = next_fd;
    }
  return fd;
}

/* What is left in the spool was never acknowledged: its sender will come again. */
static gboolean
sweep (int spool_fd, GError **error)
{
  int fd = openat (spool_fd, ".", OPEN_FOLDER);
  DIR *folder = fd >= 0 ? fdopendir (fd) : NULL;
  struct dirent *entry;

  if (folder == NULL)
    {
      fb_store_fail (errno, "look into the spool", error);
      if (fd >= 0)
        close (fd);
      return FALSE;
    }
  while ((entry = readdir (folder)) != NULL)
    if (!g_str_equal (entry->d_name, ".") && !g_str_equal (entry->d_name, ".."))
      unlinkat (spool_fd, entry->d_name, 0);
  closedir (folder);
  return TRUE;
}

static gboolean
make_subfolders (FbDocumentFolder *self, GError **error)
{
  static const char *const names[] = { "faxes", "unreadable", "spool" };
  g_autoptr (FbFolders) changed = fb_folders_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (self->spool_fd >= 0)
        close (self->spool_fd);
      self->spool_fd = open_folder (self->root_fd, names[i], FALSE, changed, error);
      if (self->spool_fd < 0)
        return FALSE;
    }
  return sync_folders (changed, error);
}

static gboolean
sync_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean is_synced = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return is_synced;
}

/* Of one that somebody else has made nobody knows; higher up it may not be ours to flush. */
static void
sync_parents (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (!g_str_equal (parent, path) && sync_folder (parent))
    sync_parents (parent);
}

/* Every folder that is made on the way is there after a power cut, too. */
static gboolean
make_with_parents (const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (mkdir (path, 0700) == 0)
    return sync_folder (parent);
  if (errno == EEXIST)
    {
      sync_parents (path);
      return TRUE;
    }
  if (errno != ENOENT || g_str_equal (parent, path))
    return FALSE;
  return make_with_parents (parent) && mkdir (path, 0700) == 0 && sync_folder (parent);
}

static gboolean
lock (FbDocumentFolder *self, GError **error)
{
  if (flock (self->root_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  if (errno != EWOULDBLOCK)
    return fb_store_fail (errno, "lock the data folder", error);
  g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_IN_USE,
               "Another Faxbell keeps its faxes in this folder");
  return FALSE;
}

/**
 * fb_document_folder_open:
 * @path: the data folder, made where there is none
 * @error: (optional): return location for an error
 *
 * Locks the folder for this process (`FB_STORE_ERROR_IN_USE` if another has it) and sweeps the
 * spool.
 *
 * Returns: (transfer full) (nullable): the folder
 */
FbDocumentFolder *
fb_document_folder_open (const char *path, GError **error)
{
  g_autoptr (FbDocumentFolder) self = g_new0 (FbDocumentFolder, 1);

  self->root_fd = self->spool_fd = -1;
  self->safe_places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!make_with_parents (path))
    {
      fb_store_fail (errno, "make the data folder", error);
      return NULL;
    }
  self->root_fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (self->root_fd < 0)
    {
      fb_store_fail (errno, "open the data folder", error);
      return NULL;
    }
  /* It may have been made with wider permissions; what is in it is private. */
  if (fchmod (self->root_fd, 0700) != 0)
    {
      fb_store_fail (errno, "close the data folder to others", error);
      return NULL;
    }
  if (!lock (self, error) || !make_subfolders (self, error) || !sweep (self->spool_fd, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_document_folder_free:
 * @folder: (nullable): a data folder
 *
 * Frees it, and gives up the lock on it.
 */
void
fb_document_folder_free (FbDocumentFolder *self)
{
  if (self == NULL)
    return;
  if (self->spool_fd >= 0)
    close (self->spool_fd);
  if (self->root_fd >= 0)
    close (self->root_fd);
  g_hash_table_unref (self->safe_places);
  g_free (self);
}

/**
 * fb_document_folder_get_spool:
 * @folder: the data folder
 *
 * Returns: a descriptor of its spool, which stays @folder's
 */
int
fb_document_folder_get_spool (FbDocumentFolder *self)
{
  g_return_val_if_fail (self != NULL, -1);

  return self->spool_fd;
}

/**
 * fb_document_folder_get_free_space:
 * @folder: the data folder
 * @bytes: (out): what is free on its disk
 * @error: (optional): return location for an error
 *
 * Returns: whether the disk could be asked
 */
gboolean
fb_document_folder_get_free_space (FbDocumentFolder *self, guint64 *bytes, GError **error)
{
  struct statvfs status;

  g_return_val_if_fail (self != NULL, FALSE);

  if (fstatvfs (self->root_fd, &status) != 0)
    return fb_store_fail (errno, "look at the disk", error);
  *bytes = (guint64) status.f_bavail * status.f_frsize;
  return TRUE;
}

/**
 * fb_document_folder_check_space:
 * @folder: the data folder
 * @bytes: what is to be written
 * @spare: what shall be free after that
 * @error: (optional): `FB_STORE_ERROR_NO_SPACE`
 *
 * Returns: whether there is room
 */
gboolean
fb_document_folder_check_space (FbDocumentFolder *self,
                                guint64 bytes,
                                guint64 spare,
                                GError **error)
{
  guint64 available;

  if (!fb_document_folder_get_free_space (self, &available, error))
    return FALSE;
  if (available >= spare && available - spare >= bytes)
    return TRUE;
  g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_NO_SPACE, "The disk is nearly full");
  return FALSE;
}

/* Placing */

/* A folder is opened once in a batch, and by its name again in the next: it may have been moved. */
static int
open_place (FbDocumentFolder *self, const char *path, FbFolders *changed, GError **error)
{
  int fd = find_folder (changed, path);

  if (fd >= 0)
    return fd;
  gboolean is_safe = g_hash_table_contains (self->safe_places, path);
  fd = open_folders (self->root_fd, path, is_safe, changed, error);
  if (fd >= 0)
    add_folder (changed, path, fd);
  return fd;
}

static char *
hash_file (int folder_fd, const char *name)
{
  g_autofree guint8 *buffer = g_malloc (READ_SIZE);
  g_autoptr (FbSha256) hash = fb_sha256_new ();
  gssize length;

  int fd = openat (folder_fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return NULL;
  while ((length = read (fd, buffer, READ_SIZE)) > 0)
    fb_sha256_update (hash, buffer, (gsize) length);
  close (fd);
  return length < 0 ? NULL : fb_sha256_dup_hex (hash);
}

/* A taken name is free for the same content: then it is our own stray file, or the delivery was
 * kept before. Another content gets a name that tells its own, which nothing else can have. */
static char *
rename_into (FbSpoolFile *file, int folder_fd, const char *stem, GError **error)
{
  const char *extension = fb_media_type_get_extension (fb_spool_file_get_media_type (file));
  const char *sha256 = fb_spool_file_get_sha256 (file);
  g_autofree char *name = g_strconcat (stem, extension, NULL);
  g_autoptr (GError) local_error = NULL;

  if (fb_spool_file_rename (file, folder_fd, name, RENAME_NOREPLACE, &local_error))
    return g_steal_pointer (&name);
  if (!g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_EXIST))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  g_autofree char *taken_by = hash_file (folder_fd, name);
  if (g_strcmp0 (taken_by, sha256) != 0)
    {
      g_free (name);
      name = g_strdup_printf ("%s %.16s%s", stem, sha256, extension);
    }
  if (!fb_spool_file_rename (file, folder_fd, name, 0, error))
    return NULL;
  return g_steal_pointer (&name);
}

/**
 * fb_document_folder_place:
 * @folder: the data folder
 * @file: a synced document
 * @event: the event that it came with
 * @message_id: names the fax, or the delivery that could not be understood
 * @received_at: when, microseconds since 1970 UTC
 * @is_unreadable: whether it is a delivery that could not be understood
 * @changed: gets the folders that must be flushed before the place is safe
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): its path, relative to the data folder
 */
char *
fb_document_folder_place (FbDocumentFolder *self,
                          FbSpoolFile *file,
                          const FbEvent *event,
                          const char *message_id,
                          gint64 received_at,
                          gboolean is_unreadable,
                          FbFolders *changed,
                          GError **error)
{
  g_autofree char *month = fb_document_dup_folder_name (event, received_at);
  g_autofree char *folder =
    is_unreadable ? g_strdup ("unreadable") : g_build_filename ("faxes", month, NULL);
  g_autofree char *stem = fb_document_dup_stem (event, message_id, received_at);

  int fd = open_place (self, folder, changed, error);
  if (fd < 0)
    return NULL;
  g_autofree char *name = rename_into (file, fd, stem, error);
  return name != NULL ? g_build_filename (folder, name, NULL) : NULL;
}

/**
 * fb_document_folder_sync:
 * @folder: the data folder
 * @changed: what placing has changed
 * @error: (optional): return location for an error
 *
 * Returns: whether all that was placed is in its place on the disk; it blocks until that is known
 */
gboolean
fb_document_folder_sync (FbDocumentFolder *self, FbFolders *changed, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!sync_folders (changed, error))
    return FALSE;
  for (guint i = 0; i < changed->folders->len; i++)
    {
      const char *path = g_array_index (changed->folders, Folder, i).path;
      if (path != NULL)
        g_hash_table_add (self->safe_places, g_strdup (path));
    }
  return TRUE;
}

/**
 * fb_document_folder_remove:
 * @folder: the data folder
 * @relative_path: where a file is that nothing refers to
 * @identity: which file that is: another one that has taken its place meanwhile stays
 */
void
fb_document_folder_remove (FbDocumentFolder *self,
                           const char *relative_path,
                           FbFileIdentity identity)
{
  struct stat status;

  if (fstatat (self->root_fd, relative_path, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
      status.st_dev != identity.device || status.st_ino != identity.inode)
    return;
  if (unlinkat (self->root_fd, relative_path, 0) != 0)
    g_message ("A file that is no longer needed could not be removed: %s", g_strerror (errno));
}
