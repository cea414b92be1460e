/* fb-store-pages.c
 *
 * What is found out of documents after they came: how many pages they have by their content; and
 * how somebody wants to see them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-private.h"

/**
 * fb_store_set_document_pages_async:
 * @store: a store
 * @fax_id: a row's number
 * @sha256: of one of that fax's documents
 * @n_pages: how many pages it has by its content, or %FB_PAGES_UNREADABLE; %FB_PAGES_NOT_COUNTED
 *   to have them counted again
 * @callback: (nullable): called when that is kept
 * @user_data: for @callback
 *
 * What was known before writes nothing. Where there is no such document, nothing happens: so it is
 * after a damaged database was replaced and rows have other numbers.
 */
void
fb_store_set_document_pages_async (FbStore *self,
                                   gint64 fax_id,
                                   const char *sha256,
                                   int n_pages,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));
  g_return_if_fail (sha256 != NULL);
  g_return_if_fail (n_pages >= FB_PAGES_NOT_COUNTED);

  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_store_set_document_pages_async);
  fb_store_change_rows (self, fb_row_change_new_pages (fax_id, sha256, n_pages, task));
}

/**
 * fb_store_set_document_pages_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for a `FbStoreError`
 *
 * Returns: whether it is kept
 */
gboolean
fb_store_set_document_pages_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * fb_store_set_document_view_async:
 * @store: a store
 * @fax_id: a row's number
 * @sha256: of one of that fax's documents
 * @rotation: by how many degrees clockwise it is to be seen turned: 0, 90, 180 or 270
 * @is_inverted: whether it is to be seen with black and white exchanged
 * @callback: (nullable): called when that is kept
 * @user_data: for @callback
 *
 * As fb_store_set_document_pages_async(). The document itself stays as it came.
 */
void
fb_store_set_document_view_async (FbStore *self,
                                  gint64 fax_id,
                                  const char *sha256,
                                  guint rotation,
                                  gboolean is_inverted,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));
  g_return_if_fail (sha256 != NULL);
  g_return_if_fail (fb_rotation_is_valid (rotation));

  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, fb_store_set_document_view_async);
  fb_store_change_rows (self, fb_row_change_new_view (fax_id, sha256, rotation, is_inverted, task));
}

/**
 * fb_store_set_document_view_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for a `FbStoreError`
 *
 * Returns: whether it is kept
 */
gboolean
fb_store_set_document_view_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
list_uncounted (FbFaxQuery *query, GTask *task, GError **error)
{
  const guint n_documents = GPOINTER_TO_UINT (g_task_get_task_data (task));
  FbStore *self = g_task_get_source_object (task);
  GPtrArray *documents = fb_page_query_list_uncounted (fb_fax_query_get_database (query),
                                                       self->path, n_documents, error);

  if (documents == NULL)
    return FALSE;
  g_task_return_pointer (task, documents, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * fb_store_list_uncounted_async:
 * @store: a store
 * @n_documents: how many at most
 * @cancellable: (nullable): interrupts it
 * @callback: called when they were read
 * @user_data: for @callback
 *
 * Lists documents whose pages nobody has counted. Only the newest 2,000 documents are looked
 * through, however many there are. For the thread that made the store.
 */
void
fb_store_list_uncounted_async (FbStore *self,
                               guint n_documents,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (FB_IS_STORE (self));

  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, fb_store_list_uncounted_async);
  g_task_set_task_data (task, GUINT_TO_POINTER (n_documents), NULL);
  fb_fax_source_read (self->source, task, list_uncounted);
}

/**
 * fb_store_list_uncounted_finish:
 * @store: a store
 * @result: what the callback was given
 * @error: (optional): return location for an error, as a `FbStoreError`
 *
 * Returns: (transfer full) (nullable) (element-type FbUncountedDocument): the documents, those
 * first that came last
 */
GPtrArray *
fb_store_list_uncounted_finish (FbStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
