/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FB_TYPE_FILE_ROW (fb_file_row_get_type ())
G_DECLARE_FINAL_TYPE (FbFileRow, fb_file_row, FB, FILE_ROW, AdwActionRow)

void fb_file_row_bind (FbFileRow *self, GSettings *settings, const char *key);

G_END_DECLS
