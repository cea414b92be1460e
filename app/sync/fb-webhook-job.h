/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-documo-client.h"
#include "fb-webhook-sign-ins.h"

G_BEGIN_DECLS

/**
 * FbWebhookJobKind:
 * @FB_WEBHOOK_JOB_LOOK: finds out what is at Documo
 * @FB_WEBHOOK_JOB_MAKE: makes webhooks that are missing
 * @FB_WEBHOOK_JOB_MEND: changes back what is otherwise than it has to be
 * @FB_WEBHOOK_JOB_REMOVE: removes Faxbell's webhooks
 *
 * What is to be done at Documo.
 */
typedef enum
{
  FB_WEBHOOK_JOB_LOOK,
  FB_WEBHOOK_JOB_MAKE,
  FB_WEBHOOK_JOB_MEND,
  FB_WEBHOOK_JOB_REMOVE,
} FbWebhookJobKind;

/**
 * FbWebhookPlan:
 * @kind: what is to be done
 * @address: (nullable): the public address, normalized; needed to make and to mend
 * @number_ids: (nullable): to make: the numbers that webhooks are for; %NULL for one for all
 *
 * What is to be done at Documo, and with what.
 */
typedef struct
{
  FbWebhookJobKind kind;
  const char *address;
  const char *const *number_ids;
} FbWebhookPlan;

/**
 * FbWebhookFindings:
 * @webhooks: (nullable) (element-type FbDocumoWebhook): those at Documo; %NULL if it isn't known
 * @users: (nullable): the user names of sign-ins that are made for webhooks
 * @events_refused: whether Documo has refused events of the new generation
 *
 * How it stands after a job.
 */
typedef struct
{
  GPtrArray *webhooks;
  GStrv users;
  gboolean events_refused;
} FbWebhookFindings;

void fb_webhook_findings_clear (FbWebhookFindings *findings);

void fb_webhook_job_run_async (FbWebhookSignIns *sign_ins,
                               FbDocumoClient *client,
                               GSettings *settings,
                               const FbWebhookPlan *plan,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean fb_webhook_job_run_finish (FbWebhookSignIns *sign_ins,
                                    GAsyncResult *result,
                                    FbWebhookFindings *findings,
                                    GError **error);

G_END_DECLS
