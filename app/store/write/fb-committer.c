/* fb-committer.c
 *
 * The second of two threads on the way to the disk: all deliveries that were flushed go into one
 * transaction, so one flush of the write-ahead log serves all of them. A delivery is answered after
 * the commit of its batch and never before.
 *
 * Nothing else writes or checkpoints this database (see fb-database.c). When it turns out to be
 * damaged, a new one takes its place (see fb-rebuild.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-committer.h"

#include "fb-crash-point.h"
#include "fb-database.h"
#include "fb-desk-recorder.h"
#include "fb-page-recorder.h"
#include "fb-rebuild.h"
#include "fb-recorder.h"
#include "fb-store-error.h"
#include "fb-unreadable-replay.h"

/* Of the write-ahead log: 4 MiB. SQLite's own default is a quarter; a burst would pay for it. */
#define CHECKPOINT_PAGES 1000

/* Of the rows that people change together, of the numbers that they name, and of alerts that have
 * waited: as many go into one transaction, so that a delivery never waits for more than one of
 * them. Measured: some 30 ms. */
#define ROWS_AT_ONCE 256

typedef enum
{
  JOB_KEEP,
  JOB_CHANGE_ROWS,
  JOB_CHANGE_CONTACTS,
  JOB_EMIT_ALERTS,
  JOB_REPAIR,
  JOB_END,
} JobKind;

/* What the committer does next. */
typedef struct
{
  JobKind kind;
  GPtrArray *deliveries;
  FbRowChange *change;
  FbContactChange *contact_change;
} Job;

struct _FbCommitter
{
  char *path;
  FbDocumentFolder *folder;
  FbEventReadFunc read_event;
  FbDatabase *database;
  FbFaxQuery *query;
  FbRecorder *recorder;
  FbDeskRecorder *desk_recorder;
  FbPageRecorder *page_recorder;
  FbContactRecorder *contact_recorder;
  FbFaxCounts counts;
  FbChanges *replayed; /* what became of deliveries that were read again at the opening */
  int n_log_pages;
  int can_fetch; /* atomic */
  gint64 alert_delay;
  gboolean is_damaged;
  gboolean must_rebuild; /* it was found damaged, and no new one could be made yet */
  int is_repairing;      /* atomic: from the first report on; many may find the same damage */

  FbChangesFunc publish;
  gpointer user_data;

  GAsyncQueue *jobs;
  GThread *thread;
};

static void
job_free (Job *job)
{
  g_clear_pointer (&job->deliveries, g_ptr_array_unref);
  g_clear_pointer (&job->change, fb_row_change_free);
  g_clear_pointer (&job->contact_change, fb_contact_change_free);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* What is not found out now is when something is open, or is not, the next time. */
static void
find_open_since (FbCommitter *self, FbChanges *changes)
{
  g_autoptr (GError) error = NULL;

  if (!changes->open_has_changed ||
      fb_fax_query_read_open_since (self->query, &changes->counts.open_since, &error))
    return;
  g_warning ("Since when faxes are open could not be read: %s", error->message);
  self->is_damaged |= g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT);
}

/* What is not found out now is when an alert waits, or doesn't, the next time. */
static void
find_next_alert (FbCommitter *self, FbChanges *changes)
{
  g_autoptr (GError) error = NULL;

  if (!changes->waiting_alerts_have_changed ||
      fb_alert_recorder_read_next (fb_recorder_get_alert_recorder (self->recorder),
                                   &changes->next_alert_at, &error))
    return;
  g_warning ("When alerts are due could not be read: %s", error->message);
  changes->next_alert_at = g_get_real_time () + self->alert_delay;
  self->is_damaged |= g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT);
}

static void
publish_changes (FbCommitter *self, FbChanges *changes)
{
  find_open_since (self, changes);
  find_next_alert (self, changes);
  self->counts = changes->counts;
  self->publish (changes, self->user_data);
}

/* The database */

static int
on_commit (gpointer data, sqlite3 *database, const char *name, int n_pages)
{
  FbCommitter *self = data;

  self->n_log_pages = n_pages;
  return SQLITE_OK;
}

static void
close_database (FbCommitter *self)
{
  g_clear_pointer (&self->recorder, fb_recorder_free);
  g_clear_pointer (&self->desk_recorder, fb_desk_recorder_free);
  g_clear_pointer (&self->page_recorder, fb_page_recorder_free);
  g_clear_pointer (&self->contact_recorder, fb_contact_recorder_free);
  g_clear_pointer (&self->query, fb_fax_query_free);
  g_clear_pointer (&self->database, fb_database_close);
  self->n_log_pages = 0;
}

/* A failure takes nothing away: they stay what they are. */
static void
replay_unreadable (FbCommitter *self)
{
  static const FbFaxCounts none;
  g_autoptr (FbChanges) replayed = fb_changes_new (&none);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->replayed, fb_changes_free);
  if (self->read_event == NULL)
    return;
  if (fb_unreadable_replay (self->database, self->path, self->query, self->recorder,
                            self->desk_recorder, self->read_event, replayed, &error))
    self->replayed = g_steal_pointer (&replayed);
  else
    g_warning ("Deliveries could not be read again: %s", error->message);
}

static gboolean
open_as_it_is (FbCommitter *self, GError **error)
{
  self->database = fb_database_open_for_writing (self->path, error);
  if (self->database == NULL)
    return FALSE;
  sqlite3_wal_hook (self->database, on_commit, self);
  self->query = fb_fax_query_new (self->database, self->path, error);
  if (self->query == NULL)
    return FALSE;
  self->recorder = fb_recorder_new (self->database, self->query, self->path, error);
  if (self->recorder == NULL)
    return FALSE;
  self->desk_recorder = fb_desk_recorder_new (self->database, self->query, error);
  if (self->desk_recorder == NULL)
    return FALSE;
  self->page_recorder = fb_page_recorder_new (self->database, self->query, error);
  if (self->page_recorder == NULL)
    return FALSE;
  self->contact_recorder = fb_contact_recorder_new (self->database, error);
  if (self->contact_recorder == NULL)
    return FALSE;
  replay_unreadable (self);
  return fb_fax_query_count (self->query, &self->counts, error);
}

static FbChanges *
make_changes (FbCommitter *self, const char *damaged_file)
{
  FbChanges *changes =
    self->replayed != NULL ? g_steal_pointer (&self->replayed) : fb_changes_new (&self->counts);

  changes->counts = self->counts;
  changes->damaged_file = g_strdup (damaged_file);
  changes->waiting_alerts_have_changed = TRUE;
  return changes;
}

/* The database that is there, or a new one where that is known to be damaged. Damage in a page that
 * opening doesn't read is found later (see fb-page-check.c). */
static gboolean
open_database (FbCommitter *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *damaged_file = NULL;

  if (!fb_rebuild_finish (self->path, error))
    return FALSE;
  gboolean is_open =
    !self->must_rebuild && !fb_rebuild_is_needed (self->path) && open_as_it_is (self, &local_error);
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
  if (!is_open)
    {
      close_database (self);
      return FALSE;
    }
  self->must_rebuild = FALSE;
  publish_changes (self, make_changes (self, damaged_file));
  return TRUE;
}

static void
push_job (FbCommitter *self, JobKind kind, GPtrArray *deliveries, FbRowChange *change)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->deliveries = deliveries;
  job->change = change;
  g_async_queue_push (self->jobs, job);
}

static void
push_contact_change (FbCommitter *self, FbContactChange *change)
{
  Job *job = g_new0 (Job, 1);

  job->kind = JOB_CHANGE_CONTACTS;
  job->contact_change = change;
  g_async_queue_push (self->jobs, job);
}

/* A statement or a COMMIT that failed may or may not have ended the transaction. */
static gboolean
roll_back (FbCommitter *self)
{
  if (!sqlite3_get_autocommit (self->database))
    fb_database_run (self->database, "ROLLBACK", NULL);
  return FALSE;
}

static gboolean
commit (FbCommitter *self, GError **error)
{
  FB_CRASH_POINT ("recorded");
  if (fb_database_run (self->database, "COMMIT", error))
    return TRUE;
  return roll_back (self);
}

static void
remove_unneeded (FbCommitter *self, FbDelivery *delivery)
{
  for (guint i = 0; i < delivery->stored->len; i++)
    {
      const FbStoredDocument *stored = g_ptr_array_index (delivery->stored, i);
      if (!stored->is_needed)
        fb_document_folder_remove (self->folder, stored->path, stored->identity);
    }
}

static void
answer_all (FbCommitter *self, FbDelivery **deliveries, guint n_deliveries)
{
  for (guint i = 0; i < n_deliveries; i++)
    {
      if (deliveries[i]->error == NULL)
        remove_unneeded (self, deliveries[i]);
      fb_delivery_reply (deliveries[i]);
    }
}

static void
fail_all (FbCommitter *self, FbDelivery **deliveries, guint n_deliveries, const GError *error)
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
record (FbCommitter *self,
        FbDelivery **deliveries,
        guint n_deliveries,
        FbChanges *changes,
        GError **error)
{
  for (guint i = 0; i < n_deliveries; i++)
    if (deliveries[i]->error == NULL &&
        !fb_recorder_keep (self->recorder, deliveries[i], changes, error))
      return roll_back (self);
  return TRUE;
}

/* A change to a database that nobody would find again must not be promised. */
static gboolean
begin (FbCommitter *self, GError **error)
{
  if (self->database == NULL)
    {
      g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT,
                   "The database is not rebuilt yet");
      return FALSE;
    }
  fb_alert_recorder_set_delay (fb_recorder_get_alert_recorder (self->recorder), self->alert_delay);
  fb_fetch_recorder_set_can_fetch (fb_recorder_get_fetch_recorder (self->recorder),
                                   g_atomic_int_get (&self->can_fetch));
  return fb_database_check_place (self->database, error) &&
         fb_database_run (self->database, "BEGIN IMMEDIATE", error);
}

/* One bad delivery must not take its neighbours with it. A failed flush or a locked database is
 * nobody's in particular: then trying each would only take longer. */
static void
keep (FbCommitter *self, FbDelivery **deliveries, guint n_deliveries)
{
  g_autoptr (FbChanges) changes = fb_changes_new (&self->counts);
  g_autoptr (GError) error = NULL;

  if (!begin (self, &error))
    fail_all (self, deliveries, n_deliveries, error);
  else if (!record (self, deliveries, n_deliveries, changes, &error))
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
      publish_changes (self, g_steal_pointer (&changes));
    }
}

static gboolean
change_rows (FbCommitter *self, FbRowChange *change, FbChanges *changes, GError **error)
{
  if (!begin (self, error))
    return FALSE;

  const FbRowRecorders recorders = {
    .desk = self->desk_recorder,
    .fetch = fb_recorder_get_fetch_recorder (self->recorder),
    .pages = self->page_recorder,
  };
  if (!fb_row_change_run (change, &recorders, ROWS_AT_ONCE, changes, error))
    return roll_back (self);
  return commit (self, error);
}

/* The next rows of those that are changed together; what is left waits behind the deliveries that
 * have come meanwhile. */
static void
run_row_change (FbCommitter *self, Job *job)
{
  g_autoptr (FbChanges) changes = fb_changes_new (&self->counts);
  GError *error = NULL;

  if (!change_rows (self, job->change, changes, &error))
    {
      self->is_damaged |= g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT);
      fb_row_change_reply (job->change, error);
      return;
    }
  publish_changes (self, g_steal_pointer (&changes));
  if (fb_row_change_advance (job->change))
    push_job (self, JOB_CHANGE_ROWS, NULL, g_steal_pointer (&job->change));
  else
    fb_row_change_reply (job->change, NULL);
}

static gboolean
change_contacts (FbCommitter *self, FbContactChange *change, FbChanges *changes, GError **error)
{
  if (!begin (self, error))
    return FALSE;
  if (!fb_contact_change_run (change, self->contact_recorder, ROWS_AT_ONCE, changes, error))
    return roll_back (self);
  return commit (self, error);
}

/* As run_row_change(). */
static void
run_contact_change (FbCommitter *self, Job *job)
{
  g_autoptr (FbChanges) changes = fb_changes_new (&self->counts);
  GError *error = NULL;

  if (!change_contacts (self, job->contact_change, changes, &error))
    {
      self->is_damaged |= g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT);
      fb_contact_change_reply (job->contact_change, error);
      return;
    }
  publish_changes (self, g_steal_pointer (&changes));
  if (fb_contact_change_advance (job->contact_change))
    push_contact_change (self, g_steal_pointer (&job->contact_change));
  else
    fb_contact_change_reply (job->contact_change, NULL);
}

static gboolean
emit_alerts (FbCommitter *self, FbChanges *changes, GError **error)
{
  if (!begin (self, error))
    return FALSE;
  if (!fb_alert_recorder_emit_due (fb_recorder_get_alert_recorder (self->recorder), ROWS_AT_ONCE,
                                   changes, error))
    return roll_back (self);
  return commit (self, error);
}

/* Those that are left are asked for again, as soon as it is known that there are some. */
static void
run_emit_alerts (FbCommitter *self)
{
  g_autoptr (FbChanges) changes = fb_changes_new (&self->counts);
  g_autoptr (GError) error = NULL;

  if (emit_alerts (self, changes, &error))
    {
      FB_CRASH_POINT ("alert-committed");
      publish_changes (self, g_steal_pointer (&changes));
      return;
    }
  g_warning ("Alerts could not be taken out: %s", error->message);
  self->is_damaged |= g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT);
  g_autoptr (FbChanges) later = fb_changes_new (&self->counts);
  later->waiting_alerts_have_changed = TRUE;
  later->next_alert_at = g_get_real_time () + self->alert_delay;
  self->publish (g_steal_pointer (&later), self->user_data);
}

/* Between two batches, when those who waited have been answered. */
static void
checkpoint_if_due (FbCommitter *self)
{
  if (self->n_log_pages < CHECKPOINT_PAGES)
    return;
  self->n_log_pages = 0;
  FB_CRASH_POINT ("checkpoint-due");
  sqlite3_wal_checkpoint_v2 (self->database, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  FB_CRASH_POINT ("checkpointed");
}

/* Those who waited have been told "later"; when they come again there is a new database. If that
 * can't be made now, it is tried again after the next who was told so. */
static void
repair_if_damaged (FbCommitter *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->is_damaged)
    return;
  g_atomic_int_set (&self->is_repairing, TRUE);
  self->is_damaged = FALSE;
  self->must_rebuild = TRUE;
  close_database (self);
  if (!open_database (self, &error))
    g_warning ("The database could not be rebuilt: %s", error->message);
  g_atomic_int_set (&self->is_repairing, FALSE);
}

static gpointer
committer_main (gpointer data)
{
  FbCommitter *self = data;

  while (TRUE)
    {
      g_autoptr (Job) job = g_async_queue_pop (self->jobs);

      switch (job->kind)
        {
        case JOB_KEEP:
          keep (self, (FbDelivery **) job->deliveries->pdata, job->deliveries->len);
          break;
        case JOB_CHANGE_ROWS:
          run_row_change (self, job);
          break;
        case JOB_CHANGE_CONTACTS:
          run_contact_change (self, job);
          break;
        case JOB_EMIT_ALERTS:
          run_emit_alerts (self);
          break;
        case JOB_REPAIR:
          self->is_damaged = TRUE;
          break;
        case JOB_END:
        default:
          /* What is changed in parts queues again behind it. */
          if (g_async_queue_length (self->jobs) <= 0)
            return NULL;
          push_job (self, JOB_END, NULL, NULL);
        }
      checkpoint_if_due (self);
      repair_if_damaged (self);
    }
}

/**
 * fb_committer_new:
 * @path: the data folder
 * @folder: the same, open; it must outlive the committer
 * @read_event: (nullable): understands events, should the database be rebuilt
 * @publish: called in the committer's thread after each commit, and in this one before the first
 * @user_data: for @publish
 * @error: (optional): return location for an error, as a `FbStoreError`
 *
 * Opens the database and starts the thread; it blocks until the database is open.
 *
 * Returns: (transfer full) (nullable): the committer
 */
FbCommitter *
fb_committer_new (const char *path,
                  FbDocumentFolder *folder,
                  FbEventReadFunc read_event,
                  FbChangesFunc publish,
                  gpointer user_data,
                  GError **error)
{
  g_autoptr (FbCommitter) self = g_new0 (FbCommitter, 1);

  self->path = g_strdup (path);
  self->folder = folder;
  self->read_event = read_event;
  self->alert_delay = FB_ALERT_DELAY;
  self->publish = publish;
  self->user_data = user_data;
  self->jobs = g_async_queue_new_full ((GDestroyNotify) job_free);
  if (!open_database (self, error))
    return NULL;
  self->thread = g_thread_new ("committer", committer_main, self);
  return g_steal_pointer (&self);
}

/**
 * fb_committer_free:
 * @committer: (nullable): a committer
 *
 * Waits until everything that it was given is kept and answered.
 */
void
fb_committer_free (FbCommitter *self)
{
  if (self == NULL)
    return;
  if (self->thread != NULL)
    {
      push_job (self, JOB_END, NULL, NULL);
      g_thread_join (self->thread);
    }
  g_async_queue_unref (self->jobs);
  close_database (self);
  g_clear_pointer (&self->replayed, fb_changes_free);
  g_free (self->path);
  g_free (self);
}

/**
 * fb_committer_keep:
 * @committer: a committer
 * @deliveries: (transfer full) (element-type FbDelivery): deliveries whose documents are flushed,
 * at least one; the task of each returns when it is kept or can't be
 *
 * Any thread may call it; it does not wait.
 */
void
fb_committer_keep (FbCommitter *self, GPtrArray *deliveries)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (deliveries != NULL && deliveries->len > 0);

  push_job (self, JOB_KEEP, deliveries, NULL);
}

/**
 * fb_committer_change_rows:
 * @committer: a committer
 * @change: (transfer full): rows that are changed together; its task returns when that is kept or
 *   can't be
 *
 * Any thread may call it; it does not wait.
 */
void
fb_committer_change_rows (FbCommitter *self, FbRowChange *change)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (change != NULL);

  push_job (self, JOB_CHANGE_ROWS, NULL, change);
}

/**
 * fb_committer_change_contacts:
 * @committer: a committer
 * @change: (transfer full): numbers that are named together; its task returns when that is kept or
 *   can't be
 *
 * Any thread may call it; it does not wait.
 */
void
fb_committer_change_contacts (FbCommitter *self, FbContactChange *change)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (change != NULL);

  push_contact_change (self, change);
}

/**
 * fb_committer_set_can_fetch:
 * @committer: a committer
 * @can_fetch: whether there is an API key to fetch documents with; at first there is none
 *
 * Any thread may call it. It counts for what is committed from now on.
 */
void
fb_committer_set_can_fetch (FbCommitter *self, gboolean can_fetch)
{
  g_return_if_fail (self != NULL);

  g_atomic_int_set (&self->can_fetch, can_fetch);
}

/**
 * fb_committer_set_alert_delay:
 * @committer: a committer that was given nothing yet
 * @delay: how long an alert waits for the fax's document, in microseconds; at first
 *   %FB_ALERT_DELAY
 */
void
fb_committer_set_alert_delay (FbCommitter *self, gint64 delay)
{
  g_return_if_fail (self != NULL);

  self->alert_delay = delay;
}

/**
 * fb_committer_emit_alerts:
 * @committer: a committer
 *
 * Takes out the alerts that have waited for long enough, and publishes them. Any thread may call
 * it; it does not wait.
 */
void
fb_committer_emit_alerts (FbCommitter *self)
{
  g_return_if_fail (self != NULL);

  push_job (self, JOB_EMIT_ALERTS, NULL, NULL);
}

/**
 * fb_committer_repair:
 * @committer: a committer
 *
 * Somebody who reads has found the database damaged: a new one takes its place, with everything
 * that can still be read. Any thread may call it; it does not wait.
 */
void
fb_committer_repair (FbCommitter *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_int_compare_and_exchange (&self->is_repairing, FALSE, TRUE))
    push_job (self, JOB_REPAIR, NULL, NULL);
}
