/* test-client-address.c
 *
 * Where a request comes from, whatever its sender says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-client-address.h"

typedef struct
{
  const char *name;
  const char *remote;
  const char *forwarded_for;
  const char *origin;
} Case;

/* 127.0.0.1, 10.0.0.0/8 and 2001:db8::/32 are proxies. */
static const Case cases[] = {
  { "direct", "192.0.2.1", NULL, "192.0.2.1" },
  { "direct-spoofed", "192.0.2.1", "35.225.187.84", "192.0.2.1" },
  { "proxied", "127.0.0.1", "35.225.187.84", "35.225.187.84" },
  { "proxied-silent", "127.0.0.1", NULL, "127.0.0.1" },
  { "proxied-spoofed", "127.0.0.1", "35.225.187.84, 192.0.2.1", "192.0.2.1" },
  { "two-proxies", "127.0.0.1", "1.1.1.1, 192.0.2.1, 10.1.2.3", "192.0.2.1" },
  { "spoofed-proxy", "127.0.0.1", "35.225.187.84, 10.0.0.1, 192.0.2.1", "192.0.2.1" },
  { "only-proxies", "127.0.0.1", "10.0.0.2,10.0.0.1", "10.0.0.2" },
  { "spaces", "127.0.0.1", " 1.1.1.1 ,\t192.0.2.1 ", "192.0.2.1" },
  { "with-port", "127.0.0.1", "192.0.2.1:4711", "192.0.2.1" },
  { "ipv6", "127.0.0.1", "fe80::1", "fe80::1" },
  { "ipv6-with-port", "127.0.0.1", "[fe80::1]:4711", "fe80::1" },
  { "ipv6-proxy", "2001:db8::7", "192.0.2.1", "192.0.2.1" },
  { "mapped-proxy", "::ffff:10.0.0.1", "192.0.2.1", "192.0.2.1" },
  { "mapped-sender", "127.0.0.1", "::ffff:192.0.2.1", "192.0.2.1" },
  { "mapped-direct", "::ffff:192.0.2.1", "1.1.1.1", "192.0.2.1" },
  { "empty", "127.0.0.1", "", "127.0.0.1" },
  { "empty-last", "127.0.0.1", "35.225.187.84,", "127.0.0.1" },
  { "unknown", "127.0.0.1", "35.225.187.84, unknown", "127.0.0.1" },
  { "unknown-first", "127.0.0.1", "unknown, 10.0.0.1", "10.0.0.1" },
  { "host-name", "127.0.0.1", "localhost", "127.0.0.1" },
  { "number", "127.0.0.1", "3232235777", "127.0.0.1" },
};

static void
test_case (gconstpointer data)
{
  static const char *const names[] = { "127.0.0.1", "10.0.0.0/8", "2001:db8::/32", NULL };
  const Case *c = data;
  g_autoptr (FbAddressList) proxies = fb_address_list_new (names);
  g_autoptr (GSocketAddress) remote = g_inet_socket_address_new_from_string (c->remote, 1234);
  g_autoptr (GInetAddress) origin = fb_client_address_find (remote, c->forwarded_for, proxies);
  g_autofree char *text = g_inet_address_to_string (origin);

  g_assert_cmpstr (text, ==, c->origin);
}

/* As long a list as fits into the headers costs no more than a short one. */
static void
test_long (void)
{
  static const char *const names[] = { "0.0.0.0/0", NULL };
  g_autoptr (FbAddressList) proxies = fb_address_list_new (names);
  g_autoptr (GSocketAddress) remote = g_inet_socket_address_new_from_string ("127.0.0.1", 1);
  g_autoptr (GString) list = g_string_new ("35.225.187.84");

  for (guint i = 0; i < 5000; i++)
    g_string_append (list, ", 10.0.0.1");
  g_autoptr (GInetAddress) origin = fb_client_address_find (remote, list->str, proxies);
  g_autofree char *text = g_inet_address_to_string (origin);
  g_assert_cmpstr (text, ==, "10.0.0.1");
}

/* An entry with a typing error matches no address, rather than all of them. */
static void
test_list (void)
{
  static const char *const none[] = { NULL };
  static const char *const slip[] = { "35.225.187", NULL };
  static const char *const good[] = { "nonsense",      "35.225.187.85/33", "::1/129", "::1/x",
                                      "35.225.187.84", "2001:db8::/32",    NULL };
  g_autoptr (FbAddressList) empty = fb_address_list_new (none);
  g_autoptr (FbAddressList) unread = fb_address_list_new (slip);
  g_autoptr (FbAddressList) list = fb_address_list_new (good);
  g_autoptr (GInetAddress) documo = g_inet_address_new_from_string ("35.225.187.84");
  g_autoptr (GInetAddress) other = g_inet_address_new_from_string ("35.225.187.85");
  g_autoptr (GInetAddress) ipv6 = g_inet_address_new_from_string ("2001:db8:1::1");

  g_assert_true (fb_address_list_is_empty (empty));
  g_assert_false (fb_address_list_is_empty (unread));
  g_assert_false (fb_address_list_has (unread, documo));
  g_assert_true (fb_address_list_has (list, documo));
  g_assert_true (fb_address_list_has (list, ipv6));
  g_assert_false (fb_address_list_has (list, other));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/origin/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/origin/long", test_long);
  g_test_add_func ("/origin/list", test_list);
  return g_test_run ();
}
