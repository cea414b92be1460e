/* fb-tls-acceptor.c
 *
 * TLS handshakes of accepted connections.
 *
 * GIO does a handshake in a thread, which waits for the client meanwhile. So a handshake begins
 * only when the client's first message has been received as a whole, and the threads are our own:
 * those that GIO shares among all its users stay free. When all threads are busy, handshakes are
 * queued, and the newest is the next: in a flood the oldest has likely been given up by its client.
 * While others are queued, a running handshake whose client doesn't answer for a moment is ended.
 * So clients that stop in the middle of their handshakes delay others by milliseconds.
 *
 * A queued handshake has no deadline of its own: the time is ours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tls-acceptor.h"

#include <sys/socket.h>

#include "fb-lingering-close.h"

#define MAX_RUNNING 128

/* How long a client may be silent while others are queued: more than the round trip of any but the
 * longest ways. And how often that is checked. */
#define MAX_SILENCE_MS 300
#define CHECK_MS       20

/* RFC 8446, 5.1: a record's type, version and length; a handshake's type; 2^14 bytes at most. */
#define RECORD_HEADER_BYTES 5
#define RECORD_HANDSHAKE    22
#define RECORD_MAX_BYTES    16384

/* For a client that doesn't use TLS. */
#define REFUSED_MS    2000
#define REFUSED_BYTES (1024 * 1024)

struct _FbTlsAcceptor
{
  GMainContext *context;
  FbRefusalFunc dup_refusal;
  FbTlsAcceptedFunc function; /* NULL once it is stopped */
  gpointer user_data;
  GThreadPool *threads;
  GQueue queue;       /* the newest first */
  GPtrArray *running; /* not owned: each is owned by its task */
  GSource *check;     /* while handshakes are queued */
};

typedef struct
{
  FbTlsAcceptor *acceptor;
  GSocketConnection *connection;
  GTlsCertificate *certificate;
  FbClient *client;
  GSocketAddress *remote;
  guint limit_ms;
  gsize n_awaited;
  gint64 started_at;
  GTlsConnection *tls; /* while it is running */
} Handshake;

static void
handshake_free (Handshake *handshake)
{
  g_clear_object (&handshake->tls);
  g_object_unref (handshake->connection);
  g_object_unref (handshake->certificate);
  g_object_unref (handshake->remote);
  fb_client_unref (handshake->client);
  fb_tls_acceptor_unref (handshake->acceptor);
  g_free (handshake);
}

/* In a thread of the pool. */
static void
do_handshake (gpointer data, gpointer unused)
{
  g_autoptr (GTask) task = data;
  Handshake *handshake = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_tls_connection_handshake (handshake->tls, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Whatever GnuTLS is configured to by the environment. */
static gboolean
has_modern_version (GTlsConnection *connection)
{
  GTlsProtocolVersion version = g_tls_connection_get_protocol_version (connection);

  return version == G_TLS_PROTOCOL_VERSION_TLS_1_2 || version == G_TLS_PROTOCOL_VERSION_TLS_1_3;
}

static void run_queued (FbTlsAcceptor *acceptor);

static void
on_handshake_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Handshake *handshake = user_data;
  g_autoptr (FbTlsAcceptor) acceptor = g_rc_box_acquire (handshake->acceptor);
  g_autoptr (GError) error = NULL;

  g_ptr_array_remove_fast (acceptor->running, handshake);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("A handshake failed: %s", error->message);
  else if (has_modern_version (handshake->tls) && acceptor->function != NULL)
    acceptor->function (G_IO_STREAM (handshake->tls), handshake->client, handshake->remote,
                        acceptor->user_data);
  handshake_free (handshake);
  run_queued (acceptor);
}

/* GIO would parse all authorities that the system knows for each connection, to verify certificates
 * of clients, of which we ask for none: "database" keeps it from doing so. */
static GTlsConnection *
make_tls_connection (Handshake *handshake, GError **error)
{
  GType type = g_tls_backend_get_server_connection_type (g_tls_backend_get_default ());

  return g_initable_new (type, NULL, error, "base-io-stream", handshake->connection, "certificate",
                         handshake->certificate, "database", NULL, NULL);
}

static void
run (Handshake *handshake)
{
  FbTlsAcceptor *acceptor = handshake->acceptor;
  g_autoptr (GError) error = NULL;

  handshake->tls = make_tls_connection (handshake, &error);
  if (handshake->tls == NULL)
    {
      g_warning ("There is no TLS: %s", error->message);
      handshake_free (handshake);
      return;
    }
  fb_client_begin_phase (handshake->client, FB_CLIENT_HANDSHAKE, handshake->limit_ms);
  handshake->started_at = g_get_monotonic_time ();
  g_ptr_array_add (acceptor->running, handshake);

  /* What the handshake refers to is freed in the receiver's thread, as it must be. */
  GTask *task = g_task_new (NULL, NULL, on_handshake_done, handshake);
  g_task_set_source_tag (task, run);
  g_task_set_task_data (task, handshake, NULL);
  g_thread_pool_push (acceptor->threads, task, NULL);
}

static gboolean
is_silent (const Handshake *handshake)
{
  return !fb_client_is_shut_down (handshake->client) &&
         fb_client_get_silence (handshake->client, handshake->started_at) >=
           MAX_SILENCE_MS * G_TIME_SPAN_MILLISECOND;
}

/* Ends as many silent handshakes as others are queued. */
static void
end_silent (FbTlsAcceptor *acceptor)
{
  guint n_queued = g_queue_get_length (&acceptor->queue);

  for (guint i = 0; i < acceptor->running->len && n_queued > 0; i++)
    {
      Handshake *handshake = g_ptr_array_index (acceptor->running, i);

      if (is_silent (handshake))
        {
          g_debug ("A silent handshake makes room for others");
          fb_client_shutdown (handshake->client);
          n_queued--;
        }
    }
}

static gboolean
on_check (gpointer user_data)
{
  FbTlsAcceptor *acceptor = user_data;

  if (g_queue_is_empty (&acceptor->queue))
    {
      g_clear_pointer (&acceptor->check, g_source_unref);
      return G_SOURCE_REMOVE;
    }
  end_silent (acceptor);
  return G_SOURCE_CONTINUE;
}

static void
start_check (FbTlsAcceptor *acceptor)
{
  if (acceptor->check != NULL)
    return;
  acceptor->check = g_timeout_source_new (CHECK_MS);
  g_source_set_callback (acceptor->check, on_check, acceptor, NULL);
  g_source_attach (acceptor->check, acceptor->context);
}

static void
stop_check (FbTlsAcceptor *acceptor)
{
  if (acceptor->check == NULL)
    return;
  g_source_destroy (acceptor->check);
  g_clear_pointer (&acceptor->check, g_source_unref);
}

static void
run_queued (FbTlsAcceptor *acceptor)
{
  while (acceptor->running->len < MAX_RUNNING && !g_queue_is_empty (&acceptor->queue))
    {
      Handshake *handshake = g_queue_pop_head (&acceptor->queue);

      fb_client_set_shutdown_func (handshake->client, NULL, NULL);
      run (handshake);
    }
}

/* A queued client that is shut down has its connection closed at once. */
static void
drop_queued (gpointer data)
{
  Handshake *handshake = data;

  if (g_queue_remove (&handshake->acceptor->queue, handshake))
    handshake_free (handshake);
}

static void
run_or_queue (Handshake *handshake)
{
  FbTlsAcceptor *acceptor = handshake->acceptor;

  if (acceptor->running->len < MAX_RUNNING)
    {
      run (handshake);
      return;
    }
  fb_client_begin_phase (handshake->client, FB_CLIENT_QUEUED, 0);
  fb_client_set_shutdown_func (handshake->client, drop_queued, handshake);
  g_queue_push_head (&acceptor->queue, handshake);
  start_check (acceptor);
}

/* The kernel wakes us when so many bytes have been received, or the client has closed. */
static void
wait_for_bytes (Handshake *handshake, gsize n)
{
  handshake->n_awaited = n;
  g_socket_set_option (g_socket_connection_get_socket (handshake->connection), SOL_SOCKET,
                       SO_RCVLOWAT, (int) n, NULL);
}

/* A client that doesn't use TLS is told so in plain text. */
static void
refuse (Handshake *handshake)
{
  fb_client_begin_phase (handshake->client, FB_CLIENT_REFUSED, REFUSED_MS);
  fb_lingering_close (g_object_ref (G_IO_STREAM (handshake->connection)),
                      handshake->acceptor->dup_refusal (FB_REFUSAL_NO_TLS), handshake->client,
                      REFUSED_BYTES);
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
  if (fb_client_is_shut_down (handshake->client))
    handshake_free (handshake);
  else if (is_handshake && length > 0 && (gsize) n >= length)
    run_or_queue (handshake);
  else if (n > 0 && !is_handshake)
    refuse (handshake);
  else
    handshake_free (handshake);
  return G_SOURCE_REMOVE;
}

/**
 * fb_tls_acceptor_new:
 * @context: the receiver's main context
 * @function: called for each handshake that succeeds
 * @dup_refusal: words what a client is told that doesn't use TLS
 * @user_data: for @function
 *
 * Returns: (transfer full): an acceptor
 */
FbTlsAcceptor *
fb_tls_acceptor_new (GMainContext *context,
                     FbTlsAcceptedFunc function,
                     FbRefusalFunc dup_refusal,
                     gpointer user_data)
{
  FbTlsAcceptor *acceptor = g_rc_box_new0 (FbTlsAcceptor);

  acceptor->context = g_main_context_ref (context);
  acceptor->dup_refusal = dup_refusal;
  acceptor->function = function;
  acceptor->user_data = user_data;
  acceptor->threads = g_thread_pool_new (do_handshake, NULL, MAX_RUNNING, FALSE, NULL);
  acceptor->running = g_ptr_array_new ();
  g_queue_init (&acceptor->queue);
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

  stop_check (acceptor);
  g_thread_pool_free (acceptor->threads, FALSE, FALSE);
  g_ptr_array_unref (acceptor->running);
  g_main_context_unref (acceptor->context);
}

/**
 * fb_tls_acceptor_unref:
 * @acceptor: (transfer full): an acceptor
 *
 * Gives up a reference. Handshakes that are running keep it alive.
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
 * @certificate: the server's certificate with its key
 * @client: the client of the connection, in the phase %FB_CLIENT_HANDSHAKE
 * @remote: its remote address
 * @limit_ms: how long the handshake may take from its beginning, in milliseconds
 *
 * Begins the handshake when the client's first message has been received.
 */
void
fb_tls_acceptor_accept (FbTlsAcceptor *acceptor,
                        GSocketConnection *connection,
                        GTlsCertificate *certificate,
                        FbClient *client,
                        GSocketAddress *remote,
                        guint limit_ms)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSource) source = g_socket_create_source (socket, G_IO_IN, NULL);
  Handshake *handshake = g_new0 (Handshake, 1);

  handshake->acceptor = g_rc_box_acquire (acceptor);
  handshake->connection = g_object_ref (connection);
  handshake->certificate = g_object_ref (certificate);
  handshake->client = fb_client_ref (client);
  handshake->remote = g_object_ref (remote);
  handshake->limit_ms = limit_ms;
  wait_for_bytes (handshake, RECORD_HEADER_BYTES);
  g_source_set_callback (source, G_SOURCE_FUNC (on_readable), handshake, NULL);
  g_source_attach (source, acceptor->context);
}
