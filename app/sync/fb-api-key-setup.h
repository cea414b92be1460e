/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-api-key.h"
#include "fb-documo-account.h"

G_BEGIN_DECLS

void fb_api_key_check_async (FbApiKey *api_key,
                             gboolean may_prompt,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
FbDocumoAccount *fb_api_key_check_finish (FbApiKey *api_key, GAsyncResult *result, GError **error);

void fb_api_key_set_up_async (FbApiKey *api_key,
                              const char *key,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean fb_api_key_set_up_finish (FbApiKey *api_key,
                                   GAsyncResult *result,
                                   FbDocumoAccount **account,
                                   GError **problem,
                                   GError **error);

G_END_DECLS
