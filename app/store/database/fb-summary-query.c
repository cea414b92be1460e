/* fb-summary-query.c
 *
 * What the database says in numbers: when the last fax came, and how many documents are missing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-summary-query.h"

#include "fb-direction.h"
#include "fb-event.h"
#include "fb-fetch-status.h"

/* Rows are in the order in which they came. The plus keeps SQLite from an index by which it would
 * have to sort all inbound faxes: measured with a million, 1.1 s in place of 0.02 ms. */
#define LAST_RECEIVED                                                                              \
  "SELECT received_at FROM fax WHERE +direction = ?1 AND kind = ?2 "                               \
  "AND NOT is_test ORDER BY id DESC LIMIT 1"

/* It reads the index fax_to_fetch alone, whose condition it has to the letter. */
#define COUNT_MISSING                                                                              \
  "SELECT fetch_state, fetch_at > ?1, count(*) FROM fax WHERE fetch_state IN (1, 2) GROUP BY 1, 2"

static gboolean
read_last_received (FbDatabase *database, FbStoreSummary *summary, GError **error)
{
  g_autoptr (FbStatement) statement = fb_database_prepare (database, LAST_RECEIVED, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int (statement, 1, FB_DIRECTION_INBOUND);
  sqlite3_bind_int (statement, 2, FB_EVENT_FAX);
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  summary->last_received = has_row ? MAX (sqlite3_column_int64 (statement, 0), 0) : 0;
  return TRUE;
}

static void
add_missing (FbStatement *statement, FbStoreSummary *summary)
{
  const guint n = (guint) CLAMP (sqlite3_column_int64 (statement, 2), 0, G_MAXINT);

  if (sqlite3_column_int (statement, 0) == FB_FETCH_WITHOUT_KEY)
    summary->n_without_key += n;
  else if (sqlite3_column_int (statement, 1))
    summary->n_later += n;
  else
    summary->n_due += n;
}

static gboolean
count_missing (FbDatabase *database, gint64 time, FbStoreSummary *summary, GError **error)
{
  g_autoptr (FbStatement) statement = fb_database_prepare (database, COUNT_MISSING, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, time);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      add_missing (statement, summary);
    }
  return FALSE;
}

/**
 * fb_summary_query_read:
 * @database: what to read on
 * @time: now, microseconds since 1970 UTC
 * @summary: (out): what it says; nothing of the disk
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_summary_query_read (FbDatabase *database, gint64 time, FbStoreSummary *summary, GError **error)
{
  *summary = (FbStoreSummary){ 0 };
  return read_last_received (database, summary, error) &&
         count_missing (database, time, summary, error);
}
