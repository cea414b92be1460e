/* fb-document-queue.c
 *
 * What FbDocumentFetcher knows of whoever keeps the documents: which are due, and where to put what
 * came of asking for them. What is due, and since when, outlives the process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-queue.h"

G_DEFINE_INTERFACE (FbDocumentQueue, fb_document_queue, G_TYPE_OBJECT)

static void
fb_document_queue_default_init (FbDocumentQueueInterface *iface)
{
  g_signal_new ("changed", FB_TYPE_DOCUMENT_QUEUE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

/**
 * fb_due_document_new:
 * @message_id: the fax's
 * @n_attempts: how many attempts have failed
 *
 * Returns: (transfer full): a document that is due
 */
FbDueDocument *
fb_due_document_new (const char *message_id, guint n_attempts)
{
  FbDueDocument *document = g_new0 (FbDueDocument, 1);

  document->message_id = g_strdup (message_id);
  document->n_attempts = n_attempts;
  return document;
}

/**
 * fb_due_document_free:
 * @document: (transfer full): a document that was due
 */
void
fb_due_document_free (FbDueDocument *document)
{
  g_free (document->message_id);
  g_free (document);
}

/**
 * fb_document_queue_list_due_async:
 * @self: a queue
 * @time: now, in microseconds since 1970
 * @max: how many to list
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists documents that are due at @time, those first that have been so for the shortest
 * time.
 */
void
fb_document_queue_list_due_async (FbDocumentQueue *self,
                                  gint64 time,
                                  guint max,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMENT_QUEUE (self));

  FB_DOCUMENT_QUEUE_GET_IFACE (self)->list_due_async (self, time, max, cancellable, callback,
                                                      user_data);
}

/**
 * fb_document_queue_list_due_finish:
 * @self: a queue
 * @result: what the callback was given
 * @next_due: (out): when the first that is not due yet will be, in microseconds since 1970; 0 if
 *   there is none
 * @error: (optional): why it can't be told
 *
 * Returns: (transfer full) (element-type FbDueDocument) (nullable): the documents; %NULL on error
 */
GPtrArray *
fb_document_queue_list_due_finish (FbDocumentQueue *self,
                                   GAsyncResult *result,
                                   gint64 *next_due,
                                   GError **error)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_QUEUE (self), NULL);

  return FB_DOCUMENT_QUEUE_GET_IFACE (self)->list_due_finish (self, result, next_due, error);
}

/**
 * fb_document_queue_count_due_async:
 * @self: a queue
 * @time: now, in microseconds since 1970
 * @max: where to stop counting
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Counts documents that are due at @time, without those that need an API key.
 */
void
fb_document_queue_count_due_async (FbDocumentQueue *self,
                                   gint64 time,
                                   guint max,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMENT_QUEUE (self));

  FB_DOCUMENT_QUEUE_GET_IFACE (self)->count_due_async (self, time, max, cancellable, callback,
                                                       user_data);
}

/**
 * fb_document_queue_count_due_finish:
 * @self: a queue
 * @result: what the callback was given
 * @n_due: (out): how many they are, or where counting was to stop, if they are more
 * @error: (optional): why it can't be told
 *
 * Returns: whether they were counted
 */
gboolean
fb_document_queue_count_due_finish (FbDocumentQueue *self,
                                    GAsyncResult *result,
                                    guint *n_due,
                                    GError **error)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_QUEUE (self), FALSE);

  return FB_DOCUMENT_QUEUE_GET_IFACE (self)->count_due_finish (self, result, n_due, error);
}

/**
 * fb_document_queue_make_due_async:
 * @self: a queue
 * @message_id: (nullable): a fax; %NULL for all that wait
 * @time: since when it is to be due, in microseconds since 1970
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes documents due that wait for a later time. A single one is due since exactly @time then, so
 * that it comes before all that are so for longer; it is due also if it was gone. How often they
 * were asked for is not forgotten.
 */
void
fb_document_queue_make_due_async (FbDocumentQueue *self,
                                  const char *message_id,
                                  gint64 time,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMENT_QUEUE (self));

  FB_DOCUMENT_QUEUE_GET_IFACE (self)->make_due_async (self, message_id, time, cancellable, callback,
                                                      user_data);
}

/**
 * fb_document_queue_make_due_finish:
 * @self: a queue
 * @result: what the callback was given
 * @error: (optional): why it could not be done
 *
 * Returns: whether it was done
 */
gboolean
fb_document_queue_make_due_finish (FbDocumentQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_QUEUE (self), FALSE);

  return FB_DOCUMENT_QUEUE_GET_IFACE (self)->make_due_finish (self, result, error);
}

/**
 * fb_document_queue_put_off_async:
 * @self: a queue
 * @time: when they are to be due, in microseconds since 1970
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Puts all documents off that wait for an earlier time than @time, or are due; not those that need
 * an API key. How often they were asked for is not changed by it.
 */
void
fb_document_queue_put_off_async (FbDocumentQueue *self,
                                 gint64 time,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMENT_QUEUE (self));

  FB_DOCUMENT_QUEUE_GET_IFACE (self)->put_off_async (self, time, cancellable, callback, user_data);
}

/**
 * fb_document_queue_put_off_finish:
 * @self: a queue
 * @result: what the callback was given
 * @error: (optional): why it could not be done
 *
 * Returns: whether it was done; if not, it may have been for some
 */
gboolean
fb_document_queue_put_off_finish (FbDocumentQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_QUEUE (self), FALSE);

  return FB_DOCUMENT_QUEUE_GET_IFACE (self)->put_off_finish (self, result, error);
}

/**
 * fb_document_queue_open_async:
 * @self: a queue
 * @message_id: a fax
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Opens what the document is to be written to.
 */
void
fb_document_queue_open_async (FbDocumentQueue *self,
                              const char *message_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMENT_QUEUE (self));

  FB_DOCUMENT_QUEUE_GET_IFACE (self)->open_async (self, message_id, cancellable, callback,
                                                  user_data);
}

/**
 * fb_document_queue_open_finish:
 * @self: a queue
 * @result: what the callback was given
 * @error: (optional): why it can't be opened
 *
 * Returns: (transfer full) (nullable): a stream that is given back with
 *   fb_document_queue_keep_async() or fb_document_queue_fail_async(); %NULL on error
 */
GOutputStream *
fb_document_queue_open_finish (FbDocumentQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_QUEUE (self), NULL);

  return FB_DOCUMENT_QUEUE_GET_IFACE (self)->open_finish (self, result, error);
}

/**
 * fb_document_queue_keep_async:
 * @self: a queue
 * @message_id: a fax
 * @stream: where its document was written to, whole
 * @media_type: what it is, by its content
 * @cancellable: (nullable): gives up
 * @callback: called when the document would survive a power cut
 * @user_data: for @callback
 *
 * Has the document kept. It is due no more.
 */
void
fb_document_queue_keep_async (FbDocumentQueue *self,
                              const char *message_id,
                              GOutputStream *stream,
                              const char *media_type,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMENT_QUEUE (self));

  FB_DOCUMENT_QUEUE_GET_IFACE (self)->keep_async (self, message_id, stream, media_type, cancellable,
                                                  callback, user_data);
}

/**
 * fb_document_queue_keep_finish:
 * @self: a queue
 * @result: what the callback was given
 * @error: (optional): why it can't be kept
 *
 * Returns: whether it is kept
 */
gboolean
fb_document_queue_keep_finish (FbDocumentQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_QUEUE (self), FALSE);

  return FB_DOCUMENT_QUEUE_GET_IFACE (self)->keep_finish (self, result, error);
}

/**
 * fb_document_queue_fail_async:
 * @self: a queue
 * @message_id: a fax
 * @stream: (nullable): what a part of its document may have been written to, to be thrown away
 * @failure: what becomes of it
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Has it noted that an attempt failed.
 */
void
fb_document_queue_fail_async (FbDocumentQueue *self,
                              const char *message_id,
                              GOutputStream *stream,
                              const FbFetchFailure *failure,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMENT_QUEUE (self));

  FB_DOCUMENT_QUEUE_GET_IFACE (self)->fail_async (self, message_id, stream, failure, cancellable,
                                                  callback, user_data);
}

/**
 * fb_document_queue_fail_finish:
 * @self: a queue
 * @result: what the callback was given
 * @error: (optional): why it could not be noted
 *
 * Returns: whether it was noted
 */
gboolean
fb_document_queue_fail_finish (FbDocumentQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (FB_IS_DOCUMENT_QUEUE (self), FALSE);

  return FB_DOCUMENT_QUEUE_GET_IFACE (self)->fail_finish (self, result, error);
}
