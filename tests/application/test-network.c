/* Started before the network is up: the address that it shall listen on comes later, and it is
 * there as soon as the address is. In a network of the test's own, which has nothing in it at
 * first. */

#include "config.h"

#include "desktop-fixture.h"

#include <string.h>

/* Of those that are for documentation. */
#define ADDRESS "192.0.2.7"

static void
run (const char *command)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_command_line_sync (command, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s", command, error->message);
}

static gboolean
has_received (gpointer data)
{
  Desktop *desktop = data;
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", "fax-inbound.json", NULL);
  g_autofree char *document = g_test_build_filename (G_TEST_BUILT, "data", "fax.pdf", NULL);

  return desktop_post (desktop, sample, document) == 200;
}

/* It also tries again by itself, now and then: this time it was because it heard of the address. */
static void
assert_heard (const char *log_file)
{
  g_autofree char *log = NULL;

  g_assert_true (g_file_get_contents (log_file, &log, NULL, NULL));
  char *received = strstr (log, "Receiving on port");
  g_assert_nonnull (received);
  *received = '\0';
  const char *failed = g_strrstr (log, "Not receiving");
  g_assert_nonnull (failed);
  g_assert_nonnull (strstr (failed, "The network changed"));
}

static void
test_address_comes (Desktop *desktop, gconstpointer data)
{
  RunningFaxbell *faxbell = desktop->faxbell;

  faxbell->log = g_build_filename (faxbell->home, "log", NULL);
  g_free (faxbell->address);
  faxbell->address = g_strdup (ADDRESS);
  running_faxbell_setenv (faxbell, "G_MESSAGES_DEBUG", "faxbell");
  running_faxbell_set (faxbell, "receiver-address='" ADDRESS "'");
  running_faxbell_set (faxbell, "plain-http-confirmed=true");
  running_faxbell_spawn (faxbell, NULL);
  desktop_wait_to_see ("This computer doesn’t have the address " ADDRESS ". "
                       "Choose another address in Preferences. 127.0.0.1 is always there.");

  run ("ip address add " ADDRESS "/24 dev fax0");
  g_assert_true (desktop_wait (has_received, desktop));
  desktop_wait_to_see ("702432");
  assert_heard (faxbell->log);
  running_faxbell_end (faxbell);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  run ("ip link set lo up");
  run ("ip link add fax0 type veth peer name fax1");
  run ("ip link set fax0 up");
  run ("ip link set fax1 up");
  g_test_add ("/network/address-comes", Desktop, NULL, desktop_set_up, test_address_comes,
              desktop_tear_down);
  return g_test_run ();
}
