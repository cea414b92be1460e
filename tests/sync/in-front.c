/* in-front.c
 *
 * A proxy in front of a receiver, that does what proxies do when they are set wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "in-front.h"

#include <string.h>

#define MAX_HEAD 65536

struct _InFront
{
  GSocketService *service;
  guint port; /* its own */
  guint receiver_port;
  InFrontManner manner; /* set before a request comes */
  int n_requests;       /* atomic */
};

static char *
read_head (GInputStream *input)
{
  GString *head = g_string_new (NULL);
  char c;

  while (head->len < MAX_HEAD && g_input_stream_read (input, &c, 1, NULL, NULL) == 1)
    {
      g_string_append_c (head, c);
      if (g_str_has_suffix (head->str, "\r\n\r\n"))
        break;
    }
  return g_string_free (head, FALSE);
}

static GString *
read_body (GInputStream *input, const char *head)
{
  const char *length = strstr (head, "Content-Length: ");
  const gsize size =
    length != NULL ? g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10) : 0;
  GString *body = g_string_sized_new (size);
  gsize n_read = 0;

  g_input_stream_read_all (input, body->str, size, &n_read, NULL, NULL);
  body->len = n_read;
  body->str[n_read] = '\0';
  return body;
}

static void
write_text (GIOStream *stream, const char *text, gsize length)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, length, NULL, NULL,
                             NULL);
}

static void
answer (GIOStream *stream, guint status, const char *headers)
{
  g_autofree char *text =
    g_strdup_printf ("HTTP/1.1 %u Answer\r\nContent-Length: 2\r\nConnection: close\r\n%s\r\nx\n",
                     status, headers != NULL ? headers : "");

  write_text (stream, text, strlen (text));
}

static char *
change_head (const InFrontManner *manner, const char *head)
{
  g_auto (GStrv) lines = g_strsplit (head, "\r\n", -1);
  GString *changed = g_string_new (NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *colon = strchr (lines[i], ':');
      const gboolean is_removed =
        i > 0 && manner->removes != NULL && colon != NULL &&
        (gsize) (colon - lines[i]) == strlen (manner->removes) &&
        g_ascii_strncasecmp (lines[i], manner->removes, strlen (manner->removes)) == 0;

      if (i == 0 && manner->path != NULL)
        g_string_append_printf (changed, "POST %s HTTP/1.1\r\n", manner->path);
      else if (!is_removed)
        g_string_append_printf (changed, "%s%s", lines[i], lines[i + 1] != NULL ? "\r\n" : "");
    }
  return g_string_free (changed, FALSE);
}

static void
change_body (const InFrontManner *manner, GString *body)
{
  char *found = manner->replaces != NULL
                  ? g_strstr_len (body->str, (gssize) body->len, manner->replaces)
                  : NULL;

  if (found != NULL)
    memcpy (found, manner->replacement, strlen (manner->replacement));
}

static void
pass_on (InFront *front, GIOStream *stream, const char *head, GString *body)
{
  const InFrontManner *manner = &front->manner;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
    client, "127.0.0.1", (guint16) front->receiver_port, NULL, NULL);
  g_autoptr (GByteArray) reply = g_byte_array_new ();
  g_autofree char *changed = change_head (manner, head);
  guint8 buffer[4096];
  gssize n;

  if (connection == NULL)
    {
      answer (stream, 502, NULL);
      return;
    }
  change_body (manner, body);
  write_text (G_IO_STREAM (connection), changed, strlen (changed));
  write_text (G_IO_STREAM (connection), body->str,
              manner->stops_after > 0 ? MIN (manner->stops_after, body->len) : body->len);
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  while ((n = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_byte_array_append (reply, buffer, (guint) n);
  if (manner->answers != 0)
    answer (stream, manner->answers, NULL);
  else
    write_text (stream, (const char *) reply->data, reply->len);
}

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        InFront *front)
{
  GIOStream *stream = G_IO_STREAM (connection);
  GInputStream *input = g_io_stream_get_input_stream (stream);
  g_autofree char *head = read_head (input);
  g_autoptr (GString) body = read_body (input, head);

  g_atomic_int_inc (&front->n_requests);
  if (front->manner.status != 0)
    answer (stream, front->manner.status, front->manner.headers);
  else if (!front->manner.closes)
    pass_on (front, stream, head, body);
  return TRUE;
}

InFront *
in_front_new (guint port)
{
  InFront *front = g_new0 (InFront, 1);
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (address, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  front->receiver_port = port;
  front->service = g_threaded_socket_service_new (8);
  g_socket_listener_add_address (G_SOCKET_LISTENER (front->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  front->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (front->service, "run", G_CALLBACK (on_run), front);
  return front;
}

void
in_front_free (InFront *front)
{
  g_socket_service_stop (front->service);
  g_socket_listener_close (G_SOCKET_LISTENER (front->service));
  /* Until the last of its threads has ended. */
  while (G_OBJECT (front->service)->ref_count > 1)
    g_main_context_iteration (NULL, FALSE);
  g_object_unref (front->service);
  g_free (front);
}

char *
in_front_dup_url (InFront *front)
{
  return g_strdup_printf ("http://127.0.0.1:%u/webhook", front->port);
}

void
in_front_set (InFront *front, const InFrontManner *manner)
{
  front->manner = *manner;
}

guint
in_front_get_n_requests (InFront *front)
{
  return (guint) g_atomic_int_get (&front->n_requests);
}
