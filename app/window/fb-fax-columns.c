/* fb-fax-columns.c
 *
 * The columns of the table of faxes: what fills them, which of them there is room for, and in which
 * order and width the user wants them. Where there is no room for those that matter, one column
 * that tells all in two lines takes the place of all others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-columns-private.h"

#include <glib/gi18n.h>

#include "fb-friendly-time.h"

/* How often what depends on the time of day is shown anew. */
#define CLOCK_SECONDS 30

/* After the last change of a column by the user. */
#define SAVE_DELAY_MS 500

/* After columns have come, once their cells are there to be measured. */
#define REFIT_DELAY_MS 50

struct _FbFaxColumns
{
  GObject parent_instance;

  GtkColumnView *view; /* not owned */
  FbSortedFaxList *faxes;
  GtkColumnViewColumn *columns[FB_N_FAX_COLUMNS];
  int widths[FB_N_FAX_COLUMNS];
  gboolean is_wanted[FB_N_FAX_COLUMNS];
  gboolean is_compact;
  GSimpleActionGroup *actions;
  GMenu *menu;
  GSettings *settings;
  GPtrArray *cells; /* not owned */
  guint fit_source;
  guint save_source;
  guint clock_source;
  guint waiting_limit;
  FbSearchQuery *query;
};

G_DEFINE_FINAL_TYPE (FbFaxColumns, fb_fax_columns, G_TYPE_OBJECT)

/* How the settings call them; the last one is not theirs to say. */
static const char *const names[FB_N_FAX_COLUMNS] = {
  "date",    "direction", "name", "number",   "pages", "status",
  "waiting", "subject",   "note", "document", NULL,
};

/* What a narrow table leaves out, one after the other. The details tell of it. */
static const FbFaxColumn dispensable[] = {
  FB_FAX_COLUMN_SUBJECT,
  FB_FAX_COLUMN_DOCUMENT,
  FB_FAX_COLUMN_PAGES,
  FB_FAX_COLUMN_NOTE,
};

/* What a column has around its text, where it wasn't measured yet. */
#define COLUMN_PADDING 20

/* Width */

/* A column is as wide as its widest cell; of one that isn't shown that is remembered. */
static void
fb_fax_columns_measure (FbFaxColumns *self)
{
  int widest[FB_N_FAX_COLUMNS] = { 0 };

  for (guint i = 0; i < self->cells->len; i++)
    {
      FbFaxCell *cell = g_ptr_array_index (self->cells, i);
      GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (cell));
      int width = 0;

      if (parent != NULL && gtk_widget_get_visible (parent))
        gtk_widget_measure (parent, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      widest[fb_fax_cell_get_column (cell)] = MAX (widest[fb_fax_cell_get_column (cell)], width);
    }
  for (guint i = 0; i < FB_N_FAX_COLUMNS; i++)
    if (widest[i] > 0)
      self->widths[i] = widest[i];
}

static int
fb_fax_columns_get_width (FbFaxColumns *self, FbFaxColumn column)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self->view));

  if (self->widths[column] > 0)
    return self->widths[column];

  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int character = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics));
  pango_font_metrics_unref (metrics);
  return fb_fax_column_get_width (column) * character + COLUMN_PADDING;
}

static void
fb_fax_columns_set_compact (FbFaxColumns *self, gboolean is_compact)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  self->is_compact = is_compact;
  gtk_widget_set_visible (header, !is_compact);
  if (is_compact)
    gtk_widget_add_css_class (GTK_WIDGET (self->view), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->view), "compact");
}

/* Which columns there is room for; none of them if there isn't for those that matter. */
static void
fb_fax_columns_choose (FbFaxColumns *self, gboolean *is_shown)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view));
  const int room = (int) gtk_adjustment_get_page_size (adjustment);
  int sum = 0;

  for (guint i = 0; i < FB_FAX_COLUMN_SUMMARY; i++)
    {
      is_shown[i] = self->is_wanted[i];
      if (is_shown[i])
        sum += fb_fax_columns_get_width (self, (FbFaxColumn) i);
    }
  for (guint i = 0; i < G_N_ELEMENTS (dispensable); i++)
    if (is_shown[dispensable[i]] && sum > room)
      {
        is_shown[dispensable[i]] = FALSE;
        sum -= fb_fax_columns_get_width (self, dispensable[i]);
      }
  is_shown[FB_FAX_COLUMN_SUMMARY] = sum > room;
  for (guint i = 0; i < FB_FAX_COLUMN_SUMMARY; i++)
    is_shown[i] = is_shown[i] && !is_shown[FB_FAX_COLUMN_SUMMARY];
}

static gboolean
on_fit (gpointer user_data)
{
  FbFaxColumns *self = FB_FAX_COLUMNS (user_data);
  gboolean is_shown[FB_N_FAX_COLUMNS];
  gboolean has_changed = FALSE;

  self->fit_source = 0;
  if (gtk_widget_get_width (GTK_WIDGET (self->view)) == 0 || self->faxes == NULL ||
      g_list_model_get_n_items (G_LIST_MODEL (self->faxes)) == 0)
    return G_SOURCE_REMOVE;
  fb_fax_columns_measure (self);
  fb_fax_columns_choose (self, is_shown);
  fb_fax_columns_set_compact (self, is_shown[FB_FAX_COLUMN_SUMMARY]);
  for (guint i = 0; i < FB_N_FAX_COLUMNS; i++)
    {
      has_changed |= gtk_column_view_column_get_visible (self->columns[i]) != is_shown[i];
      gtk_column_view_column_set_visible (self->columns[i], is_shown[i]);
    }
  /* A column that was not shown yet may be wider than it was thought to be. */
  if (!has_changed)
    return G_SOURCE_REMOVE;
  g_clear_handle_id (&self->fit_source, g_source_remove);
  self->fit_source = g_timeout_add (REFIT_DELAY_MS, on_fit, self);
  return G_SOURCE_REMOVE;
}

/* Columns can't come and go amid the allocation that tells of the width. */
static void
fb_fax_columns_queue_fit (FbFaxColumns *self)
{
  if (self->fit_source == 0)
    self->fit_source = g_idle_add (on_fit, self);
}

/* Days */

static FbDayHeading
fb_fax_columns_get_heading (FbFaxColumns *self, guint position)
{
  if (fb_sorted_fax_list_get_order (self->faxes).key != FB_FAX_ORDER_DATE)
    return FB_DAY_UNSORTED;

  const gint64 time = fb_sorted_fax_list_get_entry (self->faxes, position)->time;
  return position > 0 &&
             fb_day_is_same (time, fb_sorted_fax_list_get_entry (self->faxes, position - 1)->time)
           ? FB_DAY_CONTINUES
           : FB_DAY_STARTS;
}

static void
fb_fax_columns_show_heading (FbFaxColumns *self, FbFaxCell *cell)
{
  const guint position = fb_fax_cell_get_position (cell);

  if (self->faxes != NULL && position < g_list_model_get_n_items (G_LIST_MODEL (self->faxes)))
    fb_fax_cell_set_heading (cell, fb_fax_columns_get_heading (self, position));
}

/* Cells */

static void
on_destroy (FbFaxCell *cell, FbFaxColumns *self)
{
  g_ptr_array_remove_fast (self->cells, cell);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, FbFaxColumns *self)
{
  const gpointer column = g_object_get_data (G_OBJECT (factory), "fb-column");
  FbFaxCell *cell = fb_fax_cell_new ((FbFaxColumn) GPOINTER_TO_INT (column));

  gtk_list_item_set_child (item, GTK_WIDGET (cell));
  /* Nothing is known of the widths before the first cell. */
  if (self->cells->len == 0)
    fb_fax_columns_queue_fit (self);
  g_ptr_array_add (self->cells, cell);
  g_signal_connect_object (cell, "destroy", G_CALLBACK (on_destroy), self, 0);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, FbFaxColumns *self)
{
  FbFaxCell *cell = FB_FAX_CELL (gtk_list_item_get_child (item));

  fb_fax_cell_set_waiting_limit (cell, self->waiting_limit);
  fb_fax_cell_set_query (cell, self->query);
  fb_fax_cell_bind (cell, item);
  fb_fax_columns_show_heading (self, cell);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, FbFaxColumns *self)
{
  fb_fax_cell_unbind (FB_FAX_CELL (gtk_list_item_get_child (item)));
}

static void
fb_fax_columns_fill (FbFaxColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  g_assert (g_list_model_get_n_items (columns) == FB_N_FAX_COLUMNS);
  for (guint i = 0; i < FB_N_FAX_COLUMNS; i++)
    {
      g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

      g_object_set_data (G_OBJECT (factory), "fb-column", GINT_TO_POINTER (i));
      g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
      g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
      g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);
      self->columns[i] = g_list_model_get_item (columns, i);
      self->is_wanted[i] = TRUE;
      gtk_column_view_column_set_factory (self->columns[i], factory);
    }
}

/* The user's choice */

static guint
find_column (const char *name)
{
  guint column = 0;

  while (column < FB_FAX_COLUMN_SUMMARY && g_strcmp0 (names[column], name) != 0)
    column++;
  return column;
}

static void
fb_fax_columns_save (FbFaxColumns *self)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sbi)"));
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);
      for (guint j = 0; j < FB_FAX_COLUMN_SUMMARY; j++)
        if (self->columns[j] == column)
          g_variant_builder_add (&builder, "(sbi)", names[j], self->is_wanted[j],
                                 gtk_column_view_column_get_fixed_width (column));
    }
  g_settings_set_value (self->settings, "columns", g_variant_builder_end (&builder));
}

static gboolean
on_save (gpointer user_data)
{
  FbFaxColumns *self = FB_FAX_COLUMNS (user_data);

  self->save_source = 0;
  fb_fax_columns_save (self);
  return G_SOURCE_REMOVE;
}

/* While a column is dragged it changes with each motion of the pointer. */
static void
fb_fax_columns_queue_save (FbFaxColumns *self)
{
  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (SAVE_DELAY_MS, on_save, self);
}

static void
fb_fax_columns_set_wanted (FbFaxColumns *self, FbFaxColumn column, gboolean is_wanted)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), names[column]);

  self->is_wanted[column] = is_wanted;
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (is_wanted));
  fb_fax_columns_queue_fit (self);
}

/* Whatever the settings have: unknown names are left out, and what they don't name stays behind. */
static void
fb_fax_columns_load (FbFaxColumns *self)
{
  g_autoptr (GVariant) list = g_settings_get_value (self->settings, "columns");
  GVariantIter iter;
  const char *name;
  gboolean is_wanted;
  int width;
  guint place = 0;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(&sbi)", &name, &is_wanted, &width))
    {
      const guint column = find_column (name);
      if (column == FB_FAX_COLUMN_SUMMARY)
        continue;
      gtk_column_view_insert_column (self->view, place++, self->columns[column]);
      gtk_column_view_column_set_fixed_width (self->columns[column], width > 0 ? width : -1);
      gtk_column_view_column_set_visible (self->columns[column], is_wanted);
      fb_fax_columns_set_wanted (self, (FbFaxColumn) column, is_wanted);
    }
}

/* The last one stays: a table without columns has no header to bring them back by. */
static void
on_column_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FbFaxColumns *self = FB_FAX_COLUMNS (user_data);
  const guint column = find_column (g_action_get_name (G_ACTION (action)));
  guint n_wanted = 0;

  for (guint i = 0; i < FB_FAX_COLUMN_SUMMARY; i++)
    n_wanted += self->is_wanted[i] ? 1 : 0;
  if (self->is_wanted[column] && n_wanted == 1)
    return;
  fb_fax_columns_set_wanted (self, (FbFaxColumn) column, !self->is_wanted[column]);
  fb_fax_columns_queue_save (self);
}

static void
fb_fax_columns_add_menu_item (FbFaxColumns *self, FbFaxColumn column)
{
  g_autofree char *action = g_strconcat ("columns.", names[column], NULL);

  g_menu_append (self->menu, fb_fax_column_get_title (column, self->columns[column]), action);
  gtk_column_view_column_set_header_menu (self->columns[column], G_MENU_MODEL (self->menu));
}

static void
fb_fax_columns_add_actions (FbFaxColumns *self)
{
  self->actions = g_simple_action_group_new ();
  self->menu = g_menu_new ();
  for (guint i = 0; i < FB_FAX_COLUMN_SUMMARY; i++)
    {
      g_autoptr (GSimpleAction) action =
        g_simple_action_new_stateful (names[i], NULL, g_variant_new_boolean (TRUE));
      g_signal_connect_object (action, "activate", G_CALLBACK (on_column_action), self, 0);
      g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
      fb_fax_columns_add_menu_item (self, (FbFaxColumn) i);
    }
}

/* The clock */

/* Cells that say how long a fax has waited, and what "Yesterday" is, go on with the time. */
static void
fb_fax_columns_update_cells (FbFaxColumns *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      FbFaxCell *cell = g_ptr_array_index (self->cells, i);
      const FbFaxColumn column = fb_fax_cell_get_column (cell);

      fb_fax_cell_set_waiting_limit (cell, self->waiting_limit);
      if (column == FB_FAX_COLUMN_DATE || column == FB_FAX_COLUMN_WAITING ||
          column == FB_FAX_COLUMN_SUMMARY)
        fb_fax_cell_update (cell);
    }
}

static gboolean
on_clock (gpointer user_data)
{
  FbFaxColumns *self = FB_FAX_COLUMNS (user_data);

  if (gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    fb_fax_columns_update_cells (self);
  return G_SOURCE_CONTINUE;
}

static void
on_waiting_limit_changed (FbFaxColumns *self)
{
  self->waiting_limit = g_settings_get_uint (self->settings, "waiting-limit");
  fb_fax_columns_update_cells (self);
}

/* GObject */

static void
fb_fax_columns_finalize (GObject *object)
{
  FbFaxColumns *self = FB_FAX_COLUMNS (object);

  g_clear_handle_id (&self->clock_source, g_source_remove);
  g_clear_handle_id (&self->fit_source, g_source_remove);
  if (self->save_source != 0)
    fb_fax_columns_save (self);
  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_object (&self->settings);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_clear_object (&self->faxes);
  for (guint i = 0; i < FB_N_FAX_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->query, fb_search_query_unref);

  G_OBJECT_CLASS (fb_fax_columns_parent_class)->finalize (object);
}

static void
fb_fax_columns_class_init (FbFaxColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_fax_columns_finalize;
}

static void
fb_fax_columns_init (FbFaxColumns *self)
{
  self->cells = g_ptr_array_new ();
  self->clock_source = g_timeout_add_seconds (CLOCK_SECONDS, on_clock, self);
}

/**
 * fb_fax_column_get_name:
 * @column: one that the user can choose
 *
 * Returns: (transfer none): how the settings and the actions call it
 */
const char *
fb_fax_column_get_name (FbFaxColumn column)
{
  g_return_val_if_fail (column < FB_FAX_COLUMN_SUMMARY, NULL);

  return names[column];
}

/**
 * fb_fax_column_get_title:
 * @column: one that the user can choose
 * @of_view: the same, as the view has it
 *
 * The icons' column has no title of its own.
 *
 * Returns: (transfer none): how the user knows it
 */
const char *
fb_fax_column_get_title (FbFaxColumn column, GtkColumnViewColumn *of_view)
{
  return column == FB_FAX_COLUMN_DIRECTION ? _ ("Direction")
                                           : gtk_column_view_column_get_title (of_view);
}

/**
 * fb_fax_columns_new:
 * @view: (transfer none): has one column for each `FbFaxColumn`, in their order; it must live
 * longer
 *
 * Returns: (transfer full): what fills the columns of @view for as long as it lives
 */
FbFaxColumns *
fb_fax_columns_new (GtkColumnView *view)
{
  g_return_val_if_fail (GTK_IS_COLUMN_VIEW (view), NULL);

  FbFaxColumns *self = g_object_new (FB_TYPE_FAX_COLUMNS, NULL);

  self->view = view;
  fb_fax_columns_fill (self);
  fb_fax_columns_add_actions (self);
  g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view)),
                           "notify::page-size", G_CALLBACK (fb_fax_columns_queue_fit), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * fb_fax_columns_set_faxes:
 * @self: columns
 * @faxes: (nullable): whose faxes the view shows, in their order
 */
void
fb_fax_columns_set_faxes (FbFaxColumns *self, FbSortedFaxList *faxes)
{
  g_return_if_fail (FB_IS_FAX_COLUMNS (self));

  g_set_object (&self->faxes, faxes);
}

/**
 * fb_fax_columns_set_query:
 * @self: columns
 * @query: (nullable): what is searched for
 *
 * Emphasises it in the cells.
 */
void
fb_fax_columns_set_query (FbFaxColumns *self, FbSearchQuery *query)
{
  g_return_if_fail (FB_IS_FAX_COLUMNS (self));

  g_clear_pointer (&self->query, fb_search_query_unref);
  self->query = query != NULL ? fb_search_query_ref (query) : NULL;
  for (guint i = 0; i < self->cells->len; i++)
    fb_fax_cell_set_query (g_ptr_array_index (self->cells, i), query);
}

/**
 * fb_fax_columns_update_days:
 * @self: columns
 * @position: of the first row that has come or gone
 * @n_added: how many have come
 *
 * A row that comes or goes may take the day from the one below it, or leave it to it.
 */
void
fb_fax_columns_update_days (FbFaxColumns *self, guint position, guint n_added)
{
  g_return_if_fail (FB_IS_FAX_COLUMNS (self));

  for (guint i = 0; i < self->cells->len; i++)
    {
      FbFaxCell *cell = g_ptr_array_index (self->cells, i);
      const guint of_cell = fb_fax_cell_get_position (cell);
      if (of_cell != GTK_INVALID_LIST_POSITION && of_cell >= position &&
          of_cell - position <= n_added)
        fb_fax_columns_show_heading (self, cell);
    }
}

/**
 * fb_fax_columns_set_settings:
 * @self: columns
 * @settings: the application's
 *
 * Takes order, width and choice of the columns from the settings, and keeps there what the user
 * makes of them.
 */
void
fb_fax_columns_set_settings (FbFaxColumns *self, GSettings *settings)
{
  g_return_if_fail (FB_IS_FAX_COLUMNS (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_set_object (&self->settings, settings);
  fb_fax_columns_load (self);
  /* Only what is read from then on is followed. */
  g_signal_connect_object (settings, "changed::waiting-limit",
                           G_CALLBACK (on_waiting_limit_changed), self, G_CONNECT_SWAPPED);
  on_waiting_limit_changed (self);
  g_signal_connect_object (gtk_column_view_get_columns (self->view), "items-changed",
                           G_CALLBACK (fb_fax_columns_queue_save), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < FB_FAX_COLUMN_SUMMARY; i++)
    g_signal_connect_object (self->columns[i], "notify::fixed-width",
                             G_CALLBACK (fb_fax_columns_queue_save), self, G_CONNECT_SWAPPED);
}

/**
 * fb_fax_columns_get_actions:
 * @self: columns
 *
 * Returns: (transfer none): an action for each column, which shows or hides it
 */
GActionGroup *
fb_fax_columns_get_actions (FbFaxColumns *self)
{
  g_return_val_if_fail (FB_IS_FAX_COLUMNS (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

/**
 * fb_fax_columns_get_menu:
 * @self: columns
 *
 * Returns: (transfer none): a menu of those actions, which are expected in a group "columns"
 */
GMenuModel *
fb_fax_columns_get_menu (FbFaxColumns *self)
{
  g_return_val_if_fail (FB_IS_FAX_COLUMNS (self), NULL);

  return G_MENU_MODEL (self->menu);
}
