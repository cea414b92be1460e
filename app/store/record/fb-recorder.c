/* fb-recorder.c
 *
 * What a delivery means to the database: an event that is never changed again, the newest state of
 * its fax, the documents that are there now. And what it means to the user: is a row changed, is it
 * notified of, has somebody to deal with it. All of it runs inside a transaction of the committer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-recorder.h"

#include "fb-document-recorder.h"
#include "fb-number.h"

typedef enum
{
  STATEMENT_ADD_EVENT,
  STATEMENT_GET_ALERT_KIND,
  STATEMENT_ADD_FAX,
  STATEMENT_CHANGE_FAX,
  STATEMENT_SET_STATE,
  N_STATEMENTS,
} StatementId;

/* ?1 to ?18 are bound by bind_state(). */
#define FAX_STATE                                                                                  \
  "kind, direction, status, status_name, fax_number, caller_id, csid, recipient_name, subject, "   \
  "pages_count, pages_complete, attempt, created_at, resolved_at, failure, is_file_purged, "       \
  "event_id, number"

static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_ADD_EVENT] =
    "INSERT INTO event (message_id, kind, name, road, received_at, digest, json) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (digest) DO NOTHING RETURNING id",
  [STATEMENT_GET_ALERT_KIND] = "SELECT occasion FROM fax WHERE id = ?1",
  [STATEMENT_ADD_FAX] =
    "INSERT INTO fax (" FAX_STATE ", message_id, received_at, is_read, occasion, is_open, "
    "opened_at, has_document, fetch_state, fetch_at, is_test) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
    "?19, ?20, NOT ?22, ?21, ?22, ?23, ?24, ?25, ?26, ?27)",
  [STATEMENT_CHANGE_FAX] =
    "UPDATE fax SET (" FAX_STATE ") = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
    "?14, ?15, ?16, coalesce (?17, event_id), ?18), "
    "has_document = max (coalesce (has_document, 0), ?20) WHERE id = ?19",
  [STATEMENT_SET_STATE] =
    "UPDATE fax SET occasion = ?2, is_read = is_read AND NOT ?3, is_open = ?3, "
    "opened_at = CASE WHEN ?3 AND is_open IS NOT 1 THEN ?4 ELSE opened_at END, "
    "done_at = CASE WHEN ?3 THEN 0 ELSE done_at END, "
    "done_by = CASE WHEN ?3 THEN NULL ELSE done_by END WHERE id = ?1",
};

struct _FbRecorder
{
  FbDatabase *database;
  FbFaxQuery *query;
  char *folder;
  FbDocumentRecorder *documents;
  FbAlertRecorder *alerts;
  FbFetchRecorder *fetches;
  FbStatement *statements[N_STATEMENTS];
};

/**
 * fb_recorder_new:
 * @database: the connection that writes; it must outlive the recorder
 * @query: reads on the same database; it must outlive the recorder
 * @folder: the data folder, which documents' paths are relative to
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): the recorder
 */
FbRecorder *
fb_recorder_new (FbDatabase *database, FbFaxQuery *query, const char *folder, GError **error)
{
  g_autoptr (FbRecorder) self = g_new0 (FbRecorder, 1);

  self->database = database;
  self->query = query;
  self->folder = g_strdup (folder);
  self->documents = fb_document_recorder_new (database, error);
  if (self->documents == NULL)
    return NULL;
  self->alerts = fb_alert_recorder_new (database, query, error);
  if (self->alerts == NULL)
    return NULL;
  self->fetches = fb_fetch_recorder_new (database, query, self->documents, self->alerts, error);
  if (self->fetches == NULL ||
      !fb_database_prepare_all (database, statements_sql, self->statements, N_STATEMENTS, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_recorder_free:
 * @recorder: (nullable): a recorder
 *
 * Frees it. Its connection stays open.
 */
void
fb_recorder_free (FbRecorder *self)
{
  if (self == NULL)
    return;
  fb_statements_free (self->statements, N_STATEMENTS);
  fb_fetch_recorder_free (self->fetches);
  fb_alert_recorder_free (self->alerts);
  fb_document_recorder_free (self->documents);
  g_free (self->folder);
  g_free (self);
}

/**
 * fb_recorder_get_fetch_recorder:
 * @recorder: a recorder
 *
 * Returns: (transfer none): what it notes with which documents are to be fetched
 */
FbFetchRecorder *
fb_recorder_get_fetch_recorder (FbRecorder *self)
{
  return self->fetches;
}

/**
 * fb_recorder_get_alert_recorder:
 * @recorder: a recorder
 *
 * Returns: (transfer none): what it puts alerts off with
 */
FbAlertRecorder *
fb_recorder_get_alert_recorder (FbRecorder *self)
{
  return self->alerts;
}

static gboolean
add_event (FbRecorder *self, FbDelivery *delivery, gint64 *event_id, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_ADD_EVENT];
  const FbEvent *event = delivery->event;

  fb_statement_bind_text (statement, 1, delivery->message_id);
  sqlite3_bind_int (statement, 2, event->kind);
  fb_statement_bind_text (statement, 3, event->name);
  sqlite3_bind_int (statement, 4, event->road);
  sqlite3_bind_int64 (statement, 5, delivery->received_at);
  fb_statement_bind_bytes (statement, 6, delivery->digest);
  fb_statement_bind_bytes (statement, 7, event->json);
  gboolean is_added = fb_statement_run_returning (statement, event_id, error);
  sqlite3_clear_bindings (statement);
  return is_added;
}

/* @event_id is 0 where the state is still that of the event it was read from. */
static void
bind_state (FbStatement *statement, const FbEvent *state, gint64 event_id)
{
  sqlite3_bind_int (statement, 1, state->kind);
  sqlite3_bind_int (statement, 2, (int) state->direction);
  sqlite3_bind_int (statement, 3, (int) state->status);
  fb_statement_bind_text (statement, 4, state->status_name);
  fb_statement_bind_text (statement, 5, state->fax_number);
  fb_statement_bind_text (statement, 6, state->caller_id);
  fb_statement_bind_text (statement, 7, state->csid);
  fb_statement_bind_text (statement, 8, state->recipient_name);
  fb_statement_bind_text (statement, 9, state->subject);
  sqlite3_bind_int (statement, 10, state->pages_count);
  sqlite3_bind_int (statement, 11, state->pages_complete);
  sqlite3_bind_int (statement, 12, state->attempt);
  sqlite3_bind_int64 (statement, 13, state->created_at);
  sqlite3_bind_int64 (statement, 14, state->resolved_at);
  fb_statement_bind_text (statement, 15, state->failure);
  sqlite3_bind_int (statement, 16, state->is_file_purged);
  if (event_id != 0)
    sqlite3_bind_int64 (statement, 17, event_id);
  else
    sqlite3_bind_null (statement, 17);
  g_autofree char *number = fb_event_dup_number (state);
  g_autofree char *normalized = fb_number_normalize (number);
  fb_statement_bind_text (statement, 18, normalized);
}

/* What a person has to see, and to deal with. A fax of one's own that went out as it should is not.
 */
static gboolean
makes_open (FbAlertKind kind)
{
  return kind != FB_ALERT_NONE && kind != FB_ALERT_DELIVERED;
}

/* Since when it waits: its own time or, if it could not be sent, when that turned out. Documo's
 * clock may be another one than ours. */
static gint64
get_opening_time (FbAlertKind kind, const FbEvent *state, gint64 own_time, gint64 received_at)
{
  if (kind != FB_ALERT_SEND_FAILED)
    return own_time;
  return state->resolved_at > 0 ? MIN (MAX (state->resolved_at, own_time), received_at)
                                : received_at;
}

/* What this desk knows of a fax that it hears of for the first time. */
static FbDeskState
make_desk_state (const FbDelivery *delivery, FbAlertKind kind)
{
  const gint64 own_time = fb_event_get_time (delivery->event, delivery->received_at);
  FbDeskState desk = { .is_open = makes_open (kind), .is_read = !makes_open (kind) };

  if (desk.is_open)
    desk.opened_at = get_opening_time (kind, delivery->event, own_time, delivery->received_at);
  return desk;
}

static gboolean
has_document (const FbDelivery *delivery)
{
  for (guint i = 0; i < delivery->stored->len; i++)
    if (fb_media_type_is_document (
          ((FbStoredDocument *) g_ptr_array_index (delivery->stored, i))->media_type))
      return TRUE;
  return FALSE;
}

static gboolean
add_fax (FbRecorder *self,
         FbDelivery *delivery,
         gint64 event_id,
         FbAlertKind kind,
         const FbDeskState *desk,
         const FbFetchStatus *fetch,
         gint64 *fax_id,
         GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_ADD_FAX];

  bind_state (statement, delivery->event, event_id);
  fb_statement_bind_text (statement, 19, delivery->message_id);
  sqlite3_bind_int64 (statement, 20, delivery->received_at);
  sqlite3_bind_int (statement, 21, (int) kind);
  sqlite3_bind_int (statement, 22, desk->is_open);
  sqlite3_bind_int64 (statement, 23, desk->opened_at);
  sqlite3_bind_int (statement, 24, has_document (delivery));
  sqlite3_bind_int (statement, 25, (int) fetch->state);
  sqlite3_bind_int64 (statement, 26, fetch->due_at);
  sqlite3_bind_int (statement, 27, fb_event_is_test (delivery->event));
  if (!fb_statement_run (statement, error))
    return FALSE;
  *fax_id = sqlite3_last_insert_rowid (self->database);
  return TRUE;
}

/* A late event changes only what was not known. */
static gboolean
change_fax (FbRecorder *self,
            FbFax *kept,
            const FbDelivery *delivery,
            gint64 event_id,
            GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_CHANGE_FAX];
  const FbEvent *event = delivery->event;
  const FbEvent *state = fb_fax_get_event (kept);
  gboolean is_newer = fb_event_supersedes (event, state);
  g_autoptr (FbEvent) merged =
    is_newer ? fb_event_merge (event, state) : fb_event_merge (state, event);

  bind_state (statement, merged, is_newer ? event_id : 0);
  sqlite3_bind_int64 (statement, 19, fb_fax_get_id (kept));
  sqlite3_bind_int (statement, 20, has_document (delivery));
  return fb_statement_run (statement, error);
}

static gboolean
get_alert_kind (FbRecorder *self, gint64 fax_id, FbAlertKind *kind, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_GET_ALERT_KIND];
  gboolean has_row;

  sqlite3_bind_int64 (statement, 1, fax_id);
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  *kind = has_row ? (FbAlertKind) sqlite3_column_int (statement, 0) : FB_ALERT_NONE;
  sqlite3_reset (statement);
  return TRUE;
}

/* Whether somebody was done with the fax when this came. What has been on the disk since before
 * that is no reason to open the fax again. */
static gboolean
was_done_later (FbFax *fax, const FbDelivery *delivery)
{
  return delivery->is_found && fb_fax_get_done_at (fax) >= delivery->received_at;
}

/* A second document, or one that was found and has come after somebody was done with the first. */
static gboolean
is_another_document (FbFax *kept, const FbDelivery *delivery)
{
  return fb_fax_get_document (kept) != NULL ||
         (delivery->is_found && fb_fax_get_done_at (kept) > 0 && !was_done_later (kept, delivery));
}

static gboolean
set_state (FbRecorder *self,
           FbFax *fax,
           const FbDelivery *delivery,
           FbAlertKind kind,
           GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_SET_STATE];
  const gboolean was_open_before = fb_fax_get_opened_at (fax) > 0;
  const gint64 own_time = was_open_before ? delivery->received_at : fb_fax_get_time (fax);

  sqlite3_bind_int64 (statement, 1, fb_fax_get_id (fax));
  sqlite3_bind_int (statement, 2, (int) kind);
  sqlite3_bind_int (statement, 3, makes_open (kind) && !was_done_later (fax, delivery));
  sqlite3_bind_int64 (
    statement, 4, get_opening_time (kind, fb_fax_get_event (fax), own_time, delivery->received_at));
  return fb_statement_run (statement, error);
}

/* One end of a fax may be reported twice: it is notified of when the alert is another one than
 * before, or when a second, different document has come in. */
static gboolean
judge_alert_kind (FbRecorder *self,
                  FbFax *fax,
                  const FbDelivery *delivery,
                  gboolean has_new_document,
                  FbAlertKind *alert,
                  GError **error)
{
  const FbEvent *state = fb_fax_get_event (fax);
  FbAlertKind before;

  *alert = FB_ALERT_NONE;
  if (!get_alert_kind (self, fb_fax_get_id (fax), &before, error))
    return FALSE;
  FbAlertKind kind = fb_alert_kind_for_event (state, fb_fax_get_document (fax) != NULL);
  gboolean is_change =
    kind != before || (has_new_document && state->direction == FB_DIRECTION_INBOUND);
  if (kind == FB_ALERT_NONE || !is_change)
    return TRUE;

  *alert = kind;
  return set_state (self, fax, delivery, kind, error);
}

/* What is only found while a database is rebuilt is not alerted of then. */
static gboolean
settle_alert (FbRecorder *self,
              FbFax *fax,
              FbAlertKind kind,
              const FbDelivery *delivery,
              FbChanges *changes,
              GError **error)
{
  const FbFetchState state = fb_fax_get_fetch_status (fax)->state;

  return delivery->is_found || fb_alert_recorder_settle (
                                 self->alerts, fax, kind,
                                 fb_fetch_recorder_may_wait (self->fetches, state), changes, error);
}

static gboolean
keep_known_fax (FbRecorder *self,
                FbDelivery *delivery,
                FbFax *kept,
                gint64 event_id,
                FbChanges *changes,
                GError **error)
{
  gint64 fax_id = fb_fax_get_id (kept);
  FbAlertKind alert;
  gboolean is_changed;
  guint n_added;

  if (!change_fax (self, kept, delivery, event_id, error) ||
      !fb_document_recorder_add (self->documents, delivery, fax_id, &n_added, error))
    return FALSE;

  g_autoptr (FbFax) changed = fb_fax_query_get_changed (self->query, fax_id, error);
  if (changed == NULL)
    return FALSE;
  const gboolean has_new_document = n_added > 0 && is_another_document (kept, delivery);
  if (!judge_alert_kind (self, changed, delivery, has_new_document, &alert, error) ||
      !fb_fetch_recorder_update (self->fetches, changed, delivery->received_at, changes,
                                 &is_changed, error))
    return FALSE;

  g_autoptr (FbFax) fax = alert != FB_ALERT_NONE || is_changed
                            ? fb_fax_query_get_changed (self->query, fax_id, error)
                            : g_object_ref (changed);
  if (fax == NULL || !settle_alert (self, fax, alert, delivery, changes, error))
    return FALSE;
  fb_changes_count (changes, kept, -1);
  fb_changes_count (changes, fax, 1);
  fb_changes_add_fax (changes, g_steal_pointer (&fax));
  return TRUE;
}

static GPtrArray *
make_documents (FbRecorder *self, FbDelivery *delivery)
{
  GPtrArray *attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_document_unref);

  for (guint i = 0; i < delivery->stored->len; i++)
    {
      const FbStoredDocument *stored = g_ptr_array_index (delivery->stored, i);
      g_autofree char *path = g_build_filename (self->folder, stored->path, NULL);
      g_ptr_array_add (attachments, fb_document_new (path, stored->media_type,
                                                     (gint64) stored->size, stored->sha256));
    }
  return attachments;
}

/* The event with the name that we gave it, if Documo gave it none. */
static FbEvent *
make_state (FbDelivery *delivery)
{
  if (delivery->event->message_id != NULL)
    return fb_event_ref (delivery->event);

  FbEvent *state = fb_event_merge (delivery->event, delivery->event);
  state->message_id = g_strdup (delivery->message_id);
  return state;
}

static FbFax *
make_fax (FbRecorder *self,
          FbDelivery *delivery,
          gint64 fax_id,
          const FbDeskState *desk,
          const FbFetchStatus *fetch)
{
  g_autoptr (FbEvent) state = make_state (delivery);
  FbFax *fax =
    fb_fax_new_full (fax_id, state, delivery->received_at, desk, make_documents (self, delivery));

  fb_fax_set_fetch_status (fax, fetch);
  return fax;
}

/* The ordinary case, and so the one that must be cheap: nothing is read back. */
static gboolean
keep_new_fax (FbRecorder *self,
              FbDelivery *delivery,
              gint64 event_id,
              FbChanges *changes,
              GError **error)
{
  FbAlertKind kind = fb_alert_kind_for_event (delivery->event, has_document (delivery));
  const FbDeskState desk = make_desk_state (delivery, kind);
  const FbFetchStatus fetch = fb_fetch_recorder_judge (
    self->fetches, delivery->event, delivery->stored->len, delivery->received_at);
  gint64 fax_id;
  guint n_added;

  if (!add_fax (self, delivery, event_id, kind, &desk, &fetch, &fax_id, error) ||
      !fb_document_recorder_add (self->documents, delivery, fax_id, &n_added, error))
    return FALSE;

  /* One form may bring the same document twice. */
  g_autoptr (FbFax) fax = n_added == delivery->stored->len
                            ? make_fax (self, delivery, fax_id, &desk, &fetch)
                            : fb_fax_query_get_changed (self->query, fax_id, error);
  if (fax == NULL || !fb_alert_recorder_begin (
                       self->alerts, fax, kind,
                       fb_fetch_recorder_may_wait (self->fetches, fetch.state), changes, error))
    return FALSE;
  fb_changes_count (changes, fax, 1);
  changes->has_due_document |= fetch.state != FB_FETCH_NOTHING;
  fb_changes_add_fax (changes, g_steal_pointer (&fax));
  return TRUE;
}

static gboolean
keep_fax (FbRecorder *self,
          FbDelivery *delivery,
          gint64 event_id,
          FbChanges *changes,
          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (FbFax) kept = fb_fax_query_find (self->query, delivery->message_id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (kept == NULL)
    return keep_new_fax (self, delivery, event_id, changes, error);
  return keep_known_fax (self, delivery, kept, event_id, changes, error);
}

/**
 * fb_recorder_keep:
 * @recorder: a recorder, inside a transaction
 * @delivery: a delivery whose documents are in their places
 * @changes: gets what is to be emitted after the commit
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Returns: whether it is written; @delivery says whether it had been kept before
 */
gboolean
fb_recorder_keep (FbRecorder *self, FbDelivery *delivery, FbChanges *changes, GError **error)
{
  gint64 event_id;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (delivery != NULL && delivery->error == NULL, FALSE);

  if (delivery->event->kind == FB_EVENT_FETCHED)
    return fb_fetch_recorder_keep (self->fetches, delivery, changes, error);
  if (!add_event (self, delivery, &event_id, error))
    return FALSE;
  delivery->already_kept = event_id == 0;
  if (delivery->already_kept)
    return fb_document_recorder_find (self->documents, delivery, error);
  return delivery->event->kind == FB_EVENT_OTHER ||
         keep_fax (self, delivery, event_id, changes, error);
}

/**
 * fb_recorder_keep_again:
 * @recorder: a recorder, inside a transaction
 * @delivery: a delivery of a fax
 * @event_id: its event, which is kept; what became of it is not
 * @changes: gets what is to be emitted after the commit
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Returns: whether it is written
 */
gboolean
fb_recorder_keep_again (FbRecorder *self,
                        FbDelivery *delivery,
                        gint64 event_id,
                        FbChanges *changes,
                        GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return keep_fax (self, delivery, event_id, changes, error);
}
