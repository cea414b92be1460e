/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-upload.h"

G_BEGIN_DECLS

/**
 * FbUploadQueue:
 *
 * The chunks of a body on their way to its #FbUpload, which works in another thread. For the
 * receiver's thread alone.
 */
typedef struct _FbUploadQueue FbUploadQueue;

/**
 * FbUploadQueueFunc:
 * @user_data: what was given with the function
 *
 * Called when there is room for more chunks again, when the upload has failed, and when it is
 * finished.
 */
typedef void (*FbUploadQueueFunc) (gpointer user_data);

FbUploadQueue *fb_upload_queue_new (FbUpload *upload,
                                    GMainContext *context,
                                    FbUploadQueueFunc on_changed,
                                    gpointer user_data);
void fb_upload_queue_free (FbUploadQueue *queue);

void fb_upload_queue_push (FbUploadQueue *queue, const guint8 *data, gsize length);
void fb_upload_queue_finish (FbUploadQueue *queue);
gboolean fb_upload_queue_is_full (FbUploadQueue *queue);
GError *fb_upload_queue_dup_error (FbUploadQueue *queue);
FbUpload *fb_upload_queue_get_finished (FbUploadQueue *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbUploadQueue, fb_upload_queue_free)

G_END_DECLS
