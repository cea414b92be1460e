/* fb-lingering-close.c
 *
 * Closes a connection with a last text. Closing at once while the client is still sending would
 * reset the connection, and the text might never be seen; so what still comes is read and dropped,
 * within bounds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-lingering-close.h"

#include <string.h>

#define DRAIN_BYTES (1024 * 1024)
#define DRAIN_STEP  16384

/* The connection lives until its reference in the pending call goes. */
typedef struct
{
  GIOStream *stream;
  FbClient *client;
  char *text;
  gsize drained;
  guint8 buffer[DRAIN_STEP];
} Closing;

static void
closing_free (Closing *closing)
{
  g_io_stream_close (closing->stream, NULL, NULL);
  g_object_unref (closing->stream);
  fb_client_unref (closing->client);
  g_free (closing->text);
  g_free (closing);
}

static void
on_drained (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Closing *closing = user_data;
  GInputStream *input = G_INPUT_STREAM (source);
  gssize n = g_input_stream_read_finish (input, result, NULL);

  if (n > 0)
    closing->drained += (gsize) n;
  if (n <= 0 || closing->drained >= DRAIN_BYTES)
    closing_free (closing);
  else
    g_input_stream_read_async (input, closing->buffer, sizeof closing->buffer, G_PRIORITY_DEFAULT,
                               NULL, on_drained, closing);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Closing *closing = user_data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    {
      closing_free (closing);
      return;
    }
  /* Over TLS this says goodbye; only then may the connection be shut. */
  g_output_stream_close (G_OUTPUT_STREAM (source), NULL, NULL);
  fb_client_shutdown_output (closing->client);
  g_input_stream_read_async (g_io_stream_get_input_stream (closing->stream), closing->buffer,
                             sizeof closing->buffer, G_PRIORITY_DEFAULT, NULL, on_drained, closing);
}

/**
 * fb_lingering_close:
 * @stream: (transfer full): a connection that nobody else uses any more; it will be closed
 * @text: (transfer full): what is sent
 * @client: its client, whose deadline bounds the time of all this
 *
 * For the receiver's thread. It does not wait.
 */
void
fb_lingering_close (GIOStream *stream, char *text, FbClient *client)
{
  Closing *closing = g_new0 (Closing, 1);

  closing->stream = stream;
  closing->client = fb_client_ref (client);
  closing->text = text;
  g_output_stream_write_all_async (g_io_stream_get_output_stream (stream), text, strlen (text),
                                   G_PRIORITY_DEFAULT, NULL, on_written, closing);
}
