/* fb-page-find.c
 *
 * The bar above the pages where the user writes what to look for in their text; it says how often
 * it was found, also to a screen reader, and goes from one place to the next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-find.h"

#include <glib/gi18n.h>

#include "fb-fax-announcement.h"
#include "fb-page-search.h"

/* How long a search takes before its progress is shown. */
#define PATIENCE_MS 300

/* How long nothing changes before a screen reader is told what was found. */
#define ANNOUNCEMENT_MS 800

struct _FbPageFind
{
  AdwBin parent_instance;

  GtkSearchEntry *entry;
  GtkLabel *count_label;
  GtkLabel *message_label;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkProgressBar *progress;

  FbPageView *view;     /* nullable */
  FbPageSearch *search; /* nullable */
  char *said;           /* what a screen reader was told */
  guint patience_source;
  guint announcement_source;
};

G_DEFINE_FINAL_TYPE (FbPageFind, fb_page_find, ADW_TYPE_BIN)

/* What was found */

static char *
dup_count (FbPageFind *self)
{
  guint position;

  if (self->search == NULL || fb_page_search_get_current (self->search, &position) == NULL)
    return g_strdup ("");
  /* Translators: which one of all places where the text was found */
  return g_strdup_printf (_ ("%'u of %'u"), position + 1, fb_page_search_get_n_hits (self->search));
}

static const char *
get_message (FbPageFind *self)
{
  if (self->search == NULL || fb_page_search_get_n_hits (self->search) > 0 ||
      !fb_page_search_is_done (self->search))
    return "";
  return fb_page_search_has_text (self->search)
           ? _ ("No matches")
           : _ ("These pages are pictures: there is no text to search");
}

static gboolean
on_announcement (gpointer user_data)
{
  FbPageFind *self = FB_PAGE_FIND (user_data);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->announcement_source = 0;
  if (root != NULL && self->said != NULL && *self->said != '\0')
    fb_text_announce (GTK_WINDOW (root), self->said);
  return G_SOURCE_REMOVE;
}

static void
fb_page_find_say (FbPageFind *self, const char *said)
{
  if (g_strcmp0 (self->said, said) == 0)
    return;
  g_free (self->said);
  self->said = g_strdup (said);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  said, -1);
  g_clear_handle_id (&self->announcement_source, g_source_remove);
  self->announcement_source = g_timeout_add (ANNOUNCEMENT_MS, on_announcement, self);
}

static void
fb_page_find_update (FbPageFind *self)
{
  const gboolean has_hits = self->search != NULL && fb_page_search_get_n_hits (self->search) > 0;
  const gboolean is_done = self->search == NULL || fb_page_search_is_done (self->search);
  const char *message = get_message (self);
  g_autofree char *count = dup_count (self);

  gtk_label_set_text (self->count_label, count);
  gtk_label_set_text (self->message_label, message);
  gtk_widget_set_visible (GTK_WIDGET (self->message_label), *message != '\0');
  gtk_widget_set_sensitive (self->previous_button, has_hits);
  gtk_widget_set_sensitive (self->next_button, has_hits);
  if (is_done)
    {
      g_clear_handle_id (&self->patience_source, g_source_remove);
      gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
    }
  else
    gtk_progress_bar_set_fraction (self->progress, fb_page_search_get_progress (self->search));
  fb_page_find_say (self, *message != '\0' ? message : count);
}

static gboolean
on_patience_over (gpointer user_data)
{
  FbPageFind *self = FB_PAGE_FIND (user_data);

  self->patience_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
  return G_SOURCE_REMOVE;
}

/* Searching */

static void
fb_page_find_show_current (FbPageFind *self)
{
  const FbPageHit *hit = fb_page_search_get_current (self->search, NULL);

  if (hit != NULL && hit->areas->len > 0)
    fb_page_view_show_area (self->view, hit->page, &g_array_index (hit->areas, FbRenderArea, 0));
}

static void
on_changed (FbPageFind *self, FbPageSearch *search)
{
  const gboolean had_hits = *gtk_label_get_text (self->count_label) != '\0';

  fb_page_find_update (self);
  if (!had_hits)
    fb_page_find_show_current (self);
}

static void
fb_page_find_stop (FbPageFind *self)
{
  g_clear_handle_id (&self->patience_source, g_source_remove);
  if (self->search == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->search, self);
  fb_page_search_stop (self->search);
  g_clear_object (&self->search);
  fb_page_view_set_search (self->view, NULL);
}

static void
on_search_changed (FbPageFind *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  FbRenderedDocument *document = self->view != NULL ? fb_page_view_get_document (self->view) : NULL;

  fb_page_find_stop (self);
  gtk_label_set_text (self->count_label, "");
  if (document != NULL && *text != '\0' && gtk_widget_get_visible (GTK_WIDGET (self)))
    {
      self->search =
        fb_page_search_new (document, text, fb_page_view_get_current_page (self->view));
      g_signal_connect_object (self->search, "changed", G_CALLBACK (on_changed), self,
                               G_CONNECT_SWAPPED);
      fb_page_view_set_search (self->view, self->search);
      self->patience_source = g_timeout_add (PATIENCE_MS, on_patience_over, self);
    }
  fb_page_find_update (self);
}

static void
fb_page_find_move (FbPageFind *self, gboolean forward)
{
  if (self->search == NULL)
    return;
  fb_page_search_move (self->search, forward);
  fb_page_find_show_current (self);
}

static void
on_next (FbPageFind *self)
{
  fb_page_find_move (self, TRUE);
}

static void
on_previous (FbPageFind *self)
{
  fb_page_find_move (self, FALSE);
}

static gboolean
on_entry_key (GtkEventControllerKey *controller,
              guint keyval,
              guint keycode,
              GdkModifierType state,
              FbPageFind *self)
{
  const gboolean is_enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter;

  if (!is_enter || (state & GDK_SHIFT_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  on_previous (self);
  return GDK_EVENT_STOP;
}

/* Another document is another matter. */
static void
on_document (FbPageFind *self)
{
  const gboolean has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;

  fb_page_find_stop (self);
  if (has_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* GObject */

static void
fb_page_find_dispose (GObject *object)
{
  FbPageFind *self = FB_PAGE_FIND (object);

  fb_page_find_stop (self);
  g_clear_handle_id (&self->announcement_source, g_source_remove);
  g_clear_object (&self->view);
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_PAGE_FIND);

  G_OBJECT_CLASS (fb_page_find_parent_class)->dispose (object);
}

static void
fb_page_find_finalize (GObject *object)
{
  g_free (FB_PAGE_FIND (object)->said);

  G_OBJECT_CLASS (fb_page_find_parent_class)->finalize (object);
}

static void
fb_page_find_class_init (FbPageFindClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_page_find_dispose;
  object_class->finalize = fb_page_find_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-page-find.ui");
  gtk_widget_class_bind_template_child (widget_class, FbPageFind, entry);
  gtk_widget_class_bind_template_child (widget_class, FbPageFind, count_label);
  gtk_widget_class_bind_template_child (widget_class, FbPageFind, message_label);
  gtk_widget_class_bind_template_child (widget_class, FbPageFind, previous_button);
  gtk_widget_class_bind_template_child (widget_class, FbPageFind, next_button);
  gtk_widget_class_bind_template_child (widget_class, FbPageFind, progress);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_previous);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_key);
  gtk_widget_class_bind_template_callback (widget_class, fb_page_find_close);
}

static void
fb_page_find_init (FbPageFind *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_page_find_set_view:
 * @self: the bar
 * @view: where it looks, once
 *
 * When the view gets another document, the bar is closed.
 */
void
fb_page_find_set_view (FbPageFind *self, FbPageView *view)
{
  g_return_if_fail (FB_IS_PAGE_FIND (self));
  g_return_if_fail (FB_IS_PAGE_VIEW (view));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  g_signal_connect_object (view, "notify::document", G_CALLBACK (on_document), self,
                           G_CONNECT_SWAPPED);
  fb_page_find_update (self);
}

/**
 * fb_page_find_open:
 * @self: the bar
 *
 * Shows it; what is written next is looked for.
 */
void
fb_page_find_open (FbPageFind *self)
{
  g_return_if_fail (FB_IS_PAGE_FIND (self));

  const gboolean was_open = gtk_widget_get_visible (GTK_WIDGET (self));

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  if (!was_open)
    on_search_changed (self);
}

/**
 * fb_page_find_close:
 * @self: the bar
 *
 * Hides it, and what it has found.
 */
void
fb_page_find_close (FbPageFind *self)
{
  g_return_if_fail (FB_IS_PAGE_FIND (self));

  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  fb_page_find_stop (self);
  if (self->view != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
