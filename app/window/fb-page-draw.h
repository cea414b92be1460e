/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "fb-page-layout.h"

G_BEGIN_DECLS

void fb_page_draw_paper (GtkSnapshot *snapshot, const FbPageRect *rect, gboolean inverted);
void fb_page_draw_texture (GtkSnapshot *snapshot,
                           GdkTexture *texture,
                           const FbPageRect *rect,
                           guint rotation,
                           gboolean inverted);
void fb_page_draw_area (GtkSnapshot *snapshot,
                        const FbPageRect *rect,
                        const FbRenderArea *area,
                        guint rotation,
                        const GdkRGBA *color);

G_END_DECLS
