/* fb-document-file.c
 *
 * Files as the helper is given them: open, as it can't open any. A thread opens them, for a disk or
 * a network may take its time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-file-private.h"

#include "fb-render-error-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *path;
  FbDocumentFileMode mode;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  g_free (opening);
}

typedef struct
{
  int fd;
  char *created; /* nullable: its path, if it is new */
} OpenFile;

/* Of one that nobody waits for any more, nothing is left. */
static void
open_file_throw_away (gpointer data)
{
  OpenFile *file = data;

  close (file->fd);
  if (file->created != NULL)
    g_unlink (file->created);
  g_free (file->created);
  g_free (file);
}

/* A path that is a named pipe must not keep the thread waiting, hence O_NONBLOCK. */
static int
open_file (const Opening *opening)
{
  if (opening->mode == FB_DOCUMENT_FILE_READ)
    return open (opening->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (opening->mode == FB_DOCUMENT_FILE_READ_AGAIN)
    return open (opening->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  return open (opening->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static gboolean
is_regular (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0 && S_ISREG (status.st_mode);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Opening *opening = task_data;
  const int fd = open_file (opening);
  const int problem = errno;

  if (fd < 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, (int) g_io_error_from_errno (problem), "%s",
                               g_strerror (problem));
      return;
    }
  if (!is_regular (fd))
    {
      close (fd);
      g_task_return_error (task, fb_render_error_new (FB_RENDER_ERROR_NOT_A_DOCUMENT));
      return;
    }
  OpenFile *file = g_new0 (OpenFile, 1);
  file->fd = fd;
  if (opening->mode == FB_DOCUMENT_FILE_CREATE)
    file->created = g_strdup (opening->path);
  g_task_return_pointer (task, file, open_file_throw_away);
}

/**
 * fb_document_file_open_async:
 * @path: a file's
 * @mode: to read it, following no link at its end or doing so, or to write it anew, for nobody else
 *   to read
 * @cancellable: (nullable): gives up, without waiting for the disk
 * @callback: called when it is open
 * @user_data: for @callback
 */
void
fb_document_file_open_async (const char *path,
                             FbDocumentFileMode mode,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (path != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new (Opening, 1);

  opening->path = g_strdup (path);
  opening->mode = mode;
  g_task_set_source_tag (task, fb_document_file_open_async);
  g_task_set_task_data (task, opening, opening_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * fb_document_file_open_again_async:
 * @fd: of a file; to remain open until @callback was called
 * @cancellable: (nullable): gives up
 * @callback: called when it is open
 * @user_data: for @callback
 *
 * Opens the same file, whatever its path leads to now, with a position in it of its own.
 */
void
fb_document_file_open_again_async (int fd,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);

  fb_document_file_open_async (path, FB_DOCUMENT_FILE_READ_AGAIN, cancellable, callback, user_data);
}

/**
 * fb_document_file_open_finish:
 * @result: what the callback was given
 * @error: (optional): a #GIOErrorEnum, or %FB_RENDER_ERROR_NOT_A_DOCUMENT if it is no regular file
 *
 * Returns: a descriptor, the caller's; -1 on error
 */
int
fb_document_file_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), -1);

  OpenFile *file = g_task_propagate_pointer (G_TASK (result), error);
  if (file == NULL)
    return -1;
  const int fd = file->fd;
  g_free (file->created);
  g_free (file);
  return fd;
}

static void
remove_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_unlink (task_data);
  g_task_return_boolean (task, TRUE);
}

/**
 * fb_document_file_remove:
 * @path: a file that was made
 *
 * Removes it, in a thread.
 */
void
fb_document_file_remove (const char *path)
{
  g_return_if_fail (path != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, remove_in_thread);
}
