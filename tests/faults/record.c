/* record.c
 *
 * Preloaded into the application: writes down what it does to its data folder, in the order in
 * which it happens, and when it answers 200; or, of a test that has no requests, when it writes a
 * line "kept NUMBER". See disk-log.h; disk-playback.c plays it back.
 *
 *   $DISK_LOG is the file that it goes to, $DISK_LOG_FOLDER the folder that counts
 *
 * What is mapped into memory is not seen. Of SQLite that is the index of the write-ahead log
 * (-shm), which is made anew after a crash anyway.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "disk-log.h"

#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Held from before a change until it is written down, so that the log has the order of things. Not
 * while something is flushed: that takes long, and others go on meanwhile. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define NEXT(name) ((__typeof__ (&name)) dlsym (RTLD_NEXT, #name))

static int
open_log (void)
{
  static int fd = -1;

  if (fd < 0 && getenv ("DISK_LOG") != NULL)
    fd = (int) syscall (SYS_openat, AT_FDCWD, getenv ("DISK_LOG"),
                        O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  return fd;
}

static void
put (const void *data, size_t length)
{
  while (length > 0)
    {
      ssize_t written = syscall (SYS_write, open_log (), data, length);
      if (written <= 0)
        abort ();
      data = (const char *) data + written;
      length -= (size_t) written;
    }
}

static void
record (DiskLogRecord log, const char *name, const char *second_name, const void *data)
{
  log.name_length = name != NULL ? (uint32_t) strlen (name) : 0;
  log.second_name_length = second_name != NULL ? (uint32_t) strlen (second_name) : 0;
  put (&log, sizeof log);
  put (name, log.name_length);
  put (second_name, log.second_name_length);
  put (data, log.data_length);
}

/* Which file, if it counts */

static int
counts (const char *path)
{
  const char *folder = getenv ("DISK_LOG_FOLDER");
  size_t length = folder != NULL ? strlen (folder) : 0;

  return open_log () >= 0 && length > 0 && strncmp (path, folder, length) == 0 &&
         (path[length] == '/' || path[length] == '\0');
}

static uint64_t
inode_of (int fd)
{
  char link[32];
  char path[PATH_MAX] = "";
  struct stat status;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  if (readlink (link, path, sizeof path - 1) <= 0 || !counts (path) || fstat (fd, &status) != 0)
    return 0;
  return status.st_ino;
}

/* The folder that @path is in, and its name there. 0 if it doesn't count. */
static uint64_t
place_of (int folder_fd, const char *path, const char **name)
{
  char full[2 * PATH_MAX] = "";
  struct stat status;
  const char *slash = strrchr (path, '/');

  if (path[0] != '/')
    {
      char link[32];
      snprintf (link, sizeof link, "/proc/self/fd/%d", folder_fd);
      ssize_t length = readlink (folder_fd == AT_FDCWD ? "/proc/self/cwd" : link, full, PATH_MAX);
      if (length <= 0)
        return 0;
      full[length] = '/';
    }
  strncat (full, path, PATH_MAX - 1);
  *name = slash != NULL ? slash + 1 : path;
  full[strlen (full) - strlen (*name) - 1] = '\0';
  if (!counts (full) || stat (full, &status) != 0)
    return 0;
  return status.st_ino;
}

static int
exists (int folder_fd, const char *path)
{
  struct stat status;

  return fstatat (folder_fd, path, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Names */

static void
record_creation (int folder_fd, const char *path, int is_folder)
{
  const char *name;
  struct stat status;
  uint64_t folder = place_of (folder_fd, path, &name);

  if (folder == 0 || fstatat (folder_fd, path, &status, AT_SYMLINK_NOFOLLOW) != 0)
    return;
  record ((DiskLogRecord){ .kind = DISK_LOG_CREATE,
                           .is_folder = (uint32_t) is_folder,
                           .inode = status.st_ino,
                           .folder = folder },
          name, NULL, NULL);
}

static int
open_and_record (int folder_fd, const char *path, int flags, mode_t mode)
{
  pthread_mutex_lock (&lock);
  int is_new = (flags & O_CREAT) != 0 && !exists (folder_fd, path);
  int fd = (int) syscall (SYS_openat, folder_fd, path, flags, mode);
  int saved_errno = errno;
  if (fd >= 0 && is_new)
    record_creation (folder_fd, path, 0);
  pthread_mutex_unlock (&lock);
  errno = saved_errno;
  return fd;
}

#define OPEN(name, folder_parameter, folder_fd)                                                    \
  int name (folder_parameter const char *path, int flags, ...)                                     \
  {                                                                                                \
    va_list arguments;                                                                             \
    va_start (arguments, flags);                                                                   \
    mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg (arguments, mode_t) : 0;           \
    va_end (arguments);                                                                            \
    return open_and_record (folder_fd, path, flags, mode);                                         \
  }
#define NOTHING
#define FOLDER int parent_fd,
OPEN (open, NOTHING, AT_FDCWD)
OPEN (open64, NOTHING, AT_FDCWD)
OPEN (openat, FOLDER, parent_fd)
OPEN (openat64, FOLDER, parent_fd)

int
mkdirat (int folder_fd, const char *path, mode_t mode)
{
  pthread_mutex_lock (&lock);
  int result = (int) syscall (SYS_mkdirat, folder_fd, path, mode);
  int saved_errno = errno;
  if (result == 0)
    record_creation (folder_fd, path, 1);
  pthread_mutex_unlock (&lock);
  errno = saved_errno;
  return result;
}

int
mkdir (const char *path, mode_t mode)
{
  return mkdirat (AT_FDCWD, path, mode);
}

int
unlinkat (int folder_fd, const char *path, int flags)
{
  const char *name;

  pthread_mutex_lock (&lock);
  int result = (int) syscall (SYS_unlinkat, folder_fd, path, flags);
  int saved_errno = errno;
  uint64_t folder = result == 0 ? place_of (folder_fd, path, &name) : 0;
  if (folder != 0)
    record ((DiskLogRecord){ .kind = DISK_LOG_UNLINK, .folder = folder }, name, NULL, NULL);
  pthread_mutex_unlock (&lock);
  errno = saved_errno;
  return result;
}

int
unlink (const char *path)
{
  return unlinkat (AT_FDCWD, path, 0);
}

int
renameat2 (int from_fd, const char *from, int to_fd, const char *to, unsigned int flags)
{
  const char *name;
  const char *second_name;

  pthread_mutex_lock (&lock);
  int result = (int) syscall (SYS_renameat2, from_fd, from, to_fd, to, flags);
  int saved_errno = errno;
  uint64_t folder = result == 0 ? place_of (from_fd, from, &name) : 0;
  uint64_t second_folder = result == 0 ? place_of (to_fd, to, &second_name) : 0;
  if (folder != 0 && second_folder != 0)
    record (
      (DiskLogRecord){ .kind = DISK_LOG_RENAME, .folder = folder, .second_folder = second_folder },
      name, second_name, NULL);
  pthread_mutex_unlock (&lock);
  errno = saved_errno;
  return result;
}

int
renameat (int from_fd, const char *from, int to_fd, const char *to)
{
  return renameat2 (from_fd, from, to_fd, to, 0);
}

int
linkat (int from_fd, const char *from, int to_fd, const char *to, int flags)
{
  const char *name;
  struct stat status;

  pthread_mutex_lock (&lock);
  int result = (int) syscall (SYS_linkat, from_fd, from, to_fd, to, flags);
  int saved_errno = errno;
  uint64_t folder = result == 0 ? place_of (to_fd, to, &name) : 0;
  if (folder != 0 && fstatat (to_fd, to, &status, AT_SYMLINK_NOFOLLOW) == 0)
    record ((DiskLogRecord){ .kind = DISK_LOG_LINK, .inode = status.st_ino, .folder = folder },
            name, NULL, NULL);
  pthread_mutex_unlock (&lock);
  errno = saved_errno;
  return result;
}

/* Contents */

static void
record_write (int fd, const void *data, ssize_t length, off_t offset)
{
  uint64_t inode = length > 0 ? inode_of (fd) : 0;

  if (inode != 0)
    record ((DiskLogRecord){ .kind = DISK_LOG_WRITE,
                             .inode = inode,
                             .offset = (uint64_t) offset,
                             .data_length = (uint64_t) length },
            NULL, NULL, data);
}

static void
record_line (const void *data, size_t length)
{
  static const char kept[] = "kept ";

  if (open_log () < 0 || length < sizeof kept || memcmp (data, kept, sizeof kept - 1) != 0)
    return;
  record ((DiskLogRecord){ .kind = DISK_LOG_ANSWER,
                           .inode = strtoull ((const char *) data + sizeof kept - 1, NULL, 10) },
          NULL, NULL, NULL);
}

ssize_t
write (int fd, const void *data, size_t length)
{
  pthread_mutex_lock (&lock);
  record_line (data, length);
  ssize_t written = syscall (SYS_write, fd, data, length);
  int saved_errno = errno;
  if (written > 0 && lseek (fd, 0, SEEK_CUR) >= 0)
    record_write (fd, data, written, lseek (fd, 0, SEEK_CUR) - written);
  pthread_mutex_unlock (&lock);
  errno = saved_errno;
  return written;
}

ssize_t
pwrite64 (int fd, const void *data, size_t length, off_t offset)
{
  pthread_mutex_lock (&lock);
  ssize_t written = syscall (SYS_pwrite64, fd, data, length, offset);
  int saved_errno = errno;
  record_write (fd, data, written, offset);
  pthread_mutex_unlock (&lock);
  errno = saved_errno;
  return written;
}

ssize_t
pwrite (int fd, const void *data, size_t length, off_t offset)
{
  return pwrite64 (fd, data, length, offset);
}

int
ftruncate64 (int fd, off_t length)
{
  pthread_mutex_lock (&lock);
  int result = (int) syscall (SYS_ftruncate, fd, length);
  int saved_errno = errno;
  uint64_t inode = result == 0 ? inode_of (fd) : 0;
  if (inode != 0)
    record (
      (DiskLogRecord){ .kind = DISK_LOG_TRUNCATE, .inode = inode, .offset = (uint64_t) length },
      NULL, NULL, NULL);
  pthread_mutex_unlock (&lock);
  errno = saved_errno;
  return result;
}

int
ftruncate (int fd, off_t length)
{
  return ftruncate64 (fd, length);
}

/* Flushes */

static int
sync_and_record (int fd, long call)
{
  static uint64_t n_syncs;

  pthread_mutex_lock (&lock);
  uint64_t inode = inode_of (fd);
  uint64_t sync = ++n_syncs;
  if (inode != 0)
    record ((DiskLogRecord){ .kind = DISK_LOG_SYNC_BEGIN, .inode = inode, .sync = sync }, NULL,
            NULL, NULL);
  pthread_mutex_unlock (&lock);

  int result = (int) syscall (call, fd);
  int saved_errno = errno;
  pthread_mutex_lock (&lock);
  if (inode != 0 && result == 0)
    record ((DiskLogRecord){ .kind = DISK_LOG_SYNC_END, .inode = inode, .sync = sync }, NULL, NULL,
            NULL);
  pthread_mutex_unlock (&lock);
  errno = saved_errno;
  return result;
}

int
fsync (int fd)
{
  return sync_and_record (fd, SYS_fsync);
}

int
fdatasync (int fd)
{
  return sync_and_record (fd, SYS_fdatasync);
}

/* Answers: before they are sent, for then it is too late to be wrong. */

static void
record_answer (int fd, const void *data, size_t length)
{
  static const char kept[] = "HTTP/1.1 200 ";
  struct sockaddr_in address;
  socklen_t size = sizeof address;

  if (open_log () < 0 || length < sizeof kept - 1 || memcmp (data, kept, sizeof kept - 1) != 0 ||
      getpeername (fd, (struct sockaddr *) &address, &size) != 0)
    return;
  pthread_mutex_lock (&lock);
  record ((DiskLogRecord){ .kind = DISK_LOG_ANSWER, .inode = ntohs (address.sin_port) }, NULL, NULL,
          NULL);
  pthread_mutex_unlock (&lock);
}

ssize_t
send (int fd, const void *data, size_t length, int flags)
{
  record_answer (fd, data, length);
  return NEXT (send) (fd, data, length, flags);
}

ssize_t
sendmsg (int fd, const struct msghdr *message, int flags)
{
  if (message->msg_iovlen > 0)
    record_answer (fd, message->msg_iov[0].iov_base, message->msg_iov[0].iov_len);
  return NEXT (sendmsg) (fd, message, flags);
}
