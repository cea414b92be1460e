/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FB_TYPE_PUBLIC_ADDRESS_ROW (fb_public_address_row_get_type ())
G_DECLARE_FINAL_TYPE (FbPublicAddressRow,
                      fb_public_address_row,
                      FB,
                      PUBLIC_ADDRESS_ROW,
                      AdwEntryRow)

void fb_public_address_row_bind (FbPublicAddressRow *self, GSettings *settings);
void fb_public_address_row_apply (FbPublicAddressRow *self);

G_END_DECLS
