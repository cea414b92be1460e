/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void fb_render_clock_start (GSource **clock, guint timeout, GSourceFunc callback, gpointer data);
void fb_render_clock_stop (GSource **clock);

G_END_DECLS
