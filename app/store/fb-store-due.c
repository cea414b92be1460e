/* fb-store-due.c
 *
 * Which documents are to be fetched, and when: those that Documo's events did not bring. They are
 * changed together without holding deliveries up: the rows are looked for on the connection that
 * reads, and changed some at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-private.h"

#include "fb-fetch-query.h"

/**
 * fb_store_set_can_fetch:
 * @store: a store
 * @can_fetch: whether there is an API key to fetch documents with; at first there is none
 *
 * From now on a document that has to be fetched waits for that, or needs a key. What waited before
 * stays as it is: see fb_store_make_due_async() and fb_store_need_key_async(). Any thread may call
 * it.
 */
void
fb_store_set_can_fetch (FbStore *self, gboolean can_fetch)
{
  g_return_if_fail (FB_IS_STORE (self));

  g_atomic_int_set (&self->can_fetch, can_fetch);
  g_rw_lock_reader_lock (&self->lock);
  if (self->committer != NULL)
    fb_committer_set_can_fetch (self->committer, can_fetch);
  g_rw_lock_reader_unlock (&self->lock);
}

/* Which are due */

typedef struct
{
  gint64 time;
  guint n_documents;
  GPtrArray *documents;
  gint64 next_due;
} DueRequest;

static void
due_request_free (gpointer data)
{
  DueRequest *request = data;

  g_clear_pointer (&request->documents, g_ptr_array_unref);
  g_free (request);
}

static gboolean
list_due (FbFaxQuery *query, GTask *task, GError **error)
{
  DueRequest *request = g_task_get_task_data (task);

  request->documents = fb_fetch_query_list_due (fb_fax_query_get_database (query), request->time,
                                                request->n_documents, &request->next_due, error);
  if (request->documents == NULL)
    return FALSE;
  g_task_return_boolean (task, TRUE);
  return TRUE;
}

/**
 * fb_store_list_due_async:
 * @store: a store
 * @time: now, in microseconds since 1970 UTC
 * @n_documents: how many at most
 * @cancellable: (nullable): interrupts it
 * @callback: called when they were read
 * @user_data: for @callback
 *
 * Lists documents that are to be fetched now; it reads no more rows than that, however many there
 * are. The newest come first, so that a new fax doesn't wait for what is made up for. For the
 * thread that made the store.
 */
void
fb_store_list_due_async (FbStore *self,
                         gint64 time,
                         guint n_documents,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  DueRequest *request = g_new0 (DueRequest, 1);

  request->time = time;
  request->n_documents = n_documents;
  g_task_set_source_tag (task, fb_store_list_due_async);
  g_task_set_task_data (task, request, due_request_free);
  fb_fax_source_read (self->source, task, list_due);
}

/**
 * fb_store_list_due_finish:
 * @store: a store
 * @result: what the callback was given
 * @next_due: (out): when the first that is not due yet will be, in microseconds since 1970 UTC; 0
 *   if there is none
 * @error: (optional): return location for an error, as a `FbStoreError`
 *
 * Returns: (transfer full) (nullable) (element-type FbDueFetch): the documents, those first that
 *   have been due for the shortest time
 */
GPtrArray *
fb_store_list_due_finish (FbStore *self, GAsyncResult *result, gint64 *next_due, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  DueRequest *request = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  *next_due = request->next_due;
  return g_steal_pointer (&request->documents);
}

static gboolean
count_due (FbFaxQuery *query, GTask *task, GError **error)
{
  const DueRequest *request = g_task_get_task_data (task);
  guint n_due;

  if (!fb_fetch_query_count_due (fb_fax_query_get_database (query), request->time,
                                 request->n_documents, &n_due, error))
    return FALSE;
  g_task_return_int (task, n_due);
  return TRUE;
}

/**
 * fb_store_count_due_async:
 * @store: a store
 * @time: now, in microseconds since 1970 UTC
 * @max: where to stop counting
 * @cancellable: (nullable): interrupts it
 * @callback: called when they were counted
 * @user_data: for @callback
 *
 * Counts documents that are to be fetched now, without those that need an API key. For the thread
 * that made the store.
 */
void
fb_store_count_due_async (FbStore *self,
                          gint64 time,
                          guint max,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  DueRequest *request = g_new0 (DueRequest, 1);

  request->time = time;
  request->n_documents = max;
  g_task_set_source_tag (task, fb_store_count_due_async);
  g_task_set_task_data (task, request, due_request_free);
  fb_fax_source_read (self->source, task, count_due);
}

/**
 * fb_store_count_due_finish:
 * @store: a store
 * @result: what the callback was given
 * @n_due: (out): how many they are, or where counting was to stop, if they are more
 * @error: (optional): return location for an error, as a `FbStoreError`
 *
 * Returns: whether they were counted
 */
gboolean
fb_store_count_due_finish (FbStore *self, GAsyncResult *result, guint *n_due, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  const gssize count = g_task_propagate_int (G_TASK (result), error);
  *n_due = (guint) MAX (count, 0);
  return count >= 0;
}

/* Changing that */

typedef struct
{
  gboolean is_waiting; /* to be fetched before @time; else what is to be due by then */
  gint64 time;
  gboolean can_fetch;
} RowsRequest;

static gboolean
list_rows (FbFaxQuery *query, GTask *task, GError **error)
{
  const RowsRequest *request = g_task_get_task_data (task);
  FbDatabase *database = fb_fax_query_get_database (query);
  GArray *ids = request->is_waiting
                  ? fb_fetch_query_list_waiting (database, request->time, error)
                  : fb_fetch_query_list_later (database, request->time, request->can_fetch, error);

  if (ids == NULL)
    return FALSE;
  g_task_return_pointer (task, ids, (GDestroyNotify) g_array_unref);
  return TRUE;
}

/* So that the committer need not look for them while deliveries wait: it gets only rows that are to
 * be changed. */
static void
list_rows_async (FbStore *self,
                 gboolean is_waiting,
                 gint64 time,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  const RowsRequest request = { is_waiting, time, g_atomic_int_get (&self->can_fetch) };

  g_task_set_source_tag (task, list_rows_async);
  g_task_set_task_data (task, g_memdup2 (&request, sizeof request), g_free);
  fb_fax_source_read (self->source, task, list_rows);
}

/* What is made of the rows that were listed, and when that is to be. */
typedef struct
{
  FbRowChange *(*new_change) (GArray *ids, gint64 time, GTask *task);
  gint64 time;
} PlannedChange;

static void
on_rows_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbStore *self = FB_STORE (source);
  g_autoptr (GTask) task = user_data;
  const PlannedChange planned = *(PlannedChange *) g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = g_task_propagate_pointer (G_TASK (result), &error);

  if (ids == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (ids->len == 0)
    g_task_return_boolean (task, TRUE);
  else
    fb_store_change_rows (
      self, planned.new_change (g_steal_pointer (&ids), planned.time, g_steal_pointer (&task)));
}

static void
change_listed_rows (FbStore *self,
                    gboolean is_waiting,
                    gint64 listed_time,
                    PlannedChange planned,
                    GTask *task)
{
  g_task_set_task_data (task, g_memdup2 (&planned, sizeof planned), g_free);
  list_rows_async (self, is_waiting, listed_time, on_rows_listed, task);
}

/**
 * fb_store_make_due_async:
 * @store: a store
 * @message_id: (nullable): a fax; %NULL for all whose document is to be fetched
 * @time: since when, in microseconds since 1970 UTC
 * @callback: called when that is kept
 * @user_data: for @callback
 *
 * Makes documents due that are to be fetched later; a single one also if Documo did not have it,
 * for somebody asks for it, and Documo may have it by now. However many they are, a delivery never
 * waits for more than some of them. For the thread that made the store.
 */
void
fb_store_make_due_async (FbStore *self,
                         const char *message_id,
                         gint64 time,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_store_make_due_async);
  if (message_id == NULL)
    change_listed_rows (self, FALSE, time, (PlannedChange){ fb_row_change_new_make_due, time },
                        g_steal_pointer (&task));
  else
    fb_store_change_rows (
      self, fb_row_change_new_make_one_due (message_id, time, g_steal_pointer (&task)));
}

/**
 * fb_store_make_due_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for a `FbStoreError`
 *
 * Returns: whether all of them are due; if not, some of them may be
 */
gboolean
fb_store_make_due_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fb_store_put_off_async:
 * @store: a store
 * @until: when they are to be due, in microseconds since 1970 UTC
 * @callback: called when that is kept
 * @user_data: for @callback
 *
 * Puts all documents off that wait to be fetched before @until, also those that are due; not those
 * that need an API key. However many they are, a delivery never waits for more than some of them.
 * For the thread that made the store.
 */
void
fb_store_put_off_async (FbStore *self,
                        gint64 until,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));

  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_store_put_off_async);
  change_listed_rows (self, TRUE, until, (PlannedChange){ fb_row_change_new_put_off, until }, task);
}

/**
 * fb_store_put_off_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for a `FbStoreError`
 *
 * Returns: whether all of them are put off; if not, some of them may be
 */
gboolean
fb_store_put_off_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static FbRowChange *
new_need_key (GArray *ids, gint64 time, GTask *task)
{
  return fb_row_change_new_need_key (ids, task);
}

/**
 * fb_store_need_key_async:
 * @store: a store
 * @callback: called when that is kept
 * @user_data: for @callback
 *
 * The API key is gone: all documents that are to be fetched need one. To be called after
 * fb_store_set_can_fetch(), by the thread that made the store. When there is one again meanwhile,
 * it leaves the rest as it is.
 */
void
fb_store_need_key_async (FbStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));

  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_store_need_key_async);
  change_listed_rows (self, TRUE, G_MAXINT64, (PlannedChange){ new_need_key, 0 }, task);
}

/**
 * fb_store_need_key_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for a `FbStoreError`
 *
 * Returns: whether that is kept of all of them; if not, it may be of some
 */
gboolean
fb_store_need_key_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
