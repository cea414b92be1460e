/* fb-export.c
 *
 * Writes all faxes into a file that other programs read. It reads the data folder itself and in one
 * snapshot, so it works the same whether the application runs or not, and while faxes come in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-export.h"

#include "fb-fax-cursor.h"
#include "fb-fax-writer.h"

#include <gio/gunixoutputstream.h>
#include <unistd.h>

#define STANDARD_OUTPUT "-"

/* How often progress is told of, in faxes. */
#define PROGRESS_STEP 500

static gboolean
write_faxes (FbFaxCursor *cursor,
             FbFaxWriter *writer,
             guint *n_faxes,
             const FbExportProgressTarget *progress,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (*n_faxes = 0;; ++*n_faxes)
    {
      if (progress != NULL && *n_faxes % PROGRESS_STEP == 0)
        progress->func (*n_faxes, fb_fax_cursor_get_n_faxes (cursor), progress->user_data);
      g_autoptr (FbFax) fax = fb_fax_cursor_next (cursor, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (fax == NULL)
        return fb_fax_writer_finish (writer, cancellable, error);
      if (!fb_fax_writer_write (writer, fax, cancellable, error))
        return FALSE;
    }
}

/* An existing file is replaced only when the new one is complete. Nobody else may read it. */
static GOutputStream *
open_stream (const char *file_name, GCancellable *cancellable, GError **error)
{
  if (g_str_equal (file_name, STANDARD_OUTPUT))
    return g_unix_output_stream_new (STDOUT_FILENO, FALSE);

  g_autoptr (GFile) file = g_file_new_for_commandline_arg (file_name);
  return G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE,
                                          G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                          cancellable, error));
}

/* Closing a stream with a cancelled cancellable drops what was written to it. */
static gboolean
close_stream (GOutputStream *stream, gboolean is_complete, GError **error)
{
  g_autoptr (GCancellable) dropped = g_cancellable_new ();

  if (is_complete)
    return g_output_stream_close (stream, NULL, error);
  g_cancellable_cancel (dropped);
  g_output_stream_close (stream, dropped, NULL);
  return FALSE;
}

/**
 * fb_export:
 * @folder: the data folder
 * @file_name: where to write, "-" for standard output; its ending decides the format, JSON or CSV
 * @progress: (nullable): what is told how far it has come
 * @n_faxes: (out) (optional): how many faxes were written
 * @cancellable: (nullable): ends it early; then the file is left as it was
 * @error: (optional): where to say what failed
 *
 * Writes every fax, newest first, in flat memory. It blocks.
 *
 * Returns: whether the file is complete
 */
gboolean
fb_export (const char *folder,
           const char *file_name,
           const FbExportProgressTarget *progress,
           guint *n_faxes,
           GCancellable *cancellable,
           GError **error)
{
  guint n_written = 0;

  g_autoptr (FbFaxCursor) cursor = fb_fax_cursor_new (folder, error);
  if (cursor == NULL)
    return FALSE;
  g_autoptr (GOutputStream) target = open_stream (file_name, cancellable, error);
  if (target == NULL)
    return FALSE;

  g_autoptr (GOutputStream) stream = g_buffered_output_stream_new (target);
  g_autoptr (FbFaxWriter) writer = fb_fax_writer_new (stream, fb_fax_format_for_name (file_name));
  gboolean is_written = write_faxes (cursor, writer, &n_written, progress, cancellable, error) &&
                        g_output_stream_flush (stream, cancellable, error);
  if (n_faxes != NULL)
    *n_faxes = n_written;
  return close_stream (stream, is_written, error);
}

typedef struct
{
  char *folder;
  char *file_name;
  FbExportProgressFunc progress;
  gpointer progress_data;
} Export;

/* What the thread tells the context that the export was begun in. */
typedef struct
{
  GTask *task;
  guint n_done;
  guint n_faxes;
} Progress;

static void
progress_free (gpointer data)
{
  Progress *progress = data;

  g_object_unref (progress->task);
  g_free (progress);
}

static gboolean
on_progress (gpointer data)
{
  const Progress *progress = data;
  const Export *export = g_task_get_task_data (progress->task);

  /* What was told last may come when the export has ended. */
  if (!g_task_get_completed (progress->task))
    export->progress (progress->n_done, progress->n_faxes, export->progress_data);
  return G_SOURCE_REMOVE;
}

static void
report_progress (guint n_done, guint n_faxes, gpointer user_data)
{
  Progress *progress = g_new (Progress, 1);

  *progress = (Progress){ g_object_ref (user_data), n_done, n_faxes };
  g_main_context_invoke_full (g_task_get_context (user_data), G_PRIORITY_DEFAULT, on_progress,
                              progress, progress_free);
}

static void
export_free (gpointer data)
{
  Export *export = data;

  g_free (export->folder);
  g_free (export->file_name);
  g_free (export);
}

static void
export_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Export *export = task_data;
  const FbExportProgressTarget progress = { report_progress, task };
  guint n_faxes;
  GError *error = NULL;

  if (fb_export (export->folder, export->file_name, export->progress != NULL ? &progress : NULL,
                 &n_faxes, cancellable, &error))
    g_task_return_int (task, n_faxes);
  else
    g_task_return_error (task, error);
}

/**
 * fb_export_async:
 * @folder: the data folder
 * @file_name: as for fb_export()
 * @progress: (nullable) (scope async): called now and then, in the context this is called from,
 * with how many faxes were written and how many there are in all; not after @callback
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it early; then the file is left as it was
 * @callback: called when the file is complete, or won't be
 * @user_data: for @callback
 */
void
fb_export_async (const char *folder,
                 const char *file_name,
                 FbExportProgressFunc progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Export *export = g_new (Export, 1);

  *export = (Export){ g_strdup (folder), g_strdup (file_name), progress, progress_data };
  g_task_set_source_tag (task, fb_export_async);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_in_thread);
}

/**
 * fb_export_finish:
 * @result: what the callback was given
 * @n_faxes: (out) (optional): how many faxes were written
 * @error: (optional): where to say what failed
 *
 * Returns: whether the file is complete
 */
gboolean
fb_export_finish (GAsyncResult *result, guint *n_faxes, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  gssize n_written = g_task_propagate_int (G_TASK (result), error);
  if (n_faxes != NULL && n_written >= 0)
    *n_faxes = (guint) n_written;
  return n_written >= 0;
}
