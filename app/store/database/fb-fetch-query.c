/* fb-fetch-query.c
 *
 * Which documents Documo is to be asked for, and when. Each query reads the index fax_to_fetch, and
 * no more of it than it returns.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fetch-query.h"

/* To the letter as the index has it: FB_FETCH_WAITING and FB_FETCH_WITHOUT_KEY. Of the latter, too,
 * it may be known only from Documo's next answer that there is a better key. */
#define IS_WAITING "fetch_state IN (1, 2)"

/* The newest first: however much there is to be made up for, a new fax doesn't wait for it. */
#define LIST_DUE                                                                                   \
  "SELECT message_id, fetch_attempts FROM fax WHERE " IS_WAITING " AND fetch_at <= ?1 "            \
  "ORDER BY fetch_at DESC, id DESC LIMIT ?2"
#define FIND_NEXT                                                                                  \
  "SELECT fetch_at FROM fax WHERE " IS_WAITING " AND fetch_at > ?1 ORDER BY fetch_at LIMIT 1"
#define COUNT_DUE                                                                                  \
  "SELECT count(*) FROM (SELECT id FROM fax WHERE " IS_WAITING " AND fetch_state = 1 "             \
  "AND fetch_at <= ?1 ORDER BY fetch_at DESC, id DESC LIMIT ?2)"

/* Of rows that are changed together, only those that this changes; the index says all of it. */
#define LIST_WAITING                                                                               \
  "SELECT id FROM fax WHERE " IS_WAITING " AND fetch_state = 1 AND fetch_at < ?1 "                 \
  "ORDER BY fetch_at DESC, id DESC"
#define LIST_LATER                                                                                 \
  "SELECT id FROM fax WHERE " IS_WAITING " AND fetch_state = 1 AND fetch_at > ?1 "                 \
  "ORDER BY fetch_at DESC, id DESC"
#define LIST_LATER_AND_WITHOUT_KEY                                                                 \
  "SELECT id FROM fax WHERE " IS_WAITING " AND (fetch_state = 2 OR fetch_at > ?1) "                \
  "ORDER BY fetch_at DESC, id DESC"

/**
 * fb_due_fetch_free:
 * @due: (transfer full): a document that was due
 *
 * Frees it.
 */
void
fb_due_fetch_free (FbDueFetch *due)
{
  g_free (due->message_id);
  g_free (due);
}

static gboolean
find_next (FbDatabase *database, gint64 time, gint64 *next_due, GError **error)
{
  g_autoptr (FbStatement) statement = fb_database_prepare (database, FIND_NEXT, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, time);
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  *next_due = has_row ? sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

/* What came in was valid; a damaged database may say anything. */
static FbDueFetch *
read_due (FbStatement *statement)
{
  FbDueFetch *due = g_new0 (FbDueFetch, 1);

  due->message_id = g_utf8_make_valid ((const char *) sqlite3_column_text (statement, 0), -1);
  due->n_attempts = (guint) CLAMP (sqlite3_column_int64 (statement, 1), 0, G_MAXINT);
  return due;
}

/**
 * fb_fetch_query_list_due:
 * @database: what to read on
 * @time: now, microseconds since 1970 UTC
 * @n_documents: how many to list at most
 * @next_due: (out): when the first that is not due yet will be; 0 if there is none
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type FbDueFetch): documents that are due, those
 * first that have been so for the shortest time
 */
GPtrArray *
fb_fetch_query_list_due (FbDatabase *database,
                         gint64 time,
                         guint n_documents,
                         gint64 *next_due,
                         GError **error)
{
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fb_due_fetch_free);
  g_autoptr (FbStatement) statement = fb_database_prepare (database, LIST_DUE, error);
  gboolean has_row;

  if (statement == NULL || !find_next (database, time, next_due, error))
    return NULL;
  sqlite3_bind_int64 (statement, 1, time);
  sqlite3_bind_int64 (statement, 2, n_documents);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&documents);
      g_ptr_array_add (documents, read_due (statement));
    }
  return NULL;
}

/**
 * fb_fetch_query_count_due:
 * @database: what to read on
 * @time: now, microseconds since 1970 UTC
 * @max: where to stop
 * @n_due: (out): how many documents are due that wait to be fetched, with an API key; @max if they
 *   are more
 * @error: (optional): return location for an error
 *
 * Returns: whether it worked
 */
gboolean
fb_fetch_query_count_due (FbDatabase *database,
                          gint64 time,
                          guint max,
                          guint *n_due,
                          GError **error)
{
  g_autoptr (FbStatement) statement = fb_database_prepare (database, COUNT_DUE, error);
  gboolean has_row;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, time);
  sqlite3_bind_int64 (statement, 2, max);
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  *n_due = has_row ? (guint) sqlite3_column_int64 (statement, 0) : 0;
  return TRUE;
}

static GArray *
list_ids (FbDatabase *database, const char *sql, gint64 time, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (FbStatement) statement = fb_database_prepare (database, sql, error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, time);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&ids);
      gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return NULL;
}

/**
 * fb_fetch_query_list_waiting:
 * @database: what to read on
 * @before: microseconds since 1970 UTC
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the numbers of all rows whose document
 *   waits to be fetched, with an API key, and is due before then; those first that are due last
 */
GArray *
fb_fetch_query_list_waiting (FbDatabase *database, gint64 before, GError **error)
{
  return list_ids (database, LIST_WAITING, before, error);
}

/**
 * fb_fetch_query_list_later:
 * @database: what to read on
 * @time: microseconds since 1970 UTC
 * @can_fetch: whether there is an API key: then also what is to be fetched without one
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the numbers of all rows whose document
 *   waits and is not due at @time; those first that are due last
 */
GArray *
fb_fetch_query_list_later (FbDatabase *database, gint64 time, gboolean can_fetch, GError **error)
{
  return list_ids (database, can_fetch ? LIST_LATER_AND_WITHOUT_KEY : LIST_LATER, time, error);
}
