/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbExportProgressFunc:
 * @n_done: how many faxes were written
 * @n_faxes: how many there are in all
 * @user_data: what was given with the function
 */
typedef void (*FbExportProgressFunc) (guint n_done, guint n_faxes, gpointer user_data);

/**
 * FbExportProgressTarget:
 * @func: called in the exporting thread, now and then
 * @user_data: for @func
 */
typedef struct
{
  FbExportProgressFunc func;
  gpointer user_data;
} FbExportProgressTarget;

gboolean fb_export (const char *folder,
                    const char *file_name,
                    const FbExportProgressTarget *progress,
                    guint *n_faxes,
                    GCancellable *cancellable,
                    GError **error);
void fb_export_async (const char *folder,
                      const char *file_name,
                      FbExportProgressFunc progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
gboolean fb_export_finish (GAsyncResult *result, guint *n_faxes, GError **error);

G_END_DECLS
