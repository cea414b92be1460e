/* test-sandbox-key.c
 *
 * Documo's API key in the sandbox: in a file that is encrypted with the secret of the portal, whose
 * backend is a real gnome-keyring; and a document that is fetched with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-post.h"
#include "documo-api.h"
#include "folder.h"
#include "keyring.h"
#include "sandbox.h"
#include "secret-search.h"

#define KEY "eyJhbGciOi.a-right_key.0123456789"

static const DocumoReply me = {
  200, DOCUMO_JSON, NULL,
  "{\"uuid\":\"1\",\"email\":\"desk@example.com\",\"accountName\":\"Clinic\"}"
};

static const PostedFax adams = { "a", "success", "+17025550101", "Adams Clinic" };
static const PostedFax baker = { "b", "success", "+17025550102", "Baker Pharmacy" };

typedef struct
{
  Sandbox sandbox;
  Keyring *keyring;
  DocumoApi *api;
  char *url;
} Fixture;

/* The portal's daemon looks once which backends there are. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  sandbox_run_on_host ("ln", "-s", "/usr/share/xdg-desktop-portal/portals/gnome-keyring.portal",
                       g_getenv ("XDG_DESKTOP_PORTAL_DIR"), NULL);
  fixture->keyring = keyring_start ();
  sandbox_set_up (&fixture->sandbox, NULL);
  fixture->api = documo_api_new (KEY);
  fixture->url = documo_api_dup_url (fixture->api);
  documo_api_set (fixture->api, "/v1/me", &me);
  g_autofree char *setting = g_strdup_printf ("documo-api-url='%s'", fixture->url);
  running_faxbell_set (fixture->sandbox.host.desktop.faxbell, setting);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sandbox_tear_down (&fixture->sandbox, NULL);
  keyring_stop (fixture->keyring);
  documo_api_free (fixture->api);
  g_free (fixture->url);
}

static void
offer_document (Fixture *fixture)
{
  g_autofree char *file = g_test_build_filename (G_TEST_BUILT, "data", "fax.pdf", NULL);
  const DocumoReply reply = { 200, DOCUMO_PDF, .file = file };

  documo_api_set (fixture->api, "/v1/fax/a/download", &reply);
}

static void
set_key (Fixture *fixture)
{
  g_autofree char *output =
    running_faxbell_run (fixture->sandbox.host.desktop.faxbell, KEY, "--set-api-key");

  g_assert_cmpstr (output, ==, "Connected to Clinic (desk@example.com).\n");
}

static void
forget_key (Fixture *fixture)
{
  g_free (running_faxbell_run (fixture->sandbox.host.desktop.faxbell, NULL, "--forget-api-key"));
}

/* The notification doesn't wait for the document, and without one a fax opens the window. */
static gboolean
has_document (gpointer data)
{
  g_autoptr (JsonNode) faxes = running_faxbell_export (data);
  JsonObject *fax = json_array_get_object_element (json_node_get_array (faxes), 0);

  return json_array_get_length (json_object_get_array_member (fax, "documents")) > 0;
}

/* By one start after the other, each a sandbox of its own. */
static void
test_document (Fixture *fixture, gconstpointer data)
{
  Desktop *desktop = &fixture->sandbox.host.desktop;
  RunningFaxbell *faxbell = desktop->faxbell;
  g_autofree char *keyrings =
    g_build_filename (faxbell->home, ".var", "app", APPLICATION_ID, "data", "keyrings", NULL);

  set_key (fixture);
  g_assert_cmpuint (folder_count_files (keyrings), ==, 1);
  g_assert_cmpuint (keyring_count (fixture->keyring, fixture->url), ==, 0);

  offer_document (fixture);
  sandbox_start (&fixture->sandbox, "--background");
  desktop_post_bare_fax (desktop, &adams);
  const Notice *notice = desktop_wait_for_notification (desktop, 0);
  g_assert_cmpstr (notice->summary, ==, "Fax from Adams Clinic");
  g_assert_true (desktop_wait (has_document, faxbell));
  desktop_activate_action (desktop, "open-fax", g_variant_new_string ("a"));
  sandbox_assert_opened (&fixture->sandbox, "fax.pdf");
  g_assert_cmpuint (documo_api_count (fixture->api, "/v1/fax/a/download"), ==, 1);
  sandbox_quit (&fixture->sandbox);
  secret_search_folder (faxbell->home, KEY);
  secret_search_folder (keyring_get_folder (fixture->keyring), KEY);

  forget_key (fixture);
  sandbox_start (&fixture->sandbox, NULL);
  desktop_activate_action (desktop, "account", NULL);
  desktop_wait_to_see ("No API key is stored.");
  sandbox_quit (&fixture->sandbox);
}

/* It is another sandbox that is given the key then, and has it taken. */
static void
test_change_while_running (Fixture *fixture, gconstpointer data)
{
  Desktop *desktop = &fixture->sandbox.host.desktop;

  offer_document (fixture);
  sandbox_start (&fixture->sandbox, NULL);
  desktop_post_bare_fax (desktop, &adams);
  desktop_wait_to_see_part (", Needs your API key");
  set_key (fixture);
  desktop_wait_to_see_part (", PDF");

  forget_key (fixture);
  desktop_post_bare_fax (desktop, &baker);
  desktop_wait_to_see_part (", Needs your API key");
  documo_api_set_key (fixture->api, "another-key");
  g_free (running_faxbell_run (desktop->faxbell, "another-key", "--set-api-key"));
  desktop_wait_to_see_part (", Gone at Documo");
  sandbox_quit (&fixture->sandbox);
}

#define TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("/sandbox-key/document", test_document);
  TEST ("/sandbox-key/change-while-running", test_change_while_running);
  return g_test_run ();
}
