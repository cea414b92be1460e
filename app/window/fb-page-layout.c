/* fb-page-layout.c
 *
 * Where the pages of a document are when all of them are shown one below the other: arithmetic
 * only, without anything that draws. It is all logarithmic in the number of pages, once their
 * shapes are known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-layout.h"

struct _FbPageLayout
{
  guint n_pages;
  FbRenderSize *sizes; /* upright, points */
  double *tops;        /* sums of the heights of all pages before, points; one more than pages */
  double max_width;    /* as they are turned */
  double max_height;
  double scale; /* logical pixels of a point */
  guint rotation;
  gboolean is_dirty; /* the sums */
};

static double
get_turned_width (FbPageLayout *self, guint page)
{
  return (double) (self->rotation % 180 == 0 ? self->sizes[page].width : self->sizes[page].height);
}

static double
get_turned_height (FbPageLayout *self, guint page)
{
  return (double) (self->rotation % 180 == 0 ? self->sizes[page].height : self->sizes[page].width);
}

static void
add_up (FbPageLayout *self)
{
  if (!self->is_dirty)
    return;
  self->is_dirty = FALSE;
  self->max_width = 0;
  self->max_height = 0;
  for (guint i = 0; i < self->n_pages; i++)
    {
      self->tops[i + 1] = self->tops[i] + get_turned_height (self, i);
      self->max_width = MAX (self->max_width, get_turned_width (self, i));
      self->max_height = MAX (self->max_height, get_turned_height (self, i));
    }
}

static double
get_top (FbPageLayout *self, guint page)
{
  add_up (self);
  return FB_PAGE_GAP * (page + 1) + self->tops[page] * self->scale;
}

static double
get_page_height (FbPageLayout *self, guint page)
{
  return get_turned_height (self, page) * self->scale;
}

/**
 * fb_page_layout_new:
 * @n_pages: how many pages there are, at least 1
 *
 * All of them are 1 point high and wide until it is told better, upright, and shown at 100 %.
 *
 * Returns: (transfer full): the layout
 */
FbPageLayout *
fb_page_layout_new (guint n_pages)
{
  g_return_val_if_fail (n_pages > 0, NULL);

  FbPageLayout *self = g_new0 (FbPageLayout, 1);

  self->n_pages = n_pages;
  self->sizes = g_new (FbRenderSize, n_pages);
  self->tops = g_new0 (double, n_pages + 1);
  self->scale = FB_PAGE_FULL_SCALE;
  self->is_dirty = TRUE;
  for (guint i = 0; i < n_pages; i++)
    self->sizes[i] = (FbRenderSize){ 1, 1 };
  return self;
}

/**
 * fb_page_layout_free:
 * @self: (transfer full): the layout
 */
void
fb_page_layout_free (FbPageLayout *self)
{
  g_free (self->sizes);
  g_free (self->tops);
  g_free (self);
}

/**
 * fb_page_layout_set_size:
 * @self: the layout
 * @page: from 0
 * @size: its shape when it is upright
 */
void
fb_page_layout_set_size (FbPageLayout *self, guint page, FbRenderSize size)
{
  g_return_if_fail (page < self->n_pages);

  self->sizes[page] =
    (FbRenderSize){ CLAMP (size.width, FB_RENDER_MIN_POINTS, FB_RENDER_MAX_POINTS),
                    CLAMP (size.height, FB_RENDER_MIN_POINTS, FB_RENDER_MAX_POINTS) };
  self->is_dirty = TRUE;
}

/**
 * fb_page_layout_set_rotation:
 * @self: the layout
 * @rotation: how far all pages are turned to the right: 0, 90, 180 or 270 degrees
 */
void
fb_page_layout_set_rotation (FbPageLayout *self, guint rotation)
{
  g_return_if_fail (rotation % 90 == 0 && rotation < 360);

  self->rotation = rotation;
  self->is_dirty = TRUE;
}

/**
 * fb_page_layout_set_scale:
 * @self: the layout
 * @scale: logical pixels of a point
 */
void
fb_page_layout_set_scale (FbPageLayout *self, double scale)
{
  g_return_if_fail (scale > 0);

  self->scale = scale;
}

/**
 * fb_page_layout_get_n_pages:
 * @self: the layout
 *
 * Returns: how many pages there are
 */
guint
fb_page_layout_get_n_pages (FbPageLayout *self)
{
  return self->n_pages;
}

/**
 * fb_page_layout_get_width:
 * @self: the layout
 *
 * Returns: of the widest page with the gaps at its sides, logical pixels
 */
double
fb_page_layout_get_width (FbPageLayout *self)
{
  add_up (self);
  return self->max_width * self->scale + 2 * FB_PAGE_GAP;
}

/**
 * fb_page_layout_get_height:
 * @self: the layout
 *
 * Returns: of all pages with all gaps, logical pixels
 */
double
fb_page_layout_get_height (FbPageLayout *self)
{
  return get_top (self, self->n_pages);
}

/**
 * fb_page_layout_fit_width:
 * @self: the layout
 * @width: logical pixels
 *
 * Returns: the scale at which the widest page has room in @width, at most that of the highest zoom
 */
double
fb_page_layout_fit_width (FbPageLayout *self, double width)
{
  add_up (self);
  /* It may be smaller than anybody would choose. */
  return CLAMP ((width - 2 * FB_PAGE_GAP) / self->max_width, 0.001,
                FB_PAGE_MAX_ZOOM * FB_PAGE_FULL_SCALE);
}

/**
 * fb_page_layout_fit_page:
 * @self: the layout
 * @width: logical pixels
 * @height: logical pixels
 *
 * Returns: the scale at which each page has room in @width and @height
 */
double
fb_page_layout_fit_page (FbPageLayout *self, double width, double height)
{
  const double by_width = fb_page_layout_fit_width (self, width);
  const double by_height = (height - 2 * FB_PAGE_GAP) / self->max_height;

  return CLAMP (by_height, 0.001, by_width);
}

/**
 * fb_page_layout_get_rect:
 * @self: the layout
 * @page: from 0
 * @view_width: logical pixels that there are to be in the middle of
 *
 * Returns: where the page is
 */
FbPageRect
fb_page_layout_get_rect (FbPageLayout *self, guint page, double view_width)
{
  FbPageRect rect = { 0 };

  g_return_val_if_fail (page < self->n_pages, rect);

  rect.width = get_turned_width (self, page) * self->scale;
  rect.height = get_page_height (self, page);
  rect.y = get_top (self, page);
  rect.x = (MAX (view_width, fb_page_layout_get_width (self)) - rect.width) / 2;
  return rect;
}

/**
 * fb_page_layout_find_page:
 * @self: the layout
 * @y: logical pixels from the top of it all
 *
 * Returns: the page that is there; the one above where there is a gap, and the first or last one
 *   outside
 */
guint
fb_page_layout_find_page (FbPageLayout *self, double y)
{
  guint low = 0;
  guint high = self->n_pages;

  /* The last one whose top is not below. */
  while (high - low > 1)
    {
      const guint middle = low + (high - low) / 2;
      if (get_top (self, middle) <= y)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/**
 * fb_page_layout_get_anchor:
 * @self: the layout
 * @y: logical pixels from the top of it all
 *
 * Returns: what is there
 */
FbPageAnchor
fb_page_layout_get_anchor (FbPageLayout *self, double y)
{
  const guint page = fb_page_layout_find_page (self, y);
  const double below_top = y - get_top (self, page);
  const double inside = CLAMP (below_top, 0, get_page_height (self, page));

  return (FbPageAnchor){ page, inside / get_page_height (self, page), below_top - inside };
}

/**
 * fb_page_layout_get_position:
 * @self: the layout
 * @anchor: a place; a page that there is not is the last one
 *
 * Returns: where it is now, logical pixels from the top of it all
 */
double
fb_page_layout_get_position (FbPageLayout *self, FbPageAnchor anchor)
{
  const guint page = MIN (anchor.page, self->n_pages - 1);

  return get_top (self, page) + anchor.fraction * get_page_height (self, page) + anchor.pixels;
}

/**
 * fb_page_area_rotate:
 * @area: a part of a page that is upright, in fractions of its sides
 * @rotation: how far the page is turned to the right: 0, 90, 180 or 270 degrees
 *
 * Returns: the same part in fractions of the sides that the page has then. What is turned back
 *   takes a rotation of 360° − @rotation.
 */
FbRenderArea
fb_page_area_rotate (FbRenderArea area, guint rotation)
{
  switch (rotation)
    {
    case 90:
      return (FbRenderArea){ 1 - area.y2, area.x1, 1 - area.y1, area.x2 };
    case 180:
      return (FbRenderArea){ 1 - area.x2, 1 - area.y2, 1 - area.x1, 1 - area.y1 };
    case 270:
      return (FbRenderArea){ area.y1, 1 - area.x2, area.y2, 1 - area.x1 };
    default:
      return area;
    }
}
