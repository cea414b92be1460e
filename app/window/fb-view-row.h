/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FB_TYPE_VIEW_ROW (fb_view_row_get_type ())
G_DECLARE_FINAL_TYPE (FbViewRow, fb_view_row, FB, VIEW_ROW, GtkListBoxRow)

FbViewRow *fb_view_row_new (const char *icon_name, const char *title);
FbViewRow *fb_view_row_new_without_count (const char *icon_name, const char *title);
const char *fb_view_row_get_title (FbViewRow *self);
guint fb_view_row_get_count (FbViewRow *self);
void fb_view_row_set_count (FbViewRow *self, guint count);

void fb_view_row_set_subtitle (FbViewRow *self, const char *subtitle);

G_END_DECLS
