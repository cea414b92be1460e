/* fb-store-summary.c
 *
 * The store in numbers, for those who ask whether everything works. The reader's thread answers,
 * and asks the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-private.h"

#include "fb-store-error.h"

static gboolean
measure_space (FbStore *self, FbStoreSummary *summary, GError **error)
{
  gboolean is_measured = FALSE;

  g_rw_lock_reader_lock (&self->lock);
  summary->spare_space = self->spare_space;
  if (self->folder != NULL)
    is_measured = fb_document_folder_get_free_space (self->folder, &summary->free_space, error);
  else
    g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED, "The store is not open");
  g_rw_lock_reader_unlock (&self->lock);
  return is_measured;
}

static gboolean
summarize (FbFaxQuery *query, GTask *task, GError **error)
{
  FbStoreSummary summary;

  if (!fb_summary_query_read (fb_fax_query_get_database (query), g_get_real_time (), &summary,
                              error) ||
      !measure_space (g_task_get_source_object (task), &summary, error))
    return FALSE;
  g_task_return_pointer (task, g_memdup2 (&summary, sizeof summary), g_free);
  return TRUE;
}

/**
 * fb_store_summarize_async:
 * @store: a store
 * @cancellable: (nullable): interrupts it
 * @callback: called when it was read
 * @user_data: for @callback
 *
 * Reads what can be said of the store in numbers. It reads an entry of an index for each document
 * that is missing: not to be called for each change. For the thread that made the store.
 */
void
fb_store_summarize_async (FbStore *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fb_store_summarize_async);
  fb_fax_source_read (self->source, task, summarize);
}

/**
 * fb_store_summarize_finish:
 * @store: a store
 * @result: what the callback was given
 * @summary: (out): the numbers
 * @error: (optional): return location for an error, as a `FbStoreError`
 *
 * Returns: whether they were read
 */
gboolean
fb_store_summarize_finish (FbStore *self,
                           GAsyncResult *result,
                           FbStoreSummary *summary,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_autofree FbStoreSummary *read = g_task_propagate_pointer (G_TASK (result), error);
  if (read == NULL)
    return FALSE;
  *summary = *read;
  return TRUE;
}
