/* fb-document-row.c
 *
 * Where the document of a fax is that was not delivered with it, how far it has come, and what can
 * be done about it: a row of the details.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-row.h"

#include <glib/gi18n.h>

#include "fb-document-words.h"

struct _FbDocumentRow
{
  AdwActionRow parent_instance;

  GtkProgressBar *progress;
  GtkWidget *cancel_button;
  GtkWidget *download_button;
  GtkWidget *key_button;

  FbFax *fax;
  FbDocumentSync *document_sync; /* nullable */
};

G_DEFINE_FINAL_TYPE (FbDocumentRow, fb_document_row, ADW_TYPE_ACTION_ROW)

static void
fb_document_row_update (FbDocumentRow *self)
{
  const FbDocumentState state = fb_fax_get_document_state (self->fax);
  const gboolean is_fetching =
    self->document_sync != NULL &&
    fb_document_sync_is_fetching (self->document_sync, fb_fax_get_message_id (self->fax));
  const gboolean has_key =
    self->document_sync != NULL && fb_document_sync_has_key (self->document_sync);

  g_autofree char *sentence = is_fetching
                                ? g_strdup (_ ("The document is being downloaded from Documo."))
                                : fb_fax_dup_document_sentence (self->fax);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_fetching);
  gtk_widget_set_visible (self->cancel_button, is_fetching);
  gtk_widget_set_visible (self->key_button, state == FB_DOCUMENT_NEEDS_KEY);
  gtk_widget_set_visible (self->download_button,
                          has_key && !is_fetching &&
                            (state == FB_DOCUMENT_RETRY || state == FB_DOCUMENT_GONE));
}

/* Of a document whose size isn't known it is shown that it comes. */
static void
on_progress (FbDocumentRow *self, const char *message_id, gint64 current, gint64 total)
{
  if (g_strcmp0 (message_id, fb_fax_get_message_id (self->fax)) != 0)
    return;
  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) current / (double) total, 0, 1));
  else
    gtk_progress_bar_pulse (self->progress);
  fb_document_row_update (self);
}

/* GObject */

static void
fb_document_row_dispose (GObject *object)
{
  FbDocumentRow *self = FB_DOCUMENT_ROW (object);

  g_clear_object (&self->fax);
  g_clear_object (&self->document_sync);

  G_OBJECT_CLASS (fb_document_row_parent_class)->dispose (object);
}

static void
fb_document_row_class_init (FbDocumentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_document_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-document-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FbDocumentRow, progress);
  gtk_widget_class_bind_template_child (widget_class, FbDocumentRow, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FbDocumentRow, download_button);
  gtk_widget_class_bind_template_child (widget_class, FbDocumentRow, key_button);
}

static void
fb_document_row_init (FbDocumentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_document_row_new:
 * @fax: a loaded fax
 * @document_sync: (nullable): fetches its document
 *
 * The row shows @fax as it is now.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
fb_document_row_new (FbFax *fax, FbDocumentSync *document_sync)
{
  g_return_val_if_fail (FB_IS_FAX (fax), NULL);
  g_return_val_if_fail (document_sync == NULL || FB_IS_DOCUMENT_SYNC (document_sync), NULL);

  FbDocumentRow *self = g_object_new (FB_TYPE_DOCUMENT_ROW, NULL);

  self->fax = g_object_ref (fax);
  if (document_sync != NULL)
    {
      self->document_sync = g_object_ref (document_sync);
      g_signal_connect_object (document_sync, "progress", G_CALLBACK (on_progress), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document_sync, "fetching-changed",
                               G_CALLBACK (fb_document_row_update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (document_sync, "notify::problem",
                               G_CALLBACK (fb_document_row_update), self, G_CONNECT_SWAPPED);
    }
  fb_document_row_update (self);
  return GTK_WIDGET (self);
}
