/* inbox-fixture.c
 *
 * The window of the real application with faxes that were posted to it, and somebody with a
 * keyboard before it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "inbox-fixture.h"

#include "screen.h"

void
inbox_set_up (Desktop *desktop, gconstpointer data)
{
  desktop_set_up (desktop, data);
  desktop_keyboard_set_up ();
  running_faxbell_set (desktop->faxbell, "desk-user='" INBOX_USER "'");
  /* Over the window they would be in the pointer's way. */
  running_faxbell_set (desktop->faxbell, "notify-received=false");
  running_faxbell_set (desktop->faxbell, "notify-send-failed=false");
  running_faxbell_set (desktop->faxbell, "notify-unreadable=false");
}

void
inbox_tear_down (Desktop *desktop, gconstpointer data)
{
  desktop_keyboard_tear_down ();
  desktop_tear_down (desktop, data);
}

static gboolean
has_window (gpointer data)
{
  return screen_has_window ("faxbell", NULL);
}

/**
 * inbox_open:
 * @desktop: the desktop, with Faxbell not running
 * @faxes: what is posted, in this order
 * @n_faxes: how many
 *
 * Starts Faxbell, posts while there is no window, and then opens it.
 */
void
inbox_open (Desktop *desktop, const PostedFax *faxes, guint n_faxes)
{
  running_faxbell_start (desktop->faxbell, "--background");
  for (guint i = 0; i < n_faxes; i++)
    desktop_post_fax (desktop, &faxes[i]);
  g_object_unref (running_faxbell_launch_again (desktop->faxbell));
  g_assert_true (desktop_wait (has_window, NULL));
}

/**
 * inbox_post_unreadable:
 * @desktop: the desktop, with Faxbell running
 *
 * Posts what is about a fax, but doesn't say about which.
 */
void
inbox_post_unreadable (Desktop *desktop)
{
  desktop_post_json (desktop, "{\"status\":\"success\",\"pagesCount\":2}");
}

/**
 * inbox_dup_exported:
 * @desktop: the desktop
 * @message_id: names a fax
 *
 * Returns: (transfer full): what `--export` has of it
 */
JsonObject *
inbox_dup_exported (Desktop *desktop, const char *message_id)
{
  g_autoptr (JsonNode) node = running_faxbell_export (desktop->faxbell);
  JsonArray *faxes = json_node_get_array (node);

  for (guint i = 0; i < json_array_get_length (faxes); i++)
    {
      JsonObject *fax = json_array_get_object_element (faxes, i);
      const char *id = json_object_get_string_member_with_default (fax, "messageId", NULL);
      if (g_strcmp0 (id, message_id) == 0)
        return json_object_ref (fax);
    }
  g_error ("There is no fax “%s” in the export", message_id);
}
