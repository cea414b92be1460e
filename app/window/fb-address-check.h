/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fb_address_is_valid (const char *address);
GStrv fb_address_list_parse (const char *text);
gboolean fb_port_parse (const char *text, guint *port);
gboolean fb_path_is_valid (const char *path);

G_END_DECLS
