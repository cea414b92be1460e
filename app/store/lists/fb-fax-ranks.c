/* fb-fax-ranks.c
 *
 * The ranks of all faxes in an order: read from the database, and read again some time after faxes
 * or, where it is by name, names have changed. Until then a new fax has none, and one that has
 * changed keeps the one it had.
 *
 * For the thread that made the source.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-ranks.h"

#include "fb-store-error.h"

/* About 30 ms of the reader's thread; the last step also puts all in order, which for a million
 * different names takes some seconds. */
#define STEP_FAXES 50000

/* Between the end of a reading and the next, in milliseconds: many changes are one reading, and
 * however long it takes the reader has more time for others. */
#define MIN_PAUSE    300
#define PAUSE_FACTOR 4

struct _FbFaxRanks
{
  GObject parent_instance;

  FbFaxSource *source;
  FbFaxOrder order;
  GArray *ranks;    /* guint32 by id; nullable until they are loaded */
  GArray *previous; /* those before, while it is told that they are others */
  GCancellable *loading;
  gint64 started_at;
  guint pause;
  guint reload_source;
  gboolean is_reset;   /* every fax may be another one since the ranks were loaded */
  GHashTable *changed; /* id → FbFaxEntry: what has changed since the ranks were read */
  GHashTable *missed;  /* the same, since the reading under way has begun */
};

typedef enum
{
  SIGNAL_LOADED,
  N_SIGNALS,
} FbFaxRanksSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbFaxRanks, fb_fax_ranks, G_TYPE_OBJECT)

static void load (FbFaxRanks *self);

static GHashTable *
entries_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

static void
note_entry (GHashTable *entries, const FbFaxEntry *entry)
{
  const gint64 id = (gint64) entry->id;

  g_hash_table_replace (entries, g_memdup2 (&id, sizeof id), g_memdup2 (entry, sizeof *entry));
}

static gboolean
on_reload (gpointer user_data)
{
  FbFaxRanks *self = FB_FAX_RANKS (user_data);

  self->reload_source = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
queue_reload (FbFaxRanks *self)
{
  if (self->loading == NULL && self->reload_source == 0)
    self->reload_source = g_timeout_add (self->pause, on_reload, self);
}

static void
on_faxes_changed (FbFaxRanks *self, GPtrArray *faxes)
{
  for (guint i = 0; i < faxes->len; i++)
    {
      const FbFaxEntry entry = fb_fax_entry_for_fax (g_ptr_array_index (faxes, i));
      note_entry (self->changed, &entry);
      if (self->loading != NULL)
        note_entry (self->missed, &entry);
    }
  queue_reload (self);
}

/* Loading */

/* A number may have any number of faxes. What is being read may be half of before, half of now. */
static void
on_contacts_changed (FbFaxRanks *self)
{
  if (self->order.key != FB_FAX_ORDER_NAME)
    return;
  self->is_reset = TRUE;
  if (self->loading != NULL)
    load (self);
  else
    queue_reload (self);
}

static void read_step (FbFaxRanks *self, FbRankReading *reading);

static gboolean
read_faxes (FbFaxQuery *query, GTask *task, GError **error)
{
  FbRankReading *reading = g_task_get_task_data (task);
  gboolean is_last;

  if (!fb_rank_reading_step (reading, fb_fax_query_get_database (query), STEP_FAXES, &is_last,
                             error))
    return FALSE;
  g_task_return_pointer (task, is_last ? fb_rank_reading_end (reading) : NULL,
                         (GDestroyNotify) g_array_unref);
  return TRUE;
}

static void
end_loading (FbFaxRanks *self, GArray *ranks)
{
  const gboolean may_all_move = self->ranks == NULL || self->is_reset;
  g_autoptr (GHashTable) changed = g_steal_pointer (&self->changed);

  self->previous = g_steal_pointer (&self->ranks);
  self->ranks = ranks;
  self->is_reset = FALSE;
  self->changed = g_steal_pointer (&self->missed);
  self->missed = entries_new ();
  if (g_hash_table_size (self->changed) > 0)
    queue_reload (self);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0, may_all_move ? NULL : changed);
  g_clear_pointer (&self->previous, g_array_unref);
}

/* A store that was closed meanwhile emits reset when it is open again. */
static void
warn (const GError *error)
{
  if (!g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED))
    g_warning ("The faxes could not be ordered: %s", error->message);
}

static void
on_step_read (GObject *object, GAsyncResult *result, gpointer data)
{
  FbFaxRanks *self = FB_FAX_RANKS (object);
  GTask *task = G_TASK (result);
  g_autoptr (GError) error = NULL;
  GArray *ranks = g_task_propagate_pointer (task, &error);

  if (g_task_get_cancellable (task) != self->loading)
    {
      g_clear_pointer (&ranks, g_array_unref);
      return;
    }
  if (error == NULL && ranks == NULL)
    {
      read_step (self, fb_rank_reading_ref (g_task_get_task_data (task)));
      return;
    }
  g_clear_object (&self->loading);
  self->pause =
    MIN_PAUSE + PAUSE_FACTOR * (guint) ((g_get_monotonic_time () - self->started_at) / 1000);
  if (error == NULL)
    {
      end_loading (self, ranks);
      return;
    }
  warn (error);
  if (!g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED))
    queue_reload (self);
}

static void
read_step (FbFaxRanks *self, FbRankReading *reading)
{
  GTask *task = g_task_new (self, self->loading, on_step_read, NULL);

  g_task_set_task_data (task, reading, (GDestroyNotify) fb_rank_reading_unref);
  fb_fax_source_read (self->source, task, read_faxes);
}

static void
load (FbFaxRanks *self)
{
  fb_fax_ranks_cancel (self);
  self->loading = g_cancellable_new ();
  self->started_at = g_get_monotonic_time ();
  g_hash_table_remove_all (self->missed);
  read_step (self, fb_rank_reading_new (self->order));
}

static void
on_source_reset (FbFaxRanks *self)
{
  self->is_reset = TRUE;
  load (self);
}

/* GObject */

static void
fb_fax_ranks_finalize (GObject *object)
{
  FbFaxRanks *self = FB_FAX_RANKS (object);

  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_clear_object (&self->loading);
  g_clear_object (&self->source);
  g_clear_pointer (&self->ranks, g_array_unref);
  g_clear_pointer (&self->changed, g_hash_table_unref);
  g_clear_pointer (&self->missed, g_hash_table_unref);

  G_OBJECT_CLASS (fb_fax_ranks_parent_class)->finalize (object);
}

static void
fb_fax_ranks_class_init (FbFaxRanksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_fax_ranks_finalize;

  /**
   * FbFaxRanks::loaded:
   * @ranks: the ranks
   * @changed: (nullable) (element-type gint64 FbFaxEntry): by their ids, those faxes that may stand
   *   elsewhere now; all others are in the order they were in. %NULL if every fax may.
   */
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", FB_TYPE_FAX_RANKS, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_HASH_TABLE);
}

static void
fb_fax_ranks_init (FbFaxRanks *self)
{
  self->pause = MIN_PAUSE;
  self->changed = entries_new ();
  self->missed = entries_new ();
}

/**
 * fb_fax_ranks_new:
 * @source: whose faxes; its store may be opened later
 * @order: how to order them
 *
 * Returns: (transfer full): their ranks, which are loading
 */
FbFaxRanks *
fb_fax_ranks_new (FbFaxSource *source, FbFaxOrder order)
{
  g_return_val_if_fail (FB_IS_FAX_SOURCE (source), NULL);

  FbFaxRanks *self = g_object_new (FB_TYPE_FAX_RANKS, NULL);

  self->source = g_object_ref (source);
  self->order = order;
  g_signal_connect_object (source, "faxes-changed", G_CALLBACK (on_faxes_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "contacts-changed", G_CALLBACK (on_contacts_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "reset", G_CALLBACK (on_source_reset), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

/**
 * fb_fax_ranks_cancel:
 * @self: ranks
 *
 * Nobody waits for them any more.
 */
void
fb_fax_ranks_cancel (FbFaxRanks *self)
{
  g_return_if_fail (FB_IS_FAX_RANKS (self));

  g_clear_handle_id (&self->reload_source, g_source_remove);
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

static guint32
get_rank (const GArray *ranks, gint64 id)
{
  if (ranks == NULL || id < 0 || id >= ranks->len)
    return FB_FAX_RANK_UNKNOWN;
  return g_array_index (ranks, guint32, id);
}

/**
 * fb_fax_ranks_get:
 * @self: ranks
 * @id: a fax's row number
 *
 * Returns: its rank: the lowest comes first
 */
guint32
fb_fax_ranks_get (FbFaxRanks *self, gint64 id)
{
  g_return_val_if_fail (FB_IS_FAX_RANKS (self), FB_FAX_RANK_UNKNOWN);

  return get_rank (self->ranks, id);
}

/**
 * fb_fax_ranks_get_previous:
 * @self: ranks
 * @id: a fax's row number
 *
 * Returns: the rank that it had before, while #FbFaxRanks::loaded is emitted
 */
guint32
fb_fax_ranks_get_previous (FbFaxRanks *self, gint64 id)
{
  g_return_val_if_fail (FB_IS_FAX_RANKS (self), FB_FAX_RANK_UNKNOWN);

  return get_rank (self->previous, id);
}
