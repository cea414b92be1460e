/* fb-name-dialog.c
 *
 * Asks what something is called: a number, a saved view.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-name-dialog.h"

#include <glib/gi18n.h>

#define RESPONSE_SAVE "save"

/* What the dialog was opened with. */
typedef struct
{
  GtkEditable *entry; /* within the dialog */
  FbNameFunc on_name;
  gpointer user_data;
  GDestroyNotify destroy;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  if (request->destroy != NULL)
    request->destroy (request->user_data);
  g_free (request);
}

static void
on_response (GtkWidget *dialog, const char *response, const Request *request)
{
  if (g_strcmp0 (response, RESPONSE_SAVE) == 0)
    request->on_name (gtk_editable_get_text (request->entry), request->user_data);
}

static void
on_changed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_message_dialog_set_response_enabled (dialog, RESPONSE_SAVE, *name != '\0');
}

static GtkWidget *
make_entry (const FbNameQuestion *question)
{
  GtkWidget *entry =
    g_object_new (GTK_TYPE_ENTRY, "activates-default", TRUE, "max-length", question->max_length,
                  "placeholder-text", question->may_be_empty ? _ ("No name") : NULL, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), question->name != NULL ? question->name : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"),
                                  -1);
  return entry;
}

/**
 * fb_name_dialog_new:
 * @parent: the window that it belongs to
 * @question: what it asks; it is copied
 * @on_name: called with the name
 * @user_data: for @on_name
 * @destroy: (nullable): frees @user_data with the dialog
 *
 * Enter saves, Escape cancels.
 *
 * Returns: (transfer none): the dialog; present it
 */
GtkWidget *
fb_name_dialog_new (GtkWindow *parent,
                    const FbNameQuestion *question,
                    FbNameFunc on_name,
                    gpointer user_data,
                    GDestroyNotify destroy)
{
  g_return_val_if_fail (question != NULL, NULL);
  g_return_val_if_fail (on_name != NULL, NULL);

  AdwMessageDialog *dialog =
    ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, question->heading, question->body));
  GtkWidget *entry = make_entry (question);
  Request *request = g_new (Request, 1);

  *request = (Request){ GTK_EDITABLE (entry), on_name, user_data, destroy };
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), RESPONSE_SAVE, _ ("_Save"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, RESPONSE_SAVE, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, RESPONSE_SAVE);
  adw_message_dialog_set_close_response (dialog, "cancel");
  adw_message_dialog_set_extra_child (dialog, entry);
  g_object_set_data_full (G_OBJECT (dialog), "fb-request", request, request_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), request);
  if (!question->may_be_empty)
    {
      g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), dialog, 0);
      on_changed (GTK_EDITABLE (entry), dialog);
    }
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (entry));
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  return GTK_WIDGET (dialog);
}
