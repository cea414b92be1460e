/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-autostart.h"

G_BEGIN_DECLS

#define FB_TYPE_LOGIN_ROW (fb_login_row_get_type ())
G_DECLARE_FINAL_TYPE (FbLoginRow, fb_login_row, FB, LOGIN_ROW, AdwActionRow)

void fb_login_row_bind (FbLoginRow *self, FbAutostart *autostart);

G_END_DECLS
