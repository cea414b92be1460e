/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fb_json_is_blank (const guint8 *text, gsize length);
gboolean fb_json_is_whole (const guint8 *text, gsize length);

G_END_DECLS
