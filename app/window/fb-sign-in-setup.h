/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-credentials-state.h"

G_BEGIN_DECLS

#define FB_TYPE_SIGN_IN_SETUP (fb_sign_in_setup_get_type ())
G_DECLARE_FINAL_TYPE (FbSignInSetup, fb_sign_in_setup, FB, SIGN_IN_SETUP, GObject)

/* Signal:
 *   needed: there is no sign-in, so Faxbell has to be set up
 */

FbSignInSetup *fb_sign_in_setup_new (GtkWindow *window, FbCredentialsState *state);
const char *fb_sign_in_problem_get_sentence (const GError *problem);

G_END_DECLS
