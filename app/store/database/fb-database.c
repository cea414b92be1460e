/* fb-database.c
 *
 * Connections to the database, opened the one right way, and the few calls that all who speak SQL
 * here share.
 *
 * Exactly one connection ever writes or checkpoints: SQLite 3.7.0 to 3.51.2 can corrupt a database
 * in WAL mode when two connections do so at once. Every other connection is read-only, never
 * checkpoints, not even when it is closed, and maps no memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-database.h"

#include "fb-older-faxes.h"
#include "fb-store-error.h"
#include "fb-store-resources.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEMA_VERSION 7

/* How long another process may hold the database before we give up: less than Documo waits. */
#define BUSY_TIMEOUT_MS 2000

/* SQLite steps between two looks at a cancellable: some tens of microseconds. */
#define STEPS_BETWEEN_CHECKS 2000

static FbStoreError
error_code_for (int result)
{
  switch (result & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return FB_STORE_ERROR_CORRUPT;
    case SQLITE_FULL:
      return FB_STORE_ERROR_NO_SPACE;
    default:
      return FB_STORE_ERROR_FAILED;
    }
}

/**
 * fb_database_fail:
 * @database: (nullable): the database on which it happened
 * @result: SQLite's result code
 * @error: (optional): return location for an error
 *
 * Sets @error for a failed call. An interrupted one is `G_IO_ERROR_CANCELLED`.
 *
 * Returns: %FALSE, always
 */
gboolean
fb_database_fail (FbDatabase *database, int result, GError **error)
{
  const char *message = database != NULL ? sqlite3_errmsg (database) : sqlite3_errstr (result);

  if ((result & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, message);
  else
    g_set_error (error, FB_STORE_ERROR, error_code_for (result), "SQLite: %s (%d)", message,
                 database != NULL ? sqlite3_extended_errcode (database) : result);
  return FALSE;
}

static FbDatabase *
open_database_file (const char *folder, const char *name, int flags, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  FbDatabase *database = NULL;

  /* Each database is used by one thread at a time, and the worker pools see to that. */
  int result = sqlite3_open_v2 (path, &database, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      fb_database_fail (database, result, error);
      fb_database_close (database);
      return NULL;
    }
  sqlite3_extended_result_codes (database, 1);
  sqlite3_busy_timeout (database, BUSY_TIMEOUT_MS);
  sqlite3_db_config (database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return database;
}

/* SQLite would make it readable for others where the umask lets it; its other files take after
 * this one. */
static gboolean
make_private (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int fd = open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

  if (fd < 0)
    return fb_store_fail (errno, "open the database", error);
  gboolean is_private =
    fchmod (fd, 0600) == 0 || fb_store_fail (errno, "close the database to others", error);
  close (fd);
  return is_private;
}

/**
 * fb_database_get_schema:
 * @database: a connection
 * @version: (out): the schema's number; 0 while there is none
 * @error: (optional): return location for an error
 *
 * Within a transaction this also fixes the snapshot that is read from then on.
 *
 * Returns: whether it worked
 */
gboolean
fb_database_get_schema (FbDatabase *database, gint64 *version, GError **error)
{
  gboolean has_row;
  g_autoptr (FbStatement) statement = fb_database_prepare (database, "PRAGMA user_version", error);

  if (statement == NULL || !fb_statement_step (statement, &has_row, error))
    return FALSE;
  *version = has_row ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

static gboolean
run_script (FbDatabase *database, const char *name, GError **error)
{
  g_autofree char *path = g_strconcat ("/io/github/faxbell/Faxbell/store/migrations/", name, NULL);
  g_autoptr (GBytes) script =
    g_resource_lookup_data (fb_store_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return script != NULL && fb_database_run (database, g_bytes_get_data (script, NULL), error);
}

/* Rows are filled in before there are indexes that would have to follow. */
static gboolean
run_scripts (FbDatabase *database, gint64 version, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT ".sql", version);

  if (!run_script (database, name, error))
    return FALSE;
  if (version == 3)
    return fb_older_faxes_fill_desk (database, error) &&
           run_script (database, "3-indexes.sql", error);
  if (version == 4)
    return fb_older_faxes_fill_fetch (database, error) &&
           run_script (database, "4-indexes.sql", error);
  return TRUE;
}

static gboolean
run_migration (FbDatabase *database, gint64 version, GError **error)
{
  g_autofree char *end =
    g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT "; COMMIT;", version);

  if (!fb_database_run (database, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (run_scripts (database, version, error) && fb_database_run (database, end, error))
    return TRUE;
  fb_database_run (database, "ROLLBACK", NULL);
  return FALSE;
}

static gboolean
migrate (FbDatabase *database, GError **error)
{
  gint64 version;

  if (!fb_database_get_schema (database, &version, error))
    return FALSE;
  if (version > SCHEMA_VERSION)
    {
      g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_TOO_NEW,
                   "The database has schema %" G_GINT64_FORMAT ", this version knows %d", version,
                   SCHEMA_VERSION);
      return FALSE;
    }
  while (version < SCHEMA_VERSION)
    if (!run_migration (database, ++version, error))
      return FALSE;
  return TRUE;
}

/**
 * fb_database_open_file_for_writing:
 * @folder: the data folder
 * @name: the database in it
 * @error: (optional): return location for an error
 *
 * Opens the one connection that may write, makes the database if there is none, and brings it to
 * the newest schema. WAL with synchronous=FULL: a commit has been flushed when it returns.
 *
 * Returns: (transfer full) (nullable): the connection
 */
FbDatabase *
fb_database_open_file_for_writing (const char *folder, const char *name, GError **error)
{
  if (!make_private (folder, name, error))
    return NULL;
  g_autoptr (FbDatabase) database = open_database_file (folder, name, SQLITE_OPEN_READWRITE, error);
  if (database == NULL)
    return NULL;

  /* Checkpoints are the writer's to order, between two batches and not within a commit. */
  if (!fb_database_run (database,
                        "PRAGMA journal_mode = WAL;"
                        "PRAGMA synchronous = FULL;"
                        "PRAGMA foreign_keys = ON;"
                        "PRAGMA wal_autocheckpoint = 0;",
                        error))
    return NULL;
  if (!migrate (database, error))
    return NULL;
  return g_steal_pointer (&database);
}

/**
 * fb_database_open_index:
 * @folder: the data folder
 * @name: the database in it
 * @error: (optional): return location for an error
 *
 * Opens the one connection to a database that can be made again at any time. A commit isn't
 * flushed: after a power cut the database is one from before, but whole.
 *
 * Returns: (transfer full) (nullable): the connection
 */
FbDatabase *
fb_database_open_index (const char *folder, const char *name, GError **error)
{
  if (!make_private (folder, name, error))
    return NULL;
  g_autoptr (FbDatabase) database = open_database_file (folder, name, SQLITE_OPEN_READWRITE, error);
  /* Little is kept in memory, all day: the system has the file's pages. */
  if (database == NULL ||
      !fb_database_run (
        database,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -200;", error))
    return NULL;
  return g_steal_pointer (&database);
}

/**
 * fb_database_open_for_writing:
 * @folder: the data folder
 * @error: (optional): return location for an error
 *
 * As fb_database_open_file_for_writing(), for the database of the store.
 *
 * Returns: (transfer full) (nullable): the connection
 */
FbDatabase *
fb_database_open_for_writing (const char *folder, GError **error)
{
  return fb_database_open_file_for_writing (folder, FB_DATABASE_NAME, error);
}

/**
 * fb_database_open_file_for_reading:
 * @folder: the data folder
 * @name: the database in it
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): a connection that never writes and never checkpoints
 */
FbDatabase *
fb_database_open_file_for_reading (const char *folder, const char *name, GError **error)
{
  g_autoptr (FbDatabase) database = open_database_file (folder, name, SQLITE_OPEN_READONLY, error);
  if (database == NULL)
    return NULL;

  sqlite3_db_config (database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (!fb_database_run (database, "PRAGMA query_only = ON; PRAGMA mmap_size = 0;", error))
    return NULL;
  return g_steal_pointer (&database);
}

/**
 * fb_database_open_for_reading:
 * @folder: the data folder
 * @error: (optional): return location for an error
 *
 * As fb_database_open_file_for_reading(), for the database of the store.
 *
 * Returns: (transfer full) (nullable): the connection
 */
FbDatabase *
fb_database_open_for_reading (const char *folder, GError **error)
{
  return fb_database_open_file_for_reading (folder, FB_DATABASE_NAME, error);
}

/**
 * fb_database_close:
 * @database: (nullable) (transfer full): a connection, all of whose statements were freed
 *
 * Closes it. The connection that writes also takes the write-ahead log away, if it is the last
 * one.
 */
void
fb_database_close (FbDatabase *database)
{
  if (database == NULL)
    return;
  if (sqlite3_close (database) != SQLITE_OK)
    g_critical ("A database was closed with statements left open");
}

static gboolean
has_moved (sqlite3_file *file)
{
  int has_moved = 0;

  if (file != NULL && file->pMethods != NULL)
    file->pMethods->xFileControl (file, SQLITE_FCNTL_HAS_MOVED, &has_moved);
  return has_moved;
}

/**
 * fb_database_check_place:
 * @database: a connection
 * @error: (optional): return location for an error
 *
 * Whatever is written to files that were moved away or removed while they are open goes where
 * nobody will find it.
 *
 * Returns: whether the database is still where it was opened
 */
gboolean
fb_database_check_place (FbDatabase *database, GError **error)
{
  sqlite3_file *file = NULL;
  sqlite3_file *log = NULL;

  sqlite3_file_control (database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  sqlite3_file_control (database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (!has_moved (file) && !has_moved (log))
    return TRUE;
  g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_FAILED, "The database was moved or removed");
  return FALSE;
}

/**
 * fb_database_check_pages:
 * @database: a connection
 * @error: (optional): `FB_STORE_ERROR_CORRUPT`
 *
 * Reads the whole database once. Measured: 0.25 s of a processor for 100,000 faxes in 190 MB, and
 * as long as the disk takes to read them.
 *
 * Returns: whether nothing is wrong with it
 */
gboolean
fb_database_check_pages (FbDatabase *database, GError **error)
{
  gboolean has_row;
  g_autoptr (FbStatement) statement =
    fb_database_prepare (database, "PRAGMA quick_check (1)", error);

  if (statement == NULL || !fb_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0)
    return TRUE;
  /* What exactly is wrong may quote a row. */
  g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT, "The database is damaged");
  return FALSE;
}

static int
check_cancellable (gpointer data)
{
  return g_cancellable_is_cancelled (data);
}

/**
 * fb_database_watch:
 * @database: a connection
 * @cancellable: (nullable): what interrupts its statements from now on
 *
 * @cancellable must outlive the watch, which the next call replaces.
 */
void
fb_database_watch (FbDatabase *database, GCancellable *cancellable)
{
  if (cancellable == NULL)
    sqlite3_progress_handler (database, 0, NULL, NULL);
  else
    sqlite3_progress_handler (database, STEPS_BETWEEN_CHECKS, check_cancellable, cancellable);
}

/**
 * fb_database_run:
 * @database: a connection
 * @sql: statements whose rows are not needed
 * @error: (optional): return location for an error
 *
 * Returns: whether all of them ran
 */
gboolean
fb_database_run (FbDatabase *database, const char *sql, GError **error)
{
  int result = sqlite3_exec (database, sql, NULL, NULL, NULL);

  return result == SQLITE_OK || fb_database_fail (database, result, error);
}

/**
 * fb_database_prepare:
 * @database: a connection
 * @sql: one statement
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): the statement; free it before its database
 */
FbStatement *
fb_database_prepare (FbDatabase *database, const char *sql, GError **error)
{
  FbStatement *statement = NULL;
  int result = sqlite3_prepare_v3 (database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (result != SQLITE_OK)
    fb_database_fail (database, result, error);
  return statement;
}

/**
 * fb_database_prepare_all:
 * @database: a connection
 * @sql: (array length=n_statements): one statement each
 * @statements: (out) (array length=n_statements): where they go; all %NULL before
 * @n_statements: how many
 * @error: (optional): return location for an error
 *
 * Returns: whether all were prepared; in any case free them with fb_statements_free()
 */
gboolean
fb_database_prepare_all (FbDatabase *database,
                         const char *const *sql,
                         FbStatement **statements,
                         guint n_statements,
                         GError **error)
{
  for (guint i = 0; i < n_statements; i++)
    {
      statements[i] = fb_database_prepare (database, sql[i], error);
      if (statements[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * fb_statement_free:
 * @statement: (nullable) (transfer full): a statement
 *
 * Frees it, whatever it is doing.
 */
void
fb_statement_free (FbStatement *statement)
{
  sqlite3_finalize (statement);
}

/**
 * fb_statements_free:
 * @statements: (array length=n_statements) (transfer full): statements, each of which may be %NULL
 * @n_statements: how many
 *
 * Frees each of them, but not the array.
 */
void
fb_statements_free (FbStatement **statements, guint n_statements)
{
  for (guint i = 0; i < n_statements; i++)
    fb_statement_free (statements[i]);
}

/**
 * fb_statement_bind_text:
 * @statement: a statement
 * @index: the parameter, from 1
 * @text: (nullable): UTF-8, copied; %NULL binds NULL
 */
void
fb_statement_bind_text (FbStatement *statement, int index, const char *text)
{
  sqlite3_bind_text (statement, index, text, -1, SQLITE_TRANSIENT);
}

/**
 * fb_statement_bind_bytes:
 * @statement: a statement
 * @index: the parameter, from 1
 * @bytes: (nullable): a blob, not copied: it must live until the statement was run
 */
void
fb_statement_bind_bytes (FbStatement *statement, int index, GBytes *bytes)
{
  gsize size = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (bytes == NULL)
    sqlite3_bind_null (statement, index);
  else
    sqlite3_bind_blob64 (statement, index, data != NULL ? data : "", size, SQLITE_STATIC);
}

/**
 * fb_statement_step:
 * @statement: a statement
 * @has_row: (out): whether there is a row to read
 * @error: (optional): return location for an error
 *
 * After the last row, and after an error, the statement is reset.
 *
 * Returns: %FALSE with @error set if it failed
 */
gboolean
fb_statement_step (FbStatement *statement, gboolean *has_row, GError **error)
{
  int result = sqlite3_step (statement);

  *has_row = result == SQLITE_ROW;
  if (*has_row)
    return TRUE;
  if (result != SQLITE_DONE)
    fb_database_fail (sqlite3_db_handle (statement), result, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

/**
 * fb_statement_run:
 * @statement: a statement whose rows are not needed
 * @error: (optional): return location for an error
 *
 * Returns: whether it ran; it is reset in any case
 */
gboolean
fb_statement_run (FbStatement *statement, GError **error)
{
  gboolean has_row;

  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * fb_statement_run_returning:
 * @statement: a statement that changes a row or none, and returns its number
 * @id: (out): the number; 0 where none was changed
 * @error: (optional): return location for an error
 *
 * The change is complete only when the statement is: https://sqlite.org/lang_returning.html
 *
 * Returns: whether it ran; it is reset in any case
 */
gboolean
fb_statement_run_returning (FbStatement *statement, gint64 *id, GError **error)
{
  gboolean has_row;

  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  *id = has_row ? sqlite3_column_int64 (statement, 0) : 0;
  return !has_row || fb_statement_run (statement, error);
}
