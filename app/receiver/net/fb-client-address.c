/* fb-client-address.c
 *
 * Where a request comes from. The connection's other end is the sender, unless it is a proxy that
 * the settings name: then it is who the proxy says, in X-Forwarded-For. Each proxy adds at the
 * right whom it heard; what stands to the left of that was said by the sender, and may be anything.
 * So the list is read from the right, and the first who is none of our proxies counts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-client-address.h"

#include <string.h>

/* More proxies in a row than anybody has. */
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
 * @remote: the connection's other end
 * @forwarded_for: (nullable): all of X-Forwarded-For, in order, with commas between
 * @proxies: whose word counts
 *
 * Returns: (transfer full) (nullable): where the request comes from; %NULL if @remote is no IP
 *   address
 */
GInetAddress *
fb_client_address_find (GSocketAddress *remote,
                        const char *forwarded_for,
                        const FbAddressList *proxies)
{
  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return NULL;

  g_autoptr (GInetAddress) origin =
    fb_address_normalize (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  const char *end = forwarded_for != NULL ? forwarded_for + strlen (forwarded_for) : NULL;

  for (guint i = 0; i < MAX_HOPS && end != NULL && fb_address_list_has (proxies, origin); i++)
    {
      const char *comma = g_strrstr_len (forwarded_for, end - forwarded_for, ",");
      const char *start = comma != NULL ? comma + 1 : forwarded_for;
      GInetAddress *hop = parse_hop (start, (gsize) (end - start));

      /* What can't be read was not heard from a proxy of ours that can be trusted. */
      if (hop == NULL)
        break;
      g_set_object (&origin, hop);
      g_object_unref (hop);
      end = comma;
    }
  return g_steal_pointer (&origin);
}
