/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-tray-icon.h"

G_BEGIN_DECLS

/**
 * FbTrayPreparation:
 * @bus_address: the address of the session bus
 * @icon_names: for each `FbTrayIcon`, its name in the icon theme, or empty
 * @pixmaps: for each `FbTrayIcon`, its pixmaps, an a(iiay)
 *
 * What the item in the tray needs before it can be shown.
 */
typedef struct
{
  char *bus_address;
  const char *icon_names[FB_N_TRAY_ICONS];
  GVariant *pixmaps[FB_N_TRAY_ICONS];
} FbTrayPreparation;

void fb_tray_prepare_async (GObject *source,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
FbTrayPreparation *fb_tray_prepare_finish (GAsyncResult *result, GError **error);
void fb_tray_preparation_free (FbTrayPreparation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbTrayPreparation, fb_tray_preparation_free)

G_END_DECLS
