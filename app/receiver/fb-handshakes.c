/* fb-handshakes.c
 *
 * From an accepted connection to an encrypted one.
 *
 * GIO does each handshake in a thread of the pool that all of GIO shares, and that thread waits for
 * the sender. So nobody gets one before his first message is here as a whole, only a few get one at
 * a time, and fewer still of one address: those who never end a handshake wait for each other, and
 * for the door to cut them off, but the others don't wait for them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-handshakes.h"

#include <sys/socket.h>

#include "fb-answer.h"

#define MAX_RUNNING             32
#define MAX_RUNNING_PER_ADDRESS 4

/* RFC 8446, 5.1: a record's type, version and length; a handshake's type; 2^14 bytes at most. */
#define RECORD_HEADER_BYTES 5
#define RECORD_HANDSHAKE    22
#define RECORD_MAX_BYTES    16384

/* How long somebody may take who is told that he is wrong here. */
#define LINGER_MS 2000

static const FbAnswer only_https = { 400, "This is an HTTPS server", 0, NULL, NULL };

struct _FbHandshakes
{
  FbHandshakeFunc function; /* NULL once it is stopped */
  gpointer user_data;
  GQueue waiting;
  GPtrArray *running; /* not owned: each is owned by its call */
};

typedef struct
{
  FbHandshakes *handshakes;
  GSocketConnection *connection;
  GTlsCertificate *certificate;
  FbVisit *visit;
  GSocketAddress *remote;
  gsize n_awaited;
} Handshake;

static void
handshake_free (Handshake *handshake)
{
  fb_handshakes_unref (handshake->handshakes);
  g_object_unref (handshake->connection);
  g_object_unref (handshake->certificate);
  g_object_unref (handshake->remote);
  fb_visit_unref (handshake->visit);
  g_free (handshake);
}

static gboolean
may_run (FbHandshakes *handshakes, Handshake *handshake)
{
  guint n = 0;

  for (guint i = 0; i < handshakes->running->len; i++)
    {
      Handshake *other = g_ptr_array_index (handshakes->running, i);
      n += fb_visit_is_from_same (other->visit, handshake->visit);
    }
  return handshakes->running->len < MAX_RUNNING && n < MAX_RUNNING_PER_ADDRESS;
}

static void run (Handshake *handshake);

static void
run_waiting (FbHandshakes *handshakes)
{
  for (GList *link = handshakes->waiting.head, *next; link != NULL; link = next)
    {
      Handshake *handshake = link->data;

      next = link->next;
      if (!may_run (handshakes, handshake))
        continue;
      g_queue_delete_link (&handshakes->waiting, link);
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
on_shaken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTlsConnection *connection = G_TLS_CONNECTION (source);
  Handshake *handshake = user_data;
  FbHandshakes *handshakes = handshake->handshakes;
  g_autoptr (GError) error = NULL;

  g_ptr_array_remove_fast (handshakes->running, handshake);
  if (!g_tls_connection_handshake_finish (connection, result, &error))
    g_debug ("A handshake failed: %s", error->message);
  else if (is_modern (connection) && handshakes->function != NULL)
    handshakes->function (G_IO_STREAM (connection), handshake->visit, handshake->remote,
                          handshakes->user_data);
  run_waiting (handshakes);
  handshake_free (handshake);
}

static void
run (Handshake *handshake)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) connection = g_tls_server_connection_new (
    G_IO_STREAM (handshake->connection), handshake->certificate, &error);

  if (connection == NULL)
    {
      g_warning ("There is no TLS: %s", error->message);
      handshake_free (handshake);
      return;
    }
  g_ptr_array_add (handshake->handshakes->running, handshake);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (connection), G_PRIORITY_DEFAULT, NULL,
                                    on_shaken, handshake);
}

static void
run_or_wait (Handshake *handshake)
{
  if (may_run (handshake->handshakes, handshake))
    run (handshake);
  else
    g_queue_push_tail (&handshake->handshakes->waiting, handshake);
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
turn_away (Handshake *handshake)
{
  fb_visit_enter (handshake->visit, FB_VISIT_LINGERING, LINGER_MS);
  fb_answer_give_on_stream (&only_https, TRUE, g_object_ref (G_IO_STREAM (handshake->connection)),
                            handshake->visit);
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
    turn_away (handshake);
  else
    handshake_free (handshake);
  return G_SOURCE_REMOVE;
}

/**
 * fb_handshakes_new:
 * @function: called for each handshake that succeeds
 * @user_data: for @function
 *
 * Returns: (transfer full): no handshakes yet
 */
FbHandshakes *
fb_handshakes_new (FbHandshakeFunc function, gpointer user_data)
{
  FbHandshakes *handshakes = g_rc_box_new0 (FbHandshakes);

  handshakes->function = function;
  handshakes->user_data = user_data;
  handshakes->running = g_ptr_array_new ();
  g_queue_init (&handshakes->waiting);
  return handshakes;
}

/* Nobody is called any more. */
void
fb_handshakes_stop (FbHandshakes *handshakes)
{
  handshakes->function = NULL;
}

static void
fb_handshakes_clear (gpointer data)
{
  FbHandshakes *handshakes = data;

  g_ptr_array_unref (handshakes->running);
}

void
fb_handshakes_unref (FbHandshakes *handshakes)
{
  g_rc_box_release_full (handshakes, fb_handshakes_clear);
}

/**
 * fb_handshakes_begin:
 * @handshakes: the handshakes
 * @connection: a connection that was accepted
 * @certificate: what is shown to the sender
 * @visit: its visit, which bounds the time
 * @remote: where it comes from
 */
void
fb_handshakes_begin (FbHandshakes *handshakes,
                     GSocketConnection *connection,
                     GTlsCertificate *certificate,
                     FbVisit *visit,
                     GSocketAddress *remote)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSource) source = g_socket_create_source (socket, G_IO_IN, NULL);
  Handshake *handshake = g_new0 (Handshake, 1);

  handshake->handshakes = g_rc_box_acquire (handshakes);
  handshake->connection = g_object_ref (connection);
  handshake->certificate = g_object_ref (certificate);
  handshake->visit = fb_visit_ref (visit);
  handshake->remote = g_object_ref (remote);
  wait_for_bytes (handshake, RECORD_HEADER_BYTES);
  g_source_set_callback (source, G_SOURCE_FUNC (on_readable), handshake, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}
