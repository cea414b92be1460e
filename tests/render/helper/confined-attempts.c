/* confined-attempts.c
 *
 * Shuts itself in as faxbell-render does, and then tries one thing that must not be possible.
 *
 *   confined-attempts NAME             shut in
 *   confined-attempts --free NAME      not shut in: whether it is possible here at all
 *   confined-attempts --landlock NAME  with nothing but Landlock
 *   confined-attempts --list           the names, one a line
 *
 * The exit status is 0 if it was possible, 10 if it was refused, and 11 if nothing was tried; or
 * the kernel ends it with SIGSYS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <linux/io_uring.h>
#include <linux/openat2.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fb-confinement.h"
#include "fb-landlock.h"
#include "fb-sanitizers.h"

#define REFUSED   10
#define NOT_TRIED 11

#define SECRET "/etc/passwd"

/* Each returns a negative number, as system calls do, if it could not be done. The calls are made
 * directly, so that no library refuses, or tries, something else.
 */

static long
try_openat (void)
{
  return syscall (SYS_openat, AT_FDCWD, SECRET, O_RDONLY);
}

static long
try_openat2 (void)
{
  const struct open_how how = { .flags = O_RDONLY };

  return syscall (SYS_openat2, AT_FDCWD, SECRET, &how, sizeof how);
}

static long
try_create_file (void)
{
  return syscall (SYS_openat, AT_FDCWD, "/tmp", O_TMPFILE | O_WRONLY, 0600);
}

static long
try_stat (void)
{
  struct stat information;

  return syscall (SYS_newfstatat, AT_FDCWD, SECRET, &information, 0);
}

static long
try_list_folder (void)
{
  return syscall (SYS_openat, AT_FDCWD, "/", O_RDONLY | O_DIRECTORY);
}

static long
try_own_memory_file (void)
{
  return syscall (SYS_openat, AT_FDCWD, "/proc/self/mem", O_RDWR);
}

static long
try_remove_file (void)
{
  const long result = syscall (SYS_unlinkat, AT_FDCWD, "/tmp/there-is-no-such-file", 0);

  return result < 0 && errno == ENOENT ? 0 : result;
}

static long
try_socket (void)
{
  return syscall (SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static long
try_local_socket (void)
{
  return syscall (SYS_socket, AF_UNIX, SOCK_STREAM, 0);
}

static long
try_socket_pair (void)
{
  int fds[2];

  return syscall (SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, fds);
}

/* Whether the call may be made: there is nothing to connect with. */
static long
try_connect (void)
{
  const struct sockaddr_in address = { .sin_family = AF_INET };
  const long result = syscall (SYS_connect, -1, &address, sizeof address);

  return result < 0 && errno == EBADF ? 0 : result;
}

static long
try_send_elsewhere (void)
{
  const struct msghdr message = { 0 };
  const long result = syscall (SYS_sendmsg, STDIN_FILENO, &message, 0);

  return result < 0 && errno == ENOTSOCK ? 0 : result;
}

static long
try_fork (void)
{
  const long child = syscall (SYS_clone, SIGCHLD, 0, 0, 0, 0);

  if (child == 0)
    _exit (0);
  return child;
}

static long
try_thread (void)
{
  /* A thread needs flags that the kernel only takes together: it may be asked, that is all. */
  const long result = syscall (SYS_clone, CLONE_THREAD, 0, 0, 0, 0);

  return result < 0 && errno == EINVAL ? 0 : result;
}

static long
try_execute (void)
{
  char *arguments[] = { (char *) "true", NULL };

  execve ("/bin/true", arguments, NULL);
  return -1;
}

static long
try_trace_parent (void)
{
  const long result = ptrace (PTRACE_PEEKDATA, getppid (), NULL, NULL);

  /* It is not stopped, and so can't be read; the call itself may be made. */
  return result < 0 && errno == ESRCH ? 0 : result;
}

/* Of this process, which anybody may read. */
static long
try_read_process (void)
{
  char from = 1;
  char to;
  struct iovec here = { &to, 1 };
  struct iovec there = { &from, 1 };

  return process_vm_readv (getpid (), &here, 1, &there, 1, 0);
}

static long
try_kill_parent (void)
{
  /* To one who runs it is nothing. */
  return syscall (SYS_kill, getppid (), SIGCONT);
}

static long
try_executable_memory (void)
{
  const long address = syscall (SYS_mmap, NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return address == -1 ? -1 : 0;
}

static long
try_make_memory_executable (void)
{
  void *page = mmap (NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return syscall (SYS_mprotect, page, 4096, PROT_READ | PROT_EXEC);
}

static long
try_memory_file (void)
{
  return syscall (SYS_memfd_create, "file", 0);
}

static long
try_io_uring (void)
{
  struct io_uring_params parameters = { 0 };

  return syscall (SYS_io_uring_setup, 1, &parameters);
}

static long
try_prctl (void)
{
  return prctl (PR_SET_NAME, "another");
}

static long
try_raise_limit (void)
{
  struct rlimit limit;

  return syscall (SYS_prlimit64, 0, RLIMIT_NOFILE, NULL, &limit);
}

static long
try_namespace (void)
{
  return syscall (SYS_unshare, CLONE_FS);
}

static long
try_change_owner_of_signals (void)
{
  return syscall (SYS_fcntl, STDIN_FILENO, F_SETOWN, getppid ());
}

#if defined(__x86_64__)
/* The calls of 32-bit programs have other numbers: here, getpid. */
static long
try_old_calls (void)
{
  long result;

  __asm__ volatile("int $0x80" : "=a"(result) : "a"(20) : "memory");
  return result;
}
#endif

/* The address sanitizer has terabytes. */
#if !FB_HAS_SANITIZER
static long
try_memory (void)
{
  const gsize length = (gsize) 2 * 1024 * 1024 * 1024;
  void *memory =
    mmap (NULL, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

  return memory == MAP_FAILED ? -1 : 0;
}
#endif

static long
try_descriptors (void)
{
  for (int i = 0; i < 512; i++)
    if (fcntl (STDIN_FILENO, F_DUPFD_CLOEXEC, 0) < 0)
      return -1;
  return 0;
}

static const struct
{
  const char *name;
  long (*attempt) (void);
} attempts[] = {
  { "change-owner-of-signals", try_change_owner_of_signals },
  { "connect", try_connect },
  { "create-file", try_create_file },
  { "descriptors", try_descriptors },
  { "executable-memory", try_executable_memory },
  { "execute", try_execute },
  { "fork", try_fork },
  { "io-uring", try_io_uring },
  { "kill-parent", try_kill_parent },
  { "list-folder", try_list_folder },
  { "local-socket", try_local_socket },
  { "make-memory-executable", try_make_memory_executable },
#if !FB_HAS_SANITIZER
  { "memory", try_memory },
#endif
  { "memory-file", try_memory_file },
  { "namespace", try_namespace },
#if defined(__x86_64__)
  { "old-calls", try_old_calls },
#endif
  { "openat", try_openat },
  { "openat2", try_openat2 },
  { "own-memory-file", try_own_memory_file },
  { "prctl", try_prctl },
  { "raise-limit", try_raise_limit },
  { "read-process", try_read_process },
  { "remove-file", try_remove_file },
  { "send-elsewhere", try_send_elsewhere },
  { "socket", try_socket },
  { "socket-pair", try_socket_pair },
  { "stat", try_stat },
  { "thread", try_thread },
  { "trace-parent", try_trace_parent },
};

static gboolean
shut_in (const char *how)
{
  guint32 confinement;

  if (strcmp (how, "--free") == 0)
    return TRUE;
  if (strcmp (how, "--landlock") == 0)
    return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && fb_landlock_deny_all ();
  return fb_confine (4, &confinement);
}

static int
run (const char *how, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    {
      if (strcmp (attempts[i].name, name) != 0)
        continue;
      if (!shut_in (how))
        return NOT_TRIED;
      return attempts[i].attempt () < 0 ? REFUSED : 0;
    }
  return NOT_TRIED;
}

int
main (int argc, char *argv[])
{
  if (argc == 2 && strcmp (argv[1], "--list") == 0)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
        g_print ("%s\n", attempts[i].name);
      return 0;
    }
  if (argc < 2)
    return NOT_TRIED;
  _exit (run (argc > 2 ? argv[1] : "", argv[argc - 1]));
}
