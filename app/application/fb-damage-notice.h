/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void fb_damage_notice_show (GtkWindow *parent, const char *damaged_file);

G_END_DECLS
