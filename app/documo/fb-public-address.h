/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *fb_public_address_normalize (const char *text, const char *default_path);
char *fb_public_address_dup_origin (const char *address);

G_END_DECLS
