/* fb-fax-actions.c
 *
 * What the user can do with the faxes that are selected in the table: the actions of the group
 * "fax".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-actions.h"

#include <glib/gi18n.h>

#include "fb-error-words.h"

struct _FbFaxActions
{
  GObject parent_instance;

  FbFaxTable *table;
  FbStore *store;
  GSimpleActionGroup *group;
};

enum
{
  TOAST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbFaxActions, fb_fax_actions, G_TYPE_OBJECT)

static void
add_toast (FbFaxActions *self, AdwToast *toast)
{
  g_object_ref_sink (toast);
  g_signal_emit (self, signals[TOAST], 0, toast);
  g_object_unref (toast);
}

static void
add_text_toast (FbFaxActions *self, const char *text)
{
  /* A toast's title is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  add_toast (self, adw_toast_new (escaped));
}

/* Marking as read */

/* What is being marked. */
typedef struct
{
  FbFaxActions *actions;
  GArray *ids;
  gboolean is_read;
  gboolean can_undo;
} Marking;

static void
marking_free (Marking *marking)
{
  g_object_unref (marking->actions);
  g_array_unref (marking->ids);
  g_free (marking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Marking, marking_free)

static char *
marking_dup_title (const Marking *marking)
{
  const guint n = marking->ids->len;

  if (marking->is_read)
    return g_strdup_printf (ngettext ("%u fax marked as read", "%u faxes marked as read", n), n);
  return g_strdup_printf (ngettext ("%u fax marked as unread", "%u faxes marked as unread", n), n);
}

/* Undoing is marking them the other way. */
static void
offer_undo (const Marking *marking)
{
  g_autofree char *title = marking_dup_title (marking);
  AdwToast *toast = adw_toast_new (title);
  GVariant *ids = g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, marking->ids->data,
                                             marking->ids->len, sizeof (gint64));

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "fax.undo-mark");
  adw_toast_set_action_target_value (toast, g_variant_new ("(b@ax)", !marking->is_read, ids));
  add_toast (marking->actions, toast);
}

static void
on_marked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Marking) marking = user_data;
  g_autoptr (GError) error = NULL;

  if (!fb_store_mark_finish (FB_STORE (source), result, &error))
    {
      g_autofree char *title = fb_error_dup_message (_ ("The faxes could not be marked."), error);
      add_text_toast (marking->actions, title);
      return;
    }
  if (marking->can_undo && marking->ids->len > 1)
    offer_undo (marking);
}

static void
mark_faxes (FbFaxActions *self, GArray *ids, gboolean is_read, gboolean can_undo)
{
  Marking *marking = g_new0 (Marking, 1);

  marking->actions = g_object_ref (self);
  marking->ids = g_array_ref (ids);
  marking->is_read = is_read;
  marking->can_undo = can_undo;
  fb_store_mark_async (self->store, ids, is_read, on_marked, marking);
}

static void
undo_mark_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean is_read;
  gsize n;

  g_variant_get (parameter, "(b@ax)", &is_read, &list);
  const gint64 *numbers = g_variant_get_fixed_array (list, &n, sizeof (gint64));
  g_array_append_vals (ids, numbers, (guint) n);
  mark_faxes (data, ids, is_read, FALSE);
}

/* Only those that it changes, so that undoing brings back what was. */
static void
mark_selected (FbFaxActions *self, gboolean is_read)
{
  g_autoptr (GArray) ids = fb_fax_table_dup_ids_to_mark (self->table, is_read);

  if (ids->len > 0)
    mark_faxes (self, ids, is_read, TRUE);
}

static void
mark_read_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mark_selected (data, TRUE);
}

static void
mark_unread_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  mark_selected (data, FALSE);
}

/* The fax that is selected */

static void
details_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (FB_FAX_ACTIONS (data)->table), "win.show-details", NULL);
}

/* Of a fax without a document the details say why there is none. */
static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbFaxActions *self = data;
  FbFax *fax = fb_fax_table_get_selected (self->table);

  if (fax == NULL || !fb_fax_is_loaded (fax))
    return;
  if (fb_fax_get_document_state (fax) == FB_DOCUMENT_HERE)
    gtk_widget_activate_action (GTK_WIDGET (self->table), "app.open-fax", "s",
                                fb_fax_get_message_id (fax));
  else
    gtk_widget_activate_action (GTK_WIDGET (self->table), "win.show-details", NULL);
}

static void
copy_text (FbFaxActions *self, const char *text, const char *toast)
{
  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->table)), text);
  add_text_toast (self, toast);
}

static void
copy_number_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbFax *fax = fb_fax_table_get_selected (FB_FAX_ACTIONS (data)->table);

  if (fax != NULL)
    copy_text (data, fb_fax_get_number (fax), _ ("Number copied"));
}

static void
copy_message_id_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbFax *fax = fb_fax_table_get_selected (FB_FAX_ACTIONS (data)->table);

  if (fax != NULL)
    copy_text (data, fb_fax_get_message_id (fax), _ ("Message ID copied"));
}

/* Enabled is what makes sense for the faxes that are selected. */

static void
set_enabled (FbFaxActions *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static void
update_enabled (FbFaxActions *self)
{
  FbFax *fax = fb_fax_table_get_selected (self->table);
  const gboolean is_one = fb_fax_table_get_n_selected (self->table) == 1 && fb_fax_is_loaded (fax);

  set_enabled (self, "open", is_one && fb_fax_get_document_state (fax) == FB_DOCUMENT_HERE);
  set_enabled (self, "details", is_one);
  set_enabled (self, "copy-number", is_one && fb_fax_get_number (fax) != NULL);
  set_enabled (self, "copy-message-id", is_one && fb_fax_get_message_id (fax) != NULL);
  set_enabled (self, "mark-read", fb_fax_table_may_mark (self->table, TRUE));
  set_enabled (self, "mark-unread", fb_fax_table_may_mark (self->table, FALSE));
}

/* GObject */

static void
fb_fax_actions_dispose (GObject *object)
{
  FbFaxActions *self = FB_FAX_ACTIONS (object);

  g_clear_object (&self->group);
  g_clear_object (&self->table);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (fb_fax_actions_parent_class)->dispose (object);
}

static void
fb_fax_actions_class_init (FbFaxActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_fax_actions_dispose;

  signals[TOAST] = g_signal_new ("toast", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, ADW_TYPE_TOAST);
}

static void
fb_fax_actions_init (FbFaxActions *self)
{
  static const GActionEntry entries[] = {
    { "open", open_action, NULL, NULL, NULL, { 0 } },
    { "details", details_action, NULL, NULL, NULL, { 0 } },
    { "mark-read", mark_read_action, NULL, NULL, NULL, { 0 } },
    { "mark-unread", mark_unread_action, NULL, NULL, NULL, { 0 } },
    { "undo-mark", undo_mark_action, "(bax)", NULL, NULL, { 0 } },
    { "copy-number", copy_number_action, NULL, NULL, NULL, { 0 } },
    { "copy-message-id", copy_message_id_action, NULL, NULL, NULL, { 0 } },
  };

  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries),
                                   self);
}

/**
 * fb_fax_actions_new:
 * @table: whose selection the actions are about
 * @store: keeps whether faxes are read
 *
 * For the main thread.
 *
 * Returns: (transfer full): the actions, which must live as long as their group is used
 */
FbFaxActions *
fb_fax_actions_new (FbFaxTable *table, FbStore *store)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (table), NULL);
  g_return_val_if_fail (FB_IS_STORE (store), NULL);

  FbFaxActions *self = g_object_new (FB_TYPE_FAX_ACTIONS, NULL);

  self->table = g_object_ref (table);
  self->store = g_object_ref (store);
  g_signal_connect_object (table, "selection-changed", G_CALLBACK (update_enabled), self,
                           G_CONNECT_SWAPPED);
  update_enabled (self);
  return self;
}

/**
 * fb_fax_actions_get_group:
 * @self: the actions
 *
 * Returns: (transfer none): the group, to be inserted as "fax"
 */
GActionGroup *
fb_fax_actions_get_group (FbFaxActions *self)
{
  g_return_val_if_fail (FB_IS_FAX_ACTIONS (self), NULL);

  return G_ACTION_GROUP (self->group);
}

/**
 * fb_fax_actions_install_keys:
 * @widget_class: the class of the widget that has the group "fax"
 *
 * Binds the keys that are for the widget alone.
 */
void
fb_fax_actions_install_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "fax.copy-number",
                                       NULL);
  /* Menus show the last of several keys. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_ALT_MASK, "fax.details",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_ALT_MASK, "fax.details",
                                       NULL);
}
