/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-setup-page.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_TEST_PAGE (fb_setup_test_page_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupTestPage, fb_setup_test_page, FB, SETUP_TEST_PAGE, FbSetupPage)

G_END_DECLS
