/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-receiver-limits.h"

G_BEGIN_DECLS

#define FB_TYPE_DOOR (fb_door_get_type ())
G_DECLARE_FINAL_TYPE (FbDoor, fb_door, FB, DOOR, GObject)

/* Signal:
 *   entered (GIOStream, GSocketAddress local, GSocketAddress remote): a connection to be served;
 *     fb_visit_of() knows the remote address
 */

FbDoor *fb_door_new (const FbReceiverLimits *limits, GMainContext *context);
void fb_door_set_certificate (FbDoor *self, GTlsCertificate *certificate);
void fb_door_set_limits (FbDoor *self, const FbReceiverLimits *limits);

gboolean fb_door_open (FbDoor *self, const char *address, guint port, GError **error);
void fb_door_close (FbDoor *self);
guint fb_door_get_port (FbDoor *self);
guint fb_door_get_n_visits (FbDoor *self);
void fb_door_hurry (FbDoor *self, guint limit_ms);
void fb_door_clear (FbDoor *self);

G_END_DECLS
