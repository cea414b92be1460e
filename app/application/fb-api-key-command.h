/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int fb_api_key_command_set (void);
int fb_api_key_command_forget (void);

G_END_DECLS
