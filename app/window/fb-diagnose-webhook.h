/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-diagnostic.h"
#include "fb-store.h"
#include "fb-webhook-setup.h"

G_BEGIN_DECLS

FbDiagnostic *
fb_diagnose_webhook (FbWebhookSetup *setup, GSettings *settings, const FbStoreSummary *summary);

G_END_DECLS
