/* fb-fax-selection.c
 *
 * Which rows of a list are selected, as ranges of positions. GtkMultiSelection holds an object for
 * each selected row: of a million that took half a second and 62 MB, and then some 50 ms at each
 * row that comes. Ranges take no object at all, and what comes or goes only moves those behind it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-selection.h"

/* Rows from the first on, up to the last one excluded. */
typedef struct
{
  guint start;
  guint end;
} Range;

struct _FbFaxSelection
{
  GObject parent_instance;

  GListModel *faxes;
  GArray *ranges; /* Range, in their order; no two of them touch */
};

static void fb_fax_selection_list_model_init (GListModelInterface *iface);
static void fb_fax_selection_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbFaxSelection,
                               fb_fax_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fb_fax_selection_list_model_init)
                                 G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                        fb_fax_selection_selection_model_init))

/* Ranges */

static Range *
range_at (GArray *ranges, guint number)
{
  return &g_array_index (ranges, Range, number);
}

static void
append_range (GArray *ranges, guint start, guint end)
{
  Range *last = ranges->len > 0 ? range_at (ranges, ranges->len - 1) : NULL;
  Range range = { start, end };

  if (start >= end)
    return;
  if (last != NULL && last->end >= start)
    last->end = MAX (last->end, end);
  else
    g_array_append_val (ranges, range);
}

/* The rows from @start to @end become selected, or unselected; those before and behind stay. */
static void
set_range (FbFaxSelection *self, guint start, guint end, gboolean is_selected)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (Range));

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const Range *range = range_at (self->ranges, i);
      append_range (ranges, range->start, MIN (range->end, start));
    }
  if (is_selected)
    append_range (ranges, start, end);
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const Range *range = range_at (self->ranges, i);
      append_range (ranges, MAX (range->start, end), range->end);
    }
  g_array_unref (self->ranges);
  self->ranges = ranges;
}

/* The first range that isn't wholly before @position. */
static guint
find_range (FbFaxSelection *self, guint position)
{
  guint low = 0;
  guint high = self->ranges->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (range_at (self->ranges, middle)->end <= position)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Rows that went are selected no more, rows that came are not, and those behind them move. */
static void
splice (FbFaxSelection *self, guint position, guint removed, guint added)
{
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (Range));

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const Range *range = range_at (self->ranges, i);
      append_range (ranges, range->start, MIN (range->end, position));
    }
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const Range *range = range_at (self->ranges, i);
      const guint start = MAX (range->start, position + removed);
      if (start < range->end)
        append_range (ranges, start - removed + added, range->end - removed + added);
    }
  g_array_unref (self->ranges);
  self->ranges = ranges;
}

static void
on_items_changed (FbFaxSelection *self, guint position, guint removed, guint added)
{
  if (self->ranges->len > 0)
    splice (self, position, removed, added);
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

/* GListModel */

static GType
fb_fax_selection_get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (FB_FAX_SELECTION (model)->faxes);
}

static guint
fb_fax_selection_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (FB_FAX_SELECTION (model)->faxes);
}

static gpointer
fb_fax_selection_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (FB_FAX_SELECTION (model)->faxes, position);
}

static void
fb_fax_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fb_fax_selection_get_item_type;
  iface->get_n_items = fb_fax_selection_get_n_items;
  iface->get_item = fb_fax_selection_get_item;
}

/* GtkSelectionModel */

static gboolean
fb_fax_selection_is_selected (GtkSelectionModel *model, guint position)
{
  FbFaxSelection *self = FB_FAX_SELECTION (model);
  const guint number = find_range (self, position);

  return number < self->ranges->len && range_at (self->ranges, number)->start <= position;
}

static GtkBitset *
fb_fax_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  FbFaxSelection *self = FB_FAX_SELECTION (model);
  GtkBitset *set = gtk_bitset_new_empty ();
  const guint end = n_items > G_MAXUINT - position ? G_MAXUINT : position + n_items;

  for (guint i = find_range (self, position); i < self->ranges->len; i++)
    {
      const Range *range = range_at (self->ranges, i);
      const guint start = MAX (range->start, position);
      if (start >= end)
        break;
      gtk_bitset_add_range (set, start, MIN (range->end, end) - start);
    }
  return set;
}

/* Tells of the rows between the first and the last that may have changed. */
static void
emit_changed (FbFaxSelection *self, guint start, guint end)
{
  const guint n_items = g_list_model_get_n_items (self->faxes);

  end = MIN (end, n_items);
  if (start < end)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), start, end - start);
}

static gboolean
fb_fax_selection_select_range (GtkSelectionModel *model,
                               guint position,
                               guint n_items,
                               gboolean unselect_rest)
{
  FbFaxSelection *self = FB_FAX_SELECTION (model);
  guint start = position;
  guint end = MIN (position + n_items, g_list_model_get_n_items (self->faxes));

  if (position >= end)
    return FALSE;
  if (unselect_rest && self->ranges->len > 0)
    {
      start = MIN (start, range_at (self->ranges, 0)->start);
      end = MAX (end, range_at (self->ranges, self->ranges->len - 1)->end);
      g_array_set_size (self->ranges, 0);
    }
  set_range (self, position, MIN (position + n_items, g_list_model_get_n_items (self->faxes)),
             TRUE);
  emit_changed (self, start, end);
  return TRUE;
}

static gboolean
fb_fax_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_items)
{
  FbFaxSelection *self = FB_FAX_SELECTION (model);

  set_range (self, position, position + n_items, FALSE);
  emit_changed (self, position, position + n_items);
  return TRUE;
}

static gboolean
fb_fax_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  return fb_fax_selection_select_range (model, position, 1, unselect_rest);
}

static gboolean
fb_fax_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  return fb_fax_selection_unselect_range (model, position, 1);
}

static gboolean
fb_fax_selection_select_all (GtkSelectionModel *model)
{
  return fb_fax_selection_select_range (
    model, 0, g_list_model_get_n_items (FB_FAX_SELECTION (model)->faxes), TRUE);
}

static gboolean
fb_fax_selection_unselect_all (GtkSelectionModel *model)
{
  FbFaxSelection *self = FB_FAX_SELECTION (model);

  if (self->ranges->len == 0)
    return TRUE;
  const guint start = range_at (self->ranges, 0)->start;
  const guint end = range_at (self->ranges, self->ranges->len - 1)->end;
  g_array_set_size (self->ranges, 0);
  emit_changed (self, start, end);
  return TRUE;
}

/* What is in @mask becomes what it is in @selected. */
static gboolean
fb_fax_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  FbFaxSelection *self = FB_FAX_SELECTION (model);
  const guint n_items = g_list_model_get_n_items (self->faxes);
  g_autoptr (GtkBitset) set = gtk_selection_model_get_selection (model);
  GtkBitsetIter iter;
  guint position;

  if (gtk_bitset_is_empty (mask))
    return TRUE;
  gtk_bitset_subtract (set, mask);
  g_autoptr (GtkBitset) added = gtk_bitset_copy (selected);
  gtk_bitset_intersect (added, mask);
  gtk_bitset_union (set, added);

  g_array_set_size (self->ranges, 0);
  for (gboolean is_valid = gtk_bitset_iter_init_first (&iter, set, &position);
       is_valid && position < n_items; is_valid = gtk_bitset_iter_next (&iter, &position))
    append_range (self->ranges, position, position + 1);
  emit_changed (self, gtk_bitset_get_minimum (mask), gtk_bitset_get_maximum (mask) + 1);
  return TRUE;
}

static void
fb_fax_selection_selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = fb_fax_selection_is_selected;
  iface->get_selection_in_range = fb_fax_selection_get_selection_in_range;
  iface->select_item = fb_fax_selection_select_item;
  iface->unselect_item = fb_fax_selection_unselect_item;
  iface->select_range = fb_fax_selection_select_range;
  iface->unselect_range = fb_fax_selection_unselect_range;
  iface->select_all = fb_fax_selection_select_all;
  iface->unselect_all = fb_fax_selection_unselect_all;
  iface->set_selection = fb_fax_selection_set_selection;
}

/* GObject */

static void
fb_fax_selection_finalize (GObject *object)
{
  FbFaxSelection *self = FB_FAX_SELECTION (object);

  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_object (&self->faxes);

  G_OBJECT_CLASS (fb_fax_selection_parent_class)->finalize (object);
}

static void
fb_fax_selection_class_init (FbFaxSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_fax_selection_finalize;
}

static void
fb_fax_selection_init (FbFaxSelection *self)
{
  self->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
}

/**
 * fb_fax_selection_new:
 * @faxes: a list
 *
 * Returns: (transfer full): the same list, with nothing selected in it
 */
FbFaxSelection *
fb_fax_selection_new (GListModel *faxes)
{
  g_return_val_if_fail (G_IS_LIST_MODEL (faxes), NULL);

  FbFaxSelection *self = g_object_new (FB_TYPE_FAX_SELECTION, NULL);

  self->faxes = g_object_ref (faxes);
  g_signal_connect_object (faxes, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * fb_fax_selection_get_model:
 * @self: a selection
 *
 * Returns: (transfer none): the list
 */
GListModel *
fb_fax_selection_get_model (FbFaxSelection *self)
{
  g_return_val_if_fail (FB_IS_FAX_SELECTION (self), NULL);

  return self->faxes;
}
