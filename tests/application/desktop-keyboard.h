/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "desktop-fixture.h"

G_BEGIN_DECLS

void desktop_keyboard_set_up (void);
void desktop_keyboard_tear_down (void);

void desktop_press (const char *keys);
void desktop_type (const char *text);
guint desktop_count_presses (void);

char *desktop_dup_focus (void);
void desktop_wait_for_focus (const char *part);
void desktop_wait_for_focus_at (const char *name);

G_END_DECLS
