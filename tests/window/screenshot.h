/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "screen.h"

G_BEGIN_DECLS

GPtrArray *screenshot_find_natives (GtkWidget *window);
ScreenPicture *screenshot_take (GtkWidget *native);
void screenshot_save (GtkWidget *window, const char *path);
void screenshot_settle (GtkWidget *window);

G_END_DECLS
