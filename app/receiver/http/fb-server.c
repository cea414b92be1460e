/* fb-server.c
 *
 * The receiver's thread: a main context of its own, in which the listener, SoupServer and all
 * requests live, so that a busy window doesn't delay requests, nor the reverse. The public
 * functions are for the main thread and only pass messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-server.h"

#include <libsoup/soup.h>

#include "fb-listener.h"
#include "fb-request.h"
#include "fb-request-context.h"
#include "fb-request-refusal.h"
#include "fb-request-stream.h"

/* While stopping: the interval of checks, and the time for headers that have not come yet. */
#define STOP_CHECK_MS   20
#define STOP_HEADERS_MS 1000

/* Referenced by its owner, and by its thread as long as that runs. */
struct _FbServer
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  gboolean is_forced; /* it has stopped with requests that still wait for the store */

  /* What follows is used by the receiver's thread alone. */
  FbRequestContext *request_context;
  FbListener *listener;
  SoupServer *soup;
  GTask *stopping;
  GSource *stop_check;
  gint64 stop_deadline;
};

static void
server_clear (gpointer data)
{
  FbServer *server = data;

  g_main_loop_unref (server->loop);
  g_main_context_unref (server->context);
}

static void
server_unref (FbServer *server)
{
  g_atomic_rc_box_release_full (server, server_clear);
}

static void
on_accepted (FbListener *listener,
             GIOStream *stream,
             GSocketAddress *local,
             GSocketAddress *remote,
             FbServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) request_stream = fb_request_stream_new (stream, remote);

  if (!soup_server_accept_iostream (server->soup, request_stream, local, remote, &error))
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

  /* Connections that are still open are cut off, and what belongs to them is freed: of requests
   * that the store is at work for, when that is done, however long it takes. */
  fb_listener_close (server->listener);
  fb_listener_close_clients (server->listener);
  while (fb_request_context_count_requests (server->request_context, NULL) > 0)
    g_main_context_iteration (server->context, TRUE);
  while (g_main_context_iteration (server->context, FALSE))
    ;
  soup_server_disconnect (server->soup);
  g_clear_object (&server->soup);
  g_clear_object (&server->listener);
  g_clear_pointer (&server->request_context, fb_request_context_unref);
  g_main_context_pop_thread_default (server->context);
  server_unref (server);
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
 * @credentials: user name and password
 * @config: what the receiver is set to
 * @refusals: remembers what is refused
 * @probes: knows the requests of our own
 * @tests: knows the faxes of our own
 *
 * Starts the receiver's thread. For any thread.
 *
 * Returns: (transfer full): a server whose listener is closed
 */
FbServer *
fb_server_new (FbStore *store,
               FbCredentials *credentials,
               FbReceiverConfig *config,
               FbRefusalLog *refusals,
               FbProbeLog *probes,
               FbTestLog *tests)
{
  FbServer *server = g_atomic_rc_box_new0 (FbServer);

  server->context = g_main_context_new ();
  server->loop = g_main_loop_new (server->context, FALSE);
  server->request_context =
    fb_request_context_new (store, credentials, config, refusals, probes, tests);
  server->listener = fb_listener_new (config, fb_request_refusal_dup_response,
                                      server->request_context, server->context);
  server->thread = g_thread_new ("receiver", run, g_atomic_rc_box_acquire (server));
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
 * @server: (nullable) (transfer full): a server
 *
 * Waits for the thread to end, except after a stop that ran out of time: then the store may hang,
 * and the thread ends by itself. Connections that are still open are cut off; stop the server
 * before to have them answered.
 */
void
fb_server_free (FbServer *server)
{
  if (server == NULL)
    return;
  if (server->is_forced)
    g_thread_unref (server->thread);
  else
    {
      invoke (server, quit, server, NULL);
      g_thread_join (server->thread);
    }
  server_unref (server);
}

/* A message to the receiver's thread. */
typedef struct
{
  FbServer *server;
  FbReceiverConfig *config;
} ConfigMessage;

static ConfigMessage *
config_message_new (FbServer *server, FbReceiverConfig *config)
{
  ConfigMessage *message = g_new0 (ConfigMessage, 1);

  message->server = server;
  message->config = fb_receiver_config_ref (config);
  return message;
}

static void
config_message_free (gpointer data)
{
  ConfigMessage *message = data;

  fb_receiver_config_unref (message->config);
  g_free (message);
}

static gboolean
apply_config (gpointer data)
{
  ConfigMessage *message = data;

  fb_request_context_set_config (message->server->request_context, message->config);
  fb_listener_set_config (message->server->listener, message->config);
  return G_SOURCE_REMOVE;
}

/**
 * fb_server_set_config:
 * @server: a server
 * @config: what the receiver is set to from now on
 *
 * Takes effect for connections that are accepted, and for requests whose headers are received,
 * after the message has arrived. The listener stays where it is; see fb_server_open_async().
 */
void
fb_server_set_config (FbServer *server, FbReceiverConfig *config)
{
  invoke (server, apply_config, config_message_new (server, config), config_message_free);
}

static gboolean
open_listener (gpointer data)
{
  GTask *task = data;
  ConfigMessage *message = g_task_get_task_data (task);
  FbListener *listener = message->server->listener;
  GError *error = NULL;

  apply_config (message);
  if (message->server->stopping != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The server is stopping");
  else if (fb_listener_open (listener, &error))
    g_task_return_int (task, (gssize) fb_listener_get_port (listener));
  else
    g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

/**
 * fb_server_open_async:
 * @server: a server
 * @config: what the receiver is set to from now on
 * @source: the source object of the result
 * @callback: called when the listener is open at the configured address, or nowhere
 * @user_data: for @callback
 *
 * Opens the listener, or moves it.
 */
void
fb_server_open_async (FbServer *server,
                      FbReceiverConfig *config,
                      GObject *source,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (source, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_server_open_async);
  g_task_set_task_data (task, config_message_new (server, config), config_message_free);
  invoke (server, open_listener, task, g_object_unref);
}

/**
 * fb_server_open_finish:
 * @result: what the callback was given
 * @error: (optional): where to store the reason, as fb_listener_open() has it
 *
 * Returns: the port that the listener is open at, or -1
 */
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

/**
 * fb_server_close:
 * @server: a server
 *
 * Closes the listener. Connections that are open stay.
 */
void
fb_server_close (FbServer *server)
{
  invoke (server, close_listener, server, NULL);
}

static gboolean
check_stopped (gpointer data)
{
  FbServer *server = data;
  gboolean is_done = fb_listener_get_n_clients (server->listener) == 0 &&
                     fb_request_context_count_requests (server->request_context, NULL) == 0;

  if (!is_done && g_get_monotonic_time () < server->stop_deadline)
    return G_SOURCE_CONTINUE;

  g_clear_pointer (&server->stop_check, g_source_unref);
  server->is_forced = !is_done;
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
  server->stop_deadline = g_get_monotonic_time () +
                          server->request_context->config->limits.stop_ms * G_TIME_SPAN_MILLISECOND;
  fb_listener_close (server->listener);
  fb_listener_shorten_deadlines (server->listener, STOP_HEADERS_MS);
  server->stop_check = g_timeout_source_new (STOP_CHECK_MS);
  g_source_set_callback (server->stop_check, check_stopped, server, NULL);
  g_source_attach (server->stop_check, server->context);
  return G_SOURCE_REMOVE;
}

/**
 * fb_server_stop_async:
 * @server: a server that is not being stopped yet
 * @source: the source object of the result
 * @callback: called when all requests have been answered, or the time for that is over; free the
 *   server then
 * @user_data: for @callback
 *
 * Accepts no more connections, and waits for those that are open.
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

/**
 * fb_server_stop_finish:
 * @result: what the callback was given
 * @error: (optional): never set
 *
 * Returns: %TRUE: the server has stopped
 */
gboolean
fb_server_stop_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
