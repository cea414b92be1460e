/* fb-request-context.c
 *
 * What all requests share: the store, the credentials, the configuration, counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-request-context.h"

/**
 * fb_request_context_new:
 * @store: where deliveries are kept
 * @credentials: user name and password
 * @config: what the receiver is set to
 * @refusals: remembers what is refused
 * @probes: knows the requests of our own
 * @tests: knows the faxes of our own
 *
 * It may be made by any thread, and from then on belongs to the receiver's.
 *
 * Returns: (transfer full): a context
 */
FbRequestContext *
fb_request_context_new (FbStore *store,
                        FbCredentials *credentials,
                        FbReceiverConfig *config,
                        FbRefusalLog *refusals,
                        FbProbeLog *probes,
                        FbTestLog *tests)
{
  FbRequestContext *context = g_atomic_rc_box_new0 (FbRequestContext);

  context->store = g_object_ref (store);
  context->credentials = g_object_ref (credentials);
  context->config = fb_receiver_config_ref (config);
  context->refusals = fb_refusal_log_ref (refusals);
  context->probes = fb_probe_log_ref (probes);
  context->tests = fb_test_log_ref (tests);
  context->clients = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_client_unref);
  context->logins =
    fb_login_limiter_new (config->limits.failed_logins, config->limits.failed_logins_in_all);
  return context;
}

/**
 * fb_request_context_ref:
 * @context: a context
 *
 * Returns: (transfer full): another reference to it
 */
FbRequestContext *
fb_request_context_ref (FbRequestContext *context)
{
  return g_atomic_rc_box_acquire (context);
}

static void
fb_request_context_clear (gpointer data)
{
  FbRequestContext *context = data;

  g_object_unref (context->store);
  g_object_unref (context->credentials);
  fb_receiver_config_unref (context->config);
  fb_login_limiter_free (context->logins);
  fb_refusal_log_unref (context->refusals);
  fb_probe_log_unref (context->probes);
  fb_test_log_unref (context->tests);
  g_ptr_array_unref (context->clients);
}

/**
 * fb_request_context_unref:
 * @context: (transfer full): a context
 *
 * Gives up a reference.
 */
void
fb_request_context_unref (FbRequestContext *context)
{
  g_atomic_rc_box_release_full (context, fb_request_context_clear);
}

/**
 * fb_request_context_set_config:
 * @context: a context
 * @config: what the receiver is set to from now on
 *
 * Takes effect for requests whose headers have not been received yet.
 */
void
fb_request_context_set_config (FbRequestContext *context, FbReceiverConfig *config)
{
  FbReceiverConfig *before = context->config;

  context->config = fb_receiver_config_ref (config);
  fb_receiver_config_unref (before);
  fb_login_limiter_set_limits (context->logins, config->limits.failed_logins,
                               config->limits.failed_logins_in_all);
}

/**
 * fb_request_context_count_requests:
 * @context: a context
 * @like: (nullable): count only requests from the address of this client
 *
 * Returns: how many requests have their bodies received or kept
 */
guint
fb_request_context_count_requests (const FbRequestContext *context, const FbClient *like)
{
  guint n = 0;

  if (like == NULL)
    return context->clients->len;
  for (guint i = 0; i < context->clients->len; i++)
    n += fb_client_has_same_address (g_ptr_array_index (context->clients, i), like);
  return n;
}
