/* fb-stray-documents.c
 *
 * Documents that no row refers to, after rows were lost. Each says by its name what it is (see
 * fb-document-name.c): that makes a row again, of which little more is known than that the document
 * is there. Whatever Documo says of the fax later adds to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-stray-documents.h"

#include "fb-document.h"
#include "fb-recorder.h"
#include "fb-sha256.h"
#include "fb-store-error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_SIZE  (64 * 1024)
#define UNREADABLE "unreadable"

/* Of a document's content: the part that distinguishes names; see fb-document-folder.c. */
#define SHA256_IN_NAME 16

typedef gboolean (*FileFunc) (const char *relative_path, gpointer user_data, GError **error);

typedef struct
{
  FbDatabase *database;
  FbStatement *find;
  FbRecorder *recorder;
  FbChanges *changes;
  const char *folder;
} Search;

/* Folders */

/* Calls @func for each file under a folder, deeper ones first. */
static gboolean
each_file (const char *folder,
           const char *relative_path,
           FileFunc func,
           gpointer user_data,
           GError **error)
{
  g_autofree char *path = g_build_filename (folder, relative_path, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (relative_path, name, NULL);
      g_autofree char *child_path = g_build_filename (folder, child, NULL);
      struct stat status;

      if (lstat (child_path, &status) != 0)
        continue;
      if (S_ISDIR (status.st_mode) && !each_file (folder, child, func, user_data, error))
        return FALSE;
      if (S_ISREG (status.st_mode) && !func (child, user_data, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
stop_at_first (const char *relative_path, gpointer user_data, GError **error)
{
  return FALSE;
}

/**
 * fb_stray_documents_exist:
 * @folder: the data folder
 *
 * Returns: whether there are documents, or deliveries that could not be understood
 */
gboolean
fb_stray_documents_exist (const char *folder)
{
  return !each_file (folder, "faxes", stop_at_first, NULL, NULL) ||
         !each_file (folder, UNREADABLE, stop_at_first, NULL, NULL);
}

/* Names */

static gint64
parse_day (const char *text)
{
  g_autofree char *noon = g_strconcat (text, "T12:00:00", NULL);
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (noon, here);

  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC : 0;
}

/* That a fax is a test is said twice: by its name, and by a word that stands before the direction.
 */
static gboolean
is_test (char **words, guint n_words, guint next)
{
  return next + 2 < n_words && g_str_equal (words[next], FB_DOCUMENT_TEST_WORD) &&
         fb_direction_from_string (words[next + 1]) != FB_DIRECTION_UNKNOWN &&
         g_str_has_prefix (words[n_words - 1], FB_TEST_PREFIX);
}

/* "2026-11-24 inbound +18332394039 d7afa15d-… 0123456789abcdef": day, direction, number, message
 * id, part of the content's SHA-256; only the day and the id are always there, and "test" after the
 * day of a test. */
static FbEvent *
parse_name (const char *stem, const char *sha256)
{
  g_auto (GStrv) words = g_strsplit (stem, " ", -1);
  guint n_words = g_strv_length (words);
  guint next = 0;
  g_autoptr (FbEvent) event = fb_event_new (FB_EVENT_FAX);

  if (n_words > 1 && strlen (words[n_words - 1]) == SHA256_IN_NAME &&
      strncmp (words[n_words - 1], sha256, SHA256_IN_NAME) == 0)
    n_words--;
  if (n_words > 1)
    event->created_at = parse_day (words[next++]);
  if (is_test (words, n_words, next))
    {
      event->road = FB_ROAD_TEST;
      next++;
    }
  if (next + 1 < n_words)
    event->direction = fb_direction_from_string (words[next]);
  if (event->direction != FB_DIRECTION_UNKNOWN)
    next++;
  if (next + 1 < n_words && event->direction == FB_DIRECTION_INBOUND)
    event->caller_id = g_strdup (words[next]);
  else if (next + 1 < n_words)
    event->fax_number = g_strdup (words[next]);
  if (n_words == 0 || !g_utf8_validate (words[n_words - 1], -1, NULL))
    return NULL;
  event->message_id = g_strdup (words[n_words - 1]);
  return g_steal_pointer (&event);
}

/* Deliveries */

/**
 * fb_stray_document_read:
 * @folder: the data folder
 * @relative_path: where a document should be
 * @received_at: (out): since when it is there, microseconds since 1970 UTC
 *
 * Reads it whole. It blocks.
 *
 * Returns: (transfer full) (nullable): the document, if it is there
 */
FbStoredDocument *
fb_stray_document_read (const char *folder, const char *relative_path, gint64 *received_at)
{
  g_autofree char *path = g_build_filename (folder, relative_path, NULL);
  g_autofree guint8 *buffer = g_malloc (READ_SIZE);
  g_autoptr (FbSha256) hash = fb_sha256_new ();
  const char *media_type = NULL;
  struct stat status;
  gssize length;

  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return NULL;
  while ((length = read (fd, buffer, READ_SIZE)) > 0)
    {
      if (media_type == NULL)
        media_type = fb_media_type_from_content (buffer, (gsize) length);
      fb_sha256_update (hash, buffer, (gsize) length);
    }
  gboolean is_read = length == 0 && media_type != NULL && fstat (fd, &status) == 0;
  close (fd);
  if (!is_read)
    return NULL;

  FbStoredDocument *stored = g_new0 (FbStoredDocument, 1);
  stored->path = g_strdup (relative_path);
  stored->media_type =
    g_str_has_prefix (relative_path, UNREADABLE) ? FB_MEDIA_TYPE_UNKNOWN : media_type;
  stored->size = (guint64) status.st_size;
  stored->sha256 = fb_sha256_dup_hex (hash);
  *received_at = status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
  return stored;
}

/* There is nothing of the event itself to tell it by; and it may be found a second time, when it
 * was lost a second time, which is another event. */
static GBytes *
make_digest (const char *relative_path)
{
  g_autofree char *text =
    g_strdup_printf ("found at %" G_GINT64_FORMAT ": %s", g_get_real_time (), relative_path);

  return g_bytes_new (text, strlen (text));
}

static FbDelivery *
make_delivery (const char *relative_path, FbStoredDocument *stored, gint64 received_at)
{
  g_autofree char *stem = g_path_get_basename (relative_path);
  char *dot = strrchr (stem, '.');

  if (dot != NULL)
    *dot = '\0';
  g_autoptr (FbEvent) event = parse_name (stem, stored->sha256);
  if (event == NULL)
    return NULL;
  if (g_str_has_prefix (event->message_id, "unreadable-"))
    {
      event->kind = FB_EVENT_UNREADABLE;
      event->status = FB_STATUS_UNREADABLE;
    }
  FbDelivery *delivery = fb_delivery_new (event, NULL, NULL, NULL);
  delivery->message_id = g_strdup (event->message_id);
  delivery->received_at = received_at;
  delivery->is_found = TRUE;
  delivery->digest = make_digest (relative_path);
  g_ptr_array_add (delivery->stored, stored);
  return delivery;
}

static gboolean
is_known (Search *self, const char *relative_path, gboolean *is_known, GError **error)
{
  fb_statement_bind_text (self->find, 1, relative_path);
  if (!fb_statement_step (self->find, is_known, error))
    return FALSE;
  sqlite3_reset (self->find);
  return TRUE;
}

static gboolean
record_if_stray (const char *relative_path, gpointer user_data, GError **error)
{
  Search *self = user_data;
  gint64 received_at;
  gboolean has_row;

  /* We write no others. */
  if (!g_utf8_validate (relative_path, -1, NULL))
    return TRUE;
  if (!is_known (self, relative_path, &has_row, error))
    return FALSE;
  if (has_row)
    return TRUE;
  FbStoredDocument *stored = fb_stray_document_read (self->folder, relative_path, &received_at);
  if (stored == NULL)
    return TRUE;
  g_autoptr (FbDelivery) delivery = make_delivery (relative_path, stored, received_at);
  return delivery == NULL || fb_recorder_keep (self->recorder, delivery, self->changes, error);
}

/**
 * fb_stray_documents_record:
 * @database: the connection that writes, in a transaction
 * @folder: the data folder
 * @error: (optional): return location for an error
 *
 * Gives each document that no row refers to a row, or a place in the row of its fax.
 *
 * Returns: whether it worked
 */
gboolean
fb_stray_documents_record (FbDatabase *database, const char *folder, GError **error)
{
  static const FbFaxCounts none;
  g_autoptr (FbChanges) changes = fb_changes_new (&none);
  g_autoptr (FbFaxQuery) query = fb_fax_query_new (database, folder, error);
  if (query == NULL)
    return FALSE;
  g_autoptr (FbRecorder) recorder = fb_recorder_new (database, query, folder, error);
  if (recorder == NULL)
    return FALSE;
  g_autoptr (FbStatement) find =
    fb_database_prepare (database, "SELECT 1 FROM attachment WHERE path = ?1", error);
  if (find == NULL)
    return FALSE;

  Search self = { database, find, recorder, changes, folder };
  return each_file (folder, "faxes", record_if_stray, &self, error) &&
         each_file (folder, UNREADABLE, record_if_stray, &self, error);
}
