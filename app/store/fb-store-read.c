/* fb-store-read.c
 *
 * What is asked of the store. The reader's thread answers; what is asked while the store is being
 * opened waits for it (see fb-fax-source.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-private.h"

#include "fb-history-query.h"

/* Of one fax; some tens of milliseconds of the reader's thread. */
#define MAX_HISTORY 1000

typedef struct
{
  char *message_id;
  FbEventReadFunc read_event;
} HistoryRequest;

static gboolean
find (FbFaxQuery *query, GTask *task, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  FbFax *fax = fb_fax_query_find (query, g_task_get_task_data (task), &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_task_return_pointer (task, fax, g_object_unref);
  return TRUE;
}

/**
 * fb_store_find_async:
 * @store: a store
 * @message_id: Documo's name for a fax
 * @cancellable: (nullable): interrupts it
 * @callback: called when it was looked up
 * @user_data: for @callback
 */
void
fb_store_find_async (FbStore *self,
                     const char *message_id,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (message_id != NULL);

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fb_store_find_async);
  g_task_set_task_data (task, g_strdup (message_id), g_free);
  fb_fax_source_read (self->source, task, find);
}

/**
 * fb_store_find_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): the fax, or %NULL: without @error, if there is none
 */
FbFax *
fb_store_find_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
list_newest (FbFaxQuery *query, GTask *task, GError **error)
{
  const guint n_faxes = GPOINTER_TO_UINT (g_task_get_task_data (task));
  GPtrArray *faxes = fb_fax_query_list_newest (query, &FB_FAX_FILTER_ALL, n_faxes, error);

  if (faxes == NULL)
    return FALSE;
  g_task_return_pointer (task, faxes, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * fb_store_list_newest_async:
 * @store: a store
 * @n_faxes: how many faxes at most
 * @cancellable: (nullable): interrupts it
 * @callback: called when they were read
 * @user_data: for @callback
 *
 * Reads no more rows than it returns, however many there are. For the thread that made the store.
 */
void
fb_store_list_newest_async (FbStore *self,
                            guint n_faxes,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fb_store_list_newest_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (n_faxes), NULL);
  fb_fax_source_read (self->source, task, list_newest);
}

/**
 * fb_store_list_newest_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for an error, as a `FbStoreError`
 *
 * Returns: (transfer full) (nullable) (element-type FbFax): the newest faxes, newest first
 */
GPtrArray *
fb_store_list_newest_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
history_request_free (gpointer data)
{
  HistoryRequest *request = data;

  g_free (request->message_id);
  g_free (request);
}

static gboolean
list_history (FbFaxQuery *query, GTask *task, GError **error)
{
  const HistoryRequest *request = g_task_get_task_data (task);
  GPtrArray *entries =
    fb_history_query_list (fb_fax_query_get_database (query), request->message_id, MAX_HISTORY,
                           request->read_event, error);

  if (entries == NULL)
    return FALSE;
  g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * fb_store_list_history_async:
 * @store: a store
 * @message_id: Documo's name for a fax
 * @cancellable: (nullable): interrupts it
 * @callback: called when it was read
 * @user_data: for @callback
 *
 * Reads what happened to a fax, at most the newest thousand events. What deliveries said is only
 * known to a store that has an event reader. For the thread that made the store.
 */
void
fb_store_list_history_async (FbStore *self,
                             const char *message_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));
  g_return_if_fail (message_id != NULL);

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  HistoryRequest *request = g_new (HistoryRequest, 1);

  *request = (HistoryRequest){ g_strdup (message_id), self->read_event };
  g_task_set_source_tag (task, fb_store_list_history_async);
  g_task_set_task_data (task, request, history_request_free);
  fb_fax_source_read (self->source, task, list_history);
}

/**
 * fb_store_list_history_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for an error, as a `FbStoreError`
 *
 * Returns: (transfer full) (nullable) (element-type FbHistoryEntry): what happened, oldest first;
 *   nothing if there is no such fax
 */
GPtrArray *
fb_store_list_history_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
