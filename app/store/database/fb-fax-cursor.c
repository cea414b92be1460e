/* fb-fax-cursor.c
 *
 * A walk through all the faxes that a data folder holds, in one snapshot, whoever writes meanwhile:
 * what the export reads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-cursor.h"

#include "fb-database.h"
#include "fb-fax-query.h"

struct _FbFaxCursor
{
  FbDatabase *database;
  FbFaxQuery *query;
  guint n_faxes;
  gboolean is_at_end;
};

static gboolean
open_snapshot (FbFaxCursor *self, const char *folder, GError **error)
{
  FbFaxCounts counts;
  gint64 schema;

  self->database = fb_database_open_for_reading (folder, error);
  if (self->database == NULL || !fb_database_run (self->database, "BEGIN", error) ||
      !fb_database_get_schema (self->database, &schema, error))
    return FALSE;
  if (schema == 0)
    return TRUE;
  self->query = fb_fax_query_new (self->database, folder, error);
  if (self->query == NULL || !fb_fax_query_count (self->query, &counts, error))
    return FALSE;
  self->n_faxes = fb_fax_counts_get_total (&counts, FB_DIRECTION_ANY, FB_STATUS_ANY);
  return TRUE;
}

/**
 * fb_fax_cursor_new:
 * @folder: a data folder
 * @error: (optional): return location for an error
 *
 * A folder in which nothing was ever kept has no faxes; that is no error.
 *
 * Returns: (transfer full) (nullable): a cursor before the newest fax
 */
FbFaxCursor *
fb_fax_cursor_new (const char *folder, GError **error)
{
  g_autofree char *database = g_build_filename (folder, FB_DATABASE_NAME, NULL);
  g_autoptr (FbFaxCursor) self = g_new0 (FbFaxCursor, 1);

  if (g_file_test (database, G_FILE_TEST_EXISTS) && !open_snapshot (self, folder, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_fax_cursor_free:
 * @cursor: (nullable): a cursor
 *
 * Frees it, and closes its connection.
 */
void
fb_fax_cursor_free (FbFaxCursor *self)
{
  if (self == NULL)
    return;
  fb_fax_query_free (self->query);
  fb_database_close (self->database);
  g_free (self);
}

/**
 * fb_fax_cursor_get_n_faxes:
 * @cursor: a cursor
 *
 * Returns: how many faxes it walks through in all
 */
guint
fb_fax_cursor_get_n_faxes (FbFaxCursor *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_faxes;
}

/**
 * fb_fax_cursor_next:
 * @cursor: a cursor
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable): the next fax; %NULL at the end, without @error
 */
FbFax *
fb_fax_cursor_next (FbFaxCursor *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->query == NULL || self->is_at_end)
    return NULL;
  FbFax *fax = fb_fax_query_next_of_all (self->query, error);
  self->is_at_end = fax == NULL;
  return fax;
}
