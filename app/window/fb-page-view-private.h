/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-page-cache.h"
#include "fb-page-view.h"

G_BEGIN_DECLS

/* What stays where it is in the view when the layout changes. */
typedef struct
{
  FbPageAnchor anchor;
  double x; /* points from the middle of the pages */
  double view_x;
  double view_y;
} FbPageFocus;

/* A part of a page's text. */
typedef struct
{
  guint page;
  guint origin; /* where dragging began, a boundary between characters */
  guint start;
  guint end;
} FbPageSelection;

struct _FbPageView
{
  GtkWidget parent_instance;

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  GtkScrollablePolicy hscroll_policy;
  GtkScrollablePolicy vscroll_policy;

  FbRenderedDocument *document;
  FbPageLayout *layout;
  FbPageCache *cache;
  FbPageFocus focus;
  guint current_page;
  gboolean is_configuring;
  gboolean is_shown;

  FbPageZoomMode zoom_mode;
  double scale; /* logical pixels of a point */
  double pinch_scale;
  double pointer_x;
  double pointer_y;
  guint settle_source;
  guint rotation;
  gboolean inverted;

  GskRenderNode *held_node; /* what is shown until the first page is there */
  guint hold_source;
  guint patience_source;
  gboolean is_patience_over;

  GHashTable *texts; /* page → FbPageText, of pages that are looked at */
  GCancellable *texts_cancellable;
  guint text_page; /* that is being read */
  gboolean is_reading_text;
  FbPageSelection selection;
  gboolean is_selecting;
  double pan_x;
  double pan_y;

  FbPageSearch *search;
};

/* fb-page-view-scroll.c */
void fb_page_view_apply_layout (FbPageView *self);
void
fb_page_view_set_adjustment (FbPageView *self, GtkAdjustment **place, GtkAdjustment *adjustment);
void fb_page_view_reset_focus (FbPageView *self);
void fb_page_view_notify_current (FbPageView *self);
FbPageRect fb_page_view_get_page_rect (FbPageView *self, guint page);
gboolean fb_page_view_find_visible (FbPageView *self, guint *first, guint *last);
void fb_page_view_set_focus (FbPageView *self, double view_x, double view_y);
void fb_page_view_scroll_to (FbPageView *self, double x, double y);
gboolean
fb_page_view_find_place (FbPageView *self, double x, double y, guint *page, float *px, float *py);

/* fb-page-view-draw.c */
void fb_page_view_draw (FbPageView *self, GtkSnapshot *snapshot);

/* fb-page-view-render.c */
void fb_page_view_request_pages (FbPageView *self);
void fb_page_view_set_cache (FbPageView *self, FbRenderedDocument *document);
void fb_page_view_release_held (FbPageView *self);
void fb_page_view_settle (FbPageView *self);
void fb_page_view_stop_rendering (FbPageView *self);

/* fb-page-view-zoom.c */
void fb_page_view_init_zoom (FbPageView *self);
double fb_page_view_compute_scale (FbPageView *self, int width, int height);

/* fb-page-view-input.c */
void fb_page_view_class_init_keys (GtkWidgetClass *widget_class);
void fb_page_view_init_input (FbPageView *self);

/* fb-page-view-text.c */
void fb_page_view_init_text (FbPageView *self);
const FbPageText *fb_page_view_get_text (FbPageView *self, guint page);
void fb_page_view_read_texts (FbPageView *self, guint first, guint last);
void fb_page_view_forget_texts (FbPageView *self);
void fb_page_view_update_accessible (FbPageView *self);
void fb_page_view_select (FbPageView *self, guint page, guint start, guint end);

G_END_DECLS
