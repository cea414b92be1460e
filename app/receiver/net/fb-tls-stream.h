/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-tls-credentials.h"

G_BEGIN_DECLS

#define FB_TYPE_TLS_STREAM (fb_tls_stream_get_type ())
G_DECLARE_FINAL_TYPE (FbTlsStream, fb_tls_stream, FB, TLS_STREAM, GIOStream)

FbTlsStream *fb_tls_stream_new (GSocketConnection *connection, FbTlsCredentials *credentials);
gboolean fb_tls_stream_handshake (FbTlsStream *self, GError **error);
GIOCondition fb_tls_stream_get_condition (FbTlsStream *self);
GSocketConnection *fb_tls_stream_get_connection (FbTlsStream *self);

G_END_DECLS
