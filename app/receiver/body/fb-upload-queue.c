/* fb-upload-queue.c
 *
 * Bodies are parsed and written to the spool by threads other than the receiver's, one for each
 * that has something to do: when the disk is slow, write(2) waits for it, and only the upload that
 * writes shall wait. While a queue is full no more of its body is received, so that memory stays
 * bounded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-upload-queue.h"

/* A queue is full at the one, and has room again at the other. */
#define FULL_BYTES (512 * 1024)
#define ROOM_BYTES (128 * 1024)

struct _FbUploadQueue
{
  FbUploadQueueFunc on_changed; /* NULL once it is freed */
  gpointer user_data;
  GMainContext *context;
  FbUpload *upload; /* the thread's while one is running */

  GMutex mutex; /* guards all that follows */
  GQueue chunks;
  gsize n_bytes;
  gboolean is_full;
  gboolean is_running;
  gboolean is_complete;
  gboolean is_finished;
  gboolean is_freed;
  GError *error;
};

static void
queue_clear (gpointer data)
{
  FbUploadQueue *queue = data;

  fb_upload_free (queue->upload);
  g_queue_clear_full (&queue->chunks, (GDestroyNotify) g_bytes_unref);
  g_clear_error (&queue->error);
  g_main_context_unref (queue->context);
  g_mutex_clear (&queue->mutex);
}

static void
queue_unref (gpointer queue)
{
  g_atomic_rc_box_release_full (queue, queue_clear);
}

static gboolean
on_notified (gpointer data)
{
  FbUploadQueue *queue = data;

  if (queue->on_changed != NULL)
    queue->on_changed (queue->user_data);
  return G_SOURCE_REMOVE;
}

static void
notify (FbUploadQueue *queue)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_notified, g_atomic_rc_box_acquire (queue), queue_unref);
  g_source_attach (source, queue->context);
}

static gboolean
feed (FbUpload *upload, GBytes *chunk, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (chunk, &size);

  return fb_upload_feed (upload, data, size, error);
}

/* With the mutex held, which is released meanwhile. Returns whether there may be more to do. */
static gboolean
work_once (FbUploadQueue *queue)
{
  g_autoptr (GBytes) chunk = NULL;
  GError *error = NULL;

  if (queue->is_freed || queue->error != NULL || queue->is_finished)
    return FALSE;
  chunk = g_queue_pop_head (&queue->chunks);
  if (chunk == NULL && !queue->is_complete)
    return FALSE;

  g_mutex_unlock (&queue->mutex);
  gboolean is_ok =
    chunk != NULL ? feed (queue->upload, chunk, &error) : fb_upload_finish (queue->upload, &error);
  /* Nothing is left in the spool of a request that is refused, when it is. */
  if (!is_ok)
    g_clear_pointer (&queue->upload, fb_upload_free);
  g_mutex_lock (&queue->mutex);

  queue->n_bytes -= chunk != NULL ? g_bytes_get_size (chunk) : 0;
  queue->error = error;
  queue->is_finished = is_ok && chunk == NULL;
  gboolean has_room = queue->is_full && queue->n_bytes <= ROOM_BYTES;
  if (has_room)
    queue->is_full = FALSE;
  if (has_room || !is_ok || queue->is_finished)
    notify (queue);
  return TRUE;
}

/* In a thread of the pool. The last reference is often released here, so that the spool's files are
 * removed by this thread, too. */
static void
work (gpointer data, gpointer unused)
{
  FbUploadQueue *queue = data;

  g_mutex_lock (&queue->mutex);
  while (work_once (queue))
    ;
  queue->is_running = FALSE;
  g_mutex_unlock (&queue->mutex);
  queue_unref (queue);
}

/* There are no more threads than requests, which are limited. */
static GThreadPool *
get_threads (void)
{
  static GThreadPool *threads;

  if (g_once_init_enter (&threads))
    g_once_init_leave (&threads, g_thread_pool_new (work, NULL, -1, FALSE, NULL));
  return threads;
}

/* With the mutex held. */
static void
start_work (FbUploadQueue *queue)
{
  if (queue->is_running)
    return;
  queue->is_running = TRUE;
  g_thread_pool_push (get_threads (), g_atomic_rc_box_acquire (queue), NULL);
}

/**
 * fb_upload_queue_new:
 * @upload: (transfer full): an upload
 * @context: the receiver's main context
 * @on_changed: called in @context when something has changed
 * @user_data: for @on_changed
 *
 * Returns: (transfer full): an empty queue
 */
FbUploadQueue *
fb_upload_queue_new (FbUpload *upload,
                     GMainContext *context,
                     FbUploadQueueFunc on_changed,
                     gpointer user_data)
{
  FbUploadQueue *queue = g_atomic_rc_box_new0 (FbUploadQueue);

  queue->upload = upload;
  queue->context = g_main_context_ref (context);
  queue->on_changed = on_changed;
  queue->user_data = user_data;
  g_mutex_init (&queue->mutex);
  g_queue_init (&queue->chunks);
  return queue;
}

/**
 * fb_upload_queue_free:
 * @queue: (nullable) (transfer full): a queue
 *
 * Drops the upload and calls back no more. It doesn't wait: files are removed in another thread.
 */
void
fb_upload_queue_free (FbUploadQueue *queue)
{
  if (queue == NULL)
    return;
  queue->on_changed = NULL;
  g_mutex_lock (&queue->mutex);
  queue->is_freed = TRUE;
  start_work (queue);
  g_mutex_unlock (&queue->mutex);
  queue_unref (queue);
}

/**
 * fb_upload_queue_push:
 * @queue: a queue that is not complete
 * @data: the next bytes of the body; copied
 * @length: the number of bytes
 *
 * Then ask fb_upload_queue_is_full().
 */
void
fb_upload_queue_push (FbUploadQueue *queue, const guint8 *data, gsize length)
{
  g_mutex_lock (&queue->mutex);
  g_queue_push_tail (&queue->chunks, g_bytes_new (data, length));
  queue->n_bytes += length;
  queue->is_full = queue->is_full || queue->n_bytes >= FULL_BYTES;
  start_work (queue);
  g_mutex_unlock (&queue->mutex);
}

/**
 * fb_upload_queue_finish:
 * @queue: a queue
 *
 * All of the body was pushed. When all of it has been written, the upload is finished.
 */
void
fb_upload_queue_finish (FbUploadQueue *queue)
{
  g_mutex_lock (&queue->mutex);
  queue->is_complete = TRUE;
  start_work (queue);
  g_mutex_unlock (&queue->mutex);
}

/**
 * fb_upload_queue_is_full:
 * @queue: a queue
 *
 * Returns: whether nothing more should be received until there is room again
 */
gboolean
fb_upload_queue_is_full (FbUploadQueue *queue)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&queue->mutex);

  return queue->is_full;
}

/**
 * fb_upload_queue_dup_error:
 * @queue: a queue
 *
 * Returns: (transfer full) (nullable): why the upload has failed, as in fb_upload_feed()
 */
GError *
fb_upload_queue_dup_error (FbUploadQueue *queue)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&queue->mutex);

  return queue->error != NULL ? g_error_copy (queue->error) : NULL;
}

/**
 * fb_upload_queue_get_finished:
 * @queue: a queue
 *
 * Returns: (transfer none) (nullable): the upload, if it is finished; it belongs to this thread
 * again
 */
FbUpload *
fb_upload_queue_get_finished (FbUploadQueue *queue)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&queue->mutex);

  return queue->is_finished ? queue->upload : NULL;
}
