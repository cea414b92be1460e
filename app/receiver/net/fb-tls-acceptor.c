/* fb-tls-acceptor.c
 *
 * From an accepted connection to an encrypted one.
 *
 * GIO does each handshake in a thread of the pool that all of GIO shares, and that thread waits for
 * the sender. So nobody gets one before his first message is here as a whole, only a few get one at
 * a time, and fewer still of one address: those who never end a handshake wait for each other, and
 * for the listener to cut them off, but the others don't wait for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tls-acceptor.h"

#include <sys/socket.h>

#include "fb-lingering-close.h"

#define MAX_RUNNING             32
#define MAX_RUNNING_PER_ADDRESS 4

/* RFC 8446, 5.1: a record's type, version and length; a handshake's type; 2^14 bytes at most. */
#define RECORD_HEADER_BYTES 5
#define RECORD_HANDSHAKE    22
#define RECORD_MAX_BYTES    16384

/* How long somebody may take who is told that he is wrong here. */
#define LINGER_MS 2000

struct _FbTlsAcceptor
{
  FbRefusalFunc dup_refusal;
  FbTlsAcceptedFunc function; /* NULL once it is stopped */
  gpointer user_data;
  GQueue waiting;
  GPtrArray *running; /* not owned: each is owned by its call */
};

typedef struct
{
  FbTlsAcceptor *acceptor;
  GSocketConnection *connection;
  GTlsCertificate *certificate;
  FbClient *client;
  GSocketAddress *remote;
  gsize n_awaited;
} Handshake;

static void
handshake_free (Handshake *handshake)
{
  fb_tls_acceptor_unref (handshake->acceptor);
  g_object_unref (handshake->connection);
  g_object_unref (handshake->certificate);
  g_object_unref (handshake->remote);
  fb_client_unref (handshake->client);
  g_free (handshake);
}

static gboolean
may_run (FbTlsAcceptor *acceptor, Handshake *handshake)
{
  guint n = 0;

  for (guint i = 0; i < acceptor->running->len; i++)
    {
      Handshake *other = g_ptr_array_index (acceptor->running, i);
      n += fb_client_has_same_address (other->client, handshake->client);
    }
  return acceptor->running->len < MAX_RUNNING && n < MAX_RUNNING_PER_ADDRESS;
}

static void run (Handshake *handshake);

static void
run_waiting (FbTlsAcceptor *acceptor)
{
  for (GList *link = acceptor->waiting.head, *next; link != NULL; link = next)
    {
      Handshake *handshake = link->data;

      next = link->next;
      if (!may_run (acceptor, handshake))
        continue;
      g_queue_delete_link (&acceptor->waiting, link);
      run (handshake);
    }
}

/* Whatever GnuTLS was told by the environment. */
static gboolean
is_modern (GTlsConnection *connection)
{
  GTlsProtocolVersion version = g_tls_connection_get_protocol_version (connection);

  return version == G_TLS_PROTOCOL_VERSION_TLS_1_2 || version == G_TLS_PROTOCOL_VERSION_TLS_1_3;
}

static void
on_tls_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTlsConnection *connection = G_TLS_CONNECTION (source);
  Handshake *handshake = user_data;
  FbTlsAcceptor *acceptor = handshake->acceptor;
  g_autoptr (GError) error = NULL;

  g_ptr_array_remove_fast (acceptor->running, handshake);
  if (!g_tls_connection_handshake_finish (connection, result, &error))
    g_debug ("A handshake failed: %s", error->message);
  else if (is_modern (connection) && acceptor->function != NULL)
    acceptor->function (G_IO_STREAM (connection), handshake->client, handshake->remote,
                        acceptor->user_data);
  run_waiting (acceptor);
  handshake_free (handshake);
}

/* As g_tls_server_connection_new(), but without a database: nobody is asked for a certificate, and
 * so what the system trusts need be neither loaded nor there. */
static GTlsConnection *
tls_connection_new (Handshake *handshake, GError **error)
{
  return g_initable_new (g_tls_backend_get_server_connection_type (g_tls_backend_get_default ()),
                         NULL, error, "base-io-stream", handshake->connection, "certificate",
                         handshake->certificate, "database", NULL, NULL);
}

static void
run (Handshake *handshake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsConnection) connection = tls_connection_new (handshake, &error);

  if (connection == NULL)
    {
      g_warning ("There is no TLS: %s", error->message);
      handshake_free (handshake);
      return;
    }
  g_ptr_array_add (handshake->acceptor->running, handshake);
  g_tls_connection_handshake_async (connection, G_PRIORITY_DEFAULT, NULL, on_tls_accepted,
                                    handshake);
}

static void
run_or_wait (Handshake *handshake)
{
  if (may_run (handshake->acceptor, handshake))
    run (handshake);
  else
    g_queue_push_tail (&handshake->acceptor->waiting, handshake);
}

/* The kernel wakes us no sooner than they are all here, or no more will come. */
static void
wait_for_bytes (Handshake *handshake, gsize n)
{
  handshake->n_awaited = n;
  g_socket_set_option (g_socket_connection_get_socket (handshake->connection), SOL_SOCKET,
                       SO_RCVLOWAT, (int) n, NULL);
}

/* Somebody who speaks no TLS is told so in his own language. */
static void
refuse (Handshake *handshake)
{
  fb_client_begin_phase (handshake->client, FB_CLIENT_LINGERING, LINGER_MS);
  fb_lingering_close (g_object_ref (G_IO_STREAM (handshake->connection)),
                      handshake->acceptor->dup_refusal (FB_REFUSAL_NO_TLS), handshake->client);
  handshake_free (handshake);
}

static gboolean
on_readable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  Handshake *handshake = user_data;
  guint8 bytes[RECORD_HEADER_BYTES + RECORD_MAX_BYTES];
  gssize n = TEMP_FAILURE_RETRY (
    recv (g_socket_get_fd (socket), bytes, sizeof bytes, MSG_PEEK | MSG_DONTWAIT));
  gsize length = n >= RECORD_HEADER_BYTES ? RECORD_HEADER_BYTES + (bytes[3] << 8 | bytes[4]) : 0;
  gboolean is_handshake = n > 0 && bytes[0] == RECORD_HANDSHAKE;

  if (is_handshake && length > handshake->n_awaited && length <= sizeof bytes && (gsize) n < length)
    {
      wait_for_bytes (handshake, length);
      return G_SOURCE_CONTINUE;
    }
  wait_for_bytes (handshake, 1);
  if (is_handshake && length > 0 && (gsize) n >= length)
    run_or_wait (handshake);
  else if (n > 0 && !is_handshake)
    refuse (handshake);
  else
    handshake_free (handshake);
  return G_SOURCE_REMOVE;
}

/**
 * fb_tls_acceptor_new:
 * @function: called for each handshake that succeeds
 * @dup_refusal: words what a client is told that speaks no TLS
 * @user_data: for @function
 *
 * Returns: (transfer full): no acceptor yet
 */
FbTlsAcceptor *
fb_tls_acceptor_new (FbTlsAcceptedFunc function, FbRefusalFunc dup_refusal, gpointer user_data)
{
  FbTlsAcceptor *acceptor = g_rc_box_new0 (FbTlsAcceptor);

  acceptor->dup_refusal = dup_refusal;
  acceptor->function = function;
  acceptor->user_data = user_data;
  acceptor->running = g_ptr_array_new ();
  g_queue_init (&acceptor->waiting);
  return acceptor;
}

/* Nobody is called any more. */
void
fb_tls_acceptor_stop (FbTlsAcceptor *acceptor)
{
  acceptor->function = NULL;
}

static void
fb_tls_acceptor_clear (gpointer data)
{
  FbTlsAcceptor *acceptor = data;

  g_ptr_array_unref (acceptor->running);
}

void
fb_tls_acceptor_unref (FbTlsAcceptor *acceptor)
{
  g_rc_box_release_full (acceptor, fb_tls_acceptor_clear);
}

/**
 * fb_tls_acceptor_accept:
 * @acceptor: the acceptor
 * @connection: a connection that was accepted
 * @certificate: what is shown to the sender
 * @client: its client, which bounds the time
 * @remote: where it comes from
 */
void
fb_tls_acceptor_accept (FbTlsAcceptor *acceptor,
                        GSocketConnection *connection,
                        GTlsCertificate *certificate,
                        FbClient *client,
                        GSocketAddress *remote)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSource) source = g_socket_create_source (socket, G_IO_IN, NULL);
  Handshake *handshake = g_new0 (Handshake, 1);

  handshake->acceptor = g_rc_box_acquire (acceptor);
  handshake->connection = g_object_ref (connection);
  handshake->certificate = g_object_ref (certificate);
  handshake->client = fb_client_ref (client);
  handshake->remote = g_object_ref (remote);
  wait_for_bytes (handshake, RECORD_HEADER_BYTES);
  g_source_set_callback (source, G_SOURCE_FUNC (on_readable), handshake, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}
