/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *fb_documo_url_normalize (const char *url, GError **error);
gboolean fb_documo_uri_is_usable (GUri *uri);
gboolean fb_documo_url_is_plain_http (const char *url);

G_END_DECLS
