/* fb-view-pane.c
 *
 * The sidebar: the views, each with how many faxes it has, whatever else is chosen, and how long
 * the oldest of those that are open has waited; and below them the views that the user has saved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-view-pane.h"

#include <glib/gi18n.h>

#include "fb-duration.h"
#include "fb-view-row.h"

/* How often the waiting time is shown anew. */
#define CLOCK_SECONDS 30

struct _FbViewPane
{
  AdwBin parent_instance;

  GtkListBox *views;
  FbViewRow *rows[FB_N_VIEWS];
  FbSavedViews *saved_views;
  guint n_saved;
  FbView view; /* what was chosen last, or what the saved view is within */
  FbFaxCounts counts;
  guint clock_source;
};

enum
{
  VIEW_CHANGED,
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbViewPane, fb_view_pane, ADW_TYPE_BIN)

static void
fb_view_pane_show_waiting (FbViewPane *self)
{
  const gint64 since = self->counts.open_since;
  g_autofree char *duration = since > 0 ? fb_duration_format (g_get_real_time () - since) : NULL;
  /* Translators: how long the oldest of the open faxes has waited, as in "Oldest: 1 h 20 min" */
  g_autofree char *text = duration != NULL ? g_strdup_printf (_ ("Oldest: %s"), duration) : NULL;

  fb_view_row_set_subtitle (self->rows[FB_VIEW_OPEN], text);
}

static gboolean
on_clock (gpointer user_data)
{
  fb_view_pane_show_waiting (FB_VIEW_PANE (user_data));
  return G_SOURCE_CONTINUE;
}

static void
on_row_selected (FbViewPane *self)
{
  self->view = fb_view_pane_get_view (self);
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

static void
on_row_activated (FbViewPane *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

/* Saved views */

/* Without what the user has no view for, they need no line above them. */
static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  GtkWidget *separator = gtk_list_box_row_get_index (row) == FB_N_VIEWS
                           ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL)
                           : NULL;

  gtk_list_box_row_set_header (row, separator);
}

static void
remove_saved_rows (FbViewPane *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->views, FB_N_VIEWS)) != NULL)
    gtk_list_box_remove (self->views, GTK_WIDGET (row));
}

static void
append_saved_rows (FbViewPane *self)
{
  const guint n_views = fb_saved_views_get_n (self->saved_views);

  for (guint i = 0; i < n_views; i++)
    gtk_list_box_append (self->views,
                         GTK_WIDGET (fb_view_row_new_without_count (
                           "starred-symbolic", fb_saved_views_get_name (self->saved_views, i))));
}

/* One that was chosen stays so, under another name, too; from one that was removed it goes to the
 * view that it was within. */
static void
on_saved_views_changed (FbViewPane *self)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->views);
  const int index = selected != NULL ? gtk_list_box_row_get_index (selected) : -1;
  const guint n_before = self->n_saved;

  self->n_saved = fb_saved_views_get_n (self->saved_views);
  g_signal_handlers_block_by_func (self->views, on_row_selected, self);
  remove_saved_rows (self);
  append_saved_rows (self);
  if (index >= FB_N_VIEWS && self->n_saved >= n_before)
    gtk_list_box_select_row (self->views, gtk_list_box_get_row_at_index (self->views, index));
  g_signal_handlers_unblock_by_func (self->views, on_row_selected, self);
  if (gtk_list_box_get_selected_row (self->views) == NULL)
    fb_view_pane_choose (self, self->view);
}

/* GtkWidget */

static void
fb_view_pane_map (GtkWidget *widget)
{
  FbViewPane *self = FB_VIEW_PANE (widget);

  GTK_WIDGET_CLASS (fb_view_pane_parent_class)->map (widget);

  fb_view_pane_show_waiting (self);
  self->clock_source = g_timeout_add_seconds (CLOCK_SECONDS, on_clock, self);
}

static void
fb_view_pane_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FB_VIEW_PANE (widget)->clock_source, g_source_remove);

  GTK_WIDGET_CLASS (fb_view_pane_parent_class)->unmap (widget);
}

/* One stop of the Tab key: GTK would stop at each row, and a row that gets the focus is chosen. */
static gboolean
fb_view_pane_focus (GtkWidget *widget, GtkDirectionType direction)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  const gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && focus != NULL && gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  return GTK_WIDGET_CLASS (fb_view_pane_parent_class)->focus (widget, direction);
}

static gboolean
fb_view_pane_grab_focus (GtkWidget *widget)
{
  FbViewPane *self = FB_VIEW_PANE (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->views)));
}

/* GObject */

static void
fb_view_pane_dispose (GObject *object)
{
  FbViewPane *self = FB_VIEW_PANE (object);

  /* While the list empties itself it selects other rows. */
  if (self->views != NULL)
    g_signal_handlers_disconnect_by_data (self->views, self);
  g_clear_object (&self->saved_views);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_VIEW_PANE);

  G_OBJECT_CLASS (fb_view_pane_parent_class)->dispose (object);
}

static void
fb_view_pane_class_init (FbViewPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_view_pane_dispose;
  widget_class->map = fb_view_pane_map;
  widget_class->unmap = fb_view_pane_unmap;
  widget_class->focus = fb_view_pane_focus;
  widget_class->grab_focus = fb_view_pane_grab_focus;

  signals[VIEW_CHANGED] = g_signal_new ("view-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-view-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, FbViewPane, views);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "saved-view.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "saved-view.remove", NULL);
}

static void
fb_view_pane_init (FbViewPane *self)
{
  static const FbFaxCounts none;

  gtk_widget_init_template (GTK_WIDGET (self));

  for (int view = 0; view < FB_N_VIEWS; view++)
    {
      self->rows[view] =
        fb_view_row_new (fb_view_get_icon_name ((FbView) view), fb_view_get_label ((FbView) view));
      gtk_list_box_append (self->views, GTK_WIDGET (self->rows[view]));
    }
  gtk_list_box_set_header_func (self->views, update_header, NULL, NULL);
  fb_view_pane_choose (self, FB_VIEW_OPEN);
  fb_view_pane_set_counts (self, &none);
}

/**
 * fb_view_pane_set_counts:
 * @self: a pane
 * @counts: how many faxes there are of each kind now
 */
void
fb_view_pane_set_counts (FbViewPane *self, const FbFaxCounts *counts)
{
  g_return_if_fail (FB_IS_VIEW_PANE (self));
  g_return_if_fail (counts != NULL);

  self->counts = *counts;
  for (int view = 0; view < FB_N_VIEWS; view++)
    fb_view_row_set_count (self->rows[view], fb_view_count ((FbView) view, counts));
  /* What is rare has no line until there is some of it. */
  gtk_widget_set_visible (GTK_WIDGET (self->rows[FB_VIEW_UNREADABLE]),
                          fb_view_count (FB_VIEW_UNREADABLE, counts) > 0 ||
                            fb_view_pane_get_view (self) == FB_VIEW_UNREADABLE);
  fb_view_pane_show_waiting (self);
}

/**
 * fb_view_pane_choose:
 * @self: a pane
 * @view: which faxes to show
 */
void
fb_view_pane_choose (FbViewPane *self, FbView view)
{
  g_return_if_fail (FB_IS_VIEW_PANE (self));
  g_return_if_fail ((guint) view < FB_N_VIEWS);

  gtk_list_box_select_row (self->views, GTK_LIST_BOX_ROW (self->rows[view]));
}

/**
 * fb_view_pane_get_view:
 * @self: a pane
 *
 * Returns: which faxes it says to show; of a saved view, the one that it is within
 */
FbView
fb_view_pane_get_view (FbViewPane *self)
{
  g_return_val_if_fail (FB_IS_VIEW_PANE (self), FB_VIEW_ALL);

  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->views);
  const guint saved = fb_view_pane_get_saved_view (self);

  if (saved != G_MAXUINT)
    return fb_saved_views_get_view (self->saved_views, saved);
  return row != NULL ? (FbView) gtk_list_box_row_get_index (row) : FB_VIEW_ALL;
}

/**
 * fb_view_pane_get_count:
 * @self: a pane
 * @view: a view
 *
 * Returns: the count that its line shows
 */
guint
fb_view_pane_get_count (FbViewPane *self, FbView view)
{
  g_return_val_if_fail (FB_IS_VIEW_PANE (self), 0);
  g_return_val_if_fail ((guint) view < FB_N_VIEWS, 0);

  return fb_view_row_get_count (self->rows[view]);
}

/**
 * fb_view_pane_set_saved_views:
 * @self: a pane
 * @saved_views: what it shows below the others
 */
void
fb_view_pane_set_saved_views (FbViewPane *self, FbSavedViews *saved_views)
{
  g_return_if_fail (FB_IS_VIEW_PANE (self));
  g_return_if_fail (FB_IS_SAVED_VIEWS (saved_views));

  g_set_object (&self->saved_views, saved_views);
  g_signal_connect_object (saved_views, "changed", G_CALLBACK (on_saved_views_changed), self,
                           G_CONNECT_SWAPPED);
  on_saved_views_changed (self);
}

/**
 * fb_view_pane_choose_saved_view:
 * @self: a pane
 * @index: which of the saved views to show
 */
void
fb_view_pane_choose_saved_view (FbViewPane *self, guint index)
{
  g_return_if_fail (FB_IS_VIEW_PANE (self));
  g_return_if_fail (index < self->n_saved);

  gtk_list_box_select_row (self->views,
                           gtk_list_box_get_row_at_index (self->views, FB_N_VIEWS + (int) index));
}

/**
 * fb_view_pane_get_saved_view:
 * @self: a pane
 *
 * Returns: which of the saved views is chosen, or %G_MAXUINT
 */
guint
fb_view_pane_get_saved_view (FbViewPane *self)
{
  g_return_val_if_fail (FB_IS_VIEW_PANE (self), G_MAXUINT);

  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->views);
  const int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  return index >= FB_N_VIEWS ? (guint) (index - FB_N_VIEWS) : G_MAXUINT;
}

/**
 * fb_view_pane_get_title:
 * @self: a pane
 *
 * Returns: (transfer none): the name of what is chosen
 */
const char *
fb_view_pane_get_title (FbViewPane *self)
{
  g_return_val_if_fail (FB_IS_VIEW_PANE (self), NULL);

  const guint saved = fb_view_pane_get_saved_view (self);

  return saved != G_MAXUINT ? fb_saved_views_get_name (self->saved_views, saved)
                            : fb_view_get_label (fb_view_pane_get_view (self));
}
