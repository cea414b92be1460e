/* fb-descriptor-limit.c
 *
 * How many files and connections the process may have open. Sessions start programs with a soft
 * limit of 1024, for the sake of select(), which nothing here uses; a process may raise it by
 * itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-descriptor-limit.h"

#include <sys/resource.h>

/**
 * fb_descriptor_limit_raise:
 * @n_descriptors: how many are needed
 *
 * Raises the limit of the process, if it is lower and may be raised. For any thread.
 *
 * Returns: how many there may be; possibly fewer than @n_descriptors
 */
guint
fb_descriptor_limit_raise (guint n_descriptors)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return n_descriptors;
  if (limit.rlim_cur < n_descriptors)
    {
      struct rlimit raised = { MIN (n_descriptors, limit.rlim_max), limit.rlim_max };

      if (setrlimit (RLIMIT_NOFILE, &raised) == 0)
        limit = raised;
    }
  return (guint) MIN (limit.rlim_cur, G_MAXUINT);
}
