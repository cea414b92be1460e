/* test-address-check.c
 *
 * What may be typed as the webhook's address, port, path and user name, and what may not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-address-check.h"
#include "fb-new-password.h"

static void
test_address (void)
{
  static const char *const good[] = { "127.0.0.1", "0.0.0.0", "192.168.1.20", "::1", "::" };
  static const char *const bad[] = { "", "localhost", "127.0.0.1:80", "256.0.0.1", "1.2.3", "a b" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (fb_address_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (fb_address_is_valid (bad[i]));
}

static void
test_port (void)
{
  static const char *const bad[] = { "", "0", "65536", "-1", "+80", "80a", "8 0", "0x50" };
  guint port = 0;

  g_assert_true (fb_port_parse ("1", &port));
  g_assert_cmpuint (port, ==, 1);
  g_assert_true (fb_port_parse ("65535", &port));
  g_assert_cmpuint (port, ==, 65535);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (fb_port_parse (bad[i], &port));
  g_assert_cmpuint (port, ==, 65535);
}

static void
test_address_list (void)
{
  static const char *const bad[] = { "localhost", "1.2.3", "10.0.0.1/8", "1.2.3.4/33", "::1/129" };
  g_auto (GStrv) none = fb_address_list_parse (" , ");
  g_auto (GStrv) two = fb_address_list_parse ("10.0.0.0/8,\t::1");

  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (two), ==, 2);
  g_assert_cmpstr (two[0], ==, "10.0.0.0/8");
  g_assert_cmpstr (two[1], ==, "::1");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto (GStrv) addresses = fb_address_list_parse (bad[i]);
      g_assert_null (addresses);
    }
}

static void
test_path (void)
{
  static const char *const good[] = { "/", "/webhook", "/a/b-c_d.e~f", "/x;y=1,2" };
  static const char *const bad[] = { "", "webhook", "/a b", "/a?b", "/a#b", "/ä", "/a%20", "/a\n" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (fb_path_is_valid (good[i]));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (fb_path_is_valid (bad[i]));
}

static void
test_user_name (void)
{
  g_assert_true (fb_user_name_is_valid (FB_DEFAULT_USER));
  g_assert_true (fb_user_name_is_valid ("fax room"));
  g_assert_false (fb_user_name_is_valid (""));
  g_assert_false (fb_user_name_is_valid ("a:b"));
  g_assert_false (fb_user_name_is_valid ("a\nb"));
  g_assert_false (fb_user_name_is_valid ("a\xff"));

  /* As long as the receiver takes, and no longer. */
  g_autofree char *longest = g_strnfill (256, 'a');
  g_autofree char *too_long = g_strnfill (257, 'a');
  g_assert_true (fb_user_name_is_valid (longest));
  g_assert_false (fb_user_name_is_valid (too_long));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/window/address-check/address", test_address);
  g_test_add_func ("/window/address-check/port", test_port);
  g_test_add_func ("/window/address-check/address-list", test_address_list);
  g_test_add_func ("/window/address-check/path", test_path);
  g_test_add_func ("/window/address-check/user-name", test_user_name);
  return g_test_run ();
}
