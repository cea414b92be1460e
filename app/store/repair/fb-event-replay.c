/* fb-event-replay.c
 *
 * Rows of faxes, made again from the events that were kept as they came: after rows were lost and
 * their events weren't. In the order in which they came, so that a late one is late again, and what
 * was done at this desk is done to what was there then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-event-replay.h"

#include "fb-desk-replay.h"
#include "fb-recorder.h"

typedef struct
{
  FbRecorder *recorder;
  FbDeskReplay *desk_replay;
  FbStatement *statement;
  FbEventReadFunc read_event;
  FbChanges *changes;
} Replay;

/* Listed before the first is replayed: what is being made is not looked at. 4 is FB_EVENT_FETCHED:
 * see fb-fetch-replay.c. */
static GArray *
list_events (FbDatabase *database, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean has_row;
  g_autoptr (FbStatement) statement =
    fb_database_prepare (database,
                         "SELECT id FROM event WHERE json IS NOT NULL AND kind <> 4 "
                         "AND message_id IS NOT NULL "
                         "AND message_id NOT IN (SELECT message_id FROM fax) ORDER BY id",
                         error);

  if (statement == NULL)
    return NULL;
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&ids);
      gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return NULL;
}

static GBytes *
read_bytes (FbStatement *statement, int column)
{
  gconstpointer data = sqlite3_column_blob (statement, column);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (statement, column));
}

/* An event that is understood no more, or names another fax now, is left to its documents. */
static FbDelivery *
read_delivery (FbStatement *statement, FbEventReadFunc read_event)
{
  const char *message_id = (const char *) sqlite3_column_text (statement, 0);
  const char *name = (const char *) sqlite3_column_text (statement, 1);
  g_autoptr (GBytes) json = read_bytes (statement, 3);
  g_autoptr (FbEvent) event = read_event (json, name);

  /* The name that we gave to what could not be understood says nothing against it. */
  const gboolean has_name = !g_str_has_prefix (message_id, FB_UNREADABLE_PREFIX);
  if (event == NULL || event->kind != FB_EVENT_FAX ||
      (has_name && g_strcmp0 (event->message_id, message_id) != 0))
    return NULL;
  if (sqlite3_column_int (statement, 5) == FB_ROAD_TEST)
    event->road = FB_ROAD_TEST;
  FbDelivery *delivery = fb_delivery_new (event, NULL, NULL, NULL);
  delivery->message_id = g_strdup (event->message_id);
  delivery->received_at = sqlite3_column_int64 (statement, 2);
  return delivery;
}

static gboolean
replay (Replay *self, gint64 id, GError **error)
{
  FbStatement *statement = self->statement;
  gboolean has_row;

  sqlite3_bind_int64 (statement, 1, id);
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  const gboolean is_desk = has_row && sqlite3_column_int (statement, 4) == FB_EVENT_DESK;
  g_autoptr (FbDelivery) delivery =
    has_row && !is_desk ? read_delivery (statement, self->read_event) : NULL;
  sqlite3_reset (statement);
  if (is_desk)
    return fb_desk_replay_run (self->desk_replay, id, error);
  return delivery == NULL ||
         fb_recorder_keep_again (self->recorder, delivery, id, self->changes, error);
}

/**
 * fb_event_replay:
 * @database: the connection that writes, in a transaction
 * @folder: the data folder
 * @read_event: understands events
 * @error: (optional): return location for an error
 *
 * Makes a row for each fax that has events and no row, and does with it what was done. Its
 * documents are not looked for.
 *
 * Returns: whether it worked
 */
gboolean
fb_event_replay (FbDatabase *database,
                 const char *folder,
                 FbEventReadFunc read_event,
                 GError **error)
{
  static const FbFaxCounts none;
  g_autoptr (FbChanges) changes = fb_changes_new (&none);
  g_autoptr (GArray) ids = list_events (database, error);
  if (ids == NULL)
    return FALSE;
  g_autoptr (FbFaxQuery) query = fb_fax_query_new (database, folder, error);
  if (query == NULL)
    return FALSE;
  g_autoptr (FbRecorder) recorder = fb_recorder_new (database, query, folder, error);
  if (recorder == NULL)
    return FALSE;
  g_autoptr (FbDeskReplay) desk_replay = fb_desk_replay_new (database, folder, error);
  if (desk_replay == NULL)
    return FALSE;
  g_autoptr (FbStatement) statement = fb_database_prepare (
    database, "SELECT message_id, name, received_at, json, kind, road FROM event WHERE id = ?1",
    error);
  if (statement == NULL)
    return FALSE;

  Replay self = { recorder, desk_replay, statement, read_event, changes };
  for (guint i = 0; i < ids->len; i++)
    if (!replay (&self, g_array_index (ids, gint64, i), error))
      return FALSE;
  return TRUE;
}
