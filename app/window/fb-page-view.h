/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "fb-page-layout.h"
#include "fb-page-search.h"
#include "fb-rendered-document.h"

G_BEGIN_DECLS

#define FB_TYPE_PAGE_VIEW (fb_page_view_get_type ())
G_DECLARE_FINAL_TYPE (FbPageView, fb_page_view, FB, PAGE_VIEW, GtkWidget)

/**
 * FbPageZoomMode:
 * @FB_PAGE_ZOOM_FIT_WIDTH: the widest page is as wide as the view
 * @FB_PAGE_ZOOM_FIT_PAGE: the largest page has room in the view
 * @FB_PAGE_ZOOM_FIXED: as chosen
 *
 * What decides how large pages are shown.
 */
typedef enum
{
  FB_PAGE_ZOOM_FIT_WIDTH,
  FB_PAGE_ZOOM_FIT_PAGE,
  FB_PAGE_ZOOM_FIXED,
} FbPageZoomMode;

/**
 * FbPagePosition:
 * @anchor: what is at the top of the view
 * @x: what is at its middle, points from the middle of the pages
 *
 * Where somebody has scrolled to.
 */
typedef struct
{
  FbPageAnchor anchor;
  double x;
} FbPagePosition;

/* Pictures take that much at most. */
#define FB_PAGE_VIEW_MAX_BYTES (96 * 1024 * 1024)

/* Properties and signals:
 *   document (FbRenderedDocument, nullable): what is shown
 *   n-pages (uint, read-only): of the document; 0 without one
 *   current-page (uint): from 0
 *   zoom-mode (int): an FbPageZoomMode
 *   zoom (double): 1 where an inch is 96 logical pixels; setting it makes the mode
 *     FB_PAGE_ZOOM_FIXED
 *   rotation (uint): of all pages, to the right: 0, 90, 180 or 270 degrees
 *   inverted (boolean): light on dark
 *   has-selection (boolean, read-only): whether text is selected
 *   flags (uint, read-only): FbRenderFlags of the current page
 *   shown: what can be seen is drawn now
 */

GtkWidget *fb_page_view_new (void);
void fb_page_view_set_document (FbPageView *self, FbRenderedDocument *document);
FbRenderedDocument *fb_page_view_get_document (FbPageView *self);
guint fb_page_view_get_n_pages (FbPageView *self);
void fb_page_view_set_current_page (FbPageView *self, guint page);
guint fb_page_view_get_current_page (FbPageView *self);
void fb_page_view_set_zoom_mode (FbPageView *self, FbPageZoomMode mode);
FbPageZoomMode fb_page_view_get_zoom_mode (FbPageView *self);
void fb_page_view_set_zoom (FbPageView *self, double zoom);
double fb_page_view_get_zoom (FbPageView *self);
void fb_page_view_zoom_step (FbPageView *self, gboolean larger);
void fb_page_view_set_rotation (FbPageView *self, guint rotation);
guint fb_page_view_get_rotation (FbPageView *self);
void fb_page_view_set_inverted (FbPageView *self, gboolean inverted);
gboolean fb_page_view_get_inverted (FbPageView *self);
void fb_page_view_set_position (FbPageView *self, const FbPagePosition *position);
FbPagePosition fb_page_view_get_position (FbPageView *self);
void fb_page_view_set_search (FbPageView *self, FbPageSearch *search);
void fb_page_view_show_area (FbPageView *self, guint page, const FbRenderArea *area);
void fb_page_view_select_page (FbPageView *self);
char *fb_page_view_dup_selection (FbPageView *self);
void fb_page_view_copy (FbPageView *self);
gboolean fb_page_view_is_shown (FbPageView *self);
gsize fb_page_view_get_n_bytes (FbPageView *self);

G_END_DECLS
