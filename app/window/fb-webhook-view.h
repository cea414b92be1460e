/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-webhook-setup.h"

G_BEGIN_DECLS

#define FB_TYPE_WEBHOOK_VIEW (fb_webhook_view_get_type ())
G_DECLARE_FINAL_TYPE (FbWebhookView, fb_webhook_view, FB, WEBHOOK_VIEW, AdwPreferencesGroup)

void fb_webhook_view_bind (FbWebhookView *self, FbWebhookSetup *setup);
void fb_webhook_view_focus (FbWebhookView *self);
void fb_webhook_view_unbind (FbWebhookView *self);

G_END_DECLS
