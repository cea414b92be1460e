/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-event.h"
#include "fb-fetch-status.h"

G_BEGIN_DECLS

/**
 * FbDocumentState:
 * @FB_DOCUMENT_NONE: there is none, and none will come
 * @FB_DOCUMENT_HERE: on disk; it can be opened
 * @FB_DOCUMENT_ON_ITS_WAY: it was not in the webhook and is fetched as soon as can be
 * @FB_DOCUMENT_RETRY: it could not be fetched; that is tried again at fb_fax_get_retry_at()
 * @FB_DOCUMENT_NEEDS_KEY: it was not in the webhook, and takes an API key to be fetched
 * @FB_DOCUMENT_GONE: it was asked for, and Documo doesn't have it
 * @FB_DOCUMENT_PENDING: the fax isn't done yet; its document may still come
 * @FB_DOCUMENT_PURGED: gone at Documo, as that says itself
 * @FB_DOCUMENT_UNREADABLE: on disk, but neither PDF nor TIFF
 */
typedef enum
{
  FB_DOCUMENT_NONE,
  FB_DOCUMENT_HERE,
  FB_DOCUMENT_ON_ITS_WAY,
  FB_DOCUMENT_RETRY,
  FB_DOCUMENT_NEEDS_KEY,
  FB_DOCUMENT_GONE,
  FB_DOCUMENT_PENDING,
  FB_DOCUMENT_PURGED,
  FB_DOCUMENT_UNREADABLE,
} FbDocumentState;

FbDocumentState fb_document_state_judge (const FbEvent *event,
                                         guint n_documents,
                                         gboolean can_open,
                                         const FbFetchStatus *fetch);
gboolean fb_document_state_is_missing (FbDocumentState state);

G_END_DECLS
