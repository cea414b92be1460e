/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean fb_export (const char *folder,
                    const char *file_name,
                    guint *n_faxes,
                    GCancellable *cancellable,
                    GError **error);
void fb_export_async (const char *folder,
                      const char *file_name,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
gboolean fb_export_finish (GAsyncResult *result, guint *n_faxes, GError **error);

G_END_DECLS
