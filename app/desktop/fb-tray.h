/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FB_TYPE_TRAY (fb_tray_get_type ())
G_DECLARE_FINAL_TYPE (FbTray, fb_tray, FB, TRAY, GObject)

/* Properties and signals, all in the context of the thread that made the tray:
 *   shown (gboolean): whether a tray has accepted the item
 *   activated (const char *action, GVariant *target, const char *activation_token): the item or one
 *     of its menu was chosen; the action has no prefix and is not activated yet
 */

FbTray *fb_tray_new (const char *title,
                     GMenuModel *menu,
                     GActionGroup *actions,
                     const char *prefix,
                     const char *default_action);
void fb_tray_set_open (FbTray *self, guint n_open, gint64 open_since);
void fb_tray_set_state (FbTray *self, gboolean is_receiving, const char *sentence);
void fb_tray_set_do_not_disturb (FbTray *self, gboolean do_not_disturb);
gboolean fb_tray_is_shown (FbTray *self);

G_END_DECLS
