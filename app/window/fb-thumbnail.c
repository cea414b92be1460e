/* fb-thumbnail.c
 *
 * A small picture of a page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-thumbnail.h"

#include <math.h>

#include "fb-page-draw.h"

/* Logical pixels of the longer and the shorter side at most. */
#define MAX_HEIGHT 150.0
#define MAX_WIDTH  108.0

/* For the shadow. */
#define MARGIN 4

struct _FbThumbnail
{
  GtkWidget parent_instance;

  FbRenderedDocument *document; /* nullable */
  FbPageCache *cache;
  GdkTexture *texture; /* nullable; the cache may have forgotten it */
  guint page;
  guint rotation;
  gboolean inverted;
};

G_DEFINE_FINAL_TYPE (FbThumbnail, fb_thumbnail, GTK_TYPE_WIDGET)

/* In logical pixels, as the page is turned. */
static void
get_size (FbThumbnail *self, double *width, double *height)
{
  const FbRenderSize size = self->document != NULL
                              ? fb_rendered_document_get_size (self->document, self->page)
                              : (FbRenderSize){ 612, 792 };
  const gboolean is_upright = self->rotation % 180 == 0;
  const double w = (double) MAX (is_upright ? size.width : size.height, FB_RENDER_MIN_POINTS);
  const double h = (double) MAX (is_upright ? size.height : size.width, FB_RENDER_MIN_POINTS);
  const double scale = MIN (MAX_WIDTH / w, MAX_HEIGHT / h);

  *width = MAX (1, round (w * scale));
  *height = MAX (1, round (h * scale));
}

static void
fb_thumbnail_want (FbThumbnail *self)
{
  const double factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double width, height;

  get_size (self, &width, &height);
  if (self->rotation % 180 != 0)
    {
      const double swapped = width;
      width = height;
      height = swapped;
    }
  fb_page_cache_set_middle (self->cache, self->page);
  fb_page_cache_want (self->cache, self->page, (guint) (width * factor), (guint) (height * factor),
                      FB_PAGE_THUMBNAIL);
}

static void
on_page_changed (FbThumbnail *self, guint page)
{
  if (page != self->page)
    return;
  g_set_object (&self->texture, fb_page_cache_get_texture (self->cache, page));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_sizes_changed (FbThumbnail *self, guint first, guint n)
{
  if (self->page < first || self->page >= first + n)
    return;
  fb_thumbnail_want (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* GtkWidget */

static void
fb_thumbnail_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  double width, height;

  get_size (FB_THUMBNAIL (widget), &width, &height);
  *minimum = 2 * MARGIN + (int) (orientation == GTK_ORIENTATION_HORIZONTAL ? MAX_WIDTH : height);
  *natural = *minimum;
}

static void
fb_thumbnail_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FbThumbnail *self = FB_THUMBNAIL (widget);
  FbPageRect rect = { 0 };

  if (self->document == NULL)
    return;
  get_size (self, &rect.width, &rect.height);
  rect.x = floor ((gtk_widget_get_width (widget) - rect.width) / 2);
  rect.y = floor ((gtk_widget_get_height (widget) - rect.height) / 2);
  fb_page_draw_paper (snapshot, &rect, self->inverted);
  if (self->texture != NULL)
    fb_page_draw_texture (snapshot, self->texture, &rect, self->rotation, self->inverted);
}

/* GObject */

static void
fb_thumbnail_dispose (GObject *object)
{
  fb_thumbnail_unbind (FB_THUMBNAIL (object));

  G_OBJECT_CLASS (fb_thumbnail_parent_class)->dispose (object);
}

static void
fb_thumbnail_class_init (FbThumbnailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_thumbnail_dispose;
  widget_class->measure = fb_thumbnail_measure;
  widget_class->snapshot = fb_thumbnail_snapshot;
  /* Its row has a name. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
fb_thumbnail_init (FbThumbnail *self)
{
}

/**
 * fb_thumbnail_new:
 *
 * Returns: (transfer floating): a thumbnail of nothing
 */
GtkWidget *
fb_thumbnail_new (void)
{
  return g_object_new (FB_TYPE_THUMBNAIL, NULL);
}

/**
 * fb_thumbnail_bind:
 * @self: a thumbnail
 * @document: whose page
 * @cache: of the document, for thumbnails
 * @page: from 0
 *
 * Has the page drawn.
 */
void
fb_thumbnail_bind (FbThumbnail *self, FbRenderedDocument *document, FbPageCache *cache, guint page)
{
  g_return_if_fail (FB_IS_THUMBNAIL (self));

  fb_thumbnail_unbind (self);
  self->document = g_object_ref (document);
  self->cache = g_object_ref (cache);
  self->page = page;
  g_signal_connect_object (document, "sizes-changed", G_CALLBACK (on_sizes_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (cache, "page-changed", G_CALLBACK (on_page_changed), self,
                           G_CONNECT_SWAPPED);
  fb_thumbnail_want (self);
  on_page_changed (self, page);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * fb_thumbnail_unbind:
 * @self: a thumbnail
 *
 * Shows nothing any more; drawing that is under way is cancelled.
 */
void
fb_thumbnail_unbind (FbThumbnail *self)
{
  g_return_if_fail (FB_IS_THUMBNAIL (self));

  if (self->document == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->document, self);
  g_signal_handlers_disconnect_by_data (self->cache, self);
  fb_page_cache_cancel (self->cache, self->page);
  g_clear_object (&self->document);
  g_clear_object (&self->cache);
  g_clear_object (&self->texture);
}

/**
 * fb_thumbnail_set_look:
 * @self: a thumbnail
 * @rotation: how far the page is turned to the right: 0, 90, 180 or 270 degrees
 * @inverted: whether dark is light
 */
void
fb_thumbnail_set_look (FbThumbnail *self, guint rotation, gboolean inverted)
{
  g_return_if_fail (FB_IS_THUMBNAIL (self));

  if (self->rotation == rotation && self->inverted == inverted)
    return;
  self->rotation = rotation;
  self->inverted = inverted;
  if (self->document != NULL)
    fb_thumbnail_want (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
