/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbBasicAuthorization:
 * @user: the user name, byte for byte
 * @password: the password, byte for byte
 *
 * The contents of an Authorization header. Overwritten when it is freed.
 */
typedef struct
{
  char *user;
  char *password;
} FbBasicAuthorization;

FbBasicAuthorization *fb_basic_authorization_parse (const char *header);
void fb_basic_authorization_free (FbBasicAuthorization *authorization);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbBasicAuthorization, fb_basic_authorization_free)

G_END_DECLS
