/* test-test-fax.c
 *
 * A fax to oneself, as whoever sits at the desk sends it: from "Is It Working?", by the public
 * address, until it rings, is in the list, and opens; and what is said where it doesn't come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "desktop-fixture.h"
#include "desktop-post.h"
#include "in-front.h"

#include <string.h>

#define ARRIVED "The Test Fax Arrived"
#define FAILED  "The Test Fax Did Not Arrive"
#define ROW     "Test, Unread, Open, Received, 1 page"

static const PostedFax adams = { "a", "success", "+17025550101", "Adams Clinic" };

static void
set_public_address (Desktop *desktop, const char *address)
{
  g_autofree char *setting = g_strdup_printf ("public-address='%s'", address);

  running_faxbell_set (desktop->faxbell, setting);
}

static void
set_own_address (Desktop *desktop)
{
  g_autofree char *url = running_faxbell_dup_url (desktop->faxbell, "/webhook");

  set_public_address (desktop, url);
}

static void
send_test (Desktop *desktop)
{
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_activate_action (desktop, "test-fax", NULL);
  desktop_wait_to_see ("Send a Test Fax");
  desktop_click ("Send Test Fax");
}

static void
test_arrives (Desktop *desktop, gconstpointer data)
{
  set_own_address (desktop);
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("No Faxes Yet");
  desktop_activate_action (desktop, "status", NULL);
  desktop_wait_to_see_part ("Last Fax: Not known. ");
  desktop_click ("Send Test Fax…");
  desktop_wait_to_see_part ("It goes to your public address, http://127.0.0.1:");
  desktop_click ("Send Test Fax");

  desktop_wait_to_see (ARRIVED);
  desktop_wait_to_see_part ("A notification says so, too.");
  const Notice *notice = desktop_wait_for_notification (desktop, 0);
  g_assert_cmpstr (notice->summary, ==, "Test fax");
  desktop_wait_to_see_part (ROW);

  /* It is the newest fax that came, but counts nowhere. */
  desktop_wait_to_see_part ("Last Fax: Not known. ");
  g_autofree char *views = desktop_dup_list ("Views");
  g_test_message ("%s", views);
  g_assert_null (strpbrk (views, "123456789"));
  g_autoptr (JsonNode) faxes = running_faxbell_export (desktop->faxbell);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (faxes)), ==, 0);

  desktop_click_notification (desktop);
  g_autofree char *opened = desktop_wait_for_opened (desktop);
  g_autofree char *content = NULL;
  g_assert_true (g_file_get_contents (opened, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  running_faxbell_end (desktop->faxbell);
}

/* Without a public address. */
static void
test_this_computer (Desktop *desktop, gconstpointer data)
{
  g_autofree char *setting = g_strdup_printf ("do-not-disturb-until=int64 %" G_GINT64_FORMAT,
                                              g_get_real_time () / G_USEC_PER_SEC + 3600);

  running_faxbell_set (desktop->faxbell, setting);
  send_test (desktop);
  desktop_wait_to_see (ARRIVED);
  desktop_wait_to_see_part ("No notification was shown, as Do Not Disturb is on.");
  desktop_wait_to_see_part ("Only this computer was tested");
  g_assert_cmpuint (desktop_count_notifications (desktop), ==, 0);

  desktop_click ("Open Test Fax");
  g_free (desktop_wait_for_opened (desktop));

  /* It isn't taken for a fax that has come. */
  desktop_wait_to_see ("Faxbell Is Not Set Up Yet");
  desktop_post_fax (desktop, &adams);
  desktop_wait_until_gone ("Faxbell Is Not Set Up Yet");
  running_faxbell_end (desktop->faxbell);
}

static void
assert_told (Desktop *desktop, const char *title, const char *sentence, const char *button)
{
  desktop_wait_to_see (title);
  desktop_wait_to_see_part (sentence);
  if (button != NULL)
    g_assert_true (desktop_sees (button));
  g_assert_true (desktop_sees ("Send Again"));
  g_assert_cmpuint (desktop_count_notifications (desktop), ==, 0);
  running_faxbell_end (desktop->faxbell);
}

static void
test_nobody (Desktop *desktop, gconstpointer data)
{
  g_autoptr (InFront) front = in_front_new (0);
  g_autofree char *url = in_front_dup_url (front);

  g_clear_pointer (&front, in_front_free);
  set_public_address (desktop, url);
  send_test (desktop);
  assert_told (desktop, FAILED, "nothing can be reached", "Set Public Address");
}

static void
test_path (Desktop *desktop, gconstpointer data)
{
  g_autofree char *url = running_faxbell_dup_url (desktop->faxbell, "/other");

  set_public_address (desktop, url);
  send_test (desktop);
  assert_told (desktop, FAILED, "the end of the address", "Set Public Address");
}

static void
test_too_large (Desktop *desktop, gconstpointer data)
{
  g_autoptr (InFront) front = in_front_new (0);
  g_autofree char *url = in_front_dup_url (front);

  in_front_set (front, &(InFrontManner){ .status = 413 });
  set_public_address (desktop, url);
  send_test (desktop);
  assert_told (desktop, FAILED, "too large for it", NULL);
}

static void
test_taken (Desktop *desktop, gconstpointer data)
{
  g_autoptr (InFront) front = in_front_new (0);
  g_autofree char *url = in_front_dup_url (front);

  in_front_set (front, &(InFrontManner){ .status = 200 });
  set_public_address (desktop, url);
  send_test (desktop);
  assert_told (desktop, FAILED, "Faxes that go there are lost", "Set Public Address");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/application/test-fax/" name, Desktop, NULL, desktop_set_up, function,              \
              desktop_tear_down)
  ADD ("arrives", test_arrives);
  ADD ("this-computer", test_this_computer);
  ADD ("nobody", test_nobody);
  ADD ("path", test_path);
  ADD ("too-large", test_too_large);
  ADD ("taken", test_taken);
  return g_test_run ();
}
