/* fb-fax-source.c
 *
 * Where lists get their faxes: reads and searches, which run on a thread each, and signals that say
 * what has changed since. The store feeds it; the lists know nothing else of the store.
 *
 * A read that is asked for while the store is being opened waits for that, since what it looks for
 * may well be there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-source.h"

#include "fb-search-index.h"
#include "fb-store-error.h"

typedef struct
{
  GTask *task;
  FbReadFunc read; /* NULL for a search */
} PendingRead;

struct _FbFaxSource
{
  GObject parent_instance;

  char *folder;
  FbDamageFunc on_damage;
  gpointer user_data;
  gboolean is_opening;
  GArray *pending_reads;

  /* Guards the readers, which the committer's thread replaces after a repair. */
  GMutex lock;
  FbStoreReader *reader;
  FbSearchReader *search_reader;
};

typedef enum
{
  SIGNAL_FAXES_CHANGED,
  SIGNAL_CONTACTS_CHANGED,
  SIGNAL_RESET,
  N_SIGNALS,
} FbFaxSourceSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbFaxSource, fb_fax_source, G_TYPE_OBJECT)

static void
fb_fax_source_finalize (GObject *object)
{
  FbFaxSource *self = FB_FAX_SOURCE (object);

  g_clear_pointer (&self->reader, fb_store_reader_free);
  g_clear_pointer (&self->search_reader, fb_search_reader_free);
  g_clear_pointer (&self->pending_reads, g_array_unref);
  g_clear_pointer (&self->folder, g_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (fb_fax_source_parent_class)->finalize (object);
}

static void
fb_fax_source_class_init (FbFaxSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_fax_source_finalize;

  /**
   * FbFaxSource::faxes-changed:
   * @source: the source
   * @faxes: (element-type FbFax): rows that are new or changed, by ascending id
   */
  signals[SIGNAL_FAXES_CHANGED] =
    g_signal_new ("faxes-changed", FB_TYPE_FAX_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  /**
   * FbFaxSource::contacts-changed:
   * @source: the source
   * @contacts: (element-type FbContact): numbers that have another name, or none any more, in the
   *   order in which they were named
   */
  signals[SIGNAL_CONTACTS_CHANGED] =
    g_signal_new ("contacts-changed", FB_TYPE_FAX_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  /**
   * FbFaxSource::reset:
   * @source: the source
   *
   * The store was opened, or its database was replaced: every row may be another one.
   */
  signals[SIGNAL_RESET] = g_signal_new ("reset", FB_TYPE_FAX_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
}

static void
fb_fax_source_init (FbFaxSource *self)
{
  self->pending_reads = g_array_new (FALSE, FALSE, sizeof (PendingRead));
  g_mutex_init (&self->lock);
}

/**
 * fb_fax_source_new:
 * @folder: the data folder
 * @on_damage: called in the reader's thread when a read finds the database damaged
 * @user_data: for @on_damage; it must outlive the source's reader
 *
 * Returns: (transfer full): a source that cannot be read yet
 */
FbFaxSource *
fb_fax_source_new (const char *folder, FbDamageFunc on_damage, gpointer user_data)
{
  g_return_val_if_fail (folder != NULL, NULL);

  FbFaxSource *self = g_object_new (FB_TYPE_FAX_SOURCE, NULL);

  self->folder = g_strdup (folder);
  self->on_damage = on_damage;
  self->user_data = user_data;
  return self;
}

/**
 * fb_fax_source_begin_opening:
 * @self: a source
 *
 * From now on reads wait until fb_fax_source_end_opening(). For the thread that made the source.
 */
void
fb_fax_source_begin_opening (FbFaxSource *self)
{
  g_return_if_fail (FB_IS_FAX_SOURCE (self));

  self->is_opening = TRUE;
}

/**
 * fb_fax_source_end_opening:
 * @self: a source
 *
 * Runs the reads that waited; where the store could not be opened they fail. For the thread that
 * made the source.
 */
void
fb_fax_source_end_opening (FbFaxSource *self)
{
  g_return_if_fail (FB_IS_FAX_SOURCE (self));

  self->is_opening = FALSE;
  for (guint i = 0; i < self->pending_reads->len; i++)
    {
      PendingRead pending = g_array_index (self->pending_reads, PendingRead, i);
      if (pending.read != NULL)
        fb_fax_source_read (self, pending.task, pending.read);
      else
        fb_fax_source_search (self, pending.task);
    }
  g_array_set_size (self->pending_reads, 0);
}

static void
free_search_reader (FbFaxSource *self)
{
  g_mutex_lock (&self->lock);
  FbSearchReader *search_reader = g_steal_pointer (&self->search_reader);
  g_mutex_unlock (&self->lock);

  fb_search_reader_free (search_reader);
}

/* Waits for the reads of the reader that is replaced, so the lock is not held then. */
static void
replace_reader (FbFaxSource *self, FbStoreReader *reader)
{
  g_mutex_lock (&self->lock);
  FbStoreReader *replaced = g_steal_pointer (&self->reader);
  self->reader = reader;
  g_mutex_unlock (&self->lock);

  fb_store_reader_free (replaced);
}

/* There is one of it at a time: it writes the index. */
static void
start_search_reader (FbFaxSource *self)
{
  FbSearchReader *search_reader =
    fb_search_reader_new (self->folder, self->on_damage, self->user_data);

  g_mutex_lock (&self->lock);
  if (self->reader != NULL)
    self->search_reader = g_steal_pointer (&search_reader);
  g_mutex_unlock (&self->lock);
  /* The source was stopped meanwhile. */
  fb_search_reader_free (search_reader);
}

/**
 * fb_fax_source_start:
 * @self: a source
 *
 * From now on it can be read. Any thread may call it.
 */
void
fb_fax_source_start (FbFaxSource *self)
{
  g_return_if_fail (FB_IS_FAX_SOURCE (self));

  replace_reader (self, fb_store_reader_new (self->folder, self->on_damage, self->user_data));
  start_search_reader (self);
}

/**
 * fb_fax_source_restart:
 * @self: a source
 *
 * Reads from the database that took the place of the one before, if it can be read at all. Its
 * rows may have other numbers, so the search index is made again. Any thread may call it; it waits
 * for the reads that are under way.
 */
void
fb_fax_source_restart (FbFaxSource *self)
{
  g_return_if_fail (FB_IS_FAX_SOURCE (self));

  if (!fb_fax_source_is_ready (self))
    return;
  free_search_reader (self);
  fb_search_index_remove (self->folder);
  fb_fax_source_start (self);
}

/**
 * fb_fax_source_stop:
 * @self: a source
 *
 * Ends the readers. Any thread may call it; it waits for what they are doing.
 */
void
fb_fax_source_stop (FbFaxSource *self)
{
  g_return_if_fail (FB_IS_FAX_SOURCE (self));

  replace_reader (self, NULL);
  free_search_reader (self);
}

/**
 * fb_fax_source_is_ready:
 * @self: a source
 *
 * Any thread may call it.
 *
 * Returns: whether it can be read
 */
gboolean
fb_fax_source_is_ready (FbFaxSource *self)
{
  g_return_val_if_fail (FB_IS_FAX_SOURCE (self), FALSE);

  g_mutex_lock (&self->lock);
  gboolean is_ready = self->reader != NULL;
  g_mutex_unlock (&self->lock);
  return is_ready;
}

static void
wait_for_opening (FbFaxSource *self, GTask *task, FbReadFunc read)
{
  PendingRead pending = { task, read };

  g_array_append_val (self->pending_reads, pending);
}

static void
fail_closed (GTask *task)
{
  if (task == NULL)
    return;
  g_task_return_new_error (task, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED, "The store is not open");
  g_object_unref (task);
}

/**
 * fb_fax_source_read:
 * @self: a source
 * @task: (transfer full): what to return a result to; `FB_STORE_ERROR_CLOSED` where it can't be
 * read
 * @read: reads, in the reader's thread
 *
 * For the thread that made the source.
 */
void
fb_fax_source_read (FbFaxSource *self, GTask *task, FbReadFunc read)
{
  g_return_if_fail (FB_IS_FAX_SOURCE (self));

  if (self->is_opening)
    {
      wait_for_opening (self, task, read);
      return;
    }

  g_mutex_lock (&self->lock);
  if (self->reader != NULL)
    fb_store_reader_run (self->reader, g_steal_pointer (&task), read);
  g_mutex_unlock (&self->lock);
  fail_closed (task);
}

/**
 * fb_fax_source_search:
 * @self: a source
 * @task: (transfer full): what to return a boolean to, with an #FbSearchStep as its data, which is
 *   taken; `FB_STORE_ERROR_CLOSED` where nothing can be read
 *
 * For the thread that made the source.
 */
void
fb_fax_source_search (FbFaxSource *self, GTask *task)
{
  g_return_if_fail (FB_IS_FAX_SOURCE (self));

  if (self->is_opening)
    {
      wait_for_opening (self, task, NULL);
      return;
    }

  g_mutex_lock (&self->lock);
  if (self->search_reader != NULL)
    fb_search_reader_run (self->search_reader, g_steal_pointer (&task));
  g_mutex_unlock (&self->lock);
  fail_closed (task);
}

/**
 * fb_fax_source_emit_changed:
 * @self: a source
 * @faxes: (element-type FbFax): rows that are new or changed, by ascending id
 *
 * Emits #FbFaxSource::faxes-changed, after a commit. For the thread that made the source.
 */
void
fb_fax_source_emit_changed (FbFaxSource *self, GPtrArray *faxes)
{
  g_return_if_fail (FB_IS_FAX_SOURCE (self));

  g_mutex_lock (&self->lock);
  if (self->search_reader != NULL)
    fb_search_reader_catch_up (self->search_reader);
  g_mutex_unlock (&self->lock);
  g_signal_emit (self, signals[SIGNAL_FAXES_CHANGED], 0, faxes);
}

/**
 * fb_fax_source_emit_contacts_changed:
 * @self: a source
 * @contacts: (element-type FbContact): numbers that have another name, or none any more
 *
 * Emits #FbFaxSource::contacts-changed, after a commit and before the faxes of that are emitted.
 * For the thread that made the source.
 */
void
fb_fax_source_emit_contacts_changed (FbFaxSource *self, GPtrArray *contacts)
{
  g_return_if_fail (FB_IS_FAX_SOURCE (self));

  g_signal_emit (self, signals[SIGNAL_CONTACTS_CHANGED], 0, contacts);
}

/**
 * fb_fax_source_emit_reset:
 * @self: a source
 *
 * Emits #FbFaxSource::reset. For the thread that made the source.
 */
void
fb_fax_source_emit_reset (FbFaxSource *self)
{
  g_return_if_fail (FB_IS_FAX_SOURCE (self));

  g_signal_emit (self, signals[SIGNAL_RESET], 0);
}
