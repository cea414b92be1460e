/* fb-file-calls.c
 *
 * The C library's functions that open files, as FreeType and Poppler find them in this executable,
 * which comes before the C library when the libraries are linked to it. What has been opened
 * beforehand is handed out again. All else is asked of the kernel, which refuses it once the helper
 * has shut itself in.
 *
 * A duplicate of a descriptor shares its position with all others. So a stream reads at a position
 * of its own. Who asks for a descriptor gets one that stands at the beginning; FreeType then maps
 * the file, or reads it whole before anything else happens, and Poppler reads one file after the
 * other.
 *
 * `fstat` is here because the C library makes `newfstatat` of it, which could ask for any path.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fb-opened-files.h"

#if !defined(__LP64__)
#error "Descriptors of large files are not told from others here"
#endif

/* What may be declared with attributes, or be a macro, is defined under its name for the linker. */
#define NAMED(name) __asm__(name)

int fb_call_open (const char *path, int flags, ...) NAMED ("open");
int fb_call_open64 (const char *path, int flags, ...) NAMED ("open64");
int fb_call_open_2 (const char *path, int flags) NAMED ("__open_2");
int fb_call_open64_2 (const char *path, int flags) NAMED ("__open64_2");
int fb_call_openat (int folder, const char *path, int flags, ...) NAMED ("openat");
int fb_call_openat64 (int folder, const char *path, int flags, ...) NAMED ("openat64");
FILE *fb_call_fopen (const char *path, const char *mode) NAMED ("fopen");
FILE *fb_call_fopen64 (const char *path, const char *mode) NAMED ("fopen64");
int fb_call_fstat (int fd, struct stat *information) NAMED ("fstat");
int fb_call_fstat64 (int fd, struct stat *information) NAMED ("fstat64");

static int
open_path (int folder, const char *path, int flags, mode_t mode)
{
  const int opened = (flags & O_ACCMODE) == O_RDONLY ? fb_opened_files_find (path) : -1;

  if (opened < 0)
    return (int) syscall (SYS_openat, folder, path, flags, mode);

  const int fd = fcntl (opened, F_DUPFD_CLOEXEC, 0);
  if (fd >= 0)
    lseek (fd, 0, SEEK_SET);
  return fd;
}

/* The mode is only there where a file may be created. */
#define MODE_AFTER(flags)                                                                          \
  ({                                                                                               \
    mode_t mode_ = 0;                                                                              \
    if (((flags) & (O_CREAT | O_TMPFILE)) != 0)                                                    \
      {                                                                                            \
        va_list arguments;                                                                         \
        va_start (arguments, flags);                                                               \
        mode_ = va_arg (arguments, mode_t);                                                        \
        va_end (arguments);                                                                        \
      }                                                                                            \
    mode_;                                                                                         \
  })

/**
 * fb_call_open:
 * @path: of a file
 * @flags: as for `open`
 * @...: the mode of a file that is made
 *
 * Stands for `open` of the C library.
 *
 * Returns: a descriptor of the caller's own, or -1 with `errno`
 */
int
fb_call_open (const char *path, int flags, ...)
{
  return open_path (AT_FDCWD, path, flags, MODE_AFTER (flags));
}

/**
 * fb_call_open64:
 * @path: of a file
 * @flags: as for `open`
 * @...: the mode of a file that is made
 *
 * Stands for `open64` of the C library.
 *
 * Returns: a descriptor of the caller's own, or -1 with `errno`
 */
int
fb_call_open64 (const char *path, int flags, ...)
{
  return open_path (AT_FDCWD, path, flags, MODE_AFTER (flags));
}

/**
 * fb_call_open_2:
 * @path: of a file
 * @flags: as for `open`
 *
 * Stands for `__open_2` of the C library.
 *
 * Returns: a descriptor of the caller's own, or -1 with `errno`
 */
int
fb_call_open_2 (const char *path, int flags)
{
  return open_path (AT_FDCWD, path, flags, 0);
}

/**
 * fb_call_open64_2:
 * @path: of a file
 * @flags: as for `open`
 *
 * Stands for `__open64_2` of the C library.
 *
 * Returns: a descriptor of the caller's own, or -1 with `errno`
 */
int
fb_call_open64_2 (const char *path, int flags)
{
  return open_path (AT_FDCWD, path, flags, 0);
}

/**
 * fb_call_openat:
 * @folder: what @path is relative to
 * @path: of a file
 * @flags: as for `open`
 * @...: the mode of a file that is made
 *
 * Stands for `openat` of the C library.
 *
 * Returns: a descriptor of the caller's own, or -1 with `errno`
 */
int
fb_call_openat (int folder, const char *path, int flags, ...)
{
  return open_path (folder, path, flags, MODE_AFTER (flags));
}

/**
 * fb_call_openat64:
 * @folder: what @path is relative to
 * @path: of a file
 * @flags: as for `open`
 * @...: the mode of a file that is made
 *
 * Stands for `openat64` of the C library.
 *
 * Returns: a descriptor of the caller's own, or -1 with `errno`
 */
int
fb_call_openat64 (int folder, const char *path, int flags, ...)
{
  return open_path (folder, path, flags, MODE_AFTER (flags));
}

/* Streams */

typedef struct
{
  int fd; /* of an opened file, not owned */
  off64_t position;
} OpenedStream;

static ssize_t
opened_stream_read (void *cookie, char *buffer, size_t size)
{
  OpenedStream *stream = cookie;
  const ssize_t n = pread (stream->fd, buffer, size, stream->position);

  if (n > 0)
    stream->position += n;
  return n;
}

static int
opened_stream_seek (void *cookie, off64_t *offset, int whence)
{
  OpenedStream *stream = cookie;
  off64_t base = 0;

  if (whence == SEEK_CUR)
    base = stream->position;
  else if (whence == SEEK_END)
    base = lseek (stream->fd, 0, SEEK_END);
  if (base < 0 || *offset < -base)
    return -1;
  stream->position = base + *offset;
  *offset = stream->position;
  return 0;
}

static int
opened_stream_close (void *cookie)
{
  g_free (cookie);
  return 0;
}

static FILE *
open_stream_of (int fd)
{
  static const cookie_io_functions_t functions = {
    .read = opened_stream_read,
    .seek = opened_stream_seek,
    .close = opened_stream_close,
  };
  OpenedStream *stream = g_new0 (OpenedStream, 1);

  stream->fd = fd;
  FILE *file = fopencookie (stream, "r", functions);
  if (file == NULL)
    g_free (stream);
  return file;
}

static int
flags_of_mode (const char *mode)
{
  int flags = strchr (mode, '+') != NULL ? O_RDWR : mode[0] == 'r' ? O_RDONLY : O_WRONLY;

  if (mode[0] == 'w')
    flags |= O_CREAT | O_TRUNC;
  else if (mode[0] == 'a')
    flags |= O_CREAT | O_APPEND;
  if (strchr (mode, 'e') != NULL)
    flags |= O_CLOEXEC;
  if (strchr (mode, 'x') != NULL)
    flags |= O_EXCL;
  return flags;
}

static FILE *
open_stream (const char *path, const char *mode)
{
  const int flags = flags_of_mode (mode);
  const int opened = (flags & O_ACCMODE) == O_RDONLY ? fb_opened_files_find (path) : -1;

  if (opened >= 0)
    return open_stream_of (opened);

  const int fd = (int) syscall (SYS_openat, AT_FDCWD, path, flags, 0666);
  if (fd < 0)
    return NULL;
  FILE *file = fdopen (fd, mode);
  if (file == NULL)
    close (fd);
  return file;
}

/**
 * fb_call_fopen:
 * @path: of a file
 * @mode: as for `fopen`
 *
 * Stands for `fopen` of the C library.
 *
 * Returns: (nullable): a stream, or %NULL with `errno`
 */
FILE *
fb_call_fopen (const char *path, const char *mode)
{
  return open_stream (path, mode);
}

/**
 * fb_call_fopen64:
 * @path: of a file
 * @mode: as for `fopen`
 *
 * Stands for `fopen64` of the C library.
 *
 * Returns: (nullable): a stream, or %NULL with `errno`
 */
FILE *
fb_call_fopen64 (const char *path, const char *mode)
{
  return open_stream (path, mode);
}

/**
 * fb_call_fstat:
 * @fd: a descriptor
 * @information: (out): what is known of it
 *
 * Stands for `fstat` of the C library.
 *
 * Returns: 0, or -1 with `errno`
 */
int
fb_call_fstat (int fd, struct stat *information)
{
  return (int) syscall (SYS_fstat, fd, information);
}

/**
 * fb_call_fstat64:
 * @fd: a descriptor
 * @information: (out): what is known of it
 *
 * Stands for `fstat64` of the C library.
 *
 * Returns: 0, or -1 with `errno`
 */
int
fb_call_fstat64 (int fd, struct stat *information)
{
  return (int) syscall (SYS_fstat, fd, information);
}
