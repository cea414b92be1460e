/* fb-sandbox.c
 *
 * Whether the process runs in a Flatpak sandbox, where the desktop is reached by its portals only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-sandbox.h"

/* Flatpak makes it in every sandbox, and applications can't. */
#define SANDBOX_FILE "/.flatpak-info"

/**
 * fb_is_sandboxed:
 *
 * Looks for the file of Flatpak once, and remembers the answer. For any thread.
 *
 * Returns: whether the process runs in a Flatpak sandbox
 */
gboolean
fb_is_sandboxed (void)
{
  static gsize answer;

  if (g_once_init_enter (&answer))
    g_once_init_leave (&answer, g_file_test (SANDBOX_FILE, G_FILE_TEST_EXISTS) ? 1 : 2);
  return answer == 1;
}
