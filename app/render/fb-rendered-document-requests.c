/* fb-rendered-document-requests.c
 *
 * What a document is asked for: pages and their texts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-text-private.h"
#include "fb-render-error-private.h"
#include "fb-rendered-document-private.h"
#include "fb-rendered-page-private.h"

static gboolean
is_drawable (guint width, guint height)
{
  return width <= FB_RENDER_MAX_SIDE && height <= FB_RENDER_MAX_SIDE &&
         (guint64) width * height <= FB_RENDER_MAX_PIXELS;
}

static FbRenderRequest *
add_request (GTask *task, const FbRenderRequest *request)
{
  FbRenderRequest *copy = g_memdup2 (request, sizeof *request);

  g_task_set_task_data (task, copy, g_free);
  return copy;
}

static void
on_rendered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const FbRenderRequest *request = g_task_get_task_data (task);
  FbRenderAnswer answer;
  g_autoptr (GBytes) memory = NULL;
  g_autoptr (GError) error = NULL;

  if (!fb_render_session_ask_finish (FB_RENDER_SESSION (source), result, &answer, &memory, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  FbRenderedPage *page =
    fb_rendered_page_new (memory, request->width, request->height, answer.flags);
  g_task_return_pointer (task, page, (GDestroyNotify) fb_rendered_page_unref);
}

/**
 * fb_rendered_document_render_async:
 * @self: a document
 * @page: from 0
 * @width: pixels, more than 0
 * @height: pixels, more than 0
 * @urgency: which request is taken first
 * @cancellable: (nullable): takes the request back
 * @callback: called when the page is drawn
 * @user_data: for @callback
 *
 * Draws a page.
 */
void
fb_rendered_document_render_async (FbRenderedDocument *self,
                                   guint page,
                                   guint width,
                                   guint height,
                                   FbPageUrgency urgency,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (FB_IS_RENDERED_DOCUMENT (self));
  g_return_if_fail (page < fb_rendered_document_get_n_pages (self));
  g_return_if_fail (width > 0 && height > 0);

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fb_rendered_document_render_async);
  if (!is_drawable (width, height))
    {
      g_task_return_error (task, fb_render_error_new (FB_RENDER_ERROR_TOO_LARGE));
      return;
    }
  const FbRenderRequest *request = add_request (
    task,
    &(FbRenderRequest){ .kind = FB_RENDER_PAGE, .page = page, .width = width, .height = height });
  fb_render_session_ask_async (fb_rendered_document_get_session (self), request, -1, urgency,
                               cancellable, on_rendered, g_object_ref (task));
}

/**
 * fb_rendered_document_render_finish:
 * @self: a document
 * @result: what the callback was given
 * @error: (optional): an #FbRenderError, a #GIOErrorEnum if there is no memory, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the page
 */
FbRenderedPage *
fb_rendered_document_render_finish (FbRenderedDocument *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Text */

static void
on_text_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) memory = NULL;
  g_autoptr (GError) error = NULL;

  if (!fb_render_session_ask_finish (FB_RENDER_SESSION (source), result, NULL, &memory, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_return_pointer (task, fb_page_text_new_from_memory (g_bytes_get_data (memory, NULL)),
                         (GDestroyNotify) fb_page_text_unref);
}

/**
 * fb_rendered_document_read_text_async:
 * @self: a document
 * @page: from 0
 * @urgency: which request is taken first
 * @cancellable: (nullable): takes the request back
 * @callback: called when the page is read
 * @user_data: for @callback
 *
 * Reads what text a page brings along; a scanned page brings none.
 */
void
fb_rendered_document_read_text_async (FbRenderedDocument *self,
                                      guint page,
                                      FbPageUrgency urgency,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_return_if_fail (FB_IS_RENDERED_DOCUMENT (self));
  g_return_if_fail (page < fb_rendered_document_get_n_pages (self));

  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fb_rendered_document_read_text_async);
  fb_render_session_ask_async (fb_rendered_document_get_session (self),
                               &(FbRenderRequest){ .kind = FB_RENDER_TEXT, .page = page }, -1,
                               urgency, cancellable, on_text_read, g_object_ref (task));
}

/**
 * fb_rendered_document_read_text_finish:
 * @self: a document
 * @result: what the callback was given
 * @error: (optional): an #FbRenderError, a #GIOErrorEnum if there is no memory, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the text, which may be empty
 */
FbPageText *
fb_rendered_document_read_text_finish (FbRenderedDocument *self,
                                       GAsyncResult *result,
                                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
