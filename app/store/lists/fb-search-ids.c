/* fb-search-ids.c
 *
 * Which faxes match what is searched for: their ids, which are looked for step by step, newest
 * first. What matched before stays until there is something to show in its place, so that rows
 * don't vanish and come again with each letter that is typed. The last query wins: an older one is
 * interrupted.
 *
 * A fax that changes is looked at here, by the same rule as the index; what changed while a search
 * was under way counts more than what that found.
 *
 * For the thread that made the source.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-search-ids.h"

#include "fb-id-set.h"
#include "fb-store-error.h"

/* More than a window shows. What is found later is told when everything is, or after such a time,
 * in microseconds. */
#define FIRST_HITS    64
#define TELL_INTERVAL (G_USEC_PER_SEC / 2)

/* A search that found the index behind the store is made again. */
#define RETRY_MS 500

struct _FbSearchIds
{
  GObject parent_instance;

  FbFaxSource *source;

  /* What is told. */
  FbSearchQuery *query; /* nullable: at first every fax matches */
  FbIdSet *ids;

  /* What is looked for. */
  FbSearchQuery *next_query;
  FbIdSet *next_ids;
  guint n_untold;
  gint64 told_at;
  gboolean is_current;
  GCancellable *loading;
  GHashTable *missed; /* id → gboolean, owned: whether it matches, if it changed meanwhile */
  guint retry;
};

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} FbSearchIdsSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbSearchIds, fb_search_ids, G_TYPE_OBJECT)

static void take_step (FbSearchIds *self, gint64 contact, gint64 before);

static void
on_faxes_changed (FbSearchIds *self, GPtrArray *faxes)
{
  for (guint i = 0; i < faxes->len; i++)
    {
      FbFax *fax = g_ptr_array_index (faxes, i);
      const gint64 id = fb_fax_get_id (fax);

      if (self->query != NULL)
        fb_id_set_put (self->ids, id, fb_search_query_matches (self->query, fax));
      if (self->loading != NULL)
        g_hash_table_replace (self->missed, g_memdup2 (&id, sizeof id),
                              GINT_TO_POINTER (fb_search_query_matches (self->next_query, fax)));
    }
}

/* Looking */

/* What has been found is told from now on, and what is still to be found is added to it. */
static void
tell (FbSearchIds *self)
{
  GHashTableIter iter;
  gpointer id;
  gpointer is_contained;

  if (self->next_ids != NULL)
    {
      g_clear_pointer (&self->query, fb_search_query_unref);
      g_clear_pointer (&self->ids, fb_id_set_free);
      self->query = fb_search_query_ref (self->next_query);
      self->ids = g_steal_pointer (&self->next_ids);
    }
  g_hash_table_iter_init (&iter, self->missed);
  while (g_hash_table_iter_next (&iter, &id, &is_contained))
    fb_id_set_put (self->ids, *(const gint64 *) id, GPOINTER_TO_INT (is_contained));
  self->n_untold = 0;
  self->told_at = g_get_monotonic_time ();
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
load (FbSearchIds *self)
{
  fb_search_ids_cancel (self);
  self->loading = g_cancellable_new ();
  self->next_ids = fb_id_set_new ();
  self->n_untold = 0;
  self->told_at = g_get_monotonic_time ();
  self->is_current = TRUE;
  take_step (self, 0, G_MAXINT64);
}

static gboolean
on_retry (gpointer data)
{
  FbSearchIds *self = data;

  self->retry = 0;
  load (self);
  return G_SOURCE_REMOVE;
}

static void
end_loading (FbSearchIds *self)
{
  g_clear_object (&self->loading);
  tell (self);
  g_hash_table_remove_all (self->missed);
  if (!self->is_current)
    self->retry = g_timeout_add (RETRY_MS, on_retry, self);
}

/* A store that was closed meanwhile emits reset when it is open again. */
static void
warn (const GError *error)
{
  if (!g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED))
    g_warning ("The faxes could not be searched: %s", error->message);
}

static void
add_found (FbSearchIds *self, const FbSearchStep *step)
{
  FbIdSet *ids = self->next_ids != NULL ? self->next_ids : self->ids;

  for (guint i = 0; i < step->ids->len; i++)
    fb_id_set_put (ids, g_array_index (step->ids, gint64, i), TRUE);
  self->n_untold += step->ids->len;
  self->is_current = self->is_current && step->is_current;
}

/* What is searched again shows all that it has shown until it is done. */
static gboolean
is_to_be_told (FbSearchIds *self)
{
  if (self->n_untold == 0 || (self->next_ids != NULL && self->query == self->next_query))
    return FALSE;
  return (self->next_ids != NULL && self->n_untold >= FIRST_HITS) ||
         g_get_monotonic_time () - self->told_at >= TELL_INTERVAL;
}

static void
on_step (GObject *object, GAsyncResult *result, gpointer data)
{
  FbSearchIds *self = FB_SEARCH_IDS (object);
  const FbSearchStep *step = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  const gboolean is_taken = g_task_propagate_boolean (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->loading)
    return;
  if (!is_taken)
    {
      warn (error);
      end_loading (self);
      return;
    }
  add_found (self, step);
  if (step->before == 0)
    {
      end_loading (self);
      return;
    }
  take_step (self, step->contact, step->before);
  if (is_to_be_told (self))
    tell (self);
}

static void
take_step (FbSearchIds *self, gint64 contact, gint64 before)
{
  GTask *task = g_task_new (self, self->loading, on_step, NULL);

  g_task_set_task_data (task, fb_search_step_new (self->next_query, contact, before),
                        (GDestroyNotify) fb_search_step_free);
  fb_fax_source_search (self->source, task);
}

/* Every row may be another one, or a number have another name. */
static void
on_reset (FbSearchIds *self)
{
  if (self->next_query != NULL)
    load (self);
}

/* GObject */

static void
fb_search_ids_dispose (GObject *object)
{
  fb_search_ids_cancel (FB_SEARCH_IDS (object));

  G_OBJECT_CLASS (fb_search_ids_parent_class)->dispose (object);
}

static void
fb_search_ids_finalize (GObject *object)
{
  FbSearchIds *self = FB_SEARCH_IDS (object);

  g_clear_pointer (&self->query, fb_search_query_unref);
  g_clear_pointer (&self->next_query, fb_search_query_unref);
  g_clear_pointer (&self->ids, fb_id_set_free);
  g_clear_pointer (&self->missed, g_hash_table_unref);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (fb_search_ids_parent_class)->finalize (object);
}

static void
fb_search_ids_class_init (FbSearchIdsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_search_ids_dispose;
  object_class->finalize = fb_search_ids_finalize;

  /**
   * FbSearchIds::changed:
   * @ids: the ids
   *
   * Other faxes match, as far as is known.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FB_TYPE_SEARCH_IDS, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_search_ids_init (FbSearchIds *self)
{
  self->ids = fb_id_set_new ();
  self->missed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * fb_search_ids_new:
 * @source: whose faxes; its store may be opened later
 *
 * Returns: (transfer full): ids that are those of all faxes until a query has been looked for
 */
FbSearchIds *
fb_search_ids_new (FbFaxSource *source)
{
  g_return_val_if_fail (FB_IS_FAX_SOURCE (source), NULL);

  FbSearchIds *self = g_object_new (FB_TYPE_SEARCH_IDS, NULL);
  self->source = g_object_ref (source);
  g_signal_connect_object (source, "faxes-changed", G_CALLBACK (on_faxes_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "reset", G_CALLBACK (on_reset), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "contacts-changed", G_CALLBACK (on_reset), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * fb_search_ids_set_query:
 * @self: ids
 * @query: what to look for from now on: a word at least
 *
 * What matched before does so until the first faxes have been found, or none.
 */
void
fb_search_ids_set_query (FbSearchIds *self, FbSearchQuery *query)
{
  g_return_if_fail (FB_IS_SEARCH_IDS (self));
  g_return_if_fail (query != NULL);
  g_return_if_fail (fb_search_query_get_n_words (query) > 0);

  FbSearchQuery *replaced = self->next_query;
  self->next_query = fb_search_query_ref (query);
  g_clear_pointer (&replaced, fb_search_query_unref);
  g_hash_table_remove_all (self->missed);
  load (self);
}

/**
 * fb_search_ids_cancel:
 * @self: ids
 *
 * Nobody waits for what is looked for any more.
 */
void
fb_search_ids_cancel (FbSearchIds *self)
{
  g_return_if_fail (FB_IS_SEARCH_IDS (self));

  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  g_clear_pointer (&self->next_ids, fb_id_set_free);
  g_clear_handle_id (&self->retry, g_source_remove);
}

/**
 * fb_search_ids_is_loading:
 * @self: ids
 *
 * Returns: whether not all faxes have been looked for yet
 */
gboolean
fb_search_ids_is_loading (FbSearchIds *self)
{
  g_return_val_if_fail (FB_IS_SEARCH_IDS (self), FALSE);

  return self->loading != NULL || self->retry != 0;
}

/**
 * fb_search_ids_contains:
 * @self: ids
 * @id: a row's number
 *
 * Returns: whether it is known to match
 */
gboolean
fb_search_ids_contains (FbSearchIds *self, gint64 id)
{
  g_return_val_if_fail (FB_IS_SEARCH_IDS (self), FALSE);

  return self->query == NULL || fb_id_set_contains (self->ids, id);
}

/**
 * fb_search_ids_matches:
 * @self: ids
 * @fax: a loaded fax
 *
 * Returns: whether it matches as it is now, by the query that the ids are of
 */
gboolean
fb_search_ids_matches (FbSearchIds *self, FbFax *fax)
{
  g_return_val_if_fail (FB_IS_SEARCH_IDS (self), FALSE);

  return self->query == NULL || fb_search_query_matches (self->query, fax);
}
