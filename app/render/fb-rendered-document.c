/* fb-rendered-document.c
 *
 * A document whose pages are drawn by a helper. Keeps what is known of all pages, which are their
 * shapes, and no page.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-file-private.h"
#include "fb-rendered-document-private.h"

#include <math.h>

/* How many shapes are asked for at once: a page that is wanted then waits for them, some
 * milliseconds. */
#define SIZES_AT_ONCE 64

/* A4, where even the first page's shape can't be told. */
#define A4 ((FbRenderSize){ 595.0f, 842.0f })

struct _FbRenderedDocument
{
  GObject parent_instance;

  FbRenderSession *session;
  GCancellable *closing; /* for what is asked for in the background */
  guint n_pages;
  gboolean has_more;
  FbRenderSize *sizes;
  guint n_sizes; /* known, or never to be known */
  guint idle;
};

enum
{
  SIZES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FbRenderedDocument, fb_rendered_document, G_TYPE_OBJECT)

/* Shapes of pages */

static float
check_points (float points)
{
  return isfinite (points) ? CLAMP (points, FB_RENDER_MIN_POINTS, FB_RENDER_MAX_POINTS)
                           : FB_RENDER_MIN_POINTS;
}

static FbRenderSize
check_size (FbRenderSize size)
{
  if (!isfinite (size.width) || !isfinite (size.height))
    return A4;
  return (FbRenderSize){ check_points (size.width), check_points (size.height) };
}

static void
take_sizes (FbRenderedDocument *self, guint first, GBytes *memory)
{
  gsize length;
  const FbRenderSize *written = g_bytes_get_data (memory, &length);
  /* Copied before they are checked. */
  g_autofree FbRenderSize *sizes = g_memdup2 (written, length);

  for (guint i = 0; i < length / sizeof *sizes; i++)
    self->sizes[first + i] = check_size (sizes[i]);
}

static guint
count_sizes_to_ask (FbRenderedDocument *self)
{
  return MIN (SIZES_AT_ONCE, self->n_pages - self->n_sizes);
}

static void ask_sizes (FbRenderedDocument *self);

static void
on_sizes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) memory = NULL;
  const gboolean is_done =
    fb_render_session_ask_finish (FB_RENDER_SESSION (source), result, NULL, &memory, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* the document is gone */

  g_autoptr (FbRenderedDocument) self = g_object_ref (user_data);
  const guint first = self->n_sizes;
  const guint n = count_sizes_to_ask (self);
  self->n_sizes += n;
  if (is_done)
    {
      take_sizes (self, first, memory);
      g_signal_emit (self, signals[SIZES_CHANGED], 0, first, n);
    }
  /* Pages whose shapes can't be told keep the first one's. A helper that can't be had, or that
   * crashes at this, is not asked for more of them. */
  if (is_done || g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_DAMAGED))
    ask_sizes (self);
}

static void
ask_sizes (FbRenderedDocument *self)
{
  const FbRenderRequest request = { .kind = FB_RENDER_SIZES,
                                    .page = self->n_sizes,
                                    .count = count_sizes_to_ask (self) };

  if (request.count > 0 && !g_cancellable_is_cancelled (self->closing))
    fb_render_session_ask_async (self->session, &request, -1, FB_PAGE_BACKGROUND, self->closing,
                                 on_sizes, self);
}

static gboolean
on_idle (gpointer data)
{
  FbRenderedDocument *self = data;

  self->idle = 0;
  ask_sizes (self);
  return G_SOURCE_REMOVE;
}

/* Opening */

static void
on_first_size (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbRenderedDocument *self = g_task_get_task_data (task);
  g_autoptr (GBytes) memory = NULL;
  g_autoptr (GError) error = NULL;
  const gboolean is_done =
    fb_render_session_ask_finish (FB_RENDER_SESSION (source), result, NULL, &memory, &error);

  if (!is_done && !g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_DAMAGED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (is_done)
    take_sizes (self, 0, memory);
  for (guint i = 1; i < self->n_pages; i++)
    self->sizes[i] = self->sizes[0];
  self->n_sizes = 1;
  /* The other shapes are asked for when who opened it has asked for what is to be seen. */
  self->idle = g_idle_add_full (G_PRIORITY_LOW, on_idle, self, NULL);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbRenderedDocument *self = g_task_get_task_data (task);
  FbRenderSession *session = FB_RENDER_SESSION (source);
  FbRenderAnswer answer;
  g_autoptr (GError) error = NULL;

  if (!fb_render_session_ask_finish (session, result, &answer, NULL, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  self->n_pages = answer.n_pages;
  self->has_more = answer.has_more != 0;
  self->sizes = g_new (FbRenderSize, self->n_pages);
  self->sizes[0] = A4;
  fb_render_session_ask_async (session, &(FbRenderRequest){ .kind = FB_RENDER_SIZES, .count = 1 },
                               -1, FB_PAGE_VISIBLE, g_task_get_cancellable (task), on_first_size,
                               g_object_ref (task));
}

static void
on_file_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FbRenderLauncher *launcher = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const int fd = fb_document_file_open_finish (result, &error);

  if (fd < 0)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  FbRenderedDocument *self = g_object_new (FB_TYPE_RENDERED_DOCUMENT, NULL);
  self->session = fb_render_session_new (launcher, fd);
  g_task_set_task_data (task, self, g_object_unref);
  fb_render_session_ask_async (self->session, &(FbRenderRequest){ .kind = FB_RENDER_OPEN }, -1,
                               FB_PAGE_VISIBLE, g_task_get_cancellable (task), on_opened,
                               g_object_ref (task));
}

/**
 * fb_rendered_document_open_async:
 * @launcher: where helpers come from
 * @path: a PDF or TIFF; no link is followed
 * @cancellable: (nullable): gives up
 * @callback: called when the document is open
 * @user_data: for @callback
 *
 * Opens a document, and has the shape of its first page told.
 */
void
fb_rendered_document_open_async (FbRenderLauncher *launcher,
                                 const char *path,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (FB_IS_RENDER_LAUNCHER (launcher));
  g_return_if_fail (path != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, fb_rendered_document_open_async);
  g_task_set_task_data (task, g_object_ref (launcher), g_object_unref);
  fb_document_file_open_async (path, FB_DOCUMENT_FILE_READ, cancellable, on_file_open,
                               g_object_ref (task));
}

/**
 * fb_rendered_document_open_finish:
 * @result: what the callback was given
 * @error: (optional): an #FbRenderError, or a #GIOErrorEnum if the file can't be opened or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): a document
 */
FbRenderedDocument *
fb_rendered_document_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * fb_rendered_document_get_n_pages:
 * @self: a document
 *
 * Returns: how many pages can be shown, at least 1
 */
guint
fb_rendered_document_get_n_pages (FbRenderedDocument *self)
{
  g_return_val_if_fail (FB_IS_RENDERED_DOCUMENT (self), 0);

  return self->n_pages;
}

/**
 * fb_rendered_document_has_more_pages:
 * @self: a document
 *
 * Returns: whether it has more pages than can be shown
 */
gboolean
fb_rendered_document_has_more_pages (FbRenderedDocument *self)
{
  g_return_val_if_fail (FB_IS_RENDERED_DOCUMENT (self), FALSE);

  return self->has_more;
}

/**
 * fb_rendered_document_get_size:
 * @self: a document
 * @page: from 0
 *
 * Returns: the shape of the page, in points
 */
FbRenderSize
fb_rendered_document_get_size (FbRenderedDocument *self, guint page)
{
  g_return_val_if_fail (FB_IS_RENDERED_DOCUMENT (self), A4);
  g_return_val_if_fail (page < self->n_pages, A4);

  return self->sizes[page];
}

/**
 * fb_rendered_document_get_session:
 * @self: a document
 *
 * Returns: (transfer none): the helper's; for tests
 */
FbRenderSession *
fb_rendered_document_get_session (FbRenderedDocument *self)
{
  g_return_val_if_fail (FB_IS_RENDERED_DOCUMENT (self), NULL);

  return self->session;
}

/* GObject */

static void
fb_rendered_document_dispose (GObject *object)
{
  FbRenderedDocument *self = FB_RENDERED_DOCUMENT (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_cancellable_cancel (self->closing);
  if (self->session != NULL)
    fb_render_session_close (self->session);

  G_OBJECT_CLASS (fb_rendered_document_parent_class)->dispose (object);
}

static void
fb_rendered_document_finalize (GObject *object)
{
  FbRenderedDocument *self = FB_RENDERED_DOCUMENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->closing);
  g_free (self->sizes);

  G_OBJECT_CLASS (fb_rendered_document_parent_class)->finalize (object);
}

static void
fb_rendered_document_class_init (FbRenderedDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_rendered_document_dispose;
  object_class->finalize = fb_rendered_document_finalize;

  signals[SIZES_CHANGED] =
    g_signal_new ("sizes-changed", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
fb_rendered_document_init (FbRenderedDocument *self)
{
  self->closing = g_cancellable_new ();
}
