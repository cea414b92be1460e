/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"

G_BEGIN_DECLS

/**
 * FbDueFetch:
 * @message_id: the fax's
 * @n_attempts: how often Documo was asked for its document in vain
 *
 * A document that Documo is to be asked for.
 */
typedef struct
{
  char *message_id;
  guint n_attempts;
} FbDueFetch;

void fb_due_fetch_free (FbDueFetch *due);

GPtrArray *fb_fetch_query_list_due (FbDatabase *database,
                                    gint64 time,
                                    guint n_documents,
                                    gint64 *next_due,
                                    GError **error);
gboolean fb_fetch_query_count_due (FbDatabase *database,
                                   gint64 time,
                                   guint max,
                                   guint *n_due,
                                   GError **error);
GArray *fb_fetch_query_list_waiting (FbDatabase *database, gint64 before, GError **error);
GArray *
fb_fetch_query_list_later (FbDatabase *database, gint64 time, gboolean can_fetch, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDueFetch, fb_due_fetch_free)

G_END_DECLS
