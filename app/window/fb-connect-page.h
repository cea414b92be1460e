/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FB_TYPE_CONNECT_PAGE (fb_connect_page_get_type ())
G_DECLARE_FINAL_TYPE (FbConnectPage, fb_connect_page, FB, CONNECT_PAGE, AdwBin)

void fb_connect_page_show (FbConnectPage *self, const char *url, const char *user);
void fb_connect_page_set_is_reachable (FbConnectPage *self, gboolean is_reachable);

G_END_DECLS
