/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-credentials-state.h"
#include "fb-receiver.h"

G_BEGIN_DECLS

#define FB_TYPE_SIGN_IN_SETUP (fb_sign_in_setup_get_type ())
G_DECLARE_FINAL_TYPE (FbSignInSetup, fb_sign_in_setup, FB, SIGN_IN_SETUP, GObject)

/* Signal:
 *   failed (const char *message): what to tell the user, as plain text
 */

FbSignInSetup *fb_sign_in_setup_new (GtkWindow *window,
                                     FbCredentialsState *state,
                                     FbCredentials *credentials,
                                     FbReceiver *receiver,
                                     GSettings *settings);

G_END_DECLS
