/* fb-fetch-replay.c
 *
 * Documents that were fetched, given back to their faxes from the events that were kept of it,
 * after rows were lost. Each event says where its document is, and that it came by being fetched:
 * the fax is not opened again by it, as it might be by a document that is only found in the folder.
 * An event that is damaged itself is left out, and so is a document that is not there as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fetch-replay.h"

#include "fb-recorder.h"
#include "fb-stray-documents.h"

#include <string.h>

/* 4 is FB_EVENT_FETCHED. Listed before the first is replayed: what is being made is not looked at.
 */
#define LIST                                                                                       \
  "SELECT message_id, received_at, path, sha256 FROM "                                             \
  "(SELECT fax.id AS fax_id, event.message_id, event.received_at, event.id, "                      \
  " json_extract (text, '$.path') AS path, json_extract (text, '$.sha256') AS sha256 "             \
  " FROM (SELECT id, message_id, received_at, CAST (json AS TEXT) AS text FROM event "             \
  "       WHERE kind = 4) AS event JOIN fax USING (message_id) "                                   \
  " WHERE CASE WHEN json_valid (text) THEN json_type (text) = 'object' ELSE 0 END) AS fetched "    \
  "WHERE NOT EXISTS (SELECT 1 FROM attachment "                                                    \
  "WHERE attachment.fax_id = fetched.fax_id AND attachment.sha256 = fetched.sha256) ORDER BY id"

typedef struct
{
  char *message_id;
  gint64 received_at;
  char *path;
  char *sha256;
} Fetched;

static void
fetched_free (gpointer data)
{
  Fetched *fetched = data;

  g_free (fetched->message_id);
  g_free (fetched->path);
  g_free (fetched->sha256);
  g_free (fetched);
}

static char *
dup_text (FbStatement *statement, int column)
{
  const char *text = sqlite3_column_type (statement, column) == SQLITE_TEXT
                       ? (const char *) sqlite3_column_text (statement, column)
                       : NULL;

  return text != NULL && g_utf8_validate (text, -1, NULL) ? g_strdup (text) : NULL;
}

static GPtrArray *
list (FbDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (fetched_free);
  g_autoptr (FbStatement) statement = fb_database_prepare (database, LIST, error);
  gboolean has_row;

  while (statement != NULL && fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&all);
      Fetched *fetched = g_new0 (Fetched, 1);
      fetched->message_id = dup_text (statement, 0);
      fetched->received_at = sqlite3_column_int64 (statement, 1);
      fetched->path = dup_text (statement, 2);
      fetched->sha256 = dup_text (statement, 3);
      g_ptr_array_add (all, fetched);
    }
  return NULL;
}

/* A damaged database may say anything. */
static gboolean
is_plausible (const Fetched *fetched)
{
  return fetched->message_id != NULL && fetched->sha256 != NULL && fetched->path != NULL &&
         g_str_has_prefix (fetched->path, "faxes/") && strstr (fetched->path, "..") == NULL;
}

static FbDelivery *
make_delivery (const char *folder, const Fetched *fetched)
{
  gint64 found_at;
  FbStoredDocument *stored =
    is_plausible (fetched) ? fb_stray_document_read (folder, fetched->path, &found_at) : NULL;

  if (stored == NULL || !g_str_equal (stored->sha256, fetched->sha256))
    {
      g_clear_pointer (&stored, fb_stored_document_free);
      return NULL;
    }
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FETCHED);
  FbDelivery *delivery = fb_delivery_new (event, NULL, NULL, NULL);
  delivery->message_id = g_strdup (fetched->message_id);
  delivery->received_at = fetched->received_at;
  delivery->is_found = TRUE;
  g_ptr_array_add (delivery->stored, stored);
  return delivery;
}

static gboolean
replay (FbRecorder *recorder,
        const char *folder,
        const Fetched *fetched,
        FbChanges *changes,
        GError **error)
{
  g_autoptr (FbDelivery) delivery = make_delivery (folder, fetched);

  return delivery == NULL || fb_recorder_keep (recorder, delivery, changes, error);
}

/**
 * fb_fetch_replay:
 * @database: the connection that writes, in a transaction
 * @folder: the data folder
 * @error: (optional): return location for an error
 *
 * Gives each fax that has a row the documents that were fetched of it, and that it does not have.
 *
 * Returns: whether it worked
 */
gboolean
fb_fetch_replay (FbDatabase *database, const char *folder, GError **error)
{
  static const FbFaxCounts none;
  g_autoptr (FbChanges) changes = fb_changes_new (&none);
  g_autoptr (GPtrArray) all = list (database, error);
  if (all == NULL)
    return FALSE;
  g_autoptr (FbFaxQuery) query = fb_fax_query_new (database, folder, error);
  if (query == NULL)
    return FALSE;
  g_autoptr (FbRecorder) recorder = fb_recorder_new (database, query, folder, error);
  if (recorder == NULL)
    return FALSE;

  for (guint i = 0; i < all->len; i++)
    if (!replay (recorder, folder, g_ptr_array_index (all, i), changes, error))
      return FALSE;
  return TRUE;
}
