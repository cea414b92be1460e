/* fb-listener.c
 *
 * Accepts connections, and limits how many there are and how long each may take. libsoup could
 * listen itself, but after one failed accept it never accepts again, and it has no limits; so it
 * gets only the connections that the listener passes on. With a certificate these are encrypted.
 *
 * Connections that have not shown a right password are waiting: at their limits the one that has
 * waited longest makes room for the newest, so that no number of silent connections keeps others
 * out. Those with a right password have a limit of their own; at that nothing more is accepted, and
 * connections wait in the kernel's queue. Without descriptors or memory, the listener pauses for a
 * moment and tries again.
 *
 * Limits for one address don't count for a proxy or the end of a tunnel, from which all senders
 * come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-listener.h"

#include <gio/gnetworking.h>

#include "fb-client-table.h"
#include "fb-descriptor-limit.h"
#include "fb-tls-acceptor.h"

#define BACKLOG 4096

/* How many are accepted before other sources of the thread have their turn. */
#define ACCEPT_AT_ONCE 16

#define PAUSE_MS 100

/* Descriptors that are left for files, the database and the desktop. */
#define OTHER_DESCRIPTORS 512

struct _FbListener
{
  GObject parent_instance;

  GMainContext *context;
  FbReceiverConfig *config;
  FbTlsAcceptor *acceptor;
  GSocket *socket;
  GSocketAddress *local;
  GSource *accept_source;
  GSource *pause_timer;
  FbClientTable *table;
  guint max_waiting;
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

/* A proxy, or the local end of a tunnel where the receiver listens on this computer alone. */
static gboolean
is_shared (const FbReceiverConfig *config, GSocketAddress *remote)
{
  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return FALSE;

  g_autoptr (GInetAddress) address =
    fb_address_normalize (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  return fb_address_list_has (config->trusted_proxies, address) ||
         (g_inet_address_get_is_loopback (address) && fb_address_is_loopback (config->address));
}

static void
accept_socket (FbListener *self, GSocket *socket)
{
  const FbReceiverLimits *limits = &self->config->limits;
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (socket);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  if (remote == NULL)
    return;

  /* A response is written in two pieces; the second must not wait until the first is acknowledged.
   */
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  FbClient *client = fb_client_table_add (self->table, connection, remote, limits->total_ms);
  fb_client_set_is_shared (client, is_shared (self->config, remote));
  fb_client_table_make_room (self->table, client, self->max_waiting,
                             limits->waiting_connections_per_address);
  if (self->config->credentials != NULL)
    {
      fb_client_begin_phase (client, FB_CLIENT_HANDSHAKE, limits->header_ms);
      fb_tls_acceptor_accept (self->acceptor, connection, self->config->credentials, client,
                              remote);
      return;
    }
  fb_client_begin_phase (client, FB_CLIENT_HEADERS, limits->header_ms);
  g_signal_emit (self, accepted_signal, 0, connection, self->local, remote);
}

static void
on_tls_accepted (FbTlsStream *stream, FbClient *client, GSocketAddress *remote, gpointer user_data)
{
  FbListener *self = user_data;

  /* The listener may have been closed or moved meanwhile; the connection stays. */
  g_autoptr (GSocketAddress) local =
    g_socket_connection_get_local_address (fb_tls_stream_get_connection (stream), NULL);
  if (local == NULL)
    return;

  fb_client_set_stream (client, G_IO_STREAM (stream));
  fb_client_continue_phase (client, FB_CLIENT_HEADERS);
  g_signal_emit (self, accepted_signal, 0, stream, local, remote);
}

static gboolean
is_full (FbListener *self)
{
  return fb_client_table_get_n_served (self->table) >= self->config->limits.connections;
}

static gboolean
on_paused (gpointer user_data)
{
  FbListener *self = user_data;

  g_clear_pointer (&self->pause_timer, g_source_unref);
  resume_accepting (self);
  return G_SOURCE_REMOVE;
}

/* Otherwise a level-triggered source would spin until there is a descriptor. */
static void
pause_accepting (FbListener *self, const GError *error)
{
  g_message ("No connection can be accepted for a moment: %s", error->message);
  fb_client_table_close_longest_waiting (self->table);
  clear_source (&self->accept_source);
  if (self->pause_timer == NULL)
    self->pause_timer = start_timer (self, PAUSE_MS, on_paused);
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
          pause_accepting (self, error);
          return G_SOURCE_REMOVE;
        }
    }
  if (!is_full (self))
    return G_SOURCE_CONTINUE;
  clear_source (&self->accept_source);
  return G_SOURCE_REMOVE;
}

static void
resume_accepting (FbListener *self)
{
  if (self->socket == NULL || self->accept_source != NULL || self->pause_timer != NULL ||
      is_full (self))
    return;

  self->accept_source = g_socket_create_source (self->socket, G_IO_IN, NULL);
  g_source_set_callback (self->accept_source, G_SOURCE_FUNC (on_acceptable), self, NULL);
  g_source_attach (self->accept_source, self->context);
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

/* Every limit counts, as far as there are descriptors. */
static void
update_max_waiting (FbListener *self)
{
  const FbReceiverLimits *limits = &self->config->limits;
  guint others = limits->connections + OTHER_DESCRIPTORS;
  guint available = fb_descriptor_limit_raise (others + limits->waiting_connections);

  self->max_waiting =
    MIN (limits->waiting_connections, available > others ? available - others : 1);
}

/**
 * fb_listener_new:
 * @config: what the receiver is set to
 * @dup_refusal: words what a client is told whose connection ends before it is served
 * @refusal_data: for @dup_refusal; it outlives all connections
 * @context: the main context to work in; the listener belongs to the thread that runs it
 *
 * Returns: (transfer full): a closed listener
 */
FbListener *
fb_listener_new (FbReceiverConfig *config,
                 FbRefusalFunc dup_refusal,
                 gpointer refusal_data,
                 GMainContext *context)
{
  FbListener *self = g_object_new (FB_TYPE_LISTENER, NULL);

  self->config = fb_receiver_config_ref (config);
  self->context = g_main_context_ref (context);
  self->acceptor = fb_tls_acceptor_new (context, on_tls_accepted, dup_refusal, refusal_data, self);
  self->table = fb_client_table_new (context, dup_refusal, refusal_data, on_closed, self);
  update_max_waiting (self);
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
  update_max_waiting (self);
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
 * @self: a listener
 *
 * Accepts no more connections. Those that are open stay.
 */
void
fb_listener_close (FbListener *self)
{
  g_return_if_fail (FB_IS_LISTENER (self));

  clear_source (&self->accept_source);
  clear_source (&self->pause_timer);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
  g_clear_object (&self->local);
}

/**
 * fb_listener_get_port:
 * @self: a listener
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

/**
 * fb_listener_get_n_clients:
 * @self: a listener
 *
 * Returns: how many connections are open
 */
guint
fb_listener_get_n_clients (FbListener *self)
{
  g_return_val_if_fail (FB_IS_LISTENER (self), 0);

  return fb_client_table_get_n_clients (self->table);
}

/**
 * fb_listener_shorten_deadlines:
 * @self: a listener
 * @limit_ms: the time that is left for headers that have not been received yet, in milliseconds
 */
void
fb_listener_shorten_deadlines (FbListener *self, guint limit_ms)
{
  g_return_if_fail (FB_IS_LISTENER (self));

  fb_client_table_shorten_deadlines (self->table, limit_ms);
}

/**
 * fb_listener_close_clients:
 * @self: a listener
 *
 * Ends all connections, whatever their phase.
 */
void
fb_listener_close_clients (FbListener *self)
{
  g_return_if_fail (FB_IS_LISTENER (self));

  fb_client_table_close_clients (self->table);
}
