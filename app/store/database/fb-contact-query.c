/* fb-contact-query.c
 *
 * Reading the names that numbers have here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-contact-query.h"

static const char *
get_text (FbStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement, column);
}

/**
 * fb_contact_query_list:
 * @database: what to read on
 * @error: (optional): return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type FbContact): all numbers that have a name, in
 * the order of their digits
 */
GPtrArray *
fb_contact_query_list (FbDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) contacts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) fb_contact_unref);
  g_autoptr (FbStatement) statement = fb_database_prepare (
    database,
    "SELECT number, name, named_by, named_at FROM contact WHERE name IS NOT NULL ORDER BY number",
    error);
  gboolean has_row;

  if (statement == NULL)
    return NULL;
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&contacts);
      FbContact *contact =
        fb_contact_new (get_text (statement, 0), get_text (statement, 1), get_text (statement, 2),
                        sqlite3_column_int64 (statement, 3));
      /* A damaged database may say anything. */
      if (contact != NULL)
        g_ptr_array_add (contacts, contact);
    }
  return NULL;
}
