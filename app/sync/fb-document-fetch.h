/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-document-queue.h"
#include "fb-documo-client.h"

G_BEGIN_DECLS

void fb_document_fetch_async (FbDocumentQueue *queue,
                              FbDocumoClient *client,
                              const char *message_id,
                              FbDocumoFormat format,
                              GFileProgressCallback progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean fb_document_fetch_finish (FbDocumentQueue *queue,
                                   GAsyncResult *result,
                                   GOutputStream **stream,
                                   GError **error);

G_END_DECLS
