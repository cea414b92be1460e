/* fb-desk-recorder.c
 *
 * What people do with faxes, as the database has it: what was read, and what is done, open again,
 * or noted. Each of the latter is an event beside the deliveries, in the same transaction as the
 * row that it changes; what changes nothing is no event. All of it runs inside a transaction of the
 * committer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-desk-recorder.h"

typedef enum
{
  STATEMENT_MARK,
  STATEMENT_DONE,
  STATEMENT_REOPENED,
  STATEMENT_NOTED,
  STATEMENT_MAKE_JSON,
  STATEMENT_ADD_EVENT,
  STATEMENT_FIND,
  STATEMENT_REPLAY_DONE,
  N_STATEMENTS,
} StatementId;

/* Of an action, ?1 is the row's number, ?2 the time, ?3 the text. Nobody is alerted of a fax that
 * was read, or done, while its alert waited for the document. */
static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_MARK] =
    "UPDATE fax SET is_read = ?2, alert_kind = CASE WHEN ?2 THEN 0 ELSE alert_kind END, "
    "alert_at = CASE WHEN ?2 THEN 0 ELSE alert_at END "
    "WHERE id = ?1 AND is_read <> ?2 RETURNING id",
  [STATEMENT_DONE] = "UPDATE fax SET is_open = 0, done_at = ?2, done_by = ?3, "
                     "alert_kind = 0, alert_at = 0 WHERE id = ?1 AND is_open = 1 RETURNING id",
  [STATEMENT_REOPENED] =
    "UPDATE fax SET is_open = 1, opened_at = CASE WHEN opened_at > 0 THEN opened_at ELSE ?2 END, "
    "done_at = 0, done_by = NULL WHERE id = ?1 AND is_open IS NOT 1 RETURNING id",
  [STATEMENT_NOTED] = "UPDATE fax SET note = ?3 WHERE id = ?1 AND note IS NOT ?3 RETURNING id",
  [STATEMENT_MAKE_JSON] = "SELECT json_object ('who', ?1, 'note', ?2, 'nonce', ?3)",
  [STATEMENT_ADD_EVENT] =
    "INSERT INTO event (message_id, kind, name, road, received_at, digest, json) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
  [STATEMENT_FIND] = "SELECT id FROM fax WHERE message_id = ?1",
  /* What came after it has made the fax open again, unless it was fetched: 4 is FB_EVENT_FETCHED.
   */
  [STATEMENT_REPLAY_DONE] =
    "UPDATE fax SET is_open = 0, done_at = ?2, done_by = ?3, is_read = 1 WHERE id = ?1 AND "
    "NOT EXISTS (SELECT 1 FROM attachment WHERE fax_id = ?1 AND received_at > ?2 "
    "AND NOT EXISTS (SELECT 1 FROM event WHERE event.message_id = fax.message_id "
    "AND event.kind = 4 AND CASE WHEN json_valid (CAST (json AS TEXT)) "
    "THEN json_extract (CAST (json AS TEXT), '$.sha256') = sha256 END)) RETURNING id",
};

struct _FbDeskRecorder
{
  FbFaxQuery *query;
  FbStatement *statements[N_STATEMENTS];
};

/**
 * fb_desk_recorder_new:
 * @database: the connection that writes; it must outlive the recorder
 * @query: reads on the same database; it must outlive the recorder
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): the recorder
 */
FbDeskRecorder *
fb_desk_recorder_new (FbDatabase *database, FbFaxQuery *query, GError **error)
{
  g_autoptr (FbDeskRecorder) self = g_new0 (FbDeskRecorder, 1);

  self->query = query;
  if (!fb_database_prepare_all (database, statements_sql, self->statements, N_STATEMENTS, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_desk_recorder_free:
 * @recorder: (nullable): a recorder
 *
 * Frees it. Its connection stays open.
 */
void
fb_desk_recorder_free (FbDeskRecorder *self)
{
  if (self == NULL)
    return;
  fb_statements_free (self->statements, N_STATEMENTS);
  g_free (self);
}

static gboolean
set_read (FbDeskRecorder *self, gint64 id, gboolean is_read, gboolean *is_changed, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_MARK];
  gint64 changed_id;

  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_int (statement, 2, is_read);
  if (!fb_statement_run_returning (statement, &changed_id, error))
    return FALSE;
  *is_changed = changed_id != 0;
  return TRUE;
}

/* A test is in none. */
static void
count (guint counts[FB_N_DIRECTIONS][FB_N_STATUSES], FbFax *fax, gboolean is_more)
{
  if (!fb_fax_is_test (fax))
    counts[fb_fax_get_direction (fax)][fb_fax_get_status (fax)] += is_more ? 1u : -1u;
}

/**
 * fb_desk_recorder_mark:
 * @recorder: a recorder, inside a transaction
 * @id: a row's number
 * @is_read: whether it counts as read from now on
 * @changes: gets the row, if this changes it
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * An alert that waits for the document of a fax that is read by now is dropped.
 *
 * Returns: whether it worked
 */
gboolean
fb_desk_recorder_mark (FbDeskRecorder *self,
                       gint64 id,
                       gboolean is_read,
                       FbChanges *changes,
                       GError **error)
{
  gboolean is_changed;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!set_read (self, id, is_read, &is_changed, error))
    return FALSE;
  if (!is_changed)
    return TRUE;

  FbFax *fax = fb_fax_query_get_changed (self->query, id, error);
  if (fax == NULL)
    return FALSE;
  count (changes->counts.unread, fax, !is_read);
  changes->waiting_alerts_have_changed |= is_read;
  fb_changes_add_fax (changes, fax);
  return TRUE;
}

static StatementId
get_statement (FbDeskAction action)
{
  switch (action)
    {
    case FB_DESK_DONE:
      return STATEMENT_DONE;
    case FB_DESK_REOPENED:
      return STATEMENT_REOPENED;
    case FB_DESK_NOTED:
    default:
      return STATEMENT_NOTED;
    }
}

static gboolean
change_row (FbDeskRecorder *self,
            StatementId id,
            gint64 fax_id,
            const FbDeskRecord *record,
            gboolean *is_changed,
            GError **error)
{
  FbStatement *statement = self->statements[id];
  gint64 changed_id;

  sqlite3_bind_int64 (statement, 1, fax_id);
  sqlite3_bind_int64 (statement, 2, record->at);
  if (id != STATEMENT_REOPENED)
    fb_statement_bind_text (statement, 3,
                            record->action == FB_DESK_NOTED ? record->note : record->who);
  if (!fb_statement_run_returning (statement, &changed_id, error))
    return FALSE;
  *is_changed = changed_id != 0;
  return TRUE;
}

static GBytes *
make_json (FbDeskRecorder *self, const FbDeskRecord *record, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_MAKE_JSON];
  g_autofree char *nonce = fb_desk_record_dup_nonce ();
  gboolean has_row;

  fb_statement_bind_text (statement, 1, record->who);
  fb_statement_bind_text (statement, 2, record->note);
  fb_statement_bind_text (statement, 3, nonce);
  if (!fb_statement_step (statement, &has_row, error))
    return NULL;
  const char *json = (const char *) sqlite3_column_text (statement, 0);
  GBytes *bytes = g_bytes_new (json, (gsize) sqlite3_column_bytes (statement, 0));
  sqlite3_reset (statement);
  return bytes;
}

static gboolean
add_event (FbDeskRecorder *self, FbFax *fax, const FbDeskRecord *record, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_ADD_EVENT];
  const char *message_id = fb_fax_get_message_id (fax);
  g_autoptr (GBytes) json = make_json (self, record, error);
  if (json == NULL)
    return FALSE;

  gsize json_size;
  const char *text = g_bytes_get_data (json, &json_size);
  g_autoptr (GBytes) digest = fb_desk_record_make_digest (record, message_id, text, json_size);
  fb_statement_bind_text (statement, 1, message_id);
  sqlite3_bind_int (statement, 2, FB_EVENT_DESK);
  fb_statement_bind_text (statement, 3, fb_desk_action_to_string (record->action));
  sqlite3_bind_int (statement, 4, FB_ROAD_DESK);
  sqlite3_bind_int64 (statement, 5, record->at);
  fb_statement_bind_bytes (statement, 6, digest);
  fb_statement_bind_bytes (statement, 7, json);
  gboolean is_added = fb_statement_run (statement, error);
  sqlite3_clear_bindings (statement);
  return is_added;
}

/**
 * fb_desk_recorder_record:
 * @recorder: a recorder, inside a transaction
 * @id: a row's number
 * @record: what somebody has done with that fax
 * @changes: gets the row, if this changes it
 * @is_changed: (out): whether it does; what changes nothing is not kept
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Only a fax that is open can be done, and then counts as read, and an alert that waits for its
 * document is dropped; only one that is not can be opened again, and then waits since when it did
 * before.
 *
 * Returns: whether it worked
 */
gboolean
fb_desk_recorder_record (FbDeskRecorder *self,
                         gint64 id,
                         const FbDeskRecord *record,
                         FbChanges *changes,
                         gboolean *is_changed,
                         GError **error)
{
  gboolean is_marked = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (!change_row (self, get_statement (record->action), id, record, is_changed, error))
    return FALSE;
  if (!*is_changed)
    return TRUE;
  if (record->action == FB_DESK_DONE && !set_read (self, id, TRUE, &is_marked, error))
    return FALSE;

  g_autoptr (FbFax) fax = fb_fax_query_get_changed (self->query, id, error);
  if (fax == NULL || !add_event (self, fax, record, error))
    return FALSE;
  if (is_marked)
    count (changes->counts.unread, fax, FALSE);
  if (record->action != FB_DESK_NOTED)
    {
      count (changes->counts.open, fax, fb_fax_get_open (fax));
      changes->open_has_changed = TRUE;
      changes->waiting_alerts_have_changed |= record->action == FB_DESK_DONE;
    }
  fb_changes_add_fax (changes, g_steal_pointer (&fax));
  return TRUE;
}

/**
 * fb_desk_recorder_replay:
 * @recorder: a recorder, inside a transaction
 * @message_id: names a fax whose row was made again
 * @record: what somebody has done with it, of which there is an event
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Changes the row as it was changed then. Where there is none, nothing happens; nor is a fax done
 * to which a document has come since.
 *
 * Returns: whether it worked
 */
gboolean
fb_desk_recorder_replay (FbDeskRecorder *self,
                         const char *message_id,
                         const FbDeskRecord *record,
                         GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_FIND];
  const StatementId id =
    record->action == FB_DESK_DONE ? STATEMENT_REPLAY_DONE : get_statement (record->action);
  gboolean has_row;
  gboolean is_changed;

  fb_statement_bind_text (statement, 1, message_id);
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  const gint64 fax_id = has_row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return fax_id == 0 || change_row (self, id, fax_id, record, &is_changed, error);
}
