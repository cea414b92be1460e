/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define FB_DATABASE_NAME "faxbell.db"

typedef sqlite3 FbDatabase;
typedef sqlite3_stmt FbStatement;

FbDatabase *fb_database_open_for_writing (const char *folder, GError **error);
FbDatabase *
fb_database_open_file_for_writing (const char *folder, const char *name, GError **error);
FbDatabase *fb_database_open_index (const char *folder, const char *name, GError **error);
FbDatabase *fb_database_open_for_reading (const char *folder, GError **error);
FbDatabase *
fb_database_open_file_for_reading (const char *folder, const char *name, GError **error);
void fb_database_close (FbDatabase *database);
gboolean fb_database_get_schema (FbDatabase *database, gint64 *version, GError **error);
gboolean fb_database_check_place (FbDatabase *database, GError **error);
gboolean fb_database_check_pages (FbDatabase *database, GError **error);
void fb_database_watch (FbDatabase *database, GCancellable *cancellable);
gboolean fb_database_run (FbDatabase *database, const char *sql, GError **error);
FbStatement *fb_database_prepare (FbDatabase *database, const char *sql, GError **error);
gboolean fb_database_prepare_all (FbDatabase *database,
                                  const char *const *sql,
                                  FbStatement **statements,
                                  guint n_statements,
                                  GError **error);
gboolean fb_database_fail (FbDatabase *database, int result, GError **error);

void fb_statement_free (FbStatement *statement);
void fb_statements_free (FbStatement **statements, guint n_statements);
void fb_statement_bind_text (FbStatement *statement, int index, const char *text);
void fb_statement_bind_bytes (FbStatement *statement, int index, GBytes *bytes);
gboolean fb_statement_step (FbStatement *statement, gboolean *has_row, GError **error);
gboolean fb_statement_run_returning (FbStatement *statement, gint64 *id, GError **error);
gboolean fb_statement_run (FbStatement *statement, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDatabase, fb_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbStatement, fb_statement_free)

G_END_DECLS
