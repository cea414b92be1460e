/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"

G_BEGIN_DECLS

/* Room for what is searched for and its end: longer texts are cut. */
#define FB_SEARCH_SIZE 256

/* As it was typed, in lower and in upper case. */
#define FB_SEARCH_ID_FORMS 3

/**
 * FbTextRange:
 * @start: where it begins, in bytes
 * @end: where it ends, in bytes
 *
 * A part of a text.
 */
typedef struct
{
  guint start;
  guint end;
} FbTextRange;

#define FB_TYPE_SEARCH_QUERY (fb_search_query_get_type ())

/**
 * FbSearchQuery:
 *
 * What is searched for: some words, each of which has to be somewhere in a fax. It never changes,
 * so it may be handed from thread to thread.
 */
typedef struct _FbSearchQuery FbSearchQuery;

GType fb_search_query_get_type (void);
FbSearchQuery *fb_search_query_new (const char *text);
FbSearchQuery *fb_search_query_ref (FbSearchQuery *query);
void fb_search_query_unref (FbSearchQuery *query);
guint fb_search_query_get_n_words (FbSearchQuery *query);
const char *const *fb_search_query_get_forms (FbSearchQuery *query, guint word);
const char *const *fb_search_query_get_message_id_forms (FbSearchQuery *query);
gboolean fb_search_query_matches_text (FbSearchQuery *query, const char *text);
gboolean fb_search_query_matches_some (FbSearchQuery *query, const char *text);
gboolean fb_search_query_matches (FbSearchQuery *query, FbFax *fax);
GArray *fb_search_query_find (FbSearchQuery *query, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbSearchQuery, fb_search_query_unref)

G_END_DECLS
