/* fb-document-state.c
 *
 * Where the document of a fax is, from what Documo said of the fax, what is here, and how far
 * fetching it has come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-state.h"

static FbDocumentState
judge_fetch (const FbFetchStatus *fetch)
{
  switch (fetch->state)
    {
    case FB_FETCH_WAITING:
      return fetch->due_at <= g_get_real_time () ? FB_DOCUMENT_ON_ITS_WAY : FB_DOCUMENT_RETRY;
    case FB_FETCH_LOST:
      return FB_DOCUMENT_GONE;
    case FB_FETCH_NOTHING:
    case FB_FETCH_WITHOUT_KEY:
    default:
      return FB_DOCUMENT_NEEDS_KEY;
    }
}

/**
 * fb_document_state_judge:
 * @event: the newest state of a fax
 * @n_documents: how many documents of it are here
 * @can_open: whether one of them can be opened
 * @fetch: how far fetching has come
 *
 * Of a document that is being fetched, this changes as time goes by.
 *
 * Returns: whether the document is here, and if not, why
 */
FbDocumentState
fb_document_state_judge (const FbEvent *event,
                         guint n_documents,
                         gboolean can_open,
                         const FbFetchStatus *fetch)
{
  g_return_val_if_fail (event != NULL, FB_DOCUMENT_NONE);
  g_return_val_if_fail (fetch != NULL, FB_DOCUMENT_NONE);

  if (can_open)
    return FB_DOCUMENT_HERE;
  if (n_documents > 0)
    return FB_DOCUMENT_UNREADABLE;
  if (event->is_file_purged)
    return FB_DOCUMENT_PURGED;
  if (event->kind == FB_EVENT_UNREADABLE)
    return FB_DOCUMENT_NONE;
  if (!fb_event_is_final (event))
    return FB_DOCUMENT_PENDING;
  return fb_event_has_document_at_documo (event) ? judge_fetch (fetch) : FB_DOCUMENT_NONE;
}

/**
 * fb_document_state_is_missing:
 * @state: where a document is
 *
 * Returns: whether it was left out by Documo, and can be asked for
 */
gboolean
fb_document_state_is_missing (FbDocumentState state)
{
  return state == FB_DOCUMENT_ON_ITS_WAY || state == FB_DOCUMENT_RETRY ||
         state == FB_DOCUMENT_NEEDS_KEY || state == FB_DOCUMENT_GONE;
}
