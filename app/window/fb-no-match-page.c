/* fb-no-match-page.c
 *
 * In the list's place, where the filters and what is searched for leave none of a view's faxes: it
 * says what was looked for and where, and offers to look further.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-no-match-page.h"

#include <glib/gi18n.h>

/* Characters of a long search that are enough to know it again. */
#define MAX_SEARCH_LENGTH 60

/* Around foreign words, so that what stands beside them stays in its place in every script. */
#define FIRST_STRONG_ISOLATE "\xe2\x81\xa8"
#define POP_ISOLATE          "\xe2\x81\xa9"

struct _FbNoMatchPage
{
  AdwBin parent_instance;

  AdwStatusPage *page;
  GtkWidget *clear_filters_button;
  GtkWidget *search_all_button;
  GtkWidget *clear_search_button;
};

G_DEFINE_FINAL_TYPE (FbNoMatchPage, fb_no_match_page, ADW_TYPE_BIN)

static char *
dup_shown_search (const char *search)
{
  const gboolean is_long = g_utf8_strlen (search, -1) > MAX_SEARCH_LENGTH;
  g_autofree char *start = g_utf8_substring (search, 0, is_long ? MAX_SEARCH_LENGTH : -1);

  return g_strconcat (FIRST_STRONG_ISOLATE, start, is_long ? "…" : "", POP_ISOLATE, NULL);
}

static char *
dup_description (FbFilters *filters, FbView view)
{
  const gboolean has_filters = !fb_filters_is_empty (filters);

  if (fb_filters_get_search (filters) == NULL)
    return g_strdup (_ ("No fax of this view matches the filters."));

  g_autofree char *search = dup_shown_search (fb_filters_get_search (filters));

  if (view == FB_VIEW_ALL)
    return has_filters
             /* Translators: %s is what was searched for */
             ? g_strdup_printf (_ ("No fax matches “%s” and the filters."), search)
             /* Translators: %s is what was searched for */
             : g_strdup_printf (_ ("No fax matches “%s”."), search);
  return has_filters
           /* Translators: a view, as in "Inbox", and what was searched for */
           ? g_strdup_printf (_ ("No fax in “%s” matches “%s” and the filters."),
                              fb_view_get_label (view), search)
           /* Translators: a view, as in "Inbox", and what was searched for */
           : g_strdup_printf (_ ("No fax in “%s” matches “%s”."), fb_view_get_label (view), search);
}

/* GObject */

static void
fb_no_match_page_dispose (GObject *object)
{
  /* Letting go of the template frees the child, which the bin would free again. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), FB_TYPE_NO_MATCH_PAGE);

  G_OBJECT_CLASS (fb_no_match_page_parent_class)->dispose (object);
}

static void
fb_no_match_page_class_init (FbNoMatchPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_no_match_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/faxbell/Faxbell/window/fb-no-match-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FbNoMatchPage, page);
  gtk_widget_class_bind_template_child (widget_class, FbNoMatchPage, clear_filters_button);
  gtk_widget_class_bind_template_child (widget_class, FbNoMatchPage, search_all_button);
  gtk_widget_class_bind_template_child (widget_class, FbNoMatchPage, clear_search_button);
}

static void
fb_no_match_page_init (FbNoMatchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fb_no_match_page_show:
 * @self: a page
 * @filters: what was filtered by and searched for
 * @view: where
 *
 * Says so, and offers the one thing that finds more.
 */
void
fb_no_match_page_show (FbNoMatchPage *self, FbFilters *filters, FbView view)
{
  g_return_if_fail (FB_IS_NO_MATCH_PAGE (self));
  g_return_if_fail (FB_IS_FILTERS (filters));

  const gboolean is_search = fb_filters_get_search (filters) != NULL;
  const gboolean is_narrow = view != FB_VIEW_ALL || !fb_filters_is_empty (filters);
  g_autofree char *description = dup_description (filters, view);
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_description (self->page, escaped);
  gtk_widget_set_visible (self->clear_filters_button, !is_search);
  gtk_widget_set_visible (self->search_all_button, is_search && is_narrow);
  gtk_widget_set_visible (self->clear_search_button, is_search && !is_narrow);
}
