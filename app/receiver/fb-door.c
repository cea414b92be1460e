/* fb-door.c
 *
 * Where senders come in: accepts connections, limits how many there are and how long each may take.
 * libsoup could listen itself, but after one failed accept it never accepts again, and it knows no
 * limits; so it gets only what the door lets in. With a certificate that is what has ended its TLS
 * handshake, within the time that there is for a request's headers.
 *
 * When the house is full the door stops accepting: senders wait in the kernel's queue. Out of
 * descriptors or memory, it rests for a moment and tries again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-door.h"

#include <gio/gnetworking.h>

#include "fb-answer.h"
#include "fb-handshakes.h"
#include "fb-stays.h"

#define BACKLOG 512

/* How many are let in before others of the thread's sources have their turn. */
#define ACCEPT_AT_ONCE 16

#define REST_MS 100

/* Those who are told that they are too many, and may take the time to hear it. */
#define MAX_TURNED_AWAY 32

struct _FbDoor
{
  GObject parent_instance;

  GMainContext *context;
  FbReceiverLimits limits;
  GTlsCertificate *certificate; /* NULL: plain HTTP is spoken */
  FbHandshakes *handshakes;
  GSocket *socket;
  GSocketAddress *local;
  GSource *accepting;
  GSource *resting;
  FbStays *stays;
};

static guint entered_signal;

G_DEFINE_FINAL_TYPE (FbDoor, fb_door, G_TYPE_OBJECT)

static void resume_accepting (FbDoor *self);

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static GSource *
start_timer (FbDoor *self, guint ms, GSourceFunc callback)
{
  GSource *source = g_timeout_source_new (ms);

  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, self->context);
  return source;
}

static void
turn_away (FbDoor *self, GSocketConnection *connection, GSocketAddress *remote)
{
  if (fb_stays_get_n_turned_away (self->stays) == MAX_TURNED_AWAY)
    return;

  g_debug ("A sender has too many connections");
  FbVisit *visit = fb_stays_begin (self->stays, connection, remote, self->limits.total_ms, TRUE);
  fb_visit_enter (visit, FB_VISIT_LINGERING, self->limits.linger_ms);
  fb_answer_give_on_stream (&fb_answer_too_many, TRUE, g_object_ref (G_IO_STREAM (connection)),
                            visit);
}

static void
let_in (FbDoor *self, GSocket *socket)
{
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  if (remote == NULL)
    return;

  /* An answer is written in two pieces; the second must not wait until the first is acknowledged.
   */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  if (fb_stays_count_from (self->stays, remote) >= self->limits.connections_per_address)
    {
      turn_away (self, connection, remote);
      return;
    }

  FbVisit *visit = fb_stays_begin (self->stays, connection, remote, self->limits.total_ms, FALSE);
  if (self->certificate != NULL)
    {
      fb_visit_enter (visit, FB_VISIT_HANDSHAKE, self->limits.header_ms);
      fb_handshakes_begin (self->handshakes, connection, self->certificate, visit, remote);
      return;
    }
  fb_visit_enter (visit, FB_VISIT_HEADERS, self->limits.header_ms);
  g_signal_emit (self, entered_signal, 0, connection, self->local, remote);
}

static void
on_shaken (GIOStream *stream, FbVisit *visit, GSocketAddress *remote, gpointer user_data)
{
  FbDoor *self = user_data;
  g_autoptr (GIOStream) connection = NULL;

  /* The door may have been closed or moved meanwhile; who was let in may stay. */
  g_object_get (stream, "base-io-stream", &connection, NULL);
  g_autoptr (GSocketAddress) local =
    g_socket_connection_get_local_address (G_SOCKET_CONNECTION (connection), NULL);
  if (local == NULL)
    return;

  fb_visit_set_stream (visit, stream);
  fb_visit_pass_to (visit, FB_VISIT_HEADERS);
  g_signal_emit (self, entered_signal, 0, stream, local, remote);
}

static gboolean
is_full (FbDoor *self)
{
  return fb_stays_get_n (self->stays) >=
         self->limits.connections + fb_stays_get_n_turned_away (self->stays);
}

static gboolean
on_rested (gpointer user_data)
{
  FbDoor *self = user_data;

  g_clear_pointer (&self->resting, g_source_unref);
  resume_accepting (self);
  return G_SOURCE_REMOVE;
}

/* Without a rest a level-triggered source would spin until a descriptor is free. */
static void
rest (FbDoor *self, const GError *error)
{
  g_message ("No connection can be accepted for a moment: %s", error->message);
  clear_source (&self->accepting);
  if (self->resting == NULL)
    self->resting = start_timer (self, REST_MS, on_rested);
}

static gboolean
on_acceptable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  FbDoor *self = user_data;

  for (guint i = 0; i < ACCEPT_AT_ONCE && !is_full (self); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) accepted = g_socket_accept (socket, NULL, &error);

      if (accepted != NULL)
        let_in (self, accepted);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return G_SOURCE_CONTINUE;
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
        {
          rest (self, error);
          return G_SOURCE_REMOVE;
        }
    }
  if (!is_full (self))
    return G_SOURCE_CONTINUE;
  clear_source (&self->accepting);
  return G_SOURCE_REMOVE;
}

static void
resume_accepting (FbDoor *self)
{
  if (self->socket == NULL || self->accepting != NULL || self->resting != NULL || is_full (self))
    return;

  self->accepting = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->accepting, G_SOURCE_FUNC (on_acceptable), self, NULL);
  g_source_attach (self->accepting, self->context);
}

static void
fb_door_dispose (GObject *object)
{
  FbDoor *self = FB_DOOR (object);

  fb_door_close (self);
  fb_stays_stop (self->stays);
  g_clear_object (&self->certificate);
  fb_handshakes_stop (self->handshakes);
  G_OBJECT_CLASS (fb_door_parent_class)->dispose (object);
}

static void
fb_door_finalize (GObject *object)
{
  FbDoor *self = FB_DOOR (object);

  fb_handshakes_unref (self->handshakes);
  fb_stays_unref (self->stays);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (fb_door_parent_class)->finalize (object);
}

static void
fb_door_class_init (FbDoorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_door_dispose;
  object_class->finalize = fb_door_finalize;

  entered_signal =
    g_signal_new ("entered", FB_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  G_TYPE_IO_STREAM, G_TYPE_SOCKET_ADDRESS, G_TYPE_SOCKET_ADDRESS);
}

static void
fb_door_init (FbDoor *self)
{
  self->handshakes = fb_handshakes_new (on_shaken, self);
}

static void
on_left (gpointer user_data)
{
  resume_accepting (user_data);
}

/**
 * fb_door_new:
 * @limits: what is borne
 * @context: the main context that it works in; it is for the thread alone that runs this one
 *
 * Returns: (transfer full): a closed door
 */
FbDoor *
fb_door_new (const FbReceiverLimits *limits, GMainContext *context)
{
  FbDoor *self = g_object_new (FB_TYPE_DOOR, NULL);

  self->limits = *limits;
  self->context = g_main_context_ref (context);
  self->stays = fb_stays_new (context, on_left, self);
  return self;
}

/* From now on; who is in already keeps the time that he was given. */
void
fb_door_set_limits (FbDoor *self, const FbReceiverLimits *limits)
{
  g_return_if_fail (FB_IS_DOOR (self));

  self->limits = *limits;
  resume_accepting (self);
}

/**
 * fb_door_set_certificate:
 * @self: the door
 * @certificate: (nullable): what makes it one for HTTPS; %NULL for plain HTTP
 *
 * From now on; who is in already is not disturbed.
 */
void
fb_door_set_certificate (FbDoor *self, GTlsCertificate *certificate)
{
  g_return_if_fail (FB_IS_DOOR (self));

  g_set_object (&self->certificate, certificate);
}

static GSocket *
listen_on (GSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;
  return g_steal_pointer (&socket);
}

/**
 * fb_door_open:
 * @self: the door
 * @address: an IP address
 * @port: a port; 0 for any that is free
 * @error: (optional): where to say why not, as a #GIOErrorEnum
 *
 * Moves the door, if it is open already: the new place is taken before the old one is left, unless
 * the two exclude each other. If it can't be opened in the new place, it is open nowhere.
 *
 * Returns: whether it is open
 */
gboolean
fb_door_open (FbDoor *self, const char *address, guint port, GError **error)
{
  g_return_val_if_fail (FB_IS_DOOR (self), FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  g_autoptr (GSocketAddress) place = g_inet_socket_address_new_from_string (address, port);
  if (place == NULL || port > G_MAXUINT16)
    {
      fb_door_close (self);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "%s, port %u, is no IP address and port", address, port);
      return FALSE;
    }

  g_autoptr (GSocket) socket = listen_on (place, NULL);
  fb_door_close (self);
  if (socket == NULL)
    socket = listen_on (place, error);
  if (socket == NULL)
    return FALSE;

  self->local = g_socket_get_local_address (socket, error);
  if (self->local == NULL)
    return FALSE;
  self->socket = g_steal_pointer (&socket);
  resume_accepting (self);
  return TRUE;
}

/**
 * fb_door_close:
 * @self: the door
 *
 * Nobody comes in any more; who is in may stay.
 */
void
fb_door_close (FbDoor *self)
{
  g_return_if_fail (FB_IS_DOOR (self));

  clear_source (&self->accepting);
  clear_source (&self->resting);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
  g_clear_object (&self->local);
}

/**
 * fb_door_get_port:
 * @self: the door
 *
 * Returns: the port where it is open, or 0
 */
guint
fb_door_get_port (FbDoor *self)
{
  g_return_val_if_fail (FB_IS_DOOR (self), 0);

  return self->local != NULL ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (self->local))
                             : 0;
}

guint
fb_door_get_n_visits (FbDoor *self)
{
  g_return_val_if_fail (FB_IS_DOOR (self), 0);

  return fb_stays_get_n (self->stays);
}

/**
 * fb_door_hurry:
 * @self: the door
 * @limit_ms: how long those who have not said yet what they want may take over it
 */
void
fb_door_hurry (FbDoor *self, guint limit_ms)
{
  g_return_if_fail (FB_IS_DOOR (self));

  fb_stays_hurry (self->stays, limit_ms);
}

/**
 * fb_door_clear:
 * @self: the door
 *
 * Ends every connection, whatever is going on there.
 */
void
fb_door_clear (FbDoor *self)
{
  g_return_if_fail (FB_IS_DOOR (self));

  fb_stays_clear (self->stays);
}
