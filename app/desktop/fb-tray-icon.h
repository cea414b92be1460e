/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FbTrayIcon:
 * @FB_TRAY_ICON_NORMAL: receiving, nothing open
 * @FB_TRAY_ICON_OPEN: there are open faxes
 * @FB_TRAY_ICON_NOT_RECEIVING: no faxes can be received
 * @FB_TRAY_ICON_DO_NOT_DISTURB: notifications are suspended
 *
 * The states that the icon in the tray shows.
 */
typedef enum
{
  FB_TRAY_ICON_NORMAL,
  FB_TRAY_ICON_OPEN,
  FB_TRAY_ICON_NOT_RECEIVING,
  FB_TRAY_ICON_DO_NOT_DISTURB,
} FbTrayIcon;

#define FB_N_TRAY_ICONS 4

const char *fb_tray_icon_get_name (FbTrayIcon icon);
GVariant *fb_tray_icon_render (FbTrayIcon icon);

G_END_DECLS
