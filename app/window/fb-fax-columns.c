/* fb-fax-columns.c
 *
 * What the columns of the table of faxes are filled with, and which of them a narrow table shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-columns-private.h"

#include "fb-fax-cell-private.h"

/* How often to see whether the day has changed, and with it what "Yesterday" is. */
#define DAY_CHECK_SECONDS 30

struct _FbFaxColumns
{
  GObject parent_instance;

  GtkColumnView *view; /* not owned */
  GtkColumnViewColumn *columns[FB_N_FAX_COLUMNS];
  int widths[FB_N_FAX_COLUMNS];
  GPtrArray *cells; /* not owned */
  guint fit_source;
  guint day_check;
  int day;
};

G_DEFINE_FINAL_TYPE (FbFaxColumns, fb_fax_columns, G_TYPE_OBJECT)

/* What a narrow table leaves out, one after the other. The details tell of it. */
static const FbFaxColumn dispensable[] = {
  FB_FAX_COLUMN_SUBJECT,
  FB_FAX_COLUMN_DOCUMENT,
  FB_FAX_COLUMN_PAGES,
};

/* Width */

/* Cells of a column are all of one width; that of a column that isn't shown is remembered. */
static void
fb_fax_columns_measure (FbFaxColumns *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      FbFaxCell *cell = g_ptr_array_index (self->cells, i);
      GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (cell));
      int width = 0;

      if (parent != NULL && gtk_widget_get_visible (parent))
        gtk_widget_measure (parent, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
      if (width > 0)
        self->widths[fb_fax_cell_get_column (cell)] = width;
    }
}

static gboolean
on_fit (gpointer user_data)
{
  FbFaxColumns *self = FB_FAX_COLUMNS (user_data);
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->view));
  gboolean is_shown[FB_N_FAX_COLUMNS];
  int sum = 0;

  self->fit_source = 0;
  fb_fax_columns_measure (self);
  for (guint i = 0; i < FB_N_FAX_COLUMNS; i++)
    {
      is_shown[i] = TRUE;
      sum += self->widths[i];
    }
  for (guint i = 0; i < G_N_ELEMENTS (dispensable); i++)
    if (sum > gtk_adjustment_get_page_size (adjustment))
      {
        is_shown[dispensable[i]] = FALSE;
        sum -= self->widths[dispensable[i]];
      }
  for (guint i = 0; i < FB_N_FAX_COLUMNS; i++)
    gtk_column_view_column_set_visible (self->columns[i], is_shown[i]);
  return G_SOURCE_REMOVE;
}

/* Columns can't come and go amid the allocation that tells of the width. */
static void
fb_fax_columns_queue_fit (FbFaxColumns *self)
{
  if (self->fit_source == 0)
    self->fit_source = g_idle_add (on_fit, self);
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
  fb_fax_cell_bind (FB_FAX_CELL (gtk_list_item_get_child (item)), item);
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
      gtk_column_view_column_set_factory (self->columns[i], factory);
    }
}

/* Day */

static gboolean
on_day_check (gpointer user_data)
{
  FbFaxColumns *self = FB_FAX_COLUMNS (user_data);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  const int day = g_date_time_get_day_of_year (now);

  if (day != self->day)
    for (guint i = 0; i < self->cells->len; i++)
      fb_fax_cell_update (g_ptr_array_index (self->cells, i));
  self->day = day;
  return G_SOURCE_CONTINUE;
}

/* GObject */

static void
fb_fax_columns_finalize (GObject *object)
{
  FbFaxColumns *self = FB_FAX_COLUMNS (object);

  g_clear_handle_id (&self->day_check, g_source_remove);
  g_clear_handle_id (&self->fit_source, g_source_remove);
  for (guint i = 0; i < FB_N_FAX_COLUMNS; i++)
    g_clear_object (&self->columns[i]);
  g_clear_pointer (&self->cells, g_ptr_array_unref);

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
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  self->cells = g_ptr_array_new ();
  self->day = g_date_time_get_day_of_year (now);
  self->day_check = g_timeout_add_seconds (DAY_CHECK_SECONDS, on_day_check, self);
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
  g_signal_connect_object (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view)),
                           "notify::page-size", G_CALLBACK (fb_fax_columns_queue_fit), self,
                           G_CONNECT_SWAPPED);
  return self;
}
