/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-api-key.h"
#include "fb-receiver.h"
#include "fb-webhook-setup.h"

G_BEGIN_DECLS

#define FB_TYPE_PREFERENCES_WINDOW (fb_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (FbPreferencesWindow,
                      fb_preferences_window,
                      FB,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

FbPreferencesWindow *fb_preferences_window_new (GtkWindow *parent,
                                                FbReceiver *receiver,
                                                FbCredentials *credentials,
                                                FbApiKey *api_key,
                                                FbWebhookSetup *webhook_setup,
                                                GSettings *settings);
void fb_preferences_window_show_account (FbPreferencesWindow *self);
void fb_preferences_window_show_public_address (FbPreferencesWindow *self);
void fb_preferences_window_show_delivery (FbPreferencesWindow *self);

G_END_DECLS
