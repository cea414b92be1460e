/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-setup-page.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_ADDRESS_PAGE (fb_setup_address_page_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupAddressPage,
                      fb_setup_address_page,
                      FB,
                      SETUP_ADDRESS_PAGE,
                      FbSetupPage)

G_END_DECLS
