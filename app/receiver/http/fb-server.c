/* fb-server.c
 *
 * The receiver's thread: a main context of its own, in which the listener, SoupServer and all
 * requests live, so that neither a busy window nor a flood of posts is felt by the other. The
 * public functions are for the main thread and only pass messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-server.h"

#include <libsoup/soup.h>

#include "fb-listener.h"
#include "fb-request.h"
#include "fb-request-context.h"
#include "fb-response.h"

/* While stopping: how often it is seen whether all is done, and how long a silent sender has. */
#define STOP_CHECK_MS 20
#define STOP_HURRY_MS 1000

struct _FbServer
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;

  /* From here on for the thread alone. */
  FbRequestContext *request_context;
  FbListener *listener;
  SoupServer *soup;
  GTask *stopping;
  GSource *stop_check;
  gint64 stop_deadline;
};

static void
on_accepted (FbListener *listener,
             GIOStream *stream,
             GSocketAddress *local,
             GSocketAddress *remote,
             FbServer *server)
{
  g_autoptr (GError) error = NULL;

  if (!soup_server_accept_iostream (server->soup, stream, local, remote, &error))
    g_message ("A connection can't be served: %s", error->message);
}

static void
on_request_started (SoupServer *soup, SoupServerMessage *message, FbServer *server)
{
  fb_request_begin (server->request_context, message);
}

static void
on_request_read (SoupServer *soup,
                 SoupServerMessage *message,
                 const char *path,
                 GHashTable *query,
                 gpointer user_data)
{
  FbRequest *request = fb_request_from_message (message);

  if (request != NULL)
    fb_request_keep (request);
}

static gpointer
run (gpointer data)
{
  FbServer *server = data;

  g_main_context_push_thread_default (server->context);
  server->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (server->soup, NULL, on_request_read, server, NULL);
  g_signal_connect (server->soup, "request-started", G_CALLBACK (on_request_started), server);
  g_signal_connect (server->listener, "accepted", G_CALLBACK (on_accepted), server);

  g_main_loop_run (server->loop);

  /* Whoever is still there is cut off, and all that belongs to him let go. */
  fb_listener_close (server->listener);
  fb_listener_close_clients (server->listener);
  while (g_main_context_iteration (server->context, FALSE))
    ;
  soup_server_disconnect (server->soup);
  g_clear_object (&server->soup);
  g_clear_object (&server->listener);
  g_clear_pointer (&server->request_context, fb_request_context_unref);
  g_main_context_pop_thread_default (server->context);
  return NULL;
}

static void
invoke (FbServer *server, GSourceFunc function, gpointer data, GDestroyNotify free_data)
{
  g_main_context_invoke_full (server->context, G_PRIORITY_DEFAULT, function, data, free_data);
}

/**
 * fb_server_new:
 * @store: where deliveries are kept
 * @credentials: who may post
 *
 * Returns: (transfer full): a server in a thread that has begun; its listener is closed
 */
FbServer *
fb_server_new (FbStore *store, FbCredentials *credentials)
{
  static const FbReceiverLimits limits = FB_RECEIVER_LIMITS_DEFAULT;
  FbServer *server = g_new0 (FbServer, 1);

  server->context = g_main_context_new ();
  server->loop = g_main_loop_new (server->context, FALSE);
  server->request_context = fb_request_context_new (store, credentials, &limits);
  server->listener = fb_listener_new (&limits, fb_response_dup_refusal, server->context);
  server->thread = g_thread_new ("receiver", run, server);
  return server;
}

static gboolean
quit (gpointer data)
{
  FbServer *server = data;

  g_main_loop_quit (server->loop);
  return G_SOURCE_REMOVE;
}

/**
 * fb_server_free:
 * @server: (nullable): a server
 *
 * Waits for the thread's end. What is in flight is cut off, unless the server was stopped before.
 */
void
fb_server_free (FbServer *server)
{
  if (server == NULL)
    return;
  invoke (server, quit, server, NULL);
  g_thread_join (server->thread);
  g_main_loop_unref (server->loop);
  g_main_context_unref (server->context);
  g_free (server);
}

typedef struct
{
  FbServer *server;
  FbReceiverLimits limits;
  FbAddressList *addresses;
  GTlsCertificate *certificate;
  char *path;
  char *address;
  guint port;
} Order;

static Order *
order_new (FbServer *server)
{
  Order *order = g_new0 (Order, 1);

  order->server = server;
  return order;
}

static void
order_free (gpointer data)
{
  Order *order = data;

  g_clear_pointer (&order->addresses, fb_address_list_unref);
  g_clear_object (&order->certificate);
  g_free (order->path);
  g_free (order->address);
  g_free (order);
}

static gboolean
set_limits (gpointer data)
{
  Order *order = data;

  order->server->request_context->limits = order->limits;
  fb_login_limiter_set_limits (order->server->request_context->logins, order->limits.failed_logins,
                               order->limits.failed_logins_in_all);
  fb_listener_set_limits (order->server->listener, &order->limits);
  return G_SOURCE_REMOVE;
}

void
fb_server_set_limits (FbServer *server, const FbReceiverLimits *limits)
{
  Order *order = order_new (server);

  order->limits = *limits;
  invoke (server, set_limits, order, order_free);
}

static gboolean
set_certificate (gpointer data)
{
  Order *order = data;

  fb_listener_set_certificate (order->server->listener, order->certificate);
  return G_SOURCE_REMOVE;
}

/* @certificate: (nullable): for HTTPS; %NULL for plain HTTP. Comes before what is ordered after it.
 */
void
fb_server_set_certificate (FbServer *server, GTlsCertificate *certificate)
{
  Order *order = order_new (server);

  g_set_object (&order->certificate, certificate);
  invoke (server, set_certificate, order, order_free);
}

static void
replace_addresses (FbAddressList **addresses, Order *order)
{
  fb_address_list_unref (*addresses);
  *addresses = g_steal_pointer (&order->addresses);
}

static gboolean
set_allowed (gpointer data)
{
  Order *order = data;

  replace_addresses (&order->server->request_context->allowed, order);
  return G_SOURCE_REMOVE;
}

static gboolean
set_proxies (gpointer data)
{
  Order *order = data;

  replace_addresses (&order->server->request_context->proxies, order);
  return G_SOURCE_REMOVE;
}

/* Whose requests are judged at all; an empty list stands for everybody. */
void
fb_server_set_allowed (FbServer *server, FbAddressList *senders)
{
  Order *order = order_new (server);

  order->addresses = fb_address_list_ref (senders);
  invoke (server, set_allowed, order, order_free);
}

/* Whose X-Forwarded-For is believed. */
void
fb_server_set_proxies (FbServer *server, FbAddressList *proxies)
{
  Order *order = order_new (server);

  order->addresses = fb_address_list_ref (proxies);
  invoke (server, set_proxies, order, order_free);
}

static gboolean
set_path (gpointer data)
{
  Order *order = data;

  g_free (order->server->request_context->path);
  order->server->request_context->path = g_steal_pointer (&order->path);
  return G_SOURCE_REMOVE;
}

void
fb_server_set_path (FbServer *server, const char *path)
{
  Order *order = order_new (server);

  order->path = g_strdup (path);
  invoke (server, set_path, order, order_free);
}

static gboolean
open_listener (gpointer data)
{
  GTask *task = data;
  Order *order = g_task_get_task_data (task);
  FbListener *listener = order->server->listener;
  GError *error = NULL;

  if (order->server->stopping != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The server is stopping");
  else if (fb_listener_open (listener, order->address, order->port, &error))
    g_task_return_int (task, (gssize) fb_listener_get_port (listener));
  else
    g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

/**
 * fb_server_open_async:
 * @server: a server
 * @address: an IP address
 * @port: a port; 0 for any that is free
 * @source: the source of the result
 * @callback: called when the listener is open there, or nowhere
 * @user_data: for @callback
 */
void
fb_server_open_async (FbServer *server,
                      const char *address,
                      guint port,
                      GObject *source,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (source, NULL, callback, user_data);
  Order *order = order_new (server);

  order->address = g_strdup (address);
  order->port = port;
  g_task_set_source_tag (task, fb_server_open_async);
  g_task_set_task_data (task, order, order_free);
  invoke (server, open_listener, task, g_object_unref);
}

/* Returns: the port, or -1 with @error set */
gssize
fb_server_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static gboolean
close_listener (gpointer data)
{
  FbServer *server = data;

  fb_listener_close (server->listener);
  return G_SOURCE_REMOVE;
}

/* Nobody comes in any more, until it is opened again. */
void
fb_server_close (FbServer *server)
{
  invoke (server, close_listener, server, NULL);
}

static gboolean
check_stopped (gpointer data)
{
  FbServer *server = data;
  gboolean is_done =
    fb_listener_get_n_clients (server->listener) == 0 && server->request_context->n_requests == 0;

  if (!is_done && g_get_monotonic_time () < server->stop_deadline)
    return G_SOURCE_CONTINUE;

  g_clear_pointer (&server->stop_check, g_source_unref);
  g_main_loop_quit (server->loop);
  g_task_return_boolean (server->stopping, TRUE);
  g_clear_object (&server->stopping);
  return G_SOURCE_REMOVE;
}

static gboolean
stop (gpointer data)
{
  GTask *task = data;
  FbServer *server = g_task_get_task_data (task);

  server->stopping = g_object_ref (task);
  server->stop_deadline =
    g_get_monotonic_time () + server->request_context->limits.stop_ms * G_TIME_SPAN_MILLISECOND;
  fb_listener_close (server->listener);
  fb_listener_shorten_deadlines (server->listener, STOP_HURRY_MS);
  server->stop_check = g_timeout_source_new (STOP_CHECK_MS);
  g_source_set_callback (server->stop_check, check_stopped, server, NULL);
  g_source_attach (server->stop_check, server->context);
  return G_SOURCE_REMOVE;
}

/**
 * fb_server_stop_async:
 * @server: a server; to be stopped once
 * @source: the source of the result
 * @callback: called when what was in flight has been answered, or its time is over; free the server
 *   then
 * @user_data: for @callback
 */
void
fb_server_stop_async (FbServer *server,
                      GObject *source,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (source, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_server_stop_async);
  g_task_set_task_data (task, server, NULL);
  invoke (server, stop, task, g_object_unref);
}

gboolean
fb_server_stop_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
