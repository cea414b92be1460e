/* fb-exchange.c
 *
 * One request, from its headers to its answer. The headers decide everything: an answer that they
 * suffice for is given before a byte of the body is read. Then the body streams into an FbIncoming,
 * and once that is on disk, and no sooner, the sender hears 200.
 *
 * The message owns its exchange. While something is waited for, a password's verification or the
 * store, the exchange keeps itself and its message alive; the sender may be gone by then, and then
 * nothing more may be done with the message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-exchange.h"

#include "fb-admission.h"
#include "fb-answer.h"
#include "fb-crash-point.h"
#include "fb-form-parser.h"
#include "fb-incoming.h"
#include "fb-origin.h"
#include "fb-visit.h"

/* A body whose length isn't told could fill the disk after all. */
#define SPACE_CHECK_BYTES (G_GUINT64_CONSTANT (16) * 1024 * 1024)

/* How many passwords may be under verification for another one to be, by the chance that it has. */
static const guint max_under_way[] = {
  [FB_LOGIN_NONE] = 1,
  [FB_LOGIN_FAIR] = 16,
  [FB_LOGIN_GOOD] = 32,
};

struct _FbExchange
{
  GObject parent_instance;

  FbReception *reception;
  SoupServerMessage *message; /* owns us */
  FbVisit *visit;
  GInetAddress *origin; /* where it comes from, behind all proxies */
  FbLoginChance chance;
  guint64 number;

  gboolean is_authenticated;
  gboolean is_over; /* nothing more may be done with the message */
  gboolean is_counted;
  FbIncoming *incoming;
  guint64 n_bytes;
  guint64 n_bytes_checked;
};

G_DEFINE_FINAL_TYPE (FbExchange, fb_exchange, G_TYPE_OBJECT)
static GQuark fb_exchange_quark (void);
G_DEFINE_QUARK (fb_exchange, fb_exchange)

/* Lets go of what was received, and so of its files. */
static void
drop_incoming (FbExchange *self)
{
  g_clear_pointer (&self->incoming, fb_incoming_free);
  if (self->is_counted)
    self->reception->n_requests--;
  self->is_counted = FALSE;
}

static void
end (FbExchange *self)
{
  self->is_over = TRUE;
  drop_incoming (self);
}

/* Anybody can be refused, as often as he likes; only who had the password is worth a line. */
static void
log_refusal (FbExchange *self, const FbAnswer *answer)
{
  GLogLevelFlags level = self->is_authenticated ? G_LOG_LEVEL_MESSAGE : G_LOG_LEVEL_DEBUG;

  if (answer->status != SOUP_STATUS_OK)
    g_log (G_LOG_DOMAIN, level, "Request %" G_GUINT64_FORMAT ": %u, %s", self->number,
           answer->status, answer->text);
}

/* Before the body has been read to its end. */
static void
refuse (FbExchange *self, const FbAnswer *answer)
{
  FbVisit *visit = self->visit;

  log_refusal (self, answer);
  end (self);
  fb_visit_enter (visit, FB_VISIT_LINGERING, self->reception->limits.linger_ms);
  fb_answer_give_early (answer, self->message, visit);
}

/* After it was. */
static void
answer (FbExchange *self, const FbAnswer *what)
{
  log_refusal (self, what);
  drop_incoming (self);
  fb_visit_enter (self->visit, FB_VISIT_LINGERING, self->reception->limits.linger_ms);
  fb_answer_give (what, self->message);
}

/* The sender's fault is told in its words, ours in few. */
static FbAnswer
answer_for_error (FbExchange *self, const GError *error)
{
  FbAnswer what = fb_answer_not_kept;

  if (g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_NO_SPACE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    what = fb_answer_no_space;
  else if (error->domain == FB_STORE_ERROR && error->code == FB_STORE_ERROR_CLOSED)
    what = fb_answer_closed;
  else if (error->domain == FB_FORM_ERROR)
    {
      what = fb_answer_malformed;
      what.text = error->message;
      if (error->code == FB_FORM_ERROR_TOO_LARGE)
        what.status = SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
      else if (error->code == FB_FORM_ERROR_UNSUPPORTED)
        what.status = SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE;
    }

  if (error->domain != FB_FORM_ERROR)
    g_message ("Request %" G_GUINT64_FORMAT " can't be kept: %s", self->number, error->message);
  return what;
}

static gboolean
check_space (FbExchange *self, guint64 bytes, GError **error)
{
  self->n_bytes_checked = self->n_bytes;
  return fb_store_check_space (self->reception->store, bytes, error);
}

/* A document is written once, and until the event is understood the body a second time. */
static guint64
expected_bytes (SoupMessageHeaders *headers)
{
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return 0;
  return 2 * (guint64) soup_message_headers_get_content_length (headers);
}

/* Whether the body may come. If not, the request is over. */
static gboolean
admit (FbExchange *self)
{
  FbReception *reception = self->reception;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const FbAnswer *bad;
  FbBodyKind kind;
  g_autoptr (GError) error = NULL;

  self->is_authenticated = TRUE;
  if (reception->n_requests >= reception->limits.requests)
    bad = &fb_answer_busy;
  else
    bad = fb_admission_check_body (self->message, &reception->limits, &kind);
  if (bad != NULL)
    {
      refuse (self, bad);
      return FALSE;
    }
  if (!check_space (self, expected_bytes (headers), &error))
    {
      FbAnswer what = answer_for_error (self, error);
      refuse (self, &what);
      return FALSE;
    }

  self->incoming = fb_incoming_new (reception->store, &reception->limits, kind,
                                    soup_message_headers_get_one (headers, "Content-Type"),
                                    soup_message_headers_get_one (headers, "x-webhook-event"));
  if (self->incoming == NULL)
    {
      refuse (self, &fb_answer_malformed);
      return FALSE;
    }
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    fb_incoming_set_has_length (self->incoming);
  self->is_counted = TRUE;
  reception->n_requests++;
  FB_CRASH_POINT ("admitted");
  fb_visit_enter (self->visit, FB_VISIT_BODY, reception->limits.stall_ms);
  return TRUE;
}

/* No connection is held to punish: that would cost us more than the sender. */
static void
refuse_login (FbExchange *self, gboolean has_chance)
{
  FbReception *reception = self->reception;

  if (has_chance)
    {
      refuse (self, &fb_answer_unauthorized);
      return;
    }
  FbAnswer what = fb_answer_too_many_failed;
  what.retry_after =
    fb_login_rate_get_wait (reception->logins, self->origin, g_get_monotonic_time ());
  refuse (self, &what);
}

static FbLoginChance
take_chance (FbExchange *self)
{
  self->chance =
    fb_login_rate_take (self->reception->logins, self->origin, g_get_monotonic_time ());
  return self->chance;
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbExchange) self = user_data;
  g_autoptr (SoupServerMessage) message = self->message;
  g_autoptr (GError) error = NULL;
  FbLoginRate *logins = self->reception->logins;
  FbVerdict verdict = fb_credentials_verify_finish (FB_CREDENTIALS (source), result, &error);

  if (verdict != FB_VERDICT_WRONG && self->chance != FB_LOGIN_NONE)
    fb_login_rate_give_back (logins, self->origin);
  if (verdict == FB_VERDICT_RIGHT)
    fb_login_rate_welcome (logins, self->origin);
  if (self->is_over)
    return;
  if (verdict == FB_VERDICT_RIGHT)
    {
      if (admit (self))
        soup_server_message_unpause (message);
    }
  else if (verdict == FB_VERDICT_UNAVAILABLE)
    refuse (self, &fb_answer_not_judged);
  else if (error != NULL && self->chance != FB_LOGIN_NONE)
    refuse (self, &fb_answer_logging_in);
  else
    refuse_login (self, self->chance != FB_LOGIN_NONE);
}

static void
authenticate (FbExchange *self)
{
  FbReception *reception = self->reception;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");

  /* Who shows no password at all asks for the challenge, and guesses nothing. */
  if (authorization == NULL)
    {
      refuse (self, &fb_answer_unauthorized);
      return;
    }
  switch (fb_credentials_check (reception->credentials, authorization))
    {
    case FB_VERDICT_RIGHT:
      fb_login_rate_welcome (reception->logins, self->origin);
      admit (self);
      return;
    case FB_VERDICT_UNKNOWN:
      take_chance (self);
      fb_visit_enter (self->visit, FB_VISIT_KEEPING, 0);
      soup_server_message_pause (self->message);
      g_object_ref (self->message);
      fb_credentials_verify_async (reception->credentials, authorization,
                                   max_under_way[self->chance], NULL, on_verified,
                                   g_object_ref (self));
      return;
    case FB_VERDICT_UNAVAILABLE:
      refuse (self, &fb_answer_not_judged);
      return;
    case FB_VERDICT_WRONG:
    default:
      refuse_login (self, take_chance (self) != FB_LOGIN_NONE);
      return;
    }
}

/* Before any password is looked at. */
static gboolean
may_send (FbExchange *self)
{
  FbReception *reception = self->reception;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);

  self->origin =
    fb_origin_find (soup_server_message_get_remote_address (self->message),
                    soup_message_headers_get_list (headers, "X-Forwarded-For"), reception->proxies);
  return self->origin != NULL && (fb_address_list_is_empty (reception->allowed) ||
                                  fb_address_list_has (reception->allowed, self->origin));
}

static void
on_got_headers (SoupServerMessage *message, FbExchange *self)
{
  if (self->is_over)
    return;

  /* On the request, where libsoup looks for it even if the answer is its own. */
  soup_message_headers_replace (soup_server_message_get_request_headers (message), "Connection",
                                "close");
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);

  const FbAnswer *early = fb_admission_check_request (message, self->reception->path);
  if (early != NULL)
    refuse (self, early);
  else if (!may_send (self))
    refuse (self, &fb_answer_not_allowed);
  else
    authenticate (self);
}

static gboolean
take_chunk (FbExchange *self, GBytes *chunk, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (chunk, &size);

  self->n_bytes += size;
  if (self->n_bytes - self->n_bytes_checked >= SPACE_CHECK_BYTES &&
      !check_space (self, SPACE_CHECK_BYTES, error))
    return FALSE;
  return fb_incoming_feed (self->incoming, data, size, error);
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, FbExchange *self)
{
  g_autoptr (GError) error = NULL;

  if (self->is_over || self->incoming == NULL)
    return;
  fb_visit_go_on (self->visit);
  FB_CRASH_POINT ("chunk-received");
  if (!take_chunk (self, chunk, &error))
    {
      FbAnswer what = answer_for_error (self, error);
      refuse (self, &what);
    }
}

static void
on_finished (SoupServerMessage *message, FbExchange *self)
{
  if (self->incoming != NULL)
    g_message ("Request %" G_GUINT64_FORMAT " broke off after %" G_GUINT64_FORMAT " bytes",
               self->number, self->n_bytes);
  end (self);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbExchange) self = user_data;
  g_autoptr (SoupServerMessage) message = self->message;
  g_autoptr (GError) error = NULL;
  gboolean already_kept = FALSE;
  gboolean is_kept = fb_incoming_keep_finish (result, &already_kept, &error);

  g_debug ("Request %" G_GUINT64_FORMAT " %s", self->number,
           !is_kept       ? "was not kept"
           : already_kept ? "was kept before"
                          : "is kept");
  self->reception->n_requests--;
  if (self->is_over)
    return;

  FbAnswer what = is_kept ? fb_answer_kept : answer_for_error (self, error);
  FB_CRASH_POINT ("before-answer");
  answer (self, &what);
  soup_server_message_unpause (message);
}

/**
 * fb_exchange_keep:
 * @self: an exchange whose request was read to its end
 *
 * Keeps what came and answers.
 */
void
fb_exchange_keep (FbExchange *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (FB_IS_EXCHANGE (self));

  if (self->is_over || self->incoming == NULL)
    return;
  if (!fb_incoming_finish (self->incoming, &error))
    {
      FbAnswer what = answer_for_error (self, error);
      answer (self, &what);
      return;
    }

  const FbEvent *event = fb_incoming_get_event (self->incoming);
  g_debug ("Request %" G_GUINT64_FORMAT " is message %s, %" G_GUINT64_FORMAT " bytes", self->number,
           event->message_id != NULL ? event->message_id : "(none)", self->n_bytes);
  fb_visit_enter (self->visit, FB_VISIT_KEEPING, 0);
  soup_server_message_pause (self->message);
  g_object_ref (self->message);
  fb_incoming_keep_async (self->incoming, on_kept, g_object_ref (self));

  /* It stays counted until the store is done with it. */
  self->is_counted = FALSE;
  drop_incoming (self);
}

static void
fb_exchange_finalize (GObject *object)
{
  FbExchange *self = FB_EXCHANGE (object);

  drop_incoming (self);
  g_clear_object (&self->origin);
  g_clear_pointer (&self->visit, fb_visit_unref);
  g_clear_pointer (&self->reception, fb_reception_unref);
  G_OBJECT_CLASS (fb_exchange_parent_class)->finalize (object);
}

static void
fb_exchange_class_init (FbExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_exchange_finalize;
}

static void
fb_exchange_init (FbExchange *self)
{
}

/**
 * fb_exchange_begin:
 * @reception: what all exchanges share
 * @message: a request that begins, in a connection that the door let in
 *
 * From now on the message has its exchange, which does all the rest but fb_exchange_keep().
 */
void
fb_exchange_begin (FbReception *reception, SoupServerMessage *message)
{
  FbVisit *visit = fb_visit_of (soup_server_message_get_remote_address (message));

  g_return_if_fail (visit != NULL);

  FbExchange *self = g_object_new (FB_TYPE_EXCHANGE, NULL);
  self->reception = fb_reception_ref (reception);
  self->message = message;
  self->visit = fb_visit_ref (visit);
  self->number = ++reception->last_number;
  g_object_set_qdata_full (G_OBJECT (message), fb_exchange_quark (), self, g_object_unref);

  g_signal_connect_object (message, "got-headers", G_CALLBACK (on_got_headers), self, 0);
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (on_got_chunk), self, 0);
  g_signal_connect_object (message, "finished", G_CALLBACK (on_finished), self, 0);
  g_signal_connect_object (message, "disconnected", G_CALLBACK (on_finished), self, 0);
}

/**
 * fb_exchange_of:
 * @message: a request
 *
 * Returns: (transfer none) (nullable): its exchange
 */
FbExchange *
fb_exchange_of (SoupServerMessage *message)
{
  return g_object_get_qdata (G_OBJECT (message), fb_exchange_quark ());
}
