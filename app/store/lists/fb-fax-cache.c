/* fb-fax-cache.c
 *
 * The faxes of a list that are in memory: those that are referenced elsewhere, and the last few
 * that were asked for. One that isn't there is handed out as a placeholder; those that were asked
 * for in one turn of the main loop are loaded together, and then fill themselves in.
 *
 * A fax that was read brings the name that its number had then. Those that have changed since are
 * kept here, since a fax may be read before a change and come after it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-cache.h"

#include "fb-contact.h"
#include "fb-fax-query.h"
#include "fb-number.h"

/* Faxes that stay loaded though nothing else refers to them: some screens, for scrolling back. */
#define RECENT_ROWS 512

struct _FbFaxCache
{
  GObject parent_instance;

  FbFaxSource *source;
  GHashTable *faxes; /* id → Held, not owned: the faxes that are referenced elsewhere */
  GQueue recent;     /* FbFax, owned */
  GArray *wanted;    /* gint64: placeholders that were handed out */
  guint wanted_source;
  GHashTable *contacts; /* number → FbContact: those that have changed since the source was reset */
};

G_DEFINE_FINAL_TYPE (FbFaxCache, fb_fax_cache, G_TYPE_OBJECT)

/* Ties a fax to the cache by its id, which can no longer be asked for when the fax is gone. */
typedef struct
{
  FbFaxCache *cache;
  gint64 id;
  FbFax *fax; /* not owned */
} Held;

static void
on_fax_gone (gpointer data, GObject *fax)
{
  g_autofree Held *held = data;

  g_hash_table_remove (held->cache->faxes, &held->id);
}

static Held *
find_held (FbFaxCache *self, gint64 id)
{
  return g_hash_table_lookup (self->faxes, &id);
}

static FbFax *
find (FbFaxCache *self, gint64 id)
{
  Held *held = find_held (self, id);

  return held != NULL ? held->fax : NULL;
}

/* What its number is called now. */
static void
name (FbFaxCache *self, FbFax *fax)
{
  if (g_hash_table_size (self->contacts) == 0)
    return;

  g_autofree char *number = fb_number_normalize (fb_fax_get_number (fax));
  const FbContact *contact = number != NULL ? g_hash_table_lookup (self->contacts, number) : NULL;
  if (contact != NULL)
    fb_fax_set_given_name (fax, contact->name);
}

static void
on_contacts_changed (FbFaxCache *self, GPtrArray *contacts)
{
  g_autoptr (GPtrArray) loaded = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < contacts->len; i++)
    {
      FbContact *contact = fb_contact_ref (g_ptr_array_index (contacts, i));
      g_hash_table_replace (self->contacts, contact->number, contact);
    }
  /* Whoever hears of it may ask for others. */
  g_hash_table_iter_init (&iter, self->faxes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (fb_fax_is_loaded (((Held *) value)->fax))
      g_ptr_array_add (loaded, g_object_ref (((Held *) value)->fax));
  for (guint i = 0; i < loaded->len; i++)
    name (self, g_ptr_array_index (loaded, i));
}

/* What is read from now on is newer. */
static void
on_source_reset (FbFaxCache *self)
{
  g_hash_table_remove_all (self->contacts);
}

static gboolean
load (FbFaxQuery *query, GTask *task, GError **error)
{
  GArray *ids = g_task_get_task_data (task);
  g_autoptr (GPtrArray) faxes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < ids->len && local_error == NULL; i++)
    {
      FbFax *fax = fb_fax_query_get (query, g_array_index (ids, gint64, i), &local_error);
      if (fax != NULL)
        g_ptr_array_add (faxes, fax);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_task_return_pointer (task, g_steal_pointer (&faxes), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
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

      /* What was assigned while it was being read is newer. */
      if (held == NULL || fb_fax_is_loaded (held))
        continue;
      name (self, newer);
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

static void
hold (FbFaxCache *self, FbFax *fax)
{
  Held *held = g_new (Held, 1);

  *held = (Held){ self, fb_fax_get_id (fax), fax };
  g_hash_table_insert (self->faxes, &held->id, held);
  g_object_weak_ref (G_OBJECT (fax), on_fax_gone, held);
  g_queue_push_head (&self->recent, g_object_ref (fax));
  if (self->recent.length > RECENT_ROWS)
    g_object_unref (g_queue_pop_tail (&self->recent));
}

static FbFax *
make_placeholder (FbFaxCache *self, gint64 id)
{
  FbFax *fax = fb_fax_new (id);

  hold (self, fax);
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
  g_clear_pointer (&self->contacts, g_hash_table_unref);
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
  self->faxes = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->contacts =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) fb_contact_unref);
}

/**
 * fb_fax_cache_new:
 * @source: where they are loaded from
 *
 * Returns: (transfer full): an empty cache
 */
FbFaxCache *
fb_fax_cache_new (FbFaxSource *source)
{
  FbFaxCache *self = g_object_new (FB_TYPE_FAX_CACHE, NULL);

  self->source = g_object_ref (source);
  g_signal_connect_object (source, "contacts-changed", G_CALLBACK (on_contacts_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "reset", G_CALLBACK (on_source_reset), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * fb_fax_cache_get:
 * @self: a cache
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

/**
 * fb_fax_cache_add:
 * @self: a cache
 * @fax: a loaded fax
 *
 * Keeps it for a while, for when it is asked for. Where there is one of that id already, that
 * becomes what @fax is.
 */
void
fb_fax_cache_add (FbFaxCache *self, FbFax *fax)
{
  FbFax *held = find (self, fb_fax_get_id (fax));

  name (self, fax);
  if (held == NULL)
    hold (self, fax);
  else if (held != fax)
    fb_fax_assign (held, fax);
}

/**
 * fb_fax_cache_update:
 * @self: a cache
 * @newer: a fax as it is now
 *
 * Its users see the changes; if it has none, nothing happens.
 */
void
fb_fax_cache_update (FbFaxCache *self, FbFax *newer)
{
  FbFax *held = find (self, fb_fax_get_id (newer));

  if (held == NULL || held == newer)
    return;
  name (self, newer);
  fb_fax_assign (held, newer);
}

/**
 * fb_fax_cache_clear:
 * @self: a cache
 *
 * Forgets all faxes. Their users see no more changes of them.
 */
void
fb_fax_cache_clear (FbFaxCache *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->faxes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Held *held = value;
      g_object_weak_unref (G_OBJECT (held->fax), on_fax_gone, held);
      g_hash_table_iter_remove (&iter);
      g_free (held);
    }
  g_queue_clear_full (&self->recent, g_object_unref);
}
