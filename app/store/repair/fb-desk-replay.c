/* fb-desk-replay.c
 *
 * What people have done with faxes, done again from the events that were kept of it, after the rows
 * were lost and made again. An event that is damaged itself is left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-desk-replay.h"

#include "fb-desk-recorder.h"

typedef enum
{
  STATEMENT_LIST,
  STATEMENT_GET,
  N_STATEMENTS,
} StatementId;

/* 3 is FB_EVENT_DESK. */
static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_LIST] = "SELECT id FROM event WHERE kind = 3 AND json IS NOT NULL "
                     "AND message_id NOT IN (SELECT message_id FROM fax) ORDER BY id",
  [STATEMENT_GET] =
    "SELECT message_id, name, received_at, json_extract (text, '$.who'), "
    "json_extract (text, '$.note') "
    "FROM (SELECT message_id, name, received_at, CAST (json AS TEXT) AS text FROM event "
    "      WHERE id = ?1 AND kind = 3) "
    "WHERE CASE WHEN json_valid (text) THEN json_type (text) = 'object' ELSE 0 END",
};

struct _FbDeskReplay
{
  FbFaxQuery *query;
  FbDeskRecorder *recorder;
  FbStatement *statements[N_STATEMENTS];
};

/**
 * fb_desk_replay_new:
 * @database: the connection that writes; it must outlive the replay
 * @folder: the data folder
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): the replay
 */
FbDeskReplay *
fb_desk_replay_new (FbDatabase *database, const char *folder, GError **error)
{
  g_autoptr (FbDeskReplay) self = g_new0 (FbDeskReplay, 1);

  self->query = fb_fax_query_new (database, folder, error);
  if (self->query == NULL)
    return NULL;
  self->recorder = fb_desk_recorder_new (database, self->query, error);
  if (self->recorder == NULL ||
      !fb_database_prepare_all (database, statements_sql, self->statements, N_STATEMENTS, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_desk_replay_free:
 * @replay: (nullable): a replay
 *
 * Frees it. Its connection stays open.
 */
void
fb_desk_replay_free (FbDeskReplay *self)
{
  if (self == NULL)
    return;
  fb_statements_free (self->statements, N_STATEMENTS);
  fb_desk_recorder_free (self->recorder);
  fb_fax_query_free (self->query);
  g_free (self);
}

/**
 * fb_desk_replay_list:
 * @replay: a replay
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the events, in their order, of what
 *   was done with faxes that have no row
 */
GArray *
fb_desk_replay_list (FbDeskReplay *self, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_LIST];
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row;

  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&ids);
      gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return NULL;
}

static const char *
get_text (FbStatement *statement, int column)
{
  return sqlite3_column_type (statement, column) == SQLITE_TEXT
           ? (const char *) sqlite3_column_text (statement, column)
           : NULL;
}

static FbDeskRecord *
read_record (FbStatement *statement)
{
  FbDeskAction action;

  if (get_text (statement, 0) == NULL ||
      !fb_desk_action_from_string (get_text (statement, 1), &action))
    return NULL;
  return fb_desk_record_new (action, get_text (statement, 3), get_text (statement, 4),
                             sqlite3_column_int64 (statement, 2));
}

/**
 * fb_desk_replay_run:
 * @replay: a replay, in a transaction
 * @event_id: the event of what was done
 * @error: (optional): return location for an error
 *
 * Does it again. Where its fax has no row, or the event is damaged, nothing happens.
 *
 * Returns: whether it worked
 */
gboolean
fb_desk_replay_run (FbDeskReplay *self, gint64 event_id, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_GET];
  gboolean has_row;

  sqlite3_bind_int64 (statement, 1, event_id);
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  g_autoptr (FbDeskRecord) record = has_row ? read_record (statement) : NULL;
  g_autofree char *message_id = record != NULL ? g_strdup (get_text (statement, 0)) : NULL;
  sqlite3_reset (statement);
  return record == NULL || fb_desk_recorder_replay (self->recorder, message_id, record, error);
}
