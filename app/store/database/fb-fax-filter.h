/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-counts.h"
#include "fb-fax-entry.h"

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

#define FB_FAX_FILTER_ALL ((FbFaxFilter){ FB_DIRECTION_ANY, FB_STATUS_ANY, FALSE })

/* The same as fb_fax_filter_matches(), for the database: ?1, ?2 and ?3 are the filter's fields. */
#define FB_FAX_FILTER_SQL                                                                          \
  "(?1 < 0 OR direction = ?1) AND (?2 < 0 OR status = ?2) AND (NOT ?3 OR NOT is_read)"

gboolean fb_fax_filter_equal (const FbFaxFilter *a, const FbFaxFilter *b);
gboolean fb_fax_filter_matches (const FbFaxFilter *filter, const FbFaxEntry *entry);

G_END_DECLS
