/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* From fb_command_line_run(): there was nothing to do that needs no display. */
#define FB_COMMAND_LINE_GO_ON (-1)

void fb_command_line_add_options (GApplication *application);
int fb_command_line_run (GVariantDict *options);

G_END_DECLS
