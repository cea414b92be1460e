/* fb-store-read.c
 *
 * What is asked of the store. The reader's thread answers; what is asked while the store is being
 * opened waits for it (see fb-fax-source.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-private.h"

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
  fb_fax_source_read (self->source, task, find);
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
