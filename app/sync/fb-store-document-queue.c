/* fb-store-document-queue.c
 *
 * The queue of documents that is kept in the store: what is due is a state of the faxes' rows, and
 * what was fetched is kept beside what was delivered.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-document-queue.h"

#include "fb-spool-stream.h"

struct _FbStoreDocumentQueue
{
  GObject parent_instance;

  FbStore *store;
};

static void fb_store_document_queue_iface_init (FbDocumentQueueInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbStoreDocumentQueue,
                               fb_store_document_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FB_TYPE_DOCUMENT_QUEUE,
                                                      fb_store_document_queue_iface_init))

/* What is due */

typedef struct
{
  GPtrArray *due;
  gint64 next_due;
} Listed;

static void
listed_free (gpointer data)
{
  Listed *listed = data;

  g_clear_pointer (&listed->due, g_ptr_array_unref);
  g_free (listed);
}

static GPtrArray *
make_documents (GPtrArray *fetches)
{
  GPtrArray *documents = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_due_document_free);

  for (guint i = 0; i < fetches->len; i++)
    {
      const FbDueFetch *fetch = g_ptr_array_index (fetches, i);
      g_ptr_array_add (documents, fb_due_document_new (fetch->message_id, fetch->n_attempts));
    }
  return documents;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  gint64 next_due = 0;
  g_autoptr (GPtrArray) fetches =
    fb_store_list_due_finish (FB_STORE (source), result, &next_due, &error);

  if (fetches == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  Listed *listed = g_new (Listed, 1);
  *listed = (Listed){ make_documents (fetches), next_due };
  g_task_return_pointer (task, listed, listed_free);
}

static void
list_due_async (FbDocumentQueue *queue,
                gint64 time,
                guint max,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  FbStoreDocumentQueue *self = FB_STORE_DOCUMENT_QUEUE (queue);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, list_due_async);
  fb_store_list_due_async (self->store, time, max, cancellable, on_listed, task);
}

static GPtrArray *
list_due_finish (FbDocumentQueue *queue, GAsyncResult *result, gint64 *next_due, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, queue), NULL);

  Listed *listed = g_task_propagate_pointer (G_TASK (result), error);
  if (listed == NULL)
    return NULL;
  GPtrArray *due = g_steal_pointer (&listed->due);
  *next_due = listed->next_due;
  listed_free (listed);
  return due;
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  guint n_due;

  if (fb_store_count_due_finish (FB_STORE (source), result, &n_due, &error))
    g_task_return_int (task, n_due);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
count_due_async (FbDocumentQueue *queue,
                 gint64 time,
                 guint max,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  FbStoreDocumentQueue *self = FB_STORE_DOCUMENT_QUEUE (queue);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, count_due_async);
  fb_store_count_due_async (self->store, time, max, cancellable, on_counted, task);
}

static gboolean
count_due_finish (FbDocumentQueue *queue, GAsyncResult *result, guint *n_due, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, queue), FALSE);

  const gssize count = g_task_propagate_int (G_TASK (result), error);
  *n_due = (guint) MAX (count, 0);
  return count >= 0;
}

/* How one of the store's changes ends, and what it was asked for. */
typedef struct
{
  gboolean (*finish) (FbStore *store, GAsyncResult *result, GError **error);
  GTask *task;
} Change;

static gpointer
change_new (gboolean (*finish) (FbStore *store, GAsyncResult *result, GError **error), GTask *task)
{
  Change *change = g_new (Change, 1);

  *change = (Change){ finish, task };
  return change;
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Change *change = user_data;
  g_autoptr (GTask) task = change->task;
  g_autoptr (GError) error = NULL;

  if (change->finish (FB_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
make_due_async (FbDocumentQueue *queue,
                const char *message_id,
                gint64 time,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  FbStoreDocumentQueue *self = FB_STORE_DOCUMENT_QUEUE (queue);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, make_due_async);
  fb_store_make_due_async (self->store, message_id, time, on_changed,
                           change_new (fb_store_make_due_finish, task));
}

static void
put_off_async (FbDocumentQueue *queue,
               gint64 time,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  FbStoreDocumentQueue *self = FB_STORE_DOCUMENT_QUEUE (queue);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, put_off_async);
  fb_store_put_off_async (self->store, time, on_changed,
                          change_new (fb_store_put_off_finish, task));
}

/* What was fetched */

static void
open_async (FbDocumentQueue *queue,
            const char *message_id,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  FbStoreDocumentQueue *self = FB_STORE_DOCUMENT_QUEUE (queue);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  GOutputStream *stream = fb_spool_stream_new (self->store, &error);

  g_task_set_source_tag (task, open_async);
  if (stream != NULL)
    g_task_return_pointer (task, stream, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static GOutputStream *
open_finish (FbDocumentQueue *queue, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, queue), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* It may have come by another road before. */
static gboolean
keep_finish (FbStore *store, GAsyncResult *result, GError **error)
{
  return fb_store_keep_fetched_finish (store, result, NULL, error);
}

/* The store looks at the content itself. */
static void
keep_async (FbDocumentQueue *queue,
            const char *message_id,
            GOutputStream *stream,
            const char *media_type,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  FbStoreDocumentQueue *self = FB_STORE_DOCUMENT_QUEUE (queue);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, keep_async);
  fb_store_keep_fetched_async (self->store, message_id,
                               fb_spool_stream_steal_file (FB_SPOOL_STREAM (stream)), on_changed,
                               change_new (keep_finish, task));
}

static FbFetchState
get_state (FbFetchOutcome outcome)
{
  switch (outcome)
    {
    case FB_FETCH_NEEDS_KEY:
      return FB_FETCH_WITHOUT_KEY;
    case FB_FETCH_GONE:
      return FB_FETCH_LOST;
    case FB_FETCH_RETRY:
    default:
      return FB_FETCH_WAITING;
    }
}

static void
throw_away (GOutputStream *stream)
{
  FbSpoolFile *file = fb_spool_stream_steal_file (FB_SPOOL_STREAM (stream));

  if (file != NULL)
    fb_spool_file_throw_away (file);
}

static void
fail_async (FbDocumentQueue *queue,
            const char *message_id,
            GOutputStream *stream,
            const FbFetchFailure *failure,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  FbStoreDocumentQueue *self = FB_STORE_DOCUMENT_QUEUE (queue);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const FbFetchStatus status = { get_state (failure->outcome), failure->retry_at,
                                 failure->n_attempts };

  g_task_set_source_tag (task, fail_async);
  if (stream != NULL)
    throw_away (stream);
  fb_store_fail_fetch_async (self->store, message_id, &status, on_changed,
                             change_new (fb_store_fail_fetch_finish, task));
}

static gboolean
finish (FbDocumentQueue *queue, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, queue), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
fb_store_document_queue_iface_init (FbDocumentQueueInterface *iface)
{
  iface->list_due_async = list_due_async;
  iface->list_due_finish = list_due_finish;
  iface->count_due_async = count_due_async;
  iface->count_due_finish = count_due_finish;
  iface->make_due_async = make_due_async;
  iface->make_due_finish = finish;
  iface->put_off_async = put_off_async;
  iface->put_off_finish = finish;
  iface->open_async = open_async;
  iface->open_finish = open_finish;
  iface->keep_async = keep_async;
  iface->keep_finish = finish;
  iface->fail_async = fail_async;
  iface->fail_finish = finish;
}

/* Signals */

static void
emit_changed (FbStoreDocumentQueue *self)
{
  g_signal_emit_by_name (self, "changed");
}

/* Its database may be another one now. */
static void
on_open_changed (FbStoreDocumentQueue *self)
{
  if (fb_store_is_open (self->store))
    emit_changed (self);
}

/* GObject */

static void
fb_store_document_queue_dispose (GObject *object)
{
  g_clear_object (&FB_STORE_DOCUMENT_QUEUE (object)->store);

  G_OBJECT_CLASS (fb_store_document_queue_parent_class)->dispose (object);
}

static void
fb_store_document_queue_class_init (FbStoreDocumentQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_store_document_queue_dispose;
}

static void
fb_store_document_queue_init (FbStoreDocumentQueue *self)
{
}

/**
 * fb_store_document_queue_new:
 * @store: where the documents are kept; it may be opened later
 *
 * For the thread that made the store. Whether there is an API key, the store has to be told beside
 * that: fb_store_set_can_fetch().
 *
 * Returns: (transfer full): its queue
 */
FbDocumentQueue *
fb_store_document_queue_new (FbStore *store)
{
  g_return_val_if_fail (FB_IS_STORE (store), NULL);

  FbStoreDocumentQueue *self = g_object_new (FB_TYPE_STORE_DOCUMENT_QUEUE, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "documents-due", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::open", G_CALLBACK (on_open_changed), self,
                           G_CONNECT_SWAPPED);
  return FB_DOCUMENT_QUEUE (self);
}
