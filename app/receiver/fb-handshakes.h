/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-visit.h"

G_BEGIN_DECLS

/**
 * FbHandshakes:
 *
 * The TLS handshakes that are under way. For the receiver's thread alone.
 */
typedef struct _FbHandshakes FbHandshakes;

/**
 * FbHandshakeFunc:
 * @stream: the connection, from now on encrypted
 * @visit: its visit
 * @remote: where it comes from
 * @user_data: what was given with the function
 *
 * A handshake has succeeded.
 */
typedef void (*FbHandshakeFunc) (GIOStream *stream,
                                 FbVisit *visit,
                                 GSocketAddress *remote,
                                 gpointer user_data);

FbHandshakes *fb_handshakes_new (FbHandshakeFunc function, gpointer user_data);
void fb_handshakes_stop (FbHandshakes *handshakes);
void fb_handshakes_unref (FbHandshakes *handshakes);
void fb_handshakes_begin (FbHandshakes *handshakes,
                          GSocketConnection *connection,
                          GTlsCertificate *certificate,
                          FbVisit *visit,
                          GSocketAddress *remote);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbHandshakes, fb_handshakes_unref)

G_END_DECLS
