/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void fb_opened_files_add (const char *path);
void fb_opened_files_add_folder (const char *path);
int fb_opened_files_find (const char *path);
guint fb_opened_files_get_n_descriptors (void);

G_END_DECLS
