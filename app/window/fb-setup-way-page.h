/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-setup-page.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_WAY_PAGE (fb_setup_way_page_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupWayPage, fb_setup_way_page, FB, SETUP_WAY_PAGE, FbSetupPage)

G_END_DECLS
