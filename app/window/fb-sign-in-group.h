/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FB_TYPE_SIGN_IN_GROUP (fb_sign_in_group_get_type ())
G_DECLARE_FINAL_TYPE (FbSignInGroup, fb_sign_in_group, FB, SIGN_IN_GROUP, AdwPreferencesGroup)

/* Property:
 *   kept (gboolean): whether the password was copied, or somebody said that it is noted
 */

void fb_sign_in_group_set (FbSignInGroup *self, const char *user, const char *password);
gboolean fb_sign_in_group_is_kept (FbSignInGroup *self);
void fb_sign_in_group_copy_password (FbSignInGroup *self);
void fb_sign_in_group_warn (FbSignInGroup *self);

G_END_DECLS
