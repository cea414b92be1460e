/* fb-spool-file.c
 *
 * A document on its way in. Blocks of it are hashed and written as they fill; what fits into one
 * block reaches the disk only when it is settled, on a writer's thread, so that the receiver's
 * thread does not wait for the file system for an ordinary fax, and a body that turns out not to be
 * needed never touches the disk at all.
 *
 * Keeping it settles it (everything is in the kernel's hands and on its way), syncs it
 * (everything is on the disk) and renames it (it has its place). An error at any of these is final:
 * after a failed flush the kernel may drop the pages and call the next flush a success.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-spool-file.h"

#include "fb-document.h"
#include "fb-crash-point.h"
#include "fb-sha256.h"
#include "fb-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct _FbSpoolFile
{
  int folder_fd;
  int fd;
  char *name;

  guint8 *block;
  gsize block_used;

  guint64 size;
  guint8 start[FB_MEDIA_TYPE_PROBE];
  gsize start_length;

  FbSha256 *hash;
  char *sha256;
  gboolean is_broken;
};

/**
 * fb_spool_file_new:
 * @folder_fd: the spool folder; it must stay open as long as the file is not placed
 *
 * Returns: (transfer full): an empty document
 */
FbSpoolFile *
fb_spool_file_new (int folder_fd)
{
  FbSpoolFile *self = g_new0 (FbSpoolFile, 1);

  self->folder_fd = folder_fd;
  self->fd = -1;
  self->hash = fb_sha256_new ();
  return self;
}

/**
 * fb_spool_file_free:
 * @file: (nullable): a spool file
 *
 * Frees it. If it wasn't given a place, its file is removed.
 */
void
fb_spool_file_free (FbSpoolFile *self)
{
  if (self == NULL)
    return;
  if (self->name != NULL)
    unlinkat (self->folder_fd, self->name, 0);
  if (self->fd >= 0)
    close (self->fd);
  fb_sha256_free (self->hash);
  g_free (self->name);
  g_free (self->block);
  g_free (self->sha256);
  g_free (self);
}

static void
free_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_set_task_data (task, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * fb_spool_file_throw_away:
 * @file: (transfer full): a spool file
 *
 * As fb_spool_file_free(), for who must not wait for the disk. If the spool folder is closed before
 * it is done, the file is left for the next sweep. Any thread may call it.
 */
void
fb_spool_file_throw_away (FbSpoolFile *self)
{
  g_return_if_fail (self != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, fb_spool_file_throw_away);
  g_task_set_task_data (task, self, (GDestroyNotify) fb_spool_file_free);
  g_task_run_in_thread (task, free_in_thread);
}

static gboolean
fail (FbSpoolFile *self, const char *what, GError **error)
{
  int saved_errno = errno;

  self->is_broken = TRUE;
  return fb_store_fail (saved_errno, what, error);
}

/* Names need only be unique: the folder is swept at start and nobody guesses them. */
static gboolean
create_file (FbSpoolFile *self, GError **error)
{
  static gint counter;
  g_autofree char *name =
    g_strdup_printf ("%" G_GINT64_FORMAT "-%d", g_get_real_time (), g_atomic_int_add (&counter, 1));

  self->fd =
    openat (self->folder_fd, name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return fail (self, "create a spool file", error);
  self->name = g_steal_pointer (&name);
  FB_CRASH_POINT ("spool-file-created");
  return TRUE;
}

static gboolean
write_all (FbSpoolFile *self, const guint8 *data, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize written = write (self->fd, data, length);
      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return fail (self, "write a spool file", error);
      data += written;
      length -= (gsize) written;
    }
  return TRUE;
}

/* Hash and write out what the block holds. */
static gboolean
write_block (FbSpoolFile *self, GError **error)
{
  if (self->fd < 0 && !create_file (self, error))
    return FALSE;
  fb_sha256_update (self->hash, self->block, self->block_used);
  if (!write_all (self, self->block, self->block_used, error))
    return FALSE;
  self->block_used = 0;
  FB_CRASH_POINT ("block-written");
  return TRUE;
}

static void
remember_start (FbSpoolFile *self, const guint8 *data, gsize length)
{
  gsize taken = MIN (length, sizeof self->start - self->start_length);

  memcpy (self->start + self->start_length, data, taken);
  self->start_length += taken;
}

/**
 * fb_spool_file_write:
 * @file: a document that is being received
 * @data: (array length=length): what came
 * @length: how much
 * @error: (optional): return location for an error
 *
 * Returns: whether it was taken; after a failure the document can only be freed
 */
gboolean
fb_spool_file_write (FbSpoolFile *self, const void *data, gsize length, GError **error)
{
  const guint8 *bytes = data;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (!self->is_broken && self->sha256 == NULL, FALSE);

  remember_start (self, bytes, length);
  self->size += length;
  while (length > 0)
    {
      if (self->block_used == FB_SPOOL_BLOCK && !write_block (self, error))
        return FALSE;
      if (self->block == NULL)
        self->block = g_malloc (FB_SPOOL_BLOCK);
      gsize taken = MIN (length, FB_SPOOL_BLOCK - self->block_used);
      memcpy (self->block + self->block_used, bytes, taken);
      self->block_used += taken;
      bytes += taken;
      length -= taken;
    }
  return TRUE;
}

/**
 * fb_spool_file_get_size:
 * @file: a spool file
 *
 * Returns: its size so far, in bytes
 */
guint64
fb_spool_file_get_size (const FbSpoolFile *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->size;
}

/**
 * fb_spool_file_get_media_type:
 * @file: a document
 *
 * Returns: what it is, judged by what has come of it so far
 */
const char *
fb_spool_file_get_media_type (FbSpoolFile *self)
{
  g_return_val_if_fail (self != NULL, FB_MEDIA_TYPE_UNKNOWN);

  return fb_media_type_from_content (self->start, self->start_length);
}

/**
 * fb_spool_file_settle:
 * @file: a document that has come whole
 * @error: (optional): return location for an error
 *
 * Hands everything to the kernel and lets it begin to write. When many files are settled before the
 * first of them is synced, their blocks are allocated in one transaction of the file system's
 * journal, and the first sync pays for all.
 *
 * Returns: whether it worked
 */
gboolean
fb_spool_file_settle (FbSpoolFile *self, GError **error)
{
  g_return_val_if_fail (self != NULL && !self->is_broken && self->sha256 == NULL, FALSE);

  if (!write_block (self, error))
    return FALSE;
  g_clear_pointer (&self->block, g_free);
  self->sha256 = fb_sha256_dup_hex (self->hash);

  /* Only a head start: sync reports the errors. */
  sync_file_range (self->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
  FB_CRASH_POINT ("settled");
  return TRUE;
}

/**
 * fb_spool_file_sync:
 * @file: a settled document
 * @error: (optional): return location for an error
 *
 * Returns: whether it is on the disk now; it blocks until that is known
 */
gboolean
fb_spool_file_sync (FbSpoolFile *self, GError **error)
{
  g_return_val_if_fail (self != NULL && !self->is_broken && self->sha256 != NULL, FALSE);

  if (fdatasync (self->fd) != 0)
    return fail (self, "flush a document", error);
  FB_CRASH_POINT ("synced");
  return TRUE;
}

/* Not every file system knows the flags of renameat2(2): OpenZFS before 2.2 and NFS don't. A link
 * replaces nothing either. */
static gboolean
move (FbSpoolFile *self, int folder_fd, const char *name, guint flags)
{
  if (renameat2 (self->folder_fd, self->name, folder_fd, name, flags) == 0)
    return TRUE;
  if (flags != RENAME_NOREPLACE || (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP))
    return FALSE;
  return linkat (self->folder_fd, self->name, folder_fd, name, 0) == 0 &&
         unlinkat (self->folder_fd, self->name, 0) == 0;
}

/**
 * fb_spool_file_rename:
 * @file: a synced document
 * @folder_fd: where it shall be
 * @name: how it shall be called there
 * @flags: of renameat2(2)
 * @error: (optional): return location for an error
 *
 * Gives the document its place; after that it stays when @file is freed. A place that is taken
 * (%RENAME_NOREPLACE) is `G_FILE_ERROR_EXIST`, and another one may be tried.
 *
 * Returns: whether it is there
 */
gboolean
fb_spool_file_rename (FbSpoolFile *self,
                      int folder_fd,
                      const char *name,
                      guint flags,
                      GError **error)
{
  g_return_val_if_fail (self != NULL && self->name != NULL, FALSE);

  if (!move (self, folder_fd, name, flags))
    {
      if (errno != EEXIST)
        return fail (self, "place a document", error);
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "The place is taken");
      return FALSE;
    }
  g_clear_pointer (&self->name, g_free);
  FB_CRASH_POINT ("renamed");
  return TRUE;
}

/**
 * fb_spool_file_get_sha256:
 * @file: a settled document
 *
 * Returns: (nullable): of its content, lower-case hexadecimal
 */
const char *
fb_spool_file_get_sha256 (const FbSpoolFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->sha256;
}

/**
 * fb_spool_file_get_identity:
 * @file: a settled document
 *
 * Returns: which file it is
 */
FbFileIdentity
fb_spool_file_get_identity (const FbSpoolFile *self)
{
  struct stat status = { 0 };

  g_return_val_if_fail (self != NULL && self->fd >= 0, (FbFileIdentity){ 0 });

  fstat (self->fd, &status);
  return (FbFileIdentity){ status.st_dev, status.st_ino };
}
