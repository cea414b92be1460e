/* fb-document-actions.c
 *
 * What can be done about documents that were not delivered with their faxes: download them now, the
 * one of the fax that is selected or all, or not now.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-actions.h"

struct _FbDocumentActions
{
  GObject parent_instance;

  FbFaxTable *table;
  FbDocumentSync *document_sync;
  GSimpleActionGroup *group;
};

G_DEFINE_FINAL_TYPE (FbDocumentActions, fb_document_actions, G_TYPE_OBJECT)

static FbFax *
get_fax (FbDocumentActions *self)
{
  FbFax *fax = fb_fax_table_get_selected (self->table);

  return fb_fax_table_get_n_selected (self->table) == 1 && fb_fax_is_loaded (fax) ? fax : NULL;
}

static void
download_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbDocumentActions *self = FB_DOCUMENT_ACTIONS (data);
  FbFax *fax = get_fax (self);

  if (fax == NULL)
    return;
  if (fb_document_sync_has_key (self->document_sync))
    fb_document_sync_fetch_now (self->document_sync, fb_fax_get_message_id (fax));
  else
    gtk_widget_activate_action (GTK_WIDGET (self->table), "app.account", NULL);
}

static void
download_all_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbDocumentActions *self = FB_DOCUMENT_ACTIONS (data);

  if (fb_document_sync_has_key (self->document_sync))
    fb_document_sync_fetch_now (self->document_sync, NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->table), "app.account", NULL);
}

static void
cancel_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbDocumentActions *self = FB_DOCUMENT_ACTIONS (data);
  FbFax *fax = get_fax (self);

  if (fax != NULL)
    fb_document_sync_cancel (self->document_sync, fb_fax_get_message_id (fax));
}

static void
cancel_all_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_document_sync_cancel (FB_DOCUMENT_ACTIONS (data)->document_sync, NULL);
}

static void
update_enabled (FbDocumentActions *self)
{
  FbFax *fax = get_fax (self);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), "download");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action),
                               fax != NULL &&
                                 fb_document_state_is_missing (fb_fax_get_document_state (fax)));
}

/* GObject */

static void
fb_document_actions_dispose (GObject *object)
{
  FbDocumentActions *self = FB_DOCUMENT_ACTIONS (object);

  g_clear_object (&self->group);
  g_clear_object (&self->table);
  g_clear_object (&self->document_sync);

  G_OBJECT_CLASS (fb_document_actions_parent_class)->dispose (object);
}

static void
fb_document_actions_class_init (FbDocumentActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_document_actions_dispose;
}

static void
fb_document_actions_init (FbDocumentActions *self)
{
  static const GActionEntry entries[] = {
    { "download", download_action, NULL, NULL, NULL, { 0 } },
    { "download-all", download_all_action, NULL, NULL, NULL, { 0 } },
    { "cancel", cancel_action, NULL, NULL, NULL, { 0 } },
    { "cancel-all", cancel_all_action, NULL, NULL, NULL, { 0 } },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries),
                                   self);
}

/**
 * fb_document_actions_new:
 * @table: whose selection the actions are about
 * @document_sync: fetches documents
 *
 * For the main thread.
 *
 * Returns: (transfer full): the actions, which must live as long as their group is used
 */
FbDocumentActions *
fb_document_actions_new (FbFaxTable *table, FbDocumentSync *document_sync)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (table), NULL);
  g_return_val_if_fail (FB_IS_DOCUMENT_SYNC (document_sync), NULL);

  FbDocumentActions *self = g_object_new (FB_TYPE_DOCUMENT_ACTIONS, NULL);

  self->table = g_object_ref (table);
  self->document_sync = g_object_ref (document_sync);
  g_signal_connect_object (table, "selection-changed", G_CALLBACK (update_enabled), self,
                           G_CONNECT_SWAPPED);
  update_enabled (self);
  return self;
}

/**
 * fb_document_actions_get_group:
 * @self: the actions
 *
 * Returns: (transfer none): the group, to be inserted as "document"
 */
GActionGroup *
fb_document_actions_get_group (FbDocumentActions *self)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_ACTIONS (self), NULL);

  return G_ACTION_GROUP (self->group);
}
