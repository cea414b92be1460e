/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-do-not-disturb.h"
#include "fb-notifier.h"
#include "fb-refusals.h"

G_BEGIN_DECLS

#define FB_TYPE_REFUSAL_ALERTS (fb_refusal_alerts_get_type ())
G_DECLARE_FINAL_TYPE (FbRefusalAlerts, fb_refusal_alerts, FB, REFUSAL_ALERTS, GObject)

FbRefusalAlerts *
fb_refusal_alerts_new (FbRefusals *refusals, FbNotifier *notifier, FbDoNotDisturb *do_not_disturb);

G_END_DECLS
