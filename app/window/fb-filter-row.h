/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FB_TYPE_FILTER_ROW (fb_filter_row_get_type ())
G_DECLARE_FINAL_TYPE (FbFilterRow, fb_filter_row, FB, FILTER_ROW, GtkListBoxRow)

FbFilterRow *fb_filter_row_new (const char *icon_name, const char *title);
const char *fb_filter_row_get_title (FbFilterRow *self);
guint fb_filter_row_get_count (FbFilterRow *self);
void fb_filter_row_set_count (FbFilterRow *self, guint count);

G_END_DECLS
