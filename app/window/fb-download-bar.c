/* fb-download-bar.c
 *
 * Under the list: that several documents are on their way, how many, and how to stop that; and why
 * none can come, where the user can do something about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-download-bar.h"

#include <glib/gi18n.h>

#include "fb-api-key-error.h"
#include "fb-documo-error.h"
#include "fb-documo-words.h"

/* One document that comes by itself is no news. */
#define MIN_SHOWN 2

struct _FbDownloadBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkInfoBar *problem_bar;
  GtkLabel *problem_label;

  FbDocumentSync *document_sync;
};

G_DEFINE_FINAL_TYPE (FbDownloadBar, fb_download_bar, ADW_TYPE_BIN)

static void
fb_download_bar_show_count (FbDownloadBar *self)
{
  const guint n_due = fb_document_sync_get_n_due (self->document_sync);
  g_autofree char *text =
    n_due < FB_DOCUMENT_SYNC_MAX_DUE
      ? g_strdup_printf (
          g_dngettext (NULL, "Downloading %u document…", "Downloading %u documents…", n_due), n_due)
      : g_strdup (_ ("Downloading many documents…"));

  if (n_due >= MIN_SHOWN)
    gtk_label_set_text (self->label, text);
  gtk_revealer_set_reveal_child (self->revealer, n_due >= MIN_SHOWN);
}

/* What passes by itself is said by the rows. */
static gboolean
concerns_user (const GError *problem)
{
  static const FbDocumoError codes[] = { FB_DOCUMO_ERROR_KEY_WRONG,   FB_DOCUMO_ERROR_KEY_EXPIRED,
                                         FB_DOCUMO_ERROR_KEY_WEAK,    FB_DOCUMO_ERROR_NOT_API,
                                         FB_DOCUMO_ERROR_CERTIFICATE, FB_DOCUMO_ERROR_URL };

  /* Then there is a key in it. */
  if (g_error_matches (problem, FB_API_KEY_ERROR, FB_API_KEY_ERROR_LOCKED))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (problem, FB_DOCUMO_ERROR, (int) codes[i]))
      return TRUE;
  return FALSE;
}

static void
fb_download_bar_show_problem (FbDownloadBar *self)
{
  const GError *problem = fb_document_sync_get_problem (self->document_sync);

  if (concerns_user (problem))
    {
      g_autofree char *sentence = fb_documo_error_dup_sentence (problem);
      gtk_label_set_text (self->problem_label, sentence);
    }
  gtk_info_bar_set_revealed (self->problem_bar, concerns_user (problem));
}

/* GObject */

static void
fb_download_bar_dispose (GObject *object)
{
  FbDownloadBar *self = FB_DOWNLOAD_BAR (object);

  g_clear_object (&self->document_sync);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_DOWNLOAD_BAR);

  G_OBJECT_CLASS (fb_download_bar_parent_class)->dispose (object);
}

static void
fb_download_bar_class_init (FbDownloadBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_download_bar_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-download-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, FbDownloadBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, FbDownloadBar, label);
  gtk_widget_class_bind_template_child (widget_class, FbDownloadBar, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, FbDownloadBar, problem_label);
}

static void
fb_download_bar_init (FbDownloadBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_download_bar_set_document_sync:
 * @self: a bar
 * @document_sync: what it tells of
 */
void
fb_download_bar_set_document_sync (FbDownloadBar *self, FbDocumentSync *document_sync)
{
  g_return_if_fail (FB_IS_DOWNLOAD_BAR (self));
  g_return_if_fail (FB_IS_DOCUMENT_SYNC (document_sync));

  g_set_object (&self->document_sync, document_sync);
  g_signal_connect_object (document_sync, "notify::n-due", G_CALLBACK (fb_download_bar_show_count),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (document_sync, "notify::problem",
                           G_CALLBACK (fb_download_bar_show_problem), self, G_CONNECT_SWAPPED);
  fb_download_bar_show_count (self);
  fb_download_bar_show_problem (self);
}
