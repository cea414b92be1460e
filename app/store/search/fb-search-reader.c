/* fb-search-reader.c
 *
 * The thread that searches, and that fills the index it searches in. Both go in steps, which take
 * turns, so that neither waits long for the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-search-reader.h"

#include "fb-indexed-store.h"
#include "fb-store-error.h"
#include "fb-task-release.h"

struct _FbSearchReader
{
  FbDamageFunc on_damage;
  gpointer user_data;
  GThreadPool *pool;
  FbIndexedStore *store;

  /* Guards what any thread looks at. */
  GMutex lock;
  gboolean is_ending;
  gboolean has_fill_step; /* one is waiting for its turn */
};

/* What the pool is given when it shall fill the index. */
static const char fill_step[] = "";

static void
report (FbSearchReader *self, const GError *error)
{
  if (g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT))
    self->on_damage (self->user_data);
}

static gboolean
begin_fill_step (FbSearchReader *self)
{
  g_mutex_lock (&self->lock);
  const gboolean is_ending = self->is_ending;
  self->has_fill_step = FALSE;
  g_mutex_unlock (&self->lock);
  return !is_ending;
}

/* An error is no end: it is tried again after the next commit. */
static void
run_fill_step (FbSearchReader *self)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done;

  if (!begin_fill_step (self))
    return;
  if (!fb_indexed_store_fill (self->store, &is_done, &error))
    {
      g_message ("The store can't be indexed: %s", error->message);
      report (self, error);
      return;
    }
  if (!is_done)
    fb_search_reader_catch_up (self);
}

static void
run_search (FbSearchReader *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    {
      fb_task_release (task);
      return;
    }
  if (fb_indexed_store_find (self->store, g_task_get_task_data (task), cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    {
      report (self, error);
      g_task_return_error (task, error);
    }
  fb_task_release (task);
}

static void
run (gpointer data, gpointer user_data)
{
  if (data == fill_step)
    run_fill_step (user_data);
  else
    run_search (user_data, data);
}

/**
 * fb_search_reader_new:
 * @folder: the data folder, with a database in it
 * @on_damage: called in the reader's thread, each time that a search finds the store damaged
 * @user_data: for @on_damage
 *
 * Returns: (transfer full): a reader, which begins to fill the index
 */
FbSearchReader *
fb_search_reader_new (const char *folder, FbDamageFunc on_damage, gpointer user_data)
{
  FbSearchReader *self = g_new0 (FbSearchReader, 1);

  self->store = fb_indexed_store_new (folder);
  self->on_damage = on_damage;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  self->pool = g_thread_pool_new (run, self, 1, FALSE, NULL);
  fb_search_reader_catch_up (self);
  return self;
}

/**
 * fb_search_reader_free:
 * @reader: (nullable): a reader
 *
 * Waits for the searches that were asked for.
 */
void
fb_search_reader_free (FbSearchReader *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_mutex_unlock (&self->lock);
  g_thread_pool_free (self->pool, FALSE, TRUE);
  fb_indexed_store_free (self->store);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * fb_search_reader_catch_up:
 * @reader: a reader
 *
 * Something was committed: it is put into the index soon. Any thread may call it; it returns at
 * once.
 */
void
fb_search_reader_catch_up (FbSearchReader *self)
{
  g_mutex_lock (&self->lock);
  if (!self->is_ending && !self->has_fill_step)
    {
      self->has_fill_step = TRUE;
      g_thread_pool_push (self->pool, (gpointer) fill_step, NULL);
    }
  g_mutex_unlock (&self->lock);
}

/**
 * fb_search_reader_run:
 * @reader: a reader
 * @task: (transfer full): what to return a boolean to, with an #FbSearchStep as its data; its
 *   cancellable interrupts the search
 *
 * Takes a step. Any thread may call it.
 */
void
fb_search_reader_run (FbSearchReader *self, GTask *task)
{
  g_thread_pool_push (self->pool, task, NULL);
}
