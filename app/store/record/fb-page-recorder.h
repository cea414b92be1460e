/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-changes.h"
#include "fb-database.h"
#include "fb-fax-query.h"

G_BEGIN_DECLS

/**
 * FbPageRecorder:
 *
 * Writes into the database what was found out of documents, and how they are to be seen, on the one
 * connection that may.
 */
typedef struct _FbPageRecorder FbPageRecorder;

FbPageRecorder *fb_page_recorder_new (FbDatabase *database, FbFaxQuery *query, GError **error);
void fb_page_recorder_free (FbPageRecorder *recorder);
gboolean fb_page_recorder_set_pages (FbPageRecorder *recorder,
                                     gint64 fax_id,
                                     const char *sha256,
                                     int n_pages,
                                     FbChanges *changes,
                                     GError **error);
gboolean fb_page_recorder_set_view (FbPageRecorder *recorder,
                                    gint64 fax_id,
                                    const char *sha256,
                                    guint rotation,
                                    gboolean is_inverted,
                                    FbChanges *changes,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbPageRecorder, fb_page_recorder_free)

G_END_DECLS
