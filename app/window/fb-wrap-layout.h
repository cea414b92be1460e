/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FB_TYPE_WRAP_LAYOUT (fb_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (FbWrapLayout, fb_wrap_layout, FB, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
