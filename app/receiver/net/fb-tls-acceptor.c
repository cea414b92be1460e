/* fb-tls-acceptor.c
 *
 * TLS handshakes of accepted connections. They go on in steps, as messages are received, and none
 * waits for another: a client that stops in the middle of its handshake costs no more than one that
 * is silent. Its deadline, and the limits for connections that are waiting, are the table's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tls-acceptor.h"

#include <sys/socket.h>

#include "fb-lingering-close.h"

/* RFC 8446, 5.1: how a handshake begins. */
#define RECORD_HANDSHAKE 22

/* For a client that doesn't use TLS. */
#define REFUSED_MS    2000
#define REFUSED_BYTES (1024 * 1024)

/* What is looked at of what it has sent so far. */
#define HEAD_BYTES 4096

struct _FbTlsAcceptor
{
  GMainContext *context;
  FbRefusalFunc dup_refusal;
  gpointer refusal_data;
  FbTlsAcceptedFunc function; /* NULL once it is stopped */
  gpointer user_data;
};

/* Owned by its source, which waits for the client. */
typedef struct
{
  FbTlsAcceptor *acceptor;
  GSocketConnection *connection;
  FbTlsCredentials *credentials;
  FbTlsStream *stream; /* NULL until the handshake begins */
  FbClient *client;
  GSocketAddress *remote;
} Handshake;

static void
handshake_free (gpointer data)
{
  Handshake *handshake = data;

  g_clear_object (&handshake->stream);
  g_object_unref (handshake->connection);
  fb_tls_credentials_unref (handshake->credentials);
  g_object_unref (handshake->remote);
  fb_client_unref (handshake->client);
  fb_tls_acceptor_unref (handshake->acceptor);
  g_free (handshake);
}

/* A client that doesn't use TLS is told so in plain text. */
static void
refuse (Handshake *handshake, GSocket *socket)
{
  FbTlsAcceptor *acceptor = handshake->acceptor;
  char head[HEAD_BYTES + 1];
  gssize n =
    TEMP_FAILURE_RETRY (recv (g_socket_get_fd (socket), head, HEAD_BYTES, MSG_PEEK | MSG_DONTWAIT));

  head[MAX (n, 0)] = '\0';
  fb_client_begin_phase (handshake->client, FB_CLIENT_REFUSED, REFUSED_MS);
  fb_lingering_close (g_object_ref (G_IO_STREAM (handshake->connection)),
                      acceptor->dup_refusal (FB_REFUSAL_NOT_ENCRYPTED, handshake->client, head,
                                             acceptor->refusal_data),
                      handshake->client, REFUSED_BYTES);
}

/* Returns whether the handshake has begun. */
static gboolean
begin (Handshake *handshake, GSocket *socket)
{
  guint8 byte = 0;

  if (TEMP_FAILURE_RETRY (recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT)) != 1)
    return FALSE;
  if (byte != RECORD_HANDSHAKE)
    {
      refuse (handshake, socket);
      return FALSE;
    }
  handshake->stream = fb_tls_stream_new (handshake->connection, handshake->credentials);
  return TRUE;
}

static void continue_on (Handshake *handshake, GIOCondition condition);

static gboolean
on_ready (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Handshake *handshake = user_data;
  FbTlsAcceptor *acceptor = handshake->acceptor;
  g_autoptr (GError) error = NULL;

  if (fb_client_is_shut_down (handshake->client) ||
      (handshake->stream == NULL && !begin (handshake, socket)))
    {
      handshake_free (handshake);
      return G_SOURCE_REMOVE;
    }
  if (fb_tls_stream_handshake (handshake->stream, &error))
    {
      if (acceptor->function != NULL)
        acceptor->function (handshake->stream, handshake->client, handshake->remote,
                            acceptor->user_data);
      handshake_free (handshake);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    continue_on (handshake, fb_tls_stream_get_condition (handshake->stream));
  else
    {
      g_debug ("A handshake failed: %s", error->message);
      handshake_free (handshake);
    }
  return G_SOURCE_REMOVE;
}

static void
continue_on (Handshake *handshake, GIOCondition condition)
{
  GSocket *socket = g_socket_connection_get_socket (handshake->connection);
  g_autoptr (GSource) source = g_socket_create_source (socket, condition, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (on_ready), handshake, NULL);
  g_source_attach (source, handshake->acceptor->context);
}

/**
 * fb_tls_acceptor_new:
 * @context: the receiver's main context
 * @function: called for each handshake that succeeds
 * @dup_refusal: words what a client is told that doesn't use TLS
 * @refusal_data: for @dup_refusal
 * @user_data: for @function
 *
 * Returns: (transfer full): an acceptor
 */
FbTlsAcceptor *
fb_tls_acceptor_new (GMainContext *context,
                     FbTlsAcceptedFunc function,
                     FbRefusalFunc dup_refusal,
                     gpointer refusal_data,
                     gpointer user_data)
{
  FbTlsAcceptor *acceptor = g_rc_box_new0 (FbTlsAcceptor);

  acceptor->context = g_main_context_ref (context);
  acceptor->dup_refusal = dup_refusal;
  acceptor->refusal_data = refusal_data;
  acceptor->function = function;
  acceptor->user_data = user_data;
  return acceptor;
}

/**
 * fb_tls_acceptor_stop:
 * @acceptor: an acceptor
 *
 * Calls back no more.
 */
void
fb_tls_acceptor_stop (FbTlsAcceptor *acceptor)
{
  acceptor->function = NULL;
}

static void
fb_tls_acceptor_clear (gpointer data)
{
  FbTlsAcceptor *acceptor = data;

  g_main_context_unref (acceptor->context);
}

/**
 * fb_tls_acceptor_unref:
 * @acceptor: (transfer full): an acceptor
 *
 * Gives up a reference. Handshakes under way keep it alive.
 */
void
fb_tls_acceptor_unref (FbTlsAcceptor *acceptor)
{
  g_rc_box_release_full (acceptor, fb_tls_acceptor_clear);
}

/**
 * fb_tls_acceptor_accept:
 * @acceptor: an acceptor
 * @connection: a connection that was accepted
 * @credentials: the server's certificate and key
 * @client: the client of the connection, which bounds the time
 * @remote: its remote address
 *
 * Does the handshake, without waiting.
 */
void
fb_tls_acceptor_accept (FbTlsAcceptor *acceptor,
                        GSocketConnection *connection,
                        FbTlsCredentials *credentials,
                        FbClient *client,
                        GSocketAddress *remote)
{
  Handshake *handshake = g_new0 (Handshake, 1);

  handshake->acceptor = g_rc_box_acquire (acceptor);
  handshake->connection = g_object_ref (connection);
  handshake->credentials = fb_tls_credentials_ref (credentials);
  handshake->client = fb_client_ref (client);
  handshake->remote = g_object_ref (remote);
  continue_on (handshake, G_IO_IN);
}
