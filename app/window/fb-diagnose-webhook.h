/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-diagnostic.h"
#include "fb-webhook-setup.h"

G_BEGIN_DECLS

FbDiagnostic *fb_diagnose_webhook (FbWebhookSetup *setup);

G_END_DECLS
