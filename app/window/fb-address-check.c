/* fb-address-check.c
 *
 * Whether what somebody typed can be the webhook's address, port and path.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-address-check.h"

#include <gio/gio.h>
#include <string.h>

#include "fb-address-list.h"

#define LAST_PORT 65535

/* The characters of a path in a URL that need no escaping (RFC 3986, 3.3: pchar and "/"). */
#define PATH_CHARACTERS                                                                            \
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=:@/"

/**
 * fb_address_is_valid:
 * @address: what was typed
 *
 * Returns: whether it is an IP address
 */
gboolean
fb_address_is_valid (const char *address)
{
  g_return_val_if_fail (address != NULL, FALSE);

  return g_hostname_is_ip_address (address);
}

/**
 * fb_address_list_parse:
 * @text: what was typed
 *
 * Returns: (transfer full) (nullable): the IP addresses and networks (CIDR) that it names, between
 *   commas or spaces; %NULL if it holds anything else
 */
GStrv
fb_address_list_parse (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_auto (GStrv) words = g_strsplit_set (text, ", \t", -1);
  g_autoptr (GStrvBuilder) addresses = g_strv_builder_new ();
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      g_autoptr (GInetAddressMask) mask = fb_address_mask_parse (words[i]);
      if (mask == NULL)
        return NULL;
      g_strv_builder_add (addresses, words[i]);
    }
  return g_strv_builder_end (addresses);
}

/**
 * fb_port_parse:
 * @text: what was typed
 * @port: (out): the port
 *
 * Returns: whether it is a TCP port, 1 to 65535
 */
gboolean
fb_port_parse (const char *text, guint *port)
{
  guint64 number;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_ascii_string_to_unsigned (text, 10, 1, LAST_PORT, &number, NULL))
    return FALSE;
  *port = (guint) number;
  return TRUE;
}

/**
 * fb_path_is_valid:
 * @path: what was typed
 *
 * Returns: whether it can be a URL's path as it stands
 */
gboolean
fb_path_is_valid (const char *path)
{
  g_return_val_if_fail (path != NULL, FALSE);

  return *path == '/' && path[strspn (path, PATH_CHARACTERS)] == '\0';
}
