/* fb-store-fetch.c
 *
 * What came of fetching a document that Documo's events did not bring: that it failed, or the
 * document, which goes the same way to the disk as one that was delivered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-private.h"

#include "fb-crash-point.h"

#define EVENT_NAME "fetched"

/**
 * fb_store_fail_fetch_async:
 * @store: a store
 * @message_id: a fax
 * @status: what becomes of its document, which could not be fetched
 * @callback: called when that is kept
 * @user_data: for @callback
 *
 * Where the document has come by another road meanwhile, nothing changes. Where the API key is gone
 * by now, what would be tried again needs one. Any thread may call it.
 */
void
fb_store_fail_fetch_async (FbStore *self,
                           const char *message_id,
                           const FbFetchStatus *status,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));
  g_return_if_fail (message_id != NULL);
  g_return_if_fail (status != NULL && status->state != FB_FETCH_NOTHING);

  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_store_fail_fetch_async);
  fb_store_change_rows (self, fb_row_change_new_fetch_failure (message_id, status, task));
}

/**
 * fb_store_fail_fetch_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for a `FbStoreError`
 *
 * Returns: whether it is kept
 */
gboolean
fb_store_fail_fetch_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Documents that were fetched */

/**
 * fb_store_write_spool_file:
 * @store: a store
 * @file: a document that is being fetched
 * @data: (array length=length): what came
 * @length: how much
 * @error: (optional): a `FbStoreError`: there is no room for it, and some to spare
 *
 * As fb_spool_file_write(), for documents whose size nobody has told before. Any thread may call
 * it; it writes to the disk.
 *
 * Returns: whether it was taken; after a failure the document can only be thrown away
 */
gboolean
fb_store_write_spool_file (FbStore *self,
                           FbSpoolFile *file,
                           const void *data,
                           gsize length,
                           GError **error)
{
  gboolean is_written = FALSE;

  g_return_val_if_fail (FB_IS_STORE (self), FALSE);

  g_rw_lock_reader_lock (&self->lock);
  if (self->folder == NULL)
    g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED, "The store is not open");
  else
    is_written = fb_document_folder_check_space (self->folder, length, self->spare_space, error) &&
                 fb_spool_file_write (file, data, length, error);
  g_rw_lock_reader_unlock (&self->lock);
  FB_CRASH_POINT ("fetch-written");
  return is_written;
}

/* What names the document: it is called like one that came with the fax. */
static FbEvent *
make_event (FbFax *fax)
{
  const FbEvent *state = fb_fax_get_event (fax);
  FbEvent *event = fb_event_merge (state, state);

  event->kind = FB_EVENT_FETCHED;
  event->road = FB_ROAD_FETCHED;
  event->created_at = fb_fax_get_time (fax);
  g_free (event->name);
  event->name = g_strdup (EVENT_NAME);
  g_clear_pointer (&event->json, g_bytes_unref);
  return event;
}

static void
hand_over (FbStore *self, FbFax *fax, FbSpoolFile *file, GTask *task)
{
  g_autoptr (FbEvent) event = make_event (fax);
  GPtrArray *documents = g_ptr_array_new ();

  g_ptr_array_add (documents, file);
  FB_CRASH_POINT ("fetch-handed-over");
  fb_store_hand_over (self, fb_delivery_new (event, documents, NULL, task));
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbStore *self = FB_STORE (source);
  g_autoptr (GTask) task = user_data;
  FbSpoolFile *file = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbFax) fax = fb_store_find_finish (self, result, &error);

  g_task_set_task_data (task, NULL, NULL);
  if (fax != NULL)
    {
      hand_over (self, fax, file, g_steal_pointer (&task));
      return;
    }
  fb_spool_file_throw_away (file);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, TRUE);
}

/**
 * fb_store_keep_fetched_async:
 * @store: a store
 * @message_id: a fax
 * @file: (transfer full): its document, whole, as it was fetched
 * @callback: called when it is on the disk or can't be
 * @user_data: for @callback
 *
 * Adds a document to a fax. That is an event in its history; it makes the fax unread and open only
 * if nobody had a reason to deal with it before. For the thread that made the store.
 */
void
fb_store_keep_fetched_async (FbStore *self,
                             const char *message_id,
                             FbSpoolFile *file,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));
  g_return_if_fail (message_id != NULL);
  g_return_if_fail (file != NULL);

  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, fb_store_keep_fetched_async);
  g_task_set_task_data (task, file, NULL);
  fb_store_find_async (self, message_id, NULL, on_found, task);
}

/**
 * fb_store_keep_fetched_finish:
 * @store: a store
 * @result: what the callback was given
 * @already_kept: (out) (optional): whether the fax had this document before, or is not there
 * @error: (optional): a `FbStoreError`
 *
 * Returns: whether the document would survive a power cut
 */
gboolean
fb_store_keep_fetched_finish (FbStore *self,
                              GAsyncResult *result,
                              gboolean *already_kept,
                              GError **error)
{
  return fb_store_keep_finish (self, result, already_kept, error);
}
