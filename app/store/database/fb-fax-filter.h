/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-counts.h"
#include "fb-fax-entry.h"
#include "fb-number.h"
#include "fb-older-faxes.h"
#include "fb-search-query.h"

G_BEGIN_DECLS

/**
 * FbDocumentFilter:
 * @FB_DOCUMENT_ANY: with or without
 * @FB_DOCUMENT_WITH: only faxes of which a document is here that can be opened
 * @FB_DOCUMENT_WITHOUT: only the others
 *
 * Which faxes are wanted, by their documents.
 */
typedef enum
{
  FB_DOCUMENT_ANY = 0,
  FB_DOCUMENT_WITH = 1,
  FB_DOCUMENT_WITHOUT = 2,
} FbDocumentFilter;

/**
 * FbFaxFilter:
 * @directions: bits `1 << FbDirection`; 0 for any
 * @statuses: bits `1 << FbStatus`; 0 for any
 * @only_open: leave out what waits for nobody
 * @only_unread: leave out what was read
 * @document: a `FbDocumentFilter`
 * @from: leave out what is older, by the fax's own time in microseconds since 1970 UTC; 0 for none
 * @until: leave out what is of that time or newer; 0 for none
 * @number: the other side's number, as fb_number_normalize() makes it; "" for any
 * @search: words that are searched for, as fb_search_query_new() takes them; "" for none
 *
 * Which faxes are wanted. A plain value: copy it freely.
 */
typedef struct
{
  guint directions;
  guint statuses;
  gboolean only_open;
  gboolean only_unread;
  int document;
  gint64 from;
  gint64 until;
  char number[FB_FAX_NUMBER_SIZE];
  char search[FB_SEARCH_SIZE];
} FbFaxFilter;

#define FB_FAX_FILTER_ALL ((FbFaxFilter){ 0 })

/* The same as fb_fax_filter_matches() and fb_fax_filter_matches_number(), for the database: ?1 to
 * ?8 are the filter's fields. The words are not looked at. */
#define FB_FAX_FILTER_SQL                                                                          \
  "(?1 = 0 OR (?1 >> direction) & 1) AND (?2 = 0 OR (?2 >> status) & 1) "                          \
  "AND (NOT ?3 OR is_open = 1) AND (NOT ?4 OR NOT is_read) "                                       \
  "AND (?5 = 0 OR has_document = (?5 = 1)) "                                                       \
  "AND (?6 = 0 OR " FB_FAX_TIME_SQL " >= ?6) AND (?7 = 0 OR " FB_FAX_TIME_SQL " < ?7) "            \
  "AND (?8 = '' OR number = ?8)"

gboolean fb_fax_filter_is_valid (const FbFaxFilter *filter);
gboolean fb_fax_filter_equal (const FbFaxFilter *a, const FbFaxFilter *b);
gboolean fb_fax_filter_matches (const FbFaxFilter *filter, const FbFaxEntry *entry);
gboolean fb_fax_filter_matches_number (const FbFaxFilter *filter, FbFax *fax);

G_END_DECLS
