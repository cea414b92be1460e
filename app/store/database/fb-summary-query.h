/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"

G_BEGIN_DECLS

/**
 * FbStoreSummary:
 * @last_received: when the newest fax from outside came in, microseconds since 1970 UTC; 0 if none
 *   did
 * @n_due: documents that are to be fetched now
 * @n_later: documents that are to be fetched later
 * @n_without_key: documents that can't be fetched before there is another API key
 * @free_space: what is free on the disk, in bytes
 * @spare_space: what must stay free on it, in bytes
 *
 * What can be said of the store in numbers. A plain value.
 */
typedef struct
{
  gint64 last_received;
  guint n_due;
  guint n_later;
  guint n_without_key;
  guint64 free_space;
  guint64 spare_space;
} FbStoreSummary;

gboolean
fb_summary_query_read (FbDatabase *database, gint64 time, FbStoreSummary *summary, GError **error);

G_END_DECLS
