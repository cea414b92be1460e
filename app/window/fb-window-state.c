/* fb-window-state.c
 *
 * What the window shows in place of the faxes when there are none, and the bar over them when the
 * receiver can't listen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-window-private.h"

#include <glib/gi18n.h>

#include "fb-receiver-words.h"

/* Store */

static const char *
get_store_problem_title (const GError *problem)
{
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_IN_USE))
    return _ ("Faxbell Is Already Running");
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_TOO_NEW))
    return _ ("The Faxes Are From a Newer Faxbell");
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT))
    return _ ("The List of Faxes Is Damaged");
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_NO_SPACE))
    return _ ("The Disk Is Full");
  return _ ("The Faxes Can’t Be Opened");
}

static char *
dup_store_problem_advice (const GError *problem, const char *folder)
{
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_IN_USE))
    return g_strdup_printf (
      _ ("Another Faxbell keeps its faxes in %s, perhaps in another session. Quit it, then start "
         "this one again."),
      folder);
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_TOO_NEW))
    return g_strdup (_ ("This version can’t read them, and leaves them alone. Update Faxbell."));
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT))
    return g_strdup_printf (
      _ ("Nothing was changed. The documents are in %s. Copy that folder to a safe place before "
         "anything else, then bring back a backup of it."),
      folder);
  if (g_error_matches (problem, FB_STORE_ERROR, FB_STORE_ERROR_NO_SPACE))
    return g_strdup (
      _ ("Make room. Until then no fax is taken in: Documo tries again for about a day, and "
         "Faxbell looks again by itself."));
  return g_strdup_printf (_ ("%s Until it works no fax is taken in: Documo tries again for about a "
                             "day."),
                          problem->message);
}

static void
fb_window_show_store_problem (FbWindow *self)
{
  g_autofree char *advice =
    dup_store_problem_advice (self->store_problem, fb_store_get_folder (self->store));
  g_autofree char *escaped = g_markup_escape_text (advice, -1);

  adw_status_page_set_title (self->store_page, get_store_problem_title (self->store_problem));
  adw_status_page_set_description (self->store_page, escaped);
}

/* Receiver */

/* What is wrong stays until it is known that it isn't: it doesn't flicker while trying again. */
static void
fb_window_judge_receiver (FbWindow *self)
{
  const FbReceiverState state = fb_receiver_get_state (self->receiver);

  if (state == FB_RECEIVER_RECEIVING)
    self->cannot_receive = FALSE;
  if (state != FB_RECEIVER_FAILED)
    return;

  g_autofree char *title = fb_receiver_dup_problem_title (self->receiver, self->settings);
  const char *advice = fb_receiver_problem_get_advice (fb_receiver_get_problem (self->receiver));
  g_autofree char *text = g_strdup_printf ("%s %s", title, advice);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  self->cannot_receive = TRUE;
  gtk_label_set_text (self->receiver_bar_label, text);
  adw_status_page_set_description (self->receiver_page, escaped);
}

/* It stays for as long as it is true. */
static void
fb_window_show_warning (FbWindow *self)
{
  g_autofree char *warning = fb_receiver_dup_warning (self->receiver);

  if (warning != NULL)
    gtk_label_set_text (self->warning_bar_label, warning);
  gtk_info_bar_set_revealed (self->warning_bar, warning != NULL);
}

static void
fb_window_show_connection (FbWindow *self)
{
  g_autofree char *url = fb_receiver_dup_url (self->receiver);

  fb_connect_page_show (self->connect_page, url, self->user);
}

/* State */

static const char *
fb_window_get_page (FbWindow *self, gboolean has_faxes)
{
  if (self->store_problem != NULL)
    return "store-problem";
  if (!fb_store_is_open (self->store))
    return "opening";
  if (!has_faxes)
    return self->cannot_receive ? "receiver-problem" : "connect";
  if (g_list_model_get_n_items (G_LIST_MODEL (self->faxes)) > 0)
    return "faxes";
  if (fb_fax_list_is_loading (self->faxes) || !fb_filter_pane_is_filtering (self->filters))
    return "faxes";
  return "no-match";
}

/* The keyboard is for the faxes, unless it is in the sidebar. */
static void
fb_window_show_page (FbWindow *self, const char *page)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, page);
  if (g_str_equal (page, "faxes") &&
      (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->filters))))
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* fb_window_update_state:
 *
 * Shows the page that is right now. Cheap: it is called for everything that may change it.
 */
void
fb_window_update_state (FbWindow *self)
{
  if (self->store == NULL)
    return;

  const FbFaxCounts *counts = fb_store_get_counts (self->store);
  const gboolean is_open = self->store_problem == NULL && fb_store_is_open (self->store);
  const gboolean has_faxes = is_open && counts != NULL &&
                             fb_fax_counts_get_total (counts, FB_DIRECTION_ANY, FB_STATUS_ANY) > 0;

  fb_window_judge_receiver (self);
  if (self->store_problem != NULL)
    fb_window_show_store_problem (self);
  if (counts != NULL)
    fb_filter_pane_set_counts (self->filters, counts);
  gtk_info_bar_set_revealed (self->receiver_bar, self->cannot_receive && has_faxes);
  fb_window_show_warning (self);
  fb_window_show_connection (self);
  fb_window_show_page (self, fb_window_get_page (self, has_faxes));
}
