/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-event.h"
#include "fb-receiver-limits.h"
#include "fb-store.h"
#include "fb-test-log.h"

G_BEGIN_DECLS

/**
 * FbBodyKind:
 * @FB_BODY_FORM: multipart/form-data
 * @FB_BODY_JSON: application/json
 *
 * The media type of a body.
 */
typedef enum
{
  FB_BODY_FORM,
  FB_BODY_JSON,
} FbBodyKind;

/**
 * FbUpload:
 *
 * A body while it is received: turns bytes into an event, its documents, and, if it can't be
 * understood, a copy of the whole body. It waits for the disk. For one thread at a time.
 */
typedef struct _FbUpload FbUpload;

FbUpload *fb_upload_new (FbStore *store,
                         const FbReceiverLimits *limits,
                         FbBodyKind kind,
                         const char *content_type,
                         const char *event_name);
void fb_upload_free (FbUpload *upload);
void fb_upload_set_has_length (FbUpload *upload);
void fb_upload_set_test (FbUpload *upload, FbTestContent *content);
gboolean fb_upload_feed (FbUpload *upload, const guint8 *data, gsize length, GError **error);
gboolean fb_upload_finish (FbUpload *upload, GError **error);
const FbEvent *fb_upload_get_event (FbUpload *upload);
void fb_upload_keep_async (FbUpload *upload, GAsyncReadyCallback callback, gpointer user_data);
gboolean fb_upload_keep_finish (GAsyncResult *result, gboolean *already_kept, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbUpload, fb_upload_free)

G_END_DECLS
