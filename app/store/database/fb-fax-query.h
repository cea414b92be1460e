/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"
#include "fb-fax.h"
#include "fb-fax-counts.h"

G_BEGIN_DECLS

/**
 * FbFaxFilter:
 * @direction: a `FbDirection`, or %FB_DIRECTION_ANY
 * @status: a `FbStatus`, or %FB_STATUS_ANY
 * @only_unread: leave out what was read
 *
 * Which faxes are wanted.
 */
typedef struct
{
  int direction;
  int status;
  gboolean only_unread;
} FbFaxFilter;

/**
 * FbFaxQuery:
 *
 * Reads faxes on one database; its statements are prepared once.
 */
typedef struct _FbFaxQuery FbFaxQuery;

gboolean fb_fax_filter_matches (const FbFaxFilter *filter, FbFax *fax);

FbFaxQuery *fb_fax_query_new (FbDatabase *database, const char *folder, GError **error);
void fb_fax_query_free (FbFaxQuery *query);
FbFax *fb_fax_query_get (FbFaxQuery *query, gint64 id, GError **error);
FbFax *fb_fax_query_get_next (FbFaxQuery *query, gint64 after_id, GError **error);
FbFax *fb_fax_query_find (FbFaxQuery *query, const char *message_id, GError **error);
GArray *fb_fax_query_list (FbFaxQuery *query, const FbFaxFilter *filter, GError **error);
gboolean fb_fax_query_count (FbFaxQuery *query, FbFaxCounts *counts, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbFaxQuery, fb_fax_query_free)

G_END_DECLS
