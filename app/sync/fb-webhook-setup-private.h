/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-webhook-job.h"
#include "fb-webhook-setup.h"

G_BEGIN_DECLS

struct _FbWebhookSetup
{
  GObject parent_instance;

  FbApiKey *api_key;
  FbWebhookSignIns *sign_ins;
  GSettings *settings;

  FbWebhookState state;
  GError *problem; /* nullable */
  FbWebhookFindings findings;
  GPtrArray *judgements; /* of the findings */
  guint generation;      /* counts the keys */
  gint64 looked_at;
  gboolean is_busy;
  GPtrArray *waiting; /* tasks that look, while it is busy */
};

void fb_webhook_setup_set_busy (FbWebhookSetup *self, gboolean is_busy);
void fb_webhook_setup_take_result (FbWebhookSetup *self,
                                   FbWebhookFindings *findings,
                                   const GError *error);

G_END_DECLS
