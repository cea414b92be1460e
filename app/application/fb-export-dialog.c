/* fb-export-dialog.c
 *
 * Asks for a file and writes all faxes into it, and shows how far that has come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-export-dialog.h"

#include <glib/gi18n.h>

#include "fb-error-words.h"
#include "fb-export-progress.h"
#include "fb-export.h"

/* An export that is going on. */
typedef struct
{
  FbWindowPresenter *presenter;
  FbExportProgress *progress;
} Export;

static void
export_free (Export *export)
{
  fb_export_progress_close (export->progress);
  g_object_unref (export->progress);
  g_object_unref (export->presenter);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
on_progress (guint n_done, guint n_faxes, gpointer data)
{
  Export *export = data;

  fb_export_progress_set (export->progress, n_done, n_faxes);
}

static char *
dup_outcome (guint n_faxes, const GError *error)
{
  if (error == NULL)
    return g_strdup_printf (ngettext ("Exported %u fax", "Exported %u faxes", n_faxes), n_faxes);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("Export cancelled; no file was written"));
  return fb_error_dup_message (_ ("The faxes could not be exported."), error);
}

static void
on_exported (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) export = data;
  FbWindow *window = fb_window_presenter_get_window (export->presenter);
  g_autoptr (GError) error = NULL;
  guint n_faxes = 0;

  fb_export_finish (result, &n_faxes, &error);
  g_autofree char *outcome = dup_outcome (n_faxes, error);
  if (window != NULL)
    fb_window_add_toast (window, outcome);
}

static void
begin_export (FbWindowPresenter *presenter, GtkWindow *parent, const char *folder, GFile *file)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *uri = g_file_get_uri (file);
  Export *export = g_new (Export, 1);

  *export = (Export){ g_object_ref (presenter), fb_export_progress_new (parent, cancellable) };
  fb_export_async (folder, uri, on_progress, export, cancellable, on_exported, export);
}

static void
on_export_chosen (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    begin_export (data, gtk_native_dialog_get_transient_for (dialog),
                  g_object_get_data (G_OBJECT (dialog), "fb-folder"), file);
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
