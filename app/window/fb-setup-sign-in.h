/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-credentials.h"

G_BEGIN_DECLS

/**
 * FbSetupSignInState:
 * @FB_SETUP_SIGN_IN_UNKNOWN: it is being read
 * @FB_SETUP_SIGN_IN_NONE: there is none yet
 * @FB_SETUP_SIGN_IN_MAKING: one is being made
 * @FB_SETUP_SIGN_IN_FRESH: one was made here, and its password can be shown
 * @FB_SETUP_SIGN_IN_SET: one was made before, and its password can't be shown
 * @FB_SETUP_SIGN_IN_FAILED: there is a problem
 *
 * How Documo's sign-in stands.
 */
typedef enum
{
  FB_SETUP_SIGN_IN_UNKNOWN,
  FB_SETUP_SIGN_IN_NONE,
  FB_SETUP_SIGN_IN_MAKING,
  FB_SETUP_SIGN_IN_FRESH,
  FB_SETUP_SIGN_IN_SET,
  FB_SETUP_SIGN_IN_FAILED,
} FbSetupSignInState;

#define FB_TYPE_SETUP_SIGN_IN (fb_setup_sign_in_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupSignIn, fb_setup_sign_in, FB, SETUP_SIGN_IN, GObject)

/* Signal:
 *   changed: anything of it
 */

FbSetupSignIn *fb_setup_sign_in_new (FbCredentials *credentials, GSettings *settings);
void fb_setup_sign_in_create (FbSetupSignIn *self);
FbSetupSignInState fb_setup_sign_in_get_state (FbSetupSignIn *self);
const char *fb_setup_sign_in_get_user (FbSetupSignIn *self);
const char *fb_setup_sign_in_get_password (FbSetupSignIn *self);
const char *fb_setup_sign_in_get_problem (FbSetupSignIn *self);
void fb_setup_sign_in_set_kept (FbSetupSignIn *self, gboolean is_kept);
gboolean fb_setup_sign_in_is_kept (FbSetupSignIn *self);

G_END_DECLS
