/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-desk-recorder.h"
#include "fb-fetch-recorder.h"
#include "fb-page-recorder.h"

G_BEGIN_DECLS

/**
 * FbRowRecorders:
 * @desk: what people do with faxes
 * @fetch: when documents are fetched
 * @pages: what is found out of documents
 *
 * What rows are changed with, inside a transaction. A plain value.
 */
typedef struct
{
  FbDeskRecorder *desk;
  FbFetchRecorder *fetch;
  FbPageRecorder *pages;
} FbRowRecorders;

/**
 * FbRowChange:
 *
 * Rows that somebody changes together, and what becomes of them.
 */
typedef struct _FbRowChange FbRowChange;

FbRowChange *fb_row_change_new_mark (GArray *ids, gboolean is_read, GTask *task);
FbRowChange *fb_row_change_new_record (GArray *ids, FbDeskRecord *record, GTask *task);
FbRowChange *fb_row_change_new_make_due (GArray *ids, gint64 time, GTask *task);
FbRowChange *fb_row_change_new_make_one_due (const char *message_id, gint64 time, GTask *task);
FbRowChange *fb_row_change_new_put_off (GArray *ids, gint64 until, GTask *task);
FbRowChange *fb_row_change_new_need_key (GArray *ids, GTask *task);
FbRowChange *
fb_row_change_new_fetch_failure (const char *message_id, const FbFetchStatus *status, GTask *task);
FbRowChange *fb_row_change_new_pages (gint64 id, const char *sha256, int n_pages, GTask *task);
FbRowChange *fb_row_change_new_view (gint64 id,
                                     const char *sha256,
                                     guint rotation,
                                     gboolean is_inverted,
                                     GTask *task);
void fb_row_change_free (FbRowChange *change);
gboolean fb_row_change_run (FbRowChange *change,
                            const FbRowRecorders *recorders,
                            guint n_rows,
                            FbChanges *changes,
                            GError **error);
gboolean fb_row_change_advance (FbRowChange *change);
void fb_row_change_reply (FbRowChange *change, GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbRowChange, fb_row_change_free)

G_END_DECLS
