/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-setup-page.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_ACCOUNT_PAGE (fb_setup_account_page_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupAccountPage,
                      fb_setup_account_page,
                      FB,
                      SETUP_ACCOUNT_PAGE,
                      FbSetupPage)

G_END_DECLS
