/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"
#include "fb-delivery.h"
#include "fb-fax-query.h"
#include "fb-fetch-recorder.h"
#include "fb-changes.h"

G_BEGIN_DECLS

/**
 * FbRecorder:
 *
 * Writes into the database, on the one connection that may.
 */
typedef struct _FbRecorder FbRecorder;

FbRecorder *
fb_recorder_new (FbDatabase *database, FbFaxQuery *query, const char *folder, GError **error);
void fb_recorder_free (FbRecorder *recorder);
FbFetchRecorder *fb_recorder_get_fetch_recorder (FbRecorder *recorder);
FbAlertRecorder *fb_recorder_get_alert_recorder (FbRecorder *recorder);
gboolean
fb_recorder_keep (FbRecorder *recorder, FbDelivery *delivery, FbChanges *changes, GError **error);
gboolean fb_recorder_keep_again (FbRecorder *recorder,
                                 FbDelivery *delivery,
                                 gint64 event_id,
                                 FbChanges *changes,
                                 GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbRecorder, fb_recorder_free)

G_END_DECLS
