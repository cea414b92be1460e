/* fb-page-thumbnails.c
 *
 * Small pictures of all pages beside a view of them: which one is selected is which one is looked
 * at, both ways. Only those that can be seen are drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-thumbnails.h"

#include <glib/gi18n.h>

#include "fb-page-cache.h"
#include "fb-page-list.h"
#include "fb-thumbnail.h"

#define MAX_BYTES (8 * 1024 * 1024)

struct _FbPageThumbnails
{
  AdwBin parent_instance;

  FbPageView *view; /* nullable */
  FbPageCache *cache;
  FbPageList *pages;
  GtkSingleSelection *selection;
  GtkWidget *list;
  GPtrArray *thumbnails; /* that show something */
  guint scroll_source;
  gboolean is_following; /* the view, not the user */
};

G_DEFINE_FINAL_TYPE (FbPageThumbnails, fb_page_thumbnails, ADW_TYPE_BIN)

/* Rows */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, FbPageThumbnails *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), fb_thumbnail_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, FbPageThumbnails *self)
{
  const guint page = gtk_list_item_get_position (item);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *thumbnail = gtk_widget_get_first_child (box);
  g_autofree char *number = g_strdup_printf ("%u", page + 1);
  g_autofree char *name = g_strdup_printf (_ ("Page %u"), page + 1);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), number);
  /* The row itself is GTK's. */
  if (gtk_widget_get_parent (box) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (self->cache == NULL)
    return;
  fb_thumbnail_set_look (FB_THUMBNAIL (thumbnail), fb_page_view_get_rotation (self->view),
                         fb_page_view_get_inverted (self->view));
  fb_thumbnail_bind (FB_THUMBNAIL (thumbnail), fb_page_view_get_document (self->view), self->cache,
                     page);
  g_ptr_array_add (self->thumbnails, thumbnail);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, FbPageThumbnails *self)
{
  GtkWidget *thumbnail = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  fb_thumbnail_unbind (FB_THUMBNAIL (thumbnail));
  if (self->thumbnails != NULL)
    g_ptr_array_remove_fast (self->thumbnails, thumbnail);
}

/* The view */

static void
on_look_changed (FbPageThumbnails *self)
{
  for (guint i = 0; i < self->thumbnails->len; i++)
    fb_thumbnail_set_look (g_ptr_array_index (self->thumbnails, i),
                           fb_page_view_get_rotation (self->view),
                           fb_page_view_get_inverted (self->view));
}

static gboolean
on_scroll (gpointer user_data)
{
  FbPageThumbnails *self = FB_PAGE_THUMBNAILS (user_data);
  const guint page = gtk_single_selection_get_selected (self->selection);

  self->scroll_source = 0;
  if (page != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", page);
  return G_SOURCE_REMOVE;
}

/* After the frame: the list has to know first how high it is. */
static void
fb_page_thumbnails_queue_scroll (FbPageThumbnails *self)
{
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add_full (G_PRIORITY_LOW, on_scroll, self, NULL);
}

static void
on_current_page (FbPageThumbnails *self)
{
  const guint page = fb_page_view_get_current_page (self->view);

  if (page >= fb_page_view_get_n_pages (self->view) ||
      page == gtk_single_selection_get_selected (self->selection))
    return;
  self->is_following = TRUE;
  gtk_single_selection_set_selected (self->selection, page);
  self->is_following = FALSE;
  fb_page_thumbnails_queue_scroll (self);
}

static void
on_selected (FbPageThumbnails *self)
{
  const guint page = gtk_single_selection_get_selected (self->selection);

  if (!self->is_following && page != GTK_INVALID_LIST_POSITION && self->view != NULL)
    fb_page_view_set_current_page (self->view, page);
}

static void
on_document (FbPageThumbnails *self)
{
  FbRenderedDocument *document = fb_page_view_get_document (self->view);

  self->is_following = TRUE;
  fb_page_list_set_n_pages (self->pages, 0);
  if (self->cache != NULL)
    fb_page_cache_stop (self->cache);
  g_clear_object (&self->cache);
  if (document != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->cache = fb_page_cache_new (document, MAX_BYTES);
      fb_page_list_set_n_pages (self->pages, fb_page_view_get_n_pages (self->view));
    }
  self->is_following = FALSE;
  on_current_page (self);
}

/* GtkWidget */

/* What can't be seen is not drawn. */
static void
fb_page_thumbnails_map (GtkWidget *widget)
{
  FbPageThumbnails *self = FB_PAGE_THUMBNAILS (widget);

  GTK_WIDGET_CLASS (fb_page_thumbnails_parent_class)->map (widget);
  if (self->view != NULL && self->cache == NULL)
    on_document (self);
}

/* GObject */

static void
fb_page_thumbnails_dispose (GObject *object)
{
  FbPageThumbnails *self = FB_PAGE_THUMBNAILS (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_pointer (&self->thumbnails, g_ptr_array_unref);
  g_clear_object (&self->view);
  g_clear_object (&self->cache);
  g_clear_object (&self->pages);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (fb_page_thumbnails_parent_class)->dispose (object);
}

static void
fb_page_thumbnails_class_init (FbPageThumbnailsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_page_thumbnails_dispose;
  GTK_WIDGET_CLASS (klass)->map = fb_page_thumbnails_map;
}

static void
fb_page_thumbnails_init (FbPageThumbnails *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->thumbnails = g_ptr_array_new ();
  self->pages = fb_page_list_new ();
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->pages)));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);
  self->list = gtk_list_view_new (g_object_ref (GTK_SELECTION_MODEL (self->selection)), factory);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_widget_add_css_class (self->list, "thumbnails");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pages"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

/**
 * fb_page_thumbnails_set_view:
 * @self: the thumbnails
 * @view: what they are of, once
 */
void
fb_page_thumbnails_set_view (FbPageThumbnails *self, FbPageView *view)
{
  g_return_if_fail (FB_IS_PAGE_THUMBNAILS (self));
  g_return_if_fail (FB_IS_PAGE_VIEW (view));
  g_return_if_fail (self->view == NULL);

  self->view = g_object_ref (view);
  g_signal_connect_object (view, "notify::document", G_CALLBACK (on_document), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::current-page", G_CALLBACK (on_current_page), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::rotation", G_CALLBACK (on_look_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::inverted", G_CALLBACK (on_look_changed), self,
                           G_CONNECT_SWAPPED);
  on_document (self);
}
