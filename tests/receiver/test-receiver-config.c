/* test-receiver-config.c
 *
 * The receiver's configuration: what it makes of the settings, that it keeps no part of what it was
 * made from, and when plain HTTP is refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-receiver-config.h"

#include <string.h>

#include "fb-receiver-error.h"

static gboolean
has (const FbAddressList *list, const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return fb_address_list_has (list, address);
}

static void
test_copied (void)
{
  char address[] = "192.0.2.1";
  char path[] = "faxes";
  char sender[] = "198.51.100.0/24";
  const char *senders[] = { sender, NULL };
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;

  options.address = address;
  options.path = path;
  options.allowed_senders = senders;
  options.limits.parts = 7;
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
  memset (address, 'x', strlen (address));
  memset (path, 'x', strlen (path));
  memset (sender, 'x', strlen (sender));
  options.limits.parts = 8;
  g_autoptr (FbReceiverConfig) copy = fb_receiver_config_new_with_credentials (config, NULL);
  g_clear_pointer (&config, fb_receiver_config_unref);

  g_assert_cmpstr (copy->address, ==, "192.0.2.1");
  g_assert_cmpstr (copy->path, ==, "/faxes");
  g_assert_cmpuint (copy->limits.parts, ==, 7);
  g_assert_true (has (copy->allowed_senders, "198.51.100.9"));
  g_assert_false (has (copy->allowed_senders, "198.51.101.9"));
  g_assert_true (fb_address_list_is_empty (copy->trusted_proxies));
  g_assert_null (copy->credentials);
}

static void
test_exposure (void)
{
  const struct
  {
    const char *address;
    const char *certificate;
    const char *key;
    gboolean is_confirmed;
    int code; /* -1: it may listen */
  } cases[] = {
    { "127.0.0.1", "", "", FALSE, -1 },
    { "::1", "", "", FALSE, -1 },
    { "0.0.0.0", "", "", FALSE, FB_RECEIVER_ERROR_PLAIN_HTTP },
    { "0.0.0.0", "", "", TRUE, -1 },
    { "0.0.0.0", "a.pem", "", FALSE, -1 },
    { "0.0.0.0", "", "a.pem", FALSE, -1 },
    { "192.0.2.1", "", "", FALSE, FB_RECEIVER_ERROR_PLAIN_HTTP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;
      g_autoptr (GError) error = NULL;

      options.address = cases[i].address;
      options.certificate_file = cases[i].certificate;
      options.key_file = cases[i].key;
      options.is_plain_http_confirmed = cases[i].is_confirmed;
      g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
      g_test_message ("row %u", i);
      g_assert_cmpint (fb_receiver_config_check_exposure (config, &error), ==, cases[i].code < 0);
      g_assert_true (cases[i].code < 0 ||
                     g_error_matches (error, FB_RECEIVER_ERROR, cases[i].code));
    }
}

static void
test_no_address (void)
{
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;
  g_autoptr (GError) error = NULL;

  options.address = "localhost";
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
  g_assert_false (fb_receiver_config_check_exposure (config, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/receiver/config/copied", test_copied);
  g_test_add_func ("/receiver/config/exposure", test_exposure);
  g_test_add_func ("/receiver/config/no-address", test_no_address);
  return g_test_run ();
}
