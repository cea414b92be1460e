/* fb-fetch-recorder.c
 *
 * Documents that Documo's events did not bring, as the database has it: whether one is to be
 * fetched, when, how often that failed, and what was fetched. That one was is an event beside the
 * deliveries, in the same transaction as the document; how it was tried before is only a state of
 * the row. All of it runs inside a transaction of the committer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fetch-recorder.h"

#include "fb-desk-record.h"
#include "fb-sha256.h"

#include <string.h>

typedef enum
{
  STATEMENT_SET,
  STATEMENT_FIND,
  STATEMENT_MAKE_DUE,
  STATEMENT_MAKE_ONE_DUE,
  STATEMENT_PUT_OFF,
  STATEMENT_NEED_KEY,
  STATEMENT_FAIL,
  STATEMENT_OPEN,
  STATEMENT_SET_FETCHED,
  STATEMENT_ADD_EVENT,
  N_STATEMENTS,
} StatementId;

/* States are of FbFetchState, 4 is FB_EVENT_FETCHED, 3 is FB_ROAD_FETCHED. */
static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_SET] =
    "UPDATE fax SET fetch_state = ?2, fetch_at = ?3, fetch_attempts = ?4 WHERE id = ?1",
  [STATEMENT_FIND] = "SELECT id FROM fax WHERE message_id = ?1",
  [STATEMENT_MAKE_DUE] =
    "UPDATE fax SET fetch_at = min (fetch_at, ?2), fetch_state = 1 WHERE id = ?1 "
    "AND ((fetch_state = 1 AND fetch_at > ?2) OR (fetch_state = 2 AND ?3)) RETURNING id",
  /* Somebody asks for just this one: it comes first, and what Documo did not have it may have by
   * now. */
  [STATEMENT_MAKE_ONE_DUE] = "UPDATE fax SET fetch_at = ?2, fetch_state = CASE WHEN ?3 THEN 1 "
                             "WHEN fetch_state = 3 THEN 2 ELSE fetch_state END "
                             "WHERE id = ?1 AND fetch_state IN (1, 2, 3) RETURNING id",
  [STATEMENT_PUT_OFF] = "UPDATE fax SET fetch_at = ?2 WHERE id = ?1 AND fetch_state = 1 "
                        "AND fetch_at < ?2 RETURNING id",
  [STATEMENT_NEED_KEY] =
    "UPDATE fax SET fetch_state = 2 WHERE id = ?1 AND fetch_state = 1 RETURNING id",
  [STATEMENT_FAIL] = "UPDATE fax SET fetch_state = ?2, fetch_at = ?3, fetch_attempts = ?4 "
                     "WHERE id = ?1 AND fetch_state IN (1, 2) RETURNING id",
  [STATEMENT_OPEN] =
    "UPDATE fax SET is_read = 0, is_open = 1, "
    "opened_at = CASE WHEN is_open IS 1 THEN opened_at ELSE ?2 END, done_at = 0, done_by = NULL "
    "WHERE id = ?1 AND occasion = 0 RETURNING id",
  [STATEMENT_SET_FETCHED] = "UPDATE fax SET has_document = max (coalesce (has_document, 0), ?2), "
                            "occasion = CASE WHEN ?3 THEN ?3 ELSE occasion END WHERE id = ?1",
  [STATEMENT_ADD_EVENT] =
    "INSERT INTO event (message_id, kind, name, road, received_at, digest, json) VALUES (?1, 4, "
    "?2, 3, ?3, ?4, CAST (json_object ('path', ?5, 'sha256', ?6, 'nonce', ?7) AS BLOB))",
};

struct _FbFetchRecorder
{
  FbFaxQuery *query;
  FbDocumentRecorder *documents;
  FbAlertRecorder *alerts;
  gboolean can_fetch;
  FbStatement *statements[N_STATEMENTS];
};

/**
 * fb_fetch_recorder_new:
 * @database: the connection that writes; it must outlive the recorder
 * @query: reads on the same database; it must outlive the recorder
 * @documents: writes on the same database; it must outlive the recorder
 * @alerts: the same
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): the recorder
 */
FbFetchRecorder *
fb_fetch_recorder_new (FbDatabase *database,
                       FbFaxQuery *query,
                       FbDocumentRecorder *documents,
                       FbAlertRecorder *alerts,
                       GError **error)
{
  g_autoptr (FbFetchRecorder) self = g_new0 (FbFetchRecorder, 1);

  self->query = query;
  self->documents = documents;
  self->alerts = alerts;
  if (!fb_database_prepare_all (database, statements_sql, self->statements, N_STATEMENTS, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_fetch_recorder_free:
 * @recorder: (nullable): a recorder
 *
 * Frees it. Its connection stays open.
 */
void
fb_fetch_recorder_free (FbFetchRecorder *self)
{
  if (self == NULL)
    return;
  fb_statements_free (self->statements, N_STATEMENTS);
  g_free (self);
}

/**
 * fb_fetch_recorder_set_can_fetch:
 * @recorder: a recorder
 * @can_fetch: whether there is an API key; at first there is none
 */
void
fb_fetch_recorder_set_can_fetch (FbFetchRecorder *self, gboolean can_fetch)
{
  self->can_fetch = can_fetch;
}

/**
 * fb_fetch_recorder_may_wait:
 * @recorder: a recorder
 * @state: of a fax's document
 *
 * Returns: whether that may come at any moment, so that an alert may wait for it
 */
gboolean
fb_fetch_recorder_may_wait (FbFetchRecorder *self, FbFetchState state)
{
  return self->can_fetch && state == FB_FETCH_WAITING;
}

static FbFetchState
get_waiting_state (FbFetchRecorder *self)
{
  return self->can_fetch ? FB_FETCH_WAITING : FB_FETCH_WITHOUT_KEY;
}

static gboolean
is_waiting (FbFetchState state)
{
  return state == FB_FETCH_WAITING || state == FB_FETCH_WITHOUT_KEY;
}

/**
 * fb_fetch_recorder_judge:
 * @recorder: a recorder
 * @state: the newest state of a fax that was not heard of before
 * @n_documents: how many documents it has
 * @time: when it came, microseconds since 1970 UTC
 *
 * Returns: whether its document is to be fetched, and when
 */
FbFetchStatus
fb_fetch_recorder_judge (FbFetchRecorder *self,
                         const FbEvent *state,
                         guint n_documents,
                         gint64 time)
{
  if (n_documents > 0 || !fb_event_has_document_at_documo (state))
    return (FbFetchStatus){ FB_FETCH_NOTHING };
  return (FbFetchStatus){ get_waiting_state (self), time, 0 };
}

/**
 * fb_fetch_recorder_update:
 * @recorder: a recorder, inside a transaction
 * @fax: a fax that was just changed
 * @time: when that came, microseconds since 1970 UTC
 * @changes: told whether a document is due now
 * @is_changed: (out): whether its row is another one now
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Has the fax's document fetched from now on, or no more. Where it is being fetched, that goes on.
 *
 * Returns: whether it worked
 */
gboolean
fb_fetch_recorder_update (FbFetchRecorder *self,
                          FbFax *fax,
                          gint64 time,
                          FbChanges *changes,
                          gboolean *is_changed,
                          GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_SET];
  const FbFetchStatus before = *fb_fax_get_fetch_status (fax);
  const FbFetchStatus after =
    fb_fetch_recorder_judge (self, fb_fax_get_event (fax), fb_fax_get_documents (fax)->len, time);

  *is_changed = (before.state == FB_FETCH_NOTHING) != (after.state == FB_FETCH_NOTHING);
  if (!*is_changed)
    return TRUE;
  changes->has_due_document |= is_waiting (after.state);
  sqlite3_bind_int64 (statement, 1, fb_fax_get_id (fax));
  sqlite3_bind_int (statement, 2, (int) after.state);
  sqlite3_bind_int64 (statement, 3, after.due_at);
  sqlite3_bind_int64 (statement, 4, after.n_attempts);
  return fb_statement_run (statement, error);
}

/**
 * fb_fetch_recorder_find:
 * @recorder: a recorder
 * @message_id: Documo's name for a fax
 * @fax_id: (out): the row's number; 0 if there is none
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_fetch_recorder_find (FbFetchRecorder *self,
                        const char *message_id,
                        gint64 *fax_id,
                        GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_FIND];
  gboolean has_row;

  fb_statement_bind_text (statement, 1, message_id);
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  *fax_id = has_row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return TRUE;
}

/* Runs a statement that changes a row's state or leaves it as it is. */
static gboolean
change_row (FbFetchRecorder *self,
            FbStatement *statement,
            gint64 fax_id,
            FbChanges *changes,
            GError **error)
{
  gint64 changed_id;

  sqlite3_bind_int64 (statement, 1, fax_id);
  if (!fb_statement_run_returning (statement, &changed_id, error))
    return FALSE;
  if (changed_id == 0)
    return TRUE;
  g_autoptr (FbFax) fax = fb_fax_query_get_changed (self->query, fax_id, error);
  if (fax == NULL ||
      !fb_alert_recorder_settle (
        self->alerts, fax, FB_ALERT_NONE,
        fb_fetch_recorder_may_wait (self, fb_fax_get_fetch_status (fax)->state), changes, error))
    return FALSE;
  fb_changes_add_fax (changes, g_steal_pointer (&fax));
  return TRUE;
}

/**
 * fb_fetch_recorder_make_due:
 * @recorder: a recorder, inside a transaction
 * @fax_id: a row's number
 * @time: since when its document is to be due, microseconds since 1970 UTC
 * @is_asked_for: whether somebody wants just this one: then it is due since just then, before all
 *   that are so for longer, and also if Documo did not have it
 * @changes: gets the row, if this changes it
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Where there is an API key, it is tried also for what another key did not suffice for; without
 * one, that stays as it is.
 *
 * Returns: whether it worked
 */
gboolean
fb_fetch_recorder_make_due (FbFetchRecorder *self,
                            gint64 fax_id,
                            gint64 time,
                            gboolean is_asked_for,
                            FbChanges *changes,
                            GError **error)
{
  FbStatement *statement =
    self->statements[is_asked_for ? STATEMENT_MAKE_ONE_DUE : STATEMENT_MAKE_DUE];

  changes->has_due_document = TRUE;
  sqlite3_bind_int64 (statement, 2, time);
  sqlite3_bind_int (statement, 3, self->can_fetch);
  return change_row (self, statement, fax_id, changes, error);
}

/**
 * fb_fetch_recorder_put_off:
 * @recorder: a recorder, inside a transaction
 * @fax_id: a row's number
 * @until: when its document is to be due, if it waits to be fetched before; microseconds since 1970
 *   UTC
 * @changes: gets the row, if this changes it
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Returns: whether it worked
 */
gboolean
fb_fetch_recorder_put_off (FbFetchRecorder *self,
                           gint64 fax_id,
                           gint64 until,
                           FbChanges *changes,
                           GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_PUT_OFF];

  sqlite3_bind_int64 (statement, 2, until);
  return change_row (self, statement, fax_id, changes, error);
}

/**
 * fb_fetch_recorder_need_key:
 * @recorder: a recorder, inside a transaction
 * @fax_id: a row's number
 * @changes: gets the row, if this changes it
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Its document needs an API key, if it is to be fetched at all. Where there is one again by now,
 * nothing changes.
 *
 * Returns: whether it worked
 */
gboolean
fb_fetch_recorder_need_key (FbFetchRecorder *self,
                            gint64 fax_id,
                            FbChanges *changes,
                            GError **error)
{
  return self->can_fetch ||
         change_row (self, self->statements[STATEMENT_NEED_KEY], fax_id, changes, error);
}

/**
 * fb_fetch_recorder_fail:
 * @recorder: a recorder, inside a transaction
 * @fax_id: a row's number
 * @status: what becomes of its document, which could not be fetched
 * @changes: gets the row, if this changes it
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Where the document has come by another road meanwhile, nothing changes. Where the API key is gone
 * by now, what would be tried again needs one.
 *
 * Returns: whether it worked
 */
gboolean
fb_fetch_recorder_fail (FbFetchRecorder *self,
                        gint64 fax_id,
                        const FbFetchStatus *status,
                        FbChanges *changes,
                        GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_FAIL];
  const FbFetchState state =
    status->state == FB_FETCH_WAITING ? get_waiting_state (self) : status->state;

  sqlite3_bind_int (statement, 2, (int) state);
  sqlite3_bind_int64 (statement, 3, status->due_at);
  sqlite3_bind_int64 (statement, 4, status->n_attempts);
  return change_row (self, statement, fax_id, changes, error);
}

/* The same document may be lost and fetched again, which is another event. */
static GBytes *
make_digest (const FbDelivery *delivery, const char *nonce)
{
  g_autoptr (FbSha256) hash = fb_sha256_new ();
  guint8 digest[FB_SHA256_LENGTH];
  gsize size;
  gconstpointer content = g_bytes_get_data (delivery->digest, &size);

  fb_sha256_update (hash, content, size);
  fb_sha256_update (hash, delivery->message_id, strlen (delivery->message_id) + 1);
  fb_sha256_update (hash, nonce, strlen (nonce) + 1);
  fb_sha256_get_digest (hash, digest);
  return g_bytes_new (digest, sizeof digest);
}

static gboolean
add_event (FbFetchRecorder *self, const FbDelivery *delivery, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_ADD_EVENT];
  const FbStoredDocument *stored = g_ptr_array_index (delivery->stored, 0);
  g_autofree char *nonce = fb_desk_record_dup_nonce ();
  g_autoptr (GBytes) digest = make_digest (delivery, nonce);

  fb_statement_bind_text (statement, 1, delivery->message_id);
  fb_statement_bind_text (statement, 2, delivery->event->name);
  sqlite3_bind_int64 (statement, 3, delivery->received_at);
  fb_statement_bind_bytes (statement, 4, digest);
  fb_statement_bind_text (statement, 5, stored->path);
  fb_statement_bind_text (statement, 6, stored->sha256);
  fb_statement_bind_text (statement, 7, nonce);
  const gboolean is_added = fb_statement_run (statement, error);
  sqlite3_clear_bindings (statement);
  return is_added;
}

/* What was no occasion before may be one with its document: a fax that was cancelled, of which a
 * part is here. It is the only one that hangs on the document. */
static gboolean
open_fax (FbFetchRecorder *self,
          FbFax *fax,
          const FbDelivery *delivery,
          FbAlertKind kind,
          gboolean *is_opened,
          GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_OPEN];
  const gboolean was_open_before = fb_fax_get_opened_at (fax) > 0;
  gint64 changed_id;

  *is_opened = FALSE;
  if (delivery->is_found || kind != FB_ALERT_RECEIVED)
    return TRUE;
  sqlite3_bind_int64 (statement, 1, fb_fax_get_id (fax));
  sqlite3_bind_int64 (statement, 2,
                      was_open_before ? delivery->received_at : fb_fax_get_time (fax));
  if (!fb_statement_run_returning (statement, &changed_id, error))
    return FALSE;
  *is_opened = changed_id != 0;
  return TRUE;
}

/* What the fax would have been alerted of with its document: it is not alerted of that again when
 * an event brings the same one. */
static gboolean
set_fetched (FbFetchRecorder *self,
             FbFax *fax,
             const FbDelivery *delivery,
             gboolean *is_opened,
             GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_SET_FETCHED];
  const FbStoredDocument *stored = g_ptr_array_index (delivery->stored, 0);
  const gboolean is_document = fb_media_type_is_document (stored->media_type);
  const FbAlertKind kind = fb_alert_kind_for_event (fb_fax_get_event (fax), is_document);

  if (!open_fax (self, fax, delivery, kind, is_opened, error))
    return FALSE;
  sqlite3_bind_int64 (statement, 1, fb_fax_get_id (fax));
  sqlite3_bind_int (statement, 2, is_document);
  sqlite3_bind_int (statement, 3, (int) kind);
  return fb_statement_run (statement, error);
}

/* What is only found while a database is rebuilt is not alerted of then. */
static gboolean
settle_alert (FbFetchRecorder *self,
              FbFax *fax,
              const FbDelivery *delivery,
              gboolean is_opened,
              FbChanges *changes,
              GError **error)
{
  const FbAlertKind kind =
    fb_alert_kind_for_event (fb_fax_get_event (fax), fb_fax_get_document (fax) != NULL);

  if (delivery->is_found)
    return TRUE;
  if (is_opened)
    return fb_alert_recorder_settle (self->alerts, fax, kind, FALSE, changes, error);
  return fb_alert_recorder_end (self->alerts, fax, kind, changes, error);
}

/* The document, and the event that says where it is. */
static gboolean
add_document (FbFetchRecorder *self,
              FbDelivery *delivery,
              FbFax *kept,
              gboolean *is_opened,
              GError **error)
{
  guint n_added;

  *is_opened = FALSE;
  if (!fb_document_recorder_add (self->documents, delivery, fb_fax_get_id (kept), &n_added, error))
    return FALSE;
  delivery->already_kept = n_added == 0;
  return n_added == 0 || ((delivery->is_found || add_event (self, delivery, error)) &&
                          set_fetched (self, kept, delivery, is_opened, error));
}

static gboolean
keep_for (FbFetchRecorder *self,
          FbDelivery *delivery,
          FbFax *kept,
          FbChanges *changes,
          GError **error)
{
  const gint64 fax_id = fb_fax_get_id (kept);
  gboolean is_opened;
  gboolean is_changed;

  if (!add_document (self, delivery, kept, &is_opened, error))
    return FALSE;
  g_autoptr (FbFax) added = fb_fax_query_get_changed (self->query, fax_id, error);
  if (added == NULL ||
      !fb_fetch_recorder_update (self, added, delivery->received_at, changes, &is_changed, error))
    return FALSE;
  g_autoptr (FbFax) fax =
    is_changed ? fb_fax_query_get_changed (self->query, fax_id, error) : g_object_ref (added);
  if (fax == NULL || !settle_alert (self, fax, delivery, is_opened, changes, error))
    return FALSE;
  fb_changes_count (changes, kept, -1);
  fb_changes_count (changes, fax, 1);
  fb_changes_add_fax (changes, g_steal_pointer (&fax));
  return TRUE;
}

/**
 * fb_fetch_recorder_keep:
 * @recorder: a recorder, inside a transaction
 * @delivery: a document that was fetched, in its place
 * @changes: gets the row
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Adds the document to its fax. That makes the fax open and unread only if nobody had a reason to
 * deal with it before. Where the fax has the same document already, or there is no such fax,
 * nothing is kept. Of one that was found there is an event already.
 *
 * Returns: whether it worked
 */
gboolean
fb_fetch_recorder_keep (FbFetchRecorder *self,
                        FbDelivery *delivery,
                        FbChanges *changes,
                        GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (delivery->stored->len == 1, FALSE);

  g_autoptr (FbFax) kept = fb_fax_query_find (self->query, delivery->message_id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  delivery->already_kept = kept == NULL;
  return kept == NULL || keep_for (self, delivery, kept, changes, error);
}
