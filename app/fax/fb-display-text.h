/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *fb_display_text_clean (const char *text, glong max_length);

G_END_DECLS
