/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-setup-page.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_LOGIN_PAGE (fb_setup_login_page_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupLoginPage, fb_setup_login_page, FB, SETUP_LOGIN_PAGE, FbSetupPage)

G_END_DECLS
