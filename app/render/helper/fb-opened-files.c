/* fb-opened-files.c
 *
 * Files that are opened before the helper shuts itself in, because it may open none afterwards:
 * fonts, and Poppler's data. They are known by the paths that the libraries ask for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-opened-files.h"

#include <fcntl.h>
#include <sys/resource.h>

/* Descriptors that are left for all else. */
#define SPARE_DESCRIPTORS 64
/* Folders within folders, should they be endless. */
#define MAX_DEPTH 8

static GHashTable *descriptors;
static guint n_descriptors;

/* As many as this process may ever have. */
static guint
raise_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return 0;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
  return (guint) MIN (limit.rlim_max, 65536);
}

/**
 * fb_opened_files_add:
 * @path: of a regular file, as it will be asked for
 *
 * Opens a file and keeps it open, unless it can't be read, or there are no descriptors left.
 */
void
fb_opened_files_add (const char *path)
{
  static guint limit;

  if (descriptors == NULL)
    {
      descriptors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      limit = raise_limit ();
    }
  if (n_descriptors + SPARE_DESCRIPTORS > limit || g_hash_table_contains (descriptors, path))
    return;

  const int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0)
    return;
  g_hash_table_insert (descriptors, g_strdup (path), GINT_TO_POINTER (fd));
  n_descriptors = MAX (n_descriptors, (guint) fd + 1);
}

static void
add_folder (const char *path, guint depth)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  if (dir == NULL || depth > MAX_DEPTH)
    return;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        add_folder (child, depth + 1);
      else if (g_file_test (child, G_FILE_TEST_IS_REGULAR))
        fb_opened_files_add (child);
    }
}

/**
 * fb_opened_files_add_folder:
 * @path: a folder, which need not exist
 *
 * Opens all files of a folder and of those in it.
 */
void
fb_opened_files_add_folder (const char *path)
{
  add_folder (path, 0);
}

/**
 * fb_opened_files_find:
 * @path: as it was opened
 *
 * Returns: the descriptor, which stays open; -1 if there is none for @path
 */
int
fb_opened_files_find (const char *path)
{
  gpointer value;

  if (descriptors == NULL || !g_hash_table_lookup_extended (descriptors, path, NULL, &value))
    return -1;
  return GPOINTER_TO_INT (value);
}

/**
 * fb_opened_files_get_n_descriptors:
 *
 * Returns: one more than the highest descriptor of an opened file; 0 if there is none
 */
guint
fb_opened_files_get_n_descriptors (void)
{
  return n_descriptors;
}
