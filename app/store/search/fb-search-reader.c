/* fb-search-reader.c
 *
 * The thread that searches, and that fills the index it searches in: after commits, from the events
 * that have come since (every change of what a search looks at has one), and at first from the
 * newest fax to the oldest. Both go in steps, which take turns.
 *
 * What isn't in the index yet is searched in the store itself, fax by fax. So all is found at any
 * time, also while the index is made, and where there can't be one, only slower. The index is never
 * trusted to belong to this store: it says which event it has read last, and the store must have
 * that event.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-search-reader.h"

#include <string.h>
#include <sys/statvfs.h>

#include "fb-search-index.h"
#include "fb-search-text.h"
#include "fb-store-error.h"

/* So many faxes are put into the index at once: about 8 ms. */
#define FILL_STEP 256

/* So many faxes are looked at in a step of a search: about 10 ms in the index, and in the store. */
#define FIND_STEP 20000
#define SCAN_STEP 512

/* A search first waits for so much of what has just come. More is searched again a moment later. */
#define MAX_CATCH_UP_STEPS 8

/* The index never takes the room that faxes need. */
#define SPARE_SPACE (G_GUINT64_CONSTANT (512) * 1024 * 1024)

/* No more faxes have a message id with the same beginning that somebody has typed. */
#define MAX_MESSAGE_IDS 1000

typedef enum
{
  STATEMENT_EVENT_DIGEST,
  STATEMENT_LAST_EVENT,
  STATEMENT_CHANGED,
  STATEMENT_OLDER,
  STATEMENT_MESSAGE_IDS,
  N_STATEMENTS,
} StatementId;

static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_EVENT_DIGEST] = "SELECT id, digest FROM event WHERE id = ?1",
  [STATEMENT_LAST_EVENT] = "SELECT id, digest FROM event ORDER BY id DESC LIMIT 1",
  [STATEMENT_CHANGED] =
    "SELECT event.id, digest, fax.id FROM event LEFT JOIN fax USING (message_id) "
    "WHERE event.id > ?1 ORDER BY event.id LIMIT ?2",
  [STATEMENT_OLDER] = "SELECT id FROM fax WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
  [STATEMENT_MESSAGE_IDS] =
    "SELECT id FROM fax WHERE (message_id >= ?1 AND message_id < ?1 || char (0x10ffff)) "
    "OR (message_id >= ?2 AND message_id < ?2 || char (0x10ffff)) "
    "OR (message_id >= ?3 AND message_id < ?3 || char (0x10ffff)) LIMIT ?4",
};

struct _FbSearchReader
{
  char *folder;
  FbDamageFunc on_damage;
  gpointer user_data;
  GThreadPool *pool;

  /* Guards what any thread looks at. */
  GMutex lock;
  gboolean is_ending;
  gboolean has_fill_step; /* one is waiting for its turn */

  FbDatabase *database;
  FbFaxQuery *query;
  FbStatement *statements[N_STATEMENTS];
  FbSearchIndex *index; /* nullable: while there can't be one */
  gboolean is_behind;   /* whether not all that was committed is in it */
};

/* What the pool is given when it shall fill the index. */
static const char fill_step[] = "";

/* FbSearchStep */

/**
 * fb_search_step_new:
 * @query: what is searched for
 * @before: %G_MAXINT64 for the first step
 *
 * Returns: (transfer full): a step to be taken
 */
FbSearchStep *
fb_search_step_new (FbSearchQuery *query, gint64 before)
{
  FbSearchStep *self = g_new0 (FbSearchStep, 1);

  self->query = fb_search_query_ref (query);
  self->before = before;
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * fb_search_step_free:
 * @step: a step
 */
void
fb_search_step_free (FbSearchStep *self)
{
  fb_search_query_unref (self->query);
  g_array_unref (self->ids);
  g_free (self);
}

/* The store */

static gboolean
open_store (FbSearchReader *self, GError **error)
{
  if (self->database != NULL)
    return TRUE;
  self->database = fb_database_open_for_reading (self->folder, error);
  if (self->database == NULL)
    return FALSE;
  self->query = fb_fax_query_new (self->database, self->folder, error);
  return self->query != NULL && fb_database_prepare_all (self->database, statements_sql,
                                                         self->statements, N_STATEMENTS, error);
}

static void
close_store (FbSearchReader *self)
{
  fb_statements_free (self->statements, N_STATEMENTS);
  memset (self->statements, 0, sizeof self->statements);
  g_clear_pointer (&self->query, fb_fax_query_free);
  g_clear_pointer (&self->database, fb_database_close);
}

static void
read_digest (FbStatement *statement, FbSearchPosition *position)
{
  memset (position->digest, 0, sizeof position->digest);
  position->event_id = sqlite3_column_int64 (statement, 0);
  if (sqlite3_column_bytes (statement, 1) == FB_SEARCH_DIGEST_SIZE)
    memcpy (position->digest, sqlite3_column_blob (statement, 1), FB_SEARCH_DIGEST_SIZE);
}

/* The index */

static void
drop_index (FbSearchReader *self)
{
  g_clear_pointer (&self->index, fb_search_index_close);
  fb_search_index_remove (self->folder);
}

/* Where a store has no events yet, anything may follow an index without any. */
static gboolean
belongs_to_store (FbSearchReader *self, gboolean *belongs, GError **error)
{
  const FbSearchPosition *position = fb_search_index_get_position (self->index);
  FbStatement *statement = self->statements[STATEMENT_EVENT_DIGEST];
  FbSearchPosition event;
  gboolean has_row;

  *belongs = position->event_id == 0;
  if (*belongs)
    return TRUE;
  sqlite3_bind_int64 (statement, 1, position->event_id);
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  read_digest (statement, &event);
  sqlite3_reset (statement);
  *belongs = memcmp (event.digest, position->digest, sizeof event.digest) == 0;
  return TRUE;
}

/* One that knows of no event is empty, and begins with what there is now: what comes from then on
 * has events. */
static gboolean
begin_index (FbSearchReader *self, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_LAST_EVENT];
  FbSearchPosition position = { .first_id = G_MAXINT64 };
  gboolean has_row;

  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    read_digest (statement, &position);
  sqlite3_reset (statement);
  return fb_search_index_begin (self->index, error) &&
         fb_search_index_commit (self->index, &position, error);
}

static gboolean
open_index (FbSearchReader *self, GError **error)
{
  gboolean belongs;

  if (self->index != NULL)
    return TRUE;
  self->index = fb_search_index_open (self->folder, error);
  if (self->index == NULL || !belongs_to_store (self, &belongs, error))
    return FALSE;
  if (!belongs)
    {
      drop_index (self);
      self->index = fb_search_index_open (self->folder, error);
      if (self->index == NULL)
        return FALSE;
    }
  return fb_search_index_get_position (self->index)->event_id != 0 || begin_index (self, error);
}

/* Whether it was the store, and not the index, that the last error came from. */
static gboolean
is_store_damaged (FbSearchReader *self)
{
  const int code = self->database != NULL ? sqlite3_errcode (self->database) : SQLITE_OK;

  return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

static void
handle_index_error (FbSearchReader *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (is_store_damaged (self))
    {
      close_store (self);
      self->on_damage (self->user_data);
      return;
    }
  g_message ("The search index can't be used: %s", error->message);
  if (g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT))
    drop_index (self);
  else
    g_clear_pointer (&self->index, fb_search_index_close);
}

/* Filling */

static gboolean
put_fax (FbSearchReader *self, gint64 id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (FbFax) fax = fb_fax_query_get (self->query, id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (fax == NULL)
    return TRUE;
  g_autofree char *text = fb_fax_dup_search_text (fax);
  return fb_search_index_put (self->index, id, text, error);
}

static gboolean
put_faxes (FbSearchReader *self, const GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!put_fax (self, g_array_index (ids, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* Reads the faxes that events have come for since @position, and moves it on. */
static gboolean
read_changed (FbSearchReader *self, FbSearchPosition *position, GArray *ids, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_CHANGED];
  gboolean has_row;

  sqlite3_bind_int64 (statement, 1, position->event_id);
  sqlite3_bind_int (statement, 2, FILL_STEP);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      read_digest (statement, position);
      const gint64 id = sqlite3_column_int64 (statement, 2);
      if (id != 0)
        g_array_append_val (ids, id);
    }
  return FALSE;
}

static gboolean
read_older (FbSearchReader *self, gint64 before, guint n_faxes, GArray *ids, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_OLDER];
  gboolean has_row;

  sqlite3_bind_int64 (statement, 1, before);
  sqlite3_bind_int64 (statement, 2, n_faxes);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      const gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return FALSE;
}

static gboolean
fill_within_transaction (FbSearchReader *self,
                         const FbSearchPosition *position,
                         GArray *ids,
                         GError **error)
{
  if (!fb_search_index_begin (self->index, error))
    return FALSE;
  if (put_faxes (self, ids, error) && fb_search_index_commit (self->index, position, error))
    return TRUE;
  fb_search_index_roll_back (self->index);
  return FALSE;
}

/* What has come comes first, then what was there. */
static gboolean
fill (FbSearchReader *self, gboolean only_changed, gboolean *is_done, GError **error)
{
  FbSearchPosition position = *fb_search_index_get_position (self->index);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 event_id = position.event_id;

  if (!read_changed (self, &position, ids, error))
    return FALSE;
  if (position.event_id != event_id)
    {
      *is_done = FALSE;
      return fill_within_transaction (self, &position, ids, error);
    }
  *is_done = only_changed || position.first_id == 0;
  if (*is_done)
    return TRUE;
  if (!read_older (self, position.first_id, FILL_STEP, ids, error))
    return FALSE;
  position.first_id = ids->len < FILL_STEP ? 0 : g_array_index (ids, gint64, ids->len - 1);
  return fill_within_transaction (self, &position, ids, error);
}

static gboolean
has_room (FbSearchReader *self)
{
  struct statvfs status;

  return statvfs (self->folder, &status) == 0 &&
         (guint64) status.f_bavail * status.f_frsize > SPARE_SPACE;
}

static gboolean
begin_fill_step (FbSearchReader *self)
{
  g_mutex_lock (&self->lock);
  const gboolean is_ending = self->is_ending;
  self->has_fill_step = FALSE;
  g_mutex_unlock (&self->lock);
  return !is_ending;
}

/* An error is no end: the index is tried again after the next commit. */
static void
run_fill_step (FbSearchReader *self)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = TRUE;

  if (!begin_fill_step (self) || !has_room (self))
    return;
  if (!open_store (self, &error))
    {
      g_message ("The store can't be indexed: %s", error->message);
      close_store (self);
      return;
    }
  if (open_index (self, &error) && fill (self, FALSE, &is_done, &error))
    {
      if (!is_done)
        fb_search_reader_catch_up (self);
      return;
    }
  handle_index_error (self, error);
}

/* Searching */

static gboolean
scan (FbSearchReader *self, FbSearchStep *step, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;

  if (!read_older (self, step->before, SCAN_STEP, ids, error))
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      const gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (FbFax) fax = fb_fax_query_get (self->query, id, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (fax != NULL && fb_search_query_matches (step->query, fax))
        g_array_append_val (step->ids, id);
    }
  step->before = ids->len < SCAN_STEP ? 0 : g_array_index (ids, gint64, ids->len - 1);
  return TRUE;
}

static gboolean
find_message_ids (FbSearchReader *self, FbSearchStep *step, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_MESSAGE_IDS];
  const char *const *forms = fb_search_query_get_message_id_forms (step->query);
  gboolean has_row;

  if (forms == NULL)
    return TRUE;
  for (int i = 0; i < FB_SEARCH_ID_FORMS; i++)
    fb_statement_bind_text (statement, i + 1, forms[i]);
  sqlite3_bind_int (statement, FB_SEARCH_ID_FORMS + 1, MAX_MESSAGE_IDS);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      const gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (step->ids, id);
    }
  return FALSE;
}

/* Puts what has just come into the index, so that it is found there. */
static gboolean
catch_up (FbSearchReader *self, GError **error)
{
  self->is_behind = TRUE;
  for (guint i = 0; self->is_behind && i < MAX_CATCH_UP_STEPS; i++)
    {
      gboolean is_done;
      if (!fill (self, TRUE, &is_done, error))
        return FALSE;
      self->is_behind = !is_done;
    }
  return TRUE;
}

/* FALSE, without an error, if what is looked for isn't in it. */
static gboolean
find_in_index (FbSearchReader *self, FbSearchStep *step, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  const gboolean is_first = step->before == G_MAXINT64;

  if (!open_index (self, &error) || (is_first && has_room (self) && !catch_up (self, &error)))
    {
      handle_index_error (self, error);
      return FALSE;
    }
  const gint64 first_id = fb_search_index_get_position (self->index)->first_id;
  if (step->before <= first_id)
    return FALSE;

  FbDatabase *database = fb_search_index_get_database (self->index);
  fb_database_watch (database, cancellable);
  const gboolean is_found =
    fb_search_index_find (self->index, step->query, &step->before, FIND_STEP, step->ids, &error);
  fb_database_watch (database, NULL);
  if (!is_found)
    {
      handle_index_error (self, error);
      return FALSE;
    }
  /* What is older is searched in the store. */
  if (step->before < first_id)
    step->before = first_id;
  step->is_current = !self->is_behind;
  return TRUE;
}

static gboolean
take_step (FbSearchReader *self, FbSearchStep *step, GCancellable *cancellable, GError **error)
{
  const gint64 before = step->before;

  if (!open_store (self, error))
    return FALSE;
  if (before == G_MAXINT64 && !find_message_ids (self, step, error))
    return FALSE;
  step->is_current = TRUE;
  if (find_in_index (self, step, cancellable))
    return TRUE;
  if (!open_store (self, error))
    return FALSE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  step->before = before;
  return scan (self, step, error);
}

static gboolean
on_drop (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* See fb-store-reader.c. */
static void
drop_where_asked (GTask *task)
{
  g_autoptr (GMainContext) context = g_main_context_ref (g_task_get_context (task));
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_drop, task, g_object_unref);
  g_source_attach (source, context);
}

static void
run_search (FbSearchReader *self, GTask *task)
{
  FbSearchStep *step = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    {
      drop_where_asked (task);
      return;
    }
  if (take_step (self, step, g_task_get_cancellable (task), &error))
    {
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      if (g_error_matches (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT))
        self->on_damage (self->user_data);
      close_store (self);
      g_task_return_error (task, error);
    }
  drop_where_asked (task);
}

static void
run (gpointer data, gpointer user_data)
{
  if (data == fill_step)
    run_fill_step (user_data);
  else
    run_search (user_data, data);
}

/**
 * fb_search_reader_new:
 * @folder: the data folder, with a database in it
 * @on_damage: called in the reader's thread, each time that a search finds the store damaged
 * @user_data: for @on_damage
 *
 * Returns: (transfer full): a reader, which begins to fill the index
 */
FbSearchReader *
fb_search_reader_new (const char *folder, FbDamageFunc on_damage, gpointer user_data)
{
  FbSearchReader *self = g_new0 (FbSearchReader, 1);

  self->folder = g_strdup (folder);
  self->on_damage = on_damage;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  self->pool = g_thread_pool_new (run, self, 1, FALSE, NULL);
  fb_search_reader_catch_up (self);
  return self;
}

/**
 * fb_search_reader_free:
 * @reader: (nullable): a reader
 *
 * Waits for the searches that were asked for.
 */
void
fb_search_reader_free (FbSearchReader *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->is_ending = TRUE;
  g_mutex_unlock (&self->lock);
  g_thread_pool_free (self->pool, FALSE, TRUE);
  fb_search_index_close (self->index);
  close_store (self);
  g_mutex_clear (&self->lock);
  g_free (self->folder);
  g_free (self);
}

/**
 * fb_search_reader_catch_up:
 * @reader: a reader
 *
 * Something was committed: it is put into the index soon. Any thread may call it; it returns at
 * once.
 */
void
fb_search_reader_catch_up (FbSearchReader *self)
{
  g_mutex_lock (&self->lock);
  if (!self->is_ending && !self->has_fill_step)
    {
      self->has_fill_step = TRUE;
      g_thread_pool_push (self->pool, (gpointer) fill_step, NULL);
    }
  g_mutex_unlock (&self->lock);
}

/**
 * fb_search_reader_run:
 * @reader: a reader
 * @task: (transfer full): what to return a boolean to, with an #FbSearchStep as its data; its
 *   cancellable interrupts the search
 *
 * Takes a step. Any thread may call it.
 */
void
fb_search_reader_run (FbSearchReader *self, GTask *task)
{
  g_thread_pool_push (self->pool, task, NULL);
}
