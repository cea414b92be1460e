/* test-error-words.c
 *
 * Errors in words for users: never a GError's own message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>

#include "fb-error-words.h"
#include "fb-receiver-words.h"
#include "fb-store-error.h"

static void
test_reason (void)
{
  g_autoptr (GError) full = g_error_new (FB_STORE_ERROR, FB_STORE_ERROR_NO_SPACE, "raw");
  g_autoptr (GError) denied = g_error_new (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "raw");
  g_autoptr (GError) missing = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "raw");

  g_assert_cmpstr (fb_error_get_reason (full), ==, "The disk is full.");
  g_assert_cmpstr (fb_error_get_reason (denied), ==, "You don’t have permission to write there.");
  g_assert_cmpstr (fb_error_get_reason (missing), ==, "The folder doesn’t exist.");
}

static void
test_message (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "raw, with a number");

  g_test_expect_message ("faxbell-window", G_LOG_LEVEL_MESSAGE, "*g-io-error-quark, 0");
  g_autofree char *message = fb_error_dup_message ("It failed.", error);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (message, ==, "It failed. The system reported an error.");
}

static void
test_receiver (void)
{
  g_autoptr (GError) error = g_error_new (G_FILE_ERROR, G_FILE_ERROR_FAILED, "raw");
  g_autofree char *title = fb_receiver_problem_dup_title (error, "127.0.0.1", 8787);

  g_assert_cmpstr (title, ==, "The reason is not known.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/window/error-words/reason", test_reason);
  g_test_add_func ("/window/error-words/message", test_message);
  g_test_add_func ("/window/error-words/receiver", test_receiver);
  return g_test_run ();
}
