/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSubprocess *fb_render_program_spawn (const char *path, int *socket, GError **error);

G_END_DECLS
