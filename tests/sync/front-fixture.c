/* front-fixture.c
 *
 * A proxy before a receiver, as it is set up well or badly: forwards one path and not the other,
 * changes paths, redirects, or connects to servers with TLS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "front-fixture.h"

#include <string.h>

#define MAX_HEAD 4096

struct _Front
{
  GSocketService *service;
  guint port;
  guint back_port;
  const FrontRoute *routes;
  gint n_connects;
};

static void
write_text (GIOStream *stream, const char *text)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL,
                             NULL, NULL);
}

static gboolean
read_head (GIOStream *stream, char *head)
{
  GInputStream *input = g_io_stream_get_input_stream (stream);

  for (gsize length = 0; length < MAX_HEAD - 1; length++)
    {
      if (g_input_stream_read (input, head + length, 1, NULL, NULL) != 1)
        return FALSE;
      head[length + 1] = '\0';
      if (g_str_has_suffix (head, "\r\n\r\n"))
        return TRUE;
    }
  return FALSE;
}

static GIOStream *
connect_back (Front *front)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  return G_IO_STREAM (
    g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) front->back_port, NULL, NULL));
}

static void
copy (GIOStream *from, GIOStream *to)
{
  g_output_stream_splice (g_io_stream_get_output_stream (to), g_io_stream_get_input_stream (from),
                          G_OUTPUT_STREAM_SPLICE_NONE, NULL, NULL);
}

static void
forward (Front *front, GIOStream *stream, const char *target)
{
  g_autoptr (GIOStream) back = connect_back (front);
  g_autofree char *request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: x\r\n\r\n", target);

  g_assert_nonnull (back);
  write_text (back, request);
  copy (back, stream);
}

typedef struct
{
  GIOStream *from;
  GIOStream *to;
} Direction;

static gpointer
copy_in_thread (gpointer data)
{
  Direction *direction = data;

  copy (direction->from, direction->to);
  /* So that the other direction ends, too. */
  g_socket_shutdown (g_socket_connection_get_socket (G_SOCKET_CONNECTION (direction->to)), FALSE,
                     TRUE, NULL);
  return NULL;
}

static void
connect_both (Front *front, GIOStream *stream)
{
  g_autoptr (GIOStream) back = connect_back (front);
  Direction there = { stream, back };
  Direction here = { back, stream };

  g_assert_nonnull (back);
  write_text (stream, "HTTP/1.1 200 Connected\r\n\r\n");
  GThread *thread = g_thread_new ("connect", copy_in_thread, &there);
  copy_in_thread (&here);
  g_thread_join (thread);
}

static const FrontRoute *
find_route (Front *front, const char *path)
{
  const FrontRoute *route = front->routes;

  while (route->path != NULL && !g_str_equal (route->path, path))
    route++;
  return route;
}

static void
serve (Front *front, GIOStream *stream, const char *method, const char *target)
{
  const char *query = strchr (target, '?');
  g_autofree char *path =
    query != NULL ? g_strndup (target, (gsize) (query - target)) : g_strdup (target);
  const FrontRoute *route = find_route (front, path);
  g_autofree char *back_target = g_strconcat (route->back_path != NULL ? route->back_path : path,
                                              query != NULL ? query : "", NULL);
  const gboolean is_connect = g_str_equal (method, "CONNECT");
  g_autofree char *location =
    route->action == FRONT_REDIRECT
      ? g_strdup_printf ("Location: http://127.0.0.1:%u%s\r\n", front->back_port, back_target)
      : g_strdup ("");
  g_autofree char *answer = g_strdup_printf (
    "HTTP/1.1 %u x\r\n%sContent-Length: 0\r\nConnection: close\r\n\r\n", route->status, location);

  if (is_connect)
    g_atomic_int_inc (&front->n_connects);
  if (route->action != FRONT_FORWARD)
    write_text (stream, answer);
  else if (is_connect)
    connect_both (front, stream);
  else
    forward (front, stream, back_target);
}

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  char head[MAX_HEAD] = "";

  if (read_head (G_IO_STREAM (connection), head))
    {
      g_auto (GStrv) words = g_strsplit_set (head, " \r", 3);
      serve (user_data, G_IO_STREAM (connection), words[0], words[1]);
    }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

/* front_new:
 *
 * @back_url: (nullable): an address of what is behind it
 * @routes: (transfer none): as long as the front exists
 */
Front *
front_new (const char *back_url, const FrontRoute *routes)
{
  Front *front = g_new0 (Front, 1);
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (address, 0);
  g_autoptr (GSocketAddress) actual = NULL;
  g_autoptr (GError) error = NULL;

  g_autoptr (GUri) uri = back_url != NULL ? g_uri_parse (back_url, G_URI_FLAGS_NONE, NULL) : NULL;
  front->back_port = uri != NULL ? (guint) g_uri_get_port (uri) : 0;
  front->routes = routes;
  front->service = g_threaded_socket_service_new (-1);
  g_socket_listener_add_address (G_SOCKET_LISTENER (front->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &actual, &error);
  g_assert_no_error (error);
  front->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (actual));
  g_signal_connect (front->service, "run", G_CALLBACK (on_run), front);
  g_socket_service_start (front->service);
  return front;
}

void
front_free (Front *front)
{
  g_socket_service_stop (front->service);
  g_socket_listener_close (G_SOCKET_LISTENER (front->service));
  /* Its threads hold it, each for as long as it uses the front. */
  while (G_OBJECT (front->service)->ref_count > 1)
    g_main_context_iteration (NULL, FALSE);
  g_object_unref (front->service);
  g_free (front);
}

guint
front_get_port (Front *front)
{
  return front->port;
}

char *
front_dup_url (Front *front, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", front->port, path);
}

guint
front_count_connects (Front *front)
{
  return (guint) g_atomic_int_get (&front->n_connects);
}
