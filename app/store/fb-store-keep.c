/* fb-store-keep.c
 *
 * What is given to the store: documents that are being received, deliveries, what people do.
 * Any thread may call what is here; the answer comes in the context that the question came from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-private.h"

#include "fb-crash-point.h"
#include "fb-delivery.h"
#include "fb-store-error.h"

static gboolean
fail_closed (GError **error)
{
  g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED, "The store is not open");
  return FALSE;
}

/**
 * fb_store_create_spool_file:
 * @store: a store
 * @error: (optional): return location for an error
 *
 * Any thread may call it.
 *
 * Returns: (transfer full) (nullable): an empty document, to be received
 */
FbSpoolFile *
fb_store_create_spool_file (FbStore *self, GError **error)
{
  FbSpoolFile *file = NULL;

  g_return_val_if_fail (FB_IS_STORE (self), NULL);

  g_rw_lock_reader_lock (&self->lock);
  if (self->folder != NULL)
    file = fb_spool_file_new (fb_document_folder_get_spool (self->folder));
  else
    fail_closed (error);
  g_rw_lock_reader_unlock (&self->lock);
  return file;
}

/**
 * fb_store_set_spare_space:
 * @store: a store
 * @bytes: what shall stay free on the disk
 *
 * Any thread may call it.
 */
void
fb_store_set_spare_space (FbStore *self, guint64 bytes)
{
  g_return_if_fail (FB_IS_STORE (self));

  g_rw_lock_writer_lock (&self->lock);
  self->spare_space = bytes;
  g_rw_lock_writer_unlock (&self->lock);
}

/**
 * fb_store_check_space:
 * @store: a store
 * @bytes: what is about to come
 * @error: (optional): `FB_STORE_ERROR_NO_SPACE`
 *
 * Any thread may call it.
 *
 * Returns: whether there is room for it, and some to spare
 */
gboolean
fb_store_check_space (FbStore *self, guint64 bytes, GError **error)
{
  gboolean has_space;

  g_return_val_if_fail (FB_IS_STORE (self), FALSE);

  g_rw_lock_reader_lock (&self->lock);
  if (self->folder != NULL)
    has_space = fb_document_folder_check_space (self->folder, bytes, self->spare_space, error);
  else
    has_space = fail_closed (error);
  g_rw_lock_reader_unlock (&self->lock);
  return has_space;
}

/**
 * fb_store_hand_over:
 * @store: a store
 * @delivery: (transfer full): what is to be kept; its task returns when it is, or can't be
 *
 * Any thread may call it.
 */
void
fb_store_hand_over (FbStore *self, FbDelivery *delivery)
{
  g_rw_lock_reader_lock (&self->lock);
  if (self->flusher != NULL)
    fb_flusher_keep (self->flusher, g_steal_pointer (&delivery));
  g_rw_lock_reader_unlock (&self->lock);
  if (delivery == NULL)
    return;

  fail_closed (&delivery->error);
  fb_delivery_reply (delivery);
  fb_delivery_free (delivery);
}

/**
 * fb_store_keep_async:
 * @store: a store
 * @event: what came
 * @documents: (nullable) (transfer full) (element-type FbSpoolFile): what came with it
 * @body: (nullable) (transfer full): the whole delivery as it came, if @event is unreadable
 * @callback: called, in the context this was called from, when it is on the disk or can't be
 * @user_data: for @callback
 *
 * Any thread may call it.
 */
void
fb_store_keep_async (FbStore *self,
                     FbEvent *event,
                     GPtrArray *documents,
                     FbSpoolFile *body,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));
  g_return_if_fail (event != NULL);
  g_return_if_fail (event->kind != FB_EVENT_FAX || event->message_id != NULL);

  FB_CRASH_POINT ("handed-over");
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_store_keep_async);
  fb_store_hand_over (self, fb_delivery_new (event, documents, body, task));
}

/**
 * fb_store_keep_finish:
 * @store: a store
 * @result: what the callback was given
 * @already_kept: (out) (optional): whether the same delivery had been kept before
 * @error: (optional): a `FbStoreError`
 *
 * Returns: whether the delivery would survive a power cut
 */
gboolean
fb_store_keep_finish (FbStore *self, GAsyncResult *result, gboolean *already_kept, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  gssize was_kept = g_task_propagate_int (G_TASK (result), error);
  if (already_kept != NULL)
    *already_kept = was_kept == TRUE;
  return was_kept != -1;
}

/**
 * fb_store_change_rows:
 * @store: a store
 * @change: (transfer full): rows that are changed together; its task returns when that is kept, or
 *   can't be
 *
 * Any thread may call it.
 */
void
fb_store_change_rows (FbStore *self, FbRowChange *change)
{
  GError *error = NULL;

  g_rw_lock_reader_lock (&self->lock);
  if (self->committer != NULL)
    fb_committer_change_rows (self->committer, g_steal_pointer (&change));
  g_rw_lock_reader_unlock (&self->lock);
  if (change == NULL)
    return;

  fail_closed (&error);
  fb_row_change_reply (change, error);
  fb_row_change_free (change);
}

/**
 * fb_store_mark_async:
 * @store: a store
 * @ids: (element-type gint64): rows' numbers
 * @is_read: whether they count as read from now on
 * @callback: (nullable): called when that is kept
 * @user_data: for @callback
 */
void
fb_store_mark_async (FbStore *self,
                     GArray *ids,
                     gboolean is_read,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));
  g_return_if_fail (ids != NULL);

  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_store_mark_async);
  fb_store_change_rows (self, fb_row_change_new_mark (g_array_copy (ids), is_read, task));
}

/**
 * fb_store_mark_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for a `FbStoreError`
 *
 * Returns: whether all rows are marked; if not, some of them may be
 */
gboolean
fb_store_mark_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fb_store_record_async:
 * @store: a store
 * @ids: (element-type gint64): rows' numbers
 * @action: what somebody has done with these faxes
 * @who: (nullable): their name; cut after 200 characters
 * @note: (nullable): what they say to it, cut after 4000 characters. Of %FB_DESK_NOTED it is the
 *   faxes' note from now on, and none or an empty one removes the note that they have
 * @callback: (nullable): called when that is kept
 * @user_data: for @callback
 *
 * What this changes is an event in the history of each fax. A fax that is not open can't be done,
 * one that is can't be opened again, and the same note again is nothing new: those it leaves alone.
 *
 * A fax that is done counts as read. One that is opened again waits since when it did before.
 */
void
fb_store_record_async (FbStore *self,
                       GArray *ids,
                       FbDeskAction action,
                       const char *who,
                       const char *note,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));
  g_return_if_fail (ids != NULL);
  g_return_if_fail (fb_desk_action_to_string (action) != NULL);

  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_store_record_async);
  FbDeskRecord *record = fb_desk_record_new (action, who, note, g_get_real_time ());
  fb_store_change_rows (self, fb_row_change_new_record (g_array_copy (ids), record, task));
}

/**
 * fb_store_record_finish:
 * @store: a store
 * @result: what the callback was given
 * @changed_ids: (out) (optional) (nullable) (transfer full) (element-type gint64): the numbers of
 *   those faxes that it has changed
 * @error: (optional): return location for a `FbStoreError`
 *
 * Returns: whether all of it is kept; if not, some of it may be
 */
gboolean
fb_store_record_finish (FbStore *self, GAsyncResult *result, GArray **changed_ids, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_autoptr (GArray) ids = g_task_propagate_pointer (G_TASK (result), error);
  const gboolean is_kept = ids != NULL;
  if (changed_ids != NULL)
    *changed_ids = g_steal_pointer (&ids);
  return is_kept;
}
