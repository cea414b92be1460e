/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "fb-direction.h"
#include "fb-status.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_COUNTS (fb_fax_counts_get_type ())

/* In a filter: any direction, any status. */
#define FB_DIRECTION_ANY (-1)
#define FB_STATUS_ANY    (-1)

/**
 * FbFaxCounts:
 * @total: faxes by direction and status
 * @unread: those of them that are unread
 * @open: those of them that wait for somebody to deal with them
 * @tests: those that this desk has sent to itself, which are in none of the others
 * @open_since: since when the longest of these waits, microseconds since 1970 UTC; 0 if none waits
 *
 * How many faxes there are of each kind, at one moment. A plain value: copy it freely.
 */
typedef struct
{
  guint total[FB_N_DIRECTIONS][FB_N_STATUSES];
  guint unread[FB_N_DIRECTIONS][FB_N_STATUSES];
  guint open[FB_N_DIRECTIONS][FB_N_STATUSES];
  guint tests;
  gint64 open_since;
} FbFaxCounts;

GType fb_fax_counts_get_type (void) G_GNUC_CONST;

FbFaxCounts *fb_fax_counts_copy (const FbFaxCounts *counts);
void fb_fax_counts_free (FbFaxCounts *counts);
guint fb_fax_counts_get_total (const FbFaxCounts *counts, int direction, int status);
guint fb_fax_counts_get_unread (const FbFaxCounts *counts, int direction, int status);
guint fb_fax_counts_get_open (const FbFaxCounts *counts, int direction, int status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbFaxCounts, fb_fax_counts_free)

G_END_DECLS
