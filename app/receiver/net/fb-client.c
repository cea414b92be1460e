/* fb-client.c
 *
 * One connection and its clock. Two times bound it: what the phase that it is in may take, which
 * starts anew when a body makes progress, and what all of it may take, which never does; so that a
 * sender of one byte at a time comes to an end, too. Whoever is overdue has his socket shut down:
 * libsoup then sees an end of file and cleans up as after any sender that went away.
 *
 * libsoup gives us a request's remote address as the very object that it got from the listener.
 * That is how a request finds its client.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-client.h"

#include <string.h>

struct _FbClient
{
  GSocket *socket; /* NULL once it has ended */
  GWeakRef stream; /* what is spoken through, if not the socket; it keeps us, not we it */
  GInetAddress *address;
  FbClientPhase phase;
  gint64 phase_limit;
  gint64 phase_deadline;
  gint64 total_deadline;
};

static GQuark fb_client_quark (void);
G_DEFINE_QUARK (fb_client, fb_client)

/**
 * fb_client_new:
 * @socket: the connection's socket
 * @remote: where it comes from; from now on fb_client_from_address() finds the client by it
 * @total_ms: how long it may take, from now
 *
 * Returns: (transfer full): the client
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
  client->total_deadline = g_get_monotonic_time () + total_ms * G_TIME_SPAN_MILLISECOND;
  client->phase_deadline = client->total_deadline;
  g_object_set_qdata_full (G_OBJECT (remote), fb_client_quark (), fb_client_ref (client),
                           (GDestroyNotify) fb_client_unref);
  return client;
}

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

void
fb_client_unref (FbClient *client)
{
  g_rc_box_release_full (client, fb_client_clear);
}

/**
 * fb_client_from_address:
 * @remote: (nullable): a request's remote address
 *
 * Returns: (transfer none) (nullable): the client in which it is made
 */
FbClient *
fb_client_from_address (GSocketAddress *remote)
{
  return remote != NULL ? g_object_get_qdata (G_OBJECT (remote), fb_client_quark ()) : NULL;
}

/**
 * fb_client_begin_phase:
 * @client: a client
 * @phase: the phase that begins
 * @limit_ms: how long it may take; 0 for as long as the whole client may
 */
void
fb_client_begin_phase (FbClient *client, FbClientPhase phase, guint limit_ms)
{
  client->phase = phase;
  client->phase_limit = limit_ms * G_TIME_SPAN_MILLISECOND;
  fb_client_note_progress (client);
}

/* The next phase has what is left of the time of this one. */
void
fb_client_continue_phase (FbClient *client, FbClientPhase phase)
{
  client->phase = phase;
}

FbClientPhase
fb_client_get_phase (const FbClient *client)
{
  return client->phase;
}

/* There was progress: the phase's time starts anew. */
void
fb_client_note_progress (FbClient *client)
{
  if (client->phase_limit == 0)
    client->phase_deadline = client->total_deadline;
  else
    client->phase_deadline =
      MIN (g_get_monotonic_time () + client->phase_limit, client->total_deadline);
}

/**
 * fb_client_extend_deadlines:
 * @client: a client
 * @delay: what is added to its time, in microseconds; one that was shut table so
 */
void
fb_client_extend_deadlines (FbClient *client, gint64 delay)
{
  if (client->total_deadline == G_MAXINT64)
    return;
  client->phase_deadline += delay;
  client->total_deadline += delay;
}

gboolean
fb_client_is_overdue (const FbClient *client, gint64 now)
{
  return now >= client->phase_deadline;
}

/* With IPv6 one sender has a whole /64 to itself. GLib has IPv4 through IPv6 as IPv4. */
static gsize
significant_bytes (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4 ? 4 : 8;
}

/**
 * fb_client_has_address:
 * @client: a client
 * @address: an address
 *
 * Returns: whether it comes from there
 */
gboolean
fb_client_has_address (const FbClient *client, GInetAddress *address)
{
  return client->address != NULL &&
         g_inet_address_get_family (client->address) == g_inet_address_get_family (address) &&
         memcmp (g_inet_address_to_bytes (client->address), g_inet_address_to_bytes (address),
                 significant_bytes (address)) == 0;
}

/* Whether both come from the same address. */
gboolean
fb_client_has_same_address (const FbClient *client, const FbClient *other)
{
  return other->address != NULL && fb_client_has_address (client, other->address);
}

/* Tells the sender that nothing more will come, while what he sends is still taken. */
void
fb_client_shutdown_output (FbClient *client)
{
  if (client->socket != NULL)
    g_socket_shutdown (client->socket, FALSE, TRUE, NULL);
}

/* Ends it, whatever is going on: who reads sees an end of file. Once is enough. */
void
fb_client_shutdown (FbClient *client)
{
  client->phase_limit = 0;
  client->phase_deadline = client->total_deadline = G_MAXINT64;
  if (client->socket != NULL)
    g_socket_shutdown (client->socket, TRUE, TRUE, NULL);
}

/* It is over: its socket is being closed by who owns it. */
void
fb_client_detach (FbClient *client)
{
  g_clear_object (&client->socket);
}

/**
 * fb_client_set_stream:
 * @client: a client
 * @stream: the encrypted stream over its socket, which is what is spoken through from now on
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
 * @client: a client to which libsoup has not said anything yet
 * @text: a short response
 *
 * Returns: whether all of it could be sent without waiting
 */
gboolean
fb_client_send_now (FbClient *client, const char *text)
{
  gssize length = (gssize) strlen (text);
  g_autoptr (GIOStream) stream = g_weak_ref_get (&client->stream);

  if (stream != NULL)
    return client->socket != NULL && send_through (stream, text, (gsize) length) == length;
  return client->socket != NULL &&
         g_socket_send_with_blocking (client->socket, text, (gsize) length, FALSE, NULL, NULL) ==
           length;
}
