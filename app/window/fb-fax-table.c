/* fb-fax-table.c
 *
 * The table of faxes: the selection, the context menu and the keyboard.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-table.h"

#include <glib/gi18n.h>

#include "fb-fax-cell-private.h"
#include "fb-fax-columns-private.h"
#include "fb-fax-selection.h"
#include "fb-fax-sorting-private.h"

/* How many frames revealing a row may take; it takes two or three. */
#define MOST_REVEAL_FRAMES 30

/* Rows that have just come have no place yet: those that are in sight anyway aren't scrolled to. */
#define SETTLING_FRAMES 2

/* How many faxes to look at to know whether a change makes sense: of more than these one will. */
#define MARKABLE_LOOKS 64

struct _FbFaxTable
{
  AdwBin parent_instance;

  GtkColumnView *view;
  GtkPopover *menu;
  FbSortedFaxList *faxes;
  FbFaxSelection *selection;
  FbFax *selected;
  GSignalGroup *selected_signals;
  FbFaxColumns *columns;
  FbFaxSorting *sorting;
  FbFax *kept; /* what was selected, while the rows are put in order */
  guint reveal_tick;
  guint reveal_frames;
  gboolean reveal_takes_focus;
};

enum
{
  SELECTION_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbFaxTable, fb_fax_table, ADW_TYPE_BIN)

static GtkBitset *fb_fax_table_dup_selection (FbFaxTable *self);
static GtkWidget *fb_fax_table_find_row (FbFaxTable *self, GtkWidget *list, guint position);

static GtkWidget *
fb_fax_table_get_list (FbFaxTable *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Selection */

static void
on_selected_loaded (FbFaxTable *self)
{
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static void
on_selection_changed (FbFaxTable *self)
{
  GListModel *faxes = G_LIST_MODEL (self->selection);
  g_autoptr (GtkBitset) set =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_autoptr (FbFax) selected =
    gtk_bitset_is_empty (set) ? NULL : g_list_model_get_item (faxes, gtk_bitset_get_minimum (set));

  g_set_object (&self->selected, selected);
  g_signal_group_set_target (self->selected_signals, selected);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

/* The list view keeps the row at its top in place, so that rows that are added above it are out of
 * sight. Where it is at its top it is scrolled to the new rows; elsewhere it stays.
 */
static void
on_items_changed (GListModel *faxes, guint position, guint removed, guint added, FbFaxTable *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  GtkWidget *list = fb_fax_table_get_list (self);

  fb_fax_columns_update_days (self->columns, position, added);
  on_selection_changed (self);
  if (position == 0 && added > 0 && list != NULL &&
      gtk_adjustment_get_value (adjustment) <= gtk_adjustment_get_lower (adjustment))
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", 0);
}

/* Rows that are put in order lose the selection, since they go and come again. */
static void
on_sorting (FbFaxTable *self)
{
  FbFax *selected = fb_fax_table_dup_only_selected (self);

  if (selected == NULL)
    return;
  g_clear_object (&self->kept);
  self->kept = selected;
}

static void
on_sorted (FbFaxTable *self)
{
  if (self->kept == NULL || fb_sorted_fax_list_find (self->faxes, self->kept) == G_MAXUINT)
    return;
  g_autoptr (FbFax) kept = g_steal_pointer (&self->kept);
  if (fb_fax_table_get_n_selected (self) == 0)
    fb_fax_table_select (self, kept);
}

static void
on_activate (GtkColumnView *view, guint position, FbFaxTable *self)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self), "fax.open", NULL);
}

/* Context menu */

static FbFaxCell *
find_cell (GtkWidget *widget)
{
  while (widget != NULL && !FB_IS_FAX_CELL (widget))
    widget = gtk_widget_get_first_child (widget);
  return widget != NULL ? FB_FAX_CELL (widget) : NULL;
}

static GtkWidget *
fb_fax_table_pick_row (FbFaxTable *self, double x, double y)
{
  GtkWidget *list = fb_fax_table_get_list (self);
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  while (picked != NULL && gtk_widget_get_parent (picked) != list)
    picked = gtk_widget_get_parent (picked);
  return picked;
}

static void
fb_fax_table_pop_up_menu (FbFaxTable *self, double x, double y)
{
  const GdkRectangle pointed = { (int) x, (int) y, 1, 1 };

  gtk_popover_set_pointing_to (self->menu, &pointed);
  gtk_popover_popup (self->menu);
}

/* The menu takes the pointer, so that nothing under it learns of the button's release. */
static void
release_widgets (GtkWidget *pressed)
{
  for (GtkWidget *widget = pressed; widget != NULL; widget = gtk_widget_get_parent (widget))
    gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_ACTIVE);
}

static void
on_secondary_press (GtkGestureClick *gesture, int n_press, double x, double y, FbFaxTable *self)
{
  GtkWidget *row = fb_fax_table_pick_row (self, x, y);
  FbFaxCell *cell = row != NULL ? find_cell (row) : NULL;
  const guint position = cell != NULL ? fb_fax_cell_get_position (cell) : GTK_INVALID_LIST_POSITION;

  if (position == GTK_INVALID_LIST_POSITION)
    return;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_grab_focus (row);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  release_widgets (gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT));
  fb_fax_table_pop_up_menu (self, x, y);
}

/* By the keyboard the menu points to the row that has the focus. */
static void
pop_up_menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FbFaxTable *self = FB_FAX_TABLE (widget);
  GtkWidget *list = fb_fax_table_get_list (self);
  GtkWidget *row = list != NULL ? gtk_widget_get_focus_child (list) : NULL;
  graphene_rect_t bounds;

  if (fb_fax_table_get_selected (self) == NULL)
    return;
  if (row == NULL || !gtk_widget_compute_bounds (row, widget, &bounds))
    graphene_rect_init (&bounds, 0, 0, (float) gtk_widget_get_width (widget), 48);
  fb_fax_table_pop_up_menu (self, (double) (bounds.origin.x + MIN (bounds.size.width / 2, 120)),
                            (double) (bounds.origin.y + bounds.size.height));
}

/* GtkWidget */

static void
fb_fax_table_focus_selected (FbFaxTable *self)
{
  GtkWidget *list = fb_fax_table_get_list (self);

  if (self->selection == NULL || list == NULL || fb_fax_table_get_n_selected (self) != 1)
    return;

  g_autoptr (GtkBitset) set = fb_fax_table_dup_selection (self);
  GtkWidget *row = fb_fax_table_find_row (self, list, gtk_bitset_get_minimum (set));
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/* What is selected gets it, if it is in sight, whichever row GTK would choose: the keys are about
 * that. */
static gboolean
fb_fax_table_grab_focus (GtkWidget *widget)
{
  FbFaxTable *self = FB_FAX_TABLE (widget);

  if (!gtk_widget_grab_focus (GTK_WIDGET (self->view)))
    return FALSE;
  if (self->reveal_tick != 0)
    self->reveal_takes_focus = TRUE;
  else
    fb_fax_table_focus_selected (self);
  return TRUE;
}

/* The list is one stop of the Tab key, and arrows go from row to row. GTK 4.8 stops at each row. */
static gboolean
fb_fax_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  FbFaxTable *self = FB_FAX_TABLE (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  const gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)))
    return FALSE;
  /* GTK 4.18 would stop at the headers, or begin at the list's other end. */
  if (is_tab && self->faxes != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->faxes)) > 0)
    return gtk_widget_grab_focus (widget);
  return GTK_WIDGET_CLASS (fb_fax_table_parent_class)->focus (widget, direction);
}

/* GObject */

static void
fb_fax_table_dispose (GObject *object)
{
  FbFaxTable *self = FB_FAX_TABLE (object);

  g_clear_object (&self->sorting);
  g_clear_object (&self->columns);
  g_clear_object (&self->kept);
  g_clear_object (&self->selected_signals);
  g_clear_object (&self->selected);
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->menu)));
  g_clear_object (&self->selection);
  g_clear_object (&self->faxes);
  gtk_widget_dispose_template (GTK_WIDGET (self), FB_TYPE_FAX_TABLE);

  G_OBJECT_CLASS (fb_fax_table_parent_class)->dispose (object);
}

static void
fb_fax_table_class_init (FbFaxTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fb_fax_table_dispose;
  widget_class->focus = fb_fax_table_focus;
  widget_class->grab_focus = fb_fax_table_grab_focus;

  signals[SELECTION_CHANGED] =
    g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/faxbell/Faxbell/window/fb-fax-table.ui");
  gtk_widget_class_bind_template_child (widget_class, FbFaxTable, view);
  gtk_widget_class_bind_template_child (widget_class, FbFaxTable, menu);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_secondary_press);

  gtk_widget_class_install_action (widget_class, "table.menu", NULL, pop_up_menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "table.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "table.menu", NULL);
}

static void
fb_fax_table_init (FbFaxTable *self)
{
  self->selected_signals = g_signal_group_new (FB_TYPE_FAX);
  g_signal_group_connect_swapped (self->selected_signals, "notify::loaded",
                                  G_CALLBACK (on_selected_loaded), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  self->columns = fb_fax_columns_new (self->view);
  self->sorting = fb_fax_sorting_new (self->view);
}

/**
 * fb_fax_table_set_faxes:
 * @self: a table
 * @faxes: a list
 *
 * Shows @faxes, in their order.
 */
void
fb_fax_table_set_faxes (FbFaxTable *self, FbSortedFaxList *faxes)
{
  g_return_if_fail (FB_IS_FAX_TABLE (self));
  g_return_if_fail (FB_IS_SORTED_FAX_LIST (faxes));

  g_set_object (&self->faxes, faxes);
  g_clear_object (&self->selection);
  self->selection = fb_fax_selection_new (G_LIST_MODEL (faxes));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selection_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_AFTER);
  fb_fax_columns_set_faxes (self->columns, faxes);
  fb_fax_sorting_set_faxes (self->sorting, faxes);
  g_signal_connect_object (faxes, "sorting", G_CALLBACK (on_sorting), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (faxes, "sorted", G_CALLBACK (on_sorted), self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  on_selection_changed (self);
}

/**
 * fb_fax_table_set_query:
 * @self: a table
 * @query: (nullable): what is searched for
 *
 * Emphasises it in the rows. Which faxes there are is up to their list.
 */
void
fb_fax_table_set_query (FbFaxTable *self, FbSearchQuery *query)
{
  g_return_if_fail (FB_IS_FAX_TABLE (self));

  fb_fax_columns_set_query (self->columns, query);
}

/**
 * fb_fax_table_set_settings:
 * @self: a table
 * @settings: the application's, which remember the columns and the order of the rows
 */
void
fb_fax_table_set_settings (FbFaxTable *self, GSettings *settings)
{
  g_return_if_fail (FB_IS_FAX_TABLE (self));

  fb_fax_columns_set_settings (self->columns, settings);
  fb_fax_sorting_set_settings (self->sorting, settings);
}

/**
 * fb_fax_table_get_column_actions:
 * @self: a table
 *
 * Returns: (transfer none): a group to be inserted as "columns" where its menus are
 */
GActionGroup *
fb_fax_table_get_column_actions (FbFaxTable *self)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (self), NULL);

  return fb_fax_columns_get_actions (self->columns);
}

/**
 * fb_fax_table_get_column_menu:
 * @self: a table
 *
 * Returns: (transfer none): which columns are shown, as a menu for that group
 */
GMenuModel *
fb_fax_table_get_column_menu (FbFaxTable *self)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (self), NULL);

  return fb_fax_columns_get_menu (self->columns);
}

/**
 * fb_fax_table_get_selected:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the fax that is selected, or the first of several
 */
FbFax *
fb_fax_table_get_selected (FbFaxTable *self)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (self), NULL);

  return self->selected;
}

/**
 * fb_fax_table_get_sort_actions:
 * @self: a table
 *
 * Returns: (transfer none): a group to be inserted as "sort" where its menu is
 */
GActionGroup *
fb_fax_table_get_sort_actions (FbFaxTable *self)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (self), NULL);

  return fb_fax_sorting_get_actions (self->sorting);
}

/**
 * fb_fax_table_get_sort_menu:
 * @self: a table
 *
 * Returns: (transfer none): what to sort by, as a menu for that group
 */
GMenuModel *
fb_fax_table_get_sort_menu (FbFaxTable *self)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (self), NULL);

  return fb_fax_sorting_get_menu (self->sorting);
}

static GtkBitset *
fb_fax_table_dup_selection (FbFaxTable *self)
{
  return self->selection != NULL
           ? gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection))
           : gtk_bitset_new_empty ();
}

/**
 * fb_fax_table_get_n_selected:
 * @self: a table
 *
 * Returns: how many faxes are selected
 */
guint
fb_fax_table_get_n_selected (FbFaxTable *self)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (self), 0);

  g_autoptr (GtkBitset) set = fb_fax_table_dup_selection (self);

  return (guint) MIN (gtk_bitset_get_size (set), G_MAXUINT);
}

/**
 * fb_fax_table_dup_only_selected:
 * @self: a table
 *
 * Returns: (transfer full) (nullable): the fax that is selected, if it is one alone and loaded
 */
FbFax *
fb_fax_table_dup_only_selected (FbFaxTable *self)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (self), NULL);

  if (fb_fax_table_get_n_selected (self) != 1 || !fb_fax_is_loaded (self->selected))
    return NULL;
  return g_object_ref (self->selected);
}

/* Of what the list knows of each row: no fax is made for it. */
static gboolean
may_change (FbFaxTable *self, guint position, FbFaxChange change)
{
  const FbFaxEntry *entry = fb_sorted_fax_list_get_entry (self->faxes, position);

  switch (change)
    {
    case FB_FAX_CHANGE_READ:
      return entry->is_unread;
    case FB_FAX_CHANGE_UNREAD:
      return !entry->is_unread;
    case FB_FAX_CHANGE_DONE:
      return entry->is_open;
    case FB_FAX_CHANGE_REOPEN:
      return !entry->is_open;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * fb_fax_table_may_change:
 * @self: a table
 * @change: what is to be done
 *
 * Cheap, also where everything is selected.
 *
 * Returns: whether it would change any of the faxes that are selected, as far as is known
 */
gboolean
fb_fax_table_may_change (FbFaxTable *self, FbFaxChange change)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (self), FALSE);

  g_autoptr (GtkBitset) set = fb_fax_table_dup_selection (self);
  GtkBitsetIter iter;
  guint position;
  guint n_looked_at = 0;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, set, &position); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    if (may_change (self, position, change) || ++n_looked_at >= MARKABLE_LOOKS)
      return TRUE;
  return FALSE;
}

/**
 * fb_fax_table_dup_ids_to_change:
 * @self: a table
 * @change: what is to be done
 *
 * Returns: (transfer full) (element-type gint64): those of the faxes that are selected which it
 *   would change
 */
GArray *
fb_fax_table_dup_ids_to_change (FbFaxTable *self, FbFaxChange change)
{
  g_return_val_if_fail (FB_IS_FAX_TABLE (self), NULL);

  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GtkBitset) set = fb_fax_table_dup_selection (self);
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, set, &position); is_valid;
       is_valid = gtk_bitset_iter_next (&iter, &position))
    {
      const gint64 id = (gint64) fb_sorted_fax_list_get_entry (self->faxes, position)->id;
      if (may_change (self, position, change))
        g_array_append_val (ids, id);
    }
  return ids;
}

static GtkWidget *
fb_fax_table_find_row (FbFaxTable *self, GtkWidget *list, guint position)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      FbFaxCell *cell = find_cell (row);
      if (cell != NULL && fb_fax_cell_get_position (cell) == position)
        return row;
    }
  return NULL;
}

static gboolean
is_in_sight (GtkWidget *row, GtkWidget *list)
{
  graphene_rect_t bounds;

  /* A row without a height has no place yet. */
  return gtk_widget_compute_bounds (row, list, &bounds) && bounds.size.height > 0 &&
         bounds.origin.y >= 0 &&
         bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (list);
}

/* GTK 4.8 scrolls only to where it has a layout, and a row that gets the focus before it is in
 * sight makes it scroll back. So this is done frame by frame, until the row is seen.
 */
static gboolean
on_reveal_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  FbFaxTable *self = FB_FAX_TABLE (widget);
  GtkWidget *list = fb_fax_table_get_list (self);
  g_autoptr (GtkBitset) set = fb_fax_table_dup_selection (self);

  if (list != NULL && !gtk_bitset_is_empty (set) && self->reveal_frames < MOST_REVEAL_FRAMES)
    {
      const guint position = gtk_bitset_get_minimum (set);
      GtkWidget *row = fb_fax_table_find_row (self, list, position);

      self->reveal_frames++;
      if (row == NULL || !is_in_sight (row, list))
        {
          if (self->reveal_frames > SETTLING_FRAMES)
            gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
          return G_SOURCE_CONTINUE;
        }
      if (self->reveal_takes_focus)
        gtk_widget_grab_focus (row);
    }
  self->reveal_tick = 0;
  return G_SOURCE_REMOVE;
}

static void
fb_fax_table_start_reveal (FbFaxTable *self, guint position, gboolean takes_focus)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  self->reveal_frames = 0;
  self->reveal_takes_focus = takes_focus;
  if (self->reveal_tick == 0)
    self->reveal_tick =
      gtk_widget_add_tick_callback (GTK_WIDGET (self), on_reveal_frame, NULL, NULL);
}

static gboolean
fb_fax_table_has_row_focus (FbFaxTable *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view));
}

/**
 * fb_fax_table_reveal:
 * @self: a table
 * @position: of a fax in the list
 *
 * Selects the fax, only it, scrolls to it, and gives it the keyboard's focus.
 */
void
fb_fax_table_reveal (FbFaxTable *self, guint position)
{
  g_return_if_fail (FB_IS_FAX_TABLE (self));
  g_return_if_fail (self->selection != NULL);

  fb_fax_table_start_reveal (self, position, TRUE);
}

/**
 * fb_fax_table_show:
 * @self: a table
 * @position: of a fax in the list
 *
 * Selects the fax, only it, and scrolls to it. The keyboard's focus stays where it is.
 */
void
fb_fax_table_show (FbFaxTable *self, guint position)
{
  g_return_if_fail (FB_IS_FAX_TABLE (self));
  g_return_if_fail (self->selection != NULL);

  fb_fax_table_start_reveal (self, position, FALSE);
}

/**
 * fb_fax_table_select:
 * @self: a table
 * @fax: a loaded fax
 *
 * Selects the fax, only it, and scrolls to it, if it is in the list. The keyboard's focus stays
 * where it is, unless that is a row.
 */
void
fb_fax_table_select (FbFaxTable *self, FbFax *fax)
{
  g_return_if_fail (FB_IS_FAX_TABLE (self));
  g_return_if_fail (self->selection != NULL);

  const guint position = fb_sorted_fax_list_find (self->faxes, fax);
  if (position == G_MAXUINT)
    return;

  fb_fax_table_start_reveal (self, position, fb_fax_table_has_row_focus (self));
}

/* The next one below; where there is none, the last one above. */
static guint
find_next_open (FbFaxTable *self, GtkBitset *selected)
{
  const guint n_faxes = g_list_model_get_n_items (G_LIST_MODEL (self->faxes));

  for (guint i = gtk_bitset_get_maximum (selected) + 1; i < n_faxes; i++)
    if (may_change (self, i, FB_FAX_CHANGE_DONE))
      return i;
  for (guint i = gtk_bitset_get_minimum (selected); i > 0; i--)
    if (may_change (self, i - 1, FB_FAX_CHANGE_DONE))
      return i - 1;
  return GTK_INVALID_LIST_POSITION;
}

/**
 * fb_fax_table_select_next_open:
 * @self: a table
 *
 * Goes on from the faxes that are selected to the next one that is open, below them or else above.
 * Where there is none, they stay selected.
 */
void
fb_fax_table_select_next_open (FbFaxTable *self)
{
  g_return_if_fail (FB_IS_FAX_TABLE (self));

  g_autoptr (GtkBitset) selected = fb_fax_table_dup_selection (self);

  if (gtk_bitset_is_empty (selected))
    return;
  const guint next = find_next_open (self, selected);
  if (next != GTK_INVALID_LIST_POSITION)
    fb_fax_table_reveal (self, next);
}

/**
 * fb_fax_table_select_beside:
 * @self: a table
 * @by: how many rows further down; a negative number is up
 *
 * Goes on from the fax that is selected, or from the first row where none is. At the end of the
 * list it stays. The keyboard's focus stays where it is, unless that is a row.
 */
void
fb_fax_table_select_beside (FbFaxTable *self, int by)
{
  g_return_if_fail (FB_IS_FAX_TABLE (self));

  g_autoptr (GtkBitset) selected = fb_fax_table_dup_selection (self);
  const guint n_faxes = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n_faxes == 0)
    return;
  gint64 position = 0;
  if (!gtk_bitset_is_empty (selected))
    position = (by > 0 ? (gint64) gtk_bitset_get_maximum (selected)
                       : (gint64) gtk_bitset_get_minimum (selected)) +
               by;
  fb_fax_table_start_reveal (self, (guint) CLAMP (position, 0, (gint64) n_faxes - 1),
                             fb_fax_table_has_row_focus (self));
}
