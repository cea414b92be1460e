/* fb-fax-pages.c
 *
 * The pages of the fax that is selected, or why there are none. It follows the fax: a document that
 * comes while it is selected shows at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-pages-private.h"

#include <glib/gi18n.h>

enum
{
  PAGES_COUNTED,
  VIEW_CHANGED,
  SEEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbFaxPages, fb_fax_pages, ADW_TYPE_BIN)

/* Documents */

/* The position of the one that is shown among those that can be, and how many there are. */
static FbDocument *
find_document (FbFaxPages *self, int by, guint *position, guint *n_documents)
{
  GPtrArray *documents = fb_fax_get_documents (self->fax);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();

  *position = 0;
  for (guint i = 0; documents != NULL && i < documents->len; i++)
    {
      FbDocument *document = g_ptr_array_index (documents, i);
      if (!fb_media_type_is_document (document->media_type))
        continue;
      if (self->document != NULL && g_str_equal (document->path, self->document->path))
        *position = shown->len;
      g_ptr_array_add (shown, document);
    }
  *n_documents = shown->len;
  const int wanted = (int) *position + by;
  return wanted >= 0 && (guint) wanted < shown->len ? g_ptr_array_index (shown, wanted) : NULL;
}

static void
fb_fax_pages_update_switcher (FbFaxPages *self)
{
  guint position, n_documents = 0;

  if (self->document != NULL)
    find_document (self, 0, &position, &n_documents);
  gtk_widget_set_visible (self->switcher, n_documents > 1);
  if (n_documents <= 1)
    return;
  /* Translators: which one of all documents of a fax is shown */
  g_autofree char *label = g_strdup_printf (_ ("Document %u of %u"), position + 1, n_documents);
  gtk_label_set_text (self->switcher_label, label);
  gtk_widget_set_sensitive (self->previous_document_button, position > 0);
  gtk_widget_set_sensitive (self->next_document_button, position + 1 < n_documents);
}

static gboolean
is_shown (FbFaxPages *self, FbDocument *document)
{
  return self->shown != NULL && g_str_equal (self->shown->path, document->path);
}

static void
fb_fax_pages_choose (FbFaxPages *self, FbDocument *document, gboolean is_passing)
{
  if (self->document != NULL && g_str_equal (self->document->path, document->path))
    return;
  g_clear_pointer (&self->document, fb_document_unref);
  self->document = fb_document_ref (document);
  fb_fax_pages_update_switcher (self);
  if (!is_shown (self, document))
    {
      fb_fax_pages_open_soon (self, is_passing);
      return;
    }
  /* Back at it before another one came. */
  fb_fax_pages_stop_opening (self);
  fb_fax_pages_set_page (self, "pages");
  g_set_object (&self->shown_fax, self->fax);
  fb_fax_pages_watch_seen (self);
}

static void
fb_fax_pages_turn_document (FbFaxPages *self, int by)
{
  guint position, n_documents;

  if (self->document == NULL)
    return;
  FbDocument *document = find_document (self, by, &position, &n_documents);
  if (document != NULL)
    fb_fax_pages_choose (self, document, FALSE);
}

static void
on_previous_document (FbFaxPages *self)
{
  fb_fax_pages_turn_document (self, -1);
}

static void
on_next_document (FbFaxPages *self)
{
  fb_fax_pages_turn_document (self, 1);
}

/* The fax */

static void
fb_fax_pages_show_none (FbFaxPages *self, const char *page)
{
  fb_fax_pages_stop_opening (self);
  g_clear_pointer (&self->document, fb_document_unref);
  fb_fax_pages_update_switcher (self);
  fb_fax_pages_clear (self);
  fb_fax_pages_set_page (self, page);
}

/* What was opened stays open, whatever else comes with the fax. */
static gboolean
has_document (FbFaxPages *self)
{
  GPtrArray *documents = fb_fax_get_documents (self->fax);

  for (guint i = 0; self->document != NULL && documents != NULL && i < documents->len; i++)
    if (g_str_equal (((FbDocument *) g_ptr_array_index (documents, i))->path, self->document->path))
      return TRUE;
  return FALSE;
}

static void
fb_fax_pages_update (FbFaxPages *self, gboolean is_passing)
{
  if (self->fax == NULL)
    {
      fb_fax_pages_show_none (self, "none");
      return;
    }
  /* It is told when it is. */
  if (!fb_fax_is_loaded (self->fax))
    {
      fb_fax_pages_hold (self);
      return;
    }
  FbDocument *document = fb_fax_get_document (self->fax);
  if (document == NULL || fb_fax_get_document_state (self->fax) != FB_DOCUMENT_HERE)
    {
      fb_missing_document_show (self->missing, self->fax);
      fb_fax_pages_show_none (self, "missing");
    }
  else if (!has_document (self))
    fb_fax_pages_choose (self, document, is_passing);
  else
    fb_fax_pages_update_switcher (self);
}

static void
on_fax_changed (FbFaxPages *self)
{
  fb_fax_pages_update (self, FALSE);
}

static void
on_view_changed (FbFaxPages *self)
{
  FbPageView *view = fb_document_pages_get_view (self->pages);

  if (self->shown != NULL)
    g_signal_emit (self, signals[VIEW_CHANGED], 0, self->shown_fax, self->shown,
                   fb_page_view_get_rotation (view), fb_page_view_get_inverted (view));
}

/* GObject */

static void
fb_fax_pages_dispose (GObject *object)
{
  FbFaxPages *self = FB_FAX_PAGES (object);

  fb_fax_pages_stop_opening (self);
  g_clear_handle_id (&self->hold_source, g_source_remove);
  fb_fax_pages_forget_seen (self);
  g_clear_object (&self->launcher);
  g_clear_object (&self->fax_signals);
  g_clear_object (&self->fax);
  g_clear_object (&self->shown_fax);
  g_clear_pointer (&self->document, fb_document_unref);
  g_clear_pointer (&self->shown, fb_document_unref);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_FAX_PAGES);

  G_OBJECT_CLASS (fb_fax_pages_parent_class)->dispose (object);
}

static void
fb_fax_pages_finalize (GObject *object)
{
  fb_page_positions_free (FB_FAX_PAGES (object)->positions);

  G_OBJECT_CLASS (fb_fax_pages_parent_class)->finalize (object);
}

static void
install_signals (GType type)
{
  signals[PAGES_COUNTED] =
    g_signal_new ("pages-counted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  FB_TYPE_FAX, FB_TYPE_DOCUMENT, G_TYPE_UINT);
  signals[VIEW_CHANGED] =
    g_signal_new ("view-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                  FB_TYPE_FAX, FB_TYPE_DOCUMENT, G_TYPE_UINT, G_TYPE_BOOLEAN);
  signals[SEEN] = g_signal_new ("seen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, FB_TYPE_FAX);
}

static void
fb_fax_pages_class_init (FbFaxPagesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_fax_pages_dispose;
  object_class->finalize = fb_fax_pages_finalize;
  install_signals (G_TYPE_FROM_CLASS (klass));

  g_type_ensure (FB_TYPE_DOCUMENT_PAGES);
  g_type_ensure (FB_TYPE_MISSING_DOCUMENT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-fax-pages.ui");
  gtk_widget_class_bind_template_child (widget_class, FbFaxPages, switcher);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPages, switcher_label);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPages, previous_document_button);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPages, next_document_button);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPages, stack);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPages, empty_page);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPages, spinner);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPages, pages);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPages, missing);
  gtk_widget_class_bind_template_child (widget_class, FbFaxPages, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, on_previous_document);
  gtk_widget_class_bind_template_callback (widget_class, on_next_document);
}

static void
fb_fax_pages_init (FbFaxPages *self)
{
  self->positions = fb_page_positions_new ();
  self->fax_signals = g_signal_group_new (FB_TYPE_FAX);
  g_signal_group_connect_swapped (self->fax_signals, "notify::loaded", G_CALLBACK (on_fax_changed),
                                  self);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pages",
                                  fb_document_pages_get_action_group (self->pages));
  g_signal_connect_object (self->pages, "view-changed", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (fb_document_pages_get_view (self->pages), "shown",
                           G_CALLBACK (fb_fax_pages_watch_seen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fb_document_pages_get_view (self->pages), "map",
                           G_CALLBACK (fb_fax_pages_watch_seen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (fb_document_pages_get_view (self->pages), "unmap",
                           G_CALLBACK (fb_fax_pages_pause_seen), self, G_CONNECT_SWAPPED);
  fb_fax_pages_show (self, NULL, 0);
}

/**
 * fb_fax_pages_new:
 *
 * Returns: (transfer floating): pages of no fax
 */
GtkWidget *
fb_fax_pages_new (void)
{
  return g_object_new (FB_TYPE_FAX_PAGES, NULL);
}

/**
 * fb_fax_pages_set_settings:
 * @self: the pages
 * @settings: the application's
 */
void
fb_fax_pages_set_settings (FbFaxPages *self, GSettings *settings)
{
  g_return_if_fail (FB_IS_FAX_PAGES (self));

  fb_document_pages_set_settings (self->pages, settings);
}

/**
 * fb_fax_pages_set_launcher:
 * @self: the pages
 * @launcher: starts what draws them
 *
 * Without one nothing is opened.
 */
void
fb_fax_pages_set_launcher (FbFaxPages *self, FbRenderLauncher *launcher)
{
  g_return_if_fail (FB_IS_FAX_PAGES (self));
  g_return_if_fail (FB_IS_RENDER_LAUNCHER (launcher));

  if (g_set_object (&self->launcher, launcher) && self->document != NULL && self->shown == NULL)
    fb_fax_pages_open_soon (self, FALSE);
}

/**
 * fb_fax_pages_set_document_sync:
 * @self: the pages
 * @document_sync: fetches documents that were not delivered
 */
void
fb_fax_pages_set_document_sync (FbFaxPages *self, FbDocumentSync *document_sync)
{
  g_return_if_fail (FB_IS_FAX_PAGES (self));

  fb_missing_document_set_document_sync (self->missing, document_sync);
}

/**
 * fb_fax_pages_set_look:
 * @self: the pages
 * @rotation: how far they are turned to the right: 0, 90, 180 or 270 degrees
 * @inverted: whether they are light on dark
 *
 * How the document that is shown is looked at; another one is upright, and not inverted.
 */
void
fb_fax_pages_set_look (FbFaxPages *self, guint rotation, gboolean inverted)
{
  g_return_if_fail (FB_IS_FAX_PAGES (self));

  fb_page_view_set_rotation (fb_document_pages_get_view (self->pages), rotation);
  fb_page_view_set_inverted (fb_document_pages_get_view (self->pages), inverted);
}

/**
 * fb_fax_pages_show:
 * @self: the pages
 * @fax: (nullable): the fax that is selected, the first one of several
 * @n_selected: how many are
 *
 * Shows the fax's newest document, or how many faxes there are. A single choice is opened at once;
 * of those that follow each other quickly only the last one is.
 */
void
fb_fax_pages_show (FbFaxPages *self, FbFax *fax, guint n_selected)
{
  g_return_if_fail (FB_IS_FAX_PAGES (self));
  g_return_if_fail (fax == NULL || FB_IS_FAX (fax));

  const gint64 now = g_get_monotonic_time ();
  const gboolean is_passing =
    now - self->chosen_at < FB_FAX_PAGES_PASSING_MS * G_TIME_SPAN_MILLISECOND;
  g_autofree char *title =
    n_selected > 1 ? g_strdup_printf (
                       ngettext ("%'u Fax Selected", "%'u Faxes Selected", n_selected), n_selected)
                   : g_strdup (_ ("No Fax Selected"));

  adw_status_page_set_title (self->empty_page, title);
  if (n_selected != 1)
    fax = NULL;
  if (g_set_object (&self->fax, fax))
    {
      self->chosen_at = now;
      self->wants_focus = FALSE;
      g_clear_handle_id (&self->seen_source, g_source_remove);
      fb_fax_pages_stop_opening (self);
      g_clear_pointer (&self->document, fb_document_unref);
      g_signal_group_set_target (self->fax_signals, self->fax);
      fb_missing_document_show (self->missing, NULL);
    }
  fb_fax_pages_update (self, is_passing);
}

/**
 * fb_fax_pages_take_focus:
 * @self: the pages
 *
 * Gives the keyboard's focus to the pages, as soon as they are there.
 */
void
fb_fax_pages_take_focus (FbFaxPages *self)
{
  g_return_if_fail (FB_IS_FAX_PAGES (self));

  self->wants_focus = TRUE;
  if (self->hold_source == 0)
    fb_fax_pages_give_focus (self);
}

/**
 * fb_fax_pages_get_action_group:
 * @self: the pages
 *
 * Returns: (transfer none): what can be done with them; the pages have it as "pages", and what has
 *   keys for the whole window has to have it, too
 */
GActionGroup *
fb_fax_pages_get_action_group (FbFaxPages *self)
{
  g_return_val_if_fail (FB_IS_FAX_PAGES (self), NULL);

  return fb_document_pages_get_action_group (self->pages);
}
