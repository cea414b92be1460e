/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FB_TYPE_EXPORT_PROGRESS (fb_export_progress_get_type ())
G_DECLARE_FINAL_TYPE (FbExportProgress, fb_export_progress, FB, EXPORT_PROGRESS, GObject)

FbExportProgress *fb_export_progress_new (GtkWindow *parent, GCancellable *cancellable);
void fb_export_progress_set (FbExportProgress *self, guint n_done, guint n_faxes);
void fb_export_progress_close (FbExportProgress *self);

G_END_DECLS
