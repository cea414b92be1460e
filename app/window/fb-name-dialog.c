/* fb-name-dialog.c
 *
 * Asks what a number is called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-name-dialog.h"

#include <glib/gi18n.h>

#include "fb-contact.h"

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

static GtkWidget *
make_entry (const char *name)
{
  GtkWidget *entry = g_object_new (GTK_TYPE_ENTRY, "activates-default", TRUE, "max-length",
                                   FB_CONTACT_NAME_LENGTH, "placeholder-text", _ ("No name"), NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), name != NULL ? name : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"),
                                  -1);
  return entry;
}

/**
 * fb_name_dialog_new:
 * @parent: the window that it belongs to
 * @number: the number, as people write it
 * @name: (nullable): the name that it has
 * @on_name: called with what it is to be called
 * @user_data: for @on_name
 * @destroy: (nullable): frees @user_data with the dialog
 *
 * Enter saves, Escape cancels.
 *
 * Returns: (transfer none): the dialog; present it
 */
GtkWidget *
fb_name_dialog_new (GtkWindow *parent,
                    const char *number,
                    const char *name,
                    FbNameFunc on_name,
                    gpointer user_data,
                    GDestroyNotify destroy)
{
  g_return_val_if_fail (number != NULL, NULL);
  g_return_val_if_fail (on_name != NULL, NULL);

  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Name This Number"), NULL);
  GtkWidget *entry = make_entry (name);
  Request *request = g_new (Request, 1);

  *request = (Request){ GTK_EDITABLE (entry), on_name, user_data, destroy };
  /* Translators: %s is a number */
  adw_message_dialog_format_body (
    ADW_MESSAGE_DIALOG (dialog),
    _ ("All faxes from and to %s will show this name. Without one they show their own."), number);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"),
                                    RESPONSE_SAVE, _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), RESPONSE_SAVE,
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), RESPONSE_SAVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  g_object_set_data_full (G_OBJECT (dialog), "fb-request", request, request_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), request);
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (entry));
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
  return dialog;
}
