/* inject.c
 *
 * Preloaded into the application: makes its calls to the disk fail, as a plan says that is read
 * anew at each of them, so that a test can let the disk break and heal while the application runs.
 *
 *   $FAULT_PLAN is a file with one line: CALL PART ERRNO TIMES
 *
 * CALL is write, sync, rename or truncate; PART is in the path of the file; the first TIMES calls
 * fail with the number ERRNO. If that is 0 they hang instead, as long as there is a plan. No file,
 * no fault.
 *
 *   $FAULT_CLOCK is a file with the seconds by which the clock is ahead
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

typedef struct
{
  char call[16];
  char part[64];
  int error;
  int times;
} Plan;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char last_line[128];
static int n_failed;

/* By the system's own calls: ours would come back here. */
static int
read_plan (Plan *plan)
{
  const char *path = getenv ("FAULT_PLAN");
  char line[sizeof last_line] = "";
  int fd = path != NULL ? (int) syscall (SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0) : -1;

  if (fd < 0)
    return 0;
  ssize_t length = read (fd, line, sizeof line - 1);
  syscall (SYS_close, fd);
  if (length <= 0)
    return 0;
  if (strcmp (line, last_line) != 0)
    {
      memcpy (last_line, line, sizeof line);
      n_failed = 0;
    }
  return sscanf (line, "%15s %63s %d %d", plan->call, plan->part, &plan->error, &plan->times) == 4;
}

static void
hang (void)
{
  Plan plan;
  int is_planned;

  do
    {
      usleep (10000);
      pthread_mutex_lock (&lock);
      is_planned = read_plan (&plan);
      pthread_mutex_unlock (&lock);
    }
  while (is_planned);
}

static int
is_planned (const char *call, const char *path)
{
  Plan plan;
  int saved_errno = errno;

  pthread_mutex_lock (&lock);
  int fails = read_plan (&plan) && strcmp (plan.call, call) == 0 &&
              strstr (path, plan.part) != NULL && n_failed < plan.times;
  n_failed += fails;
  pthread_mutex_unlock (&lock);
  errno = saved_errno;
  if (!fails)
    return 0;
  if (plan.error == 0)
    {
      hang ();
      errno = saved_errno;
      return 0;
    }
  errno = plan.error;
  return 1;
}

static int
fails (const char *call, int fd)
{
  char link[32];
  char path[4096];

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink (link, path, sizeof path - 2);
  if (length <= 0)
    return 0;
  /* So that a folder can be told from what is in it: "/spool/" is both. */
  path[length] = '/';
  path[length + 1] = '\0';
  return is_planned (call, path);
}

#define NEXT(type, name)                                                                           \
  static type next;                                                                                \
  if (next == NULL)                                                                                \
  next = (type) dlsym (RTLD_NEXT, name)

typedef ssize_t (*WriteFunc) (int, const void *, size_t);
typedef ssize_t (*PwriteFunc) (int, const void *, size_t, off_t);
typedef int (*SyncFunc) (int);
typedef int (*TruncateFunc) (int, off_t);
typedef int (*RenameFunc) (int, const char *, int, const char *, unsigned int);

ssize_t
write (int fd, const void *data, size_t length)
{
  NEXT (WriteFunc, "write");
  return fails ("write", fd) ? -1 : next (fd, data, length);
}

ssize_t
pwrite (int fd, const void *data, size_t length, off_t offset)
{
  NEXT (PwriteFunc, "pwrite");
  return fails ("write", fd) ? -1 : next (fd, data, length, offset);
}

ssize_t
pwrite64 (int fd, const void *data, size_t length, off_t offset)
{
  NEXT (PwriteFunc, "pwrite64");
  return fails ("write", fd) ? -1 : next (fd, data, length, offset);
}

int
fsync (int fd)
{
  NEXT (SyncFunc, "fsync");
  return fails ("sync", fd) ? -1 : next (fd);
}

int
fdatasync (int fd)
{
  NEXT (SyncFunc, "fdatasync");
  return fails ("sync", fd) ? -1 : next (fd);
}

int
ftruncate (int fd, off_t length)
{
  NEXT (TruncateFunc, "ftruncate");
  return fails ("truncate", fd) ? -1 : next (fd, length);
}

int
ftruncate64 (int fd, off_t length)
{
  NEXT (TruncateFunc, "ftruncate64");
  return fails ("truncate", fd) ? -1 : next (fd, length);
}

int
renameat2 (int from_fd, const char *from, int to_fd, const char *to, unsigned int flags)
{
  NEXT (RenameFunc, "renameat2");
  return fails ("rename", to_fd) ? -1 : next (from_fd, from, to_fd, to, flags);
}

static long long
read_clock (void)
{
  const char *path = getenv ("FAULT_CLOCK");
  char text[32] = "";
  int fd = path != NULL ? (int) syscall (SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0) : -1;

  if (fd < 0)
    return 0;
  ssize_t length = read (fd, text, sizeof text - 1);
  syscall (SYS_close, fd);
  return length > 0 ? atoll (text) : 0;
}

int
clock_gettime (clockid_t clock, struct timespec *time)
{
  int result = (int) syscall (SYS_clock_gettime, clock, time);

  if (result == 0 && clock == CLOCK_REALTIME)
    time->tv_sec += read_clock ();
  return result;
}

int
gettimeofday (struct timeval *restrict time, void *restrict zone)
{
  int result = (int) syscall (SYS_gettimeofday, time, zone);

  if (result == 0)
    time->tv_sec += read_clock ();
  return result;
}
