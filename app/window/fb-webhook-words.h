/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-webhook-setup.h"

G_BEGIN_DECLS

char *fb_webhook_dup_sentence (FbWebhookSetup *setup);
const char *fb_webhook_get_events_sentence (FbWebhookSetup *setup);

G_END_DECLS
