/* queue-fixture.c
 *
 * A queue of documents in memory, which does what FbDocumentQueue promises, and a clock that stands
 * still until a test moves it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "queue-fixture.h"

struct _TestQueue
{
  GObject parent_instance;

  GPtrArray *documents;
  guint n_open; /* streams that were not given back */
  guint max_open;
  gboolean is_full;
};

static void test_queue_iface_init (FbDocumentQueueInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestQueue,
                               test_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FB_TYPE_DOCUMENT_QUEUE,
                                                      test_queue_iface_init))

static gboolean
is_waiting (const TestDocument *document)
{
  return document->content == NULL && document->outcome != FB_FETCH_GONE;
}

static void
test_document_free (gpointer data)
{
  TestDocument *document = data;

  g_free (document->message_id);
  g_clear_pointer (&document->content, g_bytes_unref);
  g_free (document);
}

/* The newest first. */
static gint
compare (gconstpointer a, gconstpointer b)
{
  const TestDocument *const *one = a;
  const TestDocument *const *other = b;

  return ((*one)->retry_at < (*other)->retry_at) - ((*one)->retry_at > (*other)->retry_at);
}

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

static void
list_due_async (FbDocumentQueue *queue,
                gint64 time,
                guint max,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  TestQueue *self = TEST_QUEUE (queue);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Listed *listed = g_new0 (Listed, 1);

  listed->due = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_due_document_free);
  g_ptr_array_sort (self->documents, compare);
  for (guint i = 0; i < self->documents->len; i++)
    {
      const TestDocument *document = g_ptr_array_index (self->documents, i);
      if (!is_waiting (document))
        continue;
      if (document->retry_at > time)
        {
          listed->next_due = document->retry_at;
          continue;
        }
      if (listed->due->len < max)
        g_ptr_array_add (listed->due,
                         fb_due_document_new (document->message_id, document->n_attempts));
    }
  g_task_return_pointer (task, listed, listed_free);
}

static GPtrArray *
list_due_finish (FbDocumentQueue *queue, GAsyncResult *result, gint64 *next_due, GError **error)
{
  Listed *listed = g_task_propagate_pointer (G_TASK (result), error);

  if (listed == NULL)
    return NULL;
  GPtrArray *due = g_steal_pointer (&listed->due);
  *next_due = listed->next_due;
  listed_free (listed);
  return due;
}

static void
count_due_async (FbDocumentQueue *queue,
                 gint64 time,
                 guint max,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  TestQueue *self = TEST_QUEUE (queue);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  guint n_due = 0;

  for (guint i = 0; i < self->documents->len; i++)
    {
      const TestDocument *document = g_ptr_array_index (self->documents, i);
      n_due += is_waiting (document) && document->outcome != FB_FETCH_NEEDS_KEY &&
               document->retry_at <= time;
    }
  g_task_return_int (task, MIN (n_due, max));
}

static gboolean
count_due_finish (FbDocumentQueue *queue, GAsyncResult *result, guint *n_due, GError **error)
{
  const gssize count = g_task_propagate_int (G_TASK (result), error);
  *n_due = (guint) MAX (count, 0);
  return count >= 0;
}

static void
make_due_async (FbDocumentQueue *queue,
                const char *message_id,
                gint64 time,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  TestQueue *self = TEST_QUEUE (queue);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  for (guint i = 0; i < self->documents->len; i++)
    {
      TestDocument *document = g_ptr_array_index (self->documents, i);
      const gboolean is_asked_for = g_strcmp0 (document->message_id, message_id) == 0;
      if (is_asked_for && document->outcome == FB_FETCH_GONE)
        document->outcome = FB_FETCH_RETRY;
      if (is_waiting (document) && (message_id == NULL || is_asked_for))
        document->retry_at = is_asked_for ? time : MIN (document->retry_at, time);
    }
  g_task_return_boolean (task, TRUE);
}

static void
put_off_async (FbDocumentQueue *queue,
               gint64 time,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  TestQueue *self = TEST_QUEUE (queue);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  for (guint i = 0; i < self->documents->len; i++)
    {
      TestDocument *document = g_ptr_array_index (self->documents, i);
      if (is_waiting (document) && document->outcome != FB_FETCH_NEEDS_KEY)
        document->retry_at = MAX (document->retry_at, time);
    }
  g_task_return_boolean (task, TRUE);
}

static void
open_async (FbDocumentQueue *queue,
            const char *message_id,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  TestQueue *self = TEST_QUEUE (queue);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->n_open++;
  self->max_open = MAX (self->max_open, self->n_open);
  g_task_return_pointer (task, g_memory_output_stream_new_resizable (), g_object_unref);
}

static void
count_closed (gpointer data, GObject *stream)
{
  TEST_QUEUE (data)->n_open--;
}

static GOutputStream *
open_finish (FbDocumentQueue *queue, GAsyncResult *result, GError **error)
{
  GOutputStream *stream = g_task_propagate_pointer (G_TASK (result), error);

  if (stream != NULL)
    g_object_weak_ref (G_OBJECT (stream), count_closed, queue);
  else
    TEST_QUEUE (queue)->n_open--;
  return stream;
}

static void
keep_async (FbDocumentQueue *queue,
            const char *message_id,
            GOutputStream *stream,
            const char *media_type,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  TestQueue *self = TEST_QUEUE (queue);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  TestDocument *document = test_queue_get (self, message_id);

  if (self->is_full)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "It is full");
      return;
    }
  g_assert_cmpstr (media_type, ==, "application/pdf");
  g_assert_true (is_waiting (document));
  g_output_stream_close (stream, NULL, NULL);
  document->content = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  g_task_return_boolean (task, TRUE);
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
  TestQueue *self = TEST_QUEUE (queue);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  TestDocument *document = test_queue_get (self, message_id);

  g_assert_true (is_waiting (document));
  document->outcome = failure->outcome;
  document->n_attempts = failure->n_attempts;
  document->retry_at = failure->retry_at;
  g_task_return_boolean (task, TRUE);
}

static gboolean
finish (FbDocumentQueue *queue, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
test_queue_iface_init (FbDocumentQueueInterface *iface)
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

static void
test_queue_finalize (GObject *object)
{
  g_ptr_array_unref (TEST_QUEUE (object)->documents);

  G_OBJECT_CLASS (test_queue_parent_class)->finalize (object);
}

static void
test_queue_class_init (TestQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_queue_finalize;
}

static void
test_queue_init (TestQueue *self)
{
  self->documents = g_ptr_array_new_with_free_func (test_document_free);
}

TestQueue *
test_queue_new (void)
{
  return g_object_new (TEST_TYPE_QUEUE, NULL);
}

/* Tells nobody: emit changed. */
TestDocument *
test_queue_add (TestQueue *self, const char *message_id, gint64 retry_at)
{
  TestDocument *document = g_new0 (TestDocument, 1);

  document->message_id = g_strdup (message_id);
  document->retry_at = retry_at;
  g_ptr_array_add (self->documents, document);
  return document;
}

TestDocument *
test_queue_get (TestQueue *self, const char *message_id)
{
  for (guint i = 0; i < self->documents->len; i++)
    {
      TestDocument *document = g_ptr_array_index (self->documents, i);
      if (g_str_equal (document->message_id, message_id))
        return document;
    }
  g_assert_not_reached ();
}

guint
test_queue_count_kept (TestQueue *self)
{
  guint n = 0;

  for (guint i = 0; i < self->documents->len; i++)
    n += ((TestDocument *) g_ptr_array_index (self->documents, i))->content != NULL;
  return n;
}

guint
test_queue_get_max_open (TestQueue *self)
{
  return self->max_open;
}

void
test_queue_set_is_full (TestQueue *self, gboolean is_full)
{
  self->is_full = is_full;
}

/* The clock */

typedef struct
{
  guint id;
  gint64 time;
  GSourceFunc function;
  gpointer user_data;
} Timeout;

struct _TestClock
{
  FbFetchClock clock;
  gint64 time;
  GPtrArray *timeouts;
  guint last_id;
};

static gint64
get_time (gpointer data)
{
  return ((TestClock *) data)->time;
}

static guint
add_timeout (gpointer data, gint64 delay, GSourceFunc function, gpointer user_data)
{
  TestClock *clock = data;
  Timeout *timeout = g_new (Timeout, 1);

  g_assert_cmpint (delay, >=, 0);
  g_assert_cmpint (delay, <=, FB_FETCH_MAX_DELAY);
  timeout->id = ++clock->last_id;
  timeout->time = clock->time + delay;
  timeout->function = function;
  timeout->user_data = user_data;
  g_ptr_array_add (clock->timeouts, timeout);
  return timeout->id;
}

static void
remove_timeout (gpointer data, guint id)
{
  TestClock *clock = data;

  for (guint i = 0; i < clock->timeouts->len; i++)
    if (((Timeout *) g_ptr_array_index (clock->timeouts, i))->id == id)
      {
        g_ptr_array_remove_index_fast (clock->timeouts, i);
        return;
      }
  g_assert_not_reached ();
}

static double
get_random (gpointer data)
{
  return 0;
}

TestClock *
test_clock_new (void)
{
  TestClock *clock = g_new0 (TestClock, 1);

  clock->clock = (FbFetchClock){ get_time, add_timeout, remove_timeout, get_random, clock };
  clock->time = G_GINT64_CONSTANT (1795000000) * G_USEC_PER_SEC;
  clock->timeouts = g_ptr_array_new_with_free_func (g_free);
  return clock;
}

void
test_clock_free (TestClock *clock)
{
  g_assert_cmpuint (clock->timeouts->len, ==, 0);
  g_ptr_array_unref (clock->timeouts);
  g_free (clock);
}

const FbFetchClock *
test_clock_get (TestClock *clock)
{
  return &clock->clock;
}

gint64
test_clock_get_time (TestClock *clock)
{
  return clock->time;
}

static Timeout *
find_first (TestClock *clock)
{
  Timeout *first = NULL;

  for (guint i = 0; i < clock->timeouts->len; i++)
    {
      Timeout *timeout = g_ptr_array_index (clock->timeouts, i);
      if (first == NULL || timeout->time < first->time)
        first = timeout;
    }
  return first;
}

/* When something is to happen, or 0. */
gint64
test_clock_get_next (TestClock *clock)
{
  const Timeout *first = find_first (clock);

  return first != NULL ? first->time : 0;
}

/* What is due then is called. */
void
test_clock_set_time (TestClock *clock, gint64 time)
{
  clock->time = time;
  for (Timeout *first; (first = find_first (clock)) != NULL && first->time <= time;)
    {
      GSourceFunc function = first->function;
      gpointer user_data = first->user_data;
      remove_timeout (clock, first->id);
      function (user_data);
    }
}
