/* fb-document-recorder.c
 *
 * Which documents a fax has, as the database has it. The same content is not kept twice for one
 * fax. All of it runs inside a transaction of the committer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-document-recorder.h"

typedef enum
{
  STATEMENT_ADD,
  STATEMENT_FIND_PATH,
  N_STATEMENTS,
} StatementId;

static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_ADD] =
    "INSERT INTO attachment (fax_id, path, media_type, size, sha256, received_at) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (fax_id, sha256) DO NOTHING RETURNING id",
  [STATEMENT_FIND_PATH] = "SELECT 1 FROM attachment WHERE path = ?1 AND fax_id = "
                          "(SELECT id FROM fax WHERE message_id = ?2)",
};

struct _FbDocumentRecorder
{
  FbStatement *statements[N_STATEMENTS];
};

/**
 * fb_document_recorder_new:
 * @database: the connection that writes; it must outlive the recorder
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): the recorder
 */
FbDocumentRecorder *
fb_document_recorder_new (FbDatabase *database, GError **error)
{
  g_autoptr (FbDocumentRecorder) self = g_new0 (FbDocumentRecorder, 1);

  if (!fb_database_prepare_all (database, statements_sql, self->statements, N_STATEMENTS, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_document_recorder_free:
 * @recorder: (nullable): a recorder
 *
 * Frees it. Its connection stays open.
 */
void
fb_document_recorder_free (FbDocumentRecorder *self)
{
  if (self == NULL)
    return;
  fb_statements_free (self->statements, N_STATEMENTS);
  g_free (self);
}

/* A path tells its message's id, so no other fax refers to it. */
static gboolean
find_path (FbDocumentRecorder *self,
           FbDelivery *delivery,
           const char *path,
           gboolean *is_found,
           GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_FIND_PATH];

  fb_statement_bind_text (statement, 1, path);
  fb_statement_bind_text (statement, 2, delivery->message_id);
  if (!fb_statement_step (statement, is_found, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

/* The same content need not be kept twice for one fax; a second file of it is not needed, unless it
 * is the very file that is referred to already. */
static gboolean
add_document (FbDocumentRecorder *self,
              FbDelivery *delivery,
              FbStoredDocument *stored,
              gint64 fax_id,
              gboolean *is_added,
              GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_ADD];
  gint64 id;

  sqlite3_bind_int64 (statement, 1, fax_id);
  fb_statement_bind_text (statement, 2, stored->path);
  fb_statement_bind_text (statement, 3, stored->media_type);
  sqlite3_bind_int64 (statement, 4, (gint64) stored->size);
  fb_statement_bind_text (statement, 5, stored->sha256);
  sqlite3_bind_int64 (statement, 6, delivery->received_at);
  if (!fb_statement_run_returning (statement, &id, error))
    return FALSE;
  *is_added = stored->is_needed = id != 0;
  return *is_added || find_path (self, delivery, stored->path, &stored->is_needed, error);
}

/**
 * fb_document_recorder_add:
 * @recorder: a recorder, inside a transaction
 * @delivery: a delivery whose documents are in their places
 * @fax_id: the row's number
 * @n_added: (out): how many of them the fax did not have
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Adds documents to a fax, and notes which files are needed.
 *
 * Returns: whether it worked
 */
gboolean
fb_document_recorder_add (FbDocumentRecorder *self,
                          FbDelivery *delivery,
                          gint64 fax_id,
                          guint *n_added,
                          GError **error)
{
  *n_added = 0;
  for (guint i = 0; i < delivery->stored->len; i++)
    {
      gboolean is_added;
      if (!add_document (self, delivery, g_ptr_array_index (delivery->stored, i), fax_id, &is_added,
                         error))
        return FALSE;
      *n_added += is_added;
    }
  return TRUE;
}

/**
 * fb_document_recorder_find:
 * @recorder: a recorder, inside a transaction
 * @delivery: a delivery that was kept before
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Notes which of its files are needed, since they are those that were kept then.
 *
 * Returns: whether it worked
 */
gboolean
fb_document_recorder_find (FbDocumentRecorder *self, FbDelivery *delivery, GError **error)
{
  for (guint i = 0; i < delivery->stored->len; i++)
    {
      FbStoredDocument *stored = g_ptr_array_index (delivery->stored, i);
      if (!find_path (self, delivery, stored->path, &stored->is_needed, error))
        return FALSE;
    }
  return TRUE;
}
