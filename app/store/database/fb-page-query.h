/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"
#include "fb-document.h"

G_BEGIN_DECLS

/**
 * FbUncountedDocument:
 * @fax_id: the number of its fax's row
 * @message_id: Documo's name for that fax
 * @document: the document
 *
 * A document whose pages nobody has counted.
 */
typedef struct
{
  gint64 fax_id;
  char *message_id;
  FbDocument *document;
} FbUncountedDocument;

void fb_uncounted_document_free (FbUncountedDocument *uncounted);

GPtrArray *fb_page_query_list_uncounted (FbDatabase *database,
                                         const char *folder,
                                         guint n_documents,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbUncountedDocument, fb_uncounted_document_free)

G_END_DECLS
