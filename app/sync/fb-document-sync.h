/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-api-key.h"
#include "fb-store.h"

G_BEGIN_DECLS

#define FB_TYPE_DOCUMENT_SYNC (fb_document_sync_get_type ())
G_DECLARE_FINAL_TYPE (FbDocumentSync, fb_document_sync, FB, DOCUMENT_SYNC, GObject)

/* Properties and signals:
 *   problem (GError, nullable): why documents can't be fetched now: an `FbApiKeyError`, an
 *     `FbDocumoError`, or why they can't be kept
 *   n-due (uint): while documents are being fetched, how many are due, at most
 *     `FB_DOCUMENT_SYNC_MAX_DUE`
 *   fetching-changed: a document is being fetched, or isn't any more
 *   progress (message_id, current, total): of a document that is being fetched, so many bytes are
 *     here, of so many, or -1
 */

/* Of more it isn't counted how many more. */
#define FB_DOCUMENT_SYNC_MAX_DUE 1000

FbDocumentSync *fb_document_sync_new (FbStore *store, FbApiKey *api_key);
void fb_document_sync_set_prefer_tiff (FbDocumentSync *self, gboolean prefer_tiff);
void fb_document_sync_start (FbDocumentSync *self);
void fb_document_sync_stop (FbDocumentSync *self);
void fb_document_sync_fetch_now (FbDocumentSync *self, const char *message_id);
void fb_document_sync_cancel (FbDocumentSync *self, const char *message_id);
gboolean fb_document_sync_is_fetching (FbDocumentSync *self, const char *message_id);
gboolean fb_document_sync_has_key (FbDocumentSync *self);
guint fb_document_sync_get_n_due (FbDocumentSync *self);
const GError *fb_document_sync_get_problem (FbDocumentSync *self);

G_END_DECLS
