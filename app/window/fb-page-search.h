/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-rendered-document.h"

G_BEGIN_DECLS

#define FB_TYPE_PAGE_SEARCH (fb_page_search_get_type ())
G_DECLARE_FINAL_TYPE (FbPageSearch, fb_page_search, FB, PAGE_SEARCH, GObject)

/* Signals:
 *   changed: there are more hits, another one is the current one, or all pages were read
 */

/* More hits are not looked for. */
#define FB_PAGE_SEARCH_MAX_HITS 10000

/**
 * FbPageHit:
 * @page: from 0
 * @start: its first character in the page's text
 * @areas: (element-type FbRenderArea): where it is on the page
 *
 * Where the text was found.
 */
typedef struct
{
  guint page;
  guint start;
  GArray *areas;
} FbPageHit;

FbPageSearch *fb_page_search_new (FbRenderedDocument *document, const char *text, guint first_page);
void fb_page_search_stop (FbPageSearch *self);
guint fb_page_search_get_n_hits (FbPageSearch *self);
const FbPageHit *fb_page_search_get_hit (FbPageSearch *self, guint position);
guint fb_page_search_find_page (FbPageSearch *self, guint page);
const FbPageHit *fb_page_search_get_current (FbPageSearch *self, guint *position);
void fb_page_search_move (FbPageSearch *self, gboolean forward);
gboolean fb_page_search_is_done (FbPageSearch *self);
gboolean fb_page_search_has_text (FbPageSearch *self);
double fb_page_search_get_progress (FbPageSearch *self);

G_END_DECLS
