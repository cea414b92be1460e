/* fb-outside-request.c
 *
 * What requests to the public address have in common, whatever they ask for: how long they may
 * take, how they are sent, and why a failure of theirs may be about this network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-outside-request.h"

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static GSource *
attach (GSource *source, GTask *task, GSourceFunc function)
{
  g_source_set_callback (source, function, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

/* fb_outside_limits_set:
 *
 * Has @on_deadline called with @task once @timeout_ms are over, and @on_cancelled once its
 * cancellable is cancelled, in the thread-default context. They hold the task until they are
 * cleared.
 */
void
fb_outside_limits_set (FbOutsideLimits *limits,
                       GTask *task,
                       guint timeout_ms,
                       GSourceFunc on_deadline,
                       GCancellableSourceFunc on_cancelled)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  limits->deadline = attach (g_timeout_source_new (timeout_ms), task, on_deadline);
  if (cancellable != NULL)
    limits->cancelling =
      attach (g_cancellable_source_new (cancellable), task, G_SOURCE_FUNC (on_cancelled));
}

/* fb_outside_limits_clear:
 *
 * Neither is called any more.
 */
void
fb_outside_limits_clear (FbOutsideLimits *limits)
{
  clear_source (&limits->deadline);
  clear_source (&limits->cancelling);
}

/* fb_outside_session_new:
 *
 * Without @proxies it is asked directly; without @database the system's authorities are trusted.
 *
 * Returns: (transfer full): a session that follows no challenge to sign in, and unpacks nothing
 */
SoupSession *
fb_outside_session_new (guint timeout_ms, GProxyResolver *proxies, GTlsDatabase *database)
{
  SoupSession *session = soup_session_new_with_options (
    "timeout", timeout_ms / 1000 + 1, "user-agent", "Faxbell/" PACKAGE_VERSION, NULL);

  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_set_proxy_resolver (session, proxies);
  if (database != NULL)
    soup_session_set_tls_database (session, database);
  return session;
}

/* fb_outside_get_doubts:
 *
 * Returns: why a failure may be about this network, where nothing has arrived here
 */
FbOutsideDoubts
fb_outside_get_doubts (const FbOutsideLookup *lookup,
                       gboolean was_reached,
                       GNetworkMonitor *network)
{
  FbOutsideDoubts doubts = FB_OUTSIDE_NO_DOUBTS;

  if (lookup->is_public && !was_reached)
    doubts |= FB_OUTSIDE_MAY_BE_OWN_ROUTER;
  if (lookup->uses_proxy)
    doubts |= FB_OUTSIDE_BEHIND_PROXY;
  if (g_network_monitor_get_connectivity (network) != G_NETWORK_CONNECTIVITY_FULL)
    doubts |= FB_OUTSIDE_NOT_ONLINE;
  return doubts;
}
