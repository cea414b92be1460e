/* fb-client-address.c
 *
 * The address that a request comes from: that of the connection, unless it is a trusted proxy's;
 * then X-Forwarded-For tells. Each proxy appends the address of its own client; what was in the
 * header before may be forged. So the list is read from the right, and the first address that is no
 * trusted proxy's counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-client-address.h"

#include <string.h>

/* More proxies in a row than there are in practice. */
#define MAX_HOPS 16

/* "192.0.2.1", "192.0.2.1:4711", "2001:db8::1", "[2001:db8::1]:4711". */
static GInetAddress *
parse_hop (const char *text, gsize length)
{
  g_autofree char *hop = g_strstrip (g_strndup (text, length));
  char *address = hop;
  char *colon = strchr (hop, ':');

  if (*hop == '[')
    {
      address++;
      address[strcspn (address, "]")] = '\0';
    }
  else if (colon != NULL && strchr (colon + 1, ':') == NULL)
    *colon = '\0';

  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);
  return parsed != NULL ? fb_address_normalize (parsed) : NULL;
}

/**
 * fb_client_address_find:
 * @remote: the remote address of the connection
 * @forwarded_for: (nullable): all of X-Forwarded-For, in order, separated by commas
 * @proxies: the trusted proxies
 *
 * For any thread.
 *
 * Returns: (transfer full) (nullable): the address that the request comes from; %NULL if @remote is
 *   no IP address
 */
GInetAddress *
fb_client_address_find (GSocketAddress *remote,
                        const char *forwarded_for,
                        const FbAddressList *proxies)
{
  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return NULL;

  g_autoptr (GInetAddress) address =
    fb_address_normalize (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  const char *end = forwarded_for != NULL ? forwarded_for + strlen (forwarded_for) : NULL;

  for (guint i = 0; i < MAX_HOPS && end != NULL && fb_address_list_has (proxies, address); i++)
    {
      const char *comma = g_strrstr_len (forwarded_for, end - forwarded_for, ",");
      const char *start = comma != NULL ? comma + 1 : forwarded_for;
      GInetAddress *hop = parse_hop (start, (gsize) (end - start));

      /* A trusted proxy would have written an address. */
      if (hop == NULL)
        break;
      g_set_object (&address, hop);
      g_object_unref (hop);
      end = comma;
    }
  return g_steal_pointer (&address);
}
