/* fb-older-faxes.c
 *
 * What a row of an older schema says in the columns that it has not: at the upgrade, after the rows
 * of a damaged database were copied, and for who reads an older database without changing it (see
 * fb-fax-query.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-older-faxes.h"

#include "fb-event.h"
#include "fb-number.h"

static const char *
get_text (sqlite3_value *value)
{
  return (const char *) sqlite3_value_text (value);
}

/* faxbell_number (direction, fax_number, caller_id, csid): the other side's number, normalized. */
static void
get_number (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);

  event->direction = (FbDirection) sqlite3_value_int (values[0]);
  event->fax_number = g_strdup (get_text (values[1]));
  event->caller_id = g_strdup (get_text (values[2]));
  event->csid = g_strdup (get_text (values[3]));
  g_autofree char *number = fb_event_dup_number (event);
  char *normalized = fb_number_normalize (number);
  if (normalized != NULL)
    sqlite3_result_text (context, normalized, -1, g_free);
}

/**
 * fb_older_faxes_fill_desk:
 * @database: the connection that writes, in a transaction
 * @error: (optional): return location for an error
 *
 * Decides, of each row that is older than schema 3, what the columns say that it has brought.
 *
 * Returns: whether it worked
 */
gboolean
fb_older_faxes_fill_desk (FbDatabase *database, GError **error)
{
  static const char fill[] =
    "UPDATE fax SET "
    "is_open = coalesce (is_open, " FB_OLDER_FAX_IS_OPEN "), "
    "opened_at = CASE WHEN is_open IS NULL THEN " FB_OLDER_FAX_OPENED_AT " ELSE opened_at END, "
    "has_document = coalesce (has_document, " FB_OLDER_FAX_HAS_DOCUMENT "), "
    "number = coalesce (number, faxbell_number (direction, fax_number, caller_id, csid)) "
    "WHERE is_open IS NULL OR has_document IS NULL OR number IS NULL";
  int result = sqlite3_create_function_v2 (database, "faxbell_number", 4,
                                           SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                           NULL, get_number, NULL, NULL, NULL);

  return (result == SQLITE_OK || fb_database_fail (database, result, error)) &&
         fb_database_run (database, fill, error);
}

/**
 * fb_older_faxes_fill_fetch:
 * @database: the connection that writes, in a transaction
 * @error: (optional): return location for an error
 *
 * Decides, of each row, whether a document is to be fetched, which is not known of those older than
 * schema 4, and of others may not be true any more. What is known beyond that stays.
 *
 * Returns: whether it worked
 */
gboolean
fb_older_faxes_fill_fetch (FbDatabase *database, GError **error)
{
  return fb_database_run (database,
                          "UPDATE fax SET fetch_state = CASE WHEN NOT " FB_FAX_LACKS_DOCUMENT
                          " THEN 0 WHEN fetch_state IN (1, 3) THEN fetch_state ELSE 2 END "
                          "WHERE fetch_state <> 0 OR " FB_FAX_LACKS_DOCUMENT,
                          error);
}
