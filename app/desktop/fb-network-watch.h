/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FB_TYPE_NETWORK_WATCH (fb_network_watch_get_type ())
G_DECLARE_FINAL_TYPE (FbNetworkWatch, fb_network_watch, FB, NETWORK_WATCH, GObject)

/* Signals, in the context of the thread that made it:
 *   changed: this computer may have other addresses than before
 */

FbNetworkWatch *fb_network_watch_new (void);

G_END_DECLS
