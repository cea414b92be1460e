/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-client.h"
#include "fb-refusal-func.h"
#include "fb-tls-stream.h"

G_BEGIN_DECLS

/**
 * FbTlsAcceptor:
 *
 * Turns accepted connections into encrypted ones. For the receiver's thread alone.
 */
typedef struct _FbTlsAcceptor FbTlsAcceptor;

/**
 * FbTlsAcceptedFunc:
 * @stream: the encrypted connection
 * @client: its client
 * @remote: its remote address
 * @user_data: what was given with the function
 *
 * Called when a handshake has succeeded.
 */
typedef void (*FbTlsAcceptedFunc) (FbTlsStream *stream,
                                   FbClient *client,
                                   GSocketAddress *remote,
                                   gpointer user_data);

FbTlsAcceptor *fb_tls_acceptor_new (GMainContext *context,
                                    FbTlsAcceptedFunc function,
                                    FbRefusalFunc dup_refusal,
                                    gpointer refusal_data,
                                    gpointer user_data);
void fb_tls_acceptor_stop (FbTlsAcceptor *acceptor);
void fb_tls_acceptor_unref (FbTlsAcceptor *acceptor);
void fb_tls_acceptor_accept (FbTlsAcceptor *acceptor,
                             GSocketConnection *connection,
                             FbTlsCredentials *credentials,
                             FbClient *client,
                             GSocketAddress *remote);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbTlsAcceptor, fb_tls_acceptor_unref)

G_END_DECLS
