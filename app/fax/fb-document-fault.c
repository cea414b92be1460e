/* fb-document-fault.c
 *
 * Which of its documents stands for a fax, and what is wrong with that, from what Documo said of
 * the fax and what was counted in the documents.
 *
 * Several documents of one fax are the same fax several times, not its parts: Documo may deliver it
 * as PDF and as TIFF, and deliver it again. So pages are never added up: the best one counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-fault.h"

/* How many pages a document must have at least; while a fax is under way, more may still come. */
static int
get_pages_needed (const FbEvent *event)
{
  if (!fb_event_is_final (event))
    return 1;
  return MAX (event->pages_count > 0 ? event->pages_count : event->pages_complete, 1);
}

/* As far as is known. */
static gboolean
is_enough (const FbDocument *document, int n_needed)
{
  return document->n_pages == FB_PAGES_NOT_COUNTED || document->n_pages >= n_needed;
}

/* Of one that is not counted it isn't known, but it can't be worse than one of which nothing can be
 * shown. */
static gboolean
has_more (const FbDocument *document, const FbDocument *other)
{
  if (document->n_pages == FB_PAGES_NOT_COUNTED)
    return other->n_pages <= 0;
  return document->n_pages > other->n_pages;
}

/**
 * fb_document_choose:
 * @event: the newest state of a fax
 * @documents: (nullable) (element-type FbDocument): its documents, in the order they came
 *
 * The newest one, unless that is known to have fewer pages than the fax, and an older one has more.
 *
 * Returns: (transfer none) (nullable): the document that stands for the fax; %NULL if none is a PDF
 *   or TIFF
 */
FbDocument *
fb_document_choose (const FbEvent *event, GPtrArray *documents)
{
  g_return_val_if_fail (event != NULL, NULL);

  const int n_needed = get_pages_needed (event);
  FbDocument *chosen = NULL;

  for (guint i = documents != NULL ? documents->len : 0; i > 0; i--)
    {
      FbDocument *document = g_ptr_array_index (documents, i - 1);
      if (!fb_media_type_is_document (document->media_type))
        continue;
      if (chosen == NULL || (!is_enough (chosen, n_needed) && has_more (document, chosen)))
        chosen = document;
    }
  return chosen;
}

/**
 * fb_document_fault_judge:
 * @event: the newest state of a fax
 * @documents: (nullable) (element-type FbDocument): its documents, in the order they came
 *
 * Returns: what is wrong with the document that stands for the fax
 */
FbDocumentFault
fb_document_fault_judge (const FbEvent *event, GPtrArray *documents)
{
  g_return_val_if_fail (event != NULL, FB_DOCUMENT_FAULT_NONE);

  const FbDocument *document = fb_document_choose (event, documents);

  if (document == NULL)
    return documents != NULL && documents->len > 0 ? FB_DOCUMENT_FAULT_UNREADABLE
                                                   : FB_DOCUMENT_FAULT_NONE;
  if (is_enough (document, get_pages_needed (event)))
    return FB_DOCUMENT_FAULT_NONE;
  return document->n_pages > 0 ? FB_DOCUMENT_FAULT_FEWER_PAGES : FB_DOCUMENT_FAULT_UNREADABLE;
}
