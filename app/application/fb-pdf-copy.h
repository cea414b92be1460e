/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-render-launcher.h"

G_BEGIN_DECLS

void fb_pdf_copy_make_async (FbRenderLauncher *launcher,
                             const char *path,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GFile *fb_pdf_copy_make_finish (GAsyncResult *result, gboolean *is_partial, GError **error);
void fb_pdf_copies_remove_async (void);

G_END_DECLS
