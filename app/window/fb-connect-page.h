/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-setup-progress.h"

G_BEGIN_DECLS

#define FB_TYPE_CONNECT_PAGE (fb_connect_page_get_type ())
G_DECLARE_FINAL_TYPE (FbConnectPage, fb_connect_page, FB, CONNECT_PAGE, AdwBin)

/* Activates app.set-up and app.status of a widget around it. */

void fb_connect_page_show (FbConnectPage *self, FbSetupStep missing, gboolean is_begun);

G_END_DECLS
