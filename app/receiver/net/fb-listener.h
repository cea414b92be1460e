/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-receiver-limits.h"
#include "fb-refusal.h"

G_BEGIN_DECLS

#define FB_TYPE_LISTENER (fb_listener_get_type ())
G_DECLARE_FINAL_TYPE (FbListener, fb_listener, FB, LISTENER, GObject)

/* Signal:
 *   accepted (GIOStream, GSocketAddress local, GSocketAddress remote): a connection to be served;
 *     fb_client_from_address() knows the remote address
 */

FbListener *
fb_listener_new (const FbReceiverLimits *limits, FbRefusalFunc dup_refusal, GMainContext *context);
void fb_listener_set_certificate (FbListener *self, GTlsCertificate *certificate);
void fb_listener_set_limits (FbListener *self, const FbReceiverLimits *limits);

gboolean fb_listener_open (FbListener *self, const char *address, guint port, GError **error);
void fb_listener_close (FbListener *self);
guint fb_listener_get_port (FbListener *self);
guint fb_listener_get_n_clients (FbListener *self);
void fb_listener_shorten_deadlines (FbListener *self, guint limit_ms);
void fb_listener_close_clients (FbListener *self);

G_END_DECLS
