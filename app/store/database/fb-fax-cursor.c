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
  gint64 last_id;
};

static gboolean
open_snapshot (FbFaxCursor *self, const char *folder, GError **error)
{
  gint64 schema;

  self->database = fb_database_open_for_reading (folder, error);
  if (self->database == NULL || !fb_database_run (self->database, "BEGIN", error) ||
      !fb_database_get_schema (self->database, &schema, error))
    return FALSE;
  if (schema == 0)
    return TRUE;
  self->query = fb_fax_query_new (self->database, folder, error);
  return self->query != NULL;
}

/**
 * fb_fax_cursor_new:
 * @folder: a data folder
 * @error: (optional): where to say why not
 *
 * A folder in which nothing was ever kept has no faxes; that is no error.
 *
 * Returns: (transfer full) (nullable): a cursor before the oldest fax
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
 * fb_fax_cursor_next:
 * @cursor: a cursor
 * @error: (optional): where to say what failed
 *
 * Returns: (transfer full) (nullable): the next fax; %NULL at the end, without @error
 */
FbFax *
fb_fax_cursor_next (FbFaxCursor *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->query == NULL)
    return NULL;
  FbFax *fax = fb_fax_query_get_next (self->query, self->last_id, error);
  if (fax != NULL)
    self->last_id = fb_fax_get_id (fax);
  return fax;
}
