/* fb-spool-stream.c
 *
 * A spool file of the store as a stream, for what comes from the network. GIO writes to it in a
 * thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-spool-stream.h"

struct _FbSpoolStream
{
  GOutputStream parent_instance;

  GWeakRef store; /* the thread that writes must not be the one that ends it */
  FbSpoolFile *file;
};

G_DEFINE_FINAL_TYPE (FbSpoolStream, fb_spool_stream, G_TYPE_OUTPUT_STREAM)

/* GOutputStream */

static gssize
fb_spool_stream_write (GOutputStream *stream,
                       const void *buffer,
                       gsize count,
                       GCancellable *cancellable,
                       GError **error)
{
  FbSpoolStream *self = FB_SPOOL_STREAM (stream);
  g_autoptr (FbStore) store = g_weak_ref_get (&self->store);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  if (store == NULL || self->file == NULL)
    {
      g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CLOSED, "The store is not open");
      return -1;
    }
  return fb_store_write_spool_file (store, self->file, buffer, count, error) ? (gssize) count : -1;
}

/* GObject */

static void
fb_spool_stream_finalize (GObject *object)
{
  FbSpoolStream *self = FB_SPOOL_STREAM (object);

  g_clear_pointer (&self->file, fb_spool_file_throw_away);
  g_weak_ref_clear (&self->store);

  G_OBJECT_CLASS (fb_spool_stream_parent_class)->finalize (object);
}

static void
fb_spool_stream_class_init (FbSpoolStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_spool_stream_finalize;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = fb_spool_stream_write;
}

static void
fb_spool_stream_init (FbSpoolStream *self)
{
  g_weak_ref_init (&self->store, NULL);
}

/**
 * fb_spool_stream_new:
 * @store: where what is written to it may be kept
 * @error: (optional): a `FbStoreError`
 *
 * What is written to it, and not taken out of it, is thrown away with it.
 *
 * Returns: (transfer full) (nullable): an empty stream
 */
GOutputStream *
fb_spool_stream_new (FbStore *store, GError **error)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);

  FbSpoolFile *file = fb_store_create_spool_file (store, error);
  if (file == NULL)
    return NULL;
  FbSpoolStream *self = g_object_new (FB_TYPE_SPOOL_STREAM, NULL);
  g_weak_ref_set (&self->store, store);
  self->file = file;
  return G_OUTPUT_STREAM (self);
}

/**
 * fb_spool_stream_steal_file:
 * @self: a stream to which nothing is being written
 *
 * Returns: (transfer full) (nullable): what was written to it; %NULL if it was taken before
 */
FbSpoolFile *
fb_spool_stream_steal_file (FbSpoolStream *self)
{
  g_return_val_if_fail (FB_IS_SPOOL_STREAM (self), NULL);

  return g_steal_pointer (&self->file);
}
