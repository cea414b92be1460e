/* fb-system-call-filter.c
 *
 * The system calls that a helper may make when it has shut itself in (seccomp). Questions about
 * paths and about the machine are refused, since libraries ask them and can do without an answer.
 * Everything else ends the process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-system-call-filter.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/time.h>

#include "fb-render-protocol.h"
#include "fb-sanitizers.h"

/* With any arguments: they reach only memory and descriptors that the process has. */
static const int allowed[] = {
  SCMP_SYS (read),          SCMP_SYS (pread64),         SCMP_SYS (write),
  SCMP_SYS (writev),        SCMP_SYS (lseek),           SCMP_SYS (close),
  SCMP_SYS (fstat),         SCMP_SYS (munmap),          SCMP_SYS (mremap),
  SCMP_SYS (brk),           SCMP_SYS (madvise),         SCMP_SYS (getrandom),
  SCMP_SYS (clock_gettime), SCMP_SYS (gettimeofday),    SCMP_SYS (sysinfo),
  SCMP_SYS (getpid),        SCMP_SYS (gettid),          SCMP_SYS (rt_sigprocmask),
  SCMP_SYS (rt_sigreturn),  SCMP_SYS (restart_syscall), SCMP_SYS (exit),
  SCMP_SYS (exit_group),
#if FB_HAS_SANITIZER
  SCMP_SYS (sched_yield),   SCMP_SYS (sigaltstack),     SCMP_SYS (rt_sigaction),
#endif
};

/* Answered with EACCES. */
static const int refused[] = {
  SCMP_SYS (open),       SCMP_SYS (openat),    SCMP_SYS (openat2),
  SCMP_SYS (stat),       SCMP_SYS (lstat),     SCMP_SYS (newfstatat),
  SCMP_SYS (statx),      SCMP_SYS (access),    SCMP_SYS (faccessat),
  SCMP_SYS (faccessat2), SCMP_SYS (readlink),  SCMP_SYS (readlinkat),
  SCMP_SYS (getcwd),     SCMP_SYS (ioctl),     SCMP_SYS (uname),
  SCMP_SYS (prlimit64),  SCMP_SYS (getrlimit), SCMP_SYS (sched_getaffinity),
};

/* Nothing by which another process could be told of what happens on a descriptor. */
static const int fcntl_commands[] = {
  F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC, F_GET_SEALS,
};

/* Those of locks and of C++'s static variables. */
static const int futex_commands[] = { FUTEX_WAIT, FUTEX_WAKE, FUTEX_WAIT_BITSET };

static gboolean
add_plain_rules (scmp_filter_ctx filter)
{
  int failure = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
    failure |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, allowed[i], 0);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    failure |= seccomp_rule_add (filter, SCMP_ACT_ERRNO (EACCES), refused[i], 0);
  return failure == 0;
}

static gboolean
add_rules_with_arguments (scmp_filter_ctx filter)
{
  const struct scmp_arg_cmp is_socket = SCMP_A0_64 (SCMP_CMP_EQ, FB_RENDER_SOCKET);
  const struct scmp_arg_cmp is_not_executable = SCMP_A2_64 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  int failure = 0;

  failure |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (recvmsg), 1, is_socket);
  failure |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (sendmsg), 1, is_socket);
  failure |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mmap), 1, is_not_executable);
  failure |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mprotect), 1, is_not_executable);
  failure |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (setitimer), 1,
                               SCMP_A0_64 (SCMP_CMP_EQ, ITIMER_PROF));
  for (gsize i = 0; i < G_N_ELEMENTS (fcntl_commands); i++)
    failure |= seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (fcntl), 1,
                                 SCMP_A1_64 (SCMP_CMP_EQ, (scmp_datum_t) fcntl_commands[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (futex_commands); i++)
    failure |= seccomp_rule_add (
      filter, SCMP_ACT_ALLOW, SCMP_SYS (futex), 1,
      SCMP_A1_64 (SCMP_CMP_MASKED_EQ,
                  (scmp_datum_t) ~(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME) & 0xffffffffu,
                  (scmp_datum_t) futex_commands[i]));
  return failure == 0;
}

/**
 * fb_system_call_filter_install:
 *
 * Lets the kernel filter this process's system calls, for good. It must have given up gaining
 * privileges before.
 *
 * Returns: %FALSE if that can't be done
 */
gboolean
fb_system_call_filter_install (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_KILL_PROCESS);

  if (filter == NULL)
    return FALSE;
  const gboolean done =
    seccomp_attr_set (filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
    seccomp_attr_set (filter, SCMP_FLTATR_CTL_TSYNC, 1) == 0 && add_plain_rules (filter) &&
    add_rules_with_arguments (filter) && seccomp_load (filter) == 0;
  seccomp_release (filter);
  return done;
}
