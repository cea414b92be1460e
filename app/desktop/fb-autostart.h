/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FB_TYPE_AUTOSTART (fb_autostart_get_type ())
G_DECLARE_FINAL_TYPE (FbAutostart, fb_autostart, FB, AUTOSTART, GObject)

/* Properties, in the context of the thread that made it:
 *   enabled (gboolean): whether the desktop starts the application at login, as of the last check
 */

FbAutostart *fb_autostart_new (GSettings *settings);
gboolean fb_autostart_is_enabled (FbAutostart *self);
void fb_autostart_set_async (FbAutostart *self,
                             gboolean enabled,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean fb_autostart_set_finish (FbAutostart *self, GAsyncResult *result, GError **error);

G_END_DECLS
