/* fb-contact-dialogs.c
 *
 * Asks for an address book's file to import names from, or to export them to, and tells what came
 * of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-contact-dialogs.h"

#include <glib/gi18n.h>

#include "fb-contact-file.h"
#include "fb-desk-user.h"
#include "fb-error-words.h"

/* What a dialog was opened with. */
typedef struct
{
  FbWindowPresenter *presenter;
  FbStore *store;
  GSettings *settings; /* nullable */
} Request;

static Request *
request_new (FbWindowPresenter *presenter, FbStore *store, GSettings *settings)
{
  Request *request = g_new0 (Request, 1);

  request->presenter = g_object_ref (presenter);
  request->store = g_object_ref (store);
  g_set_object (&request->settings, settings);
  return request;
}

static void
request_free (Request *request)
{
  g_object_unref (request->presenter);
  g_object_unref (request->store);
  g_clear_object (&request->settings);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static void
tell (const Request *request, const char *outcome)
{
  FbWindow *window = fb_window_presenter_get_window (request->presenter);

  if (window != NULL)
    fb_window_add_toast (window, outcome);
}

static GtkFileChooserNative *
make_dialog (GtkWindow *parent,
             const char *title,
             GtkFileChooserAction action,
             const char *accept_label)
{
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, parent, action, accept_label, _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_filter_set_name (filter, _ ("Address book (vCard)"));
  gtk_file_filter_add_mime_type (filter, "text/vcard");
  gtk_file_filter_add_suffix (filter, "vcf");
  gtk_file_filter_add_suffix (filter, "vcard");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  return dialog;
}

/* Import */

static char *
dup_counts (const FbContactCounts *counts)
{
  g_autofree char *named = g_strdup_printf (
    ngettext ("Named %'u number", "Named %'u numbers", counts->n_changed), counts->n_changed);
  g_autofree char *kept = NULL;

  if (counts->n_kept == 0)
    return g_steal_pointer (&named);
  kept = g_strdup_printf (
    ngettext ("%'u has kept another name", "%'u have kept other names", counts->n_kept),
    counts->n_kept);
  /* Translators: how many numbers were named, and how many have kept their names */
  return g_strdup_printf (_ ("%s; %s"), named, kept);
}

static char *
dup_import_problem (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return g_strdup (_ ("There are no names of numbers in this file"));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    return g_strdup (_ ("This file is too large"));
  return fb_error_dup_message (_ ("The names could not be imported."), error);
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  FbContactCounts counts;
  g_autofree char *outcome = NULL;

  if (fb_contact_file_import_finish (FB_STORE (source), result, &counts, &error))
    outcome = dup_counts (&counts);
  else
    outcome = dup_import_problem (error);
  tell (request, outcome);
}

static void
on_import_chosen (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      g_autofree char *who = fb_desk_user_dup_name (request->settings);
      FbStore *store = request->store;
      fb_contact_file_import_async (store, file, who, on_imported, g_steal_pointer (&request));
    }
  g_object_unref (dialog);
}

/**
 * fb_contact_import_dialog_present:
 * @presenter: presents the window, which is the dialog's parent
 * @store: keeps the names
 * @settings: the application's: who imports them
 * @activation_token: (nullable): what lets the window take the focus
 *
 * Asks for the file. The window shows what came of it. Returns at once.
 */
void
fb_contact_import_dialog_present (FbWindowPresenter *presenter,
                                  FbStore *store,
                                  GSettings *settings,
                                  const char *activation_token)
{
  g_return_if_fail (FB_IS_WINDOW_PRESENTER (presenter));
  g_return_if_fail (FB_IS_STORE (store));
  g_return_if_fail (G_IS_SETTINGS (settings));

  FbWindow *window = fb_window_presenter_present (presenter, activation_token);
  GtkFileChooserNative *dialog = make_dialog (GTK_WINDOW (window), _ ("Import Names"),
                                              GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"));

  g_signal_connect (dialog, "response", G_CALLBACK (on_import_chosen),
                    request_new (presenter, store, settings));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* Export */

static char *
dup_export_outcome (guint n_contacts, const GError *error)
{
  if (error != NULL)
    return fb_error_dup_message (_ ("The names could not be exported."), error);
  if (n_contacts == 0)
    return g_strdup (_ ("No number has a name yet"));
  return g_strdup_printf (ngettext ("Exported %'u name", "Exported %'u names", n_contacts),
                          n_contacts);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GError) error = NULL;
  guint n_contacts;

  fb_contact_file_export_finish (FB_STORE (source), result, &n_contacts, &error);
  g_autofree char *outcome = dup_export_outcome (n_contacts, error);
  tell (request, outcome);
}

static void
on_export_chosen (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (Request) request = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  FbStore *store = request->store;

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    fb_contact_file_export_async (store, file, on_exported, g_steal_pointer (&request));
  g_object_unref (dialog);
}

/**
 * fb_contact_export_dialog_present:
 * @presenter: presents the window, which is the dialog's parent
 * @store: has the names
 * @activation_token: (nullable): what lets the window take the focus
 *
 * Asks where to. The window shows how that ended. Returns at once.
 */
void
fb_contact_export_dialog_present (FbWindowPresenter *presenter,
                                  FbStore *store,
                                  const char *activation_token)
{
  g_return_if_fail (FB_IS_WINDOW_PRESENTER (presenter));
  g_return_if_fail (FB_IS_STORE (store));

  FbWindow *window = fb_window_presenter_present (presenter, activation_token);
  GtkFileChooserNative *dialog = make_dialog (GTK_WINDOW (window), _ ("Export Names"),
                                              GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"));

  /* Translators: the suggested name of a file */
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), _ ("Fax Numbers.vcf"));
  g_signal_connect (dialog, "response", G_CALLBACK (on_export_chosen),
                    request_new (presenter, store, NULL));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
