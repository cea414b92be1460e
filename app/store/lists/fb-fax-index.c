/* fb-fax-index.c
 *
 * All faxes in memory as entries of 16 bytes, oldest first: what lists filter and count without
 * asking the database. Lists of the same source share one, and it is freed with the last of them.
 *
 * It is read in steps, each of which lets other reads have their turn. The newest faxes come first,
 * so that there is something to see at once; then all, from the oldest on. What changes meanwhile
 * is noted and applied at the end, since it is not known whether a step has read it.
 *
 * For the thread that made the source.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-index.h"

#include "fb-store-error.h"

/* More than a window shows, so that it never opens blank. */
#define N_NEWEST 64

/* About 15 ms of the reader's thread. */
#define STEP_ENTRIES 100000

struct _FbFaxIndex
{
  GObject parent_instance;

  FbFaxSource *source;
  GArray *entries; /* FbFaxEntry, oldest first */
  guint64 last_id; /* the highest id that was seen: what is above it is new */

  GCancellable *loading;
  GHashTable *missed; /* id → FbFaxEntry, owned: what changed while it is being loaded */
};

typedef enum
{
  SIGNAL_RESET,
  SIGNAL_CHANGED,
  N_SIGNALS,
} FbFaxIndexSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbFaxIndex, fb_fax_index, G_TYPE_OBJECT)

static GQuark fb_fax_index_quark (void);
G_DEFINE_QUARK (fb_fax_index, fb_fax_index)

/* Changes */

/* Where the entry of a fax is. Its time is another one only when Documo told late, or anew, when it
 * was made: that is rare, and only then all are looked at. */
static gboolean
find_fax (FbFaxIndex *self, const FbFaxEntry *entry, guint *position)
{
  *position = fb_fax_entries_find (self->entries, entry);
  if (fb_fax_entries_has_at (self->entries, *position, entry))
    return TRUE;
  if (entry->id > self->last_id)
    return FALSE;
  for (guint i = 0; i < self->entries->len; i++)
    if (g_array_index (self->entries, FbFaxEntry, i).id == entry->id)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

static FbFaxEntryChange
enter (FbFaxIndex *self, const FbFaxEntry *entry)
{
  FbFaxEntryChange change = { *entry, *entry, FALSE, NULL };
  guint position;

  change.is_new = !find_fax (self, entry, &position);
  self->last_id = MAX (self->last_id, entry->id);
  if (change.is_new)
    {
      g_array_insert_val (self->entries, position, *entry);
      return change;
    }

  change.before = g_array_index (self->entries, FbFaxEntry, position);
  if (fb_fax_entry_compare (&change.before, entry) == 0)
    {
      g_array_index (self->entries, FbFaxEntry, position) = *entry;
      return change;
    }
  g_array_remove_index (self->entries, position);
  position = fb_fax_entries_find (self->entries, entry);
  g_array_insert_val (self->entries, position, *entry);
  return change;
}

static void
note_missed (FbFaxIndex *self, const FbFaxEntry *entry)
{
  const gint64 id = (gint64) entry->id;

  g_hash_table_replace (self->missed, g_memdup2 (&id, sizeof id), g_memdup2 (entry, sizeof *entry));
}

static void
on_faxes_changed (FbFaxIndex *self, GPtrArray *faxes)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (FbFaxEntryChange));

  for (guint i = 0; i < faxes->len; i++)
    {
      const FbFaxEntry entry = fb_fax_entry_for_fax (g_ptr_array_index (faxes, i));

      if (self->missed != NULL)
        note_missed (self, &entry);
      /* While only the newest are here, an older one would leave a gap behind it. */
      if (self->missed != NULL &&
          (self->entries->len == 0 ||
           fb_fax_entry_compare (&entry, &g_array_index (self->entries, FbFaxEntry, 0)) < 0))
        continue;
      FbFaxEntryChange change = enter (self, &entry);
      change.fax = g_ptr_array_index (faxes, i);
      g_array_append_val (changes, change);
    }
  if (changes->len > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

/* Loading */

static void read_step (FbFaxIndex *self, GArray *entries);

static gboolean
read_newest (FbFaxQuery *query, GTask *task, GError **error)
{
  GPtrArray *faxes = fb_fax_query_list_newest (query, &FB_FAX_FILTER_ALL, N_NEWEST, error);

  if (faxes == NULL)
    return FALSE;
  g_task_return_pointer (task, faxes, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

static gboolean
read_entries (FbFaxQuery *query, GTask *task, GError **error)
{
  GArray *entries = g_task_get_task_data (task);
  const guint n_before = entries->len;
  const FbFaxEntry *last = n_before > 0 ? &g_array_index (entries, FbFaxEntry, n_before - 1) : NULL;

  /* A copy: the array may move while it grows. */
  const FbFaxEntry after = last != NULL ? *last : (FbFaxEntry){ 0 };
  if (!fb_fax_query_read_entries (query, last != NULL ? &after : NULL, STEP_ENTRIES, entries,
                                  error))
    return FALSE;
  g_task_return_boolean (task, entries->len - n_before < STEP_ENTRIES);
  return TRUE;
}

static void
replace_entries (FbFaxIndex *self, GArray *entries)
{
  g_array_unref (self->entries);
  self->entries = entries;
  for (guint i = 0; i < entries->len; i++)
    self->last_id = MAX (self->last_id, g_array_index (entries, FbFaxEntry, i).id);
}

static void
enter_missed (FbFaxIndex *self)
{
  g_autoptr (GHashTable) missed = g_steal_pointer (&self->missed);
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, missed);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    enter (self, entry);
}

static void
end_loading (FbFaxIndex *self)
{
  g_clear_object (&self->loading);
  enter_missed (self);
  g_signal_emit (self, signals[SIGNAL_RESET], 0, NULL);
}

/* A store that was closed meanwhile emits reset when it is open again. */
static void
warn (const GError *error)
{
  if (!g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED))
    g_warning ("The faxes could not be listed: %s", error->message);
}

static void
on_step_read (GObject *object, GAsyncResult *result, gpointer data)
{
  FbFaxIndex *self = FB_FAX_INDEX (object);
  GArray *entries = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  const gboolean is_last = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->loading)
    return;
  if (error == NULL && !is_last)
    {
      read_step (self, g_array_ref (entries));
      return;
    }
  if (error != NULL)
    warn (error);
  else
    replace_entries (self, g_array_ref (entries));
  end_loading (self);
}

static void
read_step (FbFaxIndex *self, GArray *entries)
{
  GTask *task = g_task_new (self, self->loading, on_step_read, NULL);

  g_task_set_task_data (task, entries, (GDestroyNotify) g_array_unref);
  fb_fax_source_read (self->source, task, read_entries);
}

/* Entries for the newest faxes, and for those newer ones that have come meanwhile. */
static void
enter_newest (FbFaxIndex *self, GPtrArray *faxes)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (FbFaxEntry));
  GHashTableIter iter;
  gpointer missed;

  for (guint i = faxes->len; i > 0; i--)
    {
      FbFaxEntry entry = fb_fax_entry_for_fax (g_ptr_array_index (faxes, i - 1));
      g_array_append_val (entries, entry);
    }
  replace_entries (self, entries);

  const FbFaxEntry oldest = g_array_index (entries, FbFaxEntry, 0);
  g_hash_table_iter_init (&iter, self->missed);
  while (g_hash_table_iter_next (&iter, NULL, &missed))
    if (fb_fax_entry_compare (missed, &oldest) >= 0)
      enter (self, missed);
}

static void
on_newest_read (GObject *object, GAsyncResult *result, gpointer data)
{
  FbFaxIndex *self = FB_FAX_INDEX (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faxes = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->loading)
    return;
  if (faxes == NULL)
    {
      warn (error);
      end_loading (self);
      return;
    }

  /* A list that was whole before doesn't become a short one meanwhile. */
  if (self->entries->len < faxes->len)
    {
      enter_newest (self, faxes);
      g_signal_emit (self, signals[SIGNAL_RESET], 0, faxes);
    }
  read_step (self, g_array_new (FALSE, FALSE, sizeof (FbFaxEntry)));
}

static void
load (FbFaxIndex *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  if (self->missed == NULL)
    self->missed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  GTask *task = g_task_new (self, self->loading, on_newest_read, NULL);
  fb_fax_source_read (self->source, task, read_newest);
}

/* GObject */

static void
fb_fax_index_dispose (GObject *object)
{
  FbFaxIndex *self = FB_FAX_INDEX (object);

  if (self->source != NULL)
    g_object_set_qdata (G_OBJECT (self->source), fb_fax_index_quark (), NULL);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (fb_fax_index_parent_class)->dispose (object);
}

static void
fb_fax_index_finalize (GObject *object)
{
  FbFaxIndex *self = FB_FAX_INDEX (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->missed, g_hash_table_unref);

  G_OBJECT_CLASS (fb_fax_index_parent_class)->finalize (object);
}

static void
fb_fax_index_class_init (FbFaxIndexClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_fax_index_dispose;
  object_class->finalize = fb_fax_index_finalize;

  /**
   * FbFaxIndex::reset:
   * @index: the index
   * @faxes: (nullable) (element-type FbFax): faxes that were read with the entries
   *
   * The entries are others now, or there are more of them.
   */
  signals[SIGNAL_RESET] = g_signal_new ("reset", FB_TYPE_FAX_INDEX, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  /**
   * FbFaxIndex::changed:
   * @index: the index
   * @changes: (element-type FbFaxEntryChange): what is another one now, each fax once
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FB_TYPE_FAX_INDEX, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
}

static void
fb_fax_index_init (FbFaxIndex *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (FbFaxEntry));
}

/**
 * fb_fax_index_get_for:
 * @source: whose faxes; its store may be opened later
 *
 * Returns: (transfer full): the index that all lists of @source share
 */
FbFaxIndex *
fb_fax_index_get_for (FbFaxSource *source)
{
  g_return_val_if_fail (FB_IS_FAX_SOURCE (source), NULL);

  FbFaxIndex *self = g_object_get_qdata (G_OBJECT (source), fb_fax_index_quark ());
  if (self != NULL)
    return g_object_ref (self);

  self = g_object_new (FB_TYPE_FAX_INDEX, NULL);
  self->source = g_object_ref (source);
  g_object_set_qdata (G_OBJECT (source), fb_fax_index_quark (), self);
  g_signal_connect_object (source, "faxes-changed", G_CALLBACK (on_faxes_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "reset", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  if (fb_fax_source_is_ready (source))
    load (self);
  return self;
}

/**
 * fb_fax_index_get_entries:
 * @self: an index
 *
 * Returns: (transfer none) (element-type FbFaxEntry): its entries, oldest first, until the next
 *   signal
 */
const GArray *
fb_fax_index_get_entries (FbFaxIndex *self)
{
  g_return_val_if_fail (FB_IS_FAX_INDEX (self), NULL);

  return self->entries;
}

/**
 * fb_fax_index_is_loading:
 * @self: an index
 *
 * Returns: whether not all faxes are in it yet
 */
gboolean
fb_fax_index_is_loading (FbFaxIndex *self)
{
  g_return_val_if_fail (FB_IS_FAX_INDEX (self), FALSE);

  return self->loading != NULL;
}
