/* fb-documo-exchange.c
 *
 * One request to Documo's API and the answer to it, piece by piece. It ends what is silent or too
 * slow, and tells what goes wrong on the way in the terms of FbDocumoError. The time in which
 * nobody reads doesn't count.
 *
 * libsoup is never told to cancel a request whose answer is awaited: 3.6 lets go of what it has for
 * it once too often if the answer comes just then, and the heap is damaged. Such an exchange ends
 * for who has asked, and what comes for it is thrown away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-exchange-private.h"

#include "fb-documo-error.h"

#define PIECE_SIZE (64 * 1024)

/* How often the rate is looked at. */
#define WATCH_INTERVAL_MS 250

struct _FbDocumoExchange
{
  GObject parent_instance;

  SoupSession *session;
  SoupMessage *message;
  FbDocumoLimits limits;
  GCancellable *outer; /* nullable: the caller's */
  gulong outer_handler;
  GCancellable *cancellable; /* ours, which the caller's cancels, too */
  GTask *sending;            /* while the answer's head is awaited */
  GSource *cancelling;       /* likewise: ends that when it is cancelled */
  GInputStream *body;        /* from the answer's head on */
  char *content_type;
  GSource *watch;  /* while something is awaited */
  gint64 waiting;  /* since when, in microseconds */
  gint64 waited;   /* before that, in microseconds */
  guint64 n_bytes; /* of the body */
};

G_DEFINE_FINAL_TYPE (FbDocumoExchange, fb_documo_exchange, G_TYPE_OBJECT)

/* Time */

static gboolean
is_behind (FbDocumoExchange *self, gint64 waited)
{
  const gint64 beyond = waited - (gint64) self->limits.grace * G_USEC_PER_SEC;

  return beyond > 0 &&
         self->n_bytes < (guint64) beyond / (guint64) G_USEC_PER_SEC * self->limits.min_rate;
}

static gboolean
on_watch (gpointer data)
{
  FbDocumoExchange *self = data;

  if (is_behind (self, self->waited + g_get_monotonic_time () - self->waiting))
    g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

static void
begin_wait (FbDocumoExchange *self)
{
  self->waiting = g_get_monotonic_time ();
  self->watch = g_timeout_source_new (WATCH_INTERVAL_MS);
  g_source_set_callback (self->watch, on_watch, self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());
}

static void
clear_watch (FbDocumoExchange *self)
{
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
}

static void
end_wait (FbDocumoExchange *self)
{
  self->waited += g_get_monotonic_time () - self->waiting;
  clear_watch (self);
}

/* Errors */

static FbDocumoError
get_code (FbDocumoExchange *self, const GError *error)
{
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return FB_DOCUMO_ERROR_CERTIFICATE;
  if (error->domain == SOUP_SESSION_ERROR && self->body == NULL)
    return FB_DOCUMO_ERROR_NOT_API;
  return self->body != NULL ? FB_DOCUMO_ERROR_INTERRUPTED : FB_DOCUMO_ERROR_UNAVAILABLE;
}

/* What libsoup says may name hosts; our messages say what users and the log may know. */
static GError *
dup_error (FbDocumoExchange *self, const GError *error)
{
  if (g_cancellable_is_cancelled (self->outer))
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Operation was cancelled");
  return fb_documo_error_new (get_code (self, error));
}

/* Sending */

static void
read_head (FbDocumoExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  self->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
}

/* Returns: (transfer full): what to return the outcome to */
static GTask *
end_sending (FbDocumoExchange *self)
{
  end_wait (self);
  g_source_destroy (self->cancelling);
  g_clear_pointer (&self->cancelling, g_source_unref);
  return g_steal_pointer (&self->sending);
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  FbDocumoExchange *self = data;
  g_autoptr (GTask) task = end_sending (self);
  g_autoptr (GError) error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  g_task_return_error (task, dup_error (self, error));
  return G_SOURCE_REMOVE;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbDocumoExchange) self = FB_DOCUMO_EXCHANGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) body = soup_session_send_finish (self->session, result, &error);

  if (self->sending == NULL)
    {
      if (body != NULL)
        g_input_stream_close_async (body, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
      return;
    }
  g_autoptr (GTask) task = end_sending (self);
  if (body == NULL)
    {
      g_task_return_error (task, dup_error (self, error));
      return;
    }
  self->body = g_steal_pointer (&body);
  read_head (self);
  g_task_return_boolean (task, TRUE);
}

static void
watch_cancellable (FbDocumoExchange *self)
{
  self->cancelling = g_cancellable_source_new (self->cancellable);
  g_source_set_callback (self->cancelling, G_SOURCE_FUNC (on_cancelled), self, NULL);
  g_source_attach (self->cancelling, g_main_context_get_thread_default ());
}

/* Reading */

/* libsoup 3.2 takes the end of the connection for the end of the body, whatever was announced. */
static gboolean
ends_too_soon (FbDocumoExchange *self, GBytes *bytes)
{
  const gint64 length = fb_documo_exchange_get_length (self);

  return g_bytes_get_size (bytes) == 0 && length >= 0 && self->n_bytes < (guint64) length;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbDocumoExchange *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (self->body, result, &error);

  end_wait (self);
  if (bytes == NULL)
    {
      g_task_return_error (task, dup_error (self, error));
      return;
    }
  self->n_bytes += g_bytes_get_size (bytes);
  /* What drips may never be watched for long enough. */
  if (ends_too_soon (self, bytes) || is_behind (self, self->waited))
    g_task_return_error (task, fb_documo_error_new (FB_DOCUMO_ERROR_INTERRUPTED));
  else
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
}

static void
on_read_part (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbDocumoExchange *self = FB_DOCUMO_EXCHANGE (source);
  GByteArray *all = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = fb_documo_exchange_read_finish (self, result, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  if (size > 0)
    g_byte_array_append (all, data, (guint) size);
  if (size > 0 && all->len <= FB_DOCUMO_MAX_ANSWER)
    fb_documo_exchange_read_async (self, on_read_part, g_steal_pointer (&task));
  else
    g_task_return_pointer (task, g_bytes_new (all->data, all->len), (GDestroyNotify) g_bytes_unref);
}

/* GObject */

static void
fb_documo_exchange_dispose (GObject *object)
{
  FbDocumoExchange *self = FB_DOCUMO_EXCHANGE (object);

  clear_watch (self);
  if (self->outer_handler != 0)
    g_cancellable_disconnect (self->outer, self->outer_handler);
  self->outer_handler = 0;
  g_clear_object (&self->outer);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->body);
  g_clear_object (&self->message);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (fb_documo_exchange_parent_class)->dispose (object);
}

static void
fb_documo_exchange_finalize (GObject *object)
{
  g_free (FB_DOCUMO_EXCHANGE (object)->content_type);

  G_OBJECT_CLASS (fb_documo_exchange_parent_class)->finalize (object);
}

static void
fb_documo_exchange_class_init (FbDocumoExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_documo_exchange_dispose;
  G_OBJECT_CLASS (klass)->finalize = fb_documo_exchange_finalize;
}

static void
fb_documo_exchange_init (FbDocumoExchange *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
on_outer_cancelled (GCancellable *outer, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

/**
 * fb_documo_exchange_new:
 * @session: through which it goes
 * @message: the request
 * @limits: what the answer may take
 * @cancellable: (nullable): ends it
 *
 * For one thread, and its thread-default main context.
 *
 * Returns: (transfer full): an exchange; send it
 */
FbDocumoExchange *
fb_documo_exchange_new (SoupSession *session,
                        SoupMessage *message,
                        const FbDocumoLimits *limits,
                        GCancellable *cancellable)
{
  FbDocumoExchange *self = g_object_new (FB_TYPE_DOCUMO_EXCHANGE, NULL);

  self->session = g_object_ref (session);
  self->message = g_object_ref (message);
  self->limits = *limits;
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_handler =
        g_cancellable_connect (cancellable, G_CALLBACK (on_outer_cancelled),
                               g_object_ref (self->cancellable), g_object_unref);
    }
  return self;
}

/**
 * fb_documo_exchange_send_async:
 * @self: an exchange that was not sent
 * @callback: called when the head of the answer is there
 * @user_data: for @callback
 */
void
fb_documo_exchange_send_async (FbDocumoExchange *self,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  self->sending = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->sending, fb_documo_exchange_send_async);
  begin_wait (self);
  watch_cancellable (self);
  if (!g_cancellable_is_cancelled (self->cancellable))
    soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, NULL, on_sent,
                             g_object_ref (self));
}

/**
 * fb_documo_exchange_send_finish:
 * @self: an exchange
 * @result: what the callback was given
 * @error: (optional): an #FbDocumoError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether there is an answer, whatever it says
 */
gboolean
fb_documo_exchange_send_finish (FbDocumoExchange *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fb_documo_exchange_get_answer:
 * @self: an exchange that was answered
 * @answer: (out caller-allocates): the head of the answer, valid as long as @self
 */
void
fb_documo_exchange_get_answer (FbDocumoExchange *self, FbDocumoAnswer *answer)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  answer->status = soup_message_get_status (self->message);
  answer->content_type = self->content_type;
  answer->retry_after = soup_message_headers_get_one (headers, "Retry-After");
}

/**
 * fb_documo_exchange_get_length:
 * @self: an exchange that was answered
 *
 * Returns: how many bytes the body has, or -1 if that isn't said
 */
gint64
fb_documo_exchange_get_length (FbDocumoExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
           ? soup_message_headers_get_content_length (headers)
           : -1;
}

/**
 * fb_documo_exchange_is_encoded:
 * @self: an exchange that was answered
 *
 * Returns: whether the body is compressed, though nobody asked for that
 */
gboolean
fb_documo_exchange_is_encoded (FbDocumoExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *encoding = soup_message_headers_get_one (headers, "Content-Encoding");

  return encoding != NULL && g_ascii_strcasecmp (encoding, "identity") != 0;
}

/**
 * fb_documo_exchange_has_end:
 * @self: an exchange that was answered
 *
 * Returns: whether HTTP tells a body that ended from one that broke off
 */
gboolean
fb_documo_exchange_has_end (FbDocumoExchange *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  return soup_message_get_http_version (self->message) == SOUP_HTTP_2_0 ||
         soup_message_headers_get_encoding (headers) != SOUP_ENCODING_EOF;
}

/**
 * fb_documo_exchange_read_async:
 * @self: an exchange that was answered
 * @callback: called when there is more of the body
 * @user_data: for @callback
 */
void
fb_documo_exchange_read_async (FbDocumoExchange *self,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_documo_exchange_read_async);
  begin_wait (self);
  g_input_stream_read_bytes_async (self->body, PIECE_SIZE, G_PRIORITY_DEFAULT, self->cancellable,
                                   on_read, g_steal_pointer (&task));
}

/**
 * fb_documo_exchange_read_finish:
 * @self: an exchange
 * @result: what the callback was given
 * @error: (optional): an #FbDocumoError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the next bytes, none at the end; %NULL on error
 */
GBytes *
fb_documo_exchange_read_finish (FbDocumoExchange *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fb_documo_exchange_read_all_async:
 * @self: an exchange that was answered
 * @callback: called when all of the body is there, or more than the guard would parse
 * @user_data: for @callback
 */
void
fb_documo_exchange_read_all_async (FbDocumoExchange *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_documo_exchange_read_all_async);
  g_task_set_task_data (task, g_byte_array_new (), (GDestroyNotify) g_byte_array_unref);
  fb_documo_exchange_read_async (self, on_read_part, g_steal_pointer (&task));
}

/**
 * fb_documo_exchange_read_all_finish:
 * @self: an exchange
 * @result: what the callback was given
 * @error: (optional): an #FbDocumoError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the body; %NULL on error
 */
GBytes *
fb_documo_exchange_read_all_finish (FbDocumoExchange *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
