/* fb-fax-sorting.c
 *
 * What the table of faxes is sorted by: chosen by a click on a column's header or by a menu, kept
 * in the settings, and done by the list (see fb-sorted-fax-list.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-sorting-private.h"

#include <glib/gi18n.h>

#include "fb-fax-columns-private.h"

/* A key is a column that is sorted by. */
G_STATIC_ASSERT ((int) FB_FAX_ORDER_DATE == (int) FB_FAX_COLUMN_DATE);
G_STATIC_ASSERT ((int) FB_FAX_ORDER_WAITING == (int) FB_FAX_COLUMN_WAITING);
G_STATIC_ASSERT ((int) FB_FAX_ORDER_DOCUMENT == (int) FB_FAX_COLUMN_DOCUMENT);

struct _FbFaxSorting
{
  GObject parent_instance;

  GtkColumnView *view; /* not owned */
  GtkColumnViewColumn *columns[FB_N_FAX_ORDER_KEYS];
  FbSortedFaxList *faxes;
  GSettings *settings;
  GSimpleActionGroup *actions;
  GMenu *menu;
  FbFaxOrder order;
  guint asked;           /* an `FbFaxOrderKey`: whose sorter was asked, or FB_N_FAX_ORDER_KEYS */
  gboolean is_arranging; /* the headers are being told, and don't tell us */
};

G_DEFINE_FINAL_TYPE (FbFaxSorting, fb_fax_sorting, G_TYPE_OBJECT)

static const char *
get_name (guint key)
{
  return fb_fax_column_get_name ((FbFaxColumn) key);
}

/* What the user chose */

static void
fb_fax_sorting_update_actions (FbFaxSorting *self)
{
  const char *name = get_name (self->order.key);

  g_action_group_change_action_state (G_ACTION_GROUP (self->actions), "by",
                                      g_variant_new_string (name));
  g_action_group_change_action_state (
    G_ACTION_GROUP (self->actions), "direction",
    g_variant_new_string (self->order.is_descending ? "descending" : "ascending"));
}

static void
fb_fax_sorting_apply (FbFaxSorting *self)
{
  if (self->faxes != NULL)
    fb_sorted_fax_list_set_order (self->faxes, self->order);
  fb_fax_sorting_update_actions (self);
}

static void
fb_fax_sorting_save (FbFaxSorting *self)
{
  if (self->settings != NULL)
    g_settings_set (self->settings, "order", "(sb)", get_name (self->order.key),
                    self->order.is_descending);
}

/* The view has an arrow for what its sorter is told, and GTK 4.8 forgets to take away that of a
 * column which it sorts by no more. */
static void
fb_fax_sorting_arrange_headers (FbFaxSorting *self)
{
  self->is_arranging = TRUE;
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  gtk_column_view_sort_by_column (self->view, self->columns[self->order.key],
                                  self->order.is_descending ? GTK_SORT_DESCENDING
                                                            : GTK_SORT_ASCENDING);
  self->is_arranging = FALSE;
}

static void
fb_fax_sorting_choose (FbFaxSorting *self, FbFaxOrder order)
{
  self->order = order;
  fb_fax_sorting_arrange_headers (self);
  fb_fax_sorting_apply (self);
  fb_fax_sorting_save (self);
}

/* Headers */

/* Never compares anything: it tells which column comes first, and by what becomes of its answer,
 * which way it goes. GTK tells it itself from 4.10 on. */
static int
on_asked (gconstpointer a, gconstpointer b, gpointer user_data)
{
  GtkColumnViewColumn *column = user_data;
  FbFaxSorting *self = g_object_get_data (G_OBJECT (column), "fb-sorting");

  for (guint i = 0; i < FB_N_FAX_ORDER_KEYS; i++)
    if (self->columns[i] == column)
      self->asked = i;
  return -1;
}

static gboolean
fb_fax_sorting_ask_headers (FbFaxSorting *self, FbFaxOrder *order)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);

  self->asked = FB_N_FAX_ORDER_KEYS;
  const GtkOrdering answer = gtk_sorter_compare (sorter, self, self->view);
  if (self->asked == FB_N_FAX_ORDER_KEYS)
    return FALSE;
  order->key = (FbFaxOrderKey) self->asked;
  order->is_descending = answer == GTK_ORDERING_LARGER;
  return TRUE;
}

static void
on_headers_changed (FbFaxSorting *self)
{
  FbFaxOrder order;

  if (self->is_arranging || !fb_fax_sorting_ask_headers (self, &order))
    return;
  fb_fax_sorting_choose (self, order);
}

static void
fb_fax_sorting_add_sorters (FbFaxSorting *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint i = 0; i < FB_N_FAX_ORDER_KEYS; i++)
    {
      self->columns[i] = g_list_model_get_item (columns, i);
      g_object_set_data (G_OBJECT (self->columns[i]), "fb-sorting", self);
      g_autoptr (GtkSorter) sorter =
        GTK_SORTER (gtk_custom_sorter_new (on_asked, self->columns[i], NULL));
      gtk_column_view_column_set_sorter (self->columns[i], sorter);
    }
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (on_headers_changed), self, G_CONNECT_SWAPPED);
}

/* Menu */

/* Newest first is what people expect; of all else what comes first in the alphabet, or is least. */
static void
on_by_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *name = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < FB_N_FAX_ORDER_KEYS; i++)
    if (g_str_equal (get_name (i), name))
      fb_fax_sorting_choose (FB_FAX_SORTING (user_data),
                             (FbFaxOrder){ (FbFaxOrderKey) i, i == FB_FAX_ORDER_DATE });
}

static void
on_direction_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FbFaxSorting *self = FB_FAX_SORTING (user_data);
  const gboolean is_descending = g_str_equal (g_variant_get_string (parameter, NULL), "descending");

  fb_fax_sorting_choose (self, (FbFaxOrder){ self->order.key, is_descending });
}

static void
fb_fax_sorting_add_actions (FbFaxSorting *self)
{
  const GActionEntry entries[] = {
    { .name = "by", .activate = on_by_activated, .parameter_type = "s", .state = "'date'" },
    { .name = "direction",
      .activate = on_direction_activated,
      .parameter_type = "s",
      .state = "'descending'" },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

static void
append_choice (GMenu *menu, const char *label, const char *action, const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_append_item (menu, item);
}

static void
fb_fax_sorting_add_menu (FbFaxSorting *self)
{
  g_autoptr (GMenu) by = g_menu_new ();
  g_autoptr (GMenu) direction = g_menu_new ();

  for (guint i = 0; i < FB_N_FAX_ORDER_KEYS; i++)
    append_choice (by, fb_fax_column_get_title ((FbFaxColumn) i, self->columns[i]), "sort.by",
                   get_name (i));
  append_choice (direction, _ ("_Ascending"), "sort.direction", "ascending");
  append_choice (direction, _ ("_Descending"), "sort.direction", "descending");
  self->menu = g_menu_new ();
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (by));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (direction));
}

/* GObject */

static void
fb_fax_sorting_dispose (GObject *object)
{
  FbFaxSorting *self = FB_FAX_SORTING (object);

  for (guint i = 0; i < FB_N_FAX_ORDER_KEYS; i++)
    if (self->columns[i] != NULL)
      {
        gtk_column_view_column_set_sorter (self->columns[i], NULL);
        g_clear_object (&self->columns[i]);
      }
  g_clear_object (&self->faxes);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);

  G_OBJECT_CLASS (fb_fax_sorting_parent_class)->dispose (object);
}

static void
fb_fax_sorting_class_init (FbFaxSortingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_fax_sorting_dispose;
}

static void
fb_fax_sorting_init (FbFaxSorting *self)
{
  self->order = FB_FAX_ORDER_NEWEST_FIRST;
}

/**
 * fb_fax_sorting_new:
 * @view: (transfer none): its first columns are those that can be sorted by, in the order of
 *   `FbFaxOrderKey`; it must live longer
 *
 * Returns: (transfer full): what @view is sorted by
 */
FbFaxSorting *
fb_fax_sorting_new (GtkColumnView *view)
{
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  FbFaxSorting *self = g_object_new (FB_TYPE_FAX_SORTING, NULL);

  self->view = view;
  fb_fax_sorting_add_sorters (self);
  fb_fax_sorting_add_actions (self);
  fb_fax_sorting_add_menu (self);
  fb_fax_sorting_arrange_headers (self);
  return self;
}

/**
 * fb_fax_sorting_set_faxes:
 * @self: a sorting
 * @faxes: the list that is sorted
 */
void
fb_fax_sorting_set_faxes (FbFaxSorting *self, FbSortedFaxList *faxes)
{
  g_return_if_fail (FB_IS_FAX_SORTING (self));
  g_return_if_fail (FB_IS_SORTED_FAX_LIST (faxes));

  g_set_object (&self->faxes, faxes);
  fb_fax_sorting_apply (self);
}

/**
 * fb_fax_sorting_set_settings:
 * @self: a sorting
 * @settings: the application's
 *
 * Sorts as the settings have it, and keeps there what the user chooses. After the columns are where
 * the settings have them: a column that moves is forgotten by the view's sorter.
 */
void
fb_fax_sorting_set_settings (FbFaxSorting *self, GSettings *settings)
{
  g_autofree char *name = NULL;
  gboolean is_descending;

  g_return_if_fail (FB_IS_FAX_SORTING (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_set_object (&self->settings, settings);
  g_settings_get (settings, "order", "(sb)", &name, &is_descending);
  for (guint i = 0; i < FB_N_FAX_ORDER_KEYS; i++)
    if (g_str_equal (get_name (i), name))
      self->order = (FbFaxOrder){ (FbFaxOrderKey) i, is_descending };
  fb_fax_sorting_arrange_headers (self);
  fb_fax_sorting_apply (self);
}

/**
 * fb_fax_sorting_get_actions:
 * @self: a sorting
 *
 * Returns: (transfer none): what the menu's items do, expected in a group "sort"
 */
GActionGroup *
fb_fax_sorting_get_actions (FbFaxSorting *self)
{
  g_return_val_if_fail (FB_IS_FAX_SORTING (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/**
 * fb_fax_sorting_get_menu:
 * @self: a sorting
 *
 * Returns: (transfer none): what to sort by, and which way
 */
GMenuModel *
fb_fax_sorting_get_menu (FbFaxSorting *self)
{
  g_return_val_if_fail (FB_IS_FAX_SORTING (self), NULL);

  return G_MENU_MODEL (self->menu);
}
