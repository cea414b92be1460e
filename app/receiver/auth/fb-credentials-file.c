/* fb-credentials-file.c
 *
 * A file with user names and the hashes of their passwords, `user:hash` on each line, readable by
 * its owner alone. It is replaced as a whole and flushed, so that neither a crash nor a concurrent
 * reader sees a part of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-credentials-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_FILE_BYTES 16384

static gboolean
fail_errno (GError **error, int number, const char *what)
{
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (number), "%s: %s", what,
               g_strerror (number));
  return FALSE;
}

static gboolean
same_time (struct timespec a, struct timespec b)
{
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

/**
 * fb_file_stamp_equal:
 * @a: a state of a file
 * @b: another one
 *
 * Returns: whether they are the same state of the same file
 */
gboolean
fb_file_stamp_equal (const FbFileStamp *a, const FbFileStamp *b)
{
  return a->device == b->device && a->inode == b->inode && a->size == b->size &&
         same_time (a->modified, b->modified) && same_time (a->changed, b->changed);
}

static void
set_stamp (FbFileStamp *stamp, const struct stat *status)
{
  stamp->device = status->st_dev;
  stamp->inode = status->st_ino;
  stamp->size = status->st_size;
  stamp->modified = status->st_mtim;
  stamp->changed = status->st_ctim;
}

/**
 * fb_credentials_file_stamp:
 * @file_name: the file
 * @stamp: (out): its state; all zeroes if there is no file
 *
 * Asks the file system, but reads no file. For any thread.
 */
void
fb_credentials_file_stamp (const char *file_name, FbFileStamp *stamp)
{
  struct stat status;

  memset (stamp, 0, sizeof *stamp);
  if (lstat (file_name, &status) == 0)
    set_stamp (stamp, &status);
}

/* Those who can write the file can set a password; those who can read it can try passwords. */
static gboolean
check_owner (int fd, const struct stat *status, GError **error)
{
  if (!S_ISREG (status->st_mode) || status->st_uid != geteuid () ||
      (status->st_mode & (S_IWGRP | S_IWOTH)) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                           "The credentials file can be changed by others");
      return FALSE;
    }
  if ((status->st_mode & (S_IRWXG | S_IRWXO)) != 0)
    {
      g_message ("The credentials file was readable by others; that was corrected");
      if (fchmod (fd, S_IRUSR | S_IWUSR) != 0)
        return fail_errno (error, errno, "The credentials file stays readable by others");
    }
  return TRUE;
}

static gboolean
read_all (int fd, char *buffer, gsize size, gsize *length, GError **error)
{
  *length = 0;
  while (*length < size)
    {
      gssize n = TEMP_FAILURE_RETRY (read (fd, buffer + *length, size - *length));

      if (n < 0)
        return fail_errno (error, errno, "The credentials file can't be read");
      if (n == 0)
        break;
      *length += (gsize) n;
    }
  return TRUE;
}

/**
 * fb_credentials_file_split:
 * @line: a line of such a file, without its end
 * @user: (out) (transfer full): the user name, set on success
 * @hash: (out) (transfer full): the hash of the password, set on success
 *
 * For any thread.
 *
 * Returns: whether it is one
 */
gboolean
fb_credentials_file_split (const char *line, char **user, char **hash)
{
  const char *colon = strchr (line, ':');

  if (colon == NULL || colon == line || colon[1] != '$')
    return FALSE;
  *user = g_strndup (line, (gsize) (colon - line));
  *hash = g_strdup (colon + 1);
  return TRUE;
}

static int
open_to_read (const char *file_name, GError **error)
{
  int fd = open (file_name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

  if (fd < 0 && errno == ELOOP)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                         "The credentials file is a link");
  else if (fd < 0)
    fail_errno (error, errno, "The credentials file can't be opened");
  return fd;
}

/**
 * fb_credentials_file_read_text:
 * @file_name: the file
 * @stamp: (out): the state in which it was read, set in any case
 * @error: (optional): where to store the reason, as fb_credentials_file_read() has it
 *
 * Waits for the disk. For any thread.
 *
 * Returns: (transfer full) (nullable): what is in it; overwrite it before it is freed
 */
char *
fb_credentials_file_read_text (const char *file_name, FbFileStamp *stamp, GError **error)
{
  struct stat status;
  gsize length;

  fb_credentials_file_stamp (file_name, stamp);
  int fd = open_to_read (file_name, error);
  if (fd < 0)
    return NULL;

  char *text = g_malloc0 (MAX_FILE_BYTES + 1);
  gboolean is_ok = fstat (fd, &status) == 0;
  if (!is_ok)
    fail_errno (error, errno, "The credentials file can't be examined");
  is_ok = is_ok && check_owner (fd, &status, error) &&
          read_all (fd, text, MAX_FILE_BYTES, &length, error);
  /* After check_owner(), which may have changed the mode and so the time of the change. */
  if (is_ok && fstat (fd, &status) == 0)
    set_stamp (stamp, &status);
  close (fd);
  if (!is_ok)
    g_clear_pointer (&text, g_free);
  return text;
}

/**
 * fb_credentials_file_read:
 * @file_name: the file
 * @stamp: (out): the state in which it was read, set in any case
 * @user: (out) (transfer full): the user name, set on success
 * @hash: (out) (transfer full): the hash of the password in the format of crypt(3), set on success
 * @error: (optional): where to store the reason: %G_IO_ERROR_NOT_FOUND if there is none,
 *   %G_IO_ERROR_PERMISSION_DENIED if others can write it, %G_IO_ERROR_INVALID_DATA if it is
 *   malformed; any other error may be temporary
 *
 * Reads the first line. Waits for the disk. For any thread.
 *
 * Returns: whether it could be read
 */
gboolean
fb_credentials_file_read (const char *file_name,
                          FbFileStamp *stamp,
                          char **user,
                          char **hash,
                          GError **error)
{
  char *text = fb_credentials_file_read_text (file_name, stamp, error);

  if (text == NULL)
    return FALSE;
  const gsize length = strlen (text);
  text[strcspn (text, "\n")] = '\0';
  const gboolean is_ok = fb_credentials_file_split (text, user, hash);
  if (!is_ok)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "The credentials file is malformed");
  explicit_bzero (text, length);
  g_free (text);
  return is_ok;
}

static gboolean
write_all (int fd, const char *text, GError **error)
{
  gsize length = strlen (text);

  while (length > 0)
    {
      gssize n = TEMP_FAILURE_RETRY (write (fd, text, length));

      if (n < 0)
        return fail_errno (error, errno, "The credentials file can't be written");
      text += n;
      length -= (gsize) n;
    }
  if (fsync (fd) != 0)
    return fail_errno (error, errno, "The credentials file can't be flushed");
  return TRUE;
}

static gboolean
flush_folder (const char *folder, GError **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean is_ok = fd >= 0 && fsync (fd) == 0;

  if (!is_ok)
    fail_errno (error, errno, "The credentials file's folder can't be flushed");
  if (fd >= 0)
    close (fd);
  return is_ok;
}

/**
 * fb_credentials_file_write_text:
 * @file_name: the file; its folder is made if need be
 * @text: what shall be in it: whole lines
 * @error: (optional): where to store the reason, a #GIOErrorEnum
 *
 * Replaces the file and waits until it is on disk. For any thread.
 *
 * Returns: whether it is on disk
 */
gboolean
fb_credentials_file_write_text (const char *file_name, const char *text, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (file_name);
  g_autofree char *new_name = g_strconcat (file_name, ".XXXXXX", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_errno (error, errno, "The folder for the credentials file can't be made");

  /* 0600 from the start. */
  int fd = g_mkstemp_full (new_name, O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0)
    return fail_errno (error, errno, "The credentials file can't be made");

  gboolean is_ok = write_all (fd, text, error);
  close (fd);
  if (is_ok && g_rename (new_name, file_name) != 0)
    is_ok = fail_errno (error, errno, "The credentials file can't be replaced");
  if (!is_ok)
    g_unlink (new_name);
  return is_ok && flush_folder (folder, error);
}

/**
 * fb_credentials_file_write:
 * @file_name: the file; its folder is made if need be
 * @user: the user name
 * @hash: the hash of the password
 * @error: (optional): where to store the reason, a #GIOErrorEnum
 *
 * Replaces the file and waits until it is on disk. For any thread.
 *
 * Returns: whether it is on disk
 */
gboolean
fb_credentials_file_write (const char *file_name,
                           const char *user,
                           const char *hash,
                           GError **error)
{
  g_autofree char *line = g_strdup_printf ("%s:%s\n", user, hash);

  return fb_credentials_file_write_text (file_name, line, error);
}
