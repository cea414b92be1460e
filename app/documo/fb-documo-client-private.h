/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-documo-client.h"
#include "fb-documo-exchange-private.h"

G_BEGIN_DECLS

void fb_documo_client_set_limits (FbDocumoClient *self, const FbDocumoLimits *limits);
void fb_documo_client_set_tls_database (FbDocumoClient *self, GTlsDatabase *database);
const FbDocumoLimits *fb_documo_client_get_limits (FbDocumoClient *self);
FbDocumoExchange *fb_documo_client_begin_call (FbDocumoClient *self,
                                               const char *method,
                                               const char *path,
                                               GBytes *form,
                                               GCancellable *cancellable,
                                               GError **error);
FbDocumoExchange *fb_documo_client_begin (FbDocumoClient *self,
                                          const char *path,
                                          GCancellable *cancellable,
                                          GError **error);

G_END_DECLS
