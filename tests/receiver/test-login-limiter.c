/* test-login-limiter.c
 *
 * The token buckets for logins that fail: on a clock of the test's own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-login-limiter.h"

#define SECOND G_TIME_SPAN_SECOND

static FbLoginAllowance
take (FbLoginLimiter *limiter, const char *address, double seconds)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);

  return fb_login_limiter_take (limiter, parsed, (gint64) (seconds * SECOND));
}

static guint
get_wait (FbLoginLimiter *limiter, const char *address, double seconds)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);

  return fb_login_limiter_get_wait (limiter, parsed, (gint64) (seconds * SECOND));
}

static void
welcome (FbLoginLimiter *limiter, const char *address)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);

  fb_login_limiter_trust (limiter, parsed);
}

static void
test_one_address (void)
{
  g_autoptr (FbLoginLimiter) limiter = fb_login_limiter_new (6, 100);

  for (guint i = 0; i < 6; i++)
    g_assert_cmpint (take (limiter, "192.0.2.1", 1), ==, FB_LOGIN_LIMITED);
  g_assert_cmpint (take (limiter, "192.0.2.1", 1), ==, FB_LOGIN_DENIED);
  g_assert_cmpuint (get_wait (limiter, "192.0.2.1", 1), ==, 10);
  g_assert_cmpint (take (limiter, "192.0.2.2", 1), ==, FB_LOGIN_LIMITED);

  /* One more after ten seconds, and never more than six at once. */
  g_assert_cmpint (take (limiter, "192.0.2.1", 10.9), ==, FB_LOGIN_DENIED);
  g_assert_cmpuint (get_wait (limiter, "192.0.2.1", 10.9), ==, 1);
  g_assert_cmpint (take (limiter, "192.0.2.1", 11.1), ==, FB_LOGIN_LIMITED);
  g_assert_cmpint (take (limiter, "192.0.2.1", 11.1), ==, FB_LOGIN_DENIED);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpint (take (limiter, "192.0.2.1", 9999), ==, FB_LOGIN_LIMITED);
  g_assert_cmpint (take (limiter, "192.0.2.1", 9999), ==, FB_LOGIN_DENIED);
}

/* Another spelling of an address, or another address of its network, has no bucket of its own. */
static void
test_networks (void)
{
  g_autoptr (FbLoginLimiter) limiter = fb_login_limiter_new (1, 100);

  g_assert_cmpint (take (limiter, "2001:db8:0:1::1", 0), ==, FB_LOGIN_LIMITED);
  g_assert_cmpint (take (limiter, "2001:db8:0:1:ffff::2", 0), ==, FB_LOGIN_DENIED);
  g_assert_cmpint (take (limiter, "2001:db8:0:2::1", 0), ==, FB_LOGIN_LIMITED);
  g_assert_cmpint (take (limiter, "192.0.2.1", 0), ==, FB_LOGIN_LIMITED);
  g_assert_cmpint (take (limiter, "::ffff:192.0.2.1", 0), ==, FB_LOGIN_DENIED);
  g_assert_cmpint (take (limiter, "::ffff:192.0.2.2", 0), ==, FB_LOGIN_LIMITED);
}

/* Many addresses empty the bucket for all, but not that of an address that has logged in before. */
static void
test_crowd (void)
{
  g_autoptr (FbLoginLimiter) limiter = fb_login_limiter_new (5, 60);

  welcome (limiter, "198.51.100.7");
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *address = g_strdup_printf ("192.0.2.%u", i);
      g_assert_cmpint (take (limiter, address, 0), ==, FB_LOGIN_LIMITED);
    }
  g_assert_cmpint (take (limiter, "203.0.113.1", 0), ==, FB_LOGIN_DENIED);
  g_assert_cmpuint (get_wait (limiter, "203.0.113.1", 0), ==, 1);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (take (limiter, "198.51.100.7", 0), ==, FB_LOGIN_TRUSTED);
  g_assert_cmpint (take (limiter, "198.51.100.7", 0), ==, FB_LOGIN_DENIED);
  g_assert_cmpint (take (limiter, "203.0.113.1", 1.1), ==, FB_LOGIN_LIMITED);
}

static void
test_give_back (void)
{
  g_autoptr (FbLoginLimiter) limiter = fb_login_limiter_new (1, 1);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string ("192.0.2.1");

  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpint (take (limiter, "192.0.2.1", 0), ==, FB_LOGIN_LIMITED);
      fb_login_limiter_give_back (limiter, address);
    }
  fb_login_limiter_give_back (limiter, address);
  g_assert_cmpint (take (limiter, "192.0.2.1", 0), ==, FB_LOGIN_LIMITED);
  g_assert_cmpint (take (limiter, "192.0.2.1", 0), ==, FB_LOGIN_DENIED);
}

/* Many addresses take no more memory than a thousand, and still meet the bucket for all. */
static void
test_bounded (void)
{
  g_autoptr (FbLoginLimiter) limiter = fb_login_limiter_new (10, 100);
  guint n_let = 0;

  for (guint i = 0; i < 20000; i++)
    {
      guint8 bytes[4] = { 10, (guint8) (i >> 16), (guint8) (i >> 8), (guint8) i };
      g_autoptr (GInetAddress) address =
        g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV4);

      n_let += fb_login_limiter_take (limiter, address, 0) != FB_LOGIN_DENIED;
    }
  g_assert_cmpuint (n_let, ==, 100);
  g_assert_cmpuint (fb_login_limiter_get_n_buckets (limiter), <=, 1024);
}

static void
test_limits (void)
{
  g_autoptr (FbLoginLimiter) limiter = fb_login_limiter_new (1, 10);

  g_assert_cmpint (take (limiter, "192.0.2.1", 0), ==, FB_LOGIN_LIMITED);
  g_assert_cmpint (take (limiter, "192.0.2.1", 0), ==, FB_LOGIN_DENIED);
  fb_login_limiter_set_limits (limiter, 3, 2);
  g_assert_cmpint (take (limiter, "192.0.2.1", 0), ==, FB_LOGIN_LIMITED);
  g_assert_cmpint (take (limiter, "192.0.2.1", 0), ==, FB_LOGIN_DENIED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/login-limiter/one-address", test_one_address);
  g_test_add_func ("/login-limiter/networks", test_networks);
  g_test_add_func ("/login-limiter/crowd", test_crowd);
  g_test_add_func ("/login-limiter/give-back", test_give_back);
  g_test_add_func ("/login-limiter/bounded", test_bounded);
  g_test_add_func ("/login-limiter/limits", test_limits);
  return g_test_run ();
}
