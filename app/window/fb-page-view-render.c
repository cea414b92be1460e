/* fb-page-view-render.c
 *
 * Which pages a view has drawn, in which size, and when: those that can be seen first, then the two
 * next to them; and what is seen meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "fb-page-view-private.h"

/* How long the size must have stayed the same before pages are drawn in it. */
#define SETTLE_MS 150

/* How long a page takes before it is said which one is coming. */
#define PATIENCE_MS 300

/* How long the old document stays when the first page of the new one takes its time. */
#define HOLD_MS 150

/* Two pages have always room. */
#define MAX_PIXELS MIN (FB_RENDER_MAX_PIXELS, FB_PAGE_VIEW_MAX_BYTES / 4 / 2)

/* Waiting */

static gboolean
on_settled (gpointer user_data)
{
  FbPageView *self = FB_PAGE_VIEW (user_data);

  self->settle_source = 0;
  fb_page_view_request_pages (self);
  return G_SOURCE_REMOVE;
}

/* The size changes, and may do so again: what was drawn in the old one will do for now. */
void
fb_page_view_settle (FbPageView *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, on_settled, self);
}

static gboolean
on_patience_over (gpointer user_data)
{
  FbPageView *self = FB_PAGE_VIEW (user_data);

  self->patience_source = 0;
  self->is_patience_over = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
fb_page_view_update_patience (FbPageView *self, gboolean is_waiting)
{
  if (is_waiting && self->patience_source == 0 && !self->is_patience_over)
    self->patience_source = g_timeout_add (PATIENCE_MS, on_patience_over, self);
  if (is_waiting)
    return;
  g_clear_handle_id (&self->patience_source, g_source_remove);
  self->is_patience_over = FALSE;
}

/* What was shown before */

/* fb_page_view_release_held:
 *
 * Shows what was held for as long as there was nothing newer no more.
 */
void
fb_page_view_release_held (FbPageView *self)
{
  g_clear_handle_id (&self->hold_source, g_source_remove);
  g_clear_pointer (&self->held_node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
on_held (gpointer user_data)
{
  FbPageView *self = FB_PAGE_VIEW (user_data);

  self->hold_source = 0;
  fb_page_view_release_held (self);
  return G_SOURCE_REMOVE;
}

static void
fb_page_view_hold (FbPageView *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  g_clear_pointer (&self->held_node, gsk_render_node_unref);
  fb_page_view_draw (self, snapshot);
  self->held_node = gtk_snapshot_free_to_node (snapshot);
  if (self->held_node != NULL && self->hold_source == 0)
    self->hold_source = g_timeout_add (HOLD_MS, on_held, self);
}

/* Pages */

/* In pixels of the screen, of the page as it is when it is upright. */
static void
get_picture_size (FbPageView *self, guint page, guint *width, guint *height)
{
  const FbPageRect rect = fb_page_view_get_page_rect (self, page);
  const gboolean is_upright = self->rotation % 180 == 0;
  const double factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double w = (is_upright ? rect.width : rect.height) * factor;
  double h = (is_upright ? rect.height : rect.width) * factor;
  double shrink = MIN (1, sqrt (MAX_PIXELS / (w * h)));

  shrink = MIN (shrink, FB_RENDER_MAX_SIDE / MAX (w, h));
  w = shrink < 1 ? floor (w * shrink) : round (w);
  h = shrink < 1 ? floor (h * shrink) : round (h);
  *width = (guint) MAX (1, w);
  *height = (guint) MAX (1, h);
}

/* While the size changes only what there is no picture of at all. */
static void
fb_page_view_want (FbPageView *self, guint page, FbPageUrgency urgency)
{
  guint width, height;

  if (self->settle_source != 0 && fb_page_cache_get_texture (self->cache, page) != NULL)
    return;
  get_picture_size (self, page, &width, &height);
  fb_page_cache_want (self->cache, page, width, height, urgency);
}

static gboolean
is_ready (FbPageView *self, guint page)
{
  return fb_page_cache_get_texture (self->cache, page) != NULL ||
         fb_page_cache_get_error (self->cache, page) != NULL;
}

static void
fb_page_view_update_shown (FbPageView *self, guint first, guint last)
{
  const gboolean was_shown = self->is_shown;
  gboolean is_any_ready = FALSE;
  gboolean is_any_drawn = FALSE;
  gboolean are_all_ready = TRUE;

  for (guint page = first; page <= last; page++)
    {
      is_any_ready = is_any_ready || is_ready (self, page);
      is_any_drawn = is_any_drawn || fb_page_cache_get_texture (self->cache, page) != NULL;
      are_all_ready = are_all_ready && is_ready (self, page);
    }
  if (is_any_ready && self->held_node != NULL)
    fb_page_view_release_held (self);
  fb_page_view_update_patience (self, !are_all_ready);
  self->is_shown = are_all_ready && is_any_drawn;
  if (self->is_shown && !was_shown)
    g_signal_emit_by_name (self, "shown");
}

/* Asks for what is to be seen. */
void
fb_page_view_request_pages (FbPageView *self)
{
  guint first, last;

  if (self->cache == NULL || !fb_page_view_find_visible (self, &first, &last))
    return;
  const guint n_pages = fb_page_view_get_n_pages (self);

  fb_page_cache_set_range (self->cache, first, last);
  for (guint page = first; page <= last; page++)
    fb_page_view_want (self, page, FB_PAGE_VISIBLE);
  fb_page_view_update_shown (self, first, last);
  if (last + 1 < n_pages)
    fb_page_view_want (self, last + 1, FB_PAGE_NEAR);
  if (first > 0)
    fb_page_view_want (self, first - 1, FB_PAGE_NEAR);
  if (self->is_shown)
    fb_page_view_read_texts (self, first, last);
}

static void
on_page_changed (FbPageView *self, guint page)
{
  guint first, last;

  if (!fb_page_view_find_visible (self, &first, &last) || page < first || page > last)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  fb_page_view_update_shown (self, first, last);
  fb_page_view_read_texts (self, first, last);
  if (page == self->current_page)
    fb_page_view_notify_current (self);
}

/* To be called while the old document is still there. */
void
fb_page_view_set_cache (FbPageView *self, FbRenderedDocument *document)
{
  if (self->document != NULL && document != NULL && self->held_node == NULL)
    fb_page_view_hold (self);
  if (document == NULL)
    fb_page_view_release_held (self);
  if (self->cache != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->cache, self);
      fb_page_cache_stop (self->cache);
      g_clear_object (&self->cache);
    }
  g_clear_handle_id (&self->settle_source, g_source_remove);
  fb_page_view_update_patience (self, FALSE);
  if (document == NULL)
    return;
  self->cache = fb_page_cache_new (document, FB_PAGE_VIEW_MAX_BYTES);
  g_signal_connect_object (self->cache, "page-changed", G_CALLBACK (on_page_changed), self,
                           G_CONNECT_SWAPPED);
}

/* fb_page_view_stop_rendering:
 *
 * Lets go of the pictures, and asks for no more.
 */
void
fb_page_view_stop_rendering (FbPageView *self)
{
  fb_page_view_set_cache (self, NULL);
}

/**
 * fb_page_view_is_shown:
 * @self: the view
 *
 * Returns: whether what can be seen is drawn, but for pages that can't be
 */
gboolean
fb_page_view_is_shown (FbPageView *self)
{
  g_return_val_if_fail (FB_IS_PAGE_VIEW (self), FALSE);

  return self->is_shown;
}

/**
 * fb_page_view_get_n_bytes:
 * @self: the view
 *
 * Returns: how much memory its pictures take
 */
gsize
fb_page_view_get_n_bytes (FbPageView *self)
{
  g_return_val_if_fail (FB_IS_PAGE_VIEW (self), 0);

  return self->cache != NULL ? fb_page_cache_get_n_bytes (self->cache) : 0;
}
