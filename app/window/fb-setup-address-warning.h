/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-setup-parts.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_ADDRESS_WARNING (fb_setup_address_warning_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupAddressWarning,
                      fb_setup_address_warning,
                      FB,
                      SETUP_ADDRESS_WARNING,
                      AdwPreferencesGroup)

void fb_setup_address_warning_bind (FbSetupAddressWarning *self, const FbSetupParts *parts);

G_END_DECLS
