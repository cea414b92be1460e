/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-setup-page.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_WELCOME_PAGE (fb_setup_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupWelcomePage,
                      fb_setup_welcome_page,
                      FB,
                      SETUP_WELCOME_PAGE,
                      FbSetupPage)

G_END_DECLS
