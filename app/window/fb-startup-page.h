/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-autostart.h"

G_BEGIN_DECLS

#define FB_TYPE_STARTUP_PAGE (fb_startup_page_get_type ())
G_DECLARE_FINAL_TYPE (FbStartupPage, fb_startup_page, FB, STARTUP_PAGE, AdwPreferencesPage)

FbStartupPage *fb_startup_page_new (FbAutostart *autostart);

G_END_DECLS
