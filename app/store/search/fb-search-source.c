/* fb-search-source.c
 *
 * What a search and its index read of the store, on a connection of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-search-source.h"

#include <string.h>

#include "fb-fax-query.h"
#include "fb-search-text.h"

/* No more faxes have a message id with the same beginning that somebody has typed. */
#define MAX_MESSAGE_IDS 1000

typedef enum
{
  STATEMENT_EVENT_DIGEST,
  STATEMENT_LAST_EVENT,
  STATEMENT_CHANGED,
  STATEMENT_OLDER,
  STATEMENT_MESSAGE_IDS,
  STATEMENT_CONTACTS,
  STATEMENT_OF_NUMBER,
  N_STATEMENTS,
} StatementId;

static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_EVENT_DIGEST] = "SELECT id, digest FROM event WHERE id = ?1",
  [STATEMENT_LAST_EVENT] = "SELECT id, digest FROM event ORDER BY id DESC LIMIT 1",
  [STATEMENT_CHANGED] =
    "SELECT event.id, digest, fax.id FROM event LEFT JOIN fax USING (message_id) "
    "WHERE event.id > ?1 ORDER BY event.id LIMIT ?2",
  [STATEMENT_OLDER] = "SELECT id FROM fax WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
  [STATEMENT_MESSAGE_IDS] =
    "SELECT id FROM fax WHERE (message_id >= ?1 AND message_id < ?1 || char (0x10ffff)) "
    "OR (message_id >= ?2 AND message_id < ?2 || char (0x10ffff)) "
    "OR (message_id >= ?3 AND message_id < ?3 || char (0x10ffff)) LIMIT ?4",
  [STATEMENT_CONTACTS] =
    "SELECT id, number, name FROM contact WHERE id >= ?1 AND name IS NOT NULL ORDER BY id",
  [STATEMENT_OF_NUMBER] =
    "SELECT id FROM fax WHERE number = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3",
};

struct _FbSearchSource
{
  FbDatabase *database;
  FbFaxQuery *query;
  FbStatement *statements[N_STATEMENTS];
};

/**
 * fb_search_source_open:
 * @folder: the data folder, with a database in it
 * @error: (optional): return location for an error, `FB_STORE_ERROR_CORRUPT` if it is damaged
 *
 * Returns: (transfer full) (nullable): the store, to be read
 */
FbSearchSource *
fb_search_source_open (const char *folder, GError **error)
{
  g_autoptr (FbSearchSource) self = g_new0 (FbSearchSource, 1);

  self->database = fb_database_open_for_reading (folder, error);
  if (self->database == NULL)
    return NULL;
  self->query = fb_fax_query_new (self->database, folder, error);
  if (self->query == NULL || !fb_database_prepare_all (self->database, statements_sql,
                                                       self->statements, N_STATEMENTS, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_search_source_close:
 * @source: (nullable) (transfer full): a store
 */
void
fb_search_source_close (FbSearchSource *self)
{
  if (self == NULL)
    return;
  fb_statements_free (self->statements, N_STATEMENTS);
  fb_fax_query_free (self->query);
  fb_database_close (self->database);
  g_free (self);
}

/**
 * fb_search_source_is_damaged:
 * @source: a store
 *
 * Returns: whether what was read last has found it damaged
 */
gboolean
fb_search_source_is_damaged (FbSearchSource *self)
{
  const int code = sqlite3_errcode (self->database) & 0xff;

  return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

static void
read_digest (FbStatement *statement, FbSearchPosition *position)
{
  memset (position->digest, 0, sizeof position->digest);
  position->event_id = sqlite3_column_int64 (statement, 0);
  if (sqlite3_column_bytes (statement, 1) == FB_SEARCH_DIGEST_SIZE)
    memcpy (position->digest, sqlite3_column_blob (statement, 1), FB_SEARCH_DIGEST_SIZE);
}

/**
 * fb_search_source_read_event:
 * @source: a store
 * @event_id: an event's number
 * @event: (out): gets its number and digest
 * @has_event: (out): whether there is one
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_search_source_read_event (FbSearchSource *self,
                             gint64 event_id,
                             FbSearchPosition *event,
                             gboolean *has_event,
                             GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_EVENT_DIGEST];

  sqlite3_bind_int64 (statement, 1, event_id);
  if (!fb_statement_step (statement, has_event, error))
    return FALSE;
  if (*has_event)
    read_digest (statement, event);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * fb_search_source_read_last_event:
 * @source: a store
 * @position: gets the number and the digest of the newest event, if there is any
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_search_source_read_last_event (FbSearchSource *self, FbSearchPosition *position, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_LAST_EVENT];
  gboolean has_row;

  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    read_digest (statement, position);
  sqlite3_reset (statement);
  return TRUE;
}

/* All that a statement gives. */
static gboolean
read_ids (FbStatement *statement, GArray *ids, GError **error)
{
  gboolean has_row;

  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      const gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return FALSE;
}

/**
 * fb_search_source_read_changed:
 * @source: a store
 * @position: (inout): the newest event that is known; is moved on
 * @n_events: how many events to read at most
 * @ids: (element-type gint64): gets the faxes that they are about
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_search_source_read_changed (FbSearchSource *self,
                               FbSearchPosition *position,
                               guint n_events,
                               GArray *ids,
                               GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_CHANGED];
  gboolean has_row;

  sqlite3_bind_int64 (statement, 1, position->event_id);
  sqlite3_bind_int64 (statement, 2, n_events);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      read_digest (statement, position);
      const gint64 id = sqlite3_column_int64 (statement, 2);
      if (id != 0)
        g_array_append_val (ids, id);
    }
  return FALSE;
}

/**
 * fb_search_source_read_older:
 * @source: a store
 * @before: a fax's number
 * @n_faxes: how many to read at most
 * @ids: (element-type gint64): gets the faxes below it, in descending order
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_search_source_read_older (FbSearchSource *self,
                             gint64 before,
                             guint n_faxes,
                             GArray *ids,
                             GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_OLDER];

  sqlite3_bind_int64 (statement, 1, before);
  sqlite3_bind_int64 (statement, 2, n_faxes);
  return read_ids (statement, ids, error);
}

/**
 * fb_search_source_read_of_number:
 * @source: a store
 * @number: the other side's number, as fb_number_normalize() makes it
 * @before: a fax's number
 * @n_faxes: how many to read at most
 * @ids: (element-type gint64): gets that number's faxes below it, in descending order
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_search_source_read_of_number (FbSearchSource *self,
                                 const char *number,
                                 gint64 before,
                                 guint n_faxes,
                                 GArray *ids,
                                 GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_OF_NUMBER];

  fb_statement_bind_text (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, before);
  sqlite3_bind_int64 (statement, 3, n_faxes);
  return read_ids (statement, ids, error);
}

/**
 * fb_search_source_read_message_ids:
 * @source: a store
 * @query: what is searched for
 * @ids: (element-type gint64): gets the faxes whose message id begins with it
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_search_source_read_message_ids (FbSearchSource *self,
                                   FbSearchQuery *query,
                                   GArray *ids,
                                   GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_MESSAGE_IDS];
  const char *const *forms = fb_search_query_get_message_id_forms (query);

  if (forms == NULL)
    return TRUE;
  for (int i = 0; i < FB_SEARCH_ID_FORMS; i++)
    fb_statement_bind_text (statement, i + 1, forms[i]);
  sqlite3_bind_int (statement, FB_SEARCH_ID_FORMS + 1, MAX_MESSAGE_IDS);
  return read_ids (statement, ids, error);
}

/**
 * fb_search_source_find_contact:
 * @source: a store
 * @query: what is searched for
 * @contact: (inout): the number of the row to begin with; gets that of the one that was found
 * @number: (out) (transfer full) (nullable): whose name has some word; %NULL after the last one
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_search_source_find_contact (FbSearchSource *self,
                               FbSearchQuery *query,
                               gint64 *contact,
                               char **number,
                               GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_CONTACTS];
  gboolean has_row;

  *number = NULL;
  sqlite3_bind_int64 (statement, 1, *contact);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_autofree char *name =
        fb_name_dup_search_text ((const char *) sqlite3_column_text (statement, 2));
      if (!fb_search_query_matches_some (query, name))
        continue;
      *contact = sqlite3_column_int64 (statement, 0);
      *number = g_strdup ((const char *) sqlite3_column_text (statement, 1));
      sqlite3_reset (statement);
      return TRUE;
    }
  return FALSE;
}

/**
 * fb_search_source_read_fax:
 * @source: a store
 * @id: a fax's number
 * @fax: (out) (transfer full) (nullable): the fax; %NULL if there is none
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_search_source_read_fax (FbSearchSource *self, gint64 id, FbFax **fax, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  *fax = fb_fax_query_get (self->query, id, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}
