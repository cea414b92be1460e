/* fb-export-progress.c
 *
 * How far an export has come, and a way to end it. An export that takes no longer than a moment
 * shows nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-export-progress.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define SHOW_DELAY_MS 500

struct _FbExportProgress
{
  GObject parent_instance;

  GtkWindow *parent; /* weak */
  GCancellable *cancellable;
  guint show_source;
  GtkWindow *dialog; /* weak: the user may close it */
  GtkProgressBar *bar;
  guint n_done;
  guint n_faxes;
};

G_DEFINE_FINAL_TYPE (FbExportProgress, fb_export_progress, G_TYPE_OBJECT)

static void
update_bar (FbExportProgress *self)
{
  g_autofree char *text = NULL;

  if (self->dialog == NULL || self->n_faxes == 0)
    return;
  /* Translators: how many faxes of how many have been exported */
  text = g_strdup_printf (_ ("%'u of %'u"), self->n_done, self->n_faxes);
  gtk_progress_bar_set_fraction (self->bar, (double) self->n_done / self->n_faxes);
  gtk_progress_bar_set_text (self->bar, text);
}

/* Closing it by whatever means ends the export; the file is left as it was. */
static void
on_response (AdwMessageDialog *dialog, const char *response, FbExportProgress *self)
{
  g_cancellable_cancel (self->cancellable);
}

static gboolean
on_show (gpointer data)
{
  FbExportProgress *self = data;
  GtkWidget *dialog = adw_message_dialog_new (self->parent, _ ("Exporting Faxes"), NULL);

  self->show_source = 0;
  g_set_weak_pointer (&self->dialog, GTK_WINDOW (dialog));
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (self->bar, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Progress"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), GTK_WIDGET (self->bar));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"));
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, 0);
  update_bar (self);
  gtk_window_present (GTK_WINDOW (dialog));
  return G_SOURCE_REMOVE;
}

/* GObject */

static void
fb_export_progress_dispose (GObject *object)
{
  FbExportProgress *self = FB_EXPORT_PROGRESS (object);

  fb_export_progress_close (self);
  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (fb_export_progress_parent_class)->dispose (object);
}

static void
fb_export_progress_class_init (FbExportProgressClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_export_progress_dispose;
}

static void
fb_export_progress_init (FbExportProgress *self)
{
}

/**
 * fb_export_progress_new:
 * @parent: the window that the dialog belongs to
 * @cancellable: what the export is ended by
 *
 * For the main thread.
 *
 * Returns: (transfer full): the progress of an export that has just begun
 */
FbExportProgress *
fb_export_progress_new (GtkWindow *parent, GCancellable *cancellable)
{
  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (G_IS_CANCELLABLE (cancellable), NULL);

  FbExportProgress *self = g_object_new (FB_TYPE_EXPORT_PROGRESS, NULL);

  g_set_weak_pointer (&self->parent, parent);
  self->cancellable = g_object_ref (cancellable);
  self->show_source = g_timeout_add (SHOW_DELAY_MS, on_show, self);
  return self;
}

/**
 * fb_export_progress_set:
 * @self: the progress of an export
 * @n_done: how many faxes were written
 * @n_faxes: how many there are in all
 *
 * For the main thread.
 */
void
fb_export_progress_set (FbExportProgress *self, guint n_done, guint n_faxes)
{
  g_return_if_fail (FB_IS_EXPORT_PROGRESS (self));

  self->n_done = n_done;
  self->n_faxes = n_faxes;
  update_bar (self);
}

/**
 * fb_export_progress_close:
 * @self: the progress of an export that has ended
 *
 * Takes the dialog away, if it is shown. For the main thread.
 */
void
fb_export_progress_close (FbExportProgress *self)
{
  g_return_if_fail (FB_IS_EXPORT_PROGRESS (self));

  g_clear_handle_id (&self->show_source, g_source_remove);
  if (self->dialog == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->dialog, on_response, self);
  gtk_window_destroy (self->dialog);
  g_clear_weak_pointer (&self->dialog);
}
