/* fb-fax-search.c
 *
 * Searching in a window: what is written into the bar is emphasised in the list, how much was found
 * is said, and the keyboard goes from the bar to the list and back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-search.h"

#include "fb-fax-pages.h"

struct _FbFaxSearch
{
  GObject parent_instance;

  FbFaxSearchParts parts; /* not owned */
  FbFilters *filters;
  FbFaxList *faxes;
  GSimpleActionGroup *actions;
  char *emphasised;
  FbFax *kept;            /* what was selected before the list left it out */
  gboolean goes_to_first; /* once it is there */
};

G_DEFINE_FINAL_TYPE (FbFaxSearch, fb_fax_search, G_TYPE_OBJECT)

/* The keyboard */

/* Of what was found; where nothing was, to what can be done about it. */
static void
fb_fax_search_go_to_first (FbFaxSearch *self)
{
  self->goes_to_first = FALSE;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->faxes)) > 0)
    fb_fax_table_reveal (self->parts.table, 0);
  else
    fb_window_focus_page (self->parts.focus);
}

static void
on_results_wanted (FbFaxSearch *self)
{
  if (fb_fax_list_is_loading (self->faxes))
    self->goes_to_first = TRUE;
  else
    fb_fax_search_go_to_first (self);
}

static void
on_closed (FbFaxSearch *self)
{
  self->goes_to_first = FALSE;
  fb_window_focus_page (self->parts.focus);
}

/* As soon as it is in the list again: for as long as something is searched for, and until what is
 * to be shown is known. */
static void
fb_fax_search_select_kept (FbFaxSearch *self)
{
  if (self->kept == NULL)
    return;
  if (fb_fax_table_get_n_selected (self->parts.table) == 0)
    fb_fax_table_select (self->parts.table, self->kept);
  if (fb_filters_get_search (self->filters) == NULL)
    g_clear_object (&self->kept);
}

/* What is searched for */

static void
on_filters_changed (FbFaxSearch *self)
{
  const char *search = fb_filters_get_search (self->filters);

  if (g_strcmp0 (search, self->emphasised) == 0)
    return;
  g_free (self->emphasised);
  self->emphasised = g_strdup (search);
  self->goes_to_first = FALSE;

  g_autoptr (FbSearchQuery) query = search != NULL ? fb_search_query_new (search) : NULL;
  fb_fax_table_set_query (self->parts.table, query);
}

/* Actions */

/* Who reads a fax looks for something in it. */
static gboolean
find_in_pages (FbFaxSearch *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->parts.bar));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_get_ancestor (focus, FB_TYPE_FAX_PAGES) != NULL &&
         gtk_widget_activate_action (focus, "pages.find", NULL);
}

static void
open_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FbFaxSearch *self = FB_FAX_SEARCH (user_data);

  if (find_in_pages (self))
    return;
  fb_panes_show_list (self->parts.panes);
  fb_search_bar_open (self->parts.bar);
}

static void
all_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FbFaxSearch *self = FB_FAX_SEARCH (user_data);

  fb_view_pane_choose (self->parts.views, FB_VIEW_ALL);
  fb_filters_clear (self->filters);
  on_results_wanted (self);
}

static void
clear_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  fb_search_bar_close (FB_FAX_SEARCH (user_data)->parts.bar);
}

/* GObject */

static void
fb_fax_search_finalize (GObject *object)
{
  FbFaxSearch *self = FB_FAX_SEARCH (object);

  g_clear_object (&self->kept);
  g_clear_object (&self->actions);
  g_clear_object (&self->faxes);
  g_clear_object (&self->filters);
  g_free (self->emphasised);

  G_OBJECT_CLASS (fb_fax_search_parent_class)->finalize (object);
}

static void
fb_fax_search_class_init (FbFaxSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_fax_search_finalize;
}

static void
fb_fax_search_init (FbFaxSearch *self)
{
  static const char *const names[] = { "open", "all", "clear" };
  static void (*const callbacks[]) (GSimpleAction *, GVariant *,
                                    gpointer) = { open_action, all_action, clear_action };

  self->actions = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], NULL);
      g_signal_connect_object (action, "activate", G_CALLBACK (callbacks[i]), self, 0);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
    }
}

/**
 * fb_fax_search_new:
 * @parts: of the window; they must live longer
 * @filters: have what is searched for; what narrows @faxes by them must follow them from later on
 * @faxes: what is found
 *
 * Returns: (transfer full): what ties them together for as long as it lives
 */
FbFaxSearch *
fb_fax_search_new (const FbFaxSearchParts *parts, FbFilters *filters, FbFaxList *faxes)
{
  g_return_val_if_fail (parts != NULL, NULL);
  g_return_val_if_fail (FB_IS_FILTERS (filters), NULL);
  g_return_val_if_fail (FB_IS_FAX_LIST (faxes), NULL);

  FbFaxSearch *self = g_object_new (FB_TYPE_FAX_SEARCH, NULL);

  self->parts = *parts;
  self->filters = g_object_ref (filters);
  self->faxes = g_object_ref (faxes);
  g_signal_connect_object (filters, "changed", G_CALLBACK (on_filters_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->bar, "results-wanted", G_CALLBACK (on_results_wanted), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->bar, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  fb_search_bar_set_filters (parts->bar, filters);
  fb_search_bar_capture_keys (parts->bar, parts->pages);
  return self;
}

/**
 * fb_fax_search_install_keys:
 * @widget_class: the class of the widget that has the group "search"
 *
 * Binds the key that is for the widget alone, unless it is written into something.
 */
void
fb_fax_search_install_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Divide, 0, "search.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_slash, 0, "search.open", NULL);
}

/**
 * fb_fax_search_get_actions:
 * @self: a search
 *
 * Returns: (transfer none): a group to be inserted as "search"
 */
GActionGroup *
fb_fax_search_get_actions (FbFaxSearch *self)
{
  g_return_val_if_fail (FB_IS_FAX_SEARCH (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/**
 * fb_fax_search_set_available:
 * @self: a search
 * @is_available: whether there is anything to be found
 */
void
fb_fax_search_set_available (FbFaxSearch *self, gboolean is_available)
{
  g_return_if_fail (FB_IS_FAX_SEARCH (self));

  GAction *open = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "open");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (open), is_available);
  gtk_widget_set_sensitive (GTK_WIDGET (self->parts.bar), is_available);
}

/**
 * fb_fax_search_keep_selected:
 * @self: a search
 *
 * To be called before the list gets another filter: what is selected will be selected again.
 */
void
fb_fax_search_keep_selected (FbFaxSearch *self)
{
  g_return_if_fail (FB_IS_FAX_SEARCH (self));

  FbFax *selected = fb_fax_table_dup_only_selected (self->parts.table);

  if (selected == NULL)
    return;
  g_clear_object (&self->kept);
  self->kept = selected;
}

/**
 * fb_fax_search_update:
 * @self: a search
 *
 * To be called when the list has changed, once the right page is shown: says what was found, and
 * goes there if the user has wanted to; else to what was selected before.
 */
void
fb_fax_search_update (FbFaxSearch *self)
{
  g_return_if_fail (FB_IS_FAX_SEARCH (self));

  const gboolean is_loading = fb_fax_list_is_loading (self->faxes);

  fb_search_bar_set_results (self->parts.bar, g_list_model_get_n_items (G_LIST_MODEL (self->faxes)),
                             is_loading);
  if (is_loading)
    return;
  if (self->goes_to_first)
    fb_fax_search_go_to_first (self);
  else
    fb_fax_search_select_kept (self);
}
