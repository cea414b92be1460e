/* fb-rendered-document-pdf.c
 *
 * A PDF of all pages of a document. A helper of its own writes it, so that meanwhile pages are
 * drawn by the document's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-file-private.h"
#include "fb-rendered-document-private.h"

#include <unistd.h>

typedef struct
{
  char *path;
  int fd;                   /* of the PDF; -1 before it is made, and when the helper has it */
  gboolean is_made;         /* by us: to be removed if it is not written */
  FbRenderSession *session; /* the PDF's own */
  FbRenderFlags flags;      /* of what was written */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  if (writing->session != NULL)
    fb_render_session_close (writing->session);
  g_clear_object (&writing->session);
  if (writing->fd >= 0)
    close (writing->fd);
  g_free (writing->path);
  g_free (writing);
}

static void
fail (GTask *task, GError *error)
{
  Writing *writing = g_task_get_task_data (task);

  if (writing->is_made)
    fb_document_file_remove (writing->path);
  g_task_return_error (task, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Writing *writing = g_task_get_task_data (task);
  FbRenderAnswer answer;
  GError *error = NULL;

  if (!fb_render_session_ask_finish (FB_RENDER_SESSION (source), result, &answer, NULL, &error))
    {
      fail (task, error);
      return;
    }
  writing->flags = answer.flags;
  g_task_return_boolean (task, TRUE);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;

  if (!fb_render_session_ask_finish (writing->session, result, NULL, NULL, &error))
    {
      fail (task, error);
      return;
    }
  const int fd = writing->fd;
  writing->fd = -1;
  fb_render_session_ask_async (writing->session, &(FbRenderRequest){ .kind = FB_RENDER_PDF }, fd,
                               FB_PAGE_VISIBLE, g_task_get_cancellable (task), on_written,
                               g_object_ref (task));
}

static void
on_document_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbRenderedDocument *self = g_task_get_source_object (task);
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;
  const int fd = fb_document_file_open_finish (result, &error);

  if (fd < 0)
    {
      fail (task, error);
      return;
    }
  writing->session = fb_render_session_new_beside (fb_rendered_document_get_session (self), fd);
  fb_render_session_ask_async (writing->session, &(FbRenderRequest){ .kind = FB_RENDER_OPEN }, -1,
                               FB_PAGE_VISIBLE, g_task_get_cancellable (task), on_opened,
                               g_object_ref (task));
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbRenderedDocument *self = g_task_get_source_object (task);
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;

  writing->fd = fb_document_file_open_finish (result, &error);
  if (writing->fd < 0)
    {
      fail (task, error);
      return;
    }
  writing->is_made = TRUE;
  fb_document_file_open_again_async (
    fb_render_session_get_document (fb_rendered_document_get_session (self)),
    g_task_get_cancellable (task), on_document_open, g_object_ref (task));
}

/**
 * fb_rendered_document_write_pdf_async:
 * @self: a document
 * @path: where no file is yet
 * @cancellable: (nullable): gives up
 * @callback: called when the PDF is written
 * @user_data: for @callback
 *
 * Makes a PDF of all pages, for nobody else to read. If it fails, no file is left.
 */
void
fb_rendered_document_write_pdf_async (FbRenderedDocument *self,
                                      const char *path,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (FB_IS_RENDERED_DOCUMENT (self));
  g_return_if_fail (path != NULL);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  writing->path = g_strdup (path);
  writing->fd = -1;
  g_task_set_source_tag (task, fb_rendered_document_write_pdf_async);
  g_task_set_task_data (task, writing, writing_free);
  /* Each step heeds the cancellable; a PDF that is whole remains. */
  g_task_set_check_cancellable (task, FALSE);
  fb_document_file_open_async (path, FB_DOCUMENT_FILE_CREATE, cancellable, on_made,
                               g_object_ref (task));
}

/**
 * fb_rendered_document_write_pdf_finish:
 * @self: a document
 * @result: what the callback was given
 * @flags: (out) (optional): what a reader has to be told: %FB_RENDER_PARTIAL if a part of any page
 *   could not be read, and is missing
 * @error: (optional): an #FbRenderError, a #GIOErrorEnum if the file can't be made, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is written
 */
gboolean
fb_rendered_document_write_pdf_finish (FbRenderedDocument *self,
                                       GAsyncResult *result,
                                       FbRenderFlags *flags,
                                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  const Writing *writing = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (flags != NULL)
    *flags = writing->flags;
  return TRUE;
}
