/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-diagnostic.h"
#include "fb-document-sync.h"
#include "fb-documo-account.h"
#include "fb-store.h"

G_BEGIN_DECLS

FbDiagnostic *fb_diagnose_documents (const FbStoreSummary *summary, const GError *problem);
FbDiagnostic *fb_diagnose_account (const FbDocumoAccount *account, const GError *problem);
FbDiagnostic *
fb_diagnose_disk (FbStore *store, const FbStoreSummary *summary, const GError *problem);

G_END_DECLS
