/* fb-store-read.c
 *
 * What is asked of the store. The reader's thread answers; a question that comes while the store is
 * being opened waits for it, since what it asks for may well be there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-private.h"

/**
 * fb_store_read:
 * @store: a store
 * @task: (transfer full): what to answer
 * @read: answers it, in the reader's thread
 *
 * For the thread that made the store. While it is being opened, the question waits.
 */
void
fb_store_read (FbStore *self, GTask *task, FbReadFunc read)
{
  g_return_if_fail (FB_IS_STORE (self));

  if (self->is_opening)
    {
      FbQuestion question = { task, read };
      g_array_append_val (self->questions, question);
      return;
    }

  g_rw_lock_reader_lock (&self->lock);
  if (self->reader != NULL)
    fb_store_reader_run (self->reader, g_steal_pointer (&task), read);
  g_rw_lock_reader_unlock (&self->lock);
  if (task == NULL)
    return;
  g_task_return_new_error (task, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED, "The store is not open");
  g_object_unref (task);
}

static void
find (FbFaxQuery *query, GTask *task)
{
  GError *error = NULL;
  FbFax *fax = fb_fax_query_find (query, g_task_get_task_data (task), &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, fax, g_object_unref);
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
  fb_store_read (self, task, find);
}

/**
 * fb_store_find_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): where to say what failed
 *
 * Returns: (transfer full) (nullable): the fax, or %NULL: without @error, if there is none
 */
FbFax *
fb_store_find_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fb_store_answer_questions:
 * @self: a store that has been opened, or could not be
 *
 * Answers what was asked meanwhile.
 */
void
fb_store_answer_questions (FbStore *self)
{
  self->is_opening = FALSE;
  for (guint i = 0; i < self->questions->len; i++)
    {
      FbQuestion question = g_array_index (self->questions, FbQuestion, i);
      fb_store_read (self, question.task, question.read);
    }
  g_array_set_size (self->questions, 0);
}
