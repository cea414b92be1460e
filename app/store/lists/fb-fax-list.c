/* fb-fax-list.c
 *
 * The faxes that match a filter, newest first, as a list model that is cheap however long it is: it
 * holds an entry of 16 bytes a fax, and an FbFax only for as long as it is shown (see
 * fb-fax-cache.c). Which faxes match is found in the index that all lists share (see
 * fb-fax-index.c): a new filter needs no query, unless it is for a number (see fb-number-ids.c) or
 * for words (see fb-search-ids.c).
 *
 * GTK 4.8 asks a model for every row that was added when a row that it follows (for the focus, say)
 * was removed with the same signal. So what replaces a range of rows comes in two signals, one that
 * removes and one that adds. What changes a few rows is told row by row, or neighbours together, so
 * that all others stay where they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-list.h"

#include "fb-entry-edits.h"
#include "fb-fax-cache.h"
#include "fb-fax-index.h"
#include "fb-number-ids.h"
#include "fb-search-ids.h"

#include <string.h>

/* Runs of neighbours that are told one by one; of more than these the whole range is replaced. */
#define MAX_RUNS 16

struct _FbFaxList
{
  GObject parent_instance;

  FbFaxSource *source;
  FbFaxFilter filter;

  FbFaxIndex *index;
  FbNumberIds *number_ids; /* while the filter has a number */
  FbSearchIds *search_ids; /* while it has words */
  GArray *entries;         /* FbFaxEntry, oldest first: a row's position counts from the end */
  GArray *spare_entries;
  FbFaxCache *cache;
  gboolean is_stale; /* every row may be another one since the source was reset */
};

typedef enum
{
  PROP_SOURCE = 1,
  PROP_LOADING,
} FbFaxListProperty;

static GParamSpec *properties[PROP_LOADING + 1];

static void fb_fax_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbFaxList,
                               fb_fax_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fb_fax_list_model_init))

/* GListModel */

static const FbFaxEntry *
entry_at (FbFaxList *self, guint position)
{
  return &g_array_index (self->entries, FbFaxEntry, self->entries->len - 1 - position);
}

static GType
fb_fax_list_get_item_type (GListModel *model)
{
  return FB_TYPE_FAX;
}

static guint
fb_fax_list_get_n_items (GListModel *model)
{
  return FB_FAX_LIST (model)->entries->len;
}

static gpointer
fb_fax_list_get_item (GListModel *model, guint position)
{
  FbFaxList *self = FB_FAX_LIST (model);

  if (position >= self->entries->len)
    return NULL;
  return fb_fax_cache_get (self->cache, (gint64) entry_at (self, position)->id);
}

static void
fb_fax_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = fb_fax_list_get_item_type;
  iface->get_n_items = fb_fax_list_get_n_items;
  iface->get_item = fb_fax_list_get_item;
}

/* Replacing */

/* Replaces @n_removed entries from @start on. Emits one signal, or with two if rows are
 * both removed and added. */
static void
replace_range (FbFaxList *self,
               guint start,
               guint n_removed,
               const FbFaxEntry *added,
               guint n_added)
{
  const guint position = self->entries->len - start - n_removed;

  if (n_removed > 0)
    {
      g_array_remove_range (self->entries, start, n_removed);
      g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, 0);
    }
  if (n_added > 0)
    {
      g_array_insert_vals (self->entries, start, added, n_added);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n_added);
    }
}

static gboolean
matches (FbFaxList *self, const FbFaxEntry *entry)
{
  return fb_fax_filter_matches (&self->filter, entry) &&
         (self->number_ids == NULL ||
          fb_number_ids_contains (self->number_ids, (gint64) entry->id)) &&
         (self->search_ids == NULL ||
          fb_search_ids_contains (self->search_ids, (gint64) entry->id));
}

/* As it is now, which the ids of the number and of the words have not heard of yet. */
static gboolean
matches_now (FbFaxList *self, const FbFaxEntryChange *change)
{
  return fb_fax_filter_matches (&self->filter, &change->after) &&
         fb_fax_filter_matches_number (&self->filter, change->fax) &&
         (self->search_ids == NULL || fb_search_ids_matches (self->search_ids, change->fax));
}

/* In the array that was replaced last: a new one of a million would cost more than to fill it. */
static GArray *
take_matching (FbFaxList *self)
{
  const GArray *all = fb_fax_index_get_entries (self->index);
  GArray *matching = g_steal_pointer (&self->spare_entries);
  guint n_matching = 0;

  /* While rows are being told of. */
  if (matching == NULL)
    matching = g_array_new (FALSE, FALSE, sizeof (FbFaxEntry));
  g_array_set_size (matching, all->len);
  for (guint i = 0; i < all->len; i++)
    {
      const FbFaxEntry *entry = &g_array_index (all, FbFaxEntry, i);
      if (matches (self, entry))
        g_array_index (matching, FbFaxEntry, n_matching++) = *entry;
    }
  g_array_set_size (matching, n_matching);
  return matching;
}

/* How many of the newest faxes are the same in both, in a row. */
static guint
count_same (const GArray *a, const GArray *b)
{
  const guint n = MIN (a->len, b->len);
  guint n_same = 0;

  while (n_same < n &&
         fb_fax_entry_compare (&g_array_index (a, FbFaxEntry, a->len - 1 - n_same),
                               &g_array_index (b, FbFaxEntry, b->len - 1 - n_same)) == 0)
    n_same++;
  return n_same;
}

/* The newest rows that stay are left alone, so that a list which has begun with them only grows. */
static void
list_anew (FbFaxList *self, gboolean keeps_same)
{
  GArray *matching = take_matching (self);
  const guint n_same = keeps_same ? count_same (self->entries, matching) : 0;
  const guint n_removed = self->entries->len - n_same;
  const guint n_added = matching->len - n_same;

  if (n_removed > 0)
    {
      g_array_remove_range (self->entries, 0, n_removed);
      g_list_model_items_changed (G_LIST_MODEL (self), n_same, n_removed, 0);
    }
  g_clear_pointer (&self->spare_entries, g_array_unref);
  self->spare_entries = self->entries;
  self->entries = matching;
  if (n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), n_same, 0, n_added);
}

/* Changing some */

/* What a change means to this list. A row that stays in its place needs no edit. */
static void
add_edits (FbFaxList *self, const FbFaxEntryChange *change, GArray *edits)
{
  const gboolean was_listed = !change->is_new && matches (self, &change->before);
  const gboolean is_listed = matches_now (self, change);
  const gboolean has_moved = fb_fax_entry_compare (&change->before, &change->after) != 0;

  if (was_listed && is_listed && !has_moved)
    {
      const guint index = fb_fax_entries_find (self->entries, &change->after);
      if (fb_fax_entries_has_at (self->entries, index, &change->after))
        g_array_index (self->entries, FbFaxEntry, index) = change->after;
      return;
    }
  if (was_listed)
    fb_entry_edits_add (edits, &change->before, FALSE);
  if (is_listed)
    fb_entry_edits_add (edits, &change->after, TRUE);
}

static void
apply_run (FbFaxList *self, const GArray *edits, const FbEntryRun *run)
{
  g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (FbFaxEntry));

  fb_entry_edits_append_added (added, edits, run);
  replace_range (self, run->start, run->n_removed, (const FbFaxEntry *) (void *) added->data,
                 added->len);
}

/* All runs and what is between them, as one. */
static void
apply_as_range (FbFaxList *self, const GArray *edits, const GArray *runs)
{
  g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (FbFaxEntry));
  const guint start = g_array_index (runs, FbEntryRun, 0).start;
  guint end = start;

  for (guint i = 0; i < runs->len; i++)
    {
      const FbEntryRun *run = &g_array_index (runs, FbEntryRun, i);
      if (run->start > end)
        g_array_append_vals (added, &g_array_index (self->entries, FbFaxEntry, end),
                             run->start - end);
      fb_entry_edits_append_added (added, edits, run);
      end = run->start + run->n_removed;
    }
  replace_range (self, start, end - start, (const FbFaxEntry *) (void *) added->data, added->len);
}

static void
on_index_changed (FbFaxList *self, GArray *changes)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (FbEntryEdit));

  for (guint i = 0; i < changes->len; i++)
    {
      const FbFaxEntryChange *change = &g_array_index (changes, FbFaxEntryChange, i);

      /* A new row is shown at once; of the others those that are in use are updated. */
      if (change->is_new && matches_now (self, change))
        fb_fax_cache_add (self->cache, change->fax);
      else
        fb_fax_cache_update (self->cache, change->fax);
      add_edits (self, change, edits);
    }

  g_autoptr (GArray) runs = fb_entry_edits_find_runs (edits, self->entries);
  if (runs->len > MAX_RUNS)
    {
      apply_as_range (self, edits, runs);
      return;
    }
  /* From the newest on: what comes before a run stays where it is. */
  for (guint i = runs->len; i > 0; i--)
    apply_run (self, edits, &g_array_index (runs, FbEntryRun, i - 1));
}

static void
on_index_reset (FbFaxList *self, GPtrArray *faxes)
{
  if (self->is_stale)
    fb_fax_cache_clear (self->cache);
  for (guint i = 0; faxes != NULL && i < faxes->len; i++)
    fb_fax_cache_add (self->cache, g_ptr_array_index (faxes, i));
  list_anew (self, !self->is_stale);
  self->is_stale = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* The number's or the words'. */
static void
on_ids_changed (FbFaxList *self)
{
  list_anew (self, !self->is_stale);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
drop_number (FbFaxList *self)
{
  if (self->number_ids == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->number_ids, self);
  fb_number_ids_cancel (self->number_ids);
  g_clear_object (&self->number_ids);
}

/* After the index has been made: what changes it hears of before the ids do. */
static void
follow_number (FbFaxList *self)
{
  drop_number (self);
  if (self->filter.number[0] == '\0')
    return;
  self->number_ids = fb_number_ids_new (self->source, self->filter.number);
  g_signal_connect_object (self->number_ids, "loaded", G_CALLBACK (on_ids_changed), self,
                           G_CONNECT_SWAPPED);
}

static void
drop_search (FbFaxList *self)
{
  if (self->search_ids == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->search_ids, self);
  fb_search_ids_cancel (self->search_ids);
  g_clear_object (&self->search_ids);
}

static void
follow_search (FbFaxList *self)
{
  g_autoptr (FbSearchQuery) query = fb_search_query_new (self->filter.search);

  if (fb_search_query_get_n_words (query) == 0)
    {
      drop_search (self);
      return;
    }
  if (self->search_ids == NULL)
    {
      self->search_ids = fb_search_ids_new (self->source);
      g_signal_connect_object (self->search_ids, "changed", G_CALLBACK (on_ids_changed), self,
                               G_CONNECT_SWAPPED);
    }
  fb_search_ids_set_query (self->search_ids, query);
}

static void
on_source_reset (FbFaxList *self)
{
  self->is_stale = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/* GObject */

static void
fb_fax_list_constructed (GObject *object)
{
  FbFaxList *self = FB_FAX_LIST (object);

  G_OBJECT_CLASS (fb_fax_list_parent_class)->constructed (object);

  self->cache = fb_fax_cache_new (self->source);
  self->index = fb_fax_index_get_for (self->source);
  g_signal_connect_object (self->source, "reset", G_CALLBACK (on_source_reset), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->index, "reset", G_CALLBACK (on_index_reset), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->index, "changed", G_CALLBACK (on_index_changed), self,
                           G_CONNECT_SWAPPED);
  list_anew (self, FALSE);
}

static void
fb_fax_list_dispose (GObject *object)
{
  FbFaxList *self = FB_FAX_LIST (object);

  drop_number (self);
  drop_search (self);
  g_clear_object (&self->index);
  g_clear_object (&self->cache);

  G_OBJECT_CLASS (fb_fax_list_parent_class)->dispose (object);
}

static void
fb_fax_list_finalize (GObject *object)
{
  FbFaxList *self = FB_FAX_LIST (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->spare_entries, g_array_unref);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (fb_fax_list_parent_class)->finalize (object);
}

static void
fb_fax_list_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  FbFaxList *self = FB_FAX_LIST (object);

  switch ((FbFaxListProperty) property_id)
    {
    case PROP_SOURCE:
      g_value_set_object (value, self->source);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, fb_fax_list_is_loading (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_fax_list_set_property (GObject *object,
                          guint property_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  FbFaxList *self = FB_FAX_LIST (object);

  switch ((FbFaxListProperty) property_id)
    {
    case PROP_SOURCE:
      self->source = g_value_dup_object (value);
      break;
    case PROP_LOADING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
fb_fax_list_class_init (FbFaxListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = fb_fax_list_constructed;
  object_class->dispose = fb_fax_list_dispose;
  object_class->finalize = fb_fax_list_finalize;
  object_class->get_property = fb_fax_list_get_property;
  object_class->set_property = fb_fax_list_set_property;

  properties[PROP_SOURCE] =
    g_param_spec_object ("source", NULL, NULL, FB_TYPE_FAX_SOURCE,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
fb_fax_list_init (FbFaxList *self)
{
  self->filter = FB_FAX_FILTER_ALL;
  self->entries = g_array_new (FALSE, FALSE, sizeof (FbFaxEntry));
}

/**
 * fb_fax_list_new:
 * @source: whose faxes; its store may be opened later
 *
 * Returns: (transfer full): a list of all of them
 */
FbFaxList *
fb_fax_list_new (FbFaxSource *source)
{
  g_return_val_if_fail (FB_IS_FAX_SOURCE (source), NULL);

  return g_object_new (FB_TYPE_FAX_LIST, "source", source, NULL);
}

static gboolean
equal_but_search (const FbFaxFilter *a, const FbFaxFilter *b)
{
  FbFaxFilter other = *b;

  memcpy (other.search, a->search, sizeof other.search);
  return fb_fax_filter_equal (a, &other);
}

/**
 * fb_fax_list_set_filter:
 * @list: a list
 * @filter: which faxes it shows from now on
 *
 * The list shows them when this returns; while it is loading, those of them that are known. Which
 * faxes a number has is not known at first; while words are looked for, the list has what matched
 * those before, or every fax.
 */
void
fb_fax_list_set_filter (FbFaxList *self, const FbFaxFilter *filter)
{
  g_return_if_fail (FB_IS_FAX_LIST (self));
  g_return_if_fail (filter != NULL);
  g_return_if_fail (fb_fax_filter_is_valid (filter));

  if (fb_fax_filter_equal (filter, &self->filter))
    return;
  const gboolean is_other_number = !g_str_equal (filter->number, self->filter.number);
  const gboolean is_other_search = !g_str_equal (filter->search, self->filter.search);
  const gboolean is_other_filter = !equal_but_search (filter, &self->filter);
  self->filter = *filter;
  if (is_other_number)
    follow_number (self);
  if (is_other_search)
    follow_search (self);
  if (is_other_filter || self->search_ids == NULL)
    list_anew (self, FALSE);
  if (is_other_number || is_other_search)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

/**
 * fb_fax_list_get_filter:
 * @list: a list
 *
 * Returns: (transfer none): which faxes it shows
 */
const FbFaxFilter *
fb_fax_list_get_filter (FbFaxList *self)
{
  g_return_val_if_fail (FB_IS_FAX_LIST (self), NULL);

  return &self->filter;
}

/**
 * fb_fax_list_is_loading:
 * @list: a list
 *
 * Returns: whether it is still being found out which faxes there are
 */
gboolean
fb_fax_list_is_loading (FbFaxList *self)
{
  g_return_val_if_fail (FB_IS_FAX_LIST (self), FALSE);

  return self->is_stale || fb_fax_index_is_loading (self->index) ||
         (self->number_ids != NULL && fb_number_ids_is_loading (self->number_ids)) ||
         (self->search_ids != NULL && fb_search_ids_is_loading (self->search_ids));
}

/**
 * fb_fax_list_find:
 * @list: a list
 * @fax: a loaded fax
 *
 * Returns: its position, or %G_MAXUINT where it is not in the list
 */
guint
fb_fax_list_find (FbFaxList *self, FbFax *fax)
{
  g_return_val_if_fail (FB_IS_FAX_LIST (self), G_MAXUINT);
  g_return_val_if_fail (FB_IS_FAX (fax), G_MAXUINT);

  const FbFaxEntry entry = fb_fax_entry_for_fax (fax);
  return fb_fax_list_find_entry (self, &entry);
}

/**
 * fb_fax_list_find_entry:
 * @list: a list
 * @entry: a fax's: its time and its id are looked at
 *
 * Returns: its position, or %G_MAXUINT where it is not in the list
 */
guint
fb_fax_list_find_entry (FbFaxList *self, const FbFaxEntry *entry)
{
  g_return_val_if_fail (FB_IS_FAX_LIST (self), G_MAXUINT);

  const guint index = fb_fax_entries_find (self->entries, entry);
  return fb_fax_entries_has_at (self->entries, index, entry) ? self->entries->len - 1 - index
                                                             : G_MAXUINT;
}

/**
 * fb_fax_list_get_entry:
 * @list: a list
 * @position: a row's position, which must be in the list
 *
 * Makes no object, unlike g_list_model_get_item().
 *
 * Returns: (transfer none): what the list knows of that row, until it changes
 */
const FbFaxEntry *
fb_fax_list_get_entry (FbFaxList *self, guint position)
{
  g_return_val_if_fail (FB_IS_FAX_LIST (self), NULL);
  g_return_val_if_fail (position < self->entries->len, NULL);

  return entry_at (self, position);
}
