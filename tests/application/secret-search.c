/* secret-search.c
 *
 * Looks for a secret where it must not be: in files and their names, and in what the system tells
 * others of a process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "secret-search.h"

#include <string.h>

static void
assert_not_in_file (const char *path, const char *secret)
{
  g_autofree char *content = NULL;
  gsize length;

  if (g_file_get_contents (path, &content, &length, NULL) &&
      memmem (content, length, secret, strlen (secret)) != NULL)
    g_error ("The secret is in %s", path);
}

/**
 * secret_search_folder:
 * @folder: a folder
 * @secret: what must be nowhere in it
 */
void
secret_search_folder (const char *folder, const char *secret)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_null (strstr (name, secret));
      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        secret_search_folder (path, secret);
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        assert_not_in_file (path, secret);
    }
}

/**
 * secret_search_process:
 * @faxbell: the application, running
 * @secret: what must not be in its environment, nor on its command line
 */
void
secret_search_process (RunningFaxbell *faxbell, const char *secret)
{
  static const char *const files[] = { "environ", "cmdline" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/proc/%s/%s", g_subprocess_get_identifier (faxbell->process), files[i]);
      g_autofree char *content = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      g_file_get_contents (path, &content, &length, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (length, >, 0);
      g_assert_null (memmem (content, length, secret, strlen (secret)));
    }
}
