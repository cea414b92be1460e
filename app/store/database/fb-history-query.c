/* fb-history-query.c
 *
 * What happened to a fax, from the events that were kept of it: each delivery as it came, what
 * people did, and when its document was fetched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-history-query.h"

/* 3 is FB_EVENT_DESK. The index event_by_message has the order, too. */
#define LIST                                                                                       \
  "SELECT kind, name, road, received_at, json, "                                                   \
  "CASE WHEN is_object THEN json_extract (text, '$.who') END, "                                    \
  "CASE WHEN is_object THEN json_extract (text, '$.note') END "                                    \
  "FROM (SELECT *, CASE WHEN json_valid (text) THEN json_type (text) = 'object' END AS is_object " \
  "      FROM (SELECT *, CASE WHEN kind = 3 THEN CAST (json AS TEXT) END AS text FROM event "      \
  "            WHERE message_id = ?1 ORDER BY id DESC LIMIT ?2))"

typedef enum
{
  COLUMN_KIND,
  COLUMN_NAME,
  COLUMN_ROAD,
  COLUMN_RECEIVED_AT,
  COLUMN_JSON,
  COLUMN_WHO,
  COLUMN_NOTE,
} HistoryColumn;

static char *
dup_text (FbStatement *statement, HistoryColumn column)
{
  if (sqlite3_column_type (statement, (int) column) != SQLITE_TEXT)
    return NULL;
  return g_utf8_make_valid ((const char *) sqlite3_column_text (statement, (int) column), -1);
}

/* %NULL for what this version doesn't know; then it is damaged. */
static FbHistoryEntry *
read_desk (FbStatement *statement)
{
  g_autofree char *name = dup_text (statement, COLUMN_NAME);
  g_autofree char *who = dup_text (statement, COLUMN_WHO);
  g_autofree char *note = dup_text (statement, COLUMN_NOTE);
  FbDeskAction action;

  if (!fb_desk_action_from_string (name, &action))
    return NULL;
  return fb_history_entry_new_desk (action, who, note,
                                    sqlite3_column_int64 (statement, COLUMN_RECEIVED_AT));
}

static FbRoad
read_road (FbStatement *statement)
{
  const int road = sqlite3_column_int (statement, COLUMN_ROAD);

  return road == FB_ROAD_CATCH_UP || road == FB_ROAD_TEST ? (FbRoad) road : FB_ROAD_WEBHOOK;
}

static FbEvent *
read_event_again (FbStatement *statement, FbEventReadFunc read_event)
{
  if (read_event == NULL || sqlite3_column_type (statement, COLUMN_JSON) == SQLITE_NULL)
    return NULL;

  gconstpointer data = sqlite3_column_blob (statement, COLUMN_JSON);
  g_autoptr (GBytes) json =
    g_bytes_new (data, (gsize) sqlite3_column_bytes (statement, COLUMN_JSON));
  g_autofree char *name = dup_text (statement, COLUMN_NAME);
  g_autoptr (FbEvent) event = read_event (json, name);
  if (event->kind == FB_EVENT_UNREADABLE)
    return NULL;
  event->road = read_road (statement);
  return g_steal_pointer (&event);
}

static FbHistoryEntry *
read_entry (FbStatement *statement, FbEventReadFunc read_event)
{
  const int kind = sqlite3_column_int (statement, COLUMN_KIND);
  const gint64 received_at = sqlite3_column_int64 (statement, COLUMN_RECEIVED_AT);

  if (kind == FB_EVENT_DESK)
    return read_desk (statement);
  if (kind == FB_EVENT_FETCHED)
    return fb_history_entry_new_fetched (received_at);
  return fb_history_entry_new_delivery (read_event_again (statement, read_event), received_at);
}

static void
reverse (GPtrArray *array)
{
  for (guint i = 0; i < array->len / 2; i++)
    {
      gpointer swapped = array->pdata[i];
      array->pdata[i] = array->pdata[array->len - 1 - i];
      array->pdata[array->len - 1 - i] = swapped;
    }
}

/**
 * fb_history_query_list:
 * @database: what to read on
 * @message_id: Documo's name for the fax
 * @n_entries: how many at most, the newest
 * @read_event: (nullable): understands deliveries
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type FbHistoryEntry): what happened to the fax, in
 *   the order in which it came here
 */
GPtrArray *
fb_history_query_list (FbDatabase *database,
                       const char *message_id,
                       guint n_entries,
                       FbEventReadFunc read_event,
                       GError **error)
{
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fb_history_entry_unref);
  g_autoptr (FbStatement) statement = fb_database_prepare (database, LIST, error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  fb_statement_bind_text (statement, 1, message_id);
  sqlite3_bind_int64 (statement, 2, n_entries);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        {
          reverse (entries);
          return g_steal_pointer (&entries);
        }
      FbHistoryEntry *entry = read_entry (statement, read_event);
      if (entry != NULL)
        g_ptr_array_add (entries, entry);
    }
  return NULL;
}
