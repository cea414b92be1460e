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

#include "fb-search-index.h"
#include "fb-search-source.h"
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

struct _FbIndexedStore
{
  char *folder;
  FbSearchSource *source; /* nullable */
  FbSearchIndex *index;   /* nullable: while there can't be one */
  gboolean is_behind;     /* whether not all that was committed is in it */
};

/* The store */

static gboolean
open_store (FbIndexedStore *self, GError **error)
{
  if (self->source == NULL)
    self->source = fb_search_source_open (self->folder, error);
  return self->source != NULL;
}

static void
close_store (FbIndexedStore *self)
{
  g_clear_pointer (&self->source, fb_search_source_close);
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
  FbSearchPosition event;
  gboolean has_event;

  *belongs = position->event_id == 0;
  if (*belongs)
    return TRUE;
  if (!fb_search_source_read_event (self->source, position->event_id, &event, &has_event, error))
    return FALSE;
  *belongs = has_event && memcmp (event.digest, position->digest, sizeof event.digest) == 0;
  return TRUE;
}

/* One that knows of no event is empty, and begins with what there is now: what comes from then on
 * has events. */
static gboolean
begin_index (FbIndexedStore *self, GError **error)
{
  FbSearchPosition position = { .first_id = G_MAXINT64 };

  if (!fb_search_source_read_last_event (self->source, &position, error))
    return FALSE;
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

/* What goes wrong with the index is no error of the store: it is made again, or done without. */
static gboolean
settle (FbIndexedStore *self, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;

  if (fb_search_source_is_damaged (self->source))
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
  g_autoptr (FbFax) fax = NULL;

  if (!fb_search_source_read_fax (self->source, id, &fax, error))
    return FALSE;
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

  if (!fb_search_source_read_changed (self->source, &position, FILL_STEP, ids, error))
    return FALSE;
  if (position.event_id != event_id)
    {
      *is_done = FALSE;
      return fill_within_transaction (self, &position, ids, error);
    }
  *is_done = only_changed || position.first_id == 0;
  if (*is_done)
    return TRUE;
  if (!fb_search_source_read_older (self->source, position.first_id, FILL_STEP, ids, error))
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
  for (guint i = 0; i < ids->len; i++)
    {
      const gint64 id = g_array_index (ids, gint64, i);
      g_autoptr (FbFax) fax = NULL;

      if (!fb_search_source_read_fax (self->source, id, &fax, error))
        return FALSE;
      if (fax != NULL && fb_search_query_matches (step->query, fax))
        g_array_append_val (step->ids, id);
    }
  return TRUE;
}

static gboolean
scan (FbIndexedStore *self, FbSearchStep *step, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!fb_search_source_read_older (self->source, step->before, SCAN_STEP, ids, error) ||
      !check_faxes (self, ids, step, error))
    return FALSE;
  step->before = ids->len < SCAN_STEP ? 0 : g_array_index (ids, gint64, ids->len - 1);
  return TRUE;
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

  if (!fb_search_source_read_of_number (self->source, number, step->before, SCAN_STEP, ids,
                                        error) ||
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

      if (!fb_search_source_find_contact (self->source, step->query, &step->contact, &number,
                                          error))
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

  if (before == G_MAXINT64 &&
      !fb_search_source_read_message_ids (self->source, step->query, step->ids, error))
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
