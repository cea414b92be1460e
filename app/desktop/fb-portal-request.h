/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void fb_portal_request_async (const char *interface,
                              const char *method,
                              GVariant *options,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
GVariant *fb_portal_request_finish (GAsyncResult *result, GError **error);

G_END_DECLS
