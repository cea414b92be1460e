/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-document-queue.h"
#include "fb-store.h"

G_BEGIN_DECLS

#define FB_TYPE_STORE_DOCUMENT_QUEUE (fb_store_document_queue_get_type ())
G_DECLARE_FINAL_TYPE (FbStoreDocumentQueue,
                      fb_store_document_queue,
                      FB,
                      STORE_DOCUMENT_QUEUE,
                      GObject)

FbDocumentQueue *fb_store_document_queue_new (FbStore *store);

G_END_DECLS
