/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-setup-progress.h"

G_BEGIN_DECLS

#define FB_TYPE_SETUP_BAR (fb_setup_bar_get_type ())
G_DECLARE_FINAL_TYPE (FbSetupBar, fb_setup_bar, FB, SETUP_BAR, AdwBin)

void fb_setup_bar_show (FbSetupBar *self, FbSetupStep missing);

G_END_DECLS
