/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *fb_render_error_get_title (const GError *error);
const char *fb_render_error_get_sentence (const GError *error);

G_END_DECLS
