/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MILLISECOND 1000.0

void main_loop_watch (void);
void main_loop_pass_over (void);
void main_loop_begin_holds (void);
gint64 main_loop_get_longest_hold (void);
double main_loop_get_load (void);

G_END_DECLS
