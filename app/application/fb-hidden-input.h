/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fb_hidden_input_read (const char *prompt, char *buffer, int size);

G_END_DECLS
