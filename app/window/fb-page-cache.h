/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "fb-rendered-document.h"

G_BEGIN_DECLS

#define FB_TYPE_PAGE_CACHE (fb_page_cache_get_type ())
G_DECLARE_FINAL_TYPE (FbPageCache, fb_page_cache, FB, PAGE_CACHE, GObject)

/* Signals:
 *   page-changed (guint page): it has another picture now, or could not be drawn
 */

FbPageCache *fb_page_cache_new (FbRenderedDocument *document, gsize max_bytes);
void fb_page_cache_stop (FbPageCache *self);
void fb_page_cache_want (FbPageCache *self,
                         guint page,
                         guint width,
                         guint height,
                         FbPageUrgency urgency);
void fb_page_cache_cancel (FbPageCache *self, guint page);
void fb_page_cache_set_range (FbPageCache *self, guint first, guint last);
void fb_page_cache_set_middle (FbPageCache *self, guint page);
GdkTexture *fb_page_cache_get_texture (FbPageCache *self, guint page);
const GError *fb_page_cache_get_error (FbPageCache *self, guint page);
FbRenderFlags fb_page_cache_get_flags (FbPageCache *self, guint page);
gsize fb_page_cache_get_n_bytes (FbPageCache *self);

G_END_DECLS
