/* ask-outside.c
 *
 * ask-outside PORT AUTHORITY ADDRESS...: has a receiver listen on a port of 127.0.0.1, or on
 * another one if it is 0, asks each public address whether it leads there, as the application does,
 * and prints what comes of it, one a line. AUTHORITY is a file of a certificate that is trusted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-outside-check.h"
#include "fb-sync-enums.h"
#include "receiver-fixture.h"

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static void
ask (FbOutsideCheck *check, const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_outside_check_run_async (check, address, TRUE, NULL, on_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  const FbOutsideResult outcome = fb_outside_check_run_finish (check, result, &error);
  g_assert_no_error (error);

  GEnumClass *klass = g_type_class_ref (FB_TYPE_OUTSIDE_RESULT);
  g_print ("%s\n", g_enum_get_value (klass, (int) outcome)->value_nick);
  g_type_class_unref (klass);
}

int
main (int argc, char *argv[])
{
  Receiver receiver = { 0 };
  g_autoptr (GError) error = NULL;

  if (argc < 4)
    return 2;
  /* Whatever network this machine has. */
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (argv[2], &error);
  g_assert_no_error (error);

  receiver_set_up (&receiver, NULL);
  if (g_ascii_strtoull (argv[1], NULL, 10) != 0)
    {
      receiver_stop (&receiver);
      receiver_set_port (&receiver, (guint) g_ascii_strtoull (argv[1], NULL, 10));
      fb_receiver_start (receiver.receiver);
      receiver_wait_for_state (&receiver, FB_RECEIVER_RECEIVING);
    }
  g_autoptr (FbOutsideCheck) check =
    fb_outside_check_new (fb_receiver_get_probes (receiver.receiver));
  fb_outside_check_set_tls_database (check, database);
  for (int i = 3; i < argc; i++)
    ask (check, argv[i]);
  receiver_tear_down (&receiver, NULL);
  return 0;
}
