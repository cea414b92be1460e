/* fb-outside-lookup.c
 *
 * Before the public address is asked: by which way that is, and whether its name stands for
 * something. In some networks only a proxy knows the names outside; there nothing follows from this
 * computer not knowing one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-outside-lookup.h"

#include <libsoup/soup.h>

#include "fb-outside-result.h"

static gboolean
has_public_address (GList *addresses)
{
  for (GList *item = addresses; item != NULL; item = item->next)
    if (fb_outside_address_is_public (item->data))
      return TRUE;
  return FALSE;
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);
  FbOutsideLookup *lookup = g_new0 (FbOutsideLookup, 1);

  lookup->is_public = has_public_address (addresses);
  g_resolver_free_addresses (addresses);
  if (error == NULL)
    g_task_return_pointer (task, lookup, g_free);
  else
    {
      g_free (lookup);
      g_task_return_error (task, error);
    }
}

static void
resolve (GTask *task)
{
  g_autoptr (GUri) uri = g_uri_parse (g_task_get_task_data (task), SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  g_resolver_lookup_by_name_async (resolver, g_uri_get_host (uri), g_task_get_cancellable (task),
                                   on_resolved, g_object_ref (task));
}

/* Whether the first way to try, which is that of the request, isn't the direct one. */
static gboolean
is_proxied (char **proxies)
{
  return proxies != NULL && proxies[0] != NULL && !g_str_has_prefix (proxies[0], "direct:");
}

static void
on_proxies (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_auto (GStrv) proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, NULL);

  if (!is_proxied (proxies))
    {
      resolve (task);
      return;
    }
  FbOutsideLookup *lookup = g_new0 (FbOutsideLookup, 1);
  lookup->uses_proxy = TRUE;
  g_task_return_pointer (task, lookup, g_free);
}

/* fb_outside_lookup_async:
 *
 * Looks up an address, a normalized one. Without @proxies it is asked directly.
 */
void
fb_outside_lookup_async (GProxyResolver *proxies,
                         const char *address,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, fb_outside_lookup_async);
  g_task_set_task_data (task, g_strdup (address), g_free);
  if (proxies != NULL)
    g_proxy_resolver_lookup_async (proxies, address, cancellable, on_proxies, g_object_ref (task));
  else
    resolve (task);
}

/* fb_outside_lookup_finish:
 *
 * Returns: whether the address can be asked; of #GResolverError otherwise
 */
gboolean
fb_outside_lookup_finish (GAsyncResult *result, FbOutsideLookup *lookup, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  g_autofree FbOutsideLookup *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found != NULL)
    *lookup = *found;
  return found != NULL;
}
