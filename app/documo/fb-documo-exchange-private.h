/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "fb-documo-answer-private.h"

G_BEGIN_DECLS

/**
 * FbDocumoLimits:
 * @silence: seconds that a connection may be silent
 * @grace: seconds that an answer may take, however slow it is
 * @min_rate: bytes a second that it must bring in the time beyond that
 * @max_document: bytes
 *
 * What an answer may take.
 */
typedef struct
{
  guint silence;
  guint grace;
  guint min_rate;
  guint64 max_document;
} FbDocumoLimits;

/* What an answer in JSON may weigh: what the guard parses. */
#define FB_DOCUMO_MAX_ANSWER (1024 * 1024)

#define FB_TYPE_DOCUMO_EXCHANGE (fb_documo_exchange_get_type ())
G_DECLARE_FINAL_TYPE (FbDocumoExchange, fb_documo_exchange, FB, DOCUMO_EXCHANGE, GObject)

FbDocumoExchange *fb_documo_exchange_new (SoupSession *session,
                                          SoupMessage *message,
                                          const FbDocumoLimits *limits,
                                          GCancellable *cancellable);
void fb_documo_exchange_send_async (FbDocumoExchange *self,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
fb_documo_exchange_send_finish (FbDocumoExchange *self, GAsyncResult *result, GError **error);
void fb_documo_exchange_get_answer (FbDocumoExchange *self, FbDocumoAnswer *answer);
gint64 fb_documo_exchange_get_length (FbDocumoExchange *self);
gboolean fb_documo_exchange_is_encoded (FbDocumoExchange *self);
gboolean fb_documo_exchange_has_end (FbDocumoExchange *self);
void fb_documo_exchange_read_async (FbDocumoExchange *self,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GBytes *
fb_documo_exchange_read_finish (FbDocumoExchange *self, GAsyncResult *result, GError **error);
void fb_documo_exchange_read_all_async (FbDocumoExchange *self,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GBytes *
fb_documo_exchange_read_all_finish (FbDocumoExchange *self, GAsyncResult *result, GError **error);

G_END_DECLS
