/* fb-missing-document.c
 *
 * In the place of pages: why there are none of the fax that is selected, how far its document has
 * come, and what can be done about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-missing-document.h"

#include <glib/gi18n.h>

#include "fb-document-words.h"
#include "fb-fax-words.h"

struct _FbMissingDocument
{
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkProgressBar *progress;
  GtkWidget *cancel_button;
  GtkWidget *download_button;
  GtkWidget *key_button;

  FbFax *fax;                    /* nullable */
  FbDocumentSync *document_sync; /* nullable */
};

G_DEFINE_FINAL_TYPE (FbMissingDocument, fb_missing_document, ADW_TYPE_BIN)

static const char *
get_title (FbDocumentState state)
{
  switch (state)
    {
    case FB_DOCUMENT_ON_ITS_WAY:
      return _ ("Document on Its Way");
    case FB_DOCUMENT_RETRY:
      return _ ("Document Not Downloaded Yet");
    case FB_DOCUMENT_NEEDS_KEY:
      return _ ("API Key Needed");
    case FB_DOCUMENT_PENDING:
      return _ ("No Document Yet");
    case FB_DOCUMENT_GONE:
    case FB_DOCUMENT_PURGED:
      return _ ("Document Gone");
    case FB_DOCUMENT_UNREADABLE:
      return _ ("Unreadable Document");
    case FB_DOCUMENT_NONE:
    case FB_DOCUMENT_HERE:
    default:
      return _ ("No Document");
    }
}

static void
fb_missing_document_update (FbMissingDocument *self)
{
  if (self->fax == NULL || !fb_fax_is_loaded (self->fax))
    return;
  const FbDocumentState state = fb_fax_get_document_state (self->fax);
  const gboolean is_fetching =
    self->document_sync != NULL &&
    fb_document_sync_is_fetching (self->document_sync, fb_fax_get_message_id (self->fax));
  const gboolean has_key =
    self->document_sync != NULL && fb_document_sync_has_key (self->document_sync);
  const char *icon_name = fb_fax_get_document_icon_name (self->fax);
  g_autofree char *sentence = is_fetching
                                ? g_strdup (_ ("The document is being downloaded from Documo."))
                                : fb_fax_dup_document_sentence (self->fax);

  adw_status_page_set_icon_name (self->page,
                                 icon_name != NULL ? icon_name : "x-office-document-symbolic");
  adw_status_page_set_title (self->page, get_title (state));
  adw_status_page_set_description (self->page, state != FB_DOCUMENT_NONE ? sentence : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), is_fetching);
  gtk_widget_set_visible (self->cancel_button, is_fetching);
  gtk_widget_set_visible (self->key_button, state == FB_DOCUMENT_NEEDS_KEY);
  gtk_widget_set_visible (self->download_button,
                          has_key && !is_fetching &&
                            (state == FB_DOCUMENT_RETRY || state == FB_DOCUMENT_GONE));
}

/* Of a document whose size isn't known it is shown that it comes. */
static void
on_progress (FbMissingDocument *self, const char *message_id, gint64 current, gint64 total)
{
  if (self->fax == NULL || g_strcmp0 (message_id, fb_fax_get_message_id (self->fax)) != 0)
    return;
  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP ((double) current / (double) total, 0, 1));
  else
    gtk_progress_bar_pulse (self->progress);
  fb_missing_document_update (self);
}

/* GObject */

static void
fb_missing_document_dispose (GObject *object)
{
  FbMissingDocument *self = FB_MISSING_DOCUMENT (object);

  g_clear_object (&self->fax);
  g_clear_object (&self->document_sync);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_MISSING_DOCUMENT);

  G_OBJECT_CLASS (fb_missing_document_parent_class)->dispose (object);
}

static void
fb_missing_document_class_init (FbMissingDocumentClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_missing_document_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-missing-document.ui");
  gtk_widget_class_bind_template_child (widget_class, FbMissingDocument, page);
  gtk_widget_class_bind_template_child (widget_class, FbMissingDocument, progress);
  gtk_widget_class_bind_template_child (widget_class, FbMissingDocument, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FbMissingDocument, download_button);
  gtk_widget_class_bind_template_child (widget_class, FbMissingDocument, key_button);
}

static void
fb_missing_document_init (FbMissingDocument *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_missing_document_set_document_sync:
 * @self: the widget
 * @document_sync: fetches documents that were not delivered
 */
void
fb_missing_document_set_document_sync (FbMissingDocument *self, FbDocumentSync *document_sync)
{
  g_return_if_fail (FB_IS_MISSING_DOCUMENT (self));
  g_return_if_fail (FB_IS_DOCUMENT_SYNC (document_sync));

  if (!g_set_object (&self->document_sync, document_sync))
    return;
  g_signal_connect_object (document_sync, "progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document_sync, "fetching-changed",
                           G_CALLBACK (fb_missing_document_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document_sync, "notify::problem",
                           G_CALLBACK (fb_missing_document_update), self, G_CONNECT_SWAPPED);
  fb_missing_document_update (self);
}

/**
 * fb_missing_document_show:
 * @self: the widget
 * @fax: (nullable): a loaded fax; to be told again when it changes
 */
void
fb_missing_document_show (FbMissingDocument *self, FbFax *fax)
{
  g_return_if_fail (FB_IS_MISSING_DOCUMENT (self));
  g_return_if_fail (fax == NULL || FB_IS_FAX (fax));

  if (g_set_object (&self->fax, fax))
    gtk_progress_bar_set_fraction (self->progress, 0);
  fb_missing_document_update (self);
}
