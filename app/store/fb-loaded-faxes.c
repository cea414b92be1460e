/* fb-loaded-faxes.c
 *
 * The faxes of a list that are in memory: those that somebody holds, and the last few that were.
 * One that isn't is handed out as a placeholder; those that were asked for in one turn of the main
 * loop are loaded together, and then fill themselves in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-loaded-faxes.h"

#include "fb-fax-query.h"
#include "fb-store-private.h"

/* Faxes that stay loaded though nobody holds them: some screens, for scrolling back. */
#define RECENT_ROWS 512

struct _FbLoadedFaxes
{
  GObject parent_instance;

  FbStore *store;
  GHashTable *faxes; /* id → FbFax, not owned: those that somebody holds */
  GQueue recent;     /* FbFax, owned */
  GArray *wanted;    /* gint64: placeholders that were handed out */
  guint wanted_source;
};

G_DEFINE_FINAL_TYPE (FbLoadedFaxes, fb_loaded_faxes, G_TYPE_OBJECT)

static void
on_fax_gone (gpointer data, GObject *fax)
{
  FbLoadedFaxes *self = data;
  GHashTableIter iter;
  gpointer value;

  /* Its id can no longer be asked for; but few are held at a time. */
  g_hash_table_iter_init (&iter, self->faxes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value == (gpointer) fax)
      g_hash_table_iter_remove (&iter);
}

static FbFax *
find (FbLoadedFaxes *self, gint64 id)
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
  FbLoadedFaxes *self = FB_LOADED_FAXES (object);
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

      /* News that overtook this answer is newer. */
      if (held != NULL && !fb_fax_is_loaded (held))
        fb_fax_assign (held, newer);
    }
}

static gboolean
on_wanted (gpointer data)
{
  FbLoadedFaxes *self = data;
  GTask *task = g_task_new (self, NULL, on_loaded, NULL);

  g_task_set_task_data (task, g_steal_pointer (&self->wanted), (GDestroyNotify) g_array_unref);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->wanted_source = 0;
  fb_store_read (self->store, task, load);
  return G_SOURCE_REMOVE;
}

static FbFax *
make_placeholder (FbLoadedFaxes *self, gint64 id)
{
  FbFax *fax = fb_fax_new (id);

  fb_loaded_faxes_add (self, fax);
  g_array_append_val (self->wanted, id);
  if (self->wanted_source == 0)
    self->wanted_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_wanted, self, NULL);
  return fax;
}

static void
fb_loaded_faxes_dispose (GObject *object)
{
  FbLoadedFaxes *self = FB_LOADED_FAXES (object);

  g_clear_handle_id (&self->wanted_source, g_source_remove);
  fb_loaded_faxes_clear (self);

  G_OBJECT_CLASS (fb_loaded_faxes_parent_class)->dispose (object);
}

static void
fb_loaded_faxes_finalize (GObject *object)
{
  FbLoadedFaxes *self = FB_LOADED_FAXES (object);

  g_clear_pointer (&self->faxes, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (fb_loaded_faxes_parent_class)->finalize (object);
}

static void
fb_loaded_faxes_class_init (FbLoadedFaxesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_loaded_faxes_dispose;
  object_class->finalize = fb_loaded_faxes_finalize;
}

static void
fb_loaded_faxes_init (FbLoadedFaxes *self)
{
  self->faxes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * fb_loaded_faxes_new:
 * @store: where they are loaded from
 *
 * Returns: (transfer full): none yet
 */
FbLoadedFaxes *
fb_loaded_faxes_new (FbStore *store)
{
  FbLoadedFaxes *self = g_object_new (FB_TYPE_LOADED_FAXES, NULL);

  self->store = g_object_ref (store);
  return self;
}

/**
 * fb_loaded_faxes_get:
 * @self: the faxes
 * @id: a row's number
 *
 * Returns: (transfer full): its fax, or a placeholder that will become it
 */
FbFax *
fb_loaded_faxes_get (FbLoadedFaxes *self, gint64 id)
{
  FbFax *fax = find (self, id);

  return fax != NULL ? g_object_ref (fax) : make_placeholder (self, id);
}

/* Whether it is loaded, or will be. */
gboolean
fb_loaded_faxes_has (FbLoadedFaxes *self, gint64 id)
{
  return find (self, id) != NULL;
}

/**
 * fb_loaded_faxes_add:
 * @self: the faxes
 * @fax: one that isn't among them
 *
 * Keeps it for a while, for when it is asked for.
 */
void
fb_loaded_faxes_add (FbLoadedFaxes *self, FbFax *fax)
{
  gint64 id = fb_fax_get_id (fax);

  g_hash_table_insert (self->faxes, g_memdup2 (&id, sizeof id), fax);
  g_object_weak_ref (G_OBJECT (fax), on_fax_gone, self);
  g_queue_push_head (&self->recent, g_object_ref (fax));
  if (self->recent.length > RECENT_ROWS)
    g_object_unref (g_queue_pop_tail (&self->recent));
}

/**
 * fb_loaded_faxes_update:
 * @self: the faxes
 * @newer: one of them, or not yet, as it is now
 *
 * Whoever holds it sees the news.
 */
void
fb_loaded_faxes_update (FbLoadedFaxes *self, FbFax *newer)
{
  FbFax *held = find (self, fb_fax_get_id (newer));

  if (held == NULL)
    fb_loaded_faxes_add (self, newer);
  else if (held != newer)
    fb_fax_assign (held, newer);
}

/* Nobody who holds one of them hears of it any more. */
void
fb_loaded_faxes_clear (FbLoadedFaxes *self)
{
  GHashTableIter iter;
  gpointer fax;

  g_hash_table_iter_init (&iter, self->faxes);
  while (g_hash_table_iter_next (&iter, NULL, &fax))
    g_object_weak_unref (fax, on_fax_gone, self);
  g_hash_table_remove_all (self->faxes);
  g_queue_clear_full (&self->recent, g_object_unref);
}
