/* fb-window.c
 *
 * The window: the filters at its side, the faxes in its middle. It owns the list that both of them
 * work on, and follows the store and the receiver.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-window-private.h"

#include <glib/gi18n.h>

#include "fb-accels.h"
#include "fb-accessible-names.h"
#include "fb-fax-announcement.h"
#include "fb-store-words.h"
#include "fb-webhook-address.h"

G_DEFINE_FINAL_TYPE (FbWindow, fb_window, ADW_TYPE_APPLICATION_WINDOW)

/* It tells what went wrong, and may take a screen reader some time to get to. */
#define TOAST_SECONDS 10

#define RESOURCES "/io/github/faxbell/Faxbell/window/"

static void
fb_window_show_store_problem (FbWindow *self)
{
  g_autofree char *advice =
    fb_store_problem_dup_advice (self->store_problem, fb_store_get_folder (self->store));
  g_autofree char *escaped = g_markup_escape_text (advice, -1);

  adw_status_page_set_title (self->store_page, fb_store_problem_get_title (self->store_problem));
  adw_status_page_set_description (self->store_page, escaped);
}

/* Receiver */

/* In the list's place where there is none, else above it. */
static void
fb_window_show_receiver (FbWindow *self, gboolean has_faxes)
{
  fb_receiver_bar_update (self->receiver_bar, self->receiver, self->settings, has_faxes);

  const char *problem = fb_receiver_bar_get_problem (self->receiver_bar);
  g_autofree char *escaped = problem != NULL ? g_markup_escape_text (problem, -1) : NULL;
  if (escaped != NULL)
    adw_status_page_set_description (self->receiver_page, escaped);
}

/* Pages */

static const char *
fb_window_get_page (FbWindow *self, gboolean has_faxes)
{
  if (self->store_problem != NULL)
    return "store-problem";
  if (!fb_store_is_open (self->store))
    return "opening";
  if (!has_faxes)
    return fb_receiver_bar_get_problem (self->receiver_bar) != NULL ? "receiver-problem"
                                                                    : "connect";
  if (g_list_model_get_n_items (G_LIST_MODEL (self->faxes)) > 0)
    return "faxes";
  /* Where nothing was found, that stays while it is being looked for other words. */
  if (fb_fax_list_is_loading (self->faxes))
    return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "no-match") == 0 ? "no-match"
                                                                                       : "faxes";
  if (fb_filters_get_search (self->filters) != NULL || !fb_filters_is_empty (self->filters))
    return "no-match";
  return "empty-view";
}

/* The keyboard begins with the list, and stays with it, whatever stands in its place; but it isn't
 * taken from elsewhere. */
static void
fb_window_show_page (FbWindow *self, const char *page)
{
  const char *before = gtk_stack_get_visible_child_name (self->stack);
  const gboolean has_focus =
    fb_window_focus_is_on_page (self->focus) || g_strcmp0 (before, "opening") == 0;

  if (g_strcmp0 (before, page) == 0)
    return;

  gtk_stack_set_visible_child_name (self->stack, page);
  if (has_focus)
    fb_window_focus_page (self->focus);
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
  const gboolean has_tests = is_open && counts != NULL && counts->tests > 0;
  const gboolean has_others = is_open && counts != NULL &&
                              fb_fax_counts_get_total (counts, FB_DIRECTION_ANY, FB_STATUS_ANY) > 0;
  const gboolean has_faxes = has_tests || has_others;

  fb_window_show_receiver (self, has_faxes);
  if (self->store_problem != NULL)
    fb_window_show_store_problem (self);
  if (counts != NULL)
    fb_view_pane_set_counts (self->views, counts);
  fb_window_show_connection (self, has_tests && !has_others);
  fb_fax_search_set_available (self->search, has_faxes);

  const char *page = fb_window_get_page (self, has_faxes);
  if (g_str_equal (page, "no-match") && !fb_fax_list_is_loading (self->faxes))
    fb_no_match_page_show (self->no_match_page, self->filters, fb_view_pane_get_view (self->views));
  fb_window_show_page (self, page);
}

/* Revealing a fax */

/**
 * fb_window_show_pages:
 * @self: a window
 *
 * Shows the pages of the fax that is selected, and gives them the keyboard's focus.
 */
void
fb_window_show_pages (FbWindow *self)
{
  fb_panes_show_details (self->panes);
  fb_fax_pane_show_pages (self->fax_pane);
}

/* Called whenever the list has changed, until the list has the fax. Filters that hide it are
 * cleared. */
static void
fb_window_reveal_awaited (FbWindow *self)
{
  if (self->awaited == NULL || self->faxes == NULL || fb_fax_list_is_loading (self->faxes))
    return;

  const guint position = fb_sorted_fax_list_find (self->sorted_faxes, self->awaited);
  if (position != GTK_INVALID_LIST_POSITION)
    {
      g_clear_object (&self->awaited);
      gtk_stack_set_visible_child_name (self->stack, "faxes");
      if (self->opens_awaited)
        {
          fb_fax_table_show (self->table, position);
          fb_window_show_pages (self);
        }
      else
        {
          fb_panes_show_list (self->panes);
          fb_fax_table_reveal (self->table, position);
        }
      return;
    }
  fb_search_bar_close (self->search_bar);
  fb_filters_clear (self->filters);
  fb_view_pane_choose (self->views, FB_VIEW_ALL);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbWindow) self = FB_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbFax) fax = fb_store_find_finish (FB_STORE (source), result, &error);

  if (self->store == NULL) /* the window was closed meanwhile */
    return;
  if (fax == NULL)
    {
      fb_window_add_toast (self, _ ("This fax is not here any more"));
      return;
    }
  g_set_object (&self->awaited, fax);
  fb_window_reveal_awaited (self);
}

/* The list and its filter */

/* While another filter is set the list is empty for a moment. */
static void
on_list_changed (FbWindow *self)
{
  if (self->is_filtering)
    return;
  fb_window_update_state (self);
  fb_window_reveal_awaited (self);
  fb_fax_search_update (self->search);
  fb_window_focus_queue_check (self->focus);
}

static gboolean
on_emptied (gpointer user_data)
{
  FbWindow *self = FB_WINDOW (user_data);

  self->emptied_source = 0;
  on_list_changed (self);
  return G_SOURCE_REMOVE;
}

/* Rows that are replaced go before the others come. A list that is empty only between the two is
 * not said to be. */
static void
on_items_changed (FbWindow *self)
{
  if (self->is_filtering || g_list_model_get_n_items (G_LIST_MODEL (self->faxes)) > 0)
    {
      on_list_changed (self);
      return;
    }
  fb_window_focus_keep (self->focus);
  if (self->emptied_source == 0)
    self->emptied_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_emptied, self, NULL);
}

static void
on_filter_changed (FbWindow *self)
{
  if (self->faxes == NULL)
    return;

  const FbView view = fb_view_pane_get_view (self->views);
  const FbFaxFilter of_view = fb_view_get_filter (view);
  const FbFaxFilter filter = fb_filters_narrow (self->filters, &of_view);

  adw_window_title_set_title (self->title, fb_view_pane_get_title (self->views));
  adw_status_page_set_title (self->empty_page, fb_view_get_empty_title (view));
  fb_fax_search_keep_selected (self->search);
  self->is_filtering = TRUE;
  fb_fax_list_set_filter (self->faxes, &filter);
  self->is_filtering = FALSE;
  on_list_changed (self);
}

/* A sidebar in the list's place has served once a line of it was chosen. */
static void
on_view_chosen (FbWindow *self)
{
  fb_panes_show_list (self->panes);
}

static void
on_fax_selected (FbWindow *self)
{
  fb_fax_pane_show (self->fax_pane, fb_fax_table_get_selected (self->table),
                    fb_fax_table_get_n_selected (self->table));
}

/* Another window or process may have set other credentials. */
static void
on_active_changed (FbWindow *self)
{
  if (gtk_window_is_active (GTK_WINDOW (self)) && self->credentials_state != NULL)
    fb_credentials_state_refresh (self->credentials_state);
}

/* GtkWidget */

static void
fb_window_map (GtkWidget *widget)
{
  FbWindow *self = FB_WINDOW (widget);

  GTK_WIDGET_CLASS (fb_window_parent_class)->map (widget);

  fb_credentials_state_refresh (self->credentials_state);
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    fb_window_focus_page (self->focus);
}

/* GObject */

static void
fb_window_dispose (GObject *object)
{
  FbWindow *self = FB_WINDOW (object);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "fax", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "document", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pages", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "sort", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "search", NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "saved-view", NULL);
  g_clear_handle_id (&self->emptied_source, g_source_remove);
  g_clear_object (&self->search);
  g_clear_object (&self->saved_view_actions);
  g_clear_object (&self->fax_actions);
  g_clear_object (&self->document_actions);
  g_clear_object (&self->sorted_faxes);
  g_clear_object (&self->faxes);
  g_clear_object (&self->filters);
  g_clear_object (&self->awaited);
  g_clear_object (&self->store);
  g_clear_object (&self->receiver);
  g_clear_object (&self->sign_in_setup);
  g_clear_object (&self->credentials_state);
  g_clear_object (&self->settings);
  g_clear_object (&self->focus);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_WINDOW);

  G_OBJECT_CLASS (fb_window_parent_class)->dispose (object);
}

static void
fb_window_finalize (GObject *object)
{
  FbWindow *self = FB_WINDOW (object);

  g_clear_error (&self->store_problem);

  G_OBJECT_CLASS (fb_window_parent_class)->finalize (object);
}

static void
load_icons (void)
{
  static gsize is_loaded;

  if (!g_once_init_enter (&is_loaded))
    return;

  GdkDisplay *display = gdk_display_get_default ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), RESOURCES "icons");
  g_once_init_leave (&is_loaded, TRUE);
}

static void
fb_window_class_init (FbWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_window_dispose;
  object_class->finalize = fb_window_finalize;
  widget_class->map = fb_window_map;

  g_type_ensure (FB_TYPE_CONNECT_PAGE);
  g_type_ensure (FB_TYPE_DOWNLOAD_BAR);
  g_type_ensure (FB_TYPE_FAX_PANE);
  g_type_ensure (FB_TYPE_FAX_TABLE);
  g_type_ensure (FB_TYPE_FILTER_BAR);
  g_type_ensure (FB_TYPE_FILTER_POPOVER);
  g_type_ensure (FB_TYPE_NO_MATCH_PAGE);
  g_type_ensure (FB_TYPE_OUTSIDE_BAR);
  g_type_ensure (FB_TYPE_PANES);
  g_type_ensure (FB_TYPE_RECEIVER_BAR);
  g_type_ensure (FB_TYPE_REFUSAL_BAR);
  g_type_ensure (FB_TYPE_SEARCH_BAR);
  g_type_ensure (FB_TYPE_SETUP_BAR);
  g_type_ensure (FB_TYPE_VIEW_PANE);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCES "fb-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FbWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, panes);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, title);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, views);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, filter_popover);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, download_bar);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, empty_page);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, no_match_page);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, receiver_bar);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, outside_bar);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, refusal_bar);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, setup_bar);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, table);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, fax_pane);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, table_section);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, connect_page);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, receiver_page);
  gtk_widget_class_bind_template_child (widget_class, FbWindow, store_page);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_view_chosen);

  fb_window_install_actions (widget_class);
  fb_fax_actions_install_keys (widget_class);
  fb_fax_search_install_keys (widget_class);
}

static void
fb_window_init (FbWindow *self)
{
  load_icons ();
  fb_accessible_names_install ();
  self->filters = fb_filters_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->focus = fb_window_focus_new (GTK_WINDOW (self), self->stack, self->table);

  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource (RESOURCES "fb-shortcuts-window.ui");
  gtk_application_window_set_help_overlay (
    GTK_APPLICATION_WINDOW (self),
    GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "shortcuts_window")));
}

static void
on_alert (FbWindow *self, FbFax *fax, guint kind)
{
  fb_fax_announce (GTK_WINDOW (self), fax);
}

static void
on_toast (FbWindow *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (toast));
}

static void
fb_window_bind_settings (FbWindow *self)
{
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "show-details", self->panes, "details-shown",
                   G_SETTINGS_BIND_DEFAULT);
  fb_fax_pane_set_settings (self->fax_pane, self->settings);
  fb_fax_table_set_settings (self->table, self->settings);
}

static void
fb_window_follow (FbWindow *self)
{
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_changed), NULL);
  g_signal_connect_object (self->filters, "changed", G_CALLBACK (on_filter_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "alert", G_CALLBACK (on_alert), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->store, "notify", G_CALLBACK (fb_window_update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->receiver, "notify", G_CALLBACK (fb_window_update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->credentials_state, "notify::user",
                           G_CALLBACK (fb_window_update_state), self, G_CONNECT_SWAPPED);
  fb_window_watch_setup (self);
  g_signal_connect_object (self->table, "selection-changed", G_CALLBACK (on_fax_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->faxes, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->faxes, "notify::loading", G_CALLBACK (on_list_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
fb_window_add_fax_actions (FbWindow *self)
{
  self->fax_actions = fb_fax_actions_new (self->table, self->store, self->settings);
  g_signal_connect_object (self->fax_actions, "toast", G_CALLBACK (on_toast), self,
                           G_CONNECT_SWAPPED);
  GActionGroup *group = fb_fax_actions_get_group (self->fax_actions);
  fb_fax_pane_set_actions (self->fax_pane, group);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "fax", group);
}

/* Before anything else follows the filters: new rows are shown with what is emphasised in them. */
static void
fb_window_add_search (FbWindow *self)
{
  const FbFaxSearchParts parts = {
    .bar = self->search_bar,
    .panes = self->panes,
    .views = self->views,
    .table = self->table,
    .pages = GTK_WIDGET (self->stack),
    .focus = self->focus,
  };

  self->search = fb_fax_search_new (&parts, self->filters, self->faxes);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "search",
                                  fb_fax_search_get_actions (self->search));
}

static void
fb_window_add_saved_views (FbWindow *self)
{
  g_autoptr (FbSavedViews) saved_views = fb_saved_views_new (self->settings);

  self->saved_view_actions = fb_saved_view_actions_new (self->views, self->filters, saved_views);
  g_signal_connect_object (self->saved_view_actions, "toast", G_CALLBACK (on_toast), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "saved-view",
                                  fb_saved_view_actions_get_group (self->saved_view_actions));
}

static void
fb_window_add_document_actions (FbWindow *self, FbDocumentSync *document_sync)
{
  self->document_actions = fb_document_actions_new (self->table, document_sync);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "document",
                                  fb_document_actions_get_group (self->document_actions));
  fb_download_bar_set_document_sync (self->download_bar, document_sync);
  fb_fax_pane_set_document_sync (self->fax_pane, document_sync);
}

/* Their keys work wherever the focus is. */
static void
fb_window_add_pages (FbWindow *self, FbRenderLauncher *render_launcher)
{
  fb_render_launcher_prepare (render_launcher);
  fb_fax_pane_set_launcher (self->fax_pane, render_launcher);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "pages",
                                  fb_fax_pane_get_page_actions (self->fax_pane));
}

static void
fb_window_add_table_menus (FbWindow *self)
{
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns",
                                  fb_fax_table_get_column_actions (self->table));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "sort",
                                  fb_fax_table_get_sort_actions (self->table));
  g_menu_append_submenu (self->table_section, _ ("_Sort By"),
                         fb_fax_table_get_sort_menu (self->table));
  g_menu_append_submenu (self->table_section, _ ("Co_lumns"),
                         fb_fax_table_get_column_menu (self->table));
}

/**
 * fb_window_new:
 * @application: the application
 * @store: keeps the faxes; it may open later
 * @receiver: whose state to show
 * @credentials: Documo's; where none are set yet, the window activates app.set-up
 * @document_sync: fetches documents that were not delivered
 * @render_launcher: starts what draws pages
 * @settings: the application's
 *
 * For the main thread. The window keeps references to all of them.
 *
 * Returns: (transfer none): the window; present it
 */
FbWindow *
fb_window_new (AdwApplication *application,
               FbStore *store,
               FbReceiver *receiver,
               FbCredentials *credentials,
               FbDocumentSync *document_sync,
               FbRenderLauncher *render_launcher,
               GSettings *settings)
{
  g_return_val_if_fail (ADW_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (FB_IS_STORE (store), NULL);
  g_return_val_if_fail (FB_IS_RECEIVER (receiver), NULL);
  g_return_val_if_fail (FB_IS_CREDENTIALS (credentials), NULL);
  g_return_val_if_fail (FB_IS_DOCUMENT_SYNC (document_sync), NULL);
  g_return_val_if_fail (FB_IS_RENDER_LAUNCHER (render_launcher), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  FbWindow *self = g_object_new (FB_TYPE_WINDOW, "application", application, NULL);

  self->store = g_object_ref (store);
  self->receiver = g_object_ref (receiver);
  fb_refusal_bar_set_refusals (self->refusal_bar, fb_receiver_get_refusals (receiver));
  self->credentials_state = fb_credentials_state_new (credentials);
  self->sign_in_setup = fb_sign_in_setup_new (GTK_WINDOW (self), self->credentials_state);
  self->settings = g_object_ref (settings);
  self->faxes = fb_fax_list_new (fb_store_get_source (store));
  self->sorted_faxes = fb_sorted_fax_list_new (fb_store_get_source (store), self->faxes);
  fb_accels_set (GTK_APPLICATION (application));
  fb_window_bind_settings (self);
  fb_window_add_search (self);
  fb_window_follow (self);
  fb_window_add_table_menus (self);
  fb_fax_pane_set_store (self->fax_pane, store);
  fb_fax_table_set_faxes (self->table, self->sorted_faxes);
  fb_filter_bar_set_filters (self->filter_bar, self->filters);
  fb_filter_popover_set_filters (self->filter_popover, self->filters);
  fb_window_add_saved_views (self);
  on_filter_changed (self);
  fb_window_add_fax_actions (self);
  fb_window_add_document_actions (self, document_sync);
  fb_window_add_pages (self, render_launcher);
  return self;
}

/**
 * fb_window_show_fax:
 * @self: a window
 * @message_id: names the fax
 *
 * Selects the fax and scrolls to it, as soon as the list has it. Filters that hide it are cleared.
 * A toast tells if there is no such fax. Returns at once.
 */
void
fb_window_show_fax (FbWindow *self, const char *message_id)
{
  g_return_if_fail (FB_IS_WINDOW (self));
  g_return_if_fail (message_id != NULL);

  self->opens_awaited = FALSE;
  fb_store_find_async (self->store, message_id, NULL, on_found, g_object_ref (self));
}

/**
 * fb_window_open_fax:
 * @self: a window
 * @message_id: names the fax
 *
 * As fb_window_show_fax(), and shows its pages, with the keyboard's focus on them.
 */
void
fb_window_open_fax (FbWindow *self, const char *message_id)
{
  g_return_if_fail (FB_IS_WINDOW (self));
  g_return_if_fail (message_id != NULL);

  self->opens_awaited = TRUE;
  fb_store_find_async (self->store, message_id, NULL, on_found, g_object_ref (self));
}

/**
 * fb_window_add_toast:
 * @self: a window
 * @title: what to tell, as plain text
 *
 * Shows a toast.
 */
void
fb_window_add_toast (FbWindow *self, const char *title)
{
  g_return_if_fail (FB_IS_WINDOW (self));
  g_return_if_fail (title != NULL);

  /* A toast's title is markup. */
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  AdwToast *toast = adw_toast_new (escaped);
  adw_toast_set_timeout (toast, TOAST_SECONDS);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * fb_window_set_store_problem:
 * @self: a window
 * @problem: (nullable): why the store could not be opened, or %NULL if it could
 *
 * Shows the problem in place of the faxes; it is copied.
 */
void
fb_window_set_store_problem (FbWindow *self, const GError *problem)
{
  g_return_if_fail (FB_IS_WINDOW (self));

  g_clear_error (&self->store_problem);
  if (problem != NULL)
    self->store_problem = g_error_copy (problem);
  fb_window_update_state (self);
}

/**
 * fb_window_set_outside_watch:
 * @self: a window that has none yet
 * @watch: knows whether Documo can reach this computer
 *
 * Shows it where it can't.
 */
void
fb_window_set_outside_watch (FbWindow *self, FbOutsideWatch *watch)
{
  g_return_if_fail (FB_IS_WINDOW (self));

  fb_outside_bar_set_watch (self->outside_bar, watch);
}
