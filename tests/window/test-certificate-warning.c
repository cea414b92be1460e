/* test-certificate-warning.c
 *
 * The window tells when the certificate in use expires, and that it has.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fb-receiver-words.h"
#include "tls-fixture.h"
#include "window-fixture.h"

/* In seconds: long enough for a slow machine to read it before it expires. */
#define LIFETIME_LEFT 15
#define AGE           (30 * 24 * 60 * 60)

static gboolean
warns (WindowFixture *fixture, const char *part)
{
  g_autofree char *warning = fb_receiver_dup_warning (fixture->receiver);

  return warning != NULL && strstr (warning, part) != NULL &&
         find_text (GTK_WIDGET (fixture->window), warning) != NULL;
}

static void
test_expiry (WindowFixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_strconcat (fixture->credentials_file, ".crt", NULL);
  g_autofree char *key_file = g_strconcat (fixture->credentials_file, ".key", NULL);
  FbReceiverOptions options = FB_RECEIVER_OPTIONS_DEFAULT;

  tls_write_certificate_for (file, key_file, "expiring", -AGE, LIFETIME_LEFT);
  options.port = 0;
  options.certificate_file = file;
  options.key_file = key_file;
  g_autoptr (FbReceiverConfig) config = fb_receiver_config_new (&options);
  fb_receiver_set_config (fixture->receiver, config);
  fb_receiver_start (fixture->receiver);

  wait_until (warns (fixture, "expires soon"));
  wait_until (warns (fixture, "has expired"));
  g_assert_cmpint (fb_receiver_get_state (fixture->receiver), ==, FB_RECEIVER_RECEIVING);
  g_assert_no_errno (g_unlink (file));
  g_assert_no_errno (g_unlink (key_file));
}

int
main (int argc, char *argv[])
{
  window_fixture_init (&argc, &argv);

  WINDOW_TEST ("/window/certificate-warning/expiry", NULL, test_expiry);
  return g_test_run ();
}
