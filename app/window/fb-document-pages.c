/* fb-document-pages.c
 *
 * A document that was opened, with all that one looks at it with: pages, thumbnails, the find bar,
 * the toolbar, and what there is to be told of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-pages-private.h"

#include <glib/gi18n.h>

enum
{
  VIEW_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbDocumentPages, fb_document_pages, ADW_TYPE_BIN)

/* What there is to be told */

static void
add_sentence (GString *notice, const char *sentence)
{
  if (notice->len > 0)
    g_string_append_c (notice, '\n');
  g_string_append (notice, sentence);
}

static void
add_count (FbDocumentPages *self, GString *notice)
{
  const int n_pages = (int) fb_page_view_get_n_pages (self->view);

  if (n_pages == 0 || self->n_expected <= n_pages)
    return;
  /* Translators: the first number is never 1 */
  g_autofree char *sentence =
    g_strdup_printf (ngettext ("The fax has %d page, its document %d.",
                               "The fax has %d pages, its document %d.", (gulong) self->n_expected),
                     self->n_expected, n_pages);
  add_sentence (notice, sentence);
}

static void
fb_document_pages_update_notice (FbDocumentPages *self)
{
  FbRenderedDocument *document = fb_page_view_get_document (self->view);
  g_autoptr (GString) notice = g_string_new (NULL);

  if (document != NULL && fb_rendered_document_has_more_pages (document))
    {
      g_autofree char *sentence =
        g_strdup_printf (_ ("Only the first %'u pages of the document are shown."),
                         fb_rendered_document_get_n_pages (document));
      add_sentence (notice, sentence);
    }
  else
    add_count (self, notice);
  if ((self->flags & FB_RENDER_PARTIAL) != 0)
    add_sentence (notice, _ ("A part of the document can’t be read and is missing here."));
  if ((self->flags & FB_RENDER_FONT_MISSING) != 0)
    add_sentence (notice, _ ("A font of the document isn’t on this computer: its text may look "
                             "different."));
  /* What was closed comes again only with something new. */
  if (g_strcmp0 (gtk_label_get_text (self->notice_label), notice->str) == 0)
    return;
  gtk_label_set_text (self->notice_label, notice->str);
  gtk_info_bar_set_revealed (self->notice_bar, notice->len > 0);
}

static void
on_notice_closed (FbDocumentPages *self)
{
  gtk_info_bar_set_revealed (self->notice_bar, FALSE);
}

static void
on_flags (FbDocumentPages *self)
{
  guint flags;

  g_object_get (self->view, "flags", &flags, NULL);
  self->flags |= flags;
  fb_document_pages_update_notice (self);
}

/* GObject */

static void
fb_document_pages_dispose (GObject *object)
{
  FbDocumentPages *self = FB_DOCUMENT_PAGES (object);

  g_clear_object (&self->actions);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_DOCUMENT_PAGES);

  G_OBJECT_CLASS (fb_document_pages_parent_class)->dispose (object);
}

static void
fb_document_pages_class_init (FbDocumentPagesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_document_pages_dispose;

  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FB_TYPE_PAGE_FIND);
  g_type_ensure (FB_TYPE_PAGE_THUMBNAILS);
  g_type_ensure (FB_TYPE_PAGE_VIEW);
  g_type_ensure (FB_TYPE_PAGES_TOOLBAR);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-document-pages.ui");
  gtk_widget_class_bind_template_child (widget_class, FbDocumentPages, find);
  gtk_widget_class_bind_template_child (widget_class, FbDocumentPages, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, FbDocumentPages, notice_label);
  gtk_widget_class_bind_template_child (widget_class, FbDocumentPages, flap);
  gtk_widget_class_bind_template_child (widget_class, FbDocumentPages, thumbnails);
  gtk_widget_class_bind_template_child (widget_class, FbDocumentPages, view);
  gtk_widget_class_bind_template_child (widget_class, FbDocumentPages, toolbar);
  gtk_widget_class_bind_template_callback (widget_class, on_notice_closed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "pages.find",
                                       NULL);
}

static void
fb_document_pages_init (FbDocumentPages *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fb_page_find_set_view (self->find, self->view);
  fb_page_thumbnails_set_view (self->thumbnails, self->view);
  fb_pages_toolbar_set_view (self->toolbar, self->view);
  g_signal_connect_object (self->view, "notify::flags", G_CALLBACK (on_flags), self,
                           G_CONNECT_SWAPPED);
  fb_document_pages_init_actions (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pages", G_ACTION_GROUP (self->actions));
}

/**
 * fb_document_pages_show:
 * @self: the widget
 * @document: (nullable): what to show, from its beginning
 * @n_expected: how many pages it should have; 0 where that isn't known
 */
void
fb_document_pages_show (FbDocumentPages *self, FbRenderedDocument *document, int n_expected)
{
  g_return_if_fail (FB_IS_DOCUMENT_PAGES (self));
  g_return_if_fail (document == NULL || FB_IS_RENDERED_DOCUMENT (document));

  self->n_expected = n_expected;
  self->flags = 0;
  fb_page_view_set_document (self->view, document);
  fb_document_pages_update_notice (self);
}

/**
 * fb_document_pages_set_settings:
 * @self: the widget
 * @settings: the application's
 *
 * Shows thumbnails as they say, and keeps there whether they are shown.
 */
void
fb_document_pages_set_settings (FbDocumentPages *self, GSettings *settings)
{
  g_return_if_fail (FB_IS_DOCUMENT_PAGES (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_settings_bind (settings, "show-thumbnails", self->flap, "reveal-flap", G_SETTINGS_BIND_DEFAULT);
}

/**
 * fb_document_pages_get_view:
 * @self: the widget
 *
 * Returns: (transfer none): the view of the pages
 */
FbPageView *
fb_document_pages_get_view (FbDocumentPages *self)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_PAGES (self), NULL);

  return self->view;
}

/**
 * fb_document_pages_get_action_group:
 * @self: the widget
 *
 * Returns: (transfer none): its actions, which it has as "pages"
 */
GActionGroup *
fb_document_pages_get_action_group (FbDocumentPages *self)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_PAGES (self), NULL);

  return G_ACTION_GROUP (self->actions);
}
