/* fb-alert-recorder.c
 *
 * Alerts that wait for the fax's document, as the database has it. An alert of a fax whose document
 * is being fetched is put off, at most until its time is over. What is alerted of is taken out in a
 * transaction and emitted after its commit: whatever happens, that is once at most, as for any
 * other alert. All of it runs inside a transaction of the committer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-alert-recorder.h"

typedef enum
{
  STATEMENT_GET,
  STATEMENT_PUT_OFF,
  STATEMENT_CLEAR,
  STATEMENT_LIST_DUE,
  STATEMENT_READ_NEXT,
  N_STATEMENTS,
} StatementId;

/* The index fax_alert serves those that look for some. */
static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_GET] = "SELECT alert_kind FROM fax WHERE id = ?1",
  /* It was promised for a time. */
  [STATEMENT_PUT_OFF] =
    "UPDATE fax SET alert_at = CASE WHEN alert_kind <> 0 THEN min (alert_at, ?3) ELSE ?3 END, "
    "alert_kind = ?2 WHERE id = ?1",
  [STATEMENT_CLEAR] = "UPDATE fax SET alert_kind = 0, alert_at = 0 WHERE id = ?1",
  /* None is put off for longer than from ?1 to ?2, unless the clock was set back. */
  [STATEMENT_LIST_DUE] = "SELECT id, alert_kind FROM fax WHERE alert_kind <> 0 "
                         "AND (alert_at <= ?1 OR alert_at > ?2) ORDER BY alert_at LIMIT ?3",
  [STATEMENT_READ_NEXT] =
    "SELECT alert_at FROM fax WHERE alert_kind <> 0 ORDER BY alert_at LIMIT 1",
};

typedef struct
{
  gint64 fax_id;
  FbAlertKind kind;
} DueAlert;

struct _FbAlertRecorder
{
  FbFaxQuery *query;
  gint64 delay;
  FbStatement *statements[N_STATEMENTS];
};

/**
 * fb_alert_recorder_new:
 * @database: the connection that writes; it must outlive the recorder
 * @query: reads on the same database; it must outlive the recorder
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): the recorder
 */
FbAlertRecorder *
fb_alert_recorder_new (FbDatabase *database, FbFaxQuery *query, GError **error)
{
  g_autoptr (FbAlertRecorder) self = g_new0 (FbAlertRecorder, 1);

  self->query = query;
  self->delay = FB_ALERT_DELAY;
  if (!fb_database_prepare_all (database, statements_sql, self->statements, N_STATEMENTS, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_alert_recorder_free:
 * @recorder: (nullable): a recorder
 *
 * Frees it. Its connection stays open.
 */
void
fb_alert_recorder_free (FbAlertRecorder *self)
{
  if (self == NULL)
    return;
  fb_statements_free (self->statements, N_STATEMENTS);
  g_free (self);
}

/**
 * fb_alert_recorder_set_delay:
 * @recorder: a recorder
 * @delay: how long an alert waits, in microseconds; at first %FB_ALERT_DELAY
 */
void
fb_alert_recorder_set_delay (FbAlertRecorder *self, gint64 delay)
{
  self->delay = delay;
}

static gboolean
put_off (FbAlertRecorder *self, FbFax *fax, FbAlertKind kind, FbChanges *changes, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_PUT_OFF];

  changes->waiting_alerts_have_changed = TRUE;
  sqlite3_bind_int64 (statement, 1, fb_fax_get_id (fax));
  sqlite3_bind_int (statement, 2, (int) kind);
  sqlite3_bind_int64 (statement, 3, g_get_real_time () + self->delay);
  return fb_statement_run (statement, error);
}

static gboolean
clear (FbAlertRecorder *self, gint64 fax_id, FbChanges *changes, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_CLEAR];

  changes->waiting_alerts_have_changed = TRUE;
  sqlite3_bind_int64 (statement, 1, fax_id);
  return fb_statement_run (statement, error);
}

static gboolean
get_waiting (FbAlertRecorder *self, FbFax *fax, FbAlertKind *kind, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_GET];
  gboolean has_row;

  sqlite3_bind_int64 (statement, 1, fb_fax_get_id (fax));
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  *kind = has_row ? (FbAlertKind) sqlite3_column_int (statement, 0) : FB_ALERT_NONE;
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * fb_alert_recorder_begin:
 * @recorder: a recorder, inside a transaction
 * @fax: a fax that is new, and of which no alert waits
 * @kind: what to alert of, if anything
 * @may_wait: whether that may wait for its document
 * @changes: gets the alert, if it doesn't wait
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Returns: whether it worked
 */
gboolean
fb_alert_recorder_begin (FbAlertRecorder *self,
                         FbFax *fax,
                         FbAlertKind kind,
                         gboolean may_wait,
                         FbChanges *changes,
                         GError **error)
{
  if (kind == FB_ALERT_NONE)
    return TRUE;
  if (may_wait)
    return put_off (self, fax, kind, changes, error);
  fb_changes_add_alert (changes, fax, kind);
  return TRUE;
}

/**
 * fb_alert_recorder_settle:
 * @recorder: a recorder, inside a transaction
 * @fax: a fax, as it is now
 * @kind: what to alert of now, if anything; it takes the place of an alert that waits
 * @may_wait: whether an alert may wait, or wait on
 * @changes: gets the alert, if there is one that doesn't
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Returns: whether it worked
 */
gboolean
fb_alert_recorder_settle (FbAlertRecorder *self,
                          FbFax *fax,
                          FbAlertKind kind,
                          gboolean may_wait,
                          FbChanges *changes,
                          GError **error)
{
  FbAlertKind waiting;

  if (!get_waiting (self, fax, &waiting, error))
    return FALSE;
  if (may_wait && (kind == FB_ALERT_NONE || kind == waiting))
    return TRUE;
  if (!may_wait && waiting != FB_ALERT_NONE && !clear (self, fb_fax_get_id (fax), changes, error))
    return FALSE;
  return fb_alert_recorder_begin (self, fax, kind != FB_ALERT_NONE ? kind : waiting, may_wait,
                                  changes, error);
}

/**
 * fb_alert_recorder_end:
 * @recorder: a recorder, inside a transaction
 * @fax: a fax, as it is now
 * @kind: what the alert is of by now
 * @changes: gets the alert, if one has waited
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * What the fax's alert waits for has come.
 *
 * Returns: whether it worked
 */
gboolean
fb_alert_recorder_end (FbAlertRecorder *self,
                       FbFax *fax,
                       FbAlertKind kind,
                       FbChanges *changes,
                       GError **error)
{
  FbAlertKind waiting;

  if (!get_waiting (self, fax, &waiting, error))
    return FALSE;
  return waiting == FB_ALERT_NONE ||
         fb_alert_recorder_settle (self, fax, kind, FALSE, changes, error);
}

static GArray *
list_due (FbAlertRecorder *self, guint n_alerts, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_LIST_DUE];
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (DueAlert));
  const gint64 now = g_get_real_time ();
  gboolean has_row;

  sqlite3_bind_int64 (statement, 1, now);
  sqlite3_bind_int64 (statement, 2, now + self->delay);
  sqlite3_bind_int64 (statement, 3, n_alerts);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&due);
      DueAlert alert = { sqlite3_column_int64 (statement, 0),
                         (FbAlertKind) sqlite3_column_int (statement, 1) };
      g_array_append_val (due, alert);
    }
  return NULL;
}

/**
 * fb_alert_recorder_emit_due:
 * @recorder: a recorder, inside a transaction
 * @n_alerts: how many at most
 * @changes: gets the alerts that have waited for long enough
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Returns: whether it worked; there may be more, if fb_alert_recorder_read_next() says so
 */
gboolean
fb_alert_recorder_emit_due (FbAlertRecorder *self,
                            guint n_alerts,
                            FbChanges *changes,
                            GError **error)
{
  g_autoptr (GArray) due = list_due (self, n_alerts, error);

  if (due == NULL)
    return FALSE;
  changes->waiting_alerts_have_changed = TRUE;
  for (guint i = 0; i < due->len; i++)
    {
      const DueAlert *alert = &g_array_index (due, DueAlert, i);
      g_autoptr (FbFax) fax = fb_fax_query_get_changed (self->query, alert->fax_id, error);
      if (fax == NULL || !clear (self, alert->fax_id, changes, error))
        return FALSE;
      fb_changes_add_alert (changes, fax, alert->kind);
    }
  return TRUE;
}

/**
 * fb_alert_recorder_read_next:
 * @recorder: a recorder
 * @alert_at: (out): when the next alert that waits must wait no longer, in microseconds since 1970
 *   UTC; 0 if none waits
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_alert_recorder_read_next (FbAlertRecorder *self, gint64 *alert_at, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_READ_NEXT];
  gboolean has_row;

  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  *alert_at = has_row ? MAX (sqlite3_column_int64 (statement, 0), 1) : 0;
  sqlite3_reset (statement);
  return TRUE;
}
