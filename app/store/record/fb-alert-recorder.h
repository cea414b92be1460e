/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-changes.h"
#include "fb-database.h"
#include "fb-fax-query.h"

G_BEGIN_DECLS

/* How long an alert waits for the fax's document, unless a test wants it otherwise. */
#define FB_ALERT_DELAY G_TIME_SPAN_MINUTE

/**
 * FbAlertRecorder:
 *
 * Writes into the database which alerts wait, on the one connection that may.
 */
typedef struct _FbAlertRecorder FbAlertRecorder;

FbAlertRecorder *fb_alert_recorder_new (FbDatabase *database, FbFaxQuery *query, GError **error);
void fb_alert_recorder_free (FbAlertRecorder *recorder);
void fb_alert_recorder_set_delay (FbAlertRecorder *recorder, gint64 delay);

gboolean fb_alert_recorder_begin (FbAlertRecorder *recorder,
                                  FbFax *fax,
                                  FbAlertKind kind,
                                  gboolean may_wait,
                                  FbChanges *changes,
                                  GError **error);
gboolean fb_alert_recorder_settle (FbAlertRecorder *recorder,
                                   FbFax *fax,
                                   FbAlertKind kind,
                                   gboolean may_wait,
                                   FbChanges *changes,
                                   GError **error);
gboolean fb_alert_recorder_end (FbAlertRecorder *recorder,
                                FbFax *fax,
                                FbAlertKind kind,
                                FbChanges *changes,
                                GError **error);
gboolean fb_alert_recorder_emit_due (FbAlertRecorder *recorder,
                                     guint n_alerts,
                                     FbChanges *changes,
                                     GError **error);
gboolean fb_alert_recorder_read_next (FbAlertRecorder *recorder, gint64 *alert_at, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbAlertRecorder, fb_alert_recorder_free)

G_END_DECLS
