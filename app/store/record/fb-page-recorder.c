/* fb-page-recorder.c
 *
 * How many pages a document has by its content, and how somebody wants to see it. Neither is an
 * event: it isn't what was said of a fax. What changes nothing writes nothing. All of it runs
 * inside a transaction of the committer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-recorder.h"

typedef enum
{
  STATEMENT_SET_PAGES,
  STATEMENT_SET_VIEW,
  N_STATEMENTS,
} StatementId;

/* By its content and not by its number alone: since the row was read, a damaged database may have
 * been replaced, and rows have other numbers now. */
static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_SET_PAGES] = "UPDATE attachment SET pages = ?3 "
                          "WHERE fax_id = ?1 AND sha256 = ?2 AND pages IS NOT ?3 RETURNING id",
  [STATEMENT_SET_VIEW] =
    "UPDATE attachment SET rotation = ?3, is_inverted = ?4 "
    "WHERE fax_id = ?1 AND sha256 = ?2 AND (rotation <> ?3 OR is_inverted <> ?4) RETURNING id",
};

struct _FbPageRecorder
{
  FbFaxQuery *query;
  FbStatement *statements[N_STATEMENTS];
};

/**
 * fb_page_recorder_new:
 * @database: the connection that writes; it must outlive the recorder
 * @query: reads on the same database; it must outlive the recorder
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): the recorder
 */
FbPageRecorder *
fb_page_recorder_new (FbDatabase *database, FbFaxQuery *query, GError **error)
{
  g_autoptr (FbPageRecorder) self = g_new0 (FbPageRecorder, 1);

  self->query = query;
  if (!fb_database_prepare_all (database, statements_sql, self->statements, N_STATEMENTS, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_page_recorder_free:
 * @recorder: (nullable): a recorder
 *
 * Frees it. Its connection stays open.
 */
void
fb_page_recorder_free (FbPageRecorder *self)
{
  if (self == NULL)
    return;
  fb_statements_free (self->statements, N_STATEMENTS);
  g_free (self);
}

/* Runs a statement that changes one document, all but the first two of whose parameters are bound.
 */
static gboolean
change (FbPageRecorder *self,
        FbStatement *statement,
        gint64 fax_id,
        const char *sha256,
        FbChanges *changes,
        GError **error)
{
  gint64 changed_id;

  sqlite3_bind_int64 (statement, 1, fax_id);
  fb_statement_bind_text (statement, 2, sha256);
  if (!fb_statement_run_returning (statement, &changed_id, error))
    return FALSE;
  if (changed_id == 0)
    return TRUE;

  FbFax *fax = fb_fax_query_get_changed (self->query, fax_id, error);
  if (fax == NULL)
    return FALSE;
  fb_changes_add_fax (changes, fax);
  return TRUE;
}

/**
 * fb_page_recorder_set_pages:
 * @recorder: a recorder, inside a transaction
 * @fax_id: a row's number
 * @sha256: of one of that fax's documents
 * @n_pages: how many pages that has, or %FB_PAGES_UNREADABLE; %FB_PAGES_NOT_COUNTED forgets it
 * @changes: gets the row, if this changes it
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Where there is no such document, nothing happens.
 *
 * Returns: whether it worked
 */
gboolean
fb_page_recorder_set_pages (FbPageRecorder *self,
                            gint64 fax_id,
                            const char *sha256,
                            int n_pages,
                            FbChanges *changes,
                            GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_SET_PAGES];

  if (n_pages == FB_PAGES_NOT_COUNTED)
    sqlite3_bind_null (statement, 3);
  else
    sqlite3_bind_int (statement, 3, n_pages);
  return change (self, statement, fax_id, sha256, changes, error);
}

/**
 * fb_page_recorder_set_view:
 * @recorder: a recorder, inside a transaction
 * @fax_id: a row's number
 * @sha256: of one of that fax's documents
 * @rotation: by how many degrees clockwise it is to be seen turned: 0, 90, 180 or 270
 * @is_inverted: whether it is to be seen with black and white exchanged
 * @changes: gets the row, if this changes it
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Where there is no such document, nothing happens.
 *
 * Returns: whether it worked
 */
gboolean
fb_page_recorder_set_view (FbPageRecorder *self,
                           gint64 fax_id,
                           const char *sha256,
                           guint rotation,
                           gboolean is_inverted,
                           FbChanges *changes,
                           GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_SET_VIEW];

  sqlite3_bind_int64 (statement, 3, rotation);
  sqlite3_bind_int (statement, 4, is_inverted != FALSE);
  return change (self, statement, fax_id, sha256, changes, error);
}
