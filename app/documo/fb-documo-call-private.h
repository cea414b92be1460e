/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-documo-client-private.h"

G_BEGIN_DECLS

void fb_documo_client_call_async (FbDocumoClient *self,
                                  const char *method,
                                  const char *path,
                                  GBytes *form,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GBytes *fb_documo_client_call_finish (FbDocumoClient *self,
                                      GAsyncResult *result,
                                      GError **answer_problem,
                                      GError **error);

G_END_DECLS
