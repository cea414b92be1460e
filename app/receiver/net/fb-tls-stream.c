/* fb-tls-stream.c
 *
 * The server's side of a TLS connection, by GnuTLS. GTlsServerConnection, which is GnuTLS too, has
 * a thread wait for the client during each handshake, and all of GIO shares ten of them: that is
 * how many clients it took to keep others out. Nothing here waits.
 *
 * Renegotiation, which TLS 1.2 has, is refused. An end without close_notify is an error, since it
 * may come from anybody on the way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tls-stream.h"

/* The session, as the stream and its two directions share it. */
typedef struct
{
  GSocket *socket;
  FbTlsCredentials *credentials;
  gnutls_session_t session;
  gsize n_unsent; /* of a write that could not be completed */
  gboolean is_output_closed;
} Session;

static Session *
session_new (GSocket *socket, FbTlsCredentials *credentials)
{
  Session *session = g_rc_box_new0 (Session);

  session->socket = g_object_ref (socket);
  session->credentials = fb_tls_credentials_ref (credentials);
  session->session = fb_tls_credentials_begin_session (credentials);
  gnutls_transport_set_int (session->session, g_socket_get_fd (socket));
  return session;
}

static void
session_clear (gpointer data)
{
  Session *session = data;

  gnutls_deinit (session->session);
  fb_tls_credentials_unref (session->credentials);
  g_object_unref (session->socket);
}

static void
session_unref (Session *session)
{
  g_rc_box_release_full (session, session_clear);
}

/* Once the socket is closed its descriptor may be another's. */
static gboolean
check_open (Session *session, GError **error)
{
  if (!g_socket_is_closed (session->socket))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "The connection is closed");
  return FALSE;
}

static gssize
fail (int result, GError **error)
{
  if (result == GNUTLS_E_AGAIN)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, gnutls_strerror (result));
  else if (result == GNUTLS_E_PREMATURE_TERMINATION)
    g_set_error_literal (error, G_TLS_ERROR, G_TLS_ERROR_EOF, gnutls_strerror (result));
  else
    g_set_error_literal (error, G_TLS_ERROR, G_TLS_ERROR_MISC, gnutls_strerror (result));
  return -1;
}

/* Alerts that are only warnings. */
static gboolean
may_continue (gssize result)
{
  return result == GNUTLS_E_INTERRUPTED || result == GNUTLS_E_WARNING_ALERT_RECEIVED;
}

static gssize
session_read (Session *session, void *buffer, gsize size, GError **error)
{
  gssize n;

  if (!check_open (session, error))
    return -1;
  do
    n = gnutls_record_recv (session->session, buffer, size);
  while (may_continue (n));
  if (n == GNUTLS_E_REHANDSHAKE)
    gnutls_alert_send (session->session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION);
  return n >= 0 ? n : fail ((int) n, error);
}

/* What could not be sent at once is with GnuTLS already: the caller offers it again, and it is sent
 * from there. */
static gssize
session_write (Session *session, const void *data, gsize size, GError **error)
{
  gssize n;

  if (!check_open (session, error))
    return -1;
  do
    n = session->n_unsent > 0 ? gnutls_record_send (session->session, NULL, 0)
                              : gnutls_record_send (session->session, data, size);
  while (may_continue (n));
  if (n == GNUTLS_E_AGAIN && session->n_unsent == 0)
    session->n_unsent = size;
  else if (n != GNUTLS_E_AGAIN)
    session->n_unsent = 0;
  return n >= 0 ? n : fail ((int) n, error);
}

/* Sends close_notify, if that is possible at once. */
static void
session_close_output (Session *session)
{
  if (!session->is_output_closed && !g_socket_is_closed (session->socket))
    gnutls_bye (session->session, GNUTLS_SHUT_WR);
  session->is_output_closed = TRUE;
}

/* The input stream */

#define FB_TYPE_TLS_INPUT_STREAM (fb_tls_input_stream_get_type ())
G_DECLARE_FINAL_TYPE (FbTlsInputStream, fb_tls_input_stream, FB, TLS_INPUT_STREAM, GInputStream)

struct _FbTlsInputStream
{
  GInputStream parent_instance;

  Session *session;
};

static void fb_tls_input_stream_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbTlsInputStream,
                               fb_tls_input_stream,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      fb_tls_input_stream_pollable_init))

static gssize
fb_tls_input_stream_read (GInputStream *stream,
                          void *buffer,
                          gsize size,
                          GCancellable *cancellable,
                          GError **error)
{
  Session *session = FB_TLS_INPUT_STREAM (stream)->session;

  while (TRUE)
    {
      g_autoptr (GError) problem = NULL;
      gssize n = session_read (session, buffer, size, &problem);

      if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          if (!g_socket_condition_wait (session->socket, G_IO_IN, cancellable, error))
            return -1;
          continue;
        }
      if (problem != NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
      return n;
    }
}

static gssize
fb_tls_input_stream_read_nonblocking (GPollableInputStream *stream,
                                      void *buffer,
                                      gsize size,
                                      GError **error)
{
  return session_read (FB_TLS_INPUT_STREAM (stream)->session, buffer, size, error);
}

static gboolean
fb_tls_input_stream_is_readable (GPollableInputStream *stream)
{
  Session *session = FB_TLS_INPUT_STREAM (stream)->session;

  return gnutls_record_check_pending (session->session) > 0 ||
         g_socket_condition_check (session->socket, G_IO_IN) != 0;
}

static GSource *
fb_tls_input_stream_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  Session *session = FB_TLS_INPUT_STREAM (stream)->session;
  g_autoptr (GSource) child = gnutls_record_check_pending (session->session) > 0
                                ? g_timeout_source_new (0)
                                : g_socket_create_source (session->socket, G_IO_IN, NULL);

  return g_pollable_source_new_full (stream, child, cancellable);
}

static void
fb_tls_input_stream_finalize (GObject *object)
{
  session_unref (FB_TLS_INPUT_STREAM (object)->session);
  G_OBJECT_CLASS (fb_tls_input_stream_parent_class)->finalize (object);
}

static void
fb_tls_input_stream_class_init (FbTlsInputStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_tls_input_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = fb_tls_input_stream_read;
}

static void
fb_tls_input_stream_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = fb_tls_input_stream_is_readable;
  iface->create_source = fb_tls_input_stream_create_source;
  iface->read_nonblocking = fb_tls_input_stream_read_nonblocking;
}

static void
fb_tls_input_stream_init (FbTlsInputStream *self)
{
}

/* The output stream */

#define FB_TYPE_TLS_OUTPUT_STREAM (fb_tls_output_stream_get_type ())
G_DECLARE_FINAL_TYPE (FbTlsOutputStream, fb_tls_output_stream, FB, TLS_OUTPUT_STREAM, GOutputStream)

struct _FbTlsOutputStream
{
  GOutputStream parent_instance;

  Session *session;
};

static void fb_tls_output_stream_pollable_init (GPollableOutputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbTlsOutputStream,
                               fb_tls_output_stream,
                               G_TYPE_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM,
                                                      fb_tls_output_stream_pollable_init))

static gssize
fb_tls_output_stream_write (GOutputStream *stream,
                            const void *data,
                            gsize size,
                            GCancellable *cancellable,
                            GError **error)
{
  Session *session = FB_TLS_OUTPUT_STREAM (stream)->session;

  while (TRUE)
    {
      g_autoptr (GError) problem = NULL;
      gssize n = session_write (session, data, size, &problem);

      if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          if (!g_socket_condition_wait (session->socket, G_IO_OUT, cancellable, error))
            return -1;
          continue;
        }
      if (problem != NULL)
        g_propagate_error (error, g_steal_pointer (&problem));
      return n;
    }
}

static gssize
fb_tls_output_stream_write_nonblocking (GPollableOutputStream *stream,
                                        const void *data,
                                        gsize size,
                                        GError **error)
{
  return session_write (FB_TLS_OUTPUT_STREAM (stream)->session, data, size, error);
}

static gboolean
fb_tls_output_stream_is_writable (GPollableOutputStream *stream)
{
  return g_socket_condition_check (FB_TLS_OUTPUT_STREAM (stream)->session->socket, G_IO_OUT) != 0;
}

static GSource *
fb_tls_output_stream_create_source (GPollableOutputStream *stream, GCancellable *cancellable)
{
  GSocket *socket = FB_TLS_OUTPUT_STREAM (stream)->session->socket;
  g_autoptr (GSource) child = g_socket_create_source (socket, G_IO_OUT, NULL);

  return g_pollable_source_new_full (stream, child, cancellable);
}

static gboolean
fb_tls_output_stream_close (GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  session_close_output (FB_TLS_OUTPUT_STREAM (stream)->session);
  return TRUE;
}

static void
fb_tls_output_stream_finalize (GObject *object)
{
  Session *session = FB_TLS_OUTPUT_STREAM (object)->session;

  G_OBJECT_CLASS (fb_tls_output_stream_parent_class)->finalize (object);
  session_unref (session);
}

static void
fb_tls_output_stream_class_init (FbTlsOutputStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_tls_output_stream_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = fb_tls_output_stream_write;
  G_OUTPUT_STREAM_CLASS (klass)->close_fn = fb_tls_output_stream_close;
}

static void
fb_tls_output_stream_pollable_init (GPollableOutputStreamInterface *iface)
{
  iface->is_writable = fb_tls_output_stream_is_writable;
  iface->create_source = fb_tls_output_stream_create_source;
  iface->write_nonblocking = fb_tls_output_stream_write_nonblocking;
}

static void
fb_tls_output_stream_init (FbTlsOutputStream *self)
{
}

/* Both directions */

struct _FbTlsStream
{
  GIOStream parent_instance;

  GSocketConnection *connection;
  Session *session;
  FbTlsInputStream *input;
  FbTlsOutputStream *output;
};

G_DEFINE_FINAL_TYPE (FbTlsStream, fb_tls_stream, G_TYPE_IO_STREAM)

static GInputStream *
fb_tls_stream_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (FB_TLS_STREAM (stream)->input);
}

static GOutputStream *
fb_tls_stream_get_output_stream (GIOStream *stream)
{
  return G_OUTPUT_STREAM (FB_TLS_STREAM (stream)->output);
}

static gboolean
fb_tls_stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  FbTlsStream *self = FB_TLS_STREAM (stream);

  session_close_output (self->session);
  return g_io_stream_close (G_IO_STREAM (self->connection), cancellable, error);
}

static void
fb_tls_stream_finalize (GObject *object)
{
  FbTlsStream *self = FB_TLS_STREAM (object);

  g_clear_object (&self->input);
  g_clear_object (&self->output);
  session_unref (self->session);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (fb_tls_stream_parent_class)->finalize (object);
}

static void
fb_tls_stream_class_init (FbTlsStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fb_tls_stream_finalize;
  stream_class->get_input_stream = fb_tls_stream_get_input_stream;
  stream_class->get_output_stream = fb_tls_stream_get_output_stream;
  stream_class->close_fn = fb_tls_stream_close;
}

static void
fb_tls_stream_init (FbTlsStream *self)
{
}

/**
 * fb_tls_stream_new:
 * @connection: an accepted connection
 * @credentials: the server's certificate and key
 *
 * For the receiver's thread, as is all that is done with the stream.
 *
 * Returns: (transfer full): a stream whose handshake has yet to be done
 */
FbTlsStream *
fb_tls_stream_new (GSocketConnection *connection, FbTlsCredentials *credentials)
{
  FbTlsStream *self = g_object_new (FB_TYPE_TLS_STREAM, NULL);

  self->connection = g_object_ref (connection);
  self->session = session_new (g_socket_connection_get_socket (connection), credentials);
  self->input = g_object_new (FB_TYPE_TLS_INPUT_STREAM, NULL);
  self->input->session = g_rc_box_acquire (self->session);
  self->output = g_object_new (FB_TYPE_TLS_OUTPUT_STREAM, NULL);
  self->output->session = g_rc_box_acquire (self->session);
  return self;
}

/**
 * fb_tls_stream_handshake:
 * @self: a stream
 * @error: (optional): where to store the reason: %G_IO_ERROR_WOULD_BLOCK if it goes on once the
 *   socket is in the state of fb_tls_stream_get_condition(); otherwise it has failed
 *
 * Begins or continues the handshake, as far as that is possible without waiting.
 *
 * Returns: whether it is done
 */
gboolean
fb_tls_stream_handshake (FbTlsStream *self, GError **error)
{
  int result;

  if (!check_open (self->session, error))
    return FALSE;
  do
    result = gnutls_handshake (self->session->session);
  while (may_continue (result));
  if (result >= 0)
    return TRUE;
  fail (result, error);
  if (result != GNUTLS_E_AGAIN)
    gnutls_alert_send_appropriate (self->session->session, result);
  return FALSE;
}

/**
 * fb_tls_stream_get_condition:
 * @self: a stream whose handshake would block
 *
 * Returns: what the handshake waits for
 */
GIOCondition
fb_tls_stream_get_condition (FbTlsStream *self)
{
  return gnutls_record_get_direction (self->session->session) == 0 ? G_IO_IN : G_IO_OUT;
}

/**
 * fb_tls_stream_get_connection:
 * @self: a stream
 *
 * Returns: (transfer none): the connection underneath
 */
GSocketConnection *
fb_tls_stream_get_connection (FbTlsStream *self)
{
  return self->connection;
}
