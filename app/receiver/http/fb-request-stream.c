/* fb-request-stream.c
 *
 * The stream that libsoup reads a request from: the connection's, whose headers an FbHeaderScanner
 * sees on their way. Headers that are too large would have libsoup drop the connection without a
 * response. So they are cut off with an empty line: libsoup takes what there is for the headers,
 * and the request can be refused like any other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-request-stream.h"

#include <string.h>

/* libsoup's limit is 64 KiB. */
#define MAX_HEADER_BYTES (60 * 1024)

static const char header_end[] = "\r\n\r\n";
#define HEADER_END_BYTES (sizeof header_end - 1)

/* The input stream */

#define FB_TYPE_HEADER_INPUT_STREAM (fb_header_input_stream_get_type ())
G_DECLARE_FINAL_TYPE (FbHeaderInputStream,
                      fb_header_input_stream,
                      FB,
                      HEADER_INPUT_STREAM,
                      GFilterInputStream)

struct _FbHeaderInputStream
{
  GFilterInputStream parent_instance;

  FbHeaderScanner *scanner;
  gsize n_end; /* bytes of the end of headers that have yet to be read; 0 if none were cut off */
};

static void fb_header_input_stream_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbHeaderInputStream,
                               fb_header_input_stream,
                               G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      fb_header_input_stream_pollable_init))

static GPollableInputStream *
get_base (FbHeaderInputStream *self)
{
  return G_POLLABLE_INPUT_STREAM (
    g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (self)));
}

static gssize
read_end (FbHeaderInputStream *self, guint8 *buffer, gsize size)
{
  gsize n = MIN (size, self->n_end);

  memcpy (buffer, header_end + HEADER_END_BYTES - self->n_end, n);
  self->n_end -= n;
  return (gssize) n;
}

/* Returns how many of the bytes that were read may be seen. */
static gssize
scan (FbHeaderInputStream *self, guint8 *buffer, gsize size, gssize n_read)
{
  if (n_read <= 0 || fb_header_scanner_is_done (self->scanner))
    return n_read;

  gsize n = fb_header_scanner_feed (self->scanner, buffer, (gsize) n_read);
  if (fb_header_scanner_is_too_large (self->scanner))
    self->n_end = HEADER_END_BYTES;
  return n > 0 ? (gssize) n : read_end (self, buffer, size);
}

static gssize
fb_header_input_stream_read (GInputStream *stream,
                             void *buffer,
                             gsize size,
                             GCancellable *cancellable,
                             GError **error)
{
  FbHeaderInputStream *self = FB_HEADER_INPUT_STREAM (stream);

  if (self->n_end > 0)
    return read_end (self, buffer, size);
  return scan (
    self, buffer, size,
    g_input_stream_read (G_INPUT_STREAM (get_base (self)), buffer, size, cancellable, error));
}

static gssize
fb_header_input_stream_read_nonblocking (GPollableInputStream *stream,
                                         void *buffer,
                                         gsize size,
                                         GError **error)
{
  FbHeaderInputStream *self = FB_HEADER_INPUT_STREAM (stream);

  if (self->n_end > 0)
    return read_end (self, buffer, size);
  return scan (
    self, buffer, size,
    g_pollable_input_stream_read_nonblocking (get_base (self), buffer, size, NULL, error));
}

static gboolean
fb_header_input_stream_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (get_base (FB_HEADER_INPUT_STREAM (stream)));
}

static gboolean
fb_header_input_stream_is_readable (GPollableInputStream *stream)
{
  FbHeaderInputStream *self = FB_HEADER_INPUT_STREAM (stream);

  return self->n_end > 0 || g_pollable_input_stream_is_readable (get_base (self));
}

static GSource *
fb_header_input_stream_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  FbHeaderInputStream *self = FB_HEADER_INPUT_STREAM (stream);
  g_autoptr (GSource) child = self->n_end > 0
                                ? g_timeout_source_new (0)
                                : g_pollable_input_stream_create_source (get_base (self), NULL);

  return g_pollable_source_new_full (stream, child, cancellable);
}

static void
fb_header_input_stream_finalize (GObject *object)
{
  FbHeaderInputStream *self = FB_HEADER_INPUT_STREAM (object);

  fb_header_scanner_unref (self->scanner);
  G_OBJECT_CLASS (fb_header_input_stream_parent_class)->finalize (object);
}

static void
fb_header_input_stream_class_init (FbHeaderInputStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_header_input_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = fb_header_input_stream_read;
}

static void
fb_header_input_stream_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->can_poll = fb_header_input_stream_can_poll;
  iface->is_readable = fb_header_input_stream_is_readable;
  iface->create_source = fb_header_input_stream_create_source;
  iface->read_nonblocking = fb_header_input_stream_read_nonblocking;
}

static void
fb_header_input_stream_init (FbHeaderInputStream *self)
{
}

/* Both directions */

#define FB_TYPE_REQUEST_STREAM (fb_request_stream_get_type ())
G_DECLARE_FINAL_TYPE (FbRequestStream, fb_request_stream, FB, REQUEST_STREAM, GIOStream)

struct _FbRequestStream
{
  GIOStream parent_instance;

  GIOStream *base;
  FbHeaderInputStream *input;
};

G_DEFINE_FINAL_TYPE (FbRequestStream, fb_request_stream, G_TYPE_IO_STREAM)
static GQuark fb_header_scanner_quark (void);
G_DEFINE_QUARK (fb_header_scanner, fb_header_scanner)

static GInputStream *
fb_request_stream_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (FB_REQUEST_STREAM (stream)->input);
}

static GOutputStream *
fb_request_stream_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (FB_REQUEST_STREAM (stream)->base);
}

static gboolean
fb_request_stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return g_io_stream_close (FB_REQUEST_STREAM (stream)->base, cancellable, error);
}

/* By default a thread would close it, but connections belong to the receiver's. */
static void
fb_request_stream_close_async (GIOStream *stream,
                               int priority,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, fb_request_stream_close_async);
  g_task_set_priority (task, priority);
  if (fb_request_stream_close (stream, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
fb_request_stream_close_finish (GIOStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
fb_request_stream_dispose (GObject *object)
{
  FbRequestStream *self = FB_REQUEST_STREAM (object);

  G_OBJECT_CLASS (fb_request_stream_parent_class)->dispose (object);
  g_clear_object (&self->input);
  g_clear_object (&self->base);
}

static void
fb_request_stream_class_init (FbRequestStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fb_request_stream_dispose;
  stream_class->get_input_stream = fb_request_stream_get_input_stream;
  stream_class->get_output_stream = fb_request_stream_get_output_stream;
  stream_class->close_fn = fb_request_stream_close;
  stream_class->close_async = fb_request_stream_close_async;
  stream_class->close_finish = fb_request_stream_close_finish;
}

static void
fb_request_stream_init (FbRequestStream *self)
{
}

/**
 * fb_request_stream_new:
 * @base: a connection, with pollable streams
 * @remote: its remote address; fb_request_stream_get_scanner() finds the scanner by this very
 * object
 *
 * For the receiver's thread.
 *
 * Returns: (transfer full): a stream that reads from and writes to @base, and closes it
 */
GIOStream *
fb_request_stream_new (GIOStream *base, GSocketAddress *remote)
{
  FbRequestStream *self = g_object_new (FB_TYPE_REQUEST_STREAM, NULL);

  self->base = g_object_ref (base);
  self->input =
    g_object_new (FB_TYPE_HEADER_INPUT_STREAM, "base-stream", g_io_stream_get_input_stream (base),
                  "close-base-stream", FALSE, NULL);
  self->input->scanner = fb_header_scanner_new (MAX_HEADER_BYTES);
  g_object_set_qdata_full (G_OBJECT (remote), fb_header_scanner_quark (),
                           fb_header_scanner_ref (self->input->scanner),
                           (GDestroyNotify) fb_header_scanner_unref);
  return G_IO_STREAM (self);
}

/**
 * fb_request_stream_get_scanner:
 * @remote: the remote address of a request
 *
 * Returns: (transfer none) (nullable): what has scanned the headers of the request
 */
FbHeaderScanner *
fb_request_stream_get_scanner (GSocketAddress *remote)
{
  return g_object_get_qdata (G_OBJECT (remote), fb_header_scanner_quark ());
}
