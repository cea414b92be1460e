/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-api-key.h"
#include "fb-diagnostics.h"
#include "fb-done-recorder.h"
#include "fb-fax-opener.h"
#include "fb-test-fax-sender.h"
#include "fb-window-presenter.h"

G_BEGIN_DECLS

#define FB_TYPE_APPLICATION_ACTIONS (fb_application_actions_get_type ())
G_DECLARE_FINAL_TYPE (FbApplicationActions,
                      fb_application_actions,
                      FB,
                      APPLICATION_ACTIONS,
                      GObject)

/* Signal:
 *   quit: the application is to quit
 */

FbApplicationActions *fb_application_actions_new (FbWindowPresenter *presenter,
                                                  FbFaxOpener *opener,
                                                  FbDoneRecorder *done_recorder,
                                                  FbStore *store,
                                                  FbReceiver *receiver,
                                                  FbCredentials *credentials,
                                                  FbApiKey *api_key,
                                                  FbWebhookSetup *webhook_setup,
                                                  GSettings *settings);
void fb_application_actions_set_test_fax_sender (FbApplicationActions *self,
                                                 FbTestFaxSender *sender);
void fb_application_actions_set_diagnostics (FbApplicationActions *self,
                                             FbDiagnostics *diagnostics);
void fb_application_actions_set_outside_watch (FbApplicationActions *self, FbOutsideWatch *watch);
void fb_application_actions_add_to (FbApplicationActions *self, GActionMap *map);
void fb_application_actions_activate (FbApplicationActions *self,
                                      GActionGroup *group,
                                      const char *action,
                                      GVariant *target,
                                      const char *activation_token);

G_END_DECLS
