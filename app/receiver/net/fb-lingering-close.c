/* fb-lingering-close.c
 *
 * Closes a connection with a last response. Closing it at once while the client is still sending
 * would reset the connection, and the response might be lost; proxies then report a broken server.
 * So what is still received is read and discarded, with low priority, until the client has closed
 * the connection, too, or its deadline has passed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-lingering-close.h"

#include <string.h>

#define STEP_BYTES 65536

/* How many steps are taken before other sources of the thread have their turn. */
#define STEPS_AT_ONCE 4

typedef struct
{
  GIOStream *stream; /* which keeps the client in its table */
  FbClient *client;
  char *text;
  guint64 n_bytes;
  guint64 max_bytes;
  GSource *source;
} Closing;

static void
clear_source (Closing *closing)
{
  if (closing->source != NULL)
    g_source_destroy (closing->source);
  g_clear_pointer (&closing->source, g_source_unref);
}

static void
closing_end (gpointer data)
{
  Closing *closing = data;

  fb_client_set_shutdown_func (closing->client, NULL, NULL);
  clear_source (closing);
  g_io_stream_close (closing->stream, NULL, NULL);
  g_object_unref (closing->stream);
  fb_client_unref (closing->client);
  g_free (closing->text);
  g_free (closing);
}

/* Returns whether there may be more. */
static gboolean
discard (Closing *closing, GPollableInputStream *input)
{
  guint8 buffer[STEP_BYTES];

  for (guint i = 0; i < STEPS_AT_ONCE; i++)
    {
      g_autoptr (GError) error = NULL;
      gssize n =
        g_pollable_input_stream_read_nonblocking (input, buffer, sizeof buffer, NULL, &error);

      if (n < 0)
        return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
      closing->n_bytes += (guint64) n;
      if (n == 0 || closing->n_bytes > closing->max_bytes)
        return FALSE;
    }
  return TRUE;
}

static gboolean on_readable (GObject *input, gpointer user_data);

/* With a source for each time: one that was made while a stream had something buffered would always
 * be ready. */
static void
wait_until_readable (Closing *closing)
{
  GInputStream *input = g_io_stream_get_input_stream (closing->stream);

  clear_source (closing);
  closing->source = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (input), NULL);
  g_source_set_priority (closing->source, G_PRIORITY_LOW);
  g_source_set_callback (closing->source, G_SOURCE_FUNC (on_readable), closing, NULL);
  g_source_attach (closing->source, g_main_context_get_thread_default ());
}

static gboolean
on_readable (GObject *input, gpointer user_data)
{
  if (discard (user_data, G_POLLABLE_INPUT_STREAM (input)))
    wait_until_readable (user_data);
  else
    closing_end (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Closing *closing = user_data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL) ||
      fb_client_is_shut_down (closing->client))
    {
      closing_end (closing);
      return;
    }
  /* With TLS this sends close_notify; the socket may be shut down only then. */
  g_output_stream_close (G_OUTPUT_STREAM (source), NULL, NULL);
  fb_client_shutdown_output (closing->client);

  wait_until_readable (closing);
  fb_client_set_shutdown_func (closing->client, closing_end, closing);
}

/**
 * fb_lingering_close:
 * @stream: (transfer full): a connection that nothing else uses any more, with a pollable input
 * @text: (transfer full): the response
 * @client: the client of the connection, in a phase whose deadline bounds the time
 * @max_bytes: how many bytes are discarded before the connection is closed in any case
 *
 * Sends the response and closes the connection, without waiting. For the receiver's thread.
 */
void
fb_lingering_close (GIOStream *stream, char *text, FbClient *client, guint64 max_bytes)
{
  Closing *closing = g_new0 (Closing, 1);

  closing->stream = stream;
  closing->client = fb_client_ref (client);
  closing->text = text;
  closing->max_bytes = max_bytes;
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), text, strlen (text),
                                   G_PRIORITY_DEFAULT, NULL, on_written, closing);
}
