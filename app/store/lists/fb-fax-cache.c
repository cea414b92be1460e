/* fb-fax-cache.c
 *
 * The faxes of a list that are in memory: those that somebody holds, and the last few that were.
 * One that isn't is handed out as a placeholder; those that were asked for in one turn of the main
 * loop are loaded together, and then fill themselves in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-cache.h"

#include "fb-fax-query.h"

/* Faxes that stay loaded though nobody holds them: some screens, for scrolling back. */
#define RECENT_ROWS 512

struct _FbFaxCache
{
  GObject parent_instance;

  FbFaxSource *source;
  GHashTable *faxes; /* id → FbFax, not owned: those that somebody holds */
  GQueue recent;     /* FbFax, owned */
  GArray *wanted;    /* gint64: placeholders that were handed out */
  guint wanted_source;
};

G_DEFINE_FINAL_TYPE (FbFaxCache, fb_fax_cache, G_TYPE_OBJECT)

static void
on_fax_gone (gpointer data, GObject *fax)
{
  FbFaxCache *self = data;
  GHashTableIter iter;
  gpointer value;

  /* Its id can no longer be asked for; but few are held at a time. */
  g_hash_table_iter_init (&iter, self->faxes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value == (gpointer) fax)
      g_hash_table_iter_remove (&iter);
}

static FbFax *
find (FbFaxCache *self, gint64 id)
{
  return g_hash_table_lookup (self->faxes, &id);
}

static void
load (FbFaxQuery *query, GTask *task)
{
  GArray *ids = g_task_get_task_data (task);
  g_autoptr (GPtrArray) faxes = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;

  for (guint i = 0; i < ids->len && error == NULL; i++)
    {
      FbFax *fax = fb_fax_query_get (query, g_array_index (ids, gint64, i), &error);
      if (fax != NULL)
        g_ptr_array_add (faxes, fax);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&faxes), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  FbFaxCache *self = FB_FAX_CACHE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faxes = g_task_propagate_pointer (G_TASK (result), &error);

  if (faxes == NULL)
    {
      g_warning ("Rows could not be loaded: %s", error->message);
      return;
    }
  for (guint i = 0; i < faxes->len; i++)
    {
      FbFax *newer = g_ptr_array_index (faxes, i);
      FbFax *held = find (self, fb_fax_get_id (newer));

      /* Changes that overtook this answer is newer. */
      if (held != NULL && !fb_fax_is_loaded (held))
        fb_fax_assign (held, newer);
    }
}

static gboolean
on_wanted (gpointer data)
{
  FbFaxCache *self = data;
  GTask *task = g_task_new (self, NULL, on_loaded, NULL);

  g_task_set_task_data (task, g_steal_pointer (&self->wanted), (GDestroyNotify) g_array_unref);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->wanted_source = 0;
  fb_fax_source_read (self->source, task, load);
  return G_SOURCE_REMOVE;
}

static FbFax *
make_placeholder (FbFaxCache *self, gint64 id)
{
  FbFax *fax = fb_fax_new (id);

  fb_fax_cache_add (self, fax);
  g_array_append_val (self->wanted, id);
  if (self->wanted_source == 0)
    self->wanted_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_wanted, self, NULL);
  return fax;
}

static void
fb_fax_cache_dispose (GObject *object)
{
  FbFaxCache *self = FB_FAX_CACHE (object);

  g_clear_handle_id (&self->wanted_source, g_source_remove);
  fb_fax_cache_clear (self);

  G_OBJECT_CLASS (fb_fax_cache_parent_class)->dispose (object);
}

static void
fb_fax_cache_finalize (GObject *object)
{
  FbFaxCache *self = FB_FAX_CACHE (object);

  g_clear_pointer (&self->faxes, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_object (&self->source);

  G_OBJECT_CLASS (fb_fax_cache_parent_class)->finalize (object);
}

static void
fb_fax_cache_class_init (FbFaxCacheClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_fax_cache_dispose;
  object_class->finalize = fb_fax_cache_finalize;
}

static void
fb_fax_cache_init (FbFaxCache *self)
{
  self->faxes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * fb_fax_cache_new:
 * @source: where they are loaded from
 *
 * Returns: (transfer full): none yet
 */
FbFaxCache *
fb_fax_cache_new (FbFaxSource *source)
{
  FbFaxCache *self = g_object_new (FB_TYPE_FAX_CACHE, NULL);

  self->source = g_object_ref (source);
  return self;
}

/**
 * fb_fax_cache_get:
 * @self: the faxes
 * @id: a row's number
 *
 * Returns: (transfer full): its fax, or a placeholder that will become it
 */
FbFax *
fb_fax_cache_get (FbFaxCache *self, gint64 id)
{
  FbFax *fax = find (self, id);

  return fax != NULL ? g_object_ref (fax) : make_placeholder (self, id);
}

/* Whether it is loaded, or will be. */
gboolean
fb_fax_cache_has (FbFaxCache *self, gint64 id)
{
  return find (self, id) != NULL;
}

/**
 * fb_fax_cache_add:
 * @self: the faxes
 * @fax: one that isn't among them
 *
 * Keeps it for a while, for when it is asked for.
 */
void
fb_fax_cache_add (FbFaxCache *self, FbFax *fax)
{
  gint64 id = fb_fax_get_id (fax);

  g_hash_table_insert (self->faxes, g_memdup2 (&id, sizeof id), fax);
  g_object_weak_ref (G_OBJECT (fax), on_fax_gone, self);
  g_queue_push_head (&self->recent, g_object_ref (fax));
  if (self->recent.length > RECENT_ROWS)
    g_object_unref (g_queue_pop_tail (&self->recent));
}

/**
 * fb_fax_cache_update:
 * @self: the faxes
 * @newer: one of them, or not yet, as it is now
 *
 * Whoever holds it sees the changes.
 */
void
fb_fax_cache_update (FbFaxCache *self, FbFax *newer)
{
  FbFax *held = find (self, fb_fax_get_id (newer));

  if (held == NULL)
    fb_fax_cache_add (self, newer);
  else if (held != newer)
    fb_fax_assign (held, newer);
}

/* Nobody who holds one of them hears of it any more. */
void
fb_fax_cache_clear (FbFaxCache *self)
{
  GHashTableIter iter;
  gpointer fax;

  g_hash_table_iter_init (&iter, self->faxes);
  while (g_hash_table_iter_next (&iter, NULL, &fax))
    g_object_weak_unref (fax, on_fax_gone, self);
  g_hash_table_remove_all (self->faxes);
  g_queue_clear_full (&self->recent, g_object_unref);
}
