/* fb-fax-pages-opening.c
 *
 * How the document of the fax that is selected is opened: at once, but not those that somebody
 * passes; without flicker; and how long its pages are on the screen until the fax has been seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-pages-private.h"
#include "fb-render-words.h"
#include "fb-rendered-document.h"

/* How long the pages of the fax before stay when opening takes its time. */
#define HOLD_MS 200

/* How long pages are on the screen until the fax has been seen. */
#define SEEN_MS 2000

/**
 * fb_fax_pages_give_focus:
 * @self: the pages
 *
 * Gives the keyboard's focus to what is shown, if it was wanted and anything but waiting is shown.
 */
void
fb_fax_pages_give_focus (FbFaxPages *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);

  if (!self->wants_focus || g_strcmp0 (page, "loading") == 0)
    return;
  self->wants_focus = FALSE;
  if (g_strcmp0 (page, "pages") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (fb_document_pages_get_view (self->pages)));
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

/* fb_fax_pages_set_page:
 *
 * Shows one of the stack's pages, and gives it the focus if that was wanted.
 */
void
fb_fax_pages_set_page (FbFaxPages *self, const char *name)
{
  g_clear_handle_id (&self->hold_source, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "loading"));
  fb_fax_pages_give_focus (self);
}

/* Being seen */

static gboolean
on_seen (gpointer user_data)
{
  FbFaxPages *self = FB_FAX_PAGES (user_data);

  self->seen_source = 0;
  self->is_seen = TRUE;
  g_signal_emit_by_name (self, "seen", self->shown_fax);
  return G_SOURCE_REMOVE;
}

/* fb_fax_pages_watch_seen:
 *
 * Waits until the fax's pages have been on the screen long enough to count as seen, if they are
 * there.
 */
void
fb_fax_pages_watch_seen (FbFaxPages *self)
{
  if (self->seen_source == 0 && !self->is_seen && self->shown_fax != NULL &&
      self->shown_fax == self->fax &&
      fb_page_view_is_shown (fb_document_pages_get_view (self->pages)) &&
      gtk_widget_get_mapped (GTK_WIDGET (fb_document_pages_get_view (self->pages))))
    self->seen_source = g_timeout_add (SEEN_MS, on_seen, self);
}

/* fb_fax_pages_forget_seen:
 *
 * Has the fax count as not seen again.
 */
void
fb_fax_pages_forget_seen (FbFaxPages *self)
{
  g_clear_handle_id (&self->seen_source, g_source_remove);
  self->is_seen = FALSE;
}

/* fb_fax_pages_pause_seen:
 *
 * Stops waiting: its pages aren't on the screen any more.
 */
void
fb_fax_pages_pause_seen (FbFaxPages *self)
{
  g_clear_handle_id (&self->seen_source, g_source_remove);
}

/* Opening */

/* fb_fax_pages_stop_opening:
 *
 * Gives up the document that is being opened, or is about to be.
 */
void
fb_fax_pages_stop_opening (FbFaxPages *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->passing_source, g_source_remove);
}

static void
fb_fax_pages_remember_position (FbFaxPages *self)
{
  if (self->shown == NULL)
    return;
  const FbPagePosition position =
    fb_page_view_get_position (fb_document_pages_get_view (self->pages));
  fb_page_positions_remember (self->positions, self->shown->path, &position);
}

/* The pages that there were are let go of. */
void
fb_fax_pages_clear (FbFaxPages *self)
{
  fb_fax_pages_remember_position (self);
  fb_fax_pages_forget_seen (self);
  g_clear_pointer (&self->shown, fb_document_unref);
  g_clear_object (&self->shown_fax);
  fb_document_pages_show (self->pages, NULL, 0);
}

static int
get_expected_pages (FbFaxPages *self)
{
  GPtrArray *documents = fb_fax_get_documents (self->fax);

  /* It isn't known how they are spread over several documents. */
  return documents != NULL && documents->len == 1 ? fb_fax_get_pages (self->fax) : 0;
}

static void
fb_fax_pages_take (FbFaxPages *self, FbRenderedDocument *rendered)
{
  FbPagePosition position;
  /* Before the other one's is remembered, for which this one may have to go. */
  const gboolean has_position =
    fb_page_positions_find (self->positions, self->document->path, &position);

  fb_fax_pages_remember_position (self);
  fb_fax_pages_forget_seen (self);
  g_clear_pointer (&self->shown, fb_document_unref);
  self->shown = fb_document_ref (self->document);
  g_set_object (&self->shown_fax, self->fax);
  fb_document_pages_show (self->pages, rendered, get_expected_pages (self));
  fb_fax_pages_set_look (self, 0, FALSE);
  g_signal_emit_by_name (self, "pages-counted", self->fax, self->document,
                         fb_rendered_document_get_n_pages (rendered));
  if (has_position)
    fb_page_view_set_position (fb_document_pages_get_view (self->pages), &position);
  fb_fax_pages_set_page (self, "pages");
}

static void
fb_fax_pages_fail (FbFaxPages *self, const GError *error)
{
  fb_fax_pages_clear (self);
  adw_status_page_set_title (self->failed_page, fb_render_error_get_title (error));
  adw_status_page_set_description (self->failed_page, fb_render_error_get_sentence (error));
  fb_fax_pages_set_page (self, "failed");
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbFaxPages) self = FB_FAX_PAGES (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbRenderedDocument) rendered = fb_rendered_document_open_finish (result, &error);

  /* Another one was chosen meanwhile. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->document == NULL)
    return;
  fb_fax_pages_stop_opening (self);
  if (rendered != NULL)
    fb_fax_pages_take (self, rendered);
  else
    fb_fax_pages_fail (self, error);
}

static void
fb_fax_pages_open (FbFaxPages *self)
{
  if (self->launcher == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  fb_rendered_document_open_async (self->launcher, self->document->path, self->cancellable,
                                   on_opened, g_object_ref (self));
}

static gboolean
on_passed (gpointer user_data)
{
  FbFaxPages *self = FB_FAX_PAGES (user_data);

  self->passing_source = 0;
  fb_fax_pages_open (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_hold_over (gpointer user_data)
{
  FbFaxPages *self = FB_FAX_PAGES (user_data);

  self->hold_source = 0;
  fb_fax_pages_clear (self);
  fb_fax_pages_set_page (self, "loading");
  return G_SOURCE_REMOVE;
}

/* Keeps what there is for a moment, so that nothing flickers; but no longer, however many faxes are
 * passed. */
void
fb_fax_pages_hold (FbFaxPages *self)
{
  if (self->hold_source == 0)
    self->hold_source = g_timeout_add (HOLD_MS, on_hold_over, self);
}

/* fb_fax_pages_open_soon:
 *
 * Opens the chosen fax's document; if others are likely to be chosen at once (@is_passing), only
 * once none is.
 */
void
fb_fax_pages_open_soon (FbFaxPages *self, gboolean is_passing)
{
  fb_fax_pages_stop_opening (self);
  fb_fax_pages_hold (self);
  if (is_passing)
    self->passing_source = g_timeout_add (FB_FAX_PAGES_PASSING_MS, on_passed, self);
  else
    fb_fax_pages_open (self);
}
