/* fb-listener.c
 *
 * Where senders come in: accepts connections, limits how many there are and how long each may take.
 * libsoup could listen itself, but after one failed accept it never accepts again, and it knows no
 * limits; so it gets only what the listener lets in. With a certificate that is what has ended its
 * TLS handshake, within the time that there is for a request's headers.
 *
 * When the house is full the listener stops accepting: senders wait in the kernel's queue. Out of
 * descriptors or memory, it rests for a moment and tries again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-listener.h"

#include <gio/gnetworking.h>

#include "fb-client-table.h"
#include "fb-lingering-close.h"
#include "fb-tls-acceptor.h"

#define BACKLOG 512

/* How many are let in before others of the thread's sources have their turn. */
#define ACCEPT_AT_ONCE 16

#define REST_MS 100

/* Those who are told that they are too many, and may take the time to hear it. */
#define MAX_REFUSED 32

struct _FbListener
{
  GObject parent_instance;

  GMainContext *context;
  FbReceiverConfig *config;
  FbRefusalFunc dup_refusal;
  FbTlsAcceptor *acceptor;
  GSocket *socket;
  GSocketAddress *local;
  GSource *accepting;
  GSource *resting;
  FbClientTable *table;
};

static guint accepted_signal;

G_DEFINE_FINAL_TYPE (FbListener, fb_listener, G_TYPE_OBJECT)

static void resume_accepting (FbListener *self);

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static GSource *
start_timer (FbListener *self, guint ms, GSourceFunc callback)
{
  GSource *source = g_timeout_source_new (ms);

  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, self->context);
  return source;
}

static void
refuse (FbListener *self, GSocketConnection *connection, GSocketAddress *remote)
{
  if (fb_client_table_get_n_refused (self->table) == MAX_REFUSED)
    return;

  g_debug ("A sender has too many connections");
  FbClient *client =
    fb_client_table_add (self->table, connection, remote, self->config->limits.total_ms, TRUE);
  fb_client_begin_phase (client, FB_CLIENT_LINGERING, self->config->limits.linger_ms);
  fb_lingering_close (g_object_ref (G_IO_STREAM (connection)),
                      self->dup_refusal (FB_REFUSAL_TOO_MANY), client);
}

static void
accept_socket (FbListener *self, GSocket *socket)
{
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  if (remote == NULL)
    return;

  /* An response is written in two pieces; the second must not wait until the first is acknowledged.
   */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  if (fb_client_table_count_from (self->table, remote) >=
      self->config->limits.connections_per_address)
    {
      refuse (self, connection, remote);
      return;
    }

  FbClient *client =
    fb_client_table_add (self->table, connection, remote, self->config->limits.total_ms, FALSE);
  if (self->config->certificate != NULL)
    {
      fb_client_begin_phase (client, FB_CLIENT_HANDSHAKE, self->config->limits.header_ms);
      fb_tls_acceptor_accept (self->acceptor, connection, self->config->certificate, client,
                              remote);
      return;
    }
  fb_client_begin_phase (client, FB_CLIENT_HEADERS, self->config->limits.header_ms);
  g_signal_emit (self, accepted_signal, 0, connection, self->local, remote);
}

static void
on_tls_accepted (GIOStream *stream, FbClient *client, GSocketAddress *remote, gpointer user_data)
{
  FbListener *self = user_data;
  g_autoptr (GIOStream) connection = NULL;

  /* The listener may have been closed or moved meanwhile; who was let in may stay. */
  g_object_get (stream, "base-io-stream", &connection, NULL);
  g_autoptr (GSocketAddress) local =
    g_socket_connection_get_local_address (G_SOCKET_CONNECTION (connection), NULL);
  if (local == NULL)
    return;

  fb_client_set_stream (client, stream);
  fb_client_continue_phase (client, FB_CLIENT_HEADERS);
  g_signal_emit (self, accepted_signal, 0, stream, local, remote);
}

static gboolean
is_full (FbListener *self)
{
  return fb_client_table_get_n_clients (self->table) >=
         self->config->limits.connections + fb_client_table_get_n_refused (self->table);
}

static gboolean
on_rested (gpointer user_data)
{
  FbListener *self = user_data;

  g_clear_pointer (&self->resting, g_source_unref);
  resume_accepting (self);
  return G_SOURCE_REMOVE;
}

/* Without a rest a level-triggered source would spin until a descriptor is free. */
static void
rest (FbListener *self, const GError *error)
{
  g_message ("No connection can be accepted for a moment: %s", error->message);
  clear_source (&self->accepting);
  if (self->resting == NULL)
    self->resting = start_timer (self, REST_MS, on_rested);
}

static gboolean
on_acceptable (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  FbListener *self = user_data;

  for (guint i = 0; i < ACCEPT_AT_ONCE && !is_full (self); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) accepted = g_socket_accept (socket, NULL, &error);

      if (accepted != NULL)
        accept_socket (self, accepted);
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
resume_accepting (FbListener *self)
{
  if (self->socket == NULL || self->accepting != NULL || self->resting != NULL || is_full (self))
    return;

  self->accepting = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->accepting, G_SOURCE_FUNC (on_acceptable), self, NULL);
  g_source_attach (self->accepting, self->context);
}

static void
fb_listener_dispose (GObject *object)
{
  FbListener *self = FB_LISTENER (object);

  fb_listener_close (self);
  fb_client_table_stop (self->table);
  fb_tls_acceptor_stop (self->acceptor);
  G_OBJECT_CLASS (fb_listener_parent_class)->dispose (object);
}

static void
fb_listener_finalize (GObject *object)
{
  FbListener *self = FB_LISTENER (object);

  fb_tls_acceptor_unref (self->acceptor);
  fb_client_table_unref (self->table);
  fb_receiver_config_unref (self->config);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (fb_listener_parent_class)->finalize (object);
}

static void
fb_listener_class_init (FbListenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_listener_dispose;
  object_class->finalize = fb_listener_finalize;

  accepted_signal =
    g_signal_new ("accepted", FB_TYPE_LISTENER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                  3, G_TYPE_IO_STREAM, G_TYPE_SOCKET_ADDRESS, G_TYPE_SOCKET_ADDRESS);
}

static void
fb_listener_init (FbListener *self)
{
}

static void
on_closed (gpointer user_data)
{
  resume_accepting (user_data);
}

/**
 * fb_listener_new:
 * @config: what the receiver is set to
 * @dup_refusal: words what a client is told whose connection ends before it is served
 * @context: the main context to work in; the listener belongs to the thread that runs it
 *
 * Returns: (transfer full): a closed listener
 */
FbListener *
fb_listener_new (FbReceiverConfig *config, FbRefusalFunc dup_refusal, GMainContext *context)
{
  FbListener *self = g_object_new (FB_TYPE_LISTENER, NULL);

  self->config = fb_receiver_config_ref (config);
  self->dup_refusal = dup_refusal;
  self->context = g_main_context_ref (context);
  self->acceptor = fb_tls_acceptor_new (on_tls_accepted, dup_refusal, self);
  self->table = fb_client_table_new (context, dup_refusal, on_closed, self);
  return self;
}

/**
 * fb_listener_set_config:
 * @self: a listener
 * @config: what the receiver is set to from now on
 *
 * Takes effect for connections that are accepted from now on; those that are open keep their
 * certificate and their deadlines. The listener stays open, or closed, where it is.
 */
void
fb_listener_set_config (FbListener *self, FbReceiverConfig *config)
{
  g_return_if_fail (FB_IS_LISTENER (self));

  FbReceiverConfig *before = self->config;
  self->config = fb_receiver_config_ref (config);
  fb_receiver_config_unref (before);
  resume_accepting (self);
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
 * fb_listener_open:
 * @self: a listener
 * @error: (optional): where to store the reason, as a #GIOErrorEnum:
 *   %G_IO_ERROR_INVALID_ARGUMENT if the address is none, or as g_socket_bind() has it
 *
 * Listens at the configured address and port. A listener that is open moves there: the new address
 * is bound before the old one is given up, unless the two exclude each other. On failure it is
 * closed.
 *
 * Returns: whether it is open
 */
gboolean
fb_listener_open (FbListener *self, GError **error)
{
  g_return_val_if_fail (FB_IS_LISTENER (self), FALSE);

  const FbReceiverConfig *config = self->config;
  g_autoptr (GSocketAddress) address =
    g_inet_socket_address_new_from_string (config->address, config->port);
  if (address == NULL || config->port > G_MAXUINT16)
    {
      fb_listener_close (self);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "%s, port %u, is no IP address and port", config->address, config->port);
      return FALSE;
    }

  g_autoptr (GSocket) socket = listen_on (address, NULL);
  fb_listener_close (self);
  if (socket == NULL)
    socket = listen_on (address, error);
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
 * fb_listener_close:
 * @self: the listener
 *
 * Nobody comes in any more; who is in may stay.
 */
void
fb_listener_close (FbListener *self)
{
  g_return_if_fail (FB_IS_LISTENER (self));

  clear_source (&self->accepting);
  clear_source (&self->resting);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
  g_clear_object (&self->local);
}

/**
 * fb_listener_get_port:
 * @self: the listener
 *
 * Returns: the port where it is open, or 0
 */
guint
fb_listener_get_port (FbListener *self)
{
  g_return_val_if_fail (FB_IS_LISTENER (self), 0);

  return self->local != NULL ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (self->local))
                             : 0;
}

guint
fb_listener_get_n_clients (FbListener *self)
{
  g_return_val_if_fail (FB_IS_LISTENER (self), 0);

  return fb_client_table_get_n_clients (self->table);
}

/**
 * fb_listener_shorten_deadlines:
 * @self: the listener
 * @limit_ms: how long those who have not said yet what they want may take over it
 */
void
fb_listener_shorten_deadlines (FbListener *self, guint limit_ms)
{
  g_return_if_fail (FB_IS_LISTENER (self));

  fb_client_table_shorten_deadlines (self->table, limit_ms);
}

/**
 * fb_listener_close_clients:
 * @self: the listener
 *
 * Ends every connection, whatever is going on there.
 */
void
fb_listener_close_clients (FbListener *self)
{
  g_return_if_fail (FB_IS_LISTENER (self));

  fb_client_table_close_clients (self->table);
}
