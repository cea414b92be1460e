/* fb-landlock.c
 *
 * Landlock: the kernel denies this process all files, TCP, abstract sockets and signals to others,
 * as far as it knows how to. What is open stays open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-landlock.h"

#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

/* As Linux 6.12 has it; a kernel that knows less takes zeros behind its end. */
typedef struct
{
  guint64 handled_access_fs;
  guint64 handled_access_net;
  guint64 scoped;
} Ruleset;

/* How many kinds of access to files, to the network, and of what is beyond this process, each
 * version of Landlock knows: always all bits from the lowest.
 */
static const struct
{
  guint8 n_files;
  guint8 n_network;
  guint8 n_scopes;
} known[] = {
  { 13, 0, 0 }, /* 1: Linux 5.13 */
  { 14, 0, 0 }, /* 2: renaming to another folder */
  { 15, 0, 0 }, /* 3: truncating */
  { 15, 2, 0 }, /* 4: TCP */
  { 16, 2, 0 }, /* 5: ioctl of devices */
  { 16, 2, 2 }, /* 6: abstract sockets, signals */
};

static guint64
lowest_bits (guint n)
{
  return (G_GUINT64_CONSTANT (1) << n) - 1;
}

/**
 * fb_landlock_deny_all:
 *
 * Denies this process everything that Landlock can deny, for good. It must have given up gaining
 * privileges before.
 *
 * Returns: %FALSE if this kernel has no Landlock, or it is turned off
 */
gboolean
fb_landlock_deny_all (void)
{
  const long version =
    syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1)
    return FALSE;

  const gsize i = MIN ((gsize) version, G_N_ELEMENTS (known)) - 1;
  const Ruleset ruleset = {
    .handled_access_fs = lowest_bits (known[i].n_files),
    .handled_access_net = lowest_bits (known[i].n_network),
    .scoped = lowest_bits (known[i].n_scopes),
  };
  const int fd = (int) syscall (SYS_landlock_create_ruleset, &ruleset, sizeof ruleset, 0);
  if (fd < 0)
    return FALSE;
  const gboolean done = syscall (SYS_landlock_restrict_self, fd, 0) == 0;
  close (fd);
  return done;
}
