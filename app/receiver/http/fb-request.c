/* fb-request.c
 *
 * One request, from its headers to its response; fb-request-login.c authenticates it. The headers
 * decide everything: a response for which they suffice is sent before a byte of the body is read.
 * Then the body streams into an FbUpload, and 200 is sent once that is on disk, and no sooner.
 *
 * The message owns its request. While something is waited for, the verification of a password or
 * the store, the request keeps itself and its message alive; the client may have disconnected by
 * then, and then nothing more may be done with the message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-request-private.h"

#include "fb-client-address.h"
#include "fb-client.h"
#include "fb-crash-point.h"
#include "fb-delivery-signs.h"
#include "fb-form-parser.h"
#include "fb-request-check.h"
#include "fb-request-refusal.h"
#include "fb-request-stream.h"
#include "fb-response.h"
#include "fb-upload-queue.h"

/* What is discarded after a refusal, beyond the request. */
#define DISCARDED_BYTES (1024 * 1024)

G_DEFINE_FINAL_TYPE (FbRequest, fb_request, G_TYPE_OBJECT)
static GQuark fb_request_quark (void);
G_DEFINE_QUARK (fb_request, fb_request)

static void
uncount (FbRequest *self)
{
  if (self->is_counted)
    g_ptr_array_remove_fast (self->context->clients, self->client);
  self->is_counted = FALSE;
}

/* Frees what was received, and so its files. */
static void
drop_upload (FbRequest *self)
{
  if (self->is_keeping)
    return;
  g_clear_pointer (&self->queue, fb_upload_queue_free);
  uncount (self);
}

static void
end (FbRequest *self)
{
  self->is_over = TRUE;
  drop_upload (self);
}

/* What we send to ourselves says nothing of Documo. */
static void
remember_refusal (FbRequest *self, FbRefusalReason reason)
{
  if (self->test != 0)
    fb_test_log_note_refused (self->context->tests, self->test, reason);
  else
    fb_request_refusal_note (self->context, self->message, self->address, self->is_authenticated,
                             reason);
}

/* Anybody can cause a refusal, as often as they like; only those with a password are logged. */
static void
note_refusal (FbRequest *self, const FbResponse *response)
{
  GLogLevelFlags level = self->is_authenticated ? G_LOG_LEVEL_MESSAGE : G_LOG_LEVEL_DEBUG;

  if (response->status != SOUP_STATUS_OK)
    g_log (G_LOG_DOMAIN, level, "Request %" G_GUINT64_FORMAT ": %u, %s", self->number,
           response->status, response->text);
  if (response->reason != FB_REFUSAL_NONE && !self->is_probe)
    remember_refusal (self, response->reason);
}

/* How much of the body is discarded after a refusal: all of it, so that a proxy that sends it to
 * its end before it reads the response finds that. Time is limited, too. */
static guint64
get_max_discarded (FbRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  guint64 length = 0;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    length = (guint64) soup_message_headers_get_content_length (headers);
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED)
    length = self->context->config->limits.body_bytes;
  return length + DISCARDED_BYTES;
}

/* fb_request_refuse:
 *
 * Responds before the body has been read to its end.
 */
void
fb_request_refuse (FbRequest *self, const FbResponse *response)
{
  FbClient *client = self->client;

  note_refusal (self, response);
  end (self);
  fb_client_begin_phase (client, FB_CLIENT_REFUSED, self->context->config->limits.linger_ms);
  fb_response_send_early (response, self->message, client, get_max_discarded (self));
}

/* Responds after it has been. */
static void
respond (FbRequest *self, const FbResponse *what)
{
  note_refusal (self, what);
  drop_upload (self);
  fb_client_begin_phase (self->client, FB_CLIENT_RESPONDING,
                         self->context->config->limits.linger_ms);
  fb_response_send (what, self->message);
}

/* The client's fault is described in detail, ours is not. */
static FbResponse
response_for_error (FbRequest *self, const GError *error)
{
  FbResponse what = fb_response_not_kept;

  if (g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_NO_SPACE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    what = fb_response_no_space;
  else if (error->domain == FB_STORE_ERROR && error->code == FB_STORE_ERROR_CLOSED)
    what = fb_response_closed;
  else if (error->domain == FB_FORM_ERROR)
    {
      what = fb_response_malformed;
      what.text = error->message;
      if (error->code == FB_FORM_ERROR_TOO_LARGE)
        {
          what.status = SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
          what.reason = FB_REFUSAL_TOO_LARGE;
        }
      else if (error->code == FB_FORM_ERROR_UNSUPPORTED)
        {
          what.status = SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE;
          what.reason = FB_REFUSAL_WRONG_TYPE;
        }
    }

  if (error->domain != FB_FORM_ERROR)
    g_message ("Request %" G_GUINT64_FORMAT " can't be kept: %s", self->number, error->message);
  return what;
}

/* A document is written once, and until the event is understood the body a second time. */
static guint64
expected_bytes (SoupMessageHeaders *headers)
{
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return 0;
  return 2 * (guint64) soup_message_headers_get_content_length (headers);
}

static void on_queue_changed (gpointer user_data);

/* How many requests there may be at a time. */
static const FbResponse *
check_limits (FbRequest *self)
{
  const FbRequestContext *context = self->context;
  const FbReceiverLimits *limits = &context->config->limits;

  if (fb_request_context_count_requests (context, NULL) >= limits->requests)
    return &fb_response_busy;
  if (!fb_client_is_shared (self->client) &&
      fb_request_context_count_requests (context, self->client) >= limits->connections_per_address)
    return &fb_response_too_many_connections;
  return NULL;
}

/* fb_request_begin_body:
 *
 * Decides whether the body is received. If not, the request is over.
 */
gboolean
fb_request_begin_body (FbRequest *self)
{
  FbRequestContext *context = self->context;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const FbResponse *bad;
  FbBodyKind kind;
  g_autoptr (GError) error = NULL;

  self->is_authenticated = TRUE;
  bad = check_limits (self);
  if (bad == NULL)
    bad = fb_request_check_body (self->message, &context->config->limits, &kind);
  if (bad != NULL)
    {
      fb_request_refuse (self, bad);
      return FALSE;
    }
  if (!fb_store_check_space (context->store, expected_bytes (headers), &error))
    {
      FbResponse what = response_for_error (self, error);
      fb_request_refuse (self, &what);
      return FALSE;
    }

  FbUpload *upload = fb_upload_new (context->store, &context->config->limits, kind,
                                    soup_message_headers_get_one (headers, "Content-Type"),
                                    soup_message_headers_get_one (headers, FB_DOCUMO_EVENT_HEADER));
  if (upload == NULL)
    {
      fb_request_refuse (self, &fb_response_malformed);
      return FALSE;
    }
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    fb_upload_set_has_length (upload);
  if (self->is_test)
    fb_upload_set_test (upload, fb_test_log_dup_content (context->tests, self->test));
  self->queue =
    fb_upload_queue_new (upload, g_main_context_get_thread_default (), on_queue_changed, self);
  self->is_counted = TRUE;
  g_ptr_array_add (context->clients, fb_client_ref (self->client));
  FB_CRASH_POINT ("admitted");
  fb_client_begin_phase (self->client, FB_CLIENT_BODY, context->config->limits.stall_ms);
  return TRUE;
}

static void
find_address (FbRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);

  self->address =
    fb_client_address_find (soup_server_message_get_remote_address (self->message),
                            soup_message_headers_get_list (headers, "X-Forwarded-For"),
                            self->context->config->trusted_proxies);
}

/* Decided before any password is looked at. */
static gboolean
may_send (FbRequest *self)
{
  FbRequestContext *context = self->context;

  return self->address != NULL &&
         (fb_address_list_is_empty (context->config->allowed_senders) ||
          fb_address_list_has (context->config->allowed_senders, self->address));
}

/* What libsoup has made of malformed headers doesn't count. */
static const FbResponse *
check_headers (SoupServerMessage *message, const char *path)
{
  FbHeaderScanner *scanner =
    fb_request_stream_get_scanner (soup_server_message_get_remote_address (message));

  if (fb_header_scanner_is_too_large (scanner))
    return &fb_response_headers_too_large;
  if (fb_header_scanner_is_malformed (scanner))
    return &fb_response_malformed;
  return fb_request_check_target (message, path);
}

/* It gets the answer that anybody gets. */
static void
note_probe (FbRequest *self)
{
  GUri *uri = soup_server_message_get_uri (self->message);

  self->is_probe =
    uri != NULL && soup_server_message_get_method (self->message) == SOUP_METHOD_GET &&
    fb_probe_log_note_query (self->context->probes, g_uri_get_query (uri),
                             fb_request_is_for_path (self->message, self->context->config->path));
}

/* By what everybody may see; it is let in by its sign-in alone. */
static void
note_test (FbRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);

  self->test = fb_test_log_find (self->context->tests,
                                 soup_message_headers_get_list (headers, FB_TEST_HEADER));
}

static void
on_got_headers (SoupServerMessage *message, FbRequest *self)
{
  if (self->is_over)
    return;

  /* On the request, where libsoup looks for it even if the response is its own. */
  soup_message_headers_replace (soup_server_message_get_request_headers (message), "Connection",
                                "close");
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);

  find_address (self);
  note_probe (self);
  note_test (self);
  const FbResponse *early = check_headers (message, self->context->config->path);
  if (early != NULL)
    fb_request_refuse (self, early);
  else if (!may_send (self))
    fb_request_refuse (self, &fb_response_not_allowed);
  else
    fb_request_authenticate (self);
}

/* Nothing more is received until there is room for it; that time doesn't count for the client. */
static void
pause_body (FbRequest *self)
{
  self->is_paused = TRUE;
  fb_client_begin_phase (self->client, FB_CLIENT_PROCESSING, 0);
  soup_server_message_pause (self->message);
}

static void
resume_body (FbRequest *self)
{
  self->is_paused = FALSE;
  fb_client_begin_phase (self->client, FB_CLIENT_BODY, self->context->config->limits.stall_ms);
  soup_server_message_unpause (self->message);
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, FbRequest *self)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (chunk, &size);

  if (self->is_over || self->queue == NULL)
    return;
  fb_client_note_progress (self->client);
  FB_CRASH_POINT ("chunk-received");
  self->n_bytes += size;
  fb_upload_queue_push (self->queue, data, size);
  if (!self->is_paused && fb_upload_queue_is_full (self->queue))
    pause_body (self);
}

static void
on_finished (SoupServerMessage *message, FbRequest *self)
{
  if (self->queue != NULL && !self->is_keeping)
    {
      g_message ("Request %" G_GUINT64_FORMAT " broke off after %" G_GUINT64_FORMAT " bytes",
                 self->number, self->n_bytes);
      remember_refusal (self, FB_REFUSAL_BROKEN_OFF);
    }
  end (self);
}

static void
note_kept (FbRequest *self)
{
  if (self->is_test)
    fb_test_log_note_kept (self->context->tests, self->test);
  else
    fb_refusal_log_note_accepted (self->context->refusals);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbRequest) self = user_data;
  g_autoptr (SoupServerMessage) message = self->message;
  g_autoptr (GError) error = NULL;
  gboolean already_kept = FALSE;
  gboolean is_kept = fb_upload_keep_finish (result, &already_kept, &error);

  g_debug ("Request %" G_GUINT64_FORMAT " %s", self->number,
           !is_kept       ? "was not kept"
           : already_kept ? "was kept before"
                          : "is kept");
  self->is_keeping = FALSE;
  uncount (self);
  if (is_kept)
    note_kept (self);
  if (self->is_over)
    return;

  FbResponse what = is_kept ? fb_response_kept : response_for_error (self, error);
  FB_CRASH_POINT ("before-response");
  respond (self, &what);
  soup_server_message_unpause (message);
}

/* It waits for the store from here on, whether its client does or not. */
static void
keep_upload (FbRequest *self, FbUpload *upload)
{
  const FbEvent *event = fb_upload_get_event (upload);

  g_debug ("Request %" G_GUINT64_FORMAT " is message %s, %" G_GUINT64_FORMAT " bytes", self->number,
           event->message_id != NULL ? event->message_id : "(none)", self->n_bytes);
  fb_upload_keep_async (upload, on_kept, self);
  g_clear_pointer (&self->queue, fb_upload_queue_free);
}

/* A body that was read to its end can't be kept. */
static void
fail_to_keep (FbRequest *self, const GError *error)
{
  g_autoptr (FbRequest) request = self;
  g_autoptr (SoupServerMessage) message = self->message;
  FbResponse what = response_for_error (self, error);

  self->is_keeping = FALSE;
  if (self->is_over)
    {
      drop_upload (self);
      return;
    }
  respond (self, &what);
  soup_server_message_unpause (message);
}

static void
on_queue_changed (gpointer user_data)
{
  FbRequest *self = user_data;
  FbUpload *upload = fb_upload_queue_get_finished (self->queue);
  g_autoptr (GError) error = fb_upload_queue_dup_error (self->queue);

  if (upload != NULL)
    keep_upload (self, upload);
  else if (error != NULL && self->is_keeping)
    fail_to_keep (self, error);
  else if (error != NULL)
    {
      FbResponse what = response_for_error (self, error);
      fb_request_refuse (self, &what);
    }
  else if (self->is_paused && !self->is_keeping)
    resume_body (self);
}

/**
 * fb_request_keep:
 * @self: a request that was read to its end
 *
 * Keeps what was received, and responds. For the receiver's thread.
 */
void
fb_request_keep (FbRequest *self)
{
  g_return_if_fail (FB_IS_REQUEST (self));

  if (self->is_over || self->queue == NULL)
    return;
  fb_client_begin_phase (self->client, FB_CLIENT_PROCESSING, 0);
  soup_server_message_pause (self->message);
  self->is_keeping = TRUE;
  /* Until it is kept, or can't be. */
  g_object_ref (self->message);
  g_object_ref (self);
  fb_upload_queue_finish (self->queue);
}

static void
fb_request_finalize (GObject *object)
{
  FbRequest *self = FB_REQUEST (object);

  drop_upload (self);
  g_clear_object (&self->address);
  g_clear_pointer (&self->client, fb_client_unref);
  g_clear_pointer (&self->context, fb_request_context_unref);
  G_OBJECT_CLASS (fb_request_parent_class)->finalize (object);
}

static void
fb_request_class_init (FbRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_request_finalize;
}

static void
fb_request_init (FbRequest *self)
{
}

/**
 * fb_request_begin:
 * @context: what all requests share
 * @message: a request that begins, in a connection that the listener accepted
 *
 * Attaches a request to the message, which owns it and which it follows from now on. When the
 * message has been read to its end, call fb_request_keep(). For the receiver's thread.
 */
void
fb_request_begin (FbRequestContext *context, SoupServerMessage *message)
{
  FbClient *client = fb_client_from_address (soup_server_message_get_remote_address (message));

  g_return_if_fail (client != NULL);

  FbRequest *self = g_object_new (FB_TYPE_REQUEST, NULL);
  self->context = fb_request_context_ref (context);
  self->message = message;
  self->client = fb_client_ref (client);
  self->number = ++context->last_number;
  g_object_set_qdata_full (G_OBJECT (message), fb_request_quark (), self, g_object_unref);

  g_signal_connect_object (message, "got-headers", G_CALLBACK (on_got_headers), self, 0);
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (on_got_chunk), self, 0);
  g_signal_connect_object (message, "finished", G_CALLBACK (on_finished), self, 0);
  g_signal_connect_object (message, "disconnected", G_CALLBACK (on_finished), self, 0);
}

/**
 * fb_request_from_message:
 * @message: a message
 *
 * Returns: (transfer none) (nullable): the request that fb_request_begin() attached to it
 */
FbRequest *
fb_request_from_message (SoupServerMessage *message)
{
  return g_object_get_qdata (G_OBJECT (message), fb_request_quark ());
}
