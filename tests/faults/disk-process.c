/* disk-process.c
 *
 * A process that works on a store and says what was kept, for tests that look at what is there when
 * it has died, or when the power was cut.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "disk-process.h"

#include "folder.h"

#include <glib/gstdio.h>
#include <string.h>

void
disk_process_set_up (DiskProcess *self, gconstpointer data)
{
  self->home = g_dir_make_tmp ("faxbell-disk-XXXXXX", NULL);
  self->share = g_build_filename (self->home, "share", NULL);
  self->folder = g_build_filename (self->share, "faxbell", NULL);
  self->log = g_build_filename (self->home, "disk-log", NULL);
  self->plan = g_build_filename (self->home, "plan", NULL);
  g_assert_no_errno (g_mkdir_with_parents (self->share, 0700));
  self->launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_subprocess_launcher_setenv (self->launcher, "DISK_LOG", self->log, TRUE);
  g_subprocess_launcher_setenv (self->launcher, "DISK_LOG_FOLDER", self->share, TRUE);
  g_subprocess_launcher_setenv (self->launcher, "FAULT_PLAN", self->plan, TRUE);
}

void
disk_process_tear_down (DiskProcess *self, gconstpointer data)
{
  folder_remove (self->home);
  g_clear_object (&self->launcher);
  g_free (self->home);
  g_free (self->share);
  g_free (self->folder);
  g_free (self->log);
  g_free (self->plan);
}

/**
 * disk_process_run:
 * @self: a process
 * @mode: the program's first argument; the second is the store's folder
 * @n_acknowledged: (out): the number of the last step that it said was kept
 *
 * Runs it to its end.
 *
 * Returns: (transfer full): the process, which has ended
 */
GSubprocess *
disk_process_run (DiskProcess *self, const char *mode, guint *n_acknowledged)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *said = NULL;
  GSubprocess *process =
    g_subprocess_launcher_spawn (self->launcher, &error, program, mode, self->folder, NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error);
  g_assert_no_error (error);
  const char *last = strstr (said, "kept ") != NULL ? g_strrstr (said, "kept ") + 5 : "0";
  *n_acknowledged = (guint) g_ascii_strtoull (last, NULL, 10);
  return process;
}
