/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-webhook-job.h"
#include "fb-webhook-judgement.h"

G_BEGIN_DECLS

/* The state of a job. */
typedef struct
{
  FbDocumoClient *client;
  GSettings *settings;
  FbWebhookJobKind kind;
  char *address;
  GPtrArray *targets;    /* to make: ids of numbers, or %NULL for all */
  GPtrArray *judgements; /* of what was there first */
  guint next;            /* of either */
  FbSignIn *sign_in;     /* nullable: which Documo may have heard of */
  FbDocumoEvents events;
  gboolean is_reading_back;
  gboolean has_sent_events; /* with the last call that changes something */
  gboolean is_open;         /* whether what failed may have been done, until it was looked at */
  gboolean is_doubtful;     /* whether it may be done even if it isn't seen */
  GError *failure;
  FbWebhookFindings findings;
} FbWebhookJob;

void fb_webhook_job_judge (FbWebhookJob *job);
void fb_webhook_job_keep (FbWebhookJob *job, const FbDocumoWebhook *webhook, const char *number_id);
void fb_webhook_job_forget_missing (FbWebhookJob *job);
gboolean fb_webhook_job_was_done (FbWebhookJob *job);

G_END_DECLS
