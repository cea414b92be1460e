/* fb-number-ids.c
 *
 * Which faxes are from or to a number: their ids, which are read from the database at first, and
 * followed from then on. What changes while they are read is noted and counts more than what is
 * read, since it is not known which of the two is newer, and what was committed later is told
 * later.
 *
 * For the thread that made the source.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-number-ids.h"

#include "fb-number.h"
#include "fb-store-error.h"

struct _FbNumberIds
{
  GObject parent_instance;

  FbFaxSource *source;
  char *number;
  GArray *ids; /* gint64, ascending */
  GCancellable *loading;
  GHashTable *missed; /* id → gboolean, owned: whether it is one of them, if it changed meanwhile */
};

typedef enum
{
  SIGNAL_LOADED,
  N_SIGNALS,
} FbNumberIdsSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbNumberIds, fb_number_ids, G_TYPE_OBJECT)

/* The position of an id, or where it would be. */
static guint
find_id (FbNumberIds *self, gint64 id)
{
  guint low = 0;
  guint high = self->ids->len;

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (g_array_index (self->ids, gint64, middle) < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
has_id_at (FbNumberIds *self, guint position, gint64 id)
{
  return position < self->ids->len && g_array_index (self->ids, gint64, position) == id;
}

static void
set_contained (FbNumberIds *self, gint64 id, gboolean is_contained)
{
  const guint position = find_id (self, id);
  const gboolean was_contained = has_id_at (self, position, id);

  if (is_contained && !was_contained)
    g_array_insert_val (self->ids, position, id);
  else if (!is_contained && was_contained)
    g_array_remove_index (self->ids, position);
}

static void
on_faxes_changed (FbNumberIds *self, GPtrArray *faxes)
{
  for (guint i = 0; i < faxes->len; i++)
    {
      FbFax *fax = g_ptr_array_index (faxes, i);
      const gint64 id = fb_fax_get_id (fax);
      g_autofree char *number = fb_number_normalize (fb_fax_get_number (fax));
      const gboolean is_contained = g_strcmp0 (number, self->number) == 0;

      if (self->loading != NULL)
        g_hash_table_replace (self->missed, g_memdup2 (&id, sizeof id),
                              GINT_TO_POINTER (is_contained));
      else
        set_contained (self, id, is_contained);
    }
}

static gboolean
read_ids (FbFaxQuery *query, GTask *task, GError **error)
{
  GArray *ids = fb_fax_query_read_ids (query, g_task_get_task_data (task), error);

  if (ids == NULL)
    return FALSE;
  g_task_return_pointer (task, ids, (GDestroyNotify) g_array_unref);
  return TRUE;
}

static void
enter_missed (FbNumberIds *self)
{
  GHashTableIter iter;
  gpointer id;
  gpointer is_contained;

  g_hash_table_iter_init (&iter, self->missed);
  while (g_hash_table_iter_next (&iter, &id, &is_contained))
    set_contained (self, *(const gint64 *) id, GPOINTER_TO_INT (is_contained));
  g_hash_table_remove_all (self->missed);
}

/* A store that was closed meanwhile emits reset when it is open again. */
static void
warn (const GError *error)
{
  if (!g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED))
    g_warning ("The faxes of a number could not be found: %s", error->message);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  FbNumberIds *self = FB_NUMBER_IDS (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->loading)
    return;
  g_clear_object (&self->loading);
  if (ids != NULL)
    {
      g_array_unref (self->ids);
      self->ids = g_steal_pointer (&ids);
    }
  else
    warn (error);
  enter_missed (self);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

static void
load (FbNumberIds *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  g_array_set_size (self->ids, 0);
  g_hash_table_remove_all (self->missed);

  GTask *task = g_task_new (self, self->loading, on_read, NULL);
  g_task_set_task_data (task, g_strdup (self->number), g_free);
  fb_fax_source_read (self->source, task, read_ids);
}

static void
fb_number_ids_finalize (GObject *object)
{
  FbNumberIds *self = FB_NUMBER_IDS (object);

  g_clear_object (&self->loading);
  g_clear_object (&self->source);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->missed, g_hash_table_unref);
  g_clear_pointer (&self->number, g_free);

  G_OBJECT_CLASS (fb_number_ids_parent_class)->finalize (object);
}

static void
fb_number_ids_class_init (FbNumberIdsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_number_ids_finalize;

  /**
   * FbNumberIds::loaded:
   * @ids: the ids
   *
   * Which faxes there are is known now.
   */
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", FB_TYPE_NUMBER_IDS, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_number_ids_init (FbNumberIds *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->missed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * fb_number_ids_new:
 * @source: whose faxes; its store may be opened later
 * @number: the other side's number, as fb_number_normalize() makes it
 *
 * Returns: (transfer full): the ids of its faxes, which are loading
 */
FbNumberIds *
fb_number_ids_new (FbFaxSource *source, const char *number)
{
  g_return_val_if_fail (FB_IS_FAX_SOURCE (source), NULL);
  g_return_val_if_fail (number != NULL, NULL);

  FbNumberIds *self = g_object_new (FB_TYPE_NUMBER_IDS, NULL);
  self->source = g_object_ref (source);
  self->number = g_strdup (number);
  g_signal_connect_object (source, "faxes-changed", G_CALLBACK (on_faxes_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "reset", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

/**
 * fb_number_ids_cancel:
 * @self: the ids of a number
 *
 * Nobody waits for them any more.
 */
void
fb_number_ids_cancel (FbNumberIds *self)
{
  g_return_if_fail (FB_IS_NUMBER_IDS (self));

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/**
 * fb_number_ids_is_loading:
 * @self: the ids of a number
 *
 * Returns: whether it isn't known yet which they are, but for what has changed meanwhile
 */
gboolean
fb_number_ids_is_loading (FbNumberIds *self)
{
  g_return_val_if_fail (FB_IS_NUMBER_IDS (self), FALSE);

  return self->loading != NULL;
}

/**
 * fb_number_ids_contains:
 * @self: the ids of a number
 * @id: a row's number
 *
 * Returns: whether it is one of them
 */
gboolean
fb_number_ids_contains (FbNumberIds *self, gint64 id)
{
  gpointer is_contained;

  g_return_val_if_fail (FB_IS_NUMBER_IDS (self), FALSE);

  if (g_hash_table_lookup_extended (self->missed, &id, NULL, &is_contained))
    return GPOINTER_TO_INT (is_contained);
  return has_id_at (self, find_id (self, id), id);
}
