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
  gboolean is_doubtful; /* whether what failed was done nevertheless */
  GError *failure;
  FbWebhookFindings findings;
} FbWebhookJob;

void fb_webhook_job_judge (FbWebhookJob *job);
void fb_webhook_job_keep (FbWebhookJob *job, const char *uuid, const char *number_id);
gboolean fb_webhook_job_was_done (FbWebhookJob *job);

G_END_DECLS
