/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-document.h"
#include "fb-event.h"

G_BEGIN_DECLS

/**
 * FbDocumentFault:
 * @FB_DOCUMENT_FAULT_NONE: none is known; also where there is no document, which
 *   #FbDocumentState tells of, and where its pages were not counted yet
 * @FB_DOCUMENT_FAULT_FEWER_PAGES: it has fewer pages than Documo says that the fax has
 * @FB_DOCUMENT_FAULT_UNREADABLE: nothing of it can be shown
 *
 * What is wrong with the document of a fax.
 */
typedef enum
{
  FB_DOCUMENT_FAULT_NONE,
  FB_DOCUMENT_FAULT_FEWER_PAGES,
  FB_DOCUMENT_FAULT_UNREADABLE,
} FbDocumentFault;

FbDocument *fb_document_choose (const FbEvent *event, GPtrArray *documents);
FbDocumentFault fb_document_fault_judge (const FbEvent *event, GPtrArray *documents);

G_END_DECLS
