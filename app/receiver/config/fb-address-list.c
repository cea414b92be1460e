/* fb-address-list.c
 *
 * Addresses and networks (CIDR) from the settings, and whether an address is one of them.
 *
 * An entry that can't be parsed matches no address, but makes the list non-empty: a typing error in
 * the list of allowed senders must not allow all of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-address-list.h"

#include <string.h>

struct _FbAddressList
{
  GPtrArray *masks;
  gboolean is_empty;
};

/**
 * fb_address_parse:
 * @text: a text from the settings
 *
 * Accepts what a socket can be bound to, including an address with its interface, as
 * `fe80::1%eth0`, which g_inet_address_new_from_string() doesn't.
 *
 * Returns: (transfer full) (nullable): the IP address; %NULL if it is none, or while there is no
 * such interface
 */
GInetAddress *
fb_address_parse (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  g_autoptr (GSocketAddress) bound = g_inet_socket_address_new_from_string (text, 0);

  return bound != NULL
           ? g_object_ref (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (bound)))
           : NULL;
}

/**
 * fb_address_is_loopback:
 * @text: a text from the settings
 *
 * Returns: whether it is an IP address that only this machine can reach
 */
gboolean
fb_address_is_loopback (const char *text)
{
  g_autoptr (GInetAddress) address = fb_address_parse (text);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * fb_address_normalize:
 * @address: an address
 *
 * An IPv4 client has an IPv6 address where a socket listens on both (RFC 4291, 2.5.5.2).
 *
 * Returns: (transfer full): the IPv4 address that is mapped, or @address
 */
GInetAddress *
fb_address_normalize (GInetAddress *address)
{
  static const guint8 prefix[12] = { [10] = 0xff, [11] = 0xff };
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
      memcmp (bytes, prefix, sizeof prefix) == 0)
    return g_inet_address_new_from_bytes (bytes + sizeof prefix, G_SOCKET_FAMILY_IPV4);
  return g_object_ref (address);
}

/* GLib takes a prefix that is too long for a programming error, and logs a critical warning. */
static gboolean
prefix_fits (const char *text)
{
  const char *slash = strchr (text, '/');
  guint64 longest = strchr (text, ':') != NULL ? 128 : 32;
  guint64 length;

  return slash == NULL || g_ascii_string_to_unsigned (slash + 1, 10, 0, longest, &length, NULL);
}

/**
 * fb_address_mask_parse:
 * @text: a text from the settings
 *
 * Returns: (transfer full) (nullable): the IP address or network, or %NULL if it is none
 */
GInetAddressMask *
fb_address_mask_parse (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return prefix_fits (text) ? g_inet_address_mask_new_from_string (text, NULL) : NULL;
}

/**
 * fb_address_list_new:
 * @texts: (array zero-terminated=1): IP addresses, or networks as `192.0.2.0/24`
 *
 * Returns: (transfer full): the list
 */
FbAddressList *
fb_address_list_new (const char *const *texts)
{
  FbAddressList *list = g_atomic_rc_box_new0 (FbAddressList);

  list->masks = g_ptr_array_new_with_free_func (g_object_unref);
  list->is_empty = *texts == NULL;
  for (; *texts != NULL; texts++)
    {
      GInetAddressMask *mask = fb_address_mask_parse (*texts);

      if (mask != NULL)
        g_ptr_array_add (list->masks, mask);
      else
        g_message ("An address in the settings can't be parsed, and matches nothing");
    }
  return list;
}

/**
 * fb_address_list_ref:
 * @list: a list
 *
 * Returns: (transfer full): another reference to it
 */
FbAddressList *
fb_address_list_ref (FbAddressList *list)
{
  return g_atomic_rc_box_acquire (list);
}

static void
fb_address_list_clear (gpointer data)
{
  FbAddressList *list = data;

  g_ptr_array_unref (list->masks);
}

/**
 * fb_address_list_unref:
 * @list: (transfer full): a list
 *
 * Gives up a reference.
 */
void
fb_address_list_unref (FbAddressList *list)
{
  g_atomic_rc_box_release_full (list, fb_address_list_clear);
}

/**
 * fb_address_list_is_empty:
 * @list: a list
 *
 * Returns: whether it was made from no text at all
 */
gboolean
fb_address_list_is_empty (const FbAddressList *list)
{
  return list->is_empty;
}

/**
 * fb_address_list_has:
 * @list: a list
 * @address: a normalized address
 *
 * Returns: whether it is in the list, by itself or in a network
 */
gboolean
fb_address_list_has (const FbAddressList *list, GInetAddress *address)
{
  for (guint i = 0; i < list->masks->len; i++)
    if (g_inet_address_mask_matches (g_ptr_array_index (list->masks, i), address))
      return TRUE;
  return FALSE;
}
