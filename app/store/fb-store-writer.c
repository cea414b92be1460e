/* fb-store-writer.c
 *
 * The way to the disk. Two threads, one behind the other, and each takes everything that waits for
 * it, so that the more there is to do, the less each delivery costs:
 *
 *   flusher     all documents to the kernel, then each flushed, then each in its place, then each
 *               folder flushed. The file system's journal commits once for many files.
 *   committer   all events in one transaction: one flush of the write-ahead log for all.
 *
 * While the committer waits for its flush, the flusher is at work on the next batch. A delivery is
 * answered after the commit of its batch and never before. Nothing else writes or checkpoints this
 * database (see fb-connection.c). When it turns out to be damaged, a new one takes its place (see
 * fb-rebuild.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-writer.h"

#include "fb-connection.h"
#include "fb-crash-point.h"
#include "fb-rebuild.h"
#include "fb-recorder.h"
#include "fb-store-error-private.h"

/* More would make the first of a batch wait too long. */
#define MAX_BATCH 128

/* Of the write-ahead log: 4 MiB. SQLite's own default is a quarter; a burst would pay for it. */
#define CHECKPOINT_PAGES 1000

typedef struct
{
  GArray *ids;
  gboolean is_read;
  GTask *task;
} Mark;

/* What the committer does next: exactly one of these is set; none of them is the end. */
typedef struct
{
  GPtrArray *deliveries;
  Mark *mark;
} Job;

struct _FbStoreWriter
{
  char *path;
  FbDocumentFolder *folder;
  FbEventReader read_event;
  FbConnection *connection;
  FbFaxQuery *query;
  FbRecorder *recorder;
  FbFaxCounts counts;
  int n_log_pages;
  gboolean is_damaged;

  FbNewsFunc publish;
  gpointer user_data;

  GAsyncQueue *deliveries;
  GAsyncQueue *jobs;
  GThread *flusher;
  GThread *committer;
};

/* What the flusher is sent to end it. */
static FbDelivery the_end;

static void
mark_free (Mark *mark)
{
  g_array_unref (mark->ids);
  g_object_unref (mark->task);
  g_free (mark);
}

static void
job_free (Job *job)
{
  g_clear_pointer (&job->deliveries, g_ptr_array_unref);
  g_clear_pointer (&job->mark, mark_free);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
publish (FbStoreWriter *self, FbNews *news)
{
  self->counts = news->counts;
  self->publish (news, self->user_data);
}

/* The database */

static int
on_commit (gpointer data, sqlite3 *connection, const char *database, int n_pages)
{
  FbStoreWriter *self = data;

  self->n_log_pages = n_pages;
  return SQLITE_OK;
}

static void
close_database (FbStoreWriter *self)
{
  g_clear_pointer (&self->recorder, fb_recorder_free);
  g_clear_pointer (&self->query, fb_fax_query_free);
  g_clear_pointer (&self->connection, fb_connection_close);
  self->n_log_pages = 0;
}

static gboolean
open_as_it_is (FbStoreWriter *self, GError **error)
{
  self->connection = fb_connection_open_for_writing (self->path, error);
  if (self->connection == NULL || !fb_connection_check_pages (self->connection, error))
    return FALSE;
  sqlite3_wal_hook (self->connection, on_commit, self);
  self->query = fb_fax_query_new (self->connection, self->path, error);
  if (self->query == NULL || !fb_fax_query_count (self->query, &self->counts, error))
    return FALSE;
  self->recorder = fb_recorder_new (self->connection, self->query, self->path, error);
  return self->recorder != NULL;
}

static FbNews *
make_news (FbStoreWriter *self, const char *damaged_file)
{
  FbNews *news = fb_news_new (&self->counts);

  news->damaged_file = g_strdup (damaged_file);
  return news;
}

/* The database that is there, or a new one where that is damaged. */
static gboolean
open_database (FbStoreWriter *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *damaged_file = NULL;

  if (!fb_rebuild_finish (self->path, error))
    return FALSE;
  gboolean is_open = !fb_rebuild_is_needed (self->path) && open_as_it_is (self, &local_error);
  if (!is_open)
    close_database (self);
  if (local_error != NULL && !g_error_matches (local_error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!is_open)
    {
      g_warning ("The database is damaged or gone, a new one is made of what can be saved");
      is_open = fb_rebuild (self->path, self->read_event, &damaged_file, error) &&
                open_as_it_is (self, error);
    }
  if (is_open)
    publish (self, make_news (self, damaged_file));
  else
    close_database (self);
  return is_open;
}

/* The flusher */

/* Waits for a delivery, and takes all that have come meanwhile. */
static GPtrArray *
take_batch (FbStoreWriter *self, gboolean *is_last)
{
  GPtrArray *batch = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_delivery_free);
  FbDelivery *delivery = g_async_queue_pop (self->deliveries);

  while (delivery != NULL && delivery != &the_end)
    {
      g_ptr_array_add (batch, delivery);
      delivery = batch->len < MAX_BATCH ? g_async_queue_try_pop (self->deliveries) : NULL;
    }
  *is_last = delivery == &the_end;
  return batch;
}

static void
flush_folders (FbStoreWriter *self, GPtrArray *batch, FbFolders *changed)
{
  g_autoptr (GError) error = NULL;

  if (fb_document_folder_sync (self->folder, changed, &error))
    return;
  for (guint i = 0; i < batch->len; i++)
    {
      FbDelivery *delivery = g_ptr_array_index (batch, i);
      if (delivery->placed->len > 0)
        fb_delivery_fail (delivery, error);
    }
}

static void
flush_batch (FbStoreWriter *self, GPtrArray *batch)
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

static void
push_job (FbStoreWriter *self, GPtrArray *deliveries, Mark *mark)
{
  Job *job = g_new0 (Job, 1);

  job->deliveries = deliveries;
  job->mark = mark;
  g_async_queue_push (self->jobs, job);
}

static gpointer
flusher_main (gpointer data)
{
  FbStoreWriter *self = data;
  gboolean is_last = FALSE;

  while (!is_last)
    {
      GPtrArray *batch = take_batch (self, &is_last);
      if (batch->len > 0)
        {
          flush_batch (self, batch);
          push_job (self, batch, NULL);
        }
      else
        g_ptr_array_unref (batch);
    }
  push_job (self, NULL, NULL);
  return NULL;
}

/* The committer */

/* A statement or a COMMIT that failed may or may not have ended the transaction. */
static gboolean
roll_back (FbStoreWriter *self)
{
  if (!sqlite3_get_autocommit (self->connection))
    fb_connection_run (self->connection, "ROLLBACK", NULL);
  return FALSE;
}

static gboolean
commit (FbStoreWriter *self, GError **error)
{
  FB_CRASH_POINT ("recorded");
  if (fb_connection_run (self->connection, "COMMIT", error))
    return TRUE;
  return roll_back (self);
}

static void
remove_unneeded (FbStoreWriter *self, FbDelivery *delivery)
{
  for (guint i = 0; i < delivery->placed->len; i++)
    {
      const FbPlacedDocument *placed = g_ptr_array_index (delivery->placed, i);
      if (!placed->is_needed)
        fb_document_folder_remove (self->folder, placed->path, placed->identity);
    }
}

static void
answer_all (FbStoreWriter *self, FbDelivery **deliveries, guint n_deliveries)
{
  for (guint i = 0; i < n_deliveries; i++)
    {
      if (deliveries[i]->error == NULL)
        remove_unneeded (self, deliveries[i]);
      fb_delivery_reply (deliveries[i]);
    }
}

static void
fail_all (FbStoreWriter *self, FbDelivery **deliveries, guint n_deliveries, const GError *error)
{
  g_warning ("Deliveries could not be kept: %s", error->message);
  self->is_damaged |= g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT);
  for (guint i = 0; i < n_deliveries; i++)
    {
      fb_delivery_fail (deliveries[i], error);
      fb_delivery_reply (deliveries[i]);
    }
}

static gboolean
record (FbStoreWriter *self,
        FbDelivery **deliveries,
        guint n_deliveries,
        FbNews *news,
        GError **error)
{
  for (guint i = 0; i < n_deliveries; i++)
    if (deliveries[i]->error == NULL &&
        !fb_recorder_keep (self->recorder, deliveries[i], news, error))
      return roll_back (self);
  return TRUE;
}

/* A change to a database that nobody would find again must not be promised. */
static gboolean
begin (FbStoreWriter *self, GError **error)
{
  if (self->connection == NULL)
    {
      g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT,
                   "The database is not rebuilt yet");
      return FALSE;
    }
  return fb_connection_check_place (self->connection, error) &&
         fb_connection_run (self->connection, "BEGIN IMMEDIATE", error);
}

/* One bad delivery must not take its neighbours with it. A failed flush or a locked database is
 * nobody's in particular: then trying each would only take longer. */
static void
keep (FbStoreWriter *self, FbDelivery **deliveries, guint n_deliveries)
{
  g_autoptr (FbNews) news = fb_news_new (&self->counts);
  g_autoptr (GError) error = NULL;

  if (!begin (self, &error))
    fail_all (self, deliveries, n_deliveries, error);
  else if (!record (self, deliveries, n_deliveries, news, &error))
    {
      if (n_deliveries == 1)
        fail_all (self, deliveries, 1, error);
      for (guint i = 0; n_deliveries > 1 && i < n_deliveries; i++)
        keep (self, deliveries + i, 1);
    }
  else if (!commit (self, &error))
    fail_all (self, deliveries, n_deliveries, error);
  else
    {
      FB_CRASH_POINT ("committed");
      answer_all (self, deliveries, n_deliveries);
      FB_CRASH_POINT ("answered");
      publish (self, g_steal_pointer (&news));
    }
}

static gboolean
record_marks (FbStoreWriter *self, const Mark *mark, FbNews *news, GError **error)
{
  if (!begin (self, error))
    return FALSE;
  for (guint i = 0; i < mark->ids->len; i++)
    if (!fb_recorder_mark (self->recorder, g_array_index (mark->ids, gint64, i), mark->is_read,
                           news, error))
      return roll_back (self);
  return commit (self, error);
}

static void
run_mark (FbStoreWriter *self, Mark *mark)
{
  g_autoptr (FbNews) news = fb_news_new (&self->counts);
  GError *error = NULL;

  if (!record_marks (self, mark, news, &error))
    {
      self->is_damaged |= g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT);
      g_task_return_error (mark->task, error);
      return;
    }
  publish (self, g_steal_pointer (&news));
  g_task_return_boolean (mark->task, TRUE);
}

/* Between two batches, when those who waited have been answered. */
static void
checkpoint_if_due (FbStoreWriter *self)
{
  if (self->n_log_pages < CHECKPOINT_PAGES)
    return;
  self->n_log_pages = 0;
  FB_CRASH_POINT ("checkpoint-due");
  sqlite3_wal_checkpoint_v2 (self->connection, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  FB_CRASH_POINT ("checkpointed");
}

/* Those who waited have been told "later"; when they come again there is a new database. If that
 * can't be made now, it is tried again after the next who was told so. */
static void
repair_if_damaged (FbStoreWriter *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->is_damaged)
    return;
  self->is_damaged = FALSE;
  close_database (self);
  if (!open_database (self, &error))
    g_warning ("The database could not be rebuilt: %s", error->message);
}

static gpointer
committer_main (gpointer data)
{
  FbStoreWriter *self = data;

  while (TRUE)
    {
      g_autoptr (Job) job = g_async_queue_pop (self->jobs);

      if (job->deliveries != NULL)
        keep (self, (FbDelivery **) job->deliveries->pdata, job->deliveries->len);
      else if (job->mark != NULL)
        run_mark (self, job->mark);
      else
        return NULL;
      checkpoint_if_due (self);
      repair_if_damaged (self);
    }
}

/**
 * fb_store_writer_new:
 * @path: the data folder
 * @folder: the same, open; it must outlive the writer
 * @read_event: (nullable): understands events, should the database be rebuilt
 * @publish_news: called in the writer's thread after each commit, and once before the first
 * @user_data: for @publish_news
 * @error: (optional): where to say why not
 *
 * Opens the database and begins to write; it blocks until it is open.
 *
 * Returns: (transfer full) (nullable): the writer
 */
FbStoreWriter *
fb_store_writer_new (const char *path,
                     FbDocumentFolder *folder,
                     FbEventReader read_event,
                     FbNewsFunc publish_news,
                     gpointer user_data,
                     GError **error)
{
  g_autoptr (FbStoreWriter) self = g_new0 (FbStoreWriter, 1);

  self->path = g_strdup (path);
  self->folder = folder;
  self->read_event = read_event;
  self->publish = publish_news;
  self->user_data = user_data;
  self->deliveries = g_async_queue_new ();
  self->jobs = g_async_queue_new_full ((GDestroyNotify) job_free);
  if (!open_database (self, error))
    return NULL;
  self->flusher = g_thread_new ("flusher", flusher_main, self);
  self->committer = g_thread_new ("committer", committer_main, self);
  return g_steal_pointer (&self);
}

/**
 * fb_store_writer_free:
 * @writer: (nullable): a writer
 *
 * Waits until everything that it was given is kept and answered.
 */
void
fb_store_writer_free (FbStoreWriter *self)
{
  if (self == NULL)
    return;
  if (self->flusher != NULL)
    {
      g_async_queue_push (self->deliveries, &the_end);
      g_thread_join (self->flusher);
      g_thread_join (self->committer);
    }
  g_async_queue_unref (self->deliveries);
  g_async_queue_unref (self->jobs);
  close_database (self);
  g_free (self->path);
  g_free (self);
}

/**
 * fb_store_writer_keep:
 * @writer: a writer
 * @delivery: (transfer full): a delivery; its task is answered when it is kept
 */
void
fb_store_writer_keep (FbStoreWriter *self, FbDelivery *delivery)
{
  g_async_queue_push (self->deliveries, delivery);
}

/**
 * fb_store_writer_mark:
 * @writer: a writer
 * @ids: (transfer full) (element-type gint64): rows' numbers
 * @is_read: whether they count as read from now on
 * @task: (transfer full): answered when that is kept
 */
void
fb_store_writer_mark (FbStoreWriter *self, GArray *ids, gboolean is_read, GTask *task)
{
  Mark *mark = g_new (Mark, 1);

  *mark = (Mark){ ids, is_read, task };
  push_job (self, NULL, mark);
}
