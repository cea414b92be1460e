/* fb-search-index.c
 *
 * The database search.db, which can be made again of the store at any time: the text of each fax,
 * indexed twice with SQLite's FTS5, by each three letters in a row and by each letter and each two
 * (see fb-search-plan.c).
 *
 * Measured with 300,000 faxes: 295 bytes and 11 µs a fax; a word's first hits in below 1 ms.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-search-index.h"

#include <glib/gstdio.h>
#include <string.h>

#include "fb-search-plan.h"
#include "fb-store-error.h"

#define SEARCH_SCHEMA "1"

/* Letters that fewer faxes have are looked for first, then the words in those faxes. */
#define FEW_HITS 2000

static const char schema_sql[] =
  "BEGIN;"
  "CREATE TABLE fax_text (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
  "CREATE VIRTUAL TABLE fax_words USING fts5 (text, content = 'fax_text', content_rowid = 'id', "
  "  columnsize = 0, tokenize = 'trigram case_sensitive 1');"
  "CREATE VIRTUAL TABLE fax_letters USING fts5 (letters, content = '', columnsize = 0, "
  "  detail = none, tokenize = 'ascii');"
  "CREATE TABLE position (event_id INTEGER NOT NULL, digest BLOB NOT NULL, "
  "  first_id INTEGER NOT NULL) STRICT;"
  "INSERT INTO position VALUES (0, zeroblob (32), 0x7fffffffffffffff);"
  "PRAGMA user_version = " SEARCH_SCHEMA ";"
  "COMMIT;";

typedef enum
{
  STATEMENT_POSITION,
  STATEMENT_SET_POSITION,
  STATEMENT_TEXT,
  STATEMENT_REMOVE_WORDS,
  STATEMENT_REMOVE_LETTERS,
  STATEMENT_SET_TEXT,
  STATEMENT_ADD_WORDS,
  STATEMENT_ADD_LETTERS,
  STATEMENT_FIND_WORDS,
  STATEMENT_FIND_LETTERS,
  N_STATEMENTS,
} StatementId;

static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_POSITION] = "SELECT event_id, digest, first_id FROM position",
  [STATEMENT_SET_POSITION] = "UPDATE position SET event_id = ?1, digest = ?2, first_id = ?3",
  [STATEMENT_TEXT] = "SELECT text FROM fax_text WHERE id = ?1",
  [STATEMENT_REMOVE_WORDS] =
    "INSERT INTO fax_words (fax_words, rowid, text) VALUES ('delete', ?1, ?2)",
  [STATEMENT_REMOVE_LETTERS] =
    "INSERT INTO fax_letters (fax_letters, rowid, letters) VALUES ('delete', ?1, ?2)",
  [STATEMENT_SET_TEXT] = "INSERT OR REPLACE INTO fax_text (id, text) VALUES (?1, ?2)",
  [STATEMENT_ADD_WORDS] = "INSERT INTO fax_words (rowid, text) VALUES (?1, ?2)",
  [STATEMENT_ADD_LETTERS] = "INSERT INTO fax_letters (rowid, letters) VALUES (?1, ?2)",
  [STATEMENT_FIND_WORDS] = "SELECT rowid FROM fax_words WHERE fax_words MATCH ?1 AND rowid < ?2 "
                           "ORDER BY rowid DESC",
  [STATEMENT_FIND_LETTERS] = "SELECT rowid FROM fax_letters WHERE fax_letters MATCH ?1 "
                             "AND rowid < ?2 ORDER BY rowid DESC",
};

struct _FbSearchIndex
{
  FbDatabase *database;
  FbStatement *statements[N_STATEMENTS];
  FbSearchPosition position;
};

/* Opening */

static gboolean
read_position (FbSearchIndex *self, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_POSITION];
  gboolean has_row;

  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row || sqlite3_column_bytes (statement, 1) != FB_SEARCH_DIGEST_SIZE)
    {
      sqlite3_reset (statement);
      g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT,
                   "The search index doesn't say what is in it");
      return FALSE;
    }
  self->position.event_id = sqlite3_column_int64 (statement, 0);
  memcpy (self->position.digest, sqlite3_column_blob (statement, 1), FB_SEARCH_DIGEST_SIZE);
  self->position.first_id = sqlite3_column_int64 (statement, 2);
  sqlite3_reset (statement);
  return TRUE;
}

static FbSearchIndex *
open_as_it_is (const char *folder, GError **error)
{
  g_autoptr (FbSearchIndex) self = g_new0 (FbSearchIndex, 1);
  gint64 version;

  self->database = fb_database_open_index (folder, FB_SEARCH_INDEX_NAME, error);
  if (self->database == NULL || !fb_database_get_schema (self->database, &version, error))
    return NULL;
  if (version == 0 && !fb_database_run (self->database, schema_sql, error))
    return NULL;
  if (version != 0 && version != atoi (SEARCH_SCHEMA))
    {
      g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_TOO_NEW,
                   "The search index has schema %" G_GINT64_FORMAT, version);
      return NULL;
    }
  if (!fb_database_prepare_all (self->database, statements_sql, self->statements, N_STATEMENTS,
                                error) ||
      !read_position (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_search_index_open:
 * @folder: the data folder
 * @error: return location for an error
 *
 * Opens the index. One that is missing, of another schema or damaged is made again, empty.
 *
 * Returns: (transfer full) (nullable): the index
 */
FbSearchIndex *
fb_search_index_open (const char *folder, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  FbSearchIndex *self = open_as_it_is (folder, &local_error);

  if (self != NULL)
    return self;
  if (g_error_matches (local_error, FB_STORE_ERROR, FB_STORE_ERROR_NO_SPACE))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  g_message ("The search index is made again: %s", local_error->message);
  fb_search_index_remove (folder);
  return open_as_it_is (folder, error);
}

/**
 * fb_search_index_close:
 * @index: (nullable) (transfer full): an index
 */
void
fb_search_index_close (FbSearchIndex *self)
{
  if (self == NULL)
    return;
  fb_statements_free (self->statements, N_STATEMENTS);
  fb_database_close (self->database);
  g_free (self);
}

/**
 * fb_search_index_remove:
 * @folder: the data folder, whose index is not open
 *
 * Removes the index.
 */
void
fb_search_index_remove (const char *folder)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (FB_SEARCH_INDEX_NAME, suffixes[i], NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
}

/**
 * fb_search_index_get_database:
 * @index: an index
 *
 * Returns: (transfer none): what it is on
 */
FbDatabase *
fb_search_index_get_database (FbSearchIndex *self)
{
  return self->database;
}

/**
 * fb_search_index_get_position:
 * @index: an index
 *
 * Returns: (transfer none): what is in it
 */
const FbSearchPosition *
fb_search_index_get_position (FbSearchIndex *self)
{
  return &self->position;
}

/* Filling */

static gboolean
run_with_text (FbSearchIndex *self, StatementId id, gint64 fax_id, const char *text, GError **error)
{
  FbStatement *statement = self->statements[id];

  sqlite3_bind_int64 (statement, 1, fax_id);
  fb_statement_bind_text (statement, 2, text);
  return fb_statement_run (statement, error);
}

/* Without an error, %NULL says that there is none. */
static char *
dup_text (FbSearchIndex *self, gint64 id, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_TEXT];
  gboolean has_row;

  sqlite3_bind_int64 (statement, 1, id);
  if (!fb_statement_step (statement, &has_row, error) || !has_row)
    return NULL;
  char *text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return text;
}

static gboolean
remove_text (FbSearchIndex *self, gint64 id, const char *text, GError **error)
{
  g_autofree char *letters = fb_search_dup_letters (text);

  return run_with_text (self, STATEMENT_REMOVE_WORDS, id, text, error) &&
         run_with_text (self, STATEMENT_REMOVE_LETTERS, id, letters, error);
}

/**
 * fb_search_index_put:
 * @index: an index, within a transaction
 * @id: a fax's number
 * @text: its text, as fb_fax_dup_search_text() makes it
 * @error: return location for an error
 *
 * Puts a fax in, in place of its text from before. The same text again is no work.
 *
 * Returns: whether it worked
 */
gboolean
fb_search_index_put (FbSearchIndex *self, gint64 id, const char *text, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *before = dup_text (self, id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (g_strcmp0 (before, text) == 0)
    return TRUE;
  if (before != NULL && !remove_text (self, id, before, error))
    return FALSE;
  g_autofree char *letters = fb_search_dup_letters (text);
  return run_with_text (self, STATEMENT_SET_TEXT, id, text, error) &&
         run_with_text (self, STATEMENT_ADD_WORDS, id, text, error) &&
         run_with_text (self, STATEMENT_ADD_LETTERS, id, letters, error);
}

/**
 * fb_search_index_begin:
 * @index: an index
 * @error: return location for an error
 *
 * Begins a transaction.
 *
 * Returns: whether it worked
 */
gboolean
fb_search_index_begin (FbSearchIndex *self, GError **error)
{
  return fb_database_run (self->database, "BEGIN IMMEDIATE", error);
}

/**
 * fb_search_index_commit:
 * @index: an index, within a transaction
 * @position: what is in it now
 * @error: return location for an error
 *
 * Ends the transaction. After a power cut the index may be an older one, but never half of one.
 *
 * Returns: whether it worked; otherwise roll it back
 */
gboolean
fb_search_index_commit (FbSearchIndex *self, const FbSearchPosition *position, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_SET_POSITION];

  sqlite3_bind_int64 (statement, 1, position->event_id);
  sqlite3_bind_blob (statement, 2, position->digest, sizeof position->digest, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (statement, 3, position->first_id);
  if (!fb_statement_run (statement, error) || !fb_database_run (self->database, "COMMIT", error))
    return FALSE;
  self->position = *position;
  return TRUE;
}

/**
 * fb_search_index_roll_back:
 * @index: an index, within a transaction
 *
 * Leaves everything as it was.
 */
void
fb_search_index_roll_back (FbSearchIndex *self)
{
  if (!sqlite3_get_autocommit (self->database))
    fb_database_run (self->database, "ROLLBACK", NULL);
}

/* Finding */

/* Sets @has_few if few faxes before @before have the letters. */
static gboolean
check_letters (FbSearchIndex *self,
               const char *letters,
               gint64 before,
               gboolean *has_few,
               GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_FIND_LETTERS];
  gboolean has_row = TRUE;

  fb_statement_bind_text (statement, 1, letters);
  sqlite3_bind_int64 (statement, 2, before);
  for (guint i = 0; has_row && i <= FEW_HITS; i++)
    if (!fb_statement_step (statement, &has_row, error))
      return FALSE;
  sqlite3_reset (statement);
  *has_few = !has_row;
  return TRUE;
}

/* Looks at the fax that a statement is at. */
static gboolean
check_hit (FbSearchIndex *self,
           const FbSearchPlan *plan,
           FbSearchQuery *query,
           gint64 id,
           GArray *ids,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!plan->is_exact)
    {
      g_autofree char *text = dup_text (self, id, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (text == NULL || !fb_search_query_matches_text (query, text))
        return TRUE;
    }
  g_array_append_val (ids, id);
  return TRUE;
}

static FbStatement *
get_find_statement (FbSearchIndex *self, const FbSearchPlan *plan, gboolean prefers_letters)
{
  const gboolean has_words = plan->words != NULL && !prefers_letters;
  FbStatement *statement =
    self->statements[has_words ? STATEMENT_FIND_WORDS : STATEMENT_FIND_LETTERS];

  fb_statement_bind_text (statement, 1, has_words ? plan->words : plan->letters);
  return statement;
}

/**
 * fb_search_index_find:
 * @index: an index
 * @query: what is searched for: a word at least
 * @before: (inout): only faxes of lower numbers are looked for; gets where to go on, 0 after the
 * last
 * @n_faxes: how many faxes to look at, at most
 * @ids: (element-type gint64): gets the numbers of those that match, in descending order
 * @error: (not nullable): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_search_index_find (FbSearchIndex *self,
                      FbSearchQuery *query,
                      gint64 *before,
                      guint n_faxes,
                      GArray *ids,
                      GError **error)
{
  g_auto (FbSearchPlan) plan = fb_search_plan_for (query);
  gboolean has_few = FALSE;
  gboolean has_row;

  if (plan.words != NULL && plan.letters != NULL &&
      !check_letters (self, plan.letters, *before, &has_few, error))
    return FALSE;
  FbStatement *statement = get_find_statement (self, &plan, has_few);
  sqlite3_bind_int64 (statement, 2, *before);
  for (guint i = 0; i < n_faxes; i++)
    {
      if (!fb_statement_step (statement, &has_row, error))
        return FALSE;
      if (!has_row)
        {
          *before = 0;
          return TRUE;
        }
      *before = sqlite3_column_int64 (statement, 0);
      if (!check_hit (self, &plan, query, *before, ids, error))
        break;
    }
  sqlite3_reset (statement);
  return *error == NULL;
}
