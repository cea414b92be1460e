/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "fb-fax-table.h"

G_BEGIN_DECLS

#define FB_TYPE_WINDOW_FOCUS (fb_window_focus_get_type ())

G_DECLARE_FINAL_TYPE (FbWindowFocus, fb_window_focus, FB, WINDOW_FOCUS, GObject)

FbWindowFocus *fb_window_focus_new (GtkWindow *window, GtkStack *pages, FbFaxTable *table);
gboolean fb_window_focus_is_on_page (FbWindowFocus *self);
void fb_window_focus_page (FbWindowFocus *self);
void fb_window_focus_keep (FbWindowFocus *self);
void fb_window_focus_queue_check (FbWindowFocus *self);

G_END_DECLS
