/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

guint layout_check (GtkWidget *window, int max_min_width, const char *where);

G_END_DECLS
