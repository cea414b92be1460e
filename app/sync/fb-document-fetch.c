/* fb-document-fetch.c
 *
 * One attempt to fetch one document: from Documo into a stream of the queue's, which then keeps it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-fetch.h"

typedef struct
{
  FbDocumoClient *client;
  char *message_id;
  FbDocumoFormat format;
  GFileProgressCallback progress;
  gpointer progress_data;
  GCancellable *cancellable;
  GOutputStream *stream; /* once it is open */
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_clear_object (&fetch->client);
  g_clear_object (&fetch->cancellable);
  g_clear_object (&fetch->stream);
  g_free (fetch->message_id);
  g_free (fetch);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (fb_document_queue_keep_finish (FB_DOCUMENT_QUEUE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const char *media_type =
    fb_documo_client_download_finish (FB_DOCUMO_CLIENT (source), result, NULL, &error);

  if (media_type == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* What is whole is not given up any more. */
  fb_document_queue_keep_async (g_task_get_source_object (task), fetch->message_id, fetch->stream,
                                media_type, NULL, on_kept, g_object_ref (task));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  fetch->stream = fb_document_queue_open_finish (FB_DOCUMENT_QUEUE (source), result, &error);
  if (fetch->stream == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    fb_documo_client_download_async (fetch->client, fetch->message_id, fetch->format, fetch->stream,
                                     fetch->progress, fetch->progress_data, fetch->cancellable,
                                     on_downloaded, g_object_ref (task));
}

/**
 * fb_document_fetch_async:
 * @queue: what keeps the document
 * @client: asks for it
 * @message_id: the fax's
 * @format: what to ask for
 * @progress: (nullable): told how many bytes there are, and of how many, or -1
 * @progress_data: for @progress
 * @cancellable: (nullable): gives up
 * @callback: called when the document is kept
 * @user_data: for @callback
 */
void
fb_document_fetch_async (FbDocumentQueue *queue,
                         FbDocumoClient *client,
                         const char *message_id,
                         FbDocumoFormat format,
                         GFileProgressCallback progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMENT_QUEUE (queue));
  g_return_if_fail (FB_IS_DOCUMO_CLIENT (client));
  g_return_if_fail (message_id != NULL);

  g_autoptr (GTask) task = g_task_new (queue, NULL, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->client = g_object_ref (client);
  fetch->message_id = g_strdup (message_id);
  fetch->format = format;
  fetch->progress = progress;
  fetch->progress_data = progress_data;
  if (cancellable != NULL)
    fetch->cancellable = g_object_ref (cancellable);
  g_task_set_source_tag (task, fb_document_fetch_async);
  g_task_set_task_data (task, fetch, fetch_free);
  fb_document_queue_open_async (queue, message_id, cancellable, on_opened, g_object_ref (task));
}

/**
 * fb_document_fetch_finish:
 * @queue: what keeps the document
 * @result: what the callback was given
 * @stream: (out) (optional) (nullable) (transfer full): on error, what is to be thrown away
 * @error: (optional): an #FbDocumoError, an error of the queue's, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the document is kept
 */
gboolean
fb_document_fetch_finish (FbDocumentQueue *queue,
                          GAsyncResult *result,
                          GOutputStream **stream,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, queue), FALSE);

  Fetch *fetch = g_task_get_task_data (G_TASK (result));
  if (g_task_propagate_boolean (G_TASK (result), error))
    return TRUE;
  if (stream != NULL)
    *stream = g_steal_pointer (&fetch->stream);
  return FALSE;
}
