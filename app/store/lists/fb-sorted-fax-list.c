/* fb-sorted-fax-list.c
 *
 * The faxes of an FbFaxList in the order that the user wants. Newest first, as that list has them,
 * this one only hands on. In any other order it knows of each row its time and id, and goes by the
 * ranks of the faxes (see fb-fax-ranks.c): a fax that has just come has none and stands on top,
 * until it is found out where it belongs.
 *
 * For the thread that made the source.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-sorted-fax-list.h"

#include "fb-fax-ranks.h"

/* Rows that are told one by one; if more come, go or move at a time, all are told anew. */
#define MAX_MOVES 32

struct _FbSortedFaxList
{
  GObject parent_instance;

  FbFaxSource *source;
  FbFaxList *faxes;
  FbFaxOrder order;
  FbFaxRanks *next; /* of the order that was asked for, while they are loading */

  /* In another order than newest first: */
  FbFaxRanks *ranks;
  GArray *listed; /* FbFaxEntry: the rows of @faxes, oldest first */
  GArray *sorted; /* FbFaxEntry: the rows of this list, in their order */
};

typedef guint32 (*GetRank) (FbFaxRanks *ranks, gint64 id);

typedef enum
{
  SIGNAL_SORTING,
  SIGNAL_SORTED,
  N_SIGNALS,
} FbSortedFaxListSignal;

static guint signals[N_SIGNALS];

static void fb_sorted_fax_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbSortedFaxList,
                               fb_sorted_fax_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      fb_sorted_fax_list_model_init))

static const FbFaxEntry *
sorted_at (FbSortedFaxList *self, guint position)
{
  return &g_array_index (self->sorted, FbFaxEntry, position);
}

/* GListModel */

static GType
fb_sorted_fax_list_get_item_type (GListModel *model)
{
  return FB_TYPE_FAX;
}

static guint
fb_sorted_fax_list_get_n_items (GListModel *model)
{
  FbSortedFaxList *self = FB_SORTED_FAX_LIST (model);

  return self->ranks != NULL ? self->sorted->len
                             : g_list_model_get_n_items (G_LIST_MODEL (self->faxes));
}

static gpointer
fb_sorted_fax_list_get_item (GListModel *model, guint position)
{
  FbSortedFaxList *self = FB_SORTED_FAX_LIST (model);

  if (self->ranks == NULL)
    return g_list_model_get_item (G_LIST_MODEL (self->faxes), position);
  if (position >= self->sorted->len)
    return NULL;

  const FbFaxEntry *entry = sorted_at (self, position);
  const guint listed = fb_fax_list_find_entry (self->faxes, entry);
  /* A row that is gone stays here until its turn to be told of has come. */
  return listed != G_MAXUINT ? g_list_model_get_item (G_LIST_MODEL (self->faxes), listed)
                             : fb_fax_new ((gint64) entry->id);
}

static void
fb_sorted_fax_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fb_sorted_fax_list_get_item_type;
  iface->get_n_items = fb_sorted_fax_list_get_n_items;
  iface->get_item = fb_sorted_fax_list_get_item;
}

/* Order */

static int
compare (FbSortedFaxList *self, const FbFaxEntry *a, const FbFaxEntry *b, GetRank get_rank)
{
  const guint32 one = get_rank (self->ranks, (gint64) a->id);
  const guint32 other = get_rank (self->ranks, (gint64) b->id);

  if (one != other)
    return one < other ? -1 : 1;
  return -fb_fax_entry_compare (a, b);
}

/* Where an entry is, or would be. */
static guint
find_place (FbSortedFaxList *self, const FbFaxEntry *entry, GetRank get_rank)
{
  guint low = 0;
  guint high = self->sorted->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (compare (self, sorted_at (self, middle), entry, get_rank) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
has_at (FbSortedFaxList *self, guint position, const FbFaxEntry *entry)
{
  return position < self->sorted->len &&
         fb_fax_entry_compare (sorted_at (self, position), entry) == 0;
}

static void
remove_at (FbSortedFaxList *self, guint position)
{
  g_array_remove_index (self->sorted, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
insert (FbSortedFaxList *self, const FbFaxEntry *entry)
{
  const guint position = find_place (self, entry, fb_fax_ranks_get);

  g_array_insert_vals (self->sorted, position, entry, 1);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

/* All rows */

static guint32
get_bucket (FbSortedFaxList *self, const FbFaxEntry *entry, guint32 n_ranks)
{
  const guint32 rank = fb_fax_ranks_get (self->ranks, (gint64) entry->id);

  return rank == FB_FAX_RANK_LAST ? n_ranks : rank;
}

static guint32
count_ranks (FbSortedFaxList *self)
{
  guint32 n_ranks = 1;

  for (guint i = 0; i < self->listed->len; i++)
    {
      const gint64 id = (gint64) g_array_index (self->listed, FbFaxEntry, i).id;
      const guint32 rank = fb_fax_ranks_get (self->ranks, id);
      if (rank != FB_FAX_RANK_LAST)
        n_ranks = MAX (n_ranks, rank + 1);
    }
  return n_ranks;
}

/* One bucket a rank, so that it takes no longer than there are faxes. */
static void
sort (FbSortedFaxList *self)
{
  const guint n_faxes = self->listed->len;
  const guint32 n_ranks = count_ranks (self);
  g_autofree guint *starts = g_new0 (guint, (gsize) n_ranks + 2);

  for (guint i = 0; i < n_faxes; i++)
    starts[get_bucket (self, &g_array_index (self->listed, FbFaxEntry, i), n_ranks) + 1]++;
  for (guint32 i = 0; i <= n_ranks; i++)
    starts[i + 1] += starts[i];
  g_array_set_size (self->sorted, n_faxes);
  /* Newest first within a bucket. */
  for (guint i = n_faxes; i > 0; i--)
    {
      const FbFaxEntry *entry = &g_array_index (self->listed, FbFaxEntry, i - 1);
      guint *place = &starts[get_bucket (self, entry, n_ranks)];
      g_array_index (self->sorted, FbFaxEntry, (*place)++) = *entry;
    }
}

static void
read_listed (FbSortedFaxList *self)
{
  const guint n_faxes = g_list_model_get_n_items (G_LIST_MODEL (self->faxes));

  g_array_set_size (self->listed, 0);
  for (guint i = n_faxes; i > 0; i--)
    g_array_append_vals (self->listed, fb_fax_list_get_entry (self->faxes, i - 1), 1);
}

/* Rows are told in two signals, as FbFaxList does it: here the one that removes all. */
static void
tell_none (FbSortedFaxList *self, guint n_before)
{
  g_array_set_size (self->sorted, 0);
  if (n_before > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, 0);
}

static void
tell_all (FbSortedFaxList *self)
{
  const guint n_now = fb_sorted_fax_list_get_n_items (G_LIST_MODEL (self));

  if (n_now > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n_now);
}

static void
sort_anew (FbSortedFaxList *self)
{
  g_signal_emit (self, signals[SIGNAL_SORTING], 0);
  tell_none (self, self->sorted->len);
  sort (self);
  tell_all (self);
  g_signal_emit (self, signals[SIGNAL_SORTED], 0);
}

/* Rows that come and go */

static void
update_listed (FbSortedFaxList *self, guint position, guint removed, guint added)
{
  const guint start = self->listed->len - position - removed;

  if (removed > 0)
    g_array_remove_range (self->listed, start, removed);
  for (guint i = 0; i < added; i++)
    g_array_insert_vals (self->listed, start, fb_fax_list_get_entry (self->faxes, position + i), 1);
}

static GArray *
dup_listed (FbSortedFaxList *self, guint position, guint n_faxes)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (FbFaxEntry));

  for (guint i = 0; i < n_faxes; i++)
    g_array_append_val (
      entries, g_array_index (self->listed, FbFaxEntry, self->listed->len - 1 - position - i));
  return entries;
}

static void
on_items_changed (GListModel *faxes,
                  guint position,
                  guint removed,
                  guint added,
                  FbSortedFaxList *self)
{
  if (self->ranks == NULL)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
      return;
    }
  if (removed + added > MAX_MOVES)
    {
      read_listed (self);
      sort_anew (self);
      return;
    }

  g_autoptr (GArray) gone = dup_listed (self, position, removed);
  update_listed (self, position, removed, added);
  g_autoptr (GArray) come = dup_listed (self, position, added);
  for (guint i = 0; i < gone->len; i++)
    {
      const FbFaxEntry *entry = &g_array_index (gone, FbFaxEntry, i);
      const guint place = find_place (self, entry, fb_fax_ranks_get);
      if (has_at (self, place, entry))
        remove_at (self, place);
    }
  for (guint i = 0; i < come->len; i++)
    insert (self, &g_array_index (come, FbFaxEntry, i));
}

/* Rows that move */

static gboolean
is_misplaced (FbSortedFaxList *self, guint position)
{
  const FbFaxEntry *entry = sorted_at (self, position);

  return (position > 0 &&
          compare (self, sorted_at (self, position - 1), entry, fb_fax_ranks_get) > 0) ||
         (position + 1 < self->sorted->len &&
          compare (self, entry, sorted_at (self, position + 1), fb_fax_ranks_get) > 0);
}

/* Those of the faxes that changed which don't stand right among their neighbours. The rows are in
 * the order of the previous ranks, and stay so while some are taken out. */
static GArray *
find_misplaced (FbSortedFaxList *self, GHashTable *changed)
{
  GArray *misplaced = g_array_new (FALSE, FALSE, sizeof (FbFaxEntry));
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    {
      const guint position = find_place (self, entry, fb_fax_ranks_get_previous);
      if (has_at (self, position, entry) && is_misplaced (self, position))
        g_array_append_vals (misplaced, sorted_at (self, position), 1);
    }
  return misplaced;
}

/* What isn't told apart from its neighbours is taken out, until all that is left is in order. */
static void
move_changed (FbSortedFaxList *self, GHashTable *changed)
{
  g_autoptr (GArray) moving = g_array_new (FALSE, FALSE, sizeof (FbFaxEntry));

  while (TRUE)
    {
      g_autoptr (GArray) misplaced = find_misplaced (self, changed);
      if (misplaced->len == 0)
        break;
      if (moving->len + misplaced->len > MAX_MOVES)
        {
          sort_anew (self);
          return;
        }
      for (guint i = 0; i < misplaced->len; i++)
        {
          const FbFaxEntry *entry = &g_array_index (misplaced, FbFaxEntry, i);
          remove_at (self, find_place (self, entry, fb_fax_ranks_get_previous));
        }
      g_array_append_vals (moving, misplaced->data, misplaced->len);
    }
  for (guint i = 0; i < moving->len; i++)
    insert (self, &g_array_index (moving, FbFaxEntry, i));
}

/* Another order */

static void
drop_ranks (FbSortedFaxList *self, FbFaxRanks **ranks)
{
  if (*ranks == NULL)
    return;
  g_signal_handlers_disconnect_by_data (*ranks, self);
  fb_fax_ranks_cancel (*ranks);
  g_clear_object (ranks);
}

/* Without ranks the rows are those of the other list. */
static void
set_ranks (FbSortedFaxList *self, FbFaxRanks *ranks)
{
  const guint n_before = fb_sorted_fax_list_get_n_items (G_LIST_MODEL (self));
  FbFaxRanks *replaced = self->ranks;

  g_signal_emit (self, signals[SIGNAL_SORTING], 0);
  if (ranks != NULL)
    self->ranks = ranks;
  tell_none (self, n_before);
  if (ranks != NULL)
    {
      read_listed (self);
      sort (self);
    }
  else
    g_array_set_size (self->listed, 0);
  self->ranks = ranks;
  tell_all (self);
  drop_ranks (self, &replaced);
  g_signal_emit (self, signals[SIGNAL_SORTED], 0);
}

static void
on_ranks_loaded (FbFaxRanks *ranks, GHashTable *changed, FbSortedFaxList *self)
{
  if (ranks == self->next)
    set_ranks (self, g_steal_pointer (&self->next));
  else if (changed == NULL)
    sort_anew (self);
  else
    move_changed (self, changed);
}

/* GObject */

static void
fb_sorted_fax_list_dispose (GObject *object)
{
  FbSortedFaxList *self = FB_SORTED_FAX_LIST (object);

  drop_ranks (self, &self->next);
  drop_ranks (self, &self->ranks);
  g_clear_object (&self->faxes);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (fb_sorted_fax_list_parent_class)->dispose (object);
}

static void
fb_sorted_fax_list_finalize (GObject *object)
{
  FbSortedFaxList *self = FB_SORTED_FAX_LIST (object);

  g_array_unref (self->listed);
  g_array_unref (self->sorted);

  G_OBJECT_CLASS (fb_sorted_fax_list_parent_class)->finalize (object);
}

static void
fb_sorted_fax_list_class_init (FbSortedFaxListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_sorted_fax_list_dispose;
  object_class->finalize = fb_sorted_fax_list_finalize;

  /**
   * FbSortedFaxList::sorting:
   * @list: the list
   *
   * All rows are about to be put in order: they are told as gone, and as come again.
   */
  signals[SIGNAL_SORTING] = g_signal_new ("sorting", FB_TYPE_SORTED_FAX_LIST, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FbSortedFaxList::sorted:
   * @list: the list
   *
   * That is done.
   */
  signals[SIGNAL_SORTED] = g_signal_new ("sorted", FB_TYPE_SORTED_FAX_LIST, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_sorted_fax_list_init (FbSortedFaxList *self)
{
  self->order = FB_FAX_ORDER_NEWEST_FIRST;
  self->listed = g_array_new (FALSE, FALSE, sizeof (FbFaxEntry));
  self->sorted = g_array_new (FALSE, FALSE, sizeof (FbFaxEntry));
}

/**
 * fb_sorted_fax_list_new:
 * @source: whose faxes
 * @faxes: a list of them
 *
 * Returns: (transfer full): @faxes, newest first as long as no other order is set
 */
FbSortedFaxList *
fb_sorted_fax_list_new (FbFaxSource *source, FbFaxList *faxes)
{
  g_return_val_if_fail (FB_IS_FAX_SOURCE (source), NULL);
  g_return_val_if_fail (FB_IS_FAX_LIST (faxes), NULL);

  FbSortedFaxList *self = g_object_new (FB_TYPE_SORTED_FAX_LIST, NULL);

  self->source = g_object_ref (source);
  self->faxes = g_object_ref (faxes);
  g_signal_connect_object (faxes, "items-changed", G_CALLBACK (on_items_changed), self, 0);
  return self;
}

/**
 * fb_sorted_fax_list_set_order:
 * @self: a list
 * @order: how to order it
 *
 * The rows are in this order once #FbSortedFaxList::sorted is emitted; newest first they are when
 * this returns. Until then they stay in the order they are in.
 */
void
fb_sorted_fax_list_set_order (FbSortedFaxList *self, FbFaxOrder order)
{
  g_return_if_fail (FB_IS_SORTED_FAX_LIST (self));

  if (fb_fax_order_equal (order, self->order))
    return;
  self->order = order;
  drop_ranks (self, &self->next);
  if (fb_fax_order_equal (order, FB_FAX_ORDER_NEWEST_FIRST))
    {
      if (self->ranks != NULL)
        set_ranks (self, NULL);
      return;
    }
  self->next = fb_fax_ranks_new (self->source, order);
  g_signal_connect_object (self->next, "loaded", G_CALLBACK (on_ranks_loaded), self, 0);
}

/**
 * fb_sorted_fax_list_get_order:
 * @self: a list
 *
 * Returns: the order that was asked for last
 */
FbFaxOrder
fb_sorted_fax_list_get_order (FbSortedFaxList *self)
{
  g_return_val_if_fail (FB_IS_SORTED_FAX_LIST (self), FB_FAX_ORDER_NEWEST_FIRST);

  return self->order;
}

/**
 * fb_sorted_fax_list_find:
 * @self: a list
 * @fax: a loaded fax
 *
 * Returns: its position, or %G_MAXUINT where it is not in the list
 */
guint
fb_sorted_fax_list_find (FbSortedFaxList *self, FbFax *fax)
{
  g_return_val_if_fail (FB_IS_SORTED_FAX_LIST (self), G_MAXUINT);
  g_return_val_if_fail (FB_IS_FAX (fax), G_MAXUINT);

  if (self->ranks == NULL)
    return fb_fax_list_find (self->faxes, fax);

  const FbFaxEntry entry = fb_fax_entry_for_fax (fax);
  const guint position = find_place (self, &entry, fb_fax_ranks_get);
  return has_at (self, position, &entry) ? position : G_MAXUINT;
}

/**
 * fb_sorted_fax_list_get_entry:
 * @self: a list
 * @position: a row's position, which must be in the list
 *
 * Makes no object, unlike g_list_model_get_item().
 *
 * Returns: (transfer none): what the list knows of that row, until it changes
 */
const FbFaxEntry *
fb_sorted_fax_list_get_entry (FbSortedFaxList *self, guint position)
{
  g_return_val_if_fail (FB_IS_SORTED_FAX_LIST (self), NULL);

  if (self->ranks == NULL)
    return fb_fax_list_get_entry (self->faxes, position);
  g_return_val_if_fail (position < self->sorted->len, NULL);

  /* What else is known of it is newer there. */
  const FbFaxEntry *entry = sorted_at (self, position);
  const guint listed = fb_fax_list_find_entry (self->faxes, entry);
  return listed != G_MAXUINT ? fb_fax_list_get_entry (self->faxes, listed) : entry;
}
