/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

#define FB_DATABASE_NAME "faxbell.db"

typedef sqlite3 FbConnection;
typedef sqlite3_stmt FbStatement;

FbConnection *fb_connection_open_for_writing (const char *folder, GError **error);
FbConnection *
fb_connection_open_file_for_writing (const char *folder, const char *name, GError **error);
FbConnection *fb_connection_open_for_reading (const char *folder, GError **error);
FbConnection *
fb_connection_open_file_for_reading (const char *folder, const char *name, GError **error);
void fb_connection_close (FbConnection *connection);
gboolean fb_connection_get_schema (FbConnection *connection, gint64 *version, GError **error);
gboolean fb_connection_check_place (FbConnection *connection, GError **error);
gboolean fb_connection_check_pages (FbConnection *connection, GError **error);
void fb_connection_watch (FbConnection *connection, GCancellable *cancellable);
gboolean fb_connection_run (FbConnection *connection, const char *sql, GError **error);
FbStatement *fb_connection_prepare (FbConnection *connection, const char *sql, GError **error);
gboolean fb_connection_prepare_all (FbConnection *connection,
                                    const char *const *sql,
                                    FbStatement **statements,
                                    guint n_statements,
                                    GError **error);
gboolean fb_connection_fail (FbConnection *connection, int result, GError **error);

void fb_statement_free (FbStatement *statement);
void fb_statements_free (FbStatement **statements, guint n_statements);
void fb_statement_bind_text (FbStatement *statement, int index, const char *text);
void fb_statement_bind_bytes (FbStatement *statement, int index, GBytes *bytes);
gboolean fb_statement_step (FbStatement *statement, gboolean *has_row, GError **error);
gboolean fb_statement_run (FbStatement *statement, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbConnection, fb_connection_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbStatement, fb_statement_free)

G_END_DECLS
