/* A fax is done by its notification, with no window; and the notification of one that was done
 * elsewhere goes. */

#include "config.h"

#include "desktop-fixture.h"
#include "kept-fax.h"

#include <glib/gstdio.h>

/* Of the sample of a received fax. */
#define INBOUND_ID "d7afa15d-a79-b013-18ec9c846ef3"

static void
receive (Desktop *desktop)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", "fax-inbound.json", NULL);
  g_autofree char *document = g_test_build_filename (G_TEST_BUILT, "data", "fax.pdf", NULL);

  running_faxbell_set (desktop->faxbell, "desk-user='Ada'");
  running_faxbell_start (desktop->faxbell, "--background");
  g_assert_cmpuint (desktop_post (desktop, sample, document), ==, 200);
}

static gboolean
is_read (gpointer data)
{
  g_autoptr (JsonNode) faxes = running_faxbell_export (data);
  JsonObject *fax = json_array_get_object_element (json_node_get_array (faxes), 0);

  return json_object_get_boolean_member (fax, "read");
}

/* It counts as read, too, which can be seen while the application runs. */
static void
assert_done (Desktop *desktop)
{
  g_assert_true (desktop_wait (is_read, desktop->faxbell));
  g_assert_false (desktop_sees ("702432"));
  running_faxbell_end (desktop->faxbell);

  g_autoptr (FbFax) fax = kept_fax_find (desktop->faxbell, INBOUND_ID);
  g_assert_false (fb_fax_get_open (fax));
  g_assert_cmpstr (fb_fax_get_done_by (fax), ==, "Ada");
}

static void
test_button (Desktop *desktop, gconstpointer data)
{
  receive (desktop);
  const Notice *notice = desktop_wait_for_notification (desktop, 0);
  g_assert_true (g_strv_contains ((const char *const *) notice->actions, "Done"));
  desktop_click_done (desktop);
  desktop_wait_for_bubble (desktop, FALSE);
  assert_done (desktop);
  g_assert_false (g_file_test (desktop->opened, G_FILE_TEST_EXISTS));
}

/* It would also go by itself, some time. */
static gboolean
was_withdrawn (gpointer data)
{
  return desktop_get_close_reason (data) == NOTICE_WITHDRAWN;
}

static void
test_elsewhere (Desktop *desktop, gconstpointer data)
{
  receive (desktop);
  desktop_wait_for_bubble (desktop, TRUE);
  desktop_activate_action (desktop, "mark-fax-done", g_variant_new_string (INBOUND_ID));
  desktop_wait_for_bubble (desktop, FALSE);
  g_assert_true (desktop_wait (was_withdrawn, desktop));
  assert_done (desktop);
}

/* The window says so. */
static void
test_no_such_fax (Desktop *desktop, gconstpointer data)
{
  receive (desktop);
  desktop_activate_action (desktop, "mark-fax-done", g_variant_new_string ("no such fax"));
  desktop_wait_to_see ("The fax could not be found");
  running_faxbell_end (desktop->faxbell);

  g_autoptr (FbFax) fax = kept_fax_find (desktop->faxbell, INBOUND_ID);
  g_assert_true (fb_fax_get_open (fax));
}

static void
test_store_not_open (Desktop *desktop, gconstpointer data)
{
  g_autofree char *folder = running_faxbell_dup_folder (desktop->faxbell);
  g_autofree char *database = g_build_filename (folder, "faxbell.db", NULL);

  /* A folder is no database. */
  g_assert_no_errno (g_mkdir_with_parents (database, 0700));
  running_faxbell_start (desktop->faxbell, "--background");
  desktop_activate_action (desktop, "mark-fax-done", g_variant_new_string (INBOUND_ID));
  desktop_wait_to_see ("The fax could not be marked as done. The faxes aren’t open.");
  running_faxbell_end (desktop->faxbell);
}

int
main (int argc, char **argv)
{
  static const NotificationService *const services[] = { &notification_service_dunst,
                                                         &notification_service_xfce };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autofree char *button = g_strconcat ("/done/button/", services[i]->name, NULL);
      g_autofree char *elsewhere = g_strconcat ("/done/elsewhere/", services[i]->name, NULL);
      g_test_add (button, Desktop, services[i], desktop_set_up, test_button, desktop_tear_down);
      g_test_add (elsewhere, Desktop, services[i], desktop_set_up, test_elsewhere,
                  desktop_tear_down);
    }
  g_test_add ("/done/no-such-fax", Desktop, NULL, desktop_set_up, test_no_such_fax,
              desktop_tear_down);
  g_test_add ("/done/store-not-open", Desktop, NULL, desktop_set_up, test_store_not_open,
              desktop_tear_down);
  return g_test_run ();
}
