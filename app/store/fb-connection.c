/* fb-connection.c
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

#include "fb-connection.h"

#include "fb-store-error-private.h"
#include "fb-store-resources.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEMA_VERSION 1

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
 * fb_connection_fail:
 * @connection: (nullable): the connection on which it happened
 * @result: SQLite's result code
 * @error: (optional): where to say so
 *
 * Sets @error for a failed call. An interrupted one is `G_IO_ERROR_CANCELLED`.
 *
 * Returns: %FALSE, always
 */
gboolean
fb_connection_fail (FbConnection *connection, int result, GError **error)
{
  const char *message = connection != NULL ? sqlite3_errmsg (connection) : sqlite3_errstr (result);

  if ((result & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, message);
  else
    g_set_error (error, FB_STORE_ERROR, error_code_for (result), "SQLite: %s (%d)", message,
                 connection != NULL ? sqlite3_extended_errcode (connection) : result);
  return FALSE;
}

static FbConnection *
open_connection (const char *folder, const char *name, int flags, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  FbConnection *connection = NULL;

  /* Each connection is used by one thread at a time, and the worker pools see to that. */
  int result = sqlite3_open_v2 (path, &connection, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      fb_connection_fail (connection, result, error);
      fb_connection_close (connection);
      return NULL;
    }
  sqlite3_extended_result_codes (connection, 1);
  sqlite3_busy_timeout (connection, BUSY_TIMEOUT_MS);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return connection;
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
 * fb_connection_get_schema:
 * @connection: a connection
 * @version: (out): the schema's number; 0 while there is none
 * @error: (optional): where to say why not
 *
 * Within a transaction this also fixes the snapshot that is read from then on.
 *
 * Returns: whether it worked
 */
gboolean
fb_connection_get_schema (FbConnection *connection, gint64 *version, GError **error)
{
  gboolean has_row;
  g_autoptr (FbStatement) statement =
    fb_connection_prepare (connection, "PRAGMA user_version", error);

  if (statement == NULL || !fb_statement_step (statement, &has_row, error))
    return FALSE;
  *version = has_row ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

static gboolean
run_migration (FbConnection *connection, gint64 version, GError **error)
{
  g_autofree char *path = g_strdup_printf (
    "/io/github/faxbell/Faxbell/store/migrations/%" G_GINT64_FORMAT ".sql", version);
  g_autoptr (GBytes) script =
    g_resource_lookup_data (fb_store_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (script == NULL)
    return FALSE;

  g_autofree char *sql =
    g_strdup_printf ("BEGIN IMMEDIATE; %s; PRAGMA user_version = %" G_GINT64_FORMAT "; COMMIT;",
                     (const char *) g_bytes_get_data (script, NULL), version);
  if (fb_connection_run (connection, sql, error))
    return TRUE;
  fb_connection_run (connection, "ROLLBACK", NULL);
  return FALSE;
}

static gboolean
migrate (FbConnection *connection, GError **error)
{
  gint64 version;

  if (!fb_connection_get_schema (connection, &version, error))
    return FALSE;
  if (version > SCHEMA_VERSION)
    {
      g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_TOO_NEW,
                   "The database has schema %" G_GINT64_FORMAT ", this version knows %d", version,
                   SCHEMA_VERSION);
      return FALSE;
    }
  while (version < SCHEMA_VERSION)
    if (!run_migration (connection, ++version, error))
      return FALSE;
  return TRUE;
}

/**
 * fb_connection_open_file_for_writing:
 * @folder: the data folder
 * @name: the database in it
 * @error: (optional): where to say why not
 *
 * Opens the one connection that may write, makes the database if there is none, and brings it to
 * the newest schema. WAL with synchronous=FULL: a commit has been flushed when it returns.
 *
 * Returns: (transfer full) (nullable): the connection
 */
FbConnection *
fb_connection_open_file_for_writing (const char *folder, const char *name, GError **error)
{
  if (!make_private (folder, name, error))
    return NULL;
  g_autoptr (FbConnection) connection =
    open_connection (folder, name, SQLITE_OPEN_READWRITE, error);
  if (connection == NULL)
    return NULL;

  /* Checkpoints are the writer's to order, between two batches and not within a commit. */
  if (!fb_connection_run (connection,
                          "PRAGMA journal_mode = WAL;"
                          "PRAGMA synchronous = FULL;"
                          "PRAGMA foreign_keys = ON;"
                          "PRAGMA wal_autocheckpoint = 0;",
                          error))
    return NULL;
  if (!migrate (connection, error))
    return NULL;
  return g_steal_pointer (&connection);
}

FbConnection *
fb_connection_open_for_writing (const char *folder, GError **error)
{
  return fb_connection_open_file_for_writing (folder, FB_DATABASE_NAME, error);
}

/**
 * fb_connection_open_file_for_reading:
 * @folder: the data folder
 * @name: the database in it
 * @error: (optional): where to say why not
 *
 * Returns: (transfer full) (nullable): a connection that never writes and never checkpoints
 */
FbConnection *
fb_connection_open_file_for_reading (const char *folder, const char *name, GError **error)
{
  g_autoptr (FbConnection) connection = open_connection (folder, name, SQLITE_OPEN_READONLY, error);
  if (connection == NULL)
    return NULL;

  sqlite3_db_config (connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  if (!fb_connection_run (connection, "PRAGMA query_only = ON; PRAGMA mmap_size = 0;", error))
    return NULL;
  return g_steal_pointer (&connection);
}

FbConnection *
fb_connection_open_for_reading (const char *folder, GError **error)
{
  return fb_connection_open_file_for_reading (folder, FB_DATABASE_NAME, error);
}

void
fb_connection_close (FbConnection *connection)
{
  if (connection == NULL)
    return;
  if (sqlite3_close (connection) != SQLITE_OK)
    g_critical ("A database connection was closed with statements left open");
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
 * fb_connection_check_place:
 * @connection: a connection
 * @error: (optional): where to say why not
 *
 * Whatever is written to files that were moved away or removed while they are open goes where
 * nobody will find it.
 *
 * Returns: whether the database is still where it was opened
 */
gboolean
fb_connection_check_place (FbConnection *connection, GError **error)
{
  sqlite3_file *database = NULL;
  sqlite3_file *log = NULL;

  sqlite3_file_control (connection, "main", SQLITE_FCNTL_FILE_POINTER, &database);
  sqlite3_file_control (connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log);
  if (!has_moved (database) && !has_moved (log))
    return TRUE;
  g_set_error (error, FB_STORE_ERROR, FB_STORE_ERROR_FAILED, "The database was moved or removed");
  return FALSE;
}

/**
 * fb_connection_check_pages:
 * @connection: a connection
 * @error: (optional): `FB_STORE_ERROR_CORRUPT`
 *
 * Reads the whole database once. Measured: 0.25 s of a processor for 100,000 faxes in 190 MB, and
 * as long as the disk takes to read them.
 *
 * Returns: whether nothing is wrong with it
 */
gboolean
fb_connection_check_pages (FbConnection *connection, GError **error)
{
  gboolean has_row;
  g_autoptr (FbStatement) statement =
    fb_connection_prepare (connection, "PRAGMA quick_check (1)", error);

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
 * fb_connection_watch:
 * @connection: a connection
 * @cancellable: (nullable): what interrupts its statements from now on
 *
 * @cancellable must outlive the watch, which the next call replaces.
 */
void
fb_connection_watch (FbConnection *connection, GCancellable *cancellable)
{
  if (cancellable == NULL)
    sqlite3_progress_handler (connection, 0, NULL, NULL);
  else
    sqlite3_progress_handler (connection, STEPS_BETWEEN_CHECKS, check_cancellable, cancellable);
}

/**
 * fb_connection_run:
 * @connection: a connection
 * @sql: statements whose rows nobody wants
 * @error: (optional): where to say why not
 *
 * Returns: whether all of them ran
 */
gboolean
fb_connection_run (FbConnection *connection, const char *sql, GError **error)
{
  int result = sqlite3_exec (connection, sql, NULL, NULL, NULL);

  return result == SQLITE_OK || fb_connection_fail (connection, result, error);
}

/**
 * fb_connection_prepare:
 * @connection: a connection
 * @sql: one statement
 * @error: (optional): where to say why not
 *
 * Returns: (transfer full) (nullable): the statement; free it before its connection
 */
FbStatement *
fb_connection_prepare (FbConnection *connection, const char *sql, GError **error)
{
  FbStatement *statement = NULL;
  int result =
    sqlite3_prepare_v3 (connection, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);

  if (result != SQLITE_OK)
    fb_connection_fail (connection, result, error);
  return statement;
}

/**
 * fb_connection_prepare_all:
 * @connection: a connection
 * @sql: (array length=n_statements): one statement each
 * @statements: (out) (array length=n_statements): where they go; all %NULL before
 * @n_statements: how many
 * @error: (optional): where to say why not
 *
 * Returns: whether all were prepared; in any case free them with fb_statements_free()
 */
gboolean
fb_connection_prepare_all (FbConnection *connection,
                           const char *const *sql,
                           FbStatement **statements,
                           guint n_statements,
                           GError **error)
{
  for (guint i = 0; i < n_statements; i++)
    {
      statements[i] = fb_connection_prepare (connection, sql[i], error);
      if (statements[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

void
fb_statement_free (FbStatement *statement)
{
  sqlite3_finalize (statement);
}

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
 * @error: (optional): where to say why not
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
    fb_connection_fail (sqlite3_db_handle (statement), result, error);
  sqlite3_reset (statement);
  return result == SQLITE_DONE;
}

/**
 * fb_statement_run:
 * @statement: a statement whose rows nobody wants
 * @error: (optional): where to say why not
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
