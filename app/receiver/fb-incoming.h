/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-admission.h"
#include "fb-event.h"
#include "fb-receiver-limits.h"
#include "fb-store.h"

G_BEGIN_DECLS

/**
 * FbIncoming:
 *
 * A delivery that is coming in: from bytes to an event, its documents, and if it can't be
 * understood the whole body.
 */
typedef struct _FbIncoming FbIncoming;

FbIncoming *fb_incoming_new (FbStore *store,
                             const FbReceiverLimits *limits,
                             FbBodyKind kind,
                             const char *content_type,
                             const char *event_name);
void fb_incoming_free (FbIncoming *incoming);
void fb_incoming_set_has_length (FbIncoming *incoming);
gboolean fb_incoming_feed (FbIncoming *incoming, const guint8 *data, gsize length, GError **error);
gboolean fb_incoming_finish (FbIncoming *incoming, GError **error);
const FbEvent *fb_incoming_get_event (FbIncoming *incoming);
void
fb_incoming_keep_async (FbIncoming *incoming, GAsyncReadyCallback callback, gpointer user_data);
gboolean fb_incoming_keep_finish (GAsyncResult *result, gboolean *already_kept, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbIncoming, fb_incoming_free)

G_END_DECLS
