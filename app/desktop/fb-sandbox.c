/* fb-sandbox.c
 *
 * Whether we run in a Flatpak. There the desktop is reached through its portals only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-sandbox.h"

/* Flatpak puts it into every sandbox, where nothing else can. */
#define SANDBOX_FILE "/.flatpak-info"

/**
 * fb_is_sandboxed:
 *
 * Returns: whether we run in a sandbox
 */
gboolean
fb_is_sandboxed (void)
{
  static gsize answer;

  if (g_once_init_enter (&answer))
    g_once_init_leave (&answer, g_file_test (SANDBOX_FILE, G_FILE_TEST_EXISTS) ? 1 : 2);
  return answer == 1;
}
