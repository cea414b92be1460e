/* fb-view-name-dialog.c
 *
 * Asks what a saved view is called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-view-name-dialog.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkEditable *entry; /* the dialog's */
  FbViewNameFunc on_name;
  GObject *user_data;
} ViewNameDialog;

static void
view_name_dialog_free (gpointer data, GClosure *closure)
{
  ViewNameDialog *self = data;

  g_object_unref (self->user_data);
  g_free (self);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, ViewNameDialog *self)
{
  if (g_str_equal (response, "accept"))
    self->on_name (gtk_editable_get_text (self->entry), self->user_data);
}

static void
on_changed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, "accept", *name != '\0');
}

static GtkWidget *
make_entry (const char *name)
{
  return g_object_new (ADW_TYPE_ENTRY_ROW, "title", _ ("Name"), "text", name, "activates-default",
                       TRUE, NULL);
}

/**
 * fb_view_name_dialog_new:
 * @parent: the window that it belongs to
 * @heading: what it is for
 * @button: (nullable): the label of the button that accepts the name
 * @name: what is in it at first
 * @on_name: called when a name was entered
 * @user_data: for @on_name; the dialog keeps a reference
 *
 * Returns: (transfer none): the dialog; present it
 */
AdwMessageDialog *
fb_view_name_dialog_new (GtkWindow *parent,
                         const char *heading,
                         const char *button,
                         const char *name,
                         FbViewNameFunc on_name,
                         GObject *user_data)
{
  g_return_val_if_fail (heading != NULL, NULL);
  g_return_val_if_fail (G_IS_OBJECT (user_data), NULL);

  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, NULL));
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = make_entry (name);
  ViewNameDialog *self = g_new0 (ViewNameDialog, 1);

  self->entry = GTK_EDITABLE (entry);
  self->on_name = on_name;
  self->user_data = g_object_ref (user_data);
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "accept", button, NULL);
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  adw_message_dialog_set_extra_child (dialog, list);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), dialog, 0);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), self, view_name_dialog_free,
                         0);
  on_changed (GTK_EDITABLE (entry), dialog);
  gtk_window_set_focus (GTK_WINDOW (dialog), entry);
  return dialog;
}
