/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *fb_desk_user_dup_name (GSettings *settings);

G_END_DECLS
