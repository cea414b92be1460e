/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "screen.h"

G_BEGIN_DECLS

double contrast_compute (guint32 color, guint32 other);
double contrast_measure (const ScreenPicture *picture,
                         ScreenArea area,
                         guint32 *background,
                         guint32 *foreground);
guint contrast_check (GtkWidget *window, const char *where);

G_END_DECLS
