/* fb-page-query.c
 *
 * Which documents have pages that nobody has counted. Only the newest are looked through, which
 * takes as long with a million faxes as with a thousand; an older one is counted when somebody
 * looks at it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-page-query.h"

/* How many rows are read at most. Measured: less than a millisecond. */
#define N_LOOKED_AT 2000

/* What is neither PDF nor TIFF is known not to have pages. */
#define LIST_UNCOUNTED                                                                             \
  "SELECT fax_id, message_id, path, media_type, size, sha256, rotation, is_inverted "              \
  "FROM (SELECT * FROM attachment ORDER BY id DESC LIMIT ?1) AS newest "                           \
  "CROSS JOIN fax ON fax.id = newest.fax_id WHERE newest.pages IS NULL "                           \
  "AND newest.media_type IN ('application/pdf', 'image/tiff') ORDER BY newest.id DESC LIMIT ?2"

/**
 * fb_uncounted_document_free:
 * @uncounted: (transfer full): a document that was not counted
 *
 * Frees it.
 */
void
fb_uncounted_document_free (FbUncountedDocument *uncounted)
{
  g_free (uncounted->message_id);
  fb_document_unref (uncounted->document);
  g_free (uncounted);
}

static const char *
get_text (FbStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

/* What came in was valid; a damaged database may say anything. */
static FbUncountedDocument *
read_uncounted (FbStatement *statement, const char *folder)
{
  FbUncountedDocument *uncounted = g_new0 (FbUncountedDocument, 1);
  g_autofree char *path = g_build_filename (folder, get_text (statement, 2), NULL);

  uncounted->fax_id = sqlite3_column_int64 (statement, 0);
  uncounted->message_id = g_utf8_make_valid (get_text (statement, 1), -1);
  uncounted->document = fb_document_new_full (
    path, get_text (statement, 3), sqlite3_column_int64 (statement, 4), get_text (statement, 5),
    FB_PAGES_NOT_COUNTED, (guint) sqlite3_column_int (statement, 6),
    sqlite3_column_int (statement, 7));
  return uncounted;
}

/**
 * fb_page_query_list_uncounted:
 * @database: what to read on, of this schema
 * @folder: the data folder, which documents' paths are relative to
 * @n_documents: how many to list at most
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type FbUncountedDocument): documents that are not
 *   counted, of the newest, those first that came last
 */
GPtrArray *
fb_page_query_list_uncounted (FbDatabase *database,
                              const char *folder,
                              guint n_documents,
                              GError **error)
{
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fb_uncounted_document_free);
  g_autoptr (FbStatement) statement = fb_database_prepare (database, LIST_UNCOUNTED, error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, N_LOOKED_AT);
  sqlite3_bind_int64 (statement, 2, n_documents);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&documents);
      g_ptr_array_add (documents, read_uncounted (statement, folder));
    }
  return NULL;
}
