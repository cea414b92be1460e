/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-client.h"
#include "fb-refusal-func.h"

G_BEGIN_DECLS

/**
 * FbClientTable:
 *
 * The open connections and their deadlines. For the receiver's thread alone.
 */
typedef struct _FbClientTable FbClientTable;

FbClientTable *fb_client_table_new (GMainContext *context,
                                    FbRefusalFunc dup_refusal,
                                    gpointer refusal_data,
                                    FbClientFunc on_closed,
                                    gpointer user_data);
void fb_client_table_stop (FbClientTable *table);
void fb_client_table_unref (FbClientTable *table);

FbClient *fb_client_table_add (FbClientTable *table,
                               GSocketConnection *connection,
                               GSocketAddress *remote,
                               guint total_ms);
guint fb_client_table_get_n_clients (const FbClientTable *table);
guint fb_client_table_get_n_served (const FbClientTable *table);
void fb_client_table_make_room (FbClientTable *table,
                                const FbClient *newest,
                                guint max_waiting,
                                guint max_waiting_per_address);
void fb_client_table_close_longest_waiting (FbClientTable *table);
void fb_client_table_shorten_deadlines (FbClientTable *table, guint limit_ms);
void fb_client_table_close_clients (FbClientTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbClientTable, fb_client_table_unref)

G_END_DECLS
