/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"
#include "fb-delivery.h"

G_BEGIN_DECLS

/**
 * FbDocumentRecorder:
 *
 * Writes into the database which documents there are, on the one connection that may.
 */
typedef struct _FbDocumentRecorder FbDocumentRecorder;

FbDocumentRecorder *fb_document_recorder_new (FbDatabase *database, GError **error);
void fb_document_recorder_free (FbDocumentRecorder *recorder);
gboolean fb_document_recorder_add (FbDocumentRecorder *recorder,
                                   FbDelivery *delivery,
                                   gint64 fax_id,
                                   guint *n_added,
                                   GError **error);
gboolean
fb_document_recorder_find (FbDocumentRecorder *recorder, FbDelivery *delivery, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDocumentRecorder, fb_document_recorder_free)

G_END_DECLS
