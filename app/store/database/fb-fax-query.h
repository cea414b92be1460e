/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"
#include "fb-fax-counts.h"
#include "fb-fax-filter.h"
#include "fb-fax.h"

G_BEGIN_DECLS

/**
 * FbFaxQuery:
 *
 * Reads faxes on one connection; its statements are prepared once.
 */
typedef struct _FbFaxQuery FbFaxQuery;

FbFaxQuery *fb_fax_query_new (FbDatabase *database, const char *folder, GError **error);
void fb_fax_query_free (FbFaxQuery *query);
FbDatabase *fb_fax_query_get_database (FbFaxQuery *query);
FbFax *fb_fax_query_get (FbFaxQuery *query, gint64 id, GError **error);
FbFax *fb_fax_query_get_changed (FbFaxQuery *query, gint64 id, GError **error);
FbFax *fb_fax_query_find (FbFaxQuery *query, const char *message_id, GError **error);
GPtrArray *fb_fax_query_list_newest (FbFaxQuery *query,
                                     const FbFaxFilter *filter,
                                     guint n_faxes,
                                     GError **error);
gboolean fb_fax_query_read_entries (FbFaxQuery *query,
                                    const FbFaxEntry *after,
                                    guint n_entries,
                                    GArray *entries,
                                    GError **error);
GArray *fb_fax_query_read_ids (FbFaxQuery *query, const char *number, GError **error);
FbFax *fb_fax_query_next_of_all (FbFaxQuery *query, GError **error);
gboolean fb_fax_query_read_open_since (FbFaxQuery *query, gint64 *open_since, GError **error);
gboolean fb_fax_query_count (FbFaxQuery *query, FbFaxCounts *counts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbFaxQuery, fb_fax_query_free)

G_END_DECLS
