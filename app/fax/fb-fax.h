/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-document-fault.h"
#include "fb-document-state.h"
#include "fb-document.h"
#include "fb-direction.h"
#include "fb-event.h"
#include "fb-fetch-status.h"
#include "fb-status.h"

G_BEGIN_DECLS

/**
 * FbDeskState:
 * @is_read: whether somebody has seen it
 * @is_open: whether it waits for somebody to deal with it
 * @opened_at: since when it waits or, if it is not open, last waited; microseconds since 1970 UTC,
 *   0 if it never did
 * @done_at: when somebody was done with it, microseconds since 1970 UTC; 0 while nobody is, and for
 *   what was done before that was kept
 * @done_by: (nullable): who that was
 * @note: (nullable): what somebody has noted of it
 *
 * What only this desk knows of a fax. A plain value.
 */
typedef struct
{
  gboolean is_read;
  gboolean is_open;
  gint64 opened_at;
  gint64 done_at;
  const char *done_by;
  const char *note;
} FbDeskState;

#define FB_TYPE_FAX (fb_fax_get_type ())
G_DECLARE_FINAL_TYPE (FbFax, fb_fax, FB, FAX, GObject)

FbFax *fb_fax_new (gint64 id);
FbFax *fb_fax_new_full (gint64 id,
                        FbEvent *event,
                        gint64 received_at,
                        const FbDeskState *desk,
                        GPtrArray *documents);
void fb_fax_set_fetch_status (FbFax *fax, const FbFetchStatus *status);
void fb_fax_set_given_name (FbFax *fax, const char *name);
void fb_fax_assign (FbFax *fax, FbFax *newer);

gint64 fb_fax_get_id (FbFax *fax);
gboolean fb_fax_is_loaded (FbFax *fax);
gboolean fb_fax_is_test (FbFax *fax);
const char *fb_fax_get_message_id (FbFax *fax);
FbDirection fb_fax_get_direction (FbFax *fax);
FbStatus fb_fax_get_status (FbFax *fax);
char *fb_fax_dup_status_label (FbFax *fax);
const char *fb_fax_get_number (FbFax *fax);
char *fb_fax_dup_number_label (FbFax *fax);
const char *fb_fax_get_party (FbFax *fax);
const char *fb_fax_get_given_name (FbFax *fax);
const char *fb_fax_get_stated_name (FbFax *fax);
const char *fb_fax_get_subject (FbFax *fax);
int fb_fax_get_pages (FbFax *fax);
int fb_fax_get_pages_complete (FbFax *fax);
gint64 fb_fax_get_received_at (FbFax *fax);
gint64 fb_fax_get_time (FbFax *fax);
gboolean fb_fax_get_unread (FbFax *fax);
gboolean fb_fax_get_open (FbFax *fax);
gint64 fb_fax_get_opened_at (FbFax *fax);
gint64 fb_fax_get_done_at (FbFax *fax);
const char *fb_fax_get_done_by (FbFax *fax);
const char *fb_fax_get_note (FbFax *fax);
FbDocumentState fb_fax_get_document_state (FbFax *fax);
const FbFetchStatus *fb_fax_get_fetch_status (FbFax *fax);
gint64 fb_fax_get_retry_at (FbFax *fax);
FbEvent *fb_fax_get_event (FbFax *fax);
GPtrArray *fb_fax_get_documents (FbFax *fax);
FbDocument *fb_fax_get_document (FbFax *fax);
int fb_fax_get_document_pages (FbFax *fax);
FbDocumentFault fb_fax_get_document_fault (FbFax *fax);

G_END_DECLS
