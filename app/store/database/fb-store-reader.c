/* fb-store-reader.c
 *
 * Reading apart from the main thread and from the writer: one thread, one read-only database. A
 * task that is cancelled interrupts its query, so that a newer read need not wait for an older one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-reader.h"

#include "fb-store-error.h"
#include "fb-task-release.h"

struct _FbStoreReader
{
  char *path;
  FbDamageFunc on_damage;
  gpointer user_data;
  GThreadPool *pool;
  FbDatabase *database;
  FbFaxQuery *query;
};

typedef struct
{
  GTask *task;
  FbReadFunc read;
} PendingRead;

static gboolean
open_if_needed (FbStoreReader *self, GError **error)
{
  if (self->query != NULL)
    return TRUE;
  if (self->database == NULL)
    self->database = fb_database_open_for_reading (self->path, error);
  if (self->database == NULL)
    return FALSE;
  self->query = fb_fax_query_new (self->database, self->path, error);
  return self->query != NULL;
}

static gboolean
read_watched (FbStoreReader *self, PendingRead *pending, GError **error)
{
  if (!open_if_needed (self, error))
    return FALSE;
  fb_database_watch (self->database, g_task_get_cancellable (pending->task));
  gboolean is_read = pending->read (self->query, pending->task, error);
  fb_database_watch (self->database, NULL);
  return is_read;
}

static void
run_read (gpointer data, gpointer user_data)
{
  FbStoreReader *self = user_data;
  PendingRead *pending = data;
  GError *error = NULL;

  if (!g_task_return_error_if_cancelled (pending->task) && !read_watched (self, pending, &error))
    {
      if (g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT))
        self->on_damage (self->user_data);
      g_task_return_error (pending->task, error);
    }
  fb_task_release (pending->task);
  g_free (pending);
}

/**
 * fb_store_reader_new:
 * @path: the data folder, with a database in it
 * @on_damage: called in the reader's thread, each time that a read finds the database damaged
 * @user_data: for @on_damage
 *
 * Returns: (transfer full): a reader
 */
FbStoreReader *
fb_store_reader_new (const char *path, FbDamageFunc on_damage, gpointer user_data)
{
  FbStoreReader *self = g_new0 (FbStoreReader, 1);

  self->path = g_strdup (path);
  self->on_damage = on_damage;
  self->user_data = user_data;
  self->pool = g_thread_pool_new (run_read, self, 1, FALSE, NULL);
  return self;
}

/**
 * fb_store_reader_free:
 * @reader: (nullable): a reader
 *
 * Waits for the reads that were asked for.
 */
void
fb_store_reader_free (FbStoreReader *self)
{
  if (self == NULL)
    return;
  g_thread_pool_free (self->pool, FALSE, TRUE);
  fb_fax_query_free (self->query);
  fb_database_close (self->database);
  g_free (self->path);
  g_free (self);
}

/**
 * fb_store_reader_run:
 * @reader: a reader
 * @task: (transfer full): what to return a result to; its cancellable interrupts the read
 * @read: reads, in the reader's thread
 *
 * Any thread may call it.
 */
void
fb_store_reader_run (FbStoreReader *self, GTask *task, FbReadFunc read)
{
  PendingRead *pending = g_new (PendingRead, 1);

  *pending = (PendingRead){ task, read };
  g_thread_pool_push (self->pool, pending, NULL);
}
