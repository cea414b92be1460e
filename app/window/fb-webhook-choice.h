/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-webhook-setup.h"

G_BEGIN_DECLS

#define FB_TYPE_WEBHOOK_CHOICE (fb_webhook_choice_get_type ())
G_DECLARE_FINAL_TYPE (FbWebhookChoice, fb_webhook_choice, FB, WEBHOOK_CHOICE, AdwExpanderRow)

/* Signal:
 *   changed: something else is chosen
 */

void fb_webhook_choice_bind (FbWebhookChoice *self, FbWebhookSetup *setup);
void fb_webhook_choice_unbind (FbWebhookChoice *self);
gboolean fb_webhook_choice_is_complete (FbWebhookChoice *self);
GStrv fb_webhook_choice_dup_number_ids (FbWebhookChoice *self);

G_END_DECLS
