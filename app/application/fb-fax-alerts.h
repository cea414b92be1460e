/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-do-not-disturb.h"
#include "fb-done-recorder.h"
#include "fb-fax-opener.h"
#include "fb-notifier.h"
#include "fb-store.h"
#include "fb-window-presenter.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_ALERTS (fb_fax_alerts_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxAlerts, fb_fax_alerts, FB, FAX_ALERTS, GObject)

FbFaxAlerts *fb_fax_alerts_new (FbStore *store,
                                GSettings *settings,
                                FbDoNotDisturb *do_not_disturb,
                                FbFaxOpener *opener,
                                FbDoneRecorder *done_recorder,
                                FbWindowPresenter *presenter);
FbNotifier *fb_fax_alerts_get_notifier (FbFaxAlerts *self);

G_END_DECLS
