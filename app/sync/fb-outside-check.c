/* fb-outside-check.c
 *
 * Asks the public address once, and tells whether that leads to this process, which is known by a
 * nonce that its receiver sees arrive. Only what arrives at the webhook's path has come where
 * Documo has to. Where that doesn't, /health is asked for, too: if it arrives, then the way is
 * there, and only the path is wrong.
 *
 * No credentials are sent, no redirection is followed, and of an answer only its status is looked
 * at. libsoup is never told to cancel a request whose answer is awaited (see fb-documo-exchange.c):
 * what comes too late is thrown away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-outside-check.h"

#include <libsoup/soup.h>

#include "fb-documo-url.h"
#include "fb-outside-lookup.h"
#include "fb-outside-request.h"
#include "fb-public-address.h"

#define DEFAULT_TIMEOUT_MS 20000

struct _FbOutsideCheck
{
  GObject parent_instance;

  FbProbeLog *probes;
  GTlsDatabase *database; /* nullable: the system's */
  GProxyResolver *proxies;
  GNetworkMonitor *network;
  guint timeout_ms;
};

G_DEFINE_FINAL_TYPE (FbOutsideCheck, fb_outside_check, G_TYPE_OBJECT)

/* One run; data of its task. */
typedef struct
{
  char *address;
  gboolean was_reached;
  FbOutsideLookup lookup;
  FbProbeLog *probes;
  char *nonce;            /* of the request under way */
  FbProbeArrival arrival; /* of the one that has come furthest */
  SoupSession *session;
  SoupMessage *message;
  GCancellable *looking_up;
  guint first_status;           /* of the answer to the request for the webhook's path */
  FbOutsideResult first_result; /* of the same; FB_OUTSIDE_NOT_ASKED until it has come */
  FbOutsideLimits limits;
  gboolean has_ended;
} Run;

static void
end_probe (Run *run)
{
  const FbProbeArrival arrival =
    run->nonce != NULL ? fb_probe_log_end (run->probes, run->nonce) : FB_PROBE_NOT_ARRIVED;

  run->arrival = MAX (run->arrival, arrival);
  g_clear_pointer (&run->nonce, g_free);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  end_probe (run);
  fb_outside_limits_clear (&run->limits);
  g_clear_object (&run->session);
  g_clear_object (&run->message);
  g_clear_object (&run->looking_up);
  fb_probe_log_unref (run->probes);
  g_free (run->address);
  g_free (run);
}

/* What is known by what has arrived, besides by the answer. */
static FbOutsideResult
judge_arrival (const Run *run, FbOutsideResult result)
{
  const gboolean was_answered = run->first_result != FB_OUTSIDE_NOT_ASKED;

  if (run->arrival == FB_PROBE_ARRIVED_AT_WEBHOOK)
    return FB_OUTSIDE_REACHED_US;
  if (run->arrival == FB_PROBE_ARRIVED && (!was_answered || result == FB_OUTSIDE_SOMEONE_ELSE))
    return FB_OUTSIDE_WRONG_PATH;
  return result;
}

static FbOutsideDoubts
get_doubts (GTask *task)
{
  FbOutsideCheck *self = g_task_get_source_object (task);
  const Run *run = g_task_get_task_data (task);

  return run->arrival != FB_PROBE_NOT_ARRIVED
           ? FB_OUTSIDE_NO_DOUBTS
           : fb_outside_get_doubts (&run->lookup, run->was_reached, self->network);
}

/* Ends the run, once: what comes afterwards finds it completed. */
static void
end (GTask *task, FbOutsideResult result, GTlsCertificateFlags errors)
{
  Run *run = g_task_get_task_data (task);

  fb_outside_limits_clear (&run->limits);
  end_probe (run);
  run->has_ended = TRUE;
  result = judge_arrival (run, result);
  g_task_return_int (task, (gssize) fb_outside_result_judge (result, get_doubts (task), errors));
}

static gboolean
has_ended (GTask *task)
{
  return ((Run *) g_task_get_task_data (task))->has_ended;
}

/* Asking */

static void ask (GTask *task, const char *url);

/* Whether the host at the end has answered, and not a proxy of this network on the way there. */
static gboolean
is_answer_from_there (const Run *run)
{
  return !run->lookup.uses_proxy || soup_message_get_tls_peer_certificate (run->message) != NULL;
}

/* So answers a Faxbell: another one, as none of the requests has arrived here. */
static gboolean
is_other_faxbell (const Run *run, guint health_status)
{
  return run->arrival == FB_PROBE_NOT_ARRIVED &&
         run->first_status == SOUP_STATUS_METHOD_NOT_ALLOWED && health_status == SOUP_STATUS_OK;
}

static void
on_answer (GTask *task, guint status)
{
  Run *run = g_task_get_task_data (task);
  g_autofree char *origin = fb_public_address_dup_origin (run->address);
  g_autofree char *url = g_strconcat (origin, "/health", NULL);

  end_probe (run);
  if (run->first_result != FB_OUTSIDE_NOT_ASKED || run->arrival != FB_PROBE_NOT_ARRIVED)
    {
      end (task, is_other_faxbell (run, status) ? FB_OUTSIDE_SOMEONE_ELSE : run->first_result,
           G_TLS_CERTIFICATE_NO_FLAGS);
      return;
    }
  run->first_status = status;
  run->first_result =
    is_answer_from_there (run) ? fb_outside_result_from_status (status) : FB_OUTSIDE_CANNOT_TELL;
  ask (task, url);
}

static void
on_failed (GTask *task, const GError *error)
{
  Run *run = g_task_get_task_data (task);
  const GTlsCertificateFlags errors = soup_message_get_tls_peer_certificate_errors (run->message);

  if (run->first_result != FB_OUTSIDE_NOT_ASKED)
    end (task, run->first_result, G_TLS_CERTIFICATE_NO_FLAGS);
  else if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    end (task, fb_outside_result_from_certificate (errors), errors);
  else
    end (task, fb_outside_result_from_error (error), G_TLS_CERTIFICATE_NO_FLAGS);
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
  if (body != NULL)
    on_answer (task, soup_message_get_status (run->message));
  else
    on_failed (task, error);
}

static void
ask (GTask *task, const char *url)
{
  Run *run = g_task_get_task_data (task);

  run->nonce = fb_probe_log_begin (run->probes);
  g_autofree char *target = g_strdup_printf ("%s?" FB_PROBE_PARAMETER "=%s", url, run->nonce);
  g_clear_object (&run->message);
  run->message = soup_message_new (SOUP_METHOD_GET, target);
  soup_message_add_flags (run->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION |
                                          SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  soup_message_headers_replace (soup_message_get_request_headers (run->message), "Cache-Control",
                                "no-cache");
  soup_session_send_async (run->session, run->message, G_PRIORITY_DEFAULT, NULL, on_sent,
                           g_object_ref (task));
}

static GProxyResolver *
get_proxies (FbOutsideCheck *self, const char *address)
{
  return fb_documo_url_is_plain_http (address) ? NULL : self->proxies;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbOutsideCheck *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const gboolean is_known = fb_outside_lookup_finish (result, &run->lookup, &error);

  if (has_ended (task))
    return;
  if (!is_known)
    {
      end (task, fb_outside_result_from_error (error), G_TLS_CERTIFICATE_NO_FLAGS);
      return;
    }
  run->session =
    fb_outside_session_new (self->timeout_ms, get_proxies (self, run->address), self->database);
  ask (task, run->address);
}

static gboolean
on_deadline (gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);

  g_cancellable_cancel (run->looking_up);
  if (run->first_result != FB_OUTSIDE_NOT_ASKED)
    end (task, run->first_result, G_TLS_CERTIFICATE_NO_FLAGS);
  else
    end (task, run->session != NULL ? FB_OUTSIDE_TIMEOUT : FB_OUTSIDE_CANNOT_TELL,
         G_TLS_CERTIFICATE_NO_FLAGS);
  return G_SOURCE_REMOVE;
}

/* The task checks its cancellable itself. */
static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);

  g_cancellable_cancel (run->looking_up);
  end (task, FB_OUTSIDE_CANNOT_TELL, G_TLS_CERTIFICATE_NO_FLAGS);
  return G_SOURCE_REMOVE;
}

/* GObject */

static void
fb_outside_check_dispose (GObject *object)
{
  FbOutsideCheck *self = FB_OUTSIDE_CHECK (object);

  g_clear_object (&self->database);
  g_clear_object (&self->proxies);
  g_clear_object (&self->network);

  G_OBJECT_CLASS (fb_outside_check_parent_class)->dispose (object);
}

static void
fb_outside_check_finalize (GObject *object)
{
  fb_probe_log_unref (FB_OUTSIDE_CHECK (object)->probes);

  G_OBJECT_CLASS (fb_outside_check_parent_class)->finalize (object);
}

static void
fb_outside_check_class_init (FbOutsideCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_outside_check_dispose;
  G_OBJECT_CLASS (klass)->finalize = fb_outside_check_finalize;
}

static void
fb_outside_check_init (FbOutsideCheck *self)
{
  self->timeout_ms = DEFAULT_TIMEOUT_MS;
  self->proxies = g_object_ref (g_proxy_resolver_get_default ());
  self->network = g_object_ref (g_network_monitor_get_default ());
}

/**
 * fb_outside_check_new:
 * @probes: the receiver's, which sees what arrives
 *
 * For one thread, and its thread-default main context.
 *
 * Returns: (transfer full): a check
 */
FbOutsideCheck *
fb_outside_check_new (FbProbeLog *probes)
{
  g_return_val_if_fail (probes != NULL, NULL);

  FbOutsideCheck *self = g_object_new (FB_TYPE_OUTSIDE_CHECK, NULL);

  self->probes = fb_probe_log_ref (probes);
  return self;
}

/**
 * fb_outside_check_set_tls_database:
 * @self: a check
 * @database: (nullable): whose authorities are trusted, instead of the system's
 */
void
fb_outside_check_set_tls_database (FbOutsideCheck *self, GTlsDatabase *database)
{
  g_return_if_fail (FB_IS_OUTSIDE_CHECK (self));

  g_set_object (&self->database, database);
}

/**
 * fb_outside_check_set_network:
 * @self: a check
 * @proxies: says by which proxy an address is asked, instead of the system's
 * @network: says whether this computer is online, instead of the system's
 */
void
fb_outside_check_set_network (FbOutsideCheck *self,
                              GProxyResolver *proxies,
                              GNetworkMonitor *network)
{
  g_return_if_fail (FB_IS_OUTSIDE_CHECK (self));
  g_return_if_fail (G_IS_PROXY_RESOLVER (proxies));
  g_return_if_fail (G_IS_NETWORK_MONITOR (network));

  g_set_object (&self->proxies, proxies);
  g_set_object (&self->network, network);
}

/**
 * fb_outside_check_set_timeout:
 * @self: a check
 * @ms: how long a run may take in all, in milliseconds
 */
void
fb_outside_check_set_timeout (FbOutsideCheck *self, guint ms)
{
  g_return_if_fail (FB_IS_OUTSIDE_CHECK (self));
  g_return_if_fail (ms > 0);

  self->timeout_ms = ms;
}

/**
 * fb_outside_check_run_async:
 * @self: a check
 * @address: the public address, as fb_public_address_normalize() writes it
 * @was_reached: whether it has led to this computer before, so that its router leads back
 * @cancellable: (nullable): ends it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks the address.
 */
void
fb_outside_check_run_async (FbOutsideCheck *self,
                            const char *address,
                            gboolean was_reached,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (FB_IS_OUTSIDE_CHECK (self));
  g_return_if_fail (address != NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  run->address = g_strdup (address);
  run->was_reached = was_reached;
  run->probes = fb_probe_log_ref (self->probes);
  run->looking_up = g_cancellable_new ();
  g_task_set_source_tag (task, fb_outside_check_run_async);
  g_task_set_task_data (task, run, run_free);
  fb_outside_limits_set (&run->limits, task, self->timeout_ms, on_deadline, on_cancelled);
  fb_outside_lookup_async (get_proxies (self, address), address, run->looking_up, on_looked_up,
                           g_object_ref (task));
}

/**
 * fb_outside_check_run_finish:
 * @self: a check
 * @result: what the callback was given
 * @error: (optional): %G_IO_ERROR_CANCELLED
 *
 * Returns: what came of it; %FB_OUTSIDE_NOT_ASKED with @error
 */
FbOutsideResult
fb_outside_check_run_finish (FbOutsideCheck *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FB_OUTSIDE_NOT_ASKED);

  const gssize outcome = g_task_propagate_int (G_TASK (result), error);

  return outcome < 0 ? FB_OUTSIDE_NOT_ASKED : (FbOutsideResult) outcome;
}
