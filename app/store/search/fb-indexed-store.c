/* fb-indexed-store.c
 *
 * A store and its search index together. The index is filled after commits, from the events that
 * have come since (every change of what a search looks at has one), and at first from the newest
 * fax to the oldest.
 *
 * What isn't in the index yet is searched in the store itself, fax by fax. So all is found at any
 * time, also while the index is made, and where there can't be one, only slower. The index is never
 * trusted to belong to this store: it says which event it has read last, and the store must have
 * that event.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-indexed-store.h"

#include <string.h>
#include <sys/statvfs.h>

#include "fb-fax-query.h"
#include "fb-search-index.h"
#include "fb-search-text.h"
#include "fb-store-error.h"

/* So many faxes are put into the index at once: about 8 ms. */
#define FILL_STEP 256

/* So many faxes are looked at in a step of a search: about 10 ms in the index, and in the store. */
#define FIND_STEP 20000
#define SCAN_STEP 512

/* A search first waits for so much of what has just come. More is searched again a moment later. */
#define MAX_CATCH_UP_STEPS 8

/* The index never takes the room that faxes need. */
#define SPARE_SPACE (G_GUINT64_CONSTANT (512) * 1024 * 1024)

/* No more faxes have a message id with the same beginning that somebody has typed. */
#define MAX_MESSAGE_IDS 1000

typedef enum
{
  STATEMENT_EVENT_DIGEST,
  STATEMENT_LAST_EVENT,
  STATEMENT_CHANGED,
  STATEMENT_OLDER,
  STATEMENT_MESSAGE_IDS,
  STATEMENT_CONTACTS,
  STATEMENT_OF_NUMBER,
  N_STATEMENTS,
} StatementId;

static const char *const statements_sql[N_STATEMENTS] = {
  [STATEMENT_EVENT_DIGEST] = "SELECT id, digest FROM event WHERE id = ?1",
  [STATEMENT_LAST_EVENT] = "SELECT id, digest FROM event ORDER BY id DESC LIMIT 1",
  [STATEMENT_CHANGED] =
    "SELECT event.id, digest, fax.id FROM event LEFT JOIN fax USING (message_id) "
    "WHERE event.id > ?1 ORDER BY event.id LIMIT ?2",
  [STATEMENT_OLDER] = "SELECT id FROM fax WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
  [STATEMENT_MESSAGE_IDS] =
    "SELECT id FROM fax WHERE (message_id >= ?1 AND message_id < ?1 || char (0x10ffff)) "
    "OR (message_id >= ?2 AND message_id < ?2 || char (0x10ffff)) "
    "OR (message_id >= ?3 AND message_id < ?3 || char (0x10ffff)) LIMIT ?4",
  [STATEMENT_CONTACTS] =
    "SELECT id, number, name FROM contact WHERE id >= ?1 AND name IS NOT NULL ORDER BY id",
  [STATEMENT_OF_NUMBER] =
    "SELECT id FROM fax WHERE number = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3",
};

struct _FbIndexedStore
{
  char *folder;
  FbDatabase *database;
  FbFaxQuery *query;
  FbStatement *statements[N_STATEMENTS];
  FbSearchIndex *index; /* nullable: while there can't be one */
  gboolean is_behind;   /* whether not all that was committed is in it */
};

/* The store */

static gboolean
open_store (FbIndexedStore *self, GError **error)
{
  if (self->database != NULL)
    return TRUE;
  self->database = fb_database_open_for_reading (self->folder, error);
  if (self->database == NULL)
    return FALSE;
  self->query = fb_fax_query_new (self->database, self->folder, error);
  return self->query != NULL && fb_database_prepare_all (self->database, statements_sql,
                                                         self->statements, N_STATEMENTS, error);
}

static void
close_store (FbIndexedStore *self)
{
  fb_statements_free (self->statements, N_STATEMENTS);
  memset (self->statements, 0, sizeof self->statements);
  g_clear_pointer (&self->query, fb_fax_query_free);
  g_clear_pointer (&self->database, fb_database_close);
}

static void
read_digest (FbStatement *statement, FbSearchPosition *position)
{
  memset (position->digest, 0, sizeof position->digest);
  position->event_id = sqlite3_column_int64 (statement, 0);
  if (sqlite3_column_bytes (statement, 1) == FB_SEARCH_DIGEST_SIZE)
    memcpy (position->digest, sqlite3_column_blob (statement, 1), FB_SEARCH_DIGEST_SIZE);
}

/* The index */

static void
drop_index (FbIndexedStore *self)
{
  g_clear_pointer (&self->index, fb_search_index_close);
  fb_search_index_remove (self->folder);
}

/* Where a store has no events yet, anything may follow an index without any. */
static gboolean
belongs_to_store (FbIndexedStore *self, gboolean *belongs, GError **error)
{
  const FbSearchPosition *position = fb_search_index_get_position (self->index);
  FbStatement *statement = self->statements[STATEMENT_EVENT_DIGEST];
  FbSearchPosition event;
  gboolean has_row;

  *belongs = position->event_id == 0;
  if (*belongs)
    return TRUE;
  sqlite3_bind_int64 (statement, 1, position->event_id);
  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  read_digest (statement, &event);
  sqlite3_reset (statement);
  *belongs = memcmp (event.digest, position->digest, sizeof event.digest) == 0;
  return TRUE;
}

/* One that knows of no event is empty, and begins with what there is now: what comes from then on
 * has events. */
static gboolean
begin_index (FbIndexedStore *self, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_LAST_EVENT];
  FbSearchPosition position = { .first_id = G_MAXINT64 };
  gboolean has_row;

  if (!fb_statement_step (statement, &has_row, error))
    return FALSE;
  if (has_row)
    read_digest (statement, &position);
  sqlite3_reset (statement);
  return fb_search_index_begin (self->index, error) &&
         fb_search_index_commit (self->index, &position, error);
}

static gboolean
open_index (FbIndexedStore *self, GError **error)
{
  gboolean belongs;

  if (self->index != NULL)
    return TRUE;
  self->index = fb_search_index_open (self->folder, error);
  if (self->index == NULL || !belongs_to_store (self, &belongs, error))
    return FALSE;
  if (!belongs)
    {
      drop_index (self);
      self->index = fb_search_index_open (self->folder, error);
      if (self->index == NULL)
        return FALSE;
    }
  return fb_search_index_get_position (self->index)->event_id != 0 || begin_index (self, error);
}

/* Whether it was the store, and not the index, that the last error came from. */
static gboolean
is_store_damaged (FbIndexedStore *self)
{
  const int code = self->database != NULL ? sqlite3_errcode (self->database) : SQLITE_OK;

  return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/* What goes wrong with the index is no error of the store: it is made again, or done without. */
static gboolean
settle (FbIndexedStore *self, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;

  if (is_store_damaged (self))
    {
      close_store (self);
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  g_message ("The search index can't be used: %s", failure->message);
  if (g_error_matches (failure, FB_STORE_ERROR, FB_STORE_ERROR_CORRUPT))
    drop_index (self);
  else
    g_clear_pointer (&self->index, fb_search_index_close);
  return TRUE;
}

/* Filling */

static gboolean
put_fax (FbIndexedStore *self, gint64 id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (FbFax) fax = fb_fax_query_get (self->query, id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (fax == NULL)
    return TRUE;
  g_autofree char *text = fb_fax_dup_search_text (fax);
  return fb_search_index_put (self->index, id, text, error);
}

static gboolean
put_faxes (FbIndexedStore *self, const GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!put_fax (self, g_array_index (ids, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* Reads the faxes that events have come for since @position, and moves it on. */
static gboolean
read_changed (FbIndexedStore *self, FbSearchPosition *position, GArray *ids, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_CHANGED];
  gboolean has_row;

  sqlite3_bind_int64 (statement, 1, position->event_id);
  sqlite3_bind_int (statement, 2, FILL_STEP);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      read_digest (statement, position);
      const gint64 id = sqlite3_column_int64 (statement, 2);
      if (id != 0)
        g_array_append_val (ids, id);
    }
  return FALSE;
}

static gboolean
read_older (FbIndexedStore *self, gint64 before, guint n_faxes, GArray *ids, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_OLDER];
  gboolean has_row;

  sqlite3_bind_int64 (statement, 1, before);
  sqlite3_bind_int64 (statement, 2, n_faxes);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      const gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return FALSE;
}

static gboolean
fill_within_transaction (FbIndexedStore *self,
                         const FbSearchPosition *position,
                         GArray *ids,
                         GError **error)
{
  if (!fb_search_index_begin (self->index, error))
    return FALSE;
  if (put_faxes (self, ids, error) && fb_search_index_commit (self->index, position, error))
    return TRUE;
  fb_search_index_roll_back (self->index);
  return FALSE;
}

/* What has come comes first, then what was there. */
static gboolean
fill (FbIndexedStore *self, gboolean only_changed, gboolean *is_done, GError **error)
{
  FbSearchPosition position = *fb_search_index_get_position (self->index);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  const gint64 event_id = position.event_id;

  if (!read_changed (self, &position, ids, error))
    return FALSE;
  if (position.event_id != event_id)
    {
      *is_done = FALSE;
      return fill_within_transaction (self, &position, ids, error);
    }
  *is_done = only_changed || position.first_id == 0;
  if (*is_done)
    return TRUE;
  if (!read_older (self, position.first_id, FILL_STEP, ids, error))
    return FALSE;
  position.first_id = ids->len < FILL_STEP ? 0 : g_array_index (ids, gint64, ids->len - 1);
  return fill_within_transaction (self, &position, ids, error);
}

static gboolean
has_room (FbIndexedStore *self)
{
  struct statvfs status;

  return statvfs (self->folder, &status) == 0 &&
         (guint64) status.f_bavail * status.f_frsize > SPARE_SPACE;
}

/* Searching */

/* Looks at the faxes themselves. */
static gboolean
check_faxes (FbIndexedStore *self, const GArray *ids, FbSearchStep *step, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      const gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (FbFax) fax = fb_fax_query_get (self->query, id, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (fax != NULL && fb_search_query_matches (step->query, fax))
        g_array_append_val (step->ids, id);
    }
  return TRUE;
}

static gboolean
scan (FbIndexedStore *self, FbSearchStep *step, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!read_older (self, step->before, SCAN_STEP, ids, error) ||
      !check_faxes (self, ids, step, error))
    return FALSE;
  step->before = ids->len < SCAN_STEP ? 0 : g_array_index (ids, gint64, ids->len - 1);
  return TRUE;
}

/* Contacts */

/* The next contact whose name has some word: sets @number to %NULL after the last one. */
static gboolean
find_contact (FbIndexedStore *self, FbSearchStep *step, char **number, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_CONTACTS];
  gboolean has_row;

  *number = NULL;
  sqlite3_bind_int64 (statement, 1, step->contact);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      g_autofree char *name =
        fb_name_dup_search_text ((const char *) sqlite3_column_text (statement, 2));
      if (!fb_search_query_matches_some (step->query, name))
        continue;
      step->contact = sqlite3_column_int64 (statement, 0);
      *number = g_strdup ((const char *) sqlite3_column_text (statement, 1));
      sqlite3_reset (statement);
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_of_number (FbIndexedStore *self,
                const char *number,
                gint64 before,
                GArray *ids,
                GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_OF_NUMBER];
  gboolean has_row;

  fb_statement_bind_text (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, before);
  sqlite3_bind_int64 (statement, 3, SCAN_STEP);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      const gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
  return FALSE;
}

/* Some of the faxes of a number; moves the step on. */
static gboolean
find_of_number (FbIndexedStore *self,
                const char *number,
                FbSearchStep *step,
                guint *n_faxes,
                GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!read_of_number (self, number, step->before, ids, error) ||
      !check_faxes (self, ids, step, error))
    return FALSE;
  *n_faxes = ids->len;
  step->before = ids->len == SCAN_STEP ? g_array_index (ids, gint64, ids->len - 1) : G_MAXINT64;
  if (step->before == G_MAXINT64)
    step->contact++;
  return TRUE;
}

/* The faxes of numbers whose name, as it was given here, has some word. A name counts as much as a
 * fax. */
static gboolean
find_by_contact (FbIndexedStore *self, FbSearchStep *step, GError **error)
{
  for (guint n_seen = 0; n_seen < SCAN_STEP; n_seen++)
    {
      g_autofree char *number = NULL;
      guint n_faxes;

      if (!find_contact (self, step, &number, error))
        return FALSE;
      if (number == NULL)
        {
          step->before = 0;
          return TRUE;
        }
      if (!find_of_number (self, number, step, &n_faxes, error))
        return FALSE;
      n_seen += n_faxes;
    }
  return TRUE;
}

static gboolean
find_message_ids (FbIndexedStore *self, FbSearchStep *step, GError **error)
{
  FbStatement *statement = self->statements[STATEMENT_MESSAGE_IDS];
  const char *const *forms = fb_search_query_get_message_id_forms (step->query);
  gboolean has_row;

  if (forms == NULL)
    return TRUE;
  for (int i = 0; i < FB_SEARCH_ID_FORMS; i++)
    fb_statement_bind_text (statement, i + 1, forms[i]);
  sqlite3_bind_int (statement, FB_SEARCH_ID_FORMS + 1, MAX_MESSAGE_IDS);
  while (fb_statement_step (statement, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      const gint64 id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (step->ids, id);
    }
  return FALSE;
}

/* Puts what has just come into the index, so that it is found there. */
static gboolean
catch_up (FbIndexedStore *self, GError **error)
{
  self->is_behind = TRUE;
  for (guint i = 0; self->is_behind && i < MAX_CATCH_UP_STEPS; i++)
    {
      gboolean is_done;
      if (!fill (self, TRUE, &is_done, error))
        return FALSE;
      self->is_behind = !is_done;
    }
  return TRUE;
}

/* Looks in the index, as far as it goes. */
static gboolean
find_in_index (FbIndexedStore *self,
               FbSearchStep *step,
               GCancellable *cancellable,
               gboolean *is_found,
               GError **error)
{
  const gboolean is_first = step->before == G_MAXINT64;

  if (!open_index (self, error) || (is_first && has_room (self) && !catch_up (self, error)))
    return FALSE;
  const gint64 first_id = fb_search_index_get_position (self->index)->first_id;
  if (step->before <= first_id)
    return TRUE;

  FbDatabase *database = fb_search_index_get_database (self->index);
  fb_database_watch (database, cancellable);
  *is_found =
    fb_search_index_find (self->index, step->query, &step->before, FIND_STEP, step->ids, error);
  fb_database_watch (database, NULL);
  if (!*is_found)
    return FALSE;
  /* What is older is searched in the store. */
  step->before = MAX (step->before, first_id);
  step->is_current = !self->is_behind;
  return TRUE;
}

/* By what faxes have themselves. */
static gboolean
find_by_text (FbIndexedStore *self, FbSearchStep *step, GCancellable *cancellable, GError **error)
{
  const gint64 before = step->before;
  gboolean is_found = FALSE;
  GError *failure = NULL;

  if (before == G_MAXINT64 && !find_message_ids (self, step, error))
    return FALSE;
  if (!find_in_index (self, step, cancellable, &is_found, &failure) &&
      !settle (self, failure, error))
    return FALSE;
  if (is_found)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  step->before = before;
  return scan (self, step, error);
}

static gboolean
take_step (FbIndexedStore *self, FbSearchStep *step, GCancellable *cancellable, GError **error)
{
  step->is_current = TRUE;
  if (step->contact > 0)
    return find_by_contact (self, step, error);
  if (!find_by_text (self, step, cancellable, error))
    return FALSE;
  if (step->before == 0)
    {
      step->contact = 1;
      step->before = G_MAXINT64;
    }
  return TRUE;
}

/**
 * fb_indexed_store_new:
 * @folder: the data folder, with a database in it
 *
 * Opens nothing yet.
 *
 * Returns: (transfer full): the store and its index
 */
FbIndexedStore *
fb_indexed_store_new (const char *folder)
{
  FbIndexedStore *self = g_new0 (FbIndexedStore, 1);

  self->folder = g_strdup (folder);
  return self;
}

/**
 * fb_indexed_store_free:
 * @store: (nullable): a store and its index
 */
void
fb_indexed_store_free (FbIndexedStore *self)
{
  if (self == NULL)
    return;
  fb_search_index_close (self->index);
  close_store (self);
  g_free (self->folder);
  g_free (self);
}

/**
 * fb_indexed_store_fill:
 * @store: a store and its index
 * @is_done: (out): whether there is nothing left to be put into the index, or can't be for now
 * @error: return location for an error of the store, `FB_STORE_ERROR_CORRUPT` if it is damaged
 *
 * Puts some faxes into the index.
 *
 * Returns: whether the store could be read
 */
gboolean
fb_indexed_store_fill (FbIndexedStore *self, gboolean *is_done, GError **error)
{
  GError *failure = NULL;

  *is_done = TRUE;
  if (!has_room (self))
    return TRUE;
  if (!open_store (self, error))
    {
      close_store (self);
      return FALSE;
    }
  if (open_index (self, &failure) && fill (self, FALSE, is_done, &failure))
    return TRUE;
  *is_done = TRUE;
  return settle (self, failure, error);
}

/**
 * fb_indexed_store_find:
 * @store: a store and its index
 * @step: a step of a search, which is taken
 * @cancellable: (nullable): interrupts it
 * @error: return location for an error of the store, `FB_STORE_ERROR_CORRUPT` if it is damaged
 *
 * Returns: whether it worked
 */
gboolean
fb_indexed_store_find (FbIndexedStore *self,
                       FbSearchStep *step,
                       GCancellable *cancellable,
                       GError **error)
{
  if (open_store (self, error) && take_step (self, step, cancellable, error))
    return TRUE;
  close_store (self);
  return FALSE;
}
