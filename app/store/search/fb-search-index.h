/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"
#include "fb-search-query.h"

G_BEGIN_DECLS

#define FB_SEARCH_INDEX_NAME "search.db"

#define FB_SEARCH_DIGEST_SIZE 32

/**
 * FbSearchPosition:
 * @event_id: the newest event that is in the index; 0 for none
 * @digest: that event's digest, which tells the store from another one
 * @first_id: the lowest number of a fax that is in the index, with all above it
 *
 * How much of a store is in an index.
 */
typedef struct
{
  gint64 event_id;
  guint8 digest[FB_SEARCH_DIGEST_SIZE];
  gint64 first_id;
} FbSearchPosition;

/**
 * FbSearchIndex:
 *
 * The texts of faxes, indexed by their letters. For one thread at a time.
 */
typedef struct _FbSearchIndex FbSearchIndex;

FbSearchIndex *fb_search_index_open (const char *folder, GError **error);
void fb_search_index_close (FbSearchIndex *index);
void fb_search_index_remove (const char *folder);
FbDatabase *fb_search_index_get_database (FbSearchIndex *index);
const FbSearchPosition *fb_search_index_get_position (FbSearchIndex *index);
gboolean fb_search_index_begin (FbSearchIndex *index, GError **error);
gboolean fb_search_index_put (FbSearchIndex *index, gint64 id, const char *text, GError **error);
gboolean
fb_search_index_commit (FbSearchIndex *index, const FbSearchPosition *position, GError **error);
void fb_search_index_roll_back (FbSearchIndex *index);
gboolean fb_search_index_find (FbSearchIndex *index,
                               FbSearchQuery *query,
                               gint64 *before,
                               guint n_faxes,
                               GArray *ids,
                               GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbSearchIndex, fb_search_index_close)

G_END_DECLS
