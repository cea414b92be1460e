/* fb-window-focus.c
 *
 * Where the keyboard's focus is in the window: with the list, or with what stands in its place. A
 * row that gets it is selected where none is, for the keys are about what is selected; and it
 * doesn't stay with what can't be seen any more.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-window-focus.h"

struct _FbWindowFocus
{
  GObject parent_instance;

  GtkWindow *window; /* not owned, like what is in it */
  GtkStack *pages;
  FbFaxTable *table;
  guint check_source;
  gboolean was_on_table; /* when it was given to what has it, or had it until that went */
};

G_DEFINE_FINAL_TYPE (FbWindowFocus, fb_window_focus, G_TYPE_OBJECT)

/* While there were no rows the list itself has got the focus; it hands it on. */
static void
fb_window_focus_select_row (FbWindowFocus *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  if (GTK_IS_LIST_VIEW (focus))
    gtk_widget_grab_focus (focus);
  gtk_widget_activate_action (gtk_window_get_focus (self->window), "listitem.select", "(bb)", FALSE,
                              FALSE);
}

/* In GTK 4.8 the focus stays in a menu that was closed from one of its submenus, and then no key
 * does anything. */
static gboolean
on_check (gpointer user_data)
{
  FbWindowFocus *self = FB_WINDOW_FOCUS (user_data);
  GtkWidget *focus = gtk_window_get_focus (self->window);

  self->check_source = 0;
  if (focus == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->window)))
    return G_SOURCE_REMOVE;
  if (!gtk_widget_get_mapped (focus))
    fb_window_focus_page (self);
  else if (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->table)) &&
           fb_fax_table_get_n_selected (self->table) == 0)
    fb_window_focus_select_row (self);
  return G_SOURCE_REMOVE;
}

static void
on_focus_changed (FbWindowFocus *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);

  self->was_on_table = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->table));
  fb_window_focus_queue_check (self);
}

/* GObject */

static void
fb_window_focus_finalize (GObject *object)
{
  g_clear_handle_id (&FB_WINDOW_FOCUS (object)->check_source, g_source_remove);

  G_OBJECT_CLASS (fb_window_focus_parent_class)->finalize (object);
}

static void
fb_window_focus_class_init (FbWindowFocusClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_window_focus_finalize;
}

static void
fb_window_focus_init (FbWindowFocus *self)
{
}

/**
 * fb_window_focus_new:
 * @window: the window; it must live longer, with what is in it
 * @pages: has the list, and what stands in its place
 * @table: the list, on the page "faxes"
 *
 * Returns: (transfer full): what looks after the focus for as long as it lives
 */
FbWindowFocus *
fb_window_focus_new (GtkWindow *window, GtkStack *pages, FbFaxTable *table)
{
  g_return_val_if_fail (GTK_IS_WINDOW (window), NULL);
  g_return_val_if_fail (GTK_IS_STACK (pages), NULL);
  g_return_val_if_fail (FB_IS_FAX_TABLE (table), NULL);

  FbWindowFocus *self = g_object_new (FB_TYPE_WINDOW_FOCUS, NULL);

  self->window = window;
  self->pages = pages;
  self->table = table;
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (on_focus_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * fb_window_focus_is_on_page:
 * @self: the focus
 *
 * Returns: whether it is with the list or what stands in its place, or nowhere
 */
gboolean
fb_window_focus_is_on_page (FbWindowFocus *self)
{
  g_return_val_if_fail (FB_IS_WINDOW_FOCUS (self), FALSE);

  GtkWidget *focus = gtk_window_get_focus (self->window);

  /* A row that has just gone is still said to have it. */
  return focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->window)) ||
         gtk_widget_is_ancestor (focus, GTK_WIDGET (self->pages));
}

/**
 * fb_window_focus_page:
 * @self: the focus
 *
 * Gives it to the list, or to what stands in its place.
 */
void
fb_window_focus_page (FbWindowFocus *self)
{
  g_return_if_fail (FB_IS_WINDOW_FOCUS (self));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "faxes") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->pages), GTK_DIR_TAB_FORWARD);
}

/**
 * fb_window_focus_keep:
 * @self: the focus
 *
 * To be called at once when the last row has gone. If it had the focus, the list takes it until
 * there are rows or another page: at the next frame GTK would give it to what comes after the list.
 */
void
fb_window_focus_keep (FbWindowFocus *self)
{
  g_return_if_fail (FB_IS_WINDOW_FOCUS (self));

  GtkWidget *focus = gtk_window_get_focus (self->window);

  if (self->was_on_table && focus != NULL &&
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->window)))
    fb_window_focus_page (self);
}

/**
 * fb_window_focus_queue_check:
 * @self: the focus
 *
 * Looks after it, but not at once: rows get it while others are going.
 */
void
fb_window_focus_queue_check (FbWindowFocus *self)
{
  g_return_if_fail (FB_IS_WINDOW_FOCUS (self));

  if (self->check_source == 0)
    self->check_source = g_idle_add (on_check, self);
}
