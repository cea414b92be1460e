/* fb-flusher.c
 *
 * The first of two threads on the way to the disk. It takes everything that waits, so that the more
 * there is to do, the less each delivery costs: all documents go to the kernel, then each is
 * flushed, then each is moved to its place, then each folder is flushed. The file system's journal
 * commits once for many files.
 *
 * What it has flushed goes to the committer. While that one waits for its own flush, the next batch
 * is at work here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-flusher.h"

#include "fb-crash-point.h"

/* More would make the first of a batch wait too long. */
#define MAX_BATCH 128

struct _FbFlusher
{
  FbDocumentFolder *folder;
  FbCommitter *committer;
  GAsyncQueue *deliveries;
  GThread *thread;
};

/* Ends the thread. */
static FbDelivery end_marker;

/* Waits for a delivery, and takes all that have come meanwhile. */
static GPtrArray *
take_batch (FbFlusher *self, gboolean *is_last)
{
  GPtrArray *batch = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_delivery_free);
  FbDelivery *delivery = g_async_queue_pop (self->deliveries);

  while (delivery != NULL && delivery != &end_marker)
    {
      g_ptr_array_add (batch, delivery);
      delivery = batch->len < MAX_BATCH ? g_async_queue_try_pop (self->deliveries) : NULL;
    }
  *is_last = delivery == &end_marker;
  return batch;
}

static void
flush_folders (FbFlusher *self, GPtrArray *batch, FbFolders *changed)
{
  g_autoptr (GError) error = NULL;

  if (fb_document_folder_sync (self->folder, changed, &error))
    return;
  for (guint i = 0; i < batch->len; i++)
    {
      FbDelivery *delivery = g_ptr_array_index (batch, i);
      if (delivery->stored->len > 0)
        fb_delivery_fail (delivery, error);
    }
}

static void
flush_batch (FbFlusher *self, GPtrArray *batch)
{
  g_autoptr (FbFolders) changed = fb_folders_new ();

  for (guint i = 0; i < batch->len; i++)
    fb_delivery_settle (g_ptr_array_index (batch, i));
  for (guint i = 0; i < batch->len; i++)
    fb_delivery_sync (g_ptr_array_index (batch, i));
  for (guint i = 0; i < batch->len; i++)
    fb_delivery_place (g_ptr_array_index (batch, i), self->folder, changed);
  FB_CRASH_POINT ("placed");
  flush_folders (self, batch, changed);
  FB_CRASH_POINT ("folders-flushed");
}

static gpointer
flusher_main (gpointer data)
{
  FbFlusher *self = data;
  gboolean is_last = FALSE;

  while (!is_last)
    {
      g_autoptr (GPtrArray) batch = take_batch (self, &is_last);
      if (batch->len == 0)
        continue;
      flush_batch (self, batch);
      fb_committer_keep (self->committer, g_steal_pointer (&batch));
    }
  return NULL;
}

/**
 * fb_flusher_new:
 * @folder: the data folder, open; it must outlive the flusher
 * @committer: where flushed deliveries go; it must outlive the flusher
 *
 * Starts the thread.
 *
 * Returns: (transfer full): the flusher
 */
FbFlusher *
fb_flusher_new (FbDocumentFolder *folder, FbCommitter *committer)
{
  FbFlusher *self = g_new0 (FbFlusher, 1);

  self->folder = folder;
  self->committer = committer;
  self->deliveries = g_async_queue_new ();
  self->thread = g_thread_new ("flusher", flusher_main, self);
  return self;
}

/**
 * fb_flusher_free:
 * @flusher: (nullable): a flusher
 *
 * Waits until everything that it was given was handed to the committer.
 */
void
fb_flusher_free (FbFlusher *self)
{
  if (self == NULL)
    return;
  g_async_queue_push (self->deliveries, &end_marker);
  g_thread_join (self->thread);
  g_async_queue_unref (self->deliveries);
  g_free (self);
}

/**
 * fb_flusher_keep:
 * @flusher: a flusher
 * @delivery: (transfer full): a delivery; its task returns when it is kept or can't be
 *
 * Any thread may call it; it does not wait.
 */
void
fb_flusher_keep (FbFlusher *self, FbDelivery *delivery)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (delivery != NULL);

  g_async_queue_push (self->deliveries, delivery);
}
