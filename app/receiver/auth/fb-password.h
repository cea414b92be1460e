/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean fb_user_name_is_valid (const char *user);
gboolean fb_password_check (const char *user, const char *password, GError **error);
char *fb_password_hash (const char *password);
char *fb_password_hash_generated (const char *password);
gboolean fb_password_hash_is_quick (const char *hash);
gboolean fb_password_matches (const char *hash, const char *password);
char *fb_password_generate (void);

G_END_DECLS
