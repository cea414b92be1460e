/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-setup-page.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_SIGN_IN_PAGE (fb_setup_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupSignInPage, fb_setup_sign_in_page, FB, SETUP_SIGN_IN_PAGE, FbSetupPage)

G_END_DECLS
