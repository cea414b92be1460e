/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *fb_autostart_file_dup_path (void);
char *fb_autostart_file_dup_command (const char *program);
gboolean fb_autostart_file_is_enabled (const char *path);
gboolean fb_autostart_file_write (const char *path, const char *program, GError **error);
gboolean fb_autostart_file_remove (const char *path, GError **error);

G_END_DECLS
