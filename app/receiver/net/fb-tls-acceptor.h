/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-client.h"
#include "fb-refusal.h"

G_BEGIN_DECLS

/**
 * FbTlsAcceptor:
 *
 * The TLS acceptor that are under way. For the receiver's thread alone.
 */
typedef struct _FbTlsAcceptor FbTlsAcceptor;

/**
 * FbTlsAcceptedFunc:
 * @stream: the connection, from now on encrypted
 * @client: its client
 * @remote: where it comes from
 * @user_data: what was given with the function
 *
 * A handshake has succeeded.
 */
typedef void (*FbTlsAcceptedFunc) (GIOStream *stream,
                                   FbClient *client,
                                   GSocketAddress *remote,
                                   gpointer user_data);

FbTlsAcceptor *
fb_tls_acceptor_new (FbTlsAcceptedFunc function, FbRefusalFunc dup_refusal, gpointer user_data);
void fb_tls_acceptor_stop (FbTlsAcceptor *acceptor);
void fb_tls_acceptor_unref (FbTlsAcceptor *acceptor);
void fb_tls_acceptor_accept (FbTlsAcceptor *acceptor,
                             GSocketConnection *connection,
                             GTlsCertificate *certificate,
                             FbClient *client,
                             GSocketAddress *remote);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbTlsAcceptor, fb_tls_acceptor_unref)

G_END_DECLS
