/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-setup-page.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_DONE_PAGE (fb_setup_done_page_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupDonePage, fb_setup_done_page, FB, SETUP_DONE_PAGE, FbSetupPage)

G_END_DECLS
