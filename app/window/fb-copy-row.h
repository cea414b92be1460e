/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FB_TYPE_COPY_ROW (fb_copy_row_get_type ())
G_DECLARE_FINAL_TYPE (FbCopyRow, fb_copy_row, FB, COPY_ROW, AdwActionRow)

/* Signal:
 *   copied: the value was copied
 */

const char *fb_copy_row_get_value (FbCopyRow *self);
void fb_copy_row_set_value (FbCopyRow *self, const char *value);
void fb_copy_row_copy (FbCopyRow *self);

G_END_DECLS
