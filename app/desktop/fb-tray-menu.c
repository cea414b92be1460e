/* fb-tray-menu.c
 *
 * Exports a GMenuModel as com.canonical.dbusmenu, the menu protocol that all hosts of a tray
 * support. Hosts differ in the calls that they make, so all are implemented; arguments are checked,
 * since any program on the bus can call.
 *
 * Changes in one iteration of the main loop are signalled together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tray-menu.h"

#include "fb-menu-dbus.h"
#include "fb-tray-menu-item-private.h"

#define PROTOCOL_VERSION 3

/* Ids, events or property names in one call: more than any host needs. */
#define MAX_ARGUMENTS 1000

#define MAX_FOLLOWED_DEPTH 4

struct _FbTrayMenu
{
  GObject parent_instance;

  GMenuModel *model;
  GActionGroup *actions;
  char *prefix;
  FbDBusMenu *skeleton;

  FbTrayMenuIds ids;
  FbTrayMenuItem *root;
  GPtrArray *followed; /* the models of sections and submenus, and the menu itself */
  guint revision;
  guint fetched_revision; /* the newest one that a host has read */
  guint update_source;
};

static guint activated_signal;

G_DEFINE_FINAL_TYPE (FbTrayMenu, fb_tray_menu, G_TYPE_OBJECT)

/* Changes */

static void queue_update (FbTrayMenu *self);

static void
stop_following (gpointer model, gpointer self)
{
  g_signal_handlers_disconnect_by_func (model, queue_update, self);
}

static void
follow (FbTrayMenu *self, GMenuModel *model, guint depth)
{
  static const char *const links[] = { G_MENU_LINK_SECTION, G_MENU_LINK_SUBMENU };
  int n_items = depth < MAX_FOLLOWED_DEPTH ? g_menu_model_get_n_items (model) : 0;

  g_ptr_array_add (self->followed, g_object_ref (model));
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (queue_update), self);
  for (int i = 0; i < n_items; i++)
    for (guint k = 0; k < G_N_ELEMENTS (links); k++)
      {
        g_autoptr (GMenuModel) linked = g_menu_model_get_item_link (model, i, links[k]);
        if (linked != NULL)
          follow (self, linked, depth + 1);
      }
}

static void
emit_changes (FbTrayMenu *self, FbTrayMenuItem *before)
{
  GVariantBuilder updated;
  GVariantBuilder removed;

  if (!fb_tray_menu_item_has_same_shape (before, self->root))
    {
      self->revision++;
      fb_dbus_menu_emit_layout_updated (self->skeleton, self->revision, FB_TRAY_MENU_ROOT);
      return;
    }

  g_variant_builder_init (&updated, G_VARIANT_TYPE ("a(ia{sv})"));
  g_variant_builder_init (&removed, G_VARIANT_TYPE ("a(ias)"));
  gboolean is_any = fb_tray_menu_item_collect_changes (before, self->root, &updated, &removed);
  g_autoptr (GVariant) updates = g_variant_ref_sink (g_variant_builder_end (&updated));
  g_autoptr (GVariant) removals = g_variant_ref_sink (g_variant_builder_end (&removed));
  if (!is_any)
    return;
  self->revision++;
  fb_dbus_menu_emit_items_properties_updated (self->skeleton, updates, removals);
}

static void
update (FbTrayMenu *self)
{
  g_autoptr (FbTrayMenuItem) before = g_steal_pointer (&self->root);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_ptr_array_foreach (self->followed, stop_following, self);
  g_ptr_array_set_size (self->followed, 0);
  follow (self, self->model, 0);
  self->root = fb_tray_menu_item_build (self->model, self->actions, self->prefix, &self->ids);
  if (before != NULL)
    emit_changes (self, before);
}

static gboolean
on_update (gpointer data)
{
  FbTrayMenu *self = data;

  self->update_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
queue_update (FbTrayMenu *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add_full (G_PRIORITY_DEFAULT, on_update, self, NULL);
}

/* Calls of hosts */

static gboolean
is_too_much (GDBusMethodInvocation *invocation, gsize n_arguments)
{
  if (n_arguments <= MAX_ARGUMENTS)
    return FALSE;
  g_dbus_method_invocation_return_error_literal (
    invocation, G_DBUS_ERROR, G_DBUS_ERROR_LIMITS_EXCEEDED, "That is too much at once");
  return TRUE;
}

static FbTrayMenuItem *
find_or_refuse (FbTrayMenu *self, GDBusMethodInvocation *invocation, int id)
{
  FbTrayMenuItem *item = fb_tray_menu_item_find (self->root, id);

  if (item == NULL)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                           "There is no item %d", id);
  return item;
}

static gboolean
on_get_layout (FbTrayMenu *self,
               GDBusMethodInvocation *invocation,
               int parent_id,
               int depth,
               const char *const *names)
{
  if (is_too_much (invocation, g_strv_length ((char **) names)))
    return TRUE;
  FbTrayMenuItem *item = find_or_refuse (self, invocation, parent_id);
  if (item == NULL)
    return TRUE;
  self->fetched_revision = self->revision;
  fb_dbus_menu_complete_get_layout (self->skeleton, invocation, self->revision,
                                    fb_tray_menu_item_serialize (item, depth, names));
  return TRUE;
}

static void
add_properties (GVariantBuilder *builder, FbTrayMenuItem *item, const char *const *names)
{
  g_variant_builder_add (builder, "(i@a{sv})", item->id,
                         fb_tray_menu_item_serialize_properties (item, names));
}

static void
add_all_properties (GVariantBuilder *builder, FbTrayMenuItem *item, const char *const *names)
{
  add_properties (builder, item, names);
  for (guint i = 0; i < item->children->len; i++)
    add_all_properties (builder, g_ptr_array_index (item->children, i), names);
}

/* By the protocol an empty list means all items. Unknown ids are left out. */
static gboolean
on_get_group_properties (FbTrayMenu *self,
                         GDBusMethodInvocation *invocation,
                         GVariant *ids,
                         const char *const *names)
{
  GVariantBuilder builder;
  gsize n_ids;
  const gint32 *requested = g_variant_get_fixed_array (ids, &n_ids, sizeof (gint32));

  if (is_too_much (invocation, n_ids) || is_too_much (invocation, g_strv_length ((char **) names)))
    return TRUE;
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ia{sv})"));
  if (n_ids == 0)
    add_all_properties (&builder, self->root, names);
  for (gsize i = 0; i < n_ids; i++)
    {
      FbTrayMenuItem *item = fb_tray_menu_item_find (self->root, requested[i]);
      if (item != NULL)
        add_properties (&builder, item, names);
    }
  fb_dbus_menu_complete_get_group_properties (self->skeleton, invocation,
                                              g_variant_builder_end (&builder));
  return TRUE;
}

static gboolean
on_get_property (FbTrayMenu *self, GDBusMethodInvocation *invocation, int id, const char *name)
{
  FbTrayMenuItem *item = find_or_refuse (self, invocation, id);

  if (item == NULL)
    return TRUE;
  GVariant *value = g_hash_table_lookup (item->properties, name);
  if (value == NULL)
    g_dbus_method_invocation_return_error_literal (
      invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, "The item has no such property");
  else
    fb_dbus_menu_complete_get_property (self->skeleton, invocation, g_variant_new_variant (value));
  return TRUE;
}

/* Events other than clicks (opened, closed, hovered) have no effect. */
static gboolean
do_event (FbTrayMenu *self, int id, const char *event)
{
  FbTrayMenuItem *item = fb_tray_menu_item_find (self->root, id);

  if (item == NULL)
    return FALSE;
  if (item->action == NULL || !g_str_equal (event, "clicked"))
    return TRUE;

  /* The handler may change the menu and free this item. */
  g_autofree char *action = g_strdup (item->action);
  g_autoptr (GVariant) target = item->target != NULL ? g_variant_ref (item->target) : NULL;
  g_signal_emit (self, activated_signal, 0, action, target);
  return TRUE;
}

/* The reply goes first: the action may take a while, or end the application. */
static gboolean
on_event (FbTrayMenu *self,
          GDBusMethodInvocation *invocation,
          int id,
          const char *event,
          GVariant *data,
          guint timestamp)
{
  if (find_or_refuse (self, invocation, id) == NULL)
    return TRUE;
  fb_dbus_menu_complete_event (self->skeleton, invocation);
  do_event (self, id, event);
  return TRUE;
}

static gboolean
on_event_group (FbTrayMenu *self, GDBusMethodInvocation *invocation, GVariant *events)
{
  GVariantBuilder unknown;
  GVariantIter iter;
  gsize n_events = g_variant_n_children (events);
  gsize n_unknown = 0;
  int id;
  const char *event;

  if (is_too_much (invocation, n_events))
    return TRUE;
  g_variant_builder_init (&unknown, G_VARIANT_TYPE ("ai"));
  g_variant_iter_init (&iter, events);
  while (g_variant_iter_next (&iter, "(i&svu)", &id, NULL, NULL, NULL))
    if (fb_tray_menu_item_find (self->root, id) == NULL)
      {
        g_variant_builder_add (&unknown, "i", id);
        n_unknown++;
      }

  if (n_events > 0 && n_unknown == n_events)
    {
      g_variant_builder_clear (&unknown);
      g_dbus_method_invocation_return_error_literal (
        invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, "There are no such items");
      return TRUE;
    }
  fb_dbus_menu_complete_event_group (self->skeleton, invocation, g_variant_builder_end (&unknown));
  g_variant_iter_init (&iter, events);
  while (g_variant_iter_next (&iter, "(i&svu)", &id, &event, NULL, NULL))
    do_event (self, id, event);
  return TRUE;
}

static gboolean
on_about_to_show (FbTrayMenu *self, GDBusMethodInvocation *invocation, int id)
{
  if (find_or_refuse (self, invocation, id) != NULL)
    fb_dbus_menu_complete_about_to_show (self->skeleton, invocation,
                                         self->revision != self->fetched_revision);
  return TRUE;
}

static gboolean
on_about_to_show_group (FbTrayMenu *self, GDBusMethodInvocation *invocation, GVariant *ids)
{
  GVariantBuilder changed;
  GVariantBuilder unknown;
  gsize n_ids;
  const gint32 *requested = g_variant_get_fixed_array (ids, &n_ids, sizeof (gint32));

  if (is_too_much (invocation, n_ids))
    return TRUE;
  g_variant_builder_init (&changed, G_VARIANT_TYPE ("ai"));
  g_variant_builder_init (&unknown, G_VARIANT_TYPE ("ai"));
  for (gsize i = 0; i < n_ids; i++)
    {
      if (fb_tray_menu_item_find (self->root, requested[i]) == NULL)
        g_variant_builder_add (&unknown, "i", requested[i]);
      else if (self->revision != self->fetched_revision)
        g_variant_builder_add (&changed, "i", requested[i]);
    }
  fb_dbus_menu_complete_about_to_show_group (
    self->skeleton, invocation, g_variant_builder_end (&changed), g_variant_builder_end (&unknown));
  return TRUE;
}

/* GObject */

static void
fb_tray_menu_dispose (GObject *object)
{
  FbTrayMenu *self = FB_TRAY_MENU (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  g_ptr_array_foreach (self->followed, stop_following, self);
  g_ptr_array_set_size (self->followed, 0);
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));

  G_OBJECT_CLASS (fb_tray_menu_parent_class)->dispose (object);
}

static void
fb_tray_menu_finalize (GObject *object)
{
  FbTrayMenu *self = FB_TRAY_MENU (object);

  g_clear_object (&self->skeleton);
  g_clear_object (&self->model);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->root, fb_tray_menu_item_free);
  g_ptr_array_unref (self->followed);
  g_hash_table_unref (self->ids.by_key);
  g_free (self->prefix);

  G_OBJECT_CLASS (fb_tray_menu_parent_class)->finalize (object);
}

static void
fb_tray_menu_class_init (FbTrayMenuClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_tray_menu_dispose;
  object_class->finalize = fb_tray_menu_finalize;

  /**
   * FbTrayMenu::activated:
   * @menu: the menu
   * @action: the action of the item that was chosen, without its prefix
   * @target: (nullable): the parameter of the action
   *
   * Emitted when an item was chosen; the action is not activated yet.
   */
  activated_signal = g_signal_new ("activated", FB_TYPE_TRAY_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);
}

static void
fb_tray_menu_init (FbTrayMenu *self)
{
  const char *const no_folders[] = { NULL };

  self->followed = g_ptr_array_new_with_free_func (g_object_unref);
  self->ids.by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* Some hosts take revision 0 for an empty menu. */
  self->revision = 1;

  self->skeleton = fb_dbus_menu_skeleton_new ();
  fb_dbus_menu_set_version (self->skeleton, PROTOCOL_VERSION);
  fb_dbus_menu_set_status (self->skeleton, "normal");
  fb_dbus_menu_set_text_direction (self->skeleton, "ltr");
  fb_dbus_menu_set_icon_theme_path (self->skeleton, no_folders);
}

static void
connect_calls (FbTrayMenu *self)
{
  const struct
  {
    const char *signal;
    GCallback callback;
  } calls[] = {
    { "handle-get-layout", G_CALLBACK (on_get_layout) },
    { "handle-get-group-properties", G_CALLBACK (on_get_group_properties) },
    { "handle-get-property", G_CALLBACK (on_get_property) },
    { "handle-event", G_CALLBACK (on_event) },
    { "handle-event-group", G_CALLBACK (on_event_group) },
    { "handle-about-to-show", G_CALLBACK (on_about_to_show) },
    { "handle-about-to-show-group", G_CALLBACK (on_about_to_show_group) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    g_signal_connect_object (self->skeleton, calls[i].signal, calls[i].callback, self,
                             G_CONNECT_SWAPPED);
}

static void
follow_actions (FbTrayMenu *self)
{
  static const char *const signals[] = { "action-added", "action-removed", "action-enabled-changed",
                                         "action-state-changed" };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->actions, signals[i], G_CALLBACK (queue_update), self,
                             G_CONNECT_SWAPPED);
}

/**
 * fb_tray_menu_new:
 * @model: the menu
 * @actions: the actions of its items
 * @prefix: the prefix of the actions' names in @model, with its dot
 *
 * Holds references to @model and @actions and follows their changes. For the main thread, in which
 * its signal is emitted, too.
 *
 * Returns: (transfer full): a menu, not exported yet
 */
FbTrayMenu *
fb_tray_menu_new (GMenuModel *model, GActionGroup *actions, const char *prefix)
{
  g_return_val_if_fail (G_IS_MENU_MODEL (model), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);
  g_return_val_if_fail (prefix != NULL, NULL);

  FbTrayMenu *self = g_object_new (FB_TYPE_TRAY_MENU, NULL);

  self->model = g_object_ref (model);
  self->actions = g_object_ref (actions);
  self->prefix = g_strdup (prefix);
  connect_calls (self);
  follow_actions (self);
  update (self);
  return self;
}

/**
 * fb_tray_menu_export:
 * @menu: a menu
 * @connection: the connection to export it on
 * @object_path: the object path to export it under
 * @error: (optional): return location for a `GIOError`
 *
 * The menu is exported until it is disposed of.
 *
 * Returns: whether it is exported
 */
gboolean
fb_tray_menu_export (FbTrayMenu *self,
                     GDBusConnection *connection,
                     const char *object_path,
                     GError **error)
{
  g_return_val_if_fail (FB_IS_TRAY_MENU (self), FALSE);

  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection,
                                           object_path, error);
}
