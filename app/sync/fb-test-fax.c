/* fb-test-fax.c
 *
 * Sends a fax to oneself: posts one as Documo does, over real HTTP, to the public address or, where
 * there is none, to this computer's own receiver. What came of it is known from that receiver,
 * which lets it in by a sign-in that is good for this fax alone.
 *
 * The protections are those of fb-outside-check.c: a session of its own, no redirection, no cache
 * of credentials, certificates are checked, and of an answer only its status is looked at. On the
 * way to the own receiver its certificate isn't checked: it is for the name by which Documo knows
 * it, and the connection doesn't leave this computer. libsoup is never told to cancel a request
 * whose answer is awaited (see fb-documo-exchange.c): what comes too late is thrown away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-test-fax.h"

#include <libsoup/soup.h>
#include <string.h>

#include "fb-documo-url.h"
#include "fb-outside-lookup.h"
#include "fb-outside-request.h"
#include "fb-test-delivery.h"

/* For a few megabytes by a slow line, there and back. */
#define DEFAULT_TIMEOUT_MS 60000

/* Of a sign-in: longer than any test. */
#define LIFETIME_MS (2 * 60 * 1000)

#define N_PAGES 1

struct _FbTestFax
{
  GObject parent_instance;

  FbReceiver *receiver;
  GTlsDatabase *database; /* nullable: the system's */
  GProxyResolver *proxies;
  GNetworkMonitor *network;
  guint timeout_ms;
};

G_DEFINE_FINAL_TYPE (FbTestFax, fb_test_fax, G_TYPE_OBJECT)

/* One test; data of its task. */
typedef struct
{
  char *address;
  gboolean is_local;
  gboolean was_reached;
  FbOutsideLookup lookup;
  FbTestLog *log;
  FbTestSignIn *sign_in; /* until it is over */
  char *message_id;
  GBytes *event;
  GBytes *document;
  SoupSession *session;
  SoupMessage *message;
  GCancellable *resolving;
  FbOutsideLimits limits;
  gboolean has_ended;
} Run;

/* What the callback gets. */
typedef struct
{
  FbTestFaxResult result;
  char *message_id; /* nullable */
} Outcome;

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_free (outcome->message_id);
  g_free (outcome);
}

static FbTestArrival
end_sign_in (Run *run)
{
  const FbTestArrival arrival = fb_test_log_end (run->log, run->sign_in->nonce);

  g_clear_pointer (&run->sign_in, fb_test_sign_in_free);
  return arrival;
}

static void
run_free (gpointer data)
{
  Run *run = data;

  if (run->sign_in != NULL)
    end_sign_in (run);
  fb_outside_limits_clear (&run->limits);
  g_clear_object (&run->session);
  g_clear_object (&run->message);
  g_clear_object (&run->resolving);
  fb_test_log_unref (run->log);
  g_bytes_unref (run->event);
  g_bytes_unref (run->document);
  g_free (run->message_id);
  g_free (run->address);
  g_free (run);
}

static void
return_result (GTask *task, FbTestFaxResult result, const char *message_id)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->result = result;
  outcome->message_id = g_strdup (message_id);
  g_task_return_pointer (task, outcome, outcome_free);
}

/* Ends the test, once: what comes afterwards finds it completed. */
static void
end (GTask *task, const FbTestFaxAnswer *answer)
{
  Run *run = g_task_get_task_data (task);
  const FbTestArrival arrival = end_sign_in (run);
  const FbTestFaxResult result = fb_test_fax_result_judge (&arrival, answer);

  fb_outside_limits_clear (&run->limits);
  run->has_ended = TRUE;
  g_message ("Test %s: result %d, answer %u", run->message_id, (int) result, answer->status);
  return_result (task, result, fb_test_fax_result_is_kept (result) ? run->message_id : NULL);
}

static FbOutsideDoubts
get_doubts (GTask *task)
{
  FbTestFax *self = g_task_get_source_object (task);
  const Run *run = g_task_get_task_data (task);

  return run->is_local ? FB_OUTSIDE_NO_DOUBTS
                       : fb_outside_get_doubts (&run->lookup, run->was_reached, self->network);
}

static void
end_with_failure (GTask *task, FbOutsideResult failure, GTlsCertificateFlags errors)
{
  const FbTestFaxAnswer answer = {
    .is_timeout = failure == FB_OUTSIDE_TIMEOUT,
    .failure = fb_outside_result_judge (failure, get_doubts (task), errors),
  };

  end (task, &answer);
}

static gboolean
has_ended (GTask *task)
{
  return ((Run *) g_task_get_task_data (task))->has_ended;
}

/* Sending */

/* Of a connection that was there. */
static gboolean
is_broken_off (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
}

static void
on_failed (GTask *task, const GError *error)
{
  Run *run = g_task_get_task_data (task);
  const GTlsCertificateFlags errors = soup_message_get_tls_peer_certificate_errors (run->message);
  const FbTestFaxAnswer broken_off = { .is_broken_off = TRUE };

  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    end_with_failure (task, fb_outside_result_from_certificate (errors), errors);
  else if (is_broken_off (error))
    end (task, &broken_off);
  else
    end_with_failure (task, fb_outside_result_from_error (error), G_TLS_CERTIFICATE_NO_FLAGS);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) body = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (body != NULL)
    g_input_stream_close_async (body, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  if (has_ended (task))
    return;
  if (body == NULL)
    {
      on_failed (task, error);
      return;
    }
  const FbTestFaxAnswer answer = { .status = soup_message_get_status (run->message) };
  end (task, &answer);
}

/* Who asks a proxy for a plain address shows it the sign-in. */
static gboolean
may_use_proxy (const Run *run)
{
  return !run->is_local && !fb_documo_url_is_plain_http (run->address);
}

static GProxyResolver *
get_proxies (FbTestFax *self, const Run *run)
{
  return may_use_proxy (run) ? self->proxies : NULL;
}

static gboolean
on_accept_certificate (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       gpointer user_data)
{
  return TRUE;
}

static void
set_sign_in (SoupMessage *message, const FbTestSignIn *sign_in)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *plain = g_strconcat (sign_in->user, ":", sign_in->password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));
  g_autofree char *authorization = g_strconcat ("Basic ", encoded, NULL);

  soup_message_headers_replace (headers, "Authorization", authorization);
  soup_message_headers_replace (headers, FB_TEST_HEADER, sign_in->nonce);
  explicit_bzero (plain, strlen (plain));
  explicit_bzero (encoded, strlen (encoded));
  explicit_bzero (authorization, strlen (authorization));
}

static void
send (GTask *task)
{
  FbTestFax *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autofree char *content_type = NULL;
  g_autoptr (GBytes) form = fb_test_delivery_make_form (run->event, run->document, &content_type);

  run->session = fb_outside_session_new (self->timeout_ms, get_proxies (self, run), self->database);
  run->message = soup_message_new (SOUP_METHOD_POST, run->address);
  soup_message_add_flags (run->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION |
                                          SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  if (run->is_local)
    g_signal_connect (run->message, "accept-certificate", G_CALLBACK (on_accept_certificate), NULL);
  set_sign_in (run->message, run->sign_in);
  soup_message_set_request_body_from_bytes (run->message, content_type, form);
  soup_session_send_async (run->session, run->message, G_PRIORITY_DEFAULT, NULL, on_sent,
                           g_object_ref (task));
}

/* Before: what the name stands for */

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const gboolean is_found = fb_outside_lookup_finish (result, &run->lookup, &error);

  if (has_ended (task))
    return;
  if (is_found)
    send (task);
  else
    end_with_failure (task, fb_outside_result_from_error (error), G_TLS_CERTIFICATE_NO_FLAGS);
}

static gboolean
on_deadline (gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);

  g_cancellable_cancel (run->resolving);
  end_with_failure (task, run->session != NULL ? FB_OUTSIDE_TIMEOUT : FB_OUTSIDE_CANNOT_TELL,
                    G_TLS_CERTIFICATE_NO_FLAGS);
  return G_SOURCE_REMOVE;
}

/* The task checks its cancellable itself. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);

  g_cancellable_cancel (run->resolving);
  end_with_failure (task, FB_OUTSIDE_CANNOT_TELL, G_TLS_CERTIFICATE_NO_FLAGS);
  return G_SOURCE_REMOVE;
}

static void
begin (GTask *task)
{
  FbTestFax *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  if (run->is_local)
    send (task);
  else
    fb_outside_lookup_async (get_proxies (self, run), run->address, run->resolving, on_looked_up,
                             g_object_ref (task));
}

/* GObject */

static void
fb_test_fax_dispose (GObject *object)
{
  FbTestFax *self = FB_TEST_FAX (object);

  g_clear_object (&self->database);
  g_clear_object (&self->proxies);
  g_clear_object (&self->network);
  g_clear_object (&self->receiver);

  G_OBJECT_CLASS (fb_test_fax_parent_class)->dispose (object);
}

static void
fb_test_fax_class_init (FbTestFaxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_test_fax_dispose;
}

static void
fb_test_fax_init (FbTestFax *self)
{
  self->timeout_ms = DEFAULT_TIMEOUT_MS;
  self->proxies = g_object_ref (g_proxy_resolver_get_default ());
  self->network = g_object_ref (g_network_monitor_get_default ());
}

/**
 * fb_test_fax_new:
 * @receiver: has to receive it
 *
 * For the main thread.
 *
 * Returns: (transfer full): what sends faxes to oneself
 */
FbTestFax *
fb_test_fax_new (FbReceiver *receiver)
{
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);

  FbTestFax *self = g_object_new (FB_TYPE_TEST_FAX, NULL);

  self->receiver = g_object_ref (receiver);
  return self;
}

/**
 * fb_test_fax_set_tls_database:
 * @self: what sends
 * @database: (nullable): whose authorities are trusted, instead of the system's
 */
void
fb_test_fax_set_tls_database (FbTestFax *self, GTlsDatabase *database)
{
  g_return_if_fail (FB_IS_TEST_FAX (self));

  g_set_object (&self->database, database);
}

/**
 * fb_test_fax_set_network:
 * @self: what sends
 * @proxies: says by which proxy an address is asked, instead of the system's
 * @network: says whether this computer is online, instead of the system's
 */
void
fb_test_fax_set_network (FbTestFax *self, GProxyResolver *proxies, GNetworkMonitor *network)
{
  g_return_if_fail (FB_IS_TEST_FAX (self));
  g_return_if_fail (G_IS_PROXY_RESOLVER (proxies));
  g_return_if_fail (G_IS_NETWORK_MONITOR (network));

  g_set_object (&self->proxies, proxies);
  g_set_object (&self->network, network);
}

/**
 * fb_test_fax_set_timeout:
 * @self: what sends
 * @ms: how long a test may take in all, in milliseconds; less than two minutes
 */
void
fb_test_fax_set_timeout (FbTestFax *self, guint ms)
{
  g_return_if_fail (FB_IS_TEST_FAX (self));
  g_return_if_fail (ms > 0 && ms < LIFETIME_MS);

  self->timeout_ms = ms;
}

static Run *
run_new (FbTestFax *self, const char *address, gboolean was_reached, GBytes *document)
{
  Run *run = g_new0 (Run, 1);

  run->is_local = address == NULL;
  run->address = address != NULL ? g_strdup (address) : fb_receiver_dup_url (self->receiver);
  run->was_reached = was_reached;
  run->log = fb_test_log_ref (fb_receiver_get_tests (self->receiver));
  run->message_id = fb_test_delivery_make_message_id ();
  run->event = fb_test_delivery_make_event (run->message_id, g_get_real_time (), N_PAGES);
  run->document = g_bytes_ref (document);
  run->sign_in = fb_test_log_expect (run->log, run->event, run->document, LIFETIME_MS);
  run->resolving = g_cancellable_new ();
  return run;
}

/**
 * fb_test_fax_send_async:
 * @self: what sends
 * @address: (nullable): the public address, as fb_public_address_normalize() writes it; %NULL to
 *   test this computer alone
 * @was_reached: whether it has led to this computer before, so that its router leads back
 * @document: a PDF of one page
 * @cancellable: (nullable): ends it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Sends a fax to oneself.
 */
void
fb_test_fax_send_async (FbTestFax *self,
                        const char *address,
                        gboolean was_reached,
                        GBytes *document,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (FB_IS_TEST_FAX (self));
  g_return_if_fail (document != NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fb_test_fax_send_async);
  if (fb_receiver_get_state (self->receiver) != FB_RECEIVER_RECEIVING)
    {
      return_result (task, FB_TEST_FAX_NOT_RECEIVING, NULL);
      return;
    }
  Run *run = run_new (self, address, was_reached, document);
  g_task_set_task_data (task, run, run_free);
  fb_outside_limits_set (&run->limits, task, self->timeout_ms, on_deadline, on_cancelled);
  begin (task);
}

/**
 * fb_test_fax_send_finish:
 * @self: what sends
 * @result: what the callback was given
 * @message_id: (out) (optional) (nullable) (transfer full): names the fax, if it is here
 * @error: (optional): %G_IO_ERROR_CANCELLED; it may have come here all the same
 *
 * Returns: what came of it; %FB_TEST_FAX_NOT_SENT with @error
 */
FbTestFaxResult
fb_test_fax_send_finish (FbTestFax *self, GAsyncResult *result, char **message_id, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FB_TEST_FAX_NOT_SENT);

  Outcome *outcome = g_task_propagate_pointer (G_TASK (result), error);
  if (outcome == NULL)
    return FB_TEST_FAX_NOT_SENT;

  const FbTestFaxResult what = outcome->result;
  if (message_id != NULL)
    *message_id = g_steal_pointer (&outcome->message_id);
  outcome_free (outcome);
  return what;
}
