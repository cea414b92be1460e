/* fb-contact-recorder.c
 *
 * What people call numbers, as the database has it. Each name that is given, replaced or taken away
 * is an event, in the same transaction as the row that it changes; what changes nothing is no
 * event. All of it runs inside a transaction of the committer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-contact-recorder.h"

#include "fb-desk-record.h"
#include "fb-event.h"
#include "fb-sha256.h"

typedef enum
{
  STATEMENT_FIND,
  STATEMENT_SET,
  STATEMENT_MAKE_JSON,
  STATEMENT_ADD_EVENT,
  N_STATEMENTS,
} StatementId;

/* A row that is read of a damaged database may be newer than the events that could be. */
static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_FIND] = "SELECT name FROM contact WHERE number = ?1",
  [STATEMENT_SET] =
    "INSERT INTO contact (number, name, named_at, named_by, event_id) VALUES (?1, ?2, ?3, ?4, ?5) "
    "ON CONFLICT (number) DO UPDATE SET name = excluded.name, named_at = excluded.named_at, "
    "named_by = excluded.named_by, event_id = excluded.event_id "
    "WHERE event_id < excluded.event_id",
  [STATEMENT_MAKE_JSON] = "SELECT json_object ('number', ?1, 'name', ?2, 'who', ?3, 'nonce', ?4)",
  [STATEMENT_ADD_EVENT] = "INSERT INTO event (kind, name, road, received_at, digest, json) "
                          "VALUES (?1, '" FB_CONTACT_EVENT_NAME "', ?2, ?3, ?4, ?5)",
};

struct _FbContactRecorder
{
  FbDatabase *database;
  FbStatement *statements[N_STATEMENTS];
};

/**
 * fb_contact_recorder_new:
 * @database: the connection that writes; it must outlive the recorder
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): the recorder
 */
FbContactRecorder *
fb_contact_recorder_new (FbDatabase *database, GError **error)
{
  g_autoptr (FbContactRecorder) self = g_new0 (FbContactRecorder, 1);

  self->database = database;
  if (!fb_database_prepare_all (database, statements_sql, self->statements, N_STATEMENTS, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_contact_recorder_free:
 * @recorder: (nullable): a recorder
 *
 * Frees it. Its connection stays open.
 */
void
fb_contact_recorder_free (FbContactRecorder *self)
{
  if (self == NULL)
    return;
  fb_statements_free (self->statements, N_STATEMENTS);
  g_free (self);
}

static gboolean
judge (FbContactRecorder *self,
       const FbContact *contact,
       gboolean replaces,
       FbContactOutcome *outcome,
       GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_FIND];
  gboolean has_row;

  fb_statement_bind_text (statement, 1, contact->number);
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  const char *name = has_row ? (const char *) sqlite3_column_text (statement, 0) : NULL;
  if (g_strcmp0 (name, contact->name) == 0)
    *outcome = FB_CONTACT_UNCHANGED;
  else
    *outcome = name == NULL || replaces ? FB_CONTACT_CHANGED : FB_CONTACT_KEPT;
  sqlite3_reset (statement);
  return TRUE;
}

/* With a nonce, since what people do again is another event. */
static GBytes *
make_json (FbContactRecorder *self, const FbContact *contact, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_MAKE_JSON];
  g_autofree char *nonce = fb_desk_record_dup_nonce ();
  gboolean has_row;

  fb_statement_bind_text (statement, 1, contact->number);
  fb_statement_bind_text (statement, 2, contact->name);
  fb_statement_bind_text (statement, 3, contact->who);
  fb_statement_bind_text (statement, 4, nonce);
  if (!fb_statement_step (statement, &has_row, error))
    return NULL;
  const char *json = (const char *) sqlite3_column_text (statement, 0);
  GBytes *bytes = g_bytes_new (json, (gsize) sqlite3_column_bytes (statement, 0));
  sqlite3_reset (statement);
  return bytes;
}

static GBytes *
make_digest (GBytes *json)
{
  g_autoptr (FbSha256) hash = fb_sha256_new ();
  guint8 digest[FB_SHA256_LENGTH];

  /* With its end, so that no other event's name and JSON read the same. */
  fb_sha256_update (hash, FB_CONTACT_EVENT_NAME, sizeof FB_CONTACT_EVENT_NAME);
  fb_sha256_update (hash, g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  fb_sha256_get_digest (hash, digest);
  return g_bytes_new (digest, sizeof digest);
}

static gboolean
add_event (FbContactRecorder *self, const FbContact *contact, gint64 *event_id, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_ADD_EVENT];
  g_autoptr (GBytes) json = make_json (self, contact, error);
  if (json == NULL)
    return FALSE;

  g_autoptr (GBytes) digest = make_digest (json);
  sqlite3_bind_int (statement, 1, FB_EVENT_DESK);
  sqlite3_bind_int (statement, 2, FB_ROAD_DESK);
  sqlite3_bind_int64 (statement, 3, contact->named_at);
  fb_statement_bind_bytes (statement, 4, digest);
  fb_statement_bind_bytes (statement, 5, json);
  const gboolean is_added = fb_statement_run (statement, error);
  *event_id = sqlite3_last_insert_rowid (self->database);
  sqlite3_clear_bindings (statement);
  return is_added;
}

/**
 * fb_contact_recorder_record:
 * @recorder: a recorder, inside a transaction
 * @contact: a number and its name; without a name, that of the number is taken away
 * @replaces: whether it counts also where the number has another name already
 * @changes: gets @contact, if this changes anything
 * @outcome: (out): what came of it; what changes nothing is not kept
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Returns: whether it worked
 */
gboolean
fb_contact_recorder_record (FbContactRecorder *self,
                            FbContact *contact,
                            gboolean replaces,
                            FbChanges *changes,
                            FbContactOutcome *outcome,
                            GError **error)
{
  gint64 event_id;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (contact != NULL, FALSE);

  if (!judge (self, contact, replaces, outcome, error))
    return FALSE;
  if (*outcome != FB_CONTACT_CHANGED)
    return TRUE;
  if (!add_event (self, contact, &event_id, error) ||
      !fb_contact_recorder_replay (self, contact, event_id, error))
    return FALSE;
  g_ptr_array_add (changes->contacts, fb_contact_ref (contact));
  return TRUE;
}

/**
 * fb_contact_recorder_replay:
 * @recorder: a recorder, inside a transaction
 * @contact: a number and its name, as the event has them
 * @event_id: the event
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Names the number as it was named then, unless the database has a later name of it.
 *
 * Returns: whether it worked
 */
gboolean
fb_contact_recorder_replay (FbContactRecorder *self,
                            const FbContact *contact,
                            gint64 event_id,
                            GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (contact != NULL, FALSE);

  FbStatement *statement = self->statements[STATEMENT_SET];

  fb_statement_bind_text (statement, 1, contact->number);
  fb_statement_bind_text (statement, 2, contact->name);
  sqlite3_bind_int64 (statement, 3, contact->named_at);
  fb_statement_bind_text (statement, 4, contact->who);
  sqlite3_bind_int64 (statement, 5, event_id);
  return fb_statement_run (statement, error);
}
