/* fb-public-address.c
 *
 * The address under which Documo reaches this computer, through a tunnel or a proxy. Passwords and
 * faxes are sent there, so it has to be https, or http that doesn't leave this computer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-public-address.h"

#include <libsoup/soup.h>
#include <string.h>

#include "fb-documo-url.h"

/* GUri takes whatever is between the slashes for a host. */
static gboolean
is_host (const char *host)
{
  return strpbrk (host, " \t\r\n%<>\"\\^`{|},;!$&'()*+=") == NULL;
}

/* %NULL if it is none that Documo can be given. */
static GUri *
parse (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GUri) uri = g_uri_parse (stripped, SOUP_HTTP_URI_FLAGS, NULL);

  if (uri == NULL || !fb_documo_uri_is_usable (uri) || !is_host (g_uri_get_host (uri)))
    return NULL;
  return g_steal_pointer (&uri);
}

static char *
join (GUri *uri, const char *path)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);

  return g_uri_join (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, host, g_uri_get_port (uri),
                     path, NULL, NULL);
}

/**
 * fb_public_address_normalize:
 * @text: what was typed, or a setting
 * @default_path: the path that it gets where only the host was typed, or a slash after it
 *
 * For any thread.
 *
 * Returns: (transfer full) (nullable): the whole address; %NULL if it is none that Documo can be
 *   given
 */
char *
fb_public_address_normalize (const char *text, const char *default_path)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (default_path != NULL, NULL);

  g_autoptr (GUri) uri = parse (text);
  if (uri == NULL)
    return NULL;

  /* Where there was no path parsing has made one, and browsers copy it so. */
  const char *path = g_uri_get_path (uri);
  return join (uri, g_str_equal (path, "/") ? default_path : path);
}

/**
 * fb_public_address_dup_origin:
 * @address: a normalized address
 *
 * Returns: (transfer full) (nullable): the address of its server, without a slash at its end
 */
char *
fb_public_address_dup_origin (const char *address)
{
  g_return_val_if_fail (address != NULL, NULL);

  g_autoptr (GUri) uri = parse (address);

  if (uri == NULL)
    return NULL;

  g_autofree char *root = join (uri, "/");
  return g_strndup (root, strlen (root) - 1);
}
