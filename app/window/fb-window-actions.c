/* fb-window-actions.c
 *
 * What menus, buttons and keys do with the window: the actions of the group "win".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-plain-http-dialog.h"
#include "fb-window-private.h"

static void
view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbWindow *self = FB_WINDOW (widget);
  const gint32 view = g_variant_get_int32 (parameter);

  if (view < 0 || view >= FB_N_VIEWS)
    return;
  fb_view_pane_choose (self->views, (FbView) view);
  fb_panes_show_list (self->panes);
  if (!fb_window_focus_is_on_page (self->focus))
    fb_window_focus_page (self->focus);
}

static void
clear_filters_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbWindow *self = FB_WINDOW (widget);

  gtk_popover_popdown (GTK_POPOVER (self->filter_popover));
  fb_filters_clear (self->filters);
  fb_window_focus_page (self->focus);
}

static void
filter_number_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbWindow *self = FB_WINDOW (widget);

  /* All from it are wanted. */
  fb_search_bar_close (self->search_bar);
  fb_view_pane_choose (self->views, FB_VIEW_ALL);
  fb_filters_set_number (self->filters, g_variant_get_string (parameter, NULL));
  fb_panes_show_list (self->panes);
}

static void
filter_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbWindow *self = FB_WINDOW (widget);

  fb_panes_show_list (self->panes);
  gtk_popover_popup (GTK_POPOVER (self->filter_popover));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbWindow *self = FB_WINDOW (widget);

  if (!fb_panes_go_back (self->panes))
    return;
  if (fb_panes_is_sidebar_in_place (self->panes))
    gtk_widget_grab_focus (GTK_WIDGET (self->views));
  else
    fb_window_focus_page (self->focus);
}

static void
show_details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbWindow *self = FB_WINDOW (widget);

  fb_panes_show_details (self->panes);
  g_object_set (self->fax_pane, "shows-details", TRUE, NULL);
}

static void
show_pages_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fb_window_show_pages (FB_WINDOW (widget));
}

static void
show_list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbWindow *self = FB_WINDOW (widget);

  fb_panes_show_list (self->panes);
  fb_window_focus_page (self->focus);
}

static void
edit_note_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbWindow *self = FB_WINDOW (widget);

  fb_panes_show_details (self->panes);
  fb_fax_pane_edit_note (self->fax_pane);
}

static void
toggle_details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbPanes *panes = FB_WINDOW (widget)->panes;
  gboolean is_shown;

  g_object_get (panes, "details-shown", &is_shown, NULL);
  g_object_set (panes, "details-shown", !is_shown, NULL);
}

static void
try_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbWindow *self = FB_WINDOW (widget);

  fb_plain_http_try_again (GTK_WINDOW (self), self->receiver, self->settings);
}

/**
 * fb_window_install_actions:
 * @widget_class: the window's class
 *
 * To be called when the class is made.
 */
void
fb_window_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.view", "i", view_action);
  gtk_widget_class_install_action (widget_class, "win.filter", NULL, filter_action);
  gtk_widget_class_install_action (widget_class, "win.filter-number", "s", filter_number_action);
  gtk_widget_class_install_action (widget_class, "win.clear-filters", NULL, clear_filters_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.show-details", NULL, show_details_action);
  gtk_widget_class_install_action (widget_class, "win.show-pages", NULL, show_pages_action);
  gtk_widget_class_install_action (widget_class, "win.show-list", NULL, show_list_action);
  gtk_widget_class_install_action (widget_class, "win.edit-note", NULL, edit_note_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-details", NULL, toggle_details_action);
  gtk_widget_class_install_action (widget_class, "win.try-again", NULL, try_again_action);
}
