/* fb-contact-replay.c
 *
 * The names of numbers, given again from the events that were kept of it, after rows were lost: in
 * their order, so that the last one counts. A row that could be read and is newer than all events
 * that could be stays as it is. An event that is damaged itself is left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-contact-replay.h"

#include "fb-contact-recorder.h"

/* 3 is FB_EVENT_DESK. */
#define LIST                                                                                       \
  "SELECT id, received_at, json_extract (text, '$.number'), json_type (text, '$.name'), "          \
  "json_extract (text, '$.name'), json_extract (text, '$.who') "                                   \
  "FROM (SELECT id, received_at, CAST (json AS TEXT) AS text FROM event "                          \
  "      WHERE kind = 3 AND name = '" FB_CONTACT_EVENT_NAME "') "                                  \
  "WHERE CASE WHEN json_valid (text) THEN json_type (text) = 'object' ELSE 0 END ORDER BY id"

/* What comes next is to be newer than any row, though the events that those are of may be lost. */
#define FOLLOW                                                                                     \
  "UPDATE contact SET event_id = (SELECT coalesce (max (id), 0) FROM event) "                      \
  "WHERE event_id > (SELECT coalesce (max (id), 0) FROM event)"

typedef enum
{
  COLUMN_ID,
  COLUMN_RECEIVED_AT,
  COLUMN_NUMBER,
  COLUMN_NAME_TYPE,
  COLUMN_NAME,
  COLUMN_WHO,
} EventColumn;

static const char *
get_text (FbStatement *statement, EventColumn column)
{
  return sqlite3_column_type (statement, (int) column) == SQLITE_TEXT
           ? (const char *) sqlite3_column_text (statement, (int) column)
           : NULL;
}

/* A name that is there and is no text does not take that of the number away. */
static FbContact *
read_contact (FbStatement *statement)
{
  const char *type = get_text (statement, COLUMN_NAME_TYPE);

  if (g_strcmp0 (type, "text") != 0 && g_strcmp0 (type, "null") != 0)
    return NULL;
  return fb_contact_new (get_text (statement, COLUMN_NUMBER), get_text (statement, COLUMN_NAME),
                         get_text (statement, COLUMN_WHO),
                         sqlite3_column_int64 (statement, COLUMN_RECEIVED_AT));
}

static gboolean
replay (FbContactRecorder *recorder, FbStatement *statement, GError **error)
{
  g_autoptr (FbContact) contact = read_contact (statement);

  return contact == NULL ||
         fb_contact_recorder_replay (recorder, contact, sqlite3_column_int64 (statement, COLUMN_ID),
                                     error);
}

/**
 * fb_contact_replay:
 * @database: the connection that writes, in a transaction
 * @error: (optional): return location for an error
 *
 * Gives each number the name that it was given last.
 *
 * Returns: whether it worked
 */
gboolean
fb_contact_replay (FbDatabase *database, GError **error)
{
  g_autoptr (FbContactRecorder) recorder = fb_contact_recorder_new (database, error);
  if (recorder == NULL)
    return FALSE;
  g_autoptr (FbStatement) statement = fb_database_prepare (database, LIST, error);
  gboolean has_row;

  while (statement != NULL && fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return fb_database_run (database, FOLLOW, error);
      if (!replay (recorder, statement, error))
        return FALSE;
    }
  return FALSE;
}
