/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean fb_request_loop_is_connected (int socket);
void fb_request_loop_run (int socket, guint32 confinement);

G_END_DECLS
