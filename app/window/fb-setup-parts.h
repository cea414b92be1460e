/* fb-setup-parts.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "fb-api-key.h"
#include "fb-autostart.h"
#include "fb-outside-watch.h"
#include "fb-receiver.h"
#include "fb-setup-sign-in.h"
#include "fb-test-fax-sender.h"
#include "fb-webhook-setup.h"

G_BEGIN_DECLS

/**
 * FbSetupParts:
 * @receiver: what Documo has to reach
 * @outside_watch: knows whether it can
 * @credentials: Documo's sign-in
 * @api_key: of the account at Documo
 * @webhook_setup: what delivers faxes, at Documo
 * @test_fax_sender: sends faxes to oneself
 * @autostart: starting at login
 * @settings: the application's
 * @sign_in: Documo's sign-in while it is set up; made by the assistant
 *
 * What the pages of the assistant set up. All are borrowed.
 */
typedef struct
{
  FbReceiver *receiver;
  FbOutsideWatch *outside_watch;
  FbCredentials *credentials;
  FbApiKey *api_key;
  FbWebhookSetup *webhook_setup;
  FbTestFaxSender *test_fax_sender;
  FbAutostart *autostart;
  GSettings *settings;
  FbSetupSignIn *sign_in;
} FbSetupParts;

G_END_DECLS
