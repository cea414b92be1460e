/* fb-unreadable-replay.c
 *
 * Deliveries that could not be understood are read again each time the store is opened: a newer
 * version may understand them. What turns out to be a fax becomes one, with its documents; what is
 * about no fax loses its row. What still can't be understood stays as it is. Only deliveries whose
 * event is in the database can be read again; of a form without one, the file in unreadable/ is all
 * there is. A note that somebody has made goes over to the fax, by an event of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-unreadable-replay.h"

#include <glib/gstdio.h>
#include <string.h>

/* What a delivery was kept as, byte for byte; everything else that it has is a document. */
#define IS_BODY "path LIKE 'unreadable/%'"

/* Who has made the note that a fax has now. 3 is FB_EVENT_DESK. */
#define NOTED_BY                                                                                   \
  "(SELECT CASE WHEN json_valid (CAST (noted.json AS TEXT)) "                                      \
  "THEN json_extract (CAST (noted.json AS TEXT), '$.who') END FROM event AS noted "                \
  "WHERE noted.message_id = fax.message_id AND noted.kind = 3 AND noted.name = 'noted' "           \
  "ORDER BY noted.id DESC LIMIT 1) "

typedef struct
{
  gint64 fax_id;
  gint64 event_id;
  gint64 received_at;
  FbEvent *event;
  char *note;
  char *noted_by;
} Unreadable;

typedef struct
{
  FbDatabase *database;
  const char *folder;
  FbFaxQuery *query;
  FbRecorder *recorder;
  FbDeskRecorder *desk_recorder;
  FbChanges *changes;
  GPtrArray *bodies; /* paths of files that nothing refers to any more */
} Replay;

static void
unreadable_clear (gpointer data)
{
  Unreadable *unreadable = data;

  g_clear_pointer (&unreadable->event, fb_event_unref);
  g_clear_pointer (&unreadable->note, g_free);
  g_clear_pointer (&unreadable->noted_by, g_free);
}

static FbEvent *
read_again (FbStatement *statement, FbEventReadFunc read_event)
{
  const char *name = (const char *) sqlite3_column_text (statement, 3);
  gconstpointer json = sqlite3_column_blob (statement, 4);
  g_autoptr (GBytes) bytes = g_bytes_new (json, (gsize) sqlite3_column_bytes (statement, 4));

  return read_event (bytes, name);
}

/* Those that are understood now. The index fax_unreadable serves it. */
static GArray *
list_understood (FbDatabase *database, FbEventReadFunc read_event, GError **error)
{
  g_autoptr (GArray) understood = g_array_new (FALSE, FALSE, sizeof (Unreadable));
  gboolean has_row;
  g_autoptr (FbStatement) statement = fb_database_prepare (
    database,
    "SELECT fax.id, event.id, event.received_at, event.name, event.json, fax.note, " NOTED_BY
    "FROM fax JOIN event ON event.id = fax.event_id WHERE fax.kind <> 0 AND event.json IS NOT NULL",
    error);

  g_array_set_clear_func (understood, unreadable_clear);
  while (statement != NULL && fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&understood);
      Unreadable found = { sqlite3_column_int64 (statement, 0),
                           sqlite3_column_int64 (statement, 1),
                           sqlite3_column_int64 (statement, 2),
                           read_again (statement, read_event),
                           g_strdup ((const char *) sqlite3_column_text (statement, 5)),
                           g_strdup ((const char *) sqlite3_column_text (statement, 6)) };
      if (found.event->kind == FB_EVENT_UNREADABLE)
        unreadable_clear (&found);
      else
        g_array_append_val (understood, found);
    }
  return NULL;
}

static gboolean
run_for (Replay *self, const char *sql, gint64 fax_id, GError **error)
{
  g_autoptr (FbStatement) statement = fb_database_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, fax_id);
  return fb_statement_run (statement, error);
}

/* What a delivery has beside its body. */
static GPtrArray *
list_documents (Replay *self, gint64 fax_id, GError **error)
{
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fb_stored_document_free);
  gboolean has_row;
  g_autoptr (FbStatement) statement =
    fb_database_prepare (self->database,
                         "SELECT path, media_type, size, sha256 FROM attachment "
                         "WHERE fax_id = ?1 AND NOT " IS_BODY " ORDER BY id",
                         error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, fax_id);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&documents);
      FbStoredDocument *stored = g_new0 (FbStoredDocument, 1);
      stored->path = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      stored->media_type = g_intern_string ((const char *) sqlite3_column_text (statement, 1));
      stored->size = (guint64) sqlite3_column_int64 (statement, 2);
      stored->sha256 = g_strdup ((const char *) sqlite3_column_text (statement, 3));
      g_ptr_array_add (documents, stored);
    }
  return NULL;
}

static gboolean
note_bodies (Replay *self, gint64 fax_id, GError **error)
{
  gboolean has_row;
  g_autoptr (FbStatement) statement = fb_database_prepare (
    self->database, "SELECT path FROM attachment WHERE fax_id = ?1 AND " IS_BODY, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, fax_id);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_ptr_array_add (self->bodies, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }
  return FALSE;
}

static gboolean
remove_row (Replay *self, gint64 fax_id, GError **error)
{
  return note_bodies (self, fax_id, error) &&
         run_for (self, "DELETE FROM attachment WHERE fax_id = ?1", fax_id, error) &&
         run_for (self, "DELETE FROM fax WHERE id = ?1", fax_id, error);
}

/* To the row that takes its place; a note that is there already stays above it. */
static gboolean
take_note_over (Replay *self, const Unreadable *understood, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean is_changed;

  if (understood->note == NULL)
    return TRUE;
  g_autoptr (FbFax) fax =
    fb_fax_query_find (self->query, understood->event->message_id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (fax == NULL)
    return TRUE;

  const char *kept = fb_fax_get_note (fax);
  g_autofree char *note =
    kept != NULL ? g_strconcat (kept, "\n", understood->note, NULL) : g_strdup (understood->note);
  g_autoptr (FbDeskRecord) record =
    fb_desk_record_new (FB_DESK_NOTED, understood->noted_by, note, g_get_real_time ());
  return fb_desk_recorder_record (self->desk_recorder, fb_fax_get_id (fax), record, self->changes,
                                  &is_changed, error);
}

static gboolean
replay (Replay *self, const Unreadable *understood, GError **error)
{
  g_autoptr (GPtrArray) documents = list_documents (self, understood->fax_id, error);

  if (documents == NULL)
    return FALSE;
  /* A document is never thrown away, whatever is said of it. */
  if (understood->event->kind == FB_EVENT_OTHER && documents->len > 0)
    return TRUE;
  if (!remove_row (self, understood->fax_id, error))
    return FALSE;
  if (understood->event->kind == FB_EVENT_OTHER)
    return TRUE;

  g_autoptr (FbDelivery) delivery = fb_delivery_new (understood->event, NULL, NULL, NULL);
  delivery->message_id = g_strdup (understood->event->message_id);
  delivery->received_at = understood->received_at;
  g_ptr_array_unref (delivery->stored);
  delivery->stored = g_steal_pointer (&documents);
  return fb_recorder_keep_again (self->recorder, delivery, understood->event_id, self->changes,
                                 error) &&
         take_note_over (self, understood, error);
}

static gboolean
replay_all (Replay *self, const GArray *understood, GError **error)
{
  for (guint i = 0; i < understood->len; i++)
    if (!replay (self, &g_array_index (understood, Unreadable, i), error))
      return FALSE;
  return TRUE;
}

/* After the commit: the event has all that was in them. */
static void
remove_bodies (const Replay *self)
{
  for (guint i = 0; i < self->bodies->len; i++)
    {
      const char *relative_path = g_ptr_array_index (self->bodies, i);
      g_autofree char *path = g_build_filename (self->folder, relative_path, NULL);

      if (strstr (relative_path, "..") == NULL)
        g_unlink (path);
    }
}

/**
 * fb_unreadable_replay:
 * @database: the connection that may write, in no transaction
 * @folder: the data folder
 * @query: reads on @database
 * @recorder: writes on @database
 * @desk_recorder: the same
 * @read_event: understands events
 * @changes: gets the faxes that are new
 * @error: (optional): return location for an error; then nothing has changed
 *
 * Reads again what could not be understood, in one transaction. Where there is nothing to read
 * again, it writes nothing. It blocks.
 *
 * Returns: whether it worked
 */
gboolean
fb_unreadable_replay (FbDatabase *database,
                      const char *folder,
                      FbFaxQuery *query,
                      FbRecorder *recorder,
                      FbDeskRecorder *desk_recorder,
                      FbEventReadFunc read_event,
                      FbChanges *changes,
                      GError **error)
{
  g_autoptr (GPtrArray) bodies = g_ptr_array_new_with_free_func (g_free);
  Replay self = { database, folder, query, recorder, desk_recorder, changes, bodies };
  g_autoptr (GArray) understood = list_understood (database, read_event, error);

  if (understood == NULL)
    return FALSE;
  if (understood->len == 0)
    return TRUE;
  if (!fb_database_run (database, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!replay_all (&self, understood, error) || !fb_database_run (database, "COMMIT", error))
    {
      if (!sqlite3_get_autocommit (database))
        fb_database_run (database, "ROLLBACK", NULL);
      return FALSE;
    }
  g_message ("%u deliveries that could not be understood were read again", understood->len);
  remove_bodies (&self);
  return TRUE;
}
