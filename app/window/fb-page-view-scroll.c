/* fb-page-view-scroll.c
 *
 * Where the pages of a view are: what of them can be seen, which one is looked at, and what stays
 * where it is when the layout changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "fb-page-view-private.h"

/* Logical pixels that an arrow key scrolls. */
#define STEP 48.0

/* Of what can be seen: how much a page's key scrolls. */
#define PAGE_STEP 0.9

static int
get_width (FbPageView *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self));
}

static int
get_height (FbPageView *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self));
}

static double
get_scroll (GtkAdjustment *adjustment)
{
  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

static double
get_middle (FbPageView *self)
{
  return MAX (get_width (self), fb_page_layout_get_width (self->layout)) / 2;
}

/* What is at this place of the view will be there when the layout has changed. */
void
fb_page_view_set_focus (FbPageView *self, double view_x, double view_y)
{
  if (self->layout == NULL)
    return;
  self->focus.view_x = view_x;
  self->focus.view_y = view_y;
  self->focus.anchor =
    fb_page_layout_get_anchor (self->layout, get_scroll (self->vadjustment) + view_y);
  self->focus.x =
    (get_scroll (self->hadjustment) + view_x - get_middle (self)) / MAX (self->scale, 0.001);
}

/* Where it is in the view, on whole pixels of the screen: pictures are sharp there. */
FbPageRect
fb_page_view_get_page_rect (FbPageView *self, guint page)
{
  const int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  FbPageRect rect = fb_page_layout_get_rect (self->layout, page, get_width (self));

  rect.x = round ((rect.x - get_scroll (self->hadjustment)) * factor) / factor;
  rect.y = round ((rect.y - get_scroll (self->vadjustment)) * factor) / factor;
  rect.width = MAX (1, round (rect.width * factor)) / factor;
  rect.height = MAX (1, round (rect.height * factor)) / factor;
  return rect;
}

/* Whether there is any page at all. */
gboolean
fb_page_view_find_visible (FbPageView *self, guint *first, guint *last)
{
  const double top = get_scroll (self->vadjustment);

  if (self->layout == NULL || get_height (self) <= 0)
    return FALSE;
  *first = fb_page_layout_find_page (self->layout, top);
  *last = fb_page_layout_find_page (self->layout, top + get_height (self));
  return TRUE;
}

/* Which place of which page is at a place of the view, the page being upright. */
gboolean
fb_page_view_find_place (FbPageView *self, double x, double y, guint *page, float *px, float *py)
{
  if (self->layout == NULL)
    return FALSE;
  *page = fb_page_layout_find_page (self->layout, get_scroll (self->vadjustment) + y);
  const FbPageRect rect = fb_page_view_get_page_rect (self, *page);
  const float fx = (float) ((x - rect.x) / rect.width);
  const float fy = (float) ((y - rect.y) / rect.height);
  const FbRenderArea place =
    fb_page_area_rotate ((FbRenderArea){ fx, fy, fx, fy }, (360 - self->rotation) % 360);
  *px = place.x1;
  *py = place.y1;
  return fx >= 0 && fx <= 1 && fy >= 0 && fy <= 1;
}

static guint
find_current_page (FbPageView *self)
{
  const double top = get_scroll (self->vadjustment);
  const double height = get_height (self);

  if (top <= 0)
    return 0;
  if (top + height >= fb_page_layout_get_height (self->layout))
    return fb_page_layout_get_n_pages (self->layout) - 1;
  return fb_page_layout_find_page (self->layout, top + height / 3);
}

static void
fb_page_view_take_current_page (FbPageView *self, guint page)
{
  if (self->current_page == page)
    return;
  self->current_page = page;
  g_object_notify (G_OBJECT (self), "current-page");
  fb_page_view_notify_current (self);
}

/* What is told of the current page. */
void
fb_page_view_notify_current (FbPageView *self)
{
  g_object_notify (G_OBJECT (self), "flags");
  fb_page_view_update_accessible (self);
}

/* Scrolling */

static void
on_scrolled (FbPageView *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->is_configuring || self->layout == NULL)
    return;
  fb_page_view_set_focus (self, get_width (self) / 2.0, 0);
  fb_page_view_take_current_page (self, find_current_page (self));
  fb_page_view_request_pages (self);
}

void
fb_page_view_scroll_to (FbPageView *self, double x, double y)
{
  if (self->hadjustment != NULL)
    gtk_adjustment_set_value (self->hadjustment, x);
  if (self->vadjustment != NULL)
    gtk_adjustment_set_value (self->vadjustment, y);
}

static void
configure (GtkAdjustment *adjustment, double value, double upper, double page_size)
{
  /* What fits but for rounding needs no scrollbar. */
  upper = upper - page_size < 0.5 ? page_size : upper;
  if (adjustment != NULL)
    gtk_adjustment_configure (adjustment, CLAMP (value, 0, upper - page_size), 0, upper, STEP,
                              page_size * PAGE_STEP, page_size);
}

/* Makes scale and scrolling what they have to be, and keeps the focus where it is. */
void
fb_page_view_apply_layout (FbPageView *self)
{
  const int width = get_width (self);
  const int height = get_height (self);
  const double old_scale = self->scale;

  if (width <= 0 || height <= 0)
    return;
  self->is_configuring = TRUE;
  if (self->layout == NULL)
    {
      configure (self->hadjustment, 0, width, width);
      configure (self->vadjustment, 0, height, height);
      self->is_configuring = FALSE;
      return;
    }
  self->scale = fb_page_view_compute_scale (self, width, height);
  fb_page_layout_set_scale (self->layout, self->scale);
  configure (self->hadjustment,
             get_middle (self) + self->focus.x * self->scale - self->focus.view_x,
             fb_page_layout_get_width (self->layout), width);
  configure (self->vadjustment,
             fb_page_layout_get_position (self->layout, self->focus.anchor) - self->focus.view_y,
             fb_page_layout_get_height (self->layout), height);
  self->is_configuring = FALSE;

  if (fabs (old_scale - self->scale) > 0.0001)
    g_object_notify (G_OBJECT (self), "zoom");
  fb_page_view_request_pages (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* What is at the top, or was before it was known how high the view is. */
void
fb_page_view_reset_focus (FbPageView *self)
{
  self->focus.view_x = get_width (self) / 2.0;
  self->focus.view_y = 0;
}

void
fb_page_view_set_adjustment (FbPageView *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (adjustment == *place)
    return;
  if (*place != NULL)
    g_signal_handlers_disconnect_by_data (*place, self);
  g_set_object (place, adjustment);
  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), self,
                             G_CONNECT_SWAPPED);
  fb_page_view_apply_layout (self);
}

/**
 * fb_page_view_set_current_page:
 * @self: the view
 * @page: from 0; a page that there is not is the last one
 *
 * Scrolls to its top.
 */
void
fb_page_view_set_current_page (FbPageView *self, guint page)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));

  if (self->layout == NULL)
    return;
  page = MIN (page, fb_page_view_get_n_pages (self) - 1);
  self->focus.anchor = (FbPageAnchor){ page, 0, -FB_PAGE_GAP };
  fb_page_view_reset_focus (self);
  self->focus.x = 0;
  fb_page_view_apply_layout (self);
  /* At the end of a document there may be no way to scroll so far. */
  fb_page_view_take_current_page (self, page);
}

/**
 * fb_page_view_get_current_page:
 * @self: the view
 *
 * Returns: the page that is looked at, from 0
 */
guint
fb_page_view_get_current_page (FbPageView *self)
{
  g_return_val_if_fail (FB_IS_PAGE_VIEW (self), 0);

  return self->current_page;
}

/**
 * fb_page_view_set_position:
 * @self: the view
 * @position: where to scroll to
 */
void
fb_page_view_set_position (FbPageView *self, const FbPagePosition *position)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));

  if (self->layout == NULL)
    return;
  self->focus.anchor = position->anchor;
  self->focus.x = position->x;
  fb_page_view_reset_focus (self);
  fb_page_view_apply_layout (self);
  /* Before it is known how much can be seen, the page at the top is as good as any. */
  fb_page_view_take_current_page (
    self, get_height (self) > 0 ? find_current_page (self)
                                : MIN (position->anchor.page, fb_page_view_get_n_pages (self) - 1));
}

/**
 * fb_page_view_get_position:
 * @self: the view
 *
 * Returns: where it is scrolled to
 */
FbPagePosition
fb_page_view_get_position (FbPageView *self)
{
  FbPagePosition position = { { 0, 0, -FB_PAGE_GAP }, 0 };

  g_return_val_if_fail (FB_IS_PAGE_VIEW (self), position);

  if (self->layout == NULL || get_width (self) <= 0)
    return position;
  position.anchor = fb_page_layout_get_anchor (self->layout, get_scroll (self->vadjustment));
  position.x = (get_scroll (self->hadjustment) + get_width (self) / 2.0 - get_middle (self)) /
               MAX (self->scale, 0.001);
  return position;
}

/**
 * fb_page_view_show_area:
 * @self: the view
 * @page: from 0
 * @area: a part of the page, which is upright
 *
 * Scrolls so that the area can be seen, if it can't.
 */
void
fb_page_view_show_area (FbPageView *self, guint page, const FbRenderArea *area)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));

  if (self->layout == NULL || page >= fb_page_view_get_n_pages (self))
    return;
  const FbRenderArea turned = fb_page_area_rotate (*area, self->rotation);
  const FbPageRect rect = fb_page_layout_get_rect (self->layout, page, get_width (self));
  const double left = rect.x + (double) turned.x1 * rect.width;
  const double right = rect.x + (double) turned.x2 * rect.width;
  const double top = rect.y + (double) turned.y1 * rect.height;
  const double bottom = rect.y + (double) turned.y2 * rect.height;
  double x = get_scroll (self->hadjustment);
  double y = get_scroll (self->vadjustment);

  if (left < x || right > x + get_width (self))
    x = (left + right - get_width (self)) / 2;
  if (top < y || bottom > y + get_height (self))
    y = top - get_height (self) / 3.0;
  fb_page_view_scroll_to (self, x, y);
}
