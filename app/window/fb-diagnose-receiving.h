/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-diagnostic.h"
#include "fb-outside-watch.h"
#include "fb-receiver.h"
#include "fb-store.h"

G_BEGIN_DECLS

FbDiagnostic *fb_diagnose_receiver (FbReceiver *receiver, GSettings *settings);
FbDiagnostic *fb_diagnose_last_fax (const FbStoreSummary *summary);
FbDiagnostic *fb_diagnose_refusal (FbRefusals *refusals);
FbDiagnostic *fb_diagnose_outside (FbOutsideWatch *watch);

G_END_DECLS
