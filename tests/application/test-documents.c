/* test-documents.c
 *
 * The documents that webhooks leave out, from the event to the page: they come by themselves, or
 * the row says why not, and the notification comes with them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "account-fixture.h"
#include "folder.h"

#include <string.h>

static const PostedFax adams = { "a", "success", "+17025550101", "Adams Clinic",
                                 .minutes_ago = 10 };
static const PostedFax baker = { "b", "success", "+17025550102", "Baker Pharmacy",
                                 .minutes_ago = 5 };

/* Starts the application with its window. */
static void
start_with_key (Account *account)
{
  account_set_key (account, ACCOUNT_KEY);
  running_faxbell_start (account->desktop.faxbell, NULL);
}

static void
assert_same_content (const char *path, const char *other)
{
  g_autofree char *content = NULL;
  g_autofree char *other_content = NULL;
  gsize length, other_length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_get_contents (other, &other_content, &other_length, NULL));
  g_assert_cmpmem (content, length, other_content, other_length);
}

static void
test_arrives (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;
  g_autofree char *original = account_dup_document ("fax.pdf");

  start_with_key (account);
  account_offer_document (account, "a");
  documo_api_hold (account->api, TRUE);
  desktop_post_bare_fax (desktop, &adams);
  desktop_wait_to_see_part (", On its way");
  desktop_wait_for_focus ("Adams Clinic");
  desktop_wait_for_list ("History", "Received");

  documo_api_hold (account->api, FALSE);
  desktop_wait_to_see_part (", PDF");
  desktop_wait_for_list ("History", "Received\nDocument downloaded");
  account_assert_has_document (account, "a");
  g_assert_cmpuint (account_count_requests (account, "a"), ==, 1);

  desktop_press ("Return");
  g_autofree char *opened = desktop_wait_for_opened (desktop);
  assert_same_content (opened, original);
  running_faxbell_end (desktop->faxbell);
}

static gboolean
has_asked_for (Account *account, const char *part)
{
  const guint n = documo_api_count (account->api, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *request = documo_api_dup_request (account->api, i);
      if (strstr (request, part) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* As the settings have it. */
static void
test_tiff (Account *account, gconstpointer data)
{
  const DocumoReply tiff = { .status = 200, .type = "image/tiff", .tiff_size = 2000 };

  running_faxbell_set (account->desktop.faxbell, "prefer-tiff=true");
  start_with_key (account);
  account_offer (account, "a", &tiff);
  desktop_post_bare_fax (&account->desktop, &adams);
  desktop_wait_to_see_part ("TIFF, ");
  g_assert_true (has_asked_for (account, "format=tiff"));
  g_assert_false (has_asked_for (account, "format=pdf"));
  running_faxbell_end (account->desktop.faxbell);
}

/* At Documo, too, another fax may have no document. */
static void
test_gone (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;

  start_with_key (account);
  desktop_post_bare_fax (desktop, &adams);
  desktop_wait_to_see_part (", Gone at Documo");
  account_offer_document (account, "b");
  desktop_post_bare_fax (desktop, &baker);
  desktop_wait_to_see_part (", PDF");
  account_assert_has_document (account, "b");
  g_assert_cmpuint (account_count_requests (account, "a"), ==, 1);
  running_faxbell_end (desktop->faxbell);
}

static void
test_download_now (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;

  start_with_key (account);
  account_fail (account, "a");
  desktop_post_bare_fax (desktop, &adams);
  desktop_wait_to_see_part (", Tried again at ");
  account_offer_document (account, "a");
  desktop_click ("Download Now");
  desktop_wait_to_see_part (", PDF");
  account_assert_has_document (account, "a");
  g_assert_cmpuint (account_count_requests (account, "a"), ==, 2);
  running_faxbell_end (desktop->faxbell);
}

/* @data: the fax's message id, after the desktop. */
static gboolean
is_read (gpointer data)
{
  gpointer *pair = data;
  g_autoptr (JsonObject) fax = inbox_dup_exported (pair[0], pair[1]);

  return json_object_get_boolean_member (fax, "read");
}

/* Waits for a notification of one fax alone, and opens the fax by it. */
static void
open_by_notification (Account *account, guint number, const char *summary, const char *message_id)
{
  Desktop *desktop = &account->desktop;
  g_autofree char *original = account_dup_document ("fax.pdf");
  gpointer pair[] = { desktop, (gpointer) message_id };
  const Notice *notice = desktop_wait_for_notification (desktop, number);

  g_assert_cmpstr (notice->summary, ==, summary);
  desktop_click_notification (desktop);
  g_autofree char *opened = desktop_wait_for_opened (desktop);
  assert_same_content (opened, original);
  g_assert_true (desktop_wait (is_read, pair));
  desktop_wait_for_bubble (desktop, FALSE);
}

/* Once, with the document: not before it, and not again when a webhook brings it. Those that bring
 * their documents are notified of at once, so they tell whether another was. */
static void
test_notification (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;
  g_autofree char *document = account_dup_document ("fax.pdf");
  PostedFax again = adams;
  PostedFax with_document = baker;

  again.document = document;
  with_document.document = document;
  account_set_key (account, ACCOUNT_KEY);
  account_offer_document (account, "a");
  running_faxbell_set (desktop->faxbell, "notify-received=true");
  running_faxbell_start (desktop->faxbell, "--background");
  documo_api_hold (account->api, TRUE);
  desktop_post_bare_fax (desktop, &adams);
  account_wait_for_requests (account, "a", 1);
  desktop_post_fax (desktop, &with_document);
  open_by_notification (account, 0, "Fax from Baker Pharmacy", "b");
  documo_api_hold (account->api, FALSE);
  open_by_notification (account, 1, "Fax from Adams Clinic", "a");

  desktop_post_fax (desktop, &again);
  with_document.message_id = "c";
  with_document.name = "Cole Imaging";
  desktop_post_fax (desktop, &with_document);
  open_by_notification (account, 2, "Fax from Cole Imaging", "c");
  account_assert_has_document (account, "a");
  g_assert_true (is_read ((gpointer[]){ desktop, (gpointer) "a" }));
  g_assert_cmpuint (account_count_requests (account, "a"), ==, 1);
  running_faxbell_end (desktop->faxbell);
  g_assert_cmpuint (desktop_count_notifications (desktop), ==, 3);
}

static char *
dup_spool (Account *account)
{
  g_autofree char *folder = running_faxbell_dup_folder (account->desktop.faxbell);

  return g_build_filename (folder, "spool", NULL);
}

static gboolean
has_file (gpointer folder)
{
  return folder_count_files (folder) > 0;
}

static void
test_killed (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;
  g_autofree char *spool = dup_spool (account);

  start_with_key (account);
  account_drip (account, "a");
  desktop_post_bare_fax (desktop, &adams);
  account_wait_for_requests (account, "a", 1);
  g_assert_true (desktop_wait (has_file, spool));
  running_faxbell_kill (desktop->faxbell);
  g_assert_cmpuint (folder_count_files (spool), ==, 1);

  account_offer_document (account, "a");
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see_part (", PDF");
  desktop_wait_for_list ("History", "Received\nDocument downloaded");
  account_assert_has_document (account, "a");
  g_assert_cmpuint (folder_count_files (spool), ==, 0);
  running_faxbell_end (desktop->faxbell);

  g_autoptr (JsonNode) faxes = running_faxbell_export (desktop->faxbell);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (faxes)), ==, 1);
}

static void
test_cancel (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;

  start_with_key (account);
  account_drip (account, "a");
  desktop_post_bare_fax (desktop, &adams);
  desktop_wait_to_see_part (", On its way");
  desktop_click ("Cancel the Download");
  desktop_wait_to_see_part (", Tried again at ");

  account_offer_document (account, "a");
  desktop_click ("Download Now");
  desktop_wait_to_see_part (", PDF");
  account_assert_has_document (account, "a");
  g_assert_cmpuint (account_count_requests (account, "a"), ==, 2);
  running_faxbell_end (desktop->faxbell);
}

/* Also those that wait until others are here. */
static void
test_cancel_all (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;

  start_with_key (account);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *message_id = g_strdup_printf ("%u", i);
      PostedFax fax = adams;

      fax.message_id = message_id;
      account_drip (account, message_id);
      desktop_post_bare_fax (desktop, &fax);
    }
  desktop_wait_until_shown ("Downloading 6 documents…", TRUE);
  desktop_click ("Cancel");
  desktop_wait_until_gone (", On its way");
  desktop_wait_until_shown ("Downloading 6 documents…", FALSE);
  desktop_wait_to_see_part (", Tried again at ");
  running_faxbell_end (desktop->faxbell);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ACCOUNT_TEST ("/documents/arrives", test_arrives);
  ACCOUNT_TEST ("/documents/tiff", test_tiff);
  ACCOUNT_TEST ("/documents/gone", test_gone);
  ACCOUNT_TEST ("/documents/download-now", test_download_now);
  ACCOUNT_TEST ("/documents/notification", test_notification);
  ACCOUNT_TEST ("/documents/killed", test_killed);
  ACCOUNT_TEST ("/documents/cancel", test_cancel);
  ACCOUNT_TEST ("/documents/cancel-all", test_cancel_all);
  return g_test_run ();
}
