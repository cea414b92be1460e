/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-credentials.h"

G_BEGIN_DECLS

#define FB_TYPE_CREDENTIALS_STATE (fb_credentials_state_get_type ())
G_DECLARE_FINAL_TYPE (FbCredentialsState, fb_credentials_state, FB, CREDENTIALS_STATE, GObject)

/* Properties, both %NULL until the credentials were read for the first time:
 *   user (string): the user name; %NULL without usable credentials
 *   problem (GError): why there are none, as fb_credentials_load() tells it
 */

FbCredentialsState *fb_credentials_state_new (FbCredentials *credentials);
void fb_credentials_state_refresh (FbCredentialsState *self);
const char *fb_credentials_state_get_user (FbCredentialsState *self);
const GError *fb_credentials_state_get_problem (FbCredentialsState *self);

G_END_DECLS
