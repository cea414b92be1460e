/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-page-cache.h"

G_BEGIN_DECLS

#define FB_TYPE_THUMBNAIL (fb_thumbnail_get_type ())
G_DECLARE_FINAL_TYPE (FbThumbnail, fb_thumbnail, FB, THUMBNAIL, GtkWidget)

GtkWidget *fb_thumbnail_new (void);
void
fb_thumbnail_bind (FbThumbnail *self, FbRenderedDocument *document, FbPageCache *cache, guint page);
void fb_thumbnail_unbind (FbThumbnail *self);
void fb_thumbnail_set_look (FbThumbnail *self, guint rotation, gboolean inverted);

G_END_DECLS
