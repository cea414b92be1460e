/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-changes.h"
#include "fb-database.h"
#include "fb-desk-record.h"
#include "fb-fax-query.h"

G_BEGIN_DECLS

/**
 * FbDeskRecorder:
 *
 * Writes into the database what people do, on the one connection that may.
 */
typedef struct _FbDeskRecorder FbDeskRecorder;

FbDeskRecorder *fb_desk_recorder_new (FbDatabase *database, FbFaxQuery *query, GError **error);
void fb_desk_recorder_free (FbDeskRecorder *recorder);
gboolean fb_desk_recorder_mark (FbDeskRecorder *recorder,
                                gint64 id,
                                gboolean is_read,
                                FbChanges *changes,
                                GError **error);
gboolean fb_desk_recorder_record (FbDeskRecorder *recorder,
                                  gint64 id,
                                  const FbDeskRecord *record,
                                  FbChanges *changes,
                                  gboolean *is_changed,
                                  GError **error);
gboolean fb_desk_recorder_replay (FbDeskRecorder *recorder,
                                  const char *message_id,
                                  const FbDeskRecord *record,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDeskRecorder, fb_desk_recorder_free)

G_END_DECLS
