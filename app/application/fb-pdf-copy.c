/* fb-pdf-copy.c
 *
 * A PDF made of a document, for applications that show only the first page of a TIFF. It lies in
 * the user's cache, which nobody else can read and which a sandbox can hand over, until Faxbell
 * starts again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-pdf-copy.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "fb-rendered-document.h"

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_cache_dir (), "faxbell", "pdf", NULL);
}

/* Each copy in a folder of its own: it keeps its name. */
static char *
make_file_name (const char *document_path, GError **error)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *own_folder = g_build_filename (folder, "XXXXXX", NULL);
  g_autofree char *name = g_path_get_basename (document_path);
  char *ending = strrchr (name, '.');

  if (g_mkdir_with_parents (folder, 0700) != 0 || g_mkdtemp_full (own_folder, 0700) == NULL)
    {
      const int code = errno;
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "No folder for a copy: %s",
                   g_strerror (code));
      return NULL;
    }
  if (ending != NULL && ending != name)
    *ending = '\0';
  g_autofree char *copy_name = g_strconcat (name, ".pdf", NULL);
  return g_build_filename (own_folder, copy_name, NULL);
}

static void
make_file_name_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *file_name = make_file_name (data, &error);

  if (file_name != NULL)
    g_task_return_pointer (task, file_name, g_free);
  else
    g_task_return_error (task, error);
}

/* What is being made. */
typedef struct
{
  FbRenderLauncher *launcher;
  char *document_path;
  char *file_name;
  FbRenderFlags flags;
} Copy;

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_object_unref (copy->launcher);
  g_free (copy->document_path);
  g_free (copy->file_name);
  g_free (copy);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;

  if (fb_rendered_document_write_pdf_finish (FB_RENDERED_DOCUMENT (source), result, &copy->flags,
                                             &error))
    g_task_return_pointer (task, g_file_new_for_path (copy->file_name), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (FbRenderedDocument) document = fb_rendered_document_open_finish (result, &error);

  if (document != NULL)
    fb_rendered_document_write_pdf_async (document, copy->file_name, g_task_get_cancellable (task),
                                          on_written, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static void
on_file_name (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;

  copy->file_name = g_task_propagate_pointer (G_TASK (result), &error);
  if (copy->file_name != NULL)
    fb_rendered_document_open_async (copy->launcher, copy->document_path,
                                     g_task_get_cancellable (task), on_opened, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

/**
 * fb_pdf_copy_make_async:
 * @launcher: starts what reads the document
 * @path: the document's
 * @cancellable: (nullable): ends it
 * @callback: called when the copy is there, or can't be
 * @user_data: for @callback
 *
 * Makes a PDF of all pages. For the main thread.
 */
void
fb_pdf_copy_make_async (FbRenderLauncher *launcher,
                        const char *path,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (FB_IS_RENDER_LAUNCHER (launcher));
  g_return_if_fail (path != NULL);

  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Copy *copy = g_new0 (Copy, 1);

  copy->launcher = g_object_ref (launcher);
  copy->document_path = g_strdup (path);
  g_task_set_source_tag (task, fb_pdf_copy_make_async);
  g_task_set_task_data (task, copy, copy_free);

  g_autoptr (GTask) naming = g_task_new (NULL, cancellable, on_file_name, task);
  g_task_set_task_data (naming, g_strdup (path), g_free);
  g_task_run_in_thread (naming, make_file_name_in_thread);
}

/**
 * fb_pdf_copy_make_finish:
 * @result: what the callback got
 * @is_partial: (out) (optional): whether a part of the document could not be read, and is missing
 * @error: why there is none: of #FB_RENDER_ERROR or #G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): the copy
 */
GFile *
fb_pdf_copy_make_finish (GAsyncResult *result, gboolean *is_partial, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  const Copy *copy = g_task_get_task_data (G_TASK (result));
  if (is_partial != NULL)
    *is_partial = (copy->flags & FB_RENDER_PARTIAL) != 0;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Removing */

/* Only what was made here: folders, with files in them. */
static void
remove_folder (const char *path, guint depth)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_unlink (child) != 0 && depth > 0)
        remove_folder (child, depth - 1);
    }
  g_rmdir (path);
}

static void
remove_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *folder = dup_folder ();

  remove_folder (folder, 1);
  g_task_return_boolean (task, TRUE);
}

/**
 * fb_pdf_copies_remove_async:
 *
 * Removes the copies that were made before, in a thread, and waits for nothing. To be called before
 * the first one is made.
 */
void
fb_pdf_copies_remove_async (void)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_run_in_thread (task, remove_in_thread);
}
