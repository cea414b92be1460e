/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-alert-recorder.h"
#include "fb-changes.h"
#include "fb-database.h"
#include "fb-delivery.h"
#include "fb-document-recorder.h"
#include "fb-fax-query.h"

G_BEGIN_DECLS

/**
 * FbFetchRecorder:
 *
 * Writes into the database how far the fetching of documents has come, on the one connection that
 * may.
 */
typedef struct _FbFetchRecorder FbFetchRecorder;

FbFetchRecorder *fb_fetch_recorder_new (FbDatabase *database,
                                        FbFaxQuery *query,
                                        FbDocumentRecorder *documents,
                                        FbAlertRecorder *alerts,
                                        GError **error);
void fb_fetch_recorder_free (FbFetchRecorder *recorder);
void fb_fetch_recorder_set_can_fetch (FbFetchRecorder *recorder, gboolean can_fetch);
gboolean fb_fetch_recorder_may_wait (FbFetchRecorder *recorder, FbFetchState state);

FbFetchStatus fb_fetch_recorder_judge (FbFetchRecorder *recorder,
                                       const FbEvent *state,
                                       guint n_documents,
                                       gint64 time);
gboolean fb_fetch_recorder_update (FbFetchRecorder *recorder,
                                   FbFax *fax,
                                   gint64 time,
                                   FbChanges *changes,
                                   gboolean *is_changed,
                                   GError **error);
gboolean fb_fetch_recorder_find (FbFetchRecorder *recorder,
                                 const char *message_id,
                                 gint64 *fax_id,
                                 GError **error);
gboolean fb_fetch_recorder_make_due (FbFetchRecorder *recorder,
                                     gint64 fax_id,
                                     gint64 time,
                                     gboolean is_asked_for,
                                     FbChanges *changes,
                                     GError **error);
gboolean fb_fetch_recorder_put_off (FbFetchRecorder *recorder,
                                    gint64 fax_id,
                                    gint64 until,
                                    FbChanges *changes,
                                    GError **error);
gboolean fb_fetch_recorder_need_key (FbFetchRecorder *recorder,
                                     gint64 fax_id,
                                     FbChanges *changes,
                                     GError **error);
gboolean fb_fetch_recorder_fail (FbFetchRecorder *recorder,
                                 gint64 fax_id,
                                 const FbFetchStatus *status,
                                 FbChanges *changes,
                                 GError **error);
gboolean fb_fetch_recorder_keep (FbFetchRecorder *recorder,
                                 FbDelivery *delivery,
                                 FbChanges *changes,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbFetchRecorder, fb_fetch_recorder_free)

G_END_DECLS
