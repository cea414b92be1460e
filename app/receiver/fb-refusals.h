/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-refusal-log.h"

G_BEGIN_DECLS

#define FB_TYPE_REFUSALS (fb_refusals_get_type ())
G_DECLARE_FINAL_TYPE (FbRefusals, fb_refusals, FB, REFUSALS, GObject)

/* Signals:
 *   refused (): requests were refused; emitted a few times a second at most, however many were
 *   accepted (): deliveries were accepted; likewise
 */

FbRefusals *fb_refusals_new (void);
FbRefusalLog *fb_refusals_get_log (FbRefusals *self);

const FbRefusal *fb_refusals_get_last (FbRefusals *self);
GPtrArray *fb_refusals_dup_all (FbRefusals *self);
gint64 fb_refusals_get_last_accepted (FbRefusals *self);

const FbRefusal *fb_refusals_get_standing (FbRefusals *self);
guint fb_refusals_get_occasion (FbRefusals *self);
gboolean fb_refusals_is_dismissed (FbRefusals *self);
void fb_refusals_dismiss (FbRefusals *self);
void fb_refusals_set_retry_time (FbRefusals *self, gint64 us);

G_END_DECLS
