/* fb-page-view-text.c
 *
 * The text of the pages that are looked at: what of it is selected and copied, and what assistive
 * technologies are told of the current page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>

#include "fb-page-text-areas.h"
#include "fb-page-view-private.h"

/* Texts of so many pages are kept; of more only those that can be seen. */
#define MAX_TEXTS 8

/* For g_hash_table_new_full(). */
static void
text_clear (gpointer text)
{
  if (text != NULL)
    fb_page_text_unref (text);
}

static void
fb_page_view_keep_texts (FbPageView *self, guint first, guint last)
{
  GHashTableIter iter;
  gpointer key;

  if (g_hash_table_size (self->texts) <= MAX_TEXTS)
    return;
  g_hash_table_iter_init (&iter, self->texts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const guint page = GPOINTER_TO_UINT (key);
      const gboolean is_selected =
        page == self->selection.page && self->selection.end > self->selection.start;
      if ((page < first || page > last) && !is_selected)
        g_hash_table_iter_remove (&iter);
    }
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbPageView) self = FB_PAGE_VIEW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbPageText) text =
    fb_rendered_document_read_text_finish (FB_RENDERED_DOCUMENT (source), result, &error);
  guint first, last;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      source != (gpointer) self->document)
    return;
  self->is_reading_text = FALSE;
  /* A page that can't be read is as one without text: it isn't read again. */
  g_hash_table_insert (self->texts, GUINT_TO_POINTER (self->text_page), g_steal_pointer (&text));
  if (self->text_page == self->current_page)
    fb_page_view_update_accessible (self);
  if (fb_page_view_find_visible (self, &first, &last))
    fb_page_view_read_texts (self, first, last);
}

/* One after the other. */
void
fb_page_view_read_texts (FbPageView *self, guint first, guint last)
{
  if (self->is_reading_text || self->document == NULL)
    return;
  fb_page_view_keep_texts (self, first, last);
  for (guint page = first; page <= last; page++)
    if (!g_hash_table_contains (self->texts, GUINT_TO_POINTER (page)))
      {
        if (self->texts_cancellable == NULL)
          self->texts_cancellable = g_cancellable_new ();
        self->is_reading_text = TRUE;
        self->text_page = page;
        fb_rendered_document_read_text_async (self->document, page, FB_PAGE_BACKGROUND,
                                              self->texts_cancellable, on_text,
                                              g_object_ref (self));
        return;
      }
}

void
fb_page_view_init_text (FbPageView *self)
{
  self->texts = g_hash_table_new_full (NULL, NULL, NULL, text_clear);
}

void
fb_page_view_forget_texts (FbPageView *self)
{
  g_cancellable_cancel (self->texts_cancellable);
  g_clear_object (&self->texts_cancellable);
  self->is_reading_text = FALSE;
  fb_page_view_select (self, 0, 0, 0);
  g_hash_table_remove_all (self->texts);
}

/* %NULL where it isn't known, or there is none. */
const FbPageText *
fb_page_view_get_text (FbPageView *self, guint page)
{
  const FbPageText *text = g_hash_table_lookup (self->texts, GUINT_TO_POINTER (page));

  return text != NULL && text->n_characters > 0 ? text : NULL;
}

/* Assistive technologies */

void
fb_page_view_update_accessible (FbPageView *self)
{
  const guint n_pages = fb_page_view_get_n_pages (self);
  const FbPageText *text = fb_page_view_get_text (self, self->current_page);
  /* Translators: the number of a page, and how many there are */
  g_autofree char *label =
    n_pages > 0 ? g_strdup_printf (_ ("Page %u of %u"), self->current_page + 1, n_pages)
                : g_strdup (_ ("Pages"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text->text : "", -1);
}

/* Selecting */

void
fb_page_view_select (FbPageView *self, guint page, guint start, guint end)
{
  const gboolean had_selection = self->selection.end > self->selection.start;

  self->selection.page = page;
  self->selection.start = start;
  self->selection.end = end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (had_selection != (end > start))
    g_object_notify (G_OBJECT (self), "has-selection");
}

/**
 * fb_page_view_select_page:
 * @self: the view
 *
 * Selects all text of the current page.
 */
void
fb_page_view_select_page (FbPageView *self)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));

  const FbPageText *text = fb_page_view_get_text (self, self->current_page);

  if (text != NULL)
    fb_page_view_select (self, self->current_page, 0, text->n_characters);
}

/**
 * fb_page_view_dup_selection:
 * @self: the view
 *
 * Returns: (transfer full) (nullable): the text that is selected
 */
char *
fb_page_view_dup_selection (FbPageView *self)
{
  g_return_val_if_fail (FB_IS_PAGE_VIEW (self), NULL);

  const FbPageText *text = fb_page_view_get_text (self, self->selection.page);

  if (text == NULL || self->selection.end <= self->selection.start)
    return NULL;
  return fb_page_text_dup_part (text, self->selection.start, self->selection.end);
}

/**
 * fb_page_view_copy:
 * @self: the view
 *
 * Copies the text that is selected.
 */
void
fb_page_view_copy (FbPageView *self)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));

  g_autofree char *text = fb_page_view_dup_selection (self);

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

/**
 * fb_page_view_set_search:
 * @self: the view
 * @search: (nullable): whose hits are marked
 */
void
fb_page_view_set_search (FbPageView *self, FbPageSearch *search)
{
  g_return_if_fail (FB_IS_PAGE_VIEW (self));
  g_return_if_fail (search == NULL || FB_IS_PAGE_SEARCH (search));

  if (self->search != NULL)
    g_signal_handlers_disconnect_by_data (self->search, self);
  g_set_object (&self->search, search);
  if (search != NULL)
    g_signal_connect_object (search, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                             G_CONNECT_SWAPPED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
