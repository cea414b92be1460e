/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-credentials.h"
#include "fb-password.h"

G_BEGIN_DECLS

#define FB_DEFAULT_USER "documo"

void fb_new_password_async (FbCredentials *credentials,
                            const char *user,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
char *fb_new_password_finish (FbCredentials *credentials, GAsyncResult *result, GError **error);

G_END_DECLS
