/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The root of a menu; it isn't drawn. */
#define FB_TRAY_MENU_ROOT 0

/**
 * FbTrayMenuItem:
 * @id: its id, constant for as long as it is in the menu
 * @key: identifies the item from one state of the menu to the next: its place and its action
 * @properties: (element-type utf8 GVariant): the properties of com.canonical.dbusmenu
 * @children: (element-type FbTrayMenuItem): the items of its submenu
 * @action: (nullable): its action, without the prefix; %NULL if it can't be chosen
 * @target: (nullable): the parameter of the action
 *
 * One item of the menu.
 */
typedef struct FbTrayMenuItem FbTrayMenuItem;
struct FbTrayMenuItem
{
  int id;
  char *key;
  GHashTable *properties;
  GPtrArray *children;
  char *action;
  GVariant *target;
};

/**
 * FbTrayMenuIds:
 * @by_key: (element-type utf8 int): the id of each item, by its key
 * @last: the newest id; none is used twice
 *
 * The ids of the items, kept from one state of the menu to the next.
 */
typedef struct
{
  GHashTable *by_key;
  int last;
} FbTrayMenuIds;

FbTrayMenuItem *fb_tray_menu_item_build (GMenuModel *model,
                                         GActionGroup *actions,
                                         const char *prefix,
                                         FbTrayMenuIds *ids);
void fb_tray_menu_item_free (FbTrayMenuItem *item);
FbTrayMenuItem *fb_tray_menu_item_find (FbTrayMenuItem *root, int id);
gboolean fb_tray_menu_item_has_same_shape (FbTrayMenuItem *item, FbTrayMenuItem *other);
GVariant *fb_tray_menu_item_serialize_properties (FbTrayMenuItem *item, const char *const *names);
GVariant *fb_tray_menu_item_serialize (FbTrayMenuItem *item, int depth, const char *const *names);
gboolean fb_tray_menu_item_collect_changes (FbTrayMenuItem *before,
                                            FbTrayMenuItem *now,
                                            GVariantBuilder *updated,
                                            GVariantBuilder *removed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbTrayMenuItem, fb_tray_menu_item_free)

G_END_DECLS
