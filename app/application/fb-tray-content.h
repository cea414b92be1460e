/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-do-not-disturb.h"
#include "fb-outside-watch.h"
#include "fb-receiver.h"
#include "fb-store.h"
#include "fb-tray.h"

G_BEGIN_DECLS

#define FB_TYPE_TRAY_CONTENT (fb_tray_content_get_type ())
G_DECLARE_FINAL_TYPE (FbTrayContent, fb_tray_content, FB, TRAY_CONTENT, GObject)

/* Signal:
 *   activated (const char *action, GVariant *target, const char *activation_token): what was
 *     chosen, the action without its prefix; nothing was activated yet
 */

FbTrayContent *fb_tray_content_new (FbStore *store,
                                    FbReceiver *receiver,
                                    GSettings *settings,
                                    FbDoNotDisturb *do_not_disturb,
                                    GActionGroup *actions);
FbTray *fb_tray_content_get_tray (FbTrayContent *self);
void fb_tray_content_set_outside_watch (FbTrayContent *self, FbOutsideWatch *watch);
void fb_tray_content_set_store_problem (FbTrayContent *self, gboolean has_problem);

G_END_DECLS
