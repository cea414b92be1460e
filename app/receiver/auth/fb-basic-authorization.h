/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbBasicAuthorization:
 * @user: the user name, as the bytes came
 * @password: the password, likewise
 *
 * What an Authorization header says. Wiped when it is freed.
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
