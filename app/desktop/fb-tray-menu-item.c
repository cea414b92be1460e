/* fb-tray-menu-item.c
 *
 * Turns a GMenuModel into the tree of items of com.canonical.dbusmenu: sections become separators,
 * states of actions become properties. An item keeps its id for as long as it is in the menu,
 * whatever changes around it, since hosts remember ids.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tray-menu-item-private.h"

/* Levels of submenus and sections: a model may contain itself. */
#define MAX_DEPTH 4

typedef struct
{
  GActionGroup *actions;
  const char *prefix;
  FbTrayMenuIds *ids;
  GHashTable *used; /* the keys that are still in the menu */
} Builder;

static void add_model (Builder *builder, FbTrayMenuItem *parent, GMenuModel *model, guint depth);

static void
free_item (gpointer data)
{
  fb_tray_menu_item_free (data);
}

static FbTrayMenuItem *
item_new (int id, char *key)
{
  FbTrayMenuItem *item = g_new0 (FbTrayMenuItem, 1);

  item->id = id;
  item->key = key;
  item->properties =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_variant_unref);
  item->children = g_ptr_array_new_with_free_func (free_item);
  return item;
}

/**
 * fb_tray_menu_item_free:
 * @item: (transfer full): an item
 *
 * Frees the item and its children.
 */
void
fb_tray_menu_item_free (FbTrayMenuItem *item)
{
  g_free (item->key);
  g_hash_table_unref (item->properties);
  g_ptr_array_unref (item->children);
  g_free (item->action);
  g_clear_pointer (&item->target, g_variant_unref);
  g_free (item);
}

static void
set_property (FbTrayMenuItem *item, const char *name, GVariant *value)
{
  g_hash_table_insert (item->properties, (gpointer) name, g_variant_ref_sink (value));
}

/* @what is made unique, since two items may have the same action. */
static FbTrayMenuItem *
add_item (Builder *builder, FbTrayMenuItem *parent, const char *what)
{
  char *key = g_strdup_printf ("%s/%s", parent->key, what);

  for (guint n = 2; g_hash_table_contains (builder->used, key); n++)
    {
      g_free (key);
      key = g_strdup_printf ("%s/%s #%u", parent->key, what, n);
    }

  gpointer id = g_hash_table_lookup (builder->ids->by_key, key);
  if (id == NULL)
    {
      id = GINT_TO_POINTER (++builder->ids->last);
      g_hash_table_insert (builder->ids->by_key, g_strdup (key), id);
    }
  g_hash_table_add (builder->used, g_strdup (key));

  FbTrayMenuItem *item = item_new (GPOINTER_TO_INT (id), key);
  g_ptr_array_add (parent->children, item);
  return item;
}

static void
add_separator (Builder *builder, FbTrayMenuItem *parent)
{
  FbTrayMenuItem *item = add_item (builder, parent, "separator");

  set_property (item, "type", g_variant_new_string ("separator"));
  set_property (item, "visible", g_variant_new_boolean (TRUE));
}

/* The action, if it is enabled, and its state. */
static void
add_action (Builder *builder, FbTrayMenuItem *item, const char *action)
{
  gboolean is_enabled = FALSE;
  const GVariantType *parameter_type = NULL;
  g_autoptr (GVariant) state = NULL;

  if (!g_str_has_prefix (action, builder->prefix))
    return;
  action += strlen (builder->prefix);
  if (!g_action_group_query_action (builder->actions, action, &is_enabled, &parameter_type, NULL,
                                    NULL, &state))
    return;
  if (parameter_type != NULL
        ? item->target == NULL || !g_variant_is_of_type (item->target, parameter_type)
        : item->target != NULL)
    return;

  if (is_enabled)
    item->action = g_strdup (action);
  if (state != NULL && g_variant_is_of_type (state, G_VARIANT_TYPE_BOOLEAN))
    {
      set_property (item, "toggle-type", g_variant_new_string ("checkmark"));
      set_property (item, "toggle-state", g_variant_new_int32 (g_variant_get_boolean (state)));
    }
  else if (state != NULL && item->target != NULL)
    {
      set_property (item, "toggle-type", g_variant_new_string ("radio"));
      set_property (item, "toggle-state",
                    g_variant_new_int32 (g_variant_equal (state, item->target)));
    }
}

static void
add_line (Builder *builder, FbTrayMenuItem *parent, GMenuModel *model, int position, guint depth)
{
  g_autoptr (GVariant) target =
    g_menu_model_get_item_attribute_value (model, position, G_MENU_ATTRIBUTE_TARGET, NULL);
  g_autoptr (GMenuModel) submenu =
    g_menu_model_get_item_link (model, position, G_MENU_LINK_SUBMENU);
  g_autofree char *label = NULL;
  g_autofree char *action = NULL;
  g_autofree char *printed = target != NULL ? g_variant_print (target, FALSE) : NULL;

  g_menu_model_get_item_attribute (model, position, G_MENU_ATTRIBUTE_LABEL, "s", &label);
  g_menu_model_get_item_attribute (model, position, G_MENU_ATTRIBUTE_ACTION, "s", &action);
  g_autofree char *what =
    g_strconcat (action != NULL ? action : "text", printed != NULL ? "::" : NULL, printed, NULL);

  FbTrayMenuItem *item = add_item (builder, parent, what);
  item->target = g_steal_pointer (&target);
  set_property (item, "label", g_variant_new_string (label != NULL ? label : ""));
  set_property (item, "visible", g_variant_new_boolean (TRUE));
  if (action != NULL)
    add_action (builder, item, action);
  if (submenu != NULL)
    {
      set_property (item, "children-display", g_variant_new_string ("submenu"));
      add_model (builder, item, submenu, depth + 1);
    }
  set_property (item, "enabled", g_variant_new_boolean (item->action != NULL || submenu != NULL));
}

static void
add_section (Builder *builder, FbTrayMenuItem *parent, GMenuModel *section, guint depth)
{
  if (g_menu_model_get_n_items (section) == 0)
    return;
  if (parent->children->len > 0)
    add_separator (builder, parent);
  add_model (builder, parent, section, depth + 1);
}

static void
add_model (Builder *builder, FbTrayMenuItem *parent, GMenuModel *model, guint depth)
{
  int n_items = depth < MAX_DEPTH ? g_menu_model_get_n_items (model) : 0;

  for (int i = 0; i < n_items; i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);
      if (section != NULL)
        add_section (builder, parent, section, depth);
      else
        add_line (builder, parent, model, i, depth);
    }
}

static gboolean
is_unused (gpointer key, gpointer id, gpointer used)
{
  return !g_hash_table_contains (used, key);
}

/**
 * fb_tray_menu_item_build:
 * @model: a menu
 * @actions: the actions of its items
 * @prefix: the prefix of the actions' names in @model, with its dot
 * @ids: (inout): the ids that the items had before; those of new items are added, those of removed
 * ones dropped
 *
 * Reads @model and all menus that it links to, down to four levels.
 *
 * Returns: (transfer full): the root of the tree
 */
FbTrayMenuItem *
fb_tray_menu_item_build (GMenuModel *model,
                         GActionGroup *actions,
                         const char *prefix,
                         FbTrayMenuIds *ids)
{
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Builder builder = { actions, prefix, ids, used };
  FbTrayMenuItem *root = item_new (FB_TRAY_MENU_ROOT, g_strdup (""));

  set_property (root, "children-display", g_variant_new_string ("submenu"));
  add_model (&builder, root, model, 0);
  g_hash_table_foreach_remove (ids->by_key, is_unused, used);
  return root;
}

/**
 * fb_tray_menu_item_find:
 * @root: the item where the search begins
 * @id: an id; need not exist
 *
 * Returns: (transfer none) (nullable): @root or the item below it that has the id
 */
FbTrayMenuItem *
fb_tray_menu_item_find (FbTrayMenuItem *root, int id)
{
  if (root->id == id)
    return root;
  for (guint i = 0; i < root->children->len; i++)
    {
      FbTrayMenuItem *found = fb_tray_menu_item_find (g_ptr_array_index (root->children, i), id);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * fb_tray_menu_item_has_same_shape:
 * @item: an item
 * @other: another item
 *
 * Returns: whether both trees have the same ids in the same places, whatever their properties
 */
gboolean
fb_tray_menu_item_has_same_shape (FbTrayMenuItem *item, FbTrayMenuItem *other)
{
  if (item->id != other->id || item->children->len != other->children->len)
    return FALSE;
  for (guint i = 0; i < item->children->len; i++)
    if (!fb_tray_menu_item_has_same_shape (g_ptr_array_index (item->children, i),
                                           g_ptr_array_index (other->children, i)))
      return FALSE;
  return TRUE;
}

/**
 * fb_tray_menu_item_serialize_properties:
 * @item: an item
 * @names: (array zero-terminated=1): the names of the wanted properties; none for all
 *
 * Returns: (transfer floating): the properties, an a{sv}
 */
GVariant *
fb_tray_menu_item_serialize_properties (FbTrayMenuItem *item, const char *const *names)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  const char *name;
  GVariant *value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_hash_table_iter_init (&iter, item->properties);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &value))
    if (names[0] == NULL || g_strv_contains (names, name))
      g_variant_builder_add (&builder, "{sv}", name, value);
  return g_variant_builder_end (&builder);
}

/**
 * fb_tray_menu_item_serialize:
 * @item: an item
 * @depth: the number of levels below it; negative for all
 * @names: (array zero-terminated=1): the names of the wanted properties; none for all
 *
 * Returns: (transfer floating): the item with its children, an (ia{sv}av)
 */
GVariant *
fb_tray_menu_item_serialize (FbTrayMenuItem *item, int depth, const char *const *names)
{
  GVariantBuilder children;

  g_variant_builder_init (&children, G_VARIANT_TYPE ("av"));
  for (guint i = 0; depth != 0 && i < item->children->len; i++)
    g_variant_builder_add (&children, "v",
                           fb_tray_menu_item_serialize (g_ptr_array_index (item->children, i),
                                                        MAX (depth, 0) - 1, names));
  return g_variant_new ("(i@a{sv}@av)", item->id,
                        fb_tray_menu_item_serialize_properties (item, names),
                        g_variant_builder_end (&children));
}

/* Changes */

static gboolean
are_equal (FbTrayMenuItem *item, FbTrayMenuItem *other)
{
  GHashTableIter iter;
  const char *name;
  GVariant *value;

  if (g_hash_table_size (item->properties) != g_hash_table_size (other->properties))
    return FALSE;
  g_hash_table_iter_init (&iter, item->properties);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &value))
    {
      GVariant *other_value = g_hash_table_lookup (other->properties, name);
      if (other_value == NULL || !g_variant_equal (value, other_value))
        return FALSE;
    }
  return TRUE;
}

static void
collect_gone (FbTrayMenuItem *before, FbTrayMenuItem *now, GVariantBuilder *removed)
{
  GHashTableIter iter;
  const char *name;
  GVariantBuilder names;
  gboolean is_any = FALSE;

  g_variant_builder_init (&names, G_VARIANT_TYPE_STRING_ARRAY);
  g_hash_table_iter_init (&iter, before->properties);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
    if (!g_hash_table_contains (now->properties, name))
      {
        g_variant_builder_add (&names, "s", name);
        is_any = TRUE;
      }
  if (is_any)
    g_variant_builder_add (removed, "(ias)", now->id, &names);
  else
    g_variant_builder_clear (&names);
}

/**
 * fb_tray_menu_item_collect_changes:
 * @before: an item as it was
 * @now: the same item as it is, with the same shape
 * @updated: (inout): receives the properties of all items that have changed, an a(ia{sv})
 * @removed: (inout): receives the names of properties that items have lost, an a(ias)
 *
 * Compares two trees that fb_tray_menu_item_has_same_shape() holds to be alike.
 *
 * Returns: whether anything has changed
 */
gboolean
fb_tray_menu_item_collect_changes (FbTrayMenuItem *before,
                                   FbTrayMenuItem *now,
                                   GVariantBuilder *updated,
                                   GVariantBuilder *removed)
{
  static const char *const all[] = { NULL };
  gboolean is_any = !are_equal (before, now);

  if (is_any)
    {
      g_variant_builder_add (updated, "(i@a{sv})", now->id,
                             fb_tray_menu_item_serialize_properties (now, all));
      collect_gone (before, now, removed);
    }
  for (guint i = 0; i < now->children->len; i++)
    is_any |=
      fb_tray_menu_item_collect_changes (g_ptr_array_index (before->children, i),
                                         g_ptr_array_index (now->children, i), updated, removed);
  return is_any;
}
