/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-render-protocol.h"

G_BEGIN_DECLS

/* Logical pixels between pages, and around all of them. */
#define FB_PAGE_GAP 12.0

/* Logical pixels of a point where a page is shown at 100 %: an inch is 96 of them, as everywhere
 * on a desktop. */
#define FB_PAGE_FULL_SCALE (96.0 / 72.0)

#define FB_PAGE_MIN_ZOOM 0.25
#define FB_PAGE_MAX_ZOOM 4.0

/**
 * FbPageRect:
 * @x: of its left side
 * @y: of its top
 * @width: at least 0
 * @height: at least 0
 *
 * Where a page is among all of them, in logical pixels.
 */
typedef struct
{
  double x, y, width, height;
} FbPageRect;

/**
 * FbPageAnchor:
 * @page: a page, from 0
 * @fraction: of its height, 0 to 1
 * @pixels: below that, in the gap that doesn't grow with the pages; negative above the first page
 *
 * A place in the document that stays what it is when shapes and scale change.
 */
typedef struct
{
  guint page;
  double fraction;
  double pixels;
} FbPageAnchor;

typedef struct _FbPageLayout FbPageLayout;

FbPageLayout *fb_page_layout_new (guint n_pages);
void fb_page_layout_free (FbPageLayout *self);

void fb_page_layout_set_size (FbPageLayout *self, guint page, FbRenderSize size);
void fb_page_layout_set_rotation (FbPageLayout *self, guint rotation);
void fb_page_layout_set_scale (FbPageLayout *self, double scale);

guint fb_page_layout_get_n_pages (FbPageLayout *self);
double fb_page_layout_get_width (FbPageLayout *self);
double fb_page_layout_get_height (FbPageLayout *self);
double fb_page_layout_fit_width (FbPageLayout *self, double width);
double fb_page_layout_fit_page (FbPageLayout *self, double width, double height);

FbPageRect fb_page_layout_get_rect (FbPageLayout *self, guint page, double view_width);
guint fb_page_layout_find_page (FbPageLayout *self, double y);
FbPageAnchor fb_page_layout_get_anchor (FbPageLayout *self, double y);
double fb_page_layout_get_position (FbPageLayout *self, FbPageAnchor anchor);

FbRenderArea fb_page_area_rotate (FbRenderArea area, guint rotation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbPageLayout, fb_page_layout_free)

G_END_DECLS
