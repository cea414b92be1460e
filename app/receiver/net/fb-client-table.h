/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-client.h"
#include "fb-refusal.h"

G_BEGIN_DECLS

/**
 * FbClientTable:
 *
 * Who is in, by connection, and how long each may take. For the receiver's thread alone.
 */
typedef struct _FbClientTable FbClientTable;

/* Called when somebody has left. */
typedef void (*FbClientTableFunc) (gpointer user_data);

FbClientTable *fb_client_table_new (GMainContext *context,
                                    FbRefusalFunc dup_refusal,
                                    FbClientTableFunc on_closed,
                                    gpointer user_data);
void fb_client_table_stop (FbClientTable *table);
void fb_client_table_unref (FbClientTable *table);

FbClient *fb_client_table_add (FbClientTable *table,
                               GSocketConnection *connection,
                               GSocketAddress *remote,
                               guint total_ms,
                               gboolean is_refused);
guint fb_client_table_get_n_clients (const FbClientTable *table);
guint fb_client_table_get_n_refused (const FbClientTable *table);
guint fb_client_table_count_from (const FbClientTable *table, GSocketAddress *remote);
void fb_client_table_shorten_deadlines (FbClientTable *table, guint limit_ms);
void fb_client_table_close_clients (FbClientTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbClientTable, fb_client_table_unref)

G_END_DECLS
