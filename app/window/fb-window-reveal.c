/* fb-window-reveal.c
 *
 * Showing one fax in the table, wherever it is: it may be filtered out, or its list may not have
 * loaded yet.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-window-private.h"

#include <glib/gi18n.h>

/* fb_window_reveal_awaited:
 *
 * Reveals the fax that was asked for once the list has it; called whenever the list has changed. A
 * fax that a filter hides makes the filters go.
 */
void
fb_window_reveal_awaited (FbWindow *self)
{
  if (self->awaited == NULL || self->faxes == NULL || fb_fax_list_is_loading (self->faxes))
    return;

  const guint position = fb_fax_list_find (self->faxes, self->awaited);
  if (position != GTK_INVALID_LIST_POSITION)
    {
      g_clear_object (&self->awaited);
      gtk_stack_set_visible_child_name (self->stack, "faxes");
      fb_fax_table_reveal (self->table, position);
      return;
    }
  if (fb_filter_pane_is_filtering (self->filters))
    fb_filter_pane_clear (self->filters);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbWindow) self = FB_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbFax) fax = fb_store_find_finish (FB_STORE (source), result, &error);

  if (fax == NULL)
    {
      fb_window_add_toast (self, _ ("This fax is not here any more"));
      return;
    }
  g_set_object (&self->awaited, fax);
  fb_window_reveal_awaited (self);
}

/**
 * fb_window_show_fax:
 * @self: a window
 * @message_id: names the fax
 *
 * Selects the fax and scrolls to it, as soon as the list has it. Filters that hide it are cleared.
 */
void
fb_window_show_fax (FbWindow *self, const char *message_id)
{
  g_return_if_fail (FB_IS_WINDOW (self));
  g_return_if_fail (message_id != NULL);

  fb_store_find_async (self->store, message_id, NULL, on_found, g_object_ref (self));
}
