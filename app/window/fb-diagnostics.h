/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-api-key.h"
#include "fb-diagnostic.h"
#include "fb-document-sync.h"
#include "fb-outside-watch.h"
#include "fb-receiver.h"
#include "fb-store.h"
#include "fb-webhook-setup.h"

G_BEGIN_DECLS

#define FB_TYPE_DIAGNOSTICS (fb_diagnostics_get_type ())
G_DECLARE_FINAL_TYPE (FbDiagnostics, fb_diagnostics, FB, DIAGNOSTICS, GObject)

/* Signal:
 *   changed: an answer may be another; only while it is active
 */

FbDiagnostics *fb_diagnostics_new (FbStore *store,
                                   FbReceiver *receiver,
                                   FbOutsideWatch *outside_watch,
                                   FbDocumentSync *document_sync,
                                   FbApiKey *api_key,
                                   FbWebhookSetup *webhook_setup,
                                   GSettings *settings);
void fb_diagnostics_set_store_problem (FbDiagnostics *self, const GError *problem);
void fb_diagnostics_set_active (FbDiagnostics *self, gboolean is_active);

FbDiagnostic *fb_diagnostics_ask (FbDiagnostics *self, FbDiagnosticSubject subject);
char *fb_diagnostics_dup_report (FbDiagnostics *self);

void fb_diagnostics_check_account (FbDiagnostics *self);
void fb_diagnostics_check_outside (FbDiagnostics *self);
void fb_diagnostics_check_webhook (FbDiagnostics *self);
void fb_diagnostics_mend_webhook (FbDiagnostics *self);
void fb_diagnostics_download (FbDiagnostics *self);

G_END_DECLS
