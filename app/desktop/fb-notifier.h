/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"
#include "fb-alert-kind.h"

G_BEGIN_DECLS

#define FB_TYPE_NOTIFIER (fb_notifier_get_type ())
G_DECLARE_FINAL_TYPE (FbNotifier, fb_notifier, FB, NOTIFIER, GObject)

/* Signals, all in the context of the thread that made the notifier:
 *   open-fax (const char *message_id, const char *activation_token): open its document
 *   show-fax (const char *message_id, const char *activation_token): show it in the window
 *   mark-done (const char *message_id, const char *activation_token): somebody has dealt with it
 *   show-inbox (const char *activation_token): show the window; the notification counted several,
 *     or told of a problem
 */

FbNotifier *fb_notifier_new (const char *desktop_entry);
void fb_notifier_set_hides_sender (FbNotifier *self, gboolean hides_sender);
void fb_notifier_show (FbNotifier *self, FbFax *fax, FbAlertKind kind);
void fb_notifier_update (FbNotifier *self, FbFax *fax);
void fb_notifier_show_problem (FbNotifier *self,
                               const char *name,
                               const char *summary,
                               const char *body);
void fb_notifier_withdraw_problem (FbNotifier *self, const char *name);

G_END_DECLS
