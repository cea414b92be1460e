/* test-listener.c
 *
 * The listener by itself: a connection that another thread lets go of, as GIO's do after a
 * handshake; its clock when its thread is held up; and who counts as one address.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-listener.h"
#include "fb-response.h"
#include "fb-client.h"

static void
on_accepted (FbListener *listener,
             GIOStream *stream,
             GSocketAddress *local,
             GSocketAddress *remote,
             GIOStream **client)
{
  *client = g_object_ref (stream);
}

static gpointer
let_go (gpointer stream)
{
  g_object_unref (stream);
  return NULL;
}

static GSocket *
connect_to (FbListener *listener)
{
  g_autoptr (GSocketAddress) address =
    g_inet_socket_address_new_from_string ("127.0.0.1", fb_listener_get_port (listener));
  GSocket *socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_connect (socket, address, NULL, NULL));
  return socket;
}

/* A connection ends in the listener's thread, wherever its last reference was released. */
static void
test_other_thread (void)
{
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;
  g_autoptr (GMainContext) context = g_main_context_new ();
  GIOStream *client = NULL;
  g_autoptr (GError) error = NULL;

  options.port = 0;
  options.limits.connections = 1;
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
  g_autoptr (FbListener) listener =
    fb_listener_new (config, fb_response_dup_refusal, NULL, context);
  g_signal_connect (listener, "accepted", G_CALLBACK (on_accepted), &client);
  fb_listener_open (listener, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GSocket) socket = connect_to (listener);

      while (client == NULL)
        g_main_context_iteration (context, TRUE);
      g_thread_join (g_thread_new ("handshake", let_go, g_steal_pointer (&client)));
      g_assert_cmpuint (fb_listener_get_n_clients (listener), ==, 1);
      while (fb_listener_get_n_clients (listener) > 0)
        g_main_context_iteration (context, TRUE);
    }
}

static gboolean
is_shut (GSocket *socket)
{
  char response[512];
  gssize length;

  do
    length = g_socket_receive_with_blocking (socket, response, sizeof response, FALSE, NULL, NULL);
  while (length > 0);
  return length == 0;
}

static gboolean
on_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (GMainContext *context, guint ms)
{
  g_autoptr (GSource) source = g_timeout_source_new (ms);
  gboolean is_over = FALSE;

  g_source_set_callback (source, on_over, &is_over, NULL);
  g_source_attach (source, context);
  while (!is_over)
    g_main_context_iteration (context, TRUE);
}

/* Time in which the listener's thread is held up counts against no deadline; afterwards deadlines
 * pass. */
static void
test_held_up (void)
{
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GIOStream) client = NULL;
  g_autoptr (GError) error = NULL;

  options.port = 0;
  options.limits.total_ms = 1500;
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
  g_autoptr (FbListener) listener =
    fb_listener_new (config, fb_response_dup_refusal, NULL, context);
  g_signal_connect (listener, "accepted", G_CALLBACK (on_accepted), &client);
  fb_listener_open (listener, &error);
  g_assert_no_error (error);
  g_autoptr (GSocket) socket = connect_to (listener);
  while (client == NULL)
    g_main_context_iteration (context, TRUE);

  g_usleep (2 * G_USEC_PER_SEC);
  run_for (context, 300);
  g_assert_false (is_shut (socket));

  run_for (context, 3000);
  g_assert_true (is_shut (socket));
  g_clear_object (&client);
  while (fb_listener_get_n_clients (listener) > 0)
    g_main_context_iteration (context, TRUE);
}

static FbClient *
client_from (const char *address)
{
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) remote = g_inet_socket_address_new_from_string (address, 1);

  return fb_client_new (socket, remote, 1000);
}

/* With IPv6 one sender has a network; through IPv6, IPv4 senders are still many. */
static void
test_same_address (void)
{
  const struct
  {
    const char *one;
    const char *other;
    gboolean is_same;
  } cases[] = {
    { "192.0.2.1", "192.0.2.1", TRUE },
    { "192.0.2.1", "192.0.2.2", FALSE },
    { "2001:db8::1", "2001:db8::ffff:0:0:1", TRUE },
    { "2001:db8::1", "2001:db8:0:1::1", FALSE },
    { "::ffff:192.0.2.1", "::ffff:192.0.2.1", TRUE },
    { "::ffff:192.0.2.1", "::ffff:192.0.2.2", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FbClient) one = client_from (cases[i].one);
      g_autoptr (FbClient) other = client_from (cases[i].other);

      g_test_message ("%s and %s", cases[i].one, cases[i].other);
      g_assert_cmpint (fb_client_has_same_address (one, other), ==, cases[i].is_same);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/listener/other-thread", test_other_thread);
  g_test_add_func ("/listener/held-up", test_held_up);
  g_test_add_func ("/listener/same-address", test_same_address);
  return g_test_run ();
}
