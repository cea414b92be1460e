/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DiskProcess:
 * @home: a folder of its own, removed at the end
 * @share: what the disk log is of
 * @folder: the store's, in @share
 * @log: what the process writes to the disk, where it is recorded
 * @plan: which of its calls fail, where that is injected
 * @launcher: starts it
 *
 * The test's own program as a process that works on a store, and may be killed, or have its disk
 * fail.
 */
typedef struct
{
  char *home;
  char *share;
  char *folder;
  char *log;
  char *plan;
  GSubprocessLauncher *launcher;
} DiskProcess;

void disk_process_set_up (DiskProcess *self, gconstpointer data);
void disk_process_tear_down (DiskProcess *self, gconstpointer data);
GSubprocess *disk_process_run (DiskProcess *self, const char *mode, guint *n_acknowledged);

G_END_DECLS
