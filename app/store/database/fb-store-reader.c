/* fb-store-reader.c
 *
 * Reading apart from the main thread and from the writer: one thread, one read-only database. A
 * task that is cancelled interrupts its query, so a newer question need not wait for the answer to
 * an older one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-reader.h"

struct _FbStoreReader
{
  char *path;
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

static void
answer (gpointer data, gpointer user_data)
{
  FbStoreReader *self = user_data;
  PendingRead *pending = data;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (pending->task))
    ;
  else if (!open_if_needed (self, &error))
    g_task_return_error (pending->task, error);
  else
    {
      fb_database_watch (self->database, g_task_get_cancellable (pending->task));
      pending->read (self->query, pending->task);
      fb_database_watch (self->database, NULL);
    }
  g_object_unref (pending->task);
  g_free (pending);
}

/**
 * fb_store_reader_new:
 * @path: the data folder, with a database in it
 *
 * Returns: (transfer full): a reader
 */
FbStoreReader *
fb_store_reader_new (const char *path)
{
  FbStoreReader *self = g_new0 (FbStoreReader, 1);

  self->path = g_strdup (path);
  self->pool = g_thread_pool_new (answer, self, 1, FALSE, NULL);
  return self;
}

/**
 * fb_store_reader_free:
 * @reader: (nullable): a reader
 *
 * Waits for the answers that are still to come.
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
 * @task: (transfer full): what to answer
 * @read: answers it, in the reader's thread
 */
void
fb_store_reader_run (FbStoreReader *self, GTask *task, FbReadFunc read)
{
  PendingRead *pending = g_new (PendingRead, 1);

  *pending = (PendingRead){ task, read };
  g_thread_pool_push (self->pool, pending, NULL);
}
