/* fb-export-dialog.c
 *
 * Asks for a file and writes all faxes into it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-export-dialog.h"

#include <glib/gi18n.h>

#include "fb-export.h"

static void
on_exported (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FbWindowPresenter) presenter = data;
  FbWindow *window = fb_window_presenter_get_window (presenter);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  guint n_faxes;

  if (fb_export_finish (result, &n_faxes, &error))
    message = g_strdup_printf (ngettext ("Exported %u fax", "Exported %u faxes", n_faxes), n_faxes);
  else
    message = g_strdup_printf (_ ("The faxes could not be exported: %s"), error->message);
  if (window != NULL)
    fb_window_add_toast (window, message);
}

static void
on_export_chosen (GtkNativeDialog *dialog, int response, gpointer data)
{
  FbWindowPresenter *presenter = data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      g_autofree char *uri = g_file_get_uri (file);
      fb_export_async (g_object_get_data (G_OBJECT (dialog), "fb-folder"), uri, NULL, on_exported,
                       g_object_ref (presenter));
    }
  g_object_unref (dialog);
}

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  gtk_file_chooser_add_filter (chooser, filter);
}

/**
 * fb_export_dialog_present:
 * @presenter: presents the window, which is the dialog's parent
 * @folder: the data folder
 * @activation_token: (nullable): what lets the window take the focus
 *
 * Asks where to, and exports in a thread. The window shows how that ended. Returns at once.
 */
void
fb_export_dialog_present (FbWindowPresenter *presenter,
                          const char *folder,
                          const char *activation_token)
{
  g_return_if_fail (FB_IS_WINDOW_PRESENTER (presenter));
  g_return_if_fail (folder != NULL);

  FbWindow *window = fb_window_presenter_present (presenter, activation_token);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  /* Translators: the suggested name of an exported file; %s is a date */
  g_autofree char *name = g_strdup_printf (_ ("Faxes %s.csv"), day);
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_ ("Export Faxes"), GTK_WINDOW (window),
                                 GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("Table (CSV)"), "csv");
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("JSON"), "json");
  g_object_set_data_full (G_OBJECT (dialog), "fb-folder", g_strdup (folder), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_export_chosen), presenter, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
