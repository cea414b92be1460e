/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void fb_text_fold (const char *text, GString *folded, GArray *offsets);

G_END_DECLS
