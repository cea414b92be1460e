/* fb-salvage.c
 *
 * What can still be read of a damaged database is copied into a fresh one, row by row. Damage is
 * local: a page that can't be read hides the rows in it and no others. So each table is read from
 * its beginning up to the damage and from its end down to it, and the gap is halved until nothing
 * in it can be read.
 *
 * The first page says where everything else is. Where it is the one that is damaged, a copy of the
 * file gets that of the fresh database, which lays out the same tables in the same order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-salvage.h"

#include "fb-event.h"
#include "fb-older-faxes.h"
#include "fb-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define GRAFT_NAME "faxbell.db.graft"
#define PAGE_SIZE  4096

/* In the header: https://sqlite.org/fileformat2.html#the_database_header */
#define OFFSET_OF_PAGE_COUNT 28

/* Reads that fail; each takes some microseconds. A gap may be wide where ids are damaged, too. */
#define MAX_FAILURES 5000

/* What others refer to comes first. */
static const char *const tables[] = { "event", "fax", "attachment", "contact" };

typedef struct
{
  FbStatement *upwards;
  FbStatement *downwards;
  FbStatement *insert;
  guint n_failures;
} Salvage;

/* Rows */

/* A row that the fresh table won't have is none. */
static void
copy_row (Salvage *self, FbStatement *row)
{
  for (int i = 0; i < sqlite3_column_count (row); i++)
    sqlite3_bind_value (self->insert, i + 1, sqlite3_column_value (row, i));
  fb_statement_run (self->insert, NULL);
  sqlite3_clear_bindings (self->insert);
}

/* Copies rows between two ids, both excluded, until one can't be read. @last is the last that could
 * be. */
static gboolean
copy_rows (Salvage *self, FbStatement *rows, gint64 low, gint64 high, gint64 *last)
{
  gboolean goes_up = rows == self->upwards;
  gboolean has_row = FALSE;

  sqlite3_bind_int64 (rows, 1, low);
  sqlite3_bind_int64 (rows, 2, high);
  *last = goes_up ? low : high;
  while (fb_statement_step (rows, &has_row, NULL) && has_row)
    {
      gint64 id = sqlite3_column_int64 (rows, 0);
      /* Out of order: the page that it is on is a stranger. */
      if (goes_up ? id <= *last || id >= high : id >= *last || id <= low)
        break;
      copy_row (self, rows);
      *last = id;
    }
  gboolean is_whole = !has_row && sqlite3_errcode (sqlite3_db_handle (rows)) == SQLITE_DONE;
  sqlite3_reset (rows);
  return is_whole;
}

static void
copy_range (Salvage *self, gint64 low, gint64 high)
{
  if (high - low < 2 || self->n_failures >= MAX_FAILURES)
    return;
  if (copy_rows (self, self->upwards, low, high, &low) ||
      copy_rows (self, self->downwards, low, high, &high))
    return;
  self->n_failures++;
  if (high - low <= 2)
    return;
  gint64 middle = low + (high - low) / 2;
  copy_range (self, low, middle + 1);
  copy_range (self, middle, high);
}

/* By the names of the columns that the damaged table has: it may be of an older schema. */
static char *
make_insert (FbStatement *rows, const char *table)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new (NULL);

  for (int i = 0; i < sqlite3_column_count (rows); i++)
    {
      g_string_append_printf (names, "%s\"%s\"", i > 0 ? ", " : "", sqlite3_column_name (rows, i));
      g_string_append (values, i > 0 ? ", ?" : "?");
    }
  return g_strdup_printf ("INSERT OR IGNORE INTO %s (%s) VALUES (%s)", table, names->str,
                          values->str);
}

static void
copy_table (FbDatabase *damaged, FbDatabase *fresh, const char *table)
{
  static const char range[] = "SELECT * FROM %s NOT INDEXED WHERE id > ?1 AND id < ?2 ORDER BY id";
  g_autofree char *upwards_sql = g_strdup_printf (range, table);
  g_autofree char *downwards_sql = g_strconcat (upwards_sql, " DESC", NULL);
  g_autoptr (FbStatement) upwards = fb_database_prepare (damaged, upwards_sql, NULL);
  g_autoptr (FbStatement) downwards = fb_database_prepare (damaged, downwards_sql, NULL);
  if (upwards == NULL || downwards == NULL)
    return;

  g_autofree char *insert_sql = make_insert (upwards, table);
  g_autoptr (FbStatement) insert = fb_database_prepare (fresh, insert_sql, NULL);
  if (insert == NULL)
    return;
  Salvage self = { upwards, downwards, insert, 0 };
  copy_range (&self, 0, G_MAXINT64);
}

/* Opening what is damaged */

static gboolean
can_be_read (FbDatabase *database)
{
  return database != NULL &&
         fb_database_run (database, "SELECT count(*) FROM sqlite_schema WHERE name = 'fax'", NULL);
}

static gboolean
copy_file (const char *folder, const char *from, const char *to, GError **error)
{
  g_autofree char *from_path = g_build_filename (folder, from, NULL);
  g_autofree char *to_path = g_build_filename (folder, to, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from_path);
  g_autoptr (GFile) target = g_file_new_for_path (to_path);
  g_autoptr (GError) local_error = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL,
                   NULL, NULL, &local_error) ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
graft_first_page (const char *folder, const char *fresh_name, GError **error)
{
  g_autofree char *fresh_path = g_build_filename (folder, fresh_name, NULL);
  g_autofree char *graft_path = g_build_filename (folder, GRAFT_NAME, NULL);
  guint8 page[PAGE_SIZE];
  struct stat fresh_status;
  struct stat status;
  int fresh_fd = open (fresh_path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  int graft_fd = open (graft_path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);

  gboolean is_read = fresh_fd >= 0 && graft_fd >= 0 && fstat (graft_fd, &status) == 0 &&
                     fstat (fresh_fd, &fresh_status) == 0 &&
                     pread (fresh_fd, page, PAGE_SIZE, 0) == PAGE_SIZE;
  /* Indexes that the damaged one does not have yet would be beyond its end. */
  const off_t size = is_read ? MAX (status.st_size, fresh_status.st_size) : 0;
  if (is_read)
    {
      guint32 n_pages = GUINT32_TO_BE ((guint32) (size / PAGE_SIZE));
      memcpy (page + OFFSET_OF_PAGE_COUNT, &n_pages, sizeof n_pages);
    }
  gboolean is_written = is_read && ftruncate (graft_fd, size) == 0 &&
                        pwrite (graft_fd, page, PAGE_SIZE, 0) == PAGE_SIZE;
  int saved_errno = errno;
  if (fresh_fd >= 0)
    close (fresh_fd);
  if (graft_fd >= 0)
    close (graft_fd);
  return is_written || fb_store_fail (saved_errno, "mend the damaged database", error);
}

static void
remove_graft (const char *folder)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (GRAFT_NAME, suffixes[i], NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
}

static FbDatabase *
open_graft (const char *folder, const char *fresh_name)
{
  g_autoptr (GError) error = NULL;

  if (copy_file (folder, FB_DATABASE_NAME, GRAFT_NAME, &error) &&
      copy_file (folder, FB_DATABASE_NAME "-wal", GRAFT_NAME "-wal", &error) &&
      graft_first_page (folder, fresh_name, &error))
    return fb_database_open_file_for_reading (folder, GRAFT_NAME, NULL);
  g_message ("The damaged database could not be mended: %s", error->message);
  return NULL;
}

/* 4 is FB_ROAD_TEST. What was lost leaves others that refer to it. Documents without a fax are
 * found in the folder. Which faxes have one is looked for anew. */
#define MEND                                                                                       \
  "INSERT OR IGNORE INTO event (id, message_id, kind, road, received_at, digest) "                 \
  "  SELECT event_id, message_id, kind, CASE WHEN is_test = 1 THEN 4 ELSE 0 END, received_at, "    \
  "CAST ('lost ' || event_id AS BLOB) "                                                            \
  "  FROM fax WHERE event_id NOT IN (SELECT id FROM event);"                                       \
  "DELETE FROM attachment WHERE fax_id NOT IN (SELECT id FROM fax) "                               \
  "  OR path LIKE '/%' OR path LIKE '%..%';"                                                       \
  "UPDATE attachment SET pages = NULL WHERE pages < -1;"                                           \
  "UPDATE attachment SET rotation = 0 WHERE rotation NOT IN (0, 90, 180, 270);"                    \
  "UPDATE attachment SET is_inverted = 0 WHERE is_inverted NOT IN (0, 1);"                         \
  "UPDATE fax SET is_test = message_id GLOB '" FB_TEST_PREFIX "*' AND EXISTS "                     \
  "  (SELECT 1 FROM event WHERE message_id = fax.message_id AND road = 4) "                        \
  "  WHERE is_test NOT IN (0, 1);"                                                                 \
  "UPDATE fax SET is_open = 1 WHERE is_open NOT IN (0, 1);"                                        \
  "UPDATE fax SET alert_kind = 0 WHERE alert_kind NOT BETWEEN 0 AND 5;"                            \
  "UPDATE fax SET has_document = NULL;"

/**
 * fb_salvage:
 * @folder: the data folder, with a damaged database in it, or none
 * @fresh: an empty database of the newest schema, in no transaction
 * @fresh_name: how that is called
 * @error: (optional): why the fresh one could not be written
 *
 * That nothing could be read is no error.
 *
 * Returns: whether all that could be read is in @fresh
 */
gboolean
fb_salvage (const char *folder, FbDatabase *fresh, const char *fresh_name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FB_DATABASE_NAME, NULL);
  g_autoptr (FbDatabase) damaged = fb_database_open_for_reading (folder, NULL);

  if (!can_be_read (damaged) && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_clear_pointer (&damaged, fb_database_close);
      damaged = open_graft (folder, fresh_name);
    }
  gboolean is_begun = fb_database_run (fresh, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error);
  for (guint i = 0; is_begun && damaged != NULL && i < G_N_ELEMENTS (tables); i++)
    copy_table (damaged, fresh, tables[i]);
  gboolean is_kept = is_begun && fb_database_run (fresh, MEND, error) &&
                     fb_older_faxes_fill_desk (fresh, error) &&
                     fb_older_faxes_fill_fetch (fresh, error) &&
                     fb_database_run (fresh, "COMMIT; PRAGMA foreign_keys = ON", error);

  g_clear_pointer (&damaged, fb_database_close);
  remove_graft (folder);
  return is_kept;
}
