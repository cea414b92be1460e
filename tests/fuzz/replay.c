/* replay.c
 *
 * Stands in for libFuzzer: runs a fuzz target over every file of the folders that are named. An
 * empty corpus shows nothing, and so fails.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib.h>

#include "fuzz.h"

static guint
replay_folder (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;
  guint n = 0;

  if (dir == NULL)
    g_error ("%s", error->message);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file_name = g_build_filename (path, name, NULL);
      g_autofree char *content = NULL;
      gsize length;

      if (!g_file_get_contents (file_name, &content, &length, &error))
        g_error ("%s", error->message);
      /* At the very end of what was allocated, so that the sanitizer sees each step beyond. */
      g_autofree guint8 *exact = g_memdup2 (content, length);
      LLVMFuzzerTestOneInput (exact, length);
      n++;
    }
  return n;
}

int
main (int argc, char *argv[])
{
  guint n = 0;

  for (int i = 1; i < argc; i++)
    n += replay_folder (argv[i]);
  g_print ("%u inputs replayed\n", n);
  return n > 0 ? 0 : 1;
}
