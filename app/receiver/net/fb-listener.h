/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-receiver-config.h"
#include "fb-refusal-func.h"

G_BEGIN_DECLS

#define FB_TYPE_LISTENER (fb_listener_get_type ())
G_DECLARE_FINAL_TYPE (FbListener, fb_listener, FB, LISTENER, GObject)

/* Signal:
 *   accepted (GIOStream, GSocketAddress local, GSocketAddress remote): a connection to be served;
 *     fb_client_from_address() finds its client by the remote address
 */

FbListener *fb_listener_new (FbReceiverConfig *config,
                             FbRefusalFunc dup_refusal,
                             gpointer refusal_data,
                             GMainContext *context);
void fb_listener_set_config (FbListener *self, FbReceiverConfig *config);

gboolean fb_listener_open (FbListener *self, GError **error);
void fb_listener_close (FbListener *self);
guint fb_listener_get_port (FbListener *self);
guint fb_listener_get_n_clients (FbListener *self);
void fb_listener_shorten_deadlines (FbListener *self, guint limit_ms);
void fb_listener_close_clients (FbListener *self);

G_END_DECLS
