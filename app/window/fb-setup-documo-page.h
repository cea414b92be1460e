/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-setup-page.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_DOCUMO_PAGE (fb_setup_documo_page_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupDocumoPage, fb_setup_documo_page, FB, SETUP_DOCUMO_PAGE, FbSetupPage)

G_END_DECLS
