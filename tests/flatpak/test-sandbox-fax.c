/* A fax through the sandbox: from the network into it, drawn in it, and out of it through the
 * portals, as a notification and as a document for the host's viewer. */

#include "config.h"

#include "sandbox.h"

/* Of the sample of a received fax. */
#define INBOUND_ID "d7afa15d-a79-b013-18ec9c846ef3"

static void
test_notification (Sandbox *sandbox, gconstpointer data)
{
  Desktop *desktop = &sandbox->host.desktop;

  sandbox_start (sandbox, "--background");
  sandbox_post (sandbox, "fax-inbound.json", "fax.pdf");
  const Notice *notice = desktop_wait_for_notification (desktop, 0);
  g_assert_cmpstr (notice->summary, ==, "Fax from 702432");
  desktop_click_notification (desktop);
  sandbox_assert_opened (sandbox, "fax.pdf");
  tray_host_wait_for_text (&sandbox->host, "Status", "NeedsAttention");
  desktop_activate_action (desktop, "mark-fax-done", g_variant_new_string (INBOUND_ID));
  tray_host_wait_for_text (&sandbox->host, "Status", "Active");
  sandbox_quit (sandbox);
}

/* Drawn by a helper that shuts itself in within the sandbox, and is in no file of the build tree.
 */
static void
test_pages (Sandbox *sandbox, gconstpointer data)
{
  Desktop *desktop = &sandbox->host.desktop;

  running_faxbell_set (desktop->faxbell, "show-fax-details=false");
  running_faxbell_set (desktop->faxbell, "open-with='faxbell'");
  sandbox_start (sandbox, "--background");
  sandbox_post (sandbox, "fax-inbound.json", "fax.pdf");
  desktop_wait_for_notification (desktop, 0);
  desktop_click_notification (desktop);
  desktop_wait_to_see ("Page 1 of 3");
  /* What it says of itself: the text of the letter. */
  desktop_wait_to_see_description ("Dear Dr. Lindgren");
  sandbox_quit (sandbox);
}

static void
test_export (Sandbox *sandbox, gconstpointer data)
{
  RunningFaxbell *faxbell = sandbox->host.desktop.faxbell;

  sandbox_start (sandbox, "--background");
  sandbox_post (sandbox, "fax-inbound.json", "fax.pdf");
  g_autoptr (JsonNode) faxes = running_faxbell_export (faxbell);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (faxes)), ==, 1);
  g_autofree char *version = running_faxbell_run (faxbell, NULL, "--version");
  g_assert_cmpstr (version, ==, "Faxbell " PACKAGE_VERSION "\n");
  sandbox_quit (sandbox);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  SANDBOX_TEST ("/sandbox-fax/notification", test_notification);
  SANDBOX_TEST ("/sandbox-fax/pages", test_pages);
  SANDBOX_TEST ("/sandbox-fax/export", test_export);
  return g_test_run ();
}
