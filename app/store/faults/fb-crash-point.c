/* fb-crash-point.c
 *
 * Dies at the point that $FAXBELL_CRASH_POINT names, as "placed" or "placed:3", which is when it is
 * passed for the third time. Only in test builds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-crash-point.h"

#include <signal.h>
#include <string.h>

/**
 * fb_crash_point:
 * @name: the name of the point that the calling thread has reached
 *
 * Kills the process if the environment variable FAXBELL_CRASH_POINT says so. Any thread may call
 * it.
 */
void
fb_crash_point (const char *name)
{
  static gint n_passed;
  const char *wanted = g_getenv ("FAXBELL_CRASH_POINT");
  const gsize length = strlen (name);

  if (wanted == NULL || strncmp (wanted, name, length) != 0 ||
      (wanted[length] != ':' && wanted[length] != '\0'))
    return;
  const gint64 number = wanted[length] == ':' ? g_ascii_strtoll (wanted + length + 1, NULL, 10) : 1;
  if (g_atomic_int_add (&n_passed, 1) + 1 == number)
    raise (SIGKILL);
}
