/* fb-documo-download.c
 *
 * Downloads a fax's document from Documo's API. Nothing is written before the first bytes have
 * shown that it is a document; what follows goes from the connection to the stream in flat memory,
 * and is counted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-client-private.h"

#include <string.h>

#include "fb-document.h"
#include "fb-documo-error.h"

/* Where a PDF has its end mark (ISO 32000-1, H.3 3.4.4). */
#define TAIL_SIZE 1024

typedef struct
{
  FbDocumoExchange *exchange;
  GOutputStream *stream;
  GCancellable *cancellable; /* nullable */
  GFileProgressCallback progress;
  gpointer progress_data;
  const char *media_type; /* static; once it is known */
  GByteArray *start;      /* until then: what was received */
  GByteArray *tail;       /* the last bytes */
  GBytes *writing;        /* what is being written */
  gint64 length;          /* as it was announced, or -1 */
  guint64 max_size;
  guint64 size;
  gboolean is_at_end;
} Download;

static void
download_free (gpointer data)
{
  Download *download = data;

  g_clear_object (&download->exchange);
  g_clear_object (&download->stream);
  g_clear_object (&download->cancellable);
  g_clear_pointer (&download->start, g_byte_array_unref);
  g_clear_pointer (&download->tail, g_byte_array_unref);
  g_clear_pointer (&download->writing, g_bytes_unref);
  g_free (download);
}

static void read_more (GTask *task);

static void
fail (GTask *task, FbDocumoError code)
{
  g_task_return_error (task, fb_documo_error_new (code));
}

/* The end */

static gboolean
has_pdf_end (const Download *download)
{
  return download->tail->len > 0 &&
         memmem (download->tail->data, download->tail->len, "%%EOF", 5) != NULL;
}

/* Where only the end of the connection ends the body, a TIFF that broke off can't be told from a
 * whole one. */
static gboolean
is_whole (const Download *download)
{
  return fb_documo_exchange_has_end (download->exchange) ||
         (g_str_equal (download->media_type, FB_MEDIA_TYPE_PDF) && has_pdf_end (download));
}

static void
finish (GTask *task)
{
  Download *download = g_task_get_task_data (task);

  if (is_whole (download))
    g_task_return_boolean (task, TRUE);
  else
    fail (task, FB_DOCUMO_ERROR_INTERRUPTED);
}

/* Writing */

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_clear_pointer (&download->writing, g_bytes_unref);
  if (download->progress != NULL)
    download->progress ((goffset) download->size, download->length, download->progress_data);
  if (download->is_at_end)
    finish (task);
  else
    read_more (task);
}

static void
write_bytes (GTask *task, GBytes *bytes)
{
  Download *download = g_task_get_task_data (task);
  gsize size;

  download->writing = g_bytes_ref (bytes);
  const void *data = g_bytes_get_data (download->writing, &size);
  g_output_stream_write_all_async (download->stream, data, size, G_PRIORITY_DEFAULT,
                                   download->cancellable, on_written, g_object_ref (task));
}

/* Reading */

static void
keep_tail (Download *download, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size >= TAIL_SIZE)
    {
      g_byte_array_set_size (download->tail, 0);
      g_byte_array_append (download->tail, data + size - TAIL_SIZE, TAIL_SIZE);
      return;
    }
  if (size > 0)
    g_byte_array_append (download->tail, data, (guint) size);
  if (download->tail->len > TAIL_SIZE)
    g_byte_array_remove_range (download->tail, 0, download->tail->len - TAIL_SIZE);
}

/* As soon as there is enough to judge it, or no more will come. */
static void
judge_start (GTask *task, GBytes *bytes)
{
  Download *download = g_task_get_task_data (task);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size > 0)
    g_byte_array_append (download->start, data, (guint) size);
  if (download->start->len < FB_MEDIA_TYPE_PROBE && !download->is_at_end)
    {
      read_more (task);
      return;
    }
  const char *media_type = fb_media_type_from_content (download->start->data, download->start->len);
  if (!fb_media_type_is_document (media_type))
    {
      fail (task,
            download->start->len == 0 ? FB_DOCUMO_ERROR_INTERRUPTED : FB_DOCUMO_ERROR_WRONG_TYPE);
      return;
    }
  download->media_type = media_type;
  g_autoptr (GBytes) start = g_byte_array_free_to_bytes (g_steal_pointer (&download->start));
  write_bytes (task, start);
}

static void
take_bytes (GTask *task, GBytes *bytes)
{
  Download *download = g_task_get_task_data (task);

  download->is_at_end = g_bytes_get_size (bytes) == 0;
  download->size += g_bytes_get_size (bytes);
  keep_tail (download, bytes);
  if (download->size > download->max_size)
    fail (task, FB_DOCUMO_ERROR_TOO_LARGE);
  else if (download->media_type == NULL)
    judge_start (task, bytes);
  else if (download->is_at_end)
    finish (task);
  else
    write_bytes (task, bytes);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
    fb_documo_exchange_read_finish (FB_DOCUMO_EXCHANGE (source), result, &error);

  if (bytes != NULL)
    take_bytes (task, bytes);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
read_more (GTask *task)
{
  Download *download = g_task_get_task_data (task);

  fb_documo_exchange_read_async (download->exchange, on_read, g_object_ref (task));
}

/* The answer */

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbDocumoExchange *exchange = FB_DOCUMO_EXCHANGE (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = fb_documo_exchange_read_all_finish (exchange, result, &error);
  FbDocumoAnswer answer;

  fb_documo_exchange_get_answer (exchange, &answer);
  if (body != NULL)
    g_task_return_error (task, fb_documo_answer_dup_error (&answer, body));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FbDocumoExchange *exchange = FB_DOCUMO_EXCHANGE (source);
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  FbDocumoAnswer answer;

  if (!fb_documo_exchange_send_finish (exchange, result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  fb_documo_exchange_get_answer (exchange, &answer);
  download->length = fb_documo_exchange_get_length (exchange);
  if (!fb_documo_answer_may_be_document (&answer))
    fb_documo_exchange_read_all_async (exchange, on_text_read, g_steal_pointer (&task));
  else if (fb_documo_exchange_is_encoded (exchange))
    fail (task, FB_DOCUMO_ERROR_WRONG_TYPE);
  else if (download->length > 0 && (guint64) download->length > download->max_size)
    fail (task, FB_DOCUMO_ERROR_TOO_LARGE);
  else
    read_more (task);
}

/* Dots alone would be a step in the path. */
static char *
dup_path (const char *message_id, FbDocumoFormat format)
{
  if (*message_id == '\0' || g_str_equal (message_id, ".") || g_str_equal (message_id, ".."))
    return NULL;
  g_autofree char *escaped = g_uri_escape_string (message_id, NULL, FALSE);
  return g_strdup_printf ("/v1/fax/%s/download?format=%s", escaped,
                          format == FB_DOCUMO_FORMAT_TIFF ? "tiff" : "pdf");
}

static Download *
download_new (FbDocumoClient *client, GOutputStream *stream, GCancellable *cancellable)
{
  Download *download = g_new0 (Download, 1);

  download->stream = g_object_ref (stream);
  if (cancellable != NULL)
    download->cancellable = g_object_ref (cancellable);
  download->start = g_byte_array_new ();
  download->tail = g_byte_array_new ();
  download->length = -1;
  download->max_size = fb_documo_client_get_limits (client)->max_document;
  return download;
}

/**
 * fb_documo_client_download_async:
 * @self: a client
 * @message_id: the fax's
 * @format: what to ask for; either may come
 * @stream: what the document is written to, and not closed; whatever was written to it is worthless
 *   if this fails
 * @progress: (nullable) (scope notified): told how many bytes were written, and of how many, or -1
 * @progress_data: for @progress
 * @cancellable: (nullable): gives up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Downloads a fax's document.
 */
void
fb_documo_client_download_async (FbDocumoClient *self,
                                 const char *message_id,
                                 FbDocumoFormat format,
                                 GOutputStream *stream,
                                 GFileProgressCallback progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (FB_IS_DOCUMO_CLIENT (self));
  g_return_if_fail (message_id != NULL);
  g_return_if_fail (G_IS_OUTPUT_STREAM (stream));

  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Download *download = download_new (self, stream, cancellable);
  g_autofree char *path = dup_path (message_id, format);
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, fb_documo_client_download_async);
  g_task_set_task_data (task, download, download_free);
  download->progress = progress;
  download->progress_data = progress_data;
  if (path == NULL)
    {
      fail (task, FB_DOCUMO_ERROR_REFUSED);
      return;
    }
  download->exchange = fb_documo_client_begin (self, path, cancellable, &error);
  if (download->exchange == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    fb_documo_exchange_send_async (download->exchange, on_answered, g_steal_pointer (&task));
}

/**
 * fb_documo_client_download_finish:
 * @self: a client
 * @result: what the callback was given
 * @size: (out) (optional): how many bytes were written
 * @error: (optional): an #FbDocumoError, or what writing to the stream failed with, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer none) (nullable): the document's media type, by its content; %NULL on error
 */
const char *
fb_documo_client_download_finish (FbDocumoClient *self,
                                  GAsyncResult *result,
                                  gint64 *size,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  Download *download = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  if (size != NULL)
    *size = (gint64) download->size;
  return download->media_type;
}
