/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-document-queue.h"
#include "fb-documo-client.h"
#include "fb-fetch-clock.h"

G_BEGIN_DECLS

#define FB_TYPE_DOCUMENT_FETCHER (fb_document_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (FbDocumentFetcher, fb_document_fetcher, FB, DOCUMENT_FETCHER, GObject)

/* Signals:
 *   fetching-changed: a document is being fetched, or isn't any more
 *   progress (message_id, current, total): of a document that is being fetched, so many bytes are
 *     here, of so many, or -1
 */

FbDocumentFetcher *fb_document_fetcher_new (FbDocumentQueue *queue, const FbFetchClock *clock);
void fb_document_fetcher_set_client (FbDocumentFetcher *self, FbDocumoClient *client);
void fb_document_fetcher_set_format (FbDocumentFetcher *self, FbDocumoFormat format);
void fb_document_fetcher_start (FbDocumentFetcher *self);
void fb_document_fetcher_stop (FbDocumentFetcher *self);
void fb_document_fetcher_retry (FbDocumentFetcher *self);
void fb_document_fetcher_fetch_now (FbDocumentFetcher *self, const char *message_id);
const GError *fb_document_fetcher_get_problem (FbDocumentFetcher *self);
void fb_document_fetcher_cancel (FbDocumentFetcher *self, const char *message_id);
guint fb_document_fetcher_get_n_fetching (FbDocumentFetcher *self);
gboolean fb_document_fetcher_is_fetching (FbDocumentFetcher *self, const char *message_id);

G_END_DECLS
