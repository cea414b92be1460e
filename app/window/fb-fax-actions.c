/* fb-fax-actions.c
 *
 * What the user can do with the faxes that are selected in the table: the actions of the group
 * "fax".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-actions-private.h"

#include <glib/gi18n.h>

#include "fb-desk-user.h"
#include "fb-error-words.h"
#include "fb-number.h"

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

/**
 * fb_fax_actions_add_text_toast:
 * @self: the actions
 * @text: what to say
 *
 * Shows a toast.
 */
void
fb_fax_actions_add_text_toast (FbFaxActions *self, const char *text)
{
  /* A toast's title is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  add_toast (self, adw_toast_new (escaped));
}

/* Enabled is what makes sense for the faxes that are selected. */
static void
set_enabled (FbFaxActions *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

/* Undoing */

static void
clear_undo (FbFaxActions *self)
{
  g_clear_pointer (&self->undo_data, self->undo_data_free);
  self->undo = NULL;
  set_enabled (self, "undo", FALSE);
}

/**
 * fb_fax_actions_offer_undo:
 * @self: the actions
 * @text: what was done
 * @undo: undoes it
 * @data: (transfer full): for @undo
 * @data_free: frees @data
 *
 * Shows a toast with a button. There is one at a time: what was done before can't be undone any
 * more.
 */
void
fb_fax_actions_offer_undo (FbFaxActions *self,
                           const char *text,
                           FbUndoFunc undo,
                           gpointer data,
                           GDestroyNotify data_free)
{
  /* A toast's title is markup. */
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "fax.undo");
  clear_undo (self);
  self->undo = undo;
  self->undo_data = data;
  self->undo_data_free = data_free;
  set_enabled (self, "undo", TRUE);
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  g_set_weak_pointer (&self->undo_toast, toast);
  add_toast (self, toast);
}

static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbFaxActions *self = data;
  const FbUndoFunc undo = self->undo;

  if (undo == NULL)
    return;

  gpointer undo_data = g_steal_pointer (&self->undo_data);
  clear_undo (self);
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  undo (self, undo_data);
  self->undo_data_free (undo_data);
}

/* Changing several at once */

/* What is being changed. */
typedef struct
{
  FbFaxActions *actions;
  GArray *ids;
  FbFaxChange change;
  gboolean can_undo;
} Changing;

static void
changing_free (Changing *changing)
{
  g_object_unref (changing->actions);
  g_array_unref (changing->ids);
  g_free (changing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Changing, changing_free)

static char *
dup_title (FbFaxChange change, guint n)
{
  switch (change)
    {
    case FB_FAX_CHANGE_READ:
      return g_strdup_printf (ngettext ("%u fax marked as read", "%u faxes marked as read", n), n);
    case FB_FAX_CHANGE_UNREAD:
      return g_strdup_printf (ngettext ("%u fax marked as unread", "%u faxes marked as unread", n),
                              n);
    case FB_FAX_CHANGE_DONE:
      return g_strdup_printf (ngettext ("%u fax marked as done", "%u faxes marked as done", n), n);
    case FB_FAX_CHANGE_REOPEN:
      return g_strdup_printf (ngettext ("%u fax reopened", "%u faxes reopened", n), n);
    default:
      g_return_val_if_reached (NULL);
    }
}

static FbFaxChange
get_reverse (FbFaxChange change)
{
  switch (change)
    {
    case FB_FAX_CHANGE_READ:
      return FB_FAX_CHANGE_UNREAD;
    case FB_FAX_CHANGE_UNREAD:
      return FB_FAX_CHANGE_READ;
    case FB_FAX_CHANGE_DONE:
      return FB_FAX_CHANGE_REOPEN;
    case FB_FAX_CHANGE_REOPEN:
    default:
      return FB_FAX_CHANGE_DONE;
    }
}

static void change_faxes (FbFaxActions *self, GArray *ids, FbFaxChange change, gboolean can_undo);

/* What brings back what was. */
typedef struct
{
  GArray *ids;
  FbFaxChange change;
} Reverse;

static void
reverse_free (gpointer data)
{
  Reverse *reverse = data;

  g_array_unref (reverse->ids);
  g_free (reverse);
}

static void
undo_change (FbFaxActions *self, gconstpointer data)
{
  const Reverse *reverse = data;

  change_faxes (self, reverse->ids, reverse->change, FALSE);
}

static void
offer_undo (const Changing *changing)
{
  g_autofree char *title = dup_title (changing->change, changing->ids->len);
  Reverse *reverse = g_new (Reverse, 1);

  *reverse = (Reverse){ g_array_ref (changing->ids), get_reverse (changing->change) };
  fb_fax_actions_offer_undo (changing->actions, title, undo_change, reverse, reverse_free);
}

static void
on_changed (Changing *changing, const GError *error)
{
  if (error != NULL)
    {
      g_autofree char *title = fb_error_dup_message (_ ("The faxes could not be marked."), error);
      fb_fax_actions_add_text_toast (changing->actions, title);
    }
  else if (changing->can_undo && changing->ids->len > 0)
    offer_undo (changing);
}

static void
on_marked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Changing) changing = user_data;
  g_autoptr (GError) error = NULL;

  fb_store_mark_finish (FB_STORE (source), result, &error);
  on_changed (changing, error);
}

/* Only those that it has changed, so that undoing brings back what was. */
static void
on_recorded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Changing) changing = user_data;
  g_autoptr (GArray) changed_ids = NULL;
  g_autoptr (GError) error = NULL;

  if (fb_store_record_finish (FB_STORE (source), result, &changed_ids, &error))
    {
      g_array_unref (changing->ids);
      changing->ids = g_steal_pointer (&changed_ids);
    }
  on_changed (changing, error);
}

static void
change_faxes (FbFaxActions *self, GArray *ids, FbFaxChange change, gboolean can_undo)
{
  Changing *changing = g_new0 (Changing, 1);

  changing->actions = g_object_ref (self);
  changing->ids = g_array_ref (ids);
  changing->change = change;
  changing->can_undo = can_undo;
  if (change == FB_FAX_CHANGE_READ || change == FB_FAX_CHANGE_UNREAD)
    {
      fb_store_mark_async (self->store, ids, change == FB_FAX_CHANGE_READ, on_marked, changing);
      return;
    }

  g_autofree char *who = fb_desk_user_dup_name (self->settings);
  fb_store_record_async (self->store, ids,
                         change == FB_FAX_CHANGE_DONE ? FB_DESK_DONE : FB_DESK_REOPENED, who, NULL,
                         on_recorded, changing);
}

static void
change_selected (FbFaxActions *self, FbFaxChange change)
{
  g_autoptr (GArray) ids = fb_fax_table_dup_ids_to_change (self->table, change);
  const gboolean is_desk = change == FB_FAX_CHANGE_DONE || change == FB_FAX_CHANGE_REOPEN;

  if (ids->len == 0)
    return;
  /* Before the rows go, so that the keyboard's focus stays in the list. */
  if (change == FB_FAX_CHANGE_DONE)
    fb_fax_table_select_next_open (self->table);
  change_faxes (self, ids, change, is_desk || ids->len > 1);
}

static void
mark_read_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  change_selected (data, FB_FAX_CHANGE_READ);
}

static void
mark_unread_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  change_selected (data, FB_FAX_CHANGE_UNREAD);
}

static void
done_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  change_selected (data, FB_FAX_CHANGE_DONE);
}

static void
reopen_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  change_selected (data, FB_FAX_CHANGE_REOPEN);
}

/* Notes */

static void
on_noted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbFaxActions) self = user_data;
  g_autoptr (GError) error = NULL;

  if (fb_store_record_finish (FB_STORE (source), result, NULL, &error))
    return;
  g_autofree char *title = fb_error_dup_message (_ ("The note could not be saved."), error);
  fb_fax_actions_add_text_toast (self, title);
}

/* Of a fax that is named, since another may be selected by now. */
static void
set_note_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbFaxActions *self = data;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *who = fb_desk_user_dup_name (self->settings);
  const char *note;
  gint64 id;

  g_variant_get (parameter, "(x&s)", &id, &note);
  g_array_append_val (ids, id);
  fb_store_record_async (self->store, ids, FB_DESK_NOTED, who, note, on_noted, g_object_ref (self));
}

/* The fax that is selected */

static void
details_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (FB_FAX_ACTIONS (data)->table), "win.show-details", NULL);
}

static void
edit_note_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (FB_FAX_ACTIONS (data)->table), "win.edit-note", NULL);
}

/* Of a fax without a document its pages' place says why there is none. */
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
    gtk_widget_activate_action (GTK_WIDGET (self->table), "win.show-pages", NULL);
}

static void
open_elsewhere (FbFaxActions *self, gboolean as_pdf)
{
  FbFax *fax = fb_fax_table_get_selected (self->table);

  if (fax != NULL && fb_fax_is_loaded (fax))
    gtk_widget_activate_action (GTK_WIDGET (self->table), "app.open-document", "(sb)",
                                fb_fax_get_message_id (fax), as_pdf);
}

static void
open_with_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_elsewhere (data, FALSE);
}

static void
open_as_pdf_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_elsewhere (data, TRUE);
}

static void
next_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_fax_table_select_beside (FB_FAX_ACTIONS (data)->table, 1);
}

static void
previous_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  fb_fax_table_select_beside (FB_FAX_ACTIONS (data)->table, -1);
}

static void
copy_text (FbFaxActions *self, const char *text, const char *toast)
{
  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->table)), text);
  fb_fax_actions_add_text_toast (self, toast);
}

static void
filter_number_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FbFaxActions *self = data;
  FbFax *fax = fb_fax_table_get_selected (self->table);

  if (fax != NULL && fb_fax_get_number (fax) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->table), "win.filter-number", "s",
                                fb_fax_get_number (fax));
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

static gboolean
may_be_named (FbFax *fax)
{
  g_autofree char *number = fb_number_normalize (fb_fax_get_number (fax));

  return number != NULL;
}

static void
update_enabled (FbFaxActions *self)
{
  FbFax *fax = fb_fax_table_get_selected (self->table);
  const gboolean is_one = fb_fax_table_get_n_selected (self->table) == 1 && fb_fax_is_loaded (fax);

  const FbDocument *document = is_one ? fb_fax_get_document (fax) : NULL;
  const gboolean is_here = is_one && fb_fax_get_document_state (fax) == FB_DOCUMENT_HERE;

  set_enabled (self, "open", is_here);
  set_enabled (self, "open-with", is_here);
  set_enabled (self, "open-as-pdf",
               is_here && document != NULL &&
                 g_str_equal (document->media_type, FB_MEDIA_TYPE_TIFF));
  set_enabled (self, "details", is_one);
  set_enabled (self, "filter-number", is_one && fb_fax_get_number (fax) != NULL);
  set_enabled (self, "name-number", is_one && may_be_named (fax));
  set_enabled (self, "copy-number", is_one && fb_fax_get_number (fax) != NULL);
  set_enabled (self, "copy-message-id", is_one && fb_fax_get_message_id (fax) != NULL);
  set_enabled (self, "edit-note", is_one);
  set_enabled (self, "done", fb_fax_table_may_change (self->table, FB_FAX_CHANGE_DONE));
  set_enabled (self, "reopen", fb_fax_table_may_change (self->table, FB_FAX_CHANGE_REOPEN));
  set_enabled (self, "mark-read", fb_fax_table_may_change (self->table, FB_FAX_CHANGE_READ));
  set_enabled (self, "mark-unread", fb_fax_table_may_change (self->table, FB_FAX_CHANGE_UNREAD));
}

/* GObject */

static void
fb_fax_actions_dispose (GObject *object)
{
  FbFaxActions *self = FB_FAX_ACTIONS (object);

  g_clear_object (&self->group);
  g_clear_object (&self->table);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->undo_data, self->undo_data_free);
  g_clear_weak_pointer (&self->undo_toast);

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
    { "open-with", open_with_action, NULL, NULL, NULL, { 0 } },
    { "open-as-pdf", open_as_pdf_action, NULL, NULL, NULL, { 0 } },
    { "next", next_action, NULL, NULL, NULL, { 0 } },
    { "previous", previous_action, NULL, NULL, NULL, { 0 } },
    { "details", details_action, NULL, NULL, NULL, { 0 } },
    { "mark-read", mark_read_action, NULL, NULL, NULL, { 0 } },
    { "mark-unread", mark_unread_action, NULL, NULL, NULL, { 0 } },
    { "done", done_action, NULL, NULL, NULL, { 0 } },
    { "reopen", reopen_action, NULL, NULL, NULL, { 0 } },
    { "edit-note", edit_note_action, NULL, NULL, NULL, { 0 } },
    { "set-note", set_note_action, "(xs)", NULL, NULL, { 0 } },
    { "undo", undo_action, NULL, NULL, NULL, { 0 } },
    { "filter-number", filter_number_action, NULL, NULL, NULL, { 0 } },
    { "name-number", fb_fax_actions_name_number, NULL, NULL, NULL, { 0 } },
    { "set-name", fb_fax_actions_set_name, "(sss)", NULL, NULL, { 0 } },
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
 * @store: keeps what is done with the faxes
 * @settings: the application's: who does it
 *
 * For the main thread.
 *
 * Returns: (transfer full): the actions, which must live as long as their group is used
 */
FbFaxActions *
fb_fax_actions_new (FbFaxTable *table, FbStore *store, GSettings *settings)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (table), NULL);
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbFaxActions *self = g_object_new (FB_TYPE_FAX_ACTIONS, NULL);

  self->table = g_object_ref (table);
  self->store = g_object_ref (store);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (table, "selection-changed", G_CALLBACK (update_enabled), self,
                           G_CONNECT_SWAPPED);
  /* By then the list knows of it. */
  g_signal_connect_object (store, "faxes-changed", G_CALLBACK (update_enabled), self,
                           G_CONNECT_SWAPPED);
  update_enabled (self);
  clear_undo (self);
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
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "fax.undo", NULL);
  /* Menus show the last of several keys. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_ALT_MASK, "fax.details",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_ALT_MASK, "fax.details",
                                       NULL);
}
