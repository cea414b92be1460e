/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FB_TYPE_TRAY_MENU (fb_tray_menu_get_type ())
G_DECLARE_FINAL_TYPE (FbTrayMenu, fb_tray_menu, FB, TRAY_MENU, GObject)

/* Signals:
 *   activated (const char *action, GVariant *target): an item was chosen; the action has no prefix
 *     and is not activated yet
 */

FbTrayMenu *fb_tray_menu_new (GMenuModel *model, GActionGroup *actions, const char *prefix);
gboolean fb_tray_menu_export (FbTrayMenu *self,
                              GDBusConnection *connection,
                              const char *object_path,
                              GError **error);

G_END_DECLS
