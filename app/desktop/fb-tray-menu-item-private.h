/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The root of a menu; it isn't drawn. */
#define FB_TRAY_MENU_ROOT 0

/**
 * FbTrayMenuItem:
 * @id: names it to hosts for as long as it is in the menu
 * @key: what makes it the same item: where it is, and what it does
 * @properties: (element-type utf8 GVariant): as com.canonical.dbusmenu has them
 * @children: (element-type FbTrayMenuItem): those of a submenu
 * @action: (nullable): what it does, without the prefix; %NULL if it can't be chosen
 * @target: (nullable): with what
 *
 * One line of the menu.
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
 * @by_key: (element-type utf8 int): which id each item has
 * @last: the newest id; none is ever given twice
 *
 * Remembers the ids from one state of the menu to the next.
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
