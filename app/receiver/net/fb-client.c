/* fb-client.c
 *
 * One connection and its deadlines. There are two: for the phase that it is in, which starts anew
 * when a body makes progress, and for the connection as a whole, which doesn't, so that a client
 * that sends one byte at a time comes to an end, too. When one has passed the socket is shut down:
 * libsoup then sees an end of file, and cleans up as after any client that has disconnected.
 *
 * libsoup returns the remote address of a request as the very object that it got from the listener.
 * That is how a request finds its client.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-client.h"

#include <string.h>

struct _FbClient
{
  GSocket *socket; /* NULL once the connection has ended */
  GWeakRef stream; /* the TLS stream over the socket, if any; it keeps us alive, not we it */
  GInetAddress *address;
  gboolean is_shared;
  FbClientPhase phase;
  gint64 waiting_since;
  gint64 phase_limit;
  gint64 phase_deadline;
  gint64 total_deadline;
  gboolean is_shut_down;
  FbClientFunc on_shutdown;
  gpointer user_data;
};

static GQuark fb_client_quark (void);
G_DEFINE_QUARK (fb_client, fb_client)

/**
 * fb_client_new:
 * @socket: the connection's socket
 * @remote: its remote address; fb_client_from_address() finds the client by this very object
 * @total_ms: how long the connection may last from now, in milliseconds
 *
 * Returns: (transfer full): a client in the phase %FB_CLIENT_HEADERS
 */
FbClient *
fb_client_new (GSocket *socket, GSocketAddress *remote, guint total_ms)
{
  FbClient *client = g_rc_box_new0 (FbClient);

  client->socket = g_object_ref (socket);
  g_weak_ref_init (&client->stream, NULL);
  if (G_IS_INET_SOCKET_ADDRESS (remote))
    client->address =
      g_object_ref (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  client->phase = FB_CLIENT_HEADERS;
  client->waiting_since = g_get_monotonic_time ();
  client->total_deadline = client->waiting_since + total_ms * G_TIME_SPAN_MILLISECOND;
  client->phase_deadline = client->total_deadline;
  g_object_set_qdata_full (G_OBJECT (remote), fb_client_quark (), fb_client_ref (client),
                           (GDestroyNotify) fb_client_unref);
  return client;
}

/**
 * fb_client_ref:
 * @client: a client
 *
 * Returns: (transfer full): another reference to it
 */
FbClient *
fb_client_ref (FbClient *client)
{
  return g_rc_box_acquire (client);
}

static void
fb_client_clear (gpointer data)
{
  FbClient *client = data;

  g_weak_ref_clear (&client->stream);
  g_clear_object (&client->socket);
  g_clear_object (&client->address);
}

/**
 * fb_client_unref:
 * @client: (transfer full): a client
 *
 * Gives up a reference. The connection stays open.
 */
void
fb_client_unref (FbClient *client)
{
  g_rc_box_release_full (client, fb_client_clear);
}

/**
 * fb_client_from_address:
 * @remote: (nullable): the remote address of a request
 *
 * Returns: (transfer none) (nullable): the client that makes the request
 */
FbClient *
fb_client_from_address (GSocketAddress *remote)
{
  return remote != NULL ? g_object_get_qdata (G_OBJECT (remote), fb_client_quark ()) : NULL;
}

/**
 * fb_client_set_is_shared:
 * @client: a client
 * @is_shared: whether many senders share its address, as behind a proxy or a tunnel
 *
 * Limits for one address don't count for such a client.
 */
void
fb_client_set_is_shared (FbClient *client, gboolean is_shared)
{
  client->is_shared = is_shared;
}

/**
 * fb_client_is_shared:
 * @client: a client
 *
 * Returns: whether many senders share its address
 */
gboolean
fb_client_is_shared (const FbClient *client)
{
  return client->is_shared;
}

/* With IPv6 a sender has a whole /64. GLib has mapped IPv4 addresses as IPv4. */
static gsize
significant_bytes (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 ? 4 : 8;
}

/**
 * fb_client_get_address:
 * @client: a client
 *
 * Returns: (transfer none) (nullable): the address that it has connected from, which may be that of
 *   a proxy
 */
GInetAddress *
fb_client_get_address (const FbClient *client)
{
  return client->address;
}

/**
 * fb_client_has_same_address:
 * @client: a client
 * @other: another one
 *
 * Returns: whether both have the same address; with IPv6, addresses in the same /64
 */
gboolean
fb_client_has_same_address (const FbClient *client, const FbClient *other)
{
  return client->address != NULL && other->address != NULL &&
         g_inet_address_get_family (client->address) ==
           g_inet_address_get_family (other->address) &&
         memcmp (g_inet_address_to_bytes (client->address),
                 g_inet_address_to_bytes (other->address),
                 significant_bytes (client->address)) == 0;
}

static void
enter_phase (FbClient *client, FbClientPhase phase)
{
  client->phase = phase;
  client->waiting_since = g_get_monotonic_time ();
}

/**
 * fb_client_begin_phase:
 * @client: a client
 * @phase: the phase that begins
 * @limit_ms: how long it may take, in milliseconds; 0 for as long as the whole connection may
 *
 * Sets a new deadline.
 */
void
fb_client_begin_phase (FbClient *client, FbClientPhase phase, guint limit_ms)
{
  enter_phase (client, phase);
  client->phase_limit = limit_ms * G_TIME_SPAN_MILLISECOND;
  fb_client_note_progress (client);
}

/**
 * fb_client_continue_phase:
 * @client: a client
 * @phase: the phase that begins
 *
 * Keeps the deadline of the phase before.
 */
void
fb_client_continue_phase (FbClient *client, FbClientPhase phase)
{
  enter_phase (client, phase);
}

/**
 * fb_client_get_phase:
 * @client: a client
 *
 * Returns: its phase
 */
FbClientPhase
fb_client_get_phase (const FbClient *client)
{
  return client->phase;
}

/**
 * fb_client_note_progress:
 * @client: a client
 *
 * Starts the time of its phase anew.
 */
void
fb_client_note_progress (FbClient *client)
{
  if (client->is_shut_down)
    return;
  if (client->phase_limit == 0)
    client->phase_deadline = client->total_deadline;
  else
    client->phase_deadline =
      MIN (g_get_monotonic_time () + client->phase_limit, client->total_deadline);
}

/**
 * fb_client_extend_deadlines:
 * @client: a client
 * @delay: what is added to both deadlines, in microseconds
 *
 * Does nothing to a client that was shut down.
 */
void
fb_client_extend_deadlines (FbClient *client, gint64 delay)
{
  if (client->is_shut_down)
    return;
  client->phase_deadline += delay;
  client->total_deadline += delay;
}

/**
 * fb_client_is_overdue:
 * @client: a client
 * @now: the monotonic time, in microseconds
 *
 * Returns: whether a deadline has passed
 */
gboolean
fb_client_is_overdue (const FbClient *client, gint64 now)
{
  return now >= client->phase_deadline;
}

/**
 * fb_client_is_shut_down:
 * @client: a client
 *
 * Returns: whether fb_client_shutdown() was called, and the connection is about to end
 */
gboolean
fb_client_is_shut_down (const FbClient *client)
{
  return client->is_shut_down;
}

/**
 * fb_client_is_waiting:
 * @client: a client
 *
 * Returns: whether it may make room for others: it has not shown a right password, and is not shut
 *   down yet
 */
gboolean
fb_client_is_waiting (const FbClient *client)
{
  return client->phase <= FB_CLIENT_REFUSED && !client->is_shut_down;
}

/**
 * fb_client_get_waiting_since:
 * @client: a client
 *
 * Returns: when its phase began, as monotonic time in microseconds
 */
gint64
fb_client_get_waiting_since (const FbClient *client)
{
  return client->waiting_since;
}

/**
 * fb_client_set_stream:
 * @client: a client
 * @stream: the stream over its socket that data has to be sent through from now on, as with TLS
 */
void
fb_client_set_stream (FbClient *client, GIOStream *stream)
{
  g_weak_ref_set (&client->stream, stream);
}

static gssize
send_through (GIOStream *stream, const char *text, gsize length)
{
  GPollableOutputStream *output = G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (stream));

  return g_pollable_output_stream_write_nonblocking (output, text, length, NULL, NULL);
}

/**
 * fb_client_send_now:
 * @client: a client that libsoup has not sent anything to
 * @text: a short response
 *
 * Sends it without waiting.
 *
 * Returns: whether all of it could be sent
 */
gboolean
fb_client_send_now (FbClient *client, const char *text)
{
  gssize length = (gssize) strlen (text);
  g_autoptr (GIOStream) stream = g_weak_ref_get (&client->stream);

  if (client->socket == NULL)
    return FALSE;
  if (stream != NULL)
    return send_through (stream, text, (gsize) length) == length;
  return g_socket_send_with_blocking (client->socket, text, (gsize) length, FALSE, NULL, NULL) ==
         length;
}

/**
 * fb_client_shutdown_output:
 * @client: a client
 *
 * Ends our side of the connection, while what the client sends is still received.
 */
void
fb_client_shutdown_output (FbClient *client)
{
  if (client->socket != NULL)
    g_socket_shutdown (client->socket, FALSE, TRUE, NULL);
}

/**
 * fb_client_set_shutdown_func:
 * @client: a client
 * @function: (nullable): what fb_client_shutdown() calls; %NULL for nothing any more
 * @user_data: for @function
 *
 * For an owner of the connection that has to know at once, rather than by an end of file.
 */
void
fb_client_set_shutdown_func (FbClient *client, FbClientFunc function, gpointer user_data)
{
  client->on_shutdown = function;
  client->user_data = user_data;
}

/**
 * fb_client_shutdown:
 * @client: a client
 *
 * Ends the connection, whatever its phase: its owner reads an end of file. Only the first call has
 * an effect.
 */
void
fb_client_shutdown (FbClient *client)
{
  if (client->is_shut_down)
    return;
  client->is_shut_down = TRUE;
  client->phase_deadline = client->total_deadline = G_MAXINT64;
  if (client->socket != NULL)
    g_socket_shutdown (client->socket, TRUE, TRUE, NULL);

  FbClientFunc function = g_steal_pointer (&client->on_shutdown);
  if (function != NULL)
    function (client->user_data);
}

/**
 * fb_client_detach:
 * @client: a client
 *
 * The connection has ended: its socket is being closed by its owner.
 */
void
fb_client_detach (FbClient *client)
{
  g_clear_object (&client->socket);
}
