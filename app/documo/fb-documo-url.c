/* fb-documo-url.c
 *
 * The address of Documo's API. The API key is sent there with every request, so it has to be https,
 * or http that doesn't leave this computer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-url.h"

#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "fb-documo-error.h"

static gboolean
is_loopback (const char *host)
{
  /* GLib's resolver knows this name without asking anybody. */
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * fb_documo_uri_is_usable:
 * @uri: an address
 *
 * Returns: whether it is https, or http that doesn't leave this computer, with a host and nothing
 *   besides a port and a path
 */
gboolean
fb_documo_uri_is_usable (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return FALSE;
  return g_str_equal (scheme, "https") || (g_str_equal (scheme, "http") && is_loopback (host));
}

/**
 * fb_documo_url_normalize:
 * @url: an address from outside
 * @error: (optional): %FB_DOCUMO_ERROR_URL
 *
 * Equal addresses become equal texts, without a slash at the end. For any thread.
 *
 * Returns: (transfer full) (nullable): the address of an API that may be shown the key
 */
char *
fb_documo_url_normalize (const char *url, GError **error)
{
  g_return_val_if_fail (url != NULL, NULL);

  g_autofree char *stripped = g_strstrip (g_strdup (url));
  g_autoptr (GUri) uri = g_uri_parse (stripped, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || !fb_documo_uri_is_usable (uri))
    {
      g_propagate_error (error, fb_documo_error_new (FB_DOCUMO_ERROR_URL));
      return NULL;
    }
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  g_autofree char *normal = g_uri_join (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, host,
                                        g_uri_get_port (uri), g_uri_get_path (uri), NULL, NULL);
  while (g_str_has_suffix (normal, "/"))
    normal[strlen (normal) - 1] = '\0';
  return g_steal_pointer (&normal);
}

/**
 * fb_documo_url_is_plain_http:
 * @url: a normalized address
 *
 * Returns: whether it is http on this computer, which no proxy may be asked for
 */
gboolean
fb_documo_url_is_plain_http (const char *url)
{
  g_return_val_if_fail (url != NULL, FALSE);

  return g_str_has_prefix (url, "http:");
}
