/* fb-confinement.c
 *
 * How the helper shuts itself in, before it has read a byte of a document: limits on what it may
 * take, and nothing left to reach but its memory and its descriptors. It ends with its parent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-confinement.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "fb-landlock.h"
#include "fb-render-protocol.h"
#include "fb-sanitizers.h"
#include "fb-system-call-filter.h"

#define MAX_MEMORY    (1024 * 1024 * 1024)
#define MAX_STACK     (8 * 1024 * 1024)
#define MAX_FILE_SIZE G_GINT64_CONSTANT (0x80000000)
/* Of all requests together, so that a forgotten one ends; one request has less. */
#define MAX_PROCESSOR_SECONDS 3600
/* For the document, for memory, and for fonts in use. */
#define SPARE_DESCRIPTORS 32

/* Never more than there was. */
static gboolean
set_limit (__rlimit_resource_t resource, rlim_t value)
{
  struct rlimit limit;

  if (getrlimit (resource, &limit) != 0)
    return FALSE;
  limit.rlim_max = MIN (limit.rlim_max, value);
  limit.rlim_cur = limit.rlim_max;
  return setrlimit (resource, &limit) == 0;
}

static gboolean
set_limits (guint n_descriptors)
{
  /* The address sanitizer reserves terabytes. */
  if (!FB_HAS_SANITIZER && !set_limit (RLIMIT_AS, MAX_MEMORY))
    return FALSE;
  return set_limit (RLIMIT_STACK, MAX_STACK) && set_limit (RLIMIT_CORE, 0) &&
         set_limit (RLIMIT_NPROC, 0) && set_limit (RLIMIT_FSIZE, MAX_FILE_SIZE) &&
         set_limit (RLIMIT_MEMLOCK, 0) && set_limit (RLIMIT_MSGQUEUE, 0) &&
         set_limit (RLIMIT_CPU, MAX_PROCESSOR_SECONDS) &&
         set_limit (RLIMIT_NOFILE, n_descriptors + SPARE_DESCRIPTORS);
}

/* A signal that was ignored or blocked by who started us would not end what is to be ended. What is
 * written to a full disk, or to nobody, is an error where it happens.
 */
static void
reset_signals (void)
{
  static const int ending[] = { SIGPROF, SIGSYS, SIGXCPU, SIGTERM, SIGINT };
  sigset_t none;

  for (gsize i = 0; i < G_N_ELEMENTS (ending); i++)
    signal (ending[i], SIG_DFL);
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
}

/* A thread that some library has started could hold what the limits forbid. */
static gboolean
has_one_thread (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/task", 0, NULL);
  guint n = 0;

  if (dir == NULL)
    return FALSE;
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n == 1;
}

/**
 * fb_confine:
 * @n_descriptors: one more than the highest descriptor that is open
 * @confinement: (out): what has been done, of #FbRenderConfinement
 *
 * Shuts this process in, for good.
 *
 * Returns: %FALSE if that could not be done; then no document may be read
 */
gboolean
fb_confine (guint n_descriptors, guint32 *confinement)
{
  *confinement = 0;
  reset_signals ();
  if (!FB_HAS_SANITIZER && !has_one_thread ())
    return FALSE;
  if (prctl (PR_SET_PDEATHSIG, SIGKILL) != 0 || prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      prctl (PR_SET_DUMPABLE, 0) != 0 || !set_limits (n_descriptors))
    return FALSE;
  if (fb_landlock_deny_all ())
    *confinement |= FB_RENDER_LANDLOCK;
  if (!fb_system_call_filter_install ())
    return FALSE;
  *confinement |= FB_RENDER_SECCOMP;
  return TRUE;
}
