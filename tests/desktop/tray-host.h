/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop-fixture.h"
#include "tray-panel.h"

G_BEGIN_DECLS

/**
 * TrayHost:
 * @desktop: the rest of the desktop
 * @panel: (nullable): the panel, while it runs
 *
 * A desktop with a real tray, and a second host on the bus that reads and clicks the item.
 */
typedef struct
{
  Desktop desktop;
  GSubprocess *panel;
} TrayHost;

void tray_host_set_up (TrayHost *host, gconstpointer data);
void tray_host_tear_down (TrayHost *host, gconstpointer data);

void tray_host_start_panel (TrayHost *host);
void tray_host_kill_panel (TrayHost *host);
guint tray_host_count_items (TrayHost *host);
void tray_host_wait_for_items (TrayHost *host, guint n_items);
ScreenArea tray_host_wait_for_icon (void);
char *tray_host_dup_item_name (TrayHost *host);

GVariant *tray_host_get (TrayHost *host, const char *property);
void tray_host_wait_for_text (TrayHost *host, const char *property, const char *text);
GVariant *tray_host_call_item (TrayHost *host, const char *method, GVariant *arguments);
GVariant *
tray_host_call_menu (TrayHost *host, const char *method, GVariant *arguments, GError **error);

guint tray_host_get_layout (TrayHost *host, GVariant **root);
int tray_host_find (TrayHost *host, const char *label);
int tray_host_wait_to_find (TrayHost *host, const char *label);
GVariant *tray_host_get_property (TrayHost *host, int id, const char *name);
void tray_host_click (TrayHost *host, const char *label);

G_END_DECLS
