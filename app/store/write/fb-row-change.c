/* fb-row-change.c
 *
 * Rows that somebody changes together: marks as read or unread, or says to be done, open again, or
 * noted; or whose document is to be fetched at another time, or could not be, or was looked into.
 * However many they are, they go into the database some at a time, each part in a transaction of
 * its own, so that a delivery never waits for more than one part.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-row-change.h"

typedef enum
{
  CHANGE_MARK,
  CHANGE_RECORD,
  CHANGE_MAKE_DUE,
  CHANGE_MAKE_ONE_DUE,
  CHANGE_PUT_OFF,
  CHANGE_NEED_KEY,
  CHANGE_FAIL_FETCH,
  CHANGE_PAGES,
  CHANGE_VIEW,
} ChangeKind;

struct _FbRowChange
{
  ChangeKind kind;
  GArray *ids;
  char *message_id; /* of the only row, which is looked for when it is changed */
  guint n_committed;
  guint n_run;
  FbDeskRecord *record;
  gboolean is_read;
  FbFetchStatus fetch;
  char *sha256; /* of a document */
  int n_pages;
  guint rotation;
  gboolean is_inverted;
  GArray *changed_ids;
  GTask *task;
};

static FbRowChange *
new_change (ChangeKind kind, GArray *ids, GTask *task)
{
  FbRowChange *self = g_new0 (FbRowChange, 1);

  self->kind = kind;
  self->ids = ids;
  self->changed_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->task = task;
  return self;
}

/**
 * fb_row_change_new_mark:
 * @ids: (transfer full) (element-type gint64): rows' numbers
 * @is_read: whether they count as read from now on
 * @task: (transfer full): returns a boolean
 *
 * Returns: (transfer full): the change
 */
FbRowChange *
fb_row_change_new_mark (GArray *ids, gboolean is_read, GTask *task)
{
  FbRowChange *self = new_change (CHANGE_MARK, ids, task);

  self->is_read = is_read;
  return self;
}

/**
 * fb_row_change_new_record:
 * @ids: (transfer full) (element-type gint64): rows' numbers
 * @record: (transfer full): what somebody has done with these faxes
 * @task: (transfer full): returns a #GArray with the numbers of those that this has changed
 *
 * Returns: (transfer full): the change
 */
FbRowChange *
fb_row_change_new_record (GArray *ids, FbDeskRecord *record, GTask *task)
{
  FbRowChange *self = new_change (CHANGE_RECORD, ids, task);

  self->record = record;
  return self;
}

/**
 * fb_row_change_new_make_due:
 * @ids: (transfer full) (element-type gint64): rows' numbers
 * @time: since when their documents are to be due, microseconds since 1970 UTC
 * @task: (transfer full): returns a boolean
 *
 * Returns: (transfer full): the change
 */
FbRowChange *
fb_row_change_new_make_due (GArray *ids, gint64 time, GTask *task)
{
  FbRowChange *self = new_change (CHANGE_MAKE_DUE, ids, task);

  self->fetch.due_at = time;
  return self;
}

static FbRowChange *
new_change_of_one (ChangeKind kind, const char *message_id, GTask *task)
{
  FbRowChange *self = new_change (kind, g_array_new (FALSE, FALSE, sizeof (gint64)), task);

  self->message_id = g_strdup (message_id);
  return self;
}

/**
 * fb_row_change_new_make_one_due:
 * @message_id: a fax whose document somebody asks for
 * @time: since when that is to be due, microseconds since 1970 UTC
 * @task: (transfer full): returns a boolean
 *
 * Returns: (transfer full): the change
 */
FbRowChange *
fb_row_change_new_make_one_due (const char *message_id, gint64 time, GTask *task)
{
  FbRowChange *self = new_change_of_one (CHANGE_MAKE_ONE_DUE, message_id, task);

  self->fetch.due_at = time;
  return self;
}

/**
 * fb_row_change_new_put_off:
 * @ids: (transfer full) (element-type gint64): rows' numbers
 * @until: when those of their documents are to be due that wait to be fetched before, microseconds
 *   since 1970 UTC
 * @task: (transfer full): returns a boolean
 *
 * Returns: (transfer full): the change
 */
FbRowChange *
fb_row_change_new_put_off (GArray *ids, gint64 until, GTask *task)
{
  FbRowChange *self = new_change (CHANGE_PUT_OFF, ids, task);

  self->fetch.due_at = until;
  return self;
}

/**
 * fb_row_change_new_need_key:
 * @ids: (transfer full) (element-type gint64): the numbers of rows whose documents need a key
 * @task: (transfer full): returns a boolean
 *
 * Returns: (transfer full): the change
 */
FbRowChange *
fb_row_change_new_need_key (GArray *ids, GTask *task)
{
  return new_change (CHANGE_NEED_KEY, ids, task);
}

/**
 * fb_row_change_new_fetch_failure:
 * @message_id: a fax
 * @status: what becomes of its document, which could not be fetched
 * @task: (transfer full): returns a boolean
 *
 * Returns: (transfer full): the change
 */
FbRowChange *
fb_row_change_new_fetch_failure (const char *message_id, const FbFetchStatus *status, GTask *task)
{
  FbRowChange *self = new_change_of_one (CHANGE_FAIL_FETCH, message_id, task);

  self->fetch = *status;
  return self;
}

static FbRowChange *
new_document_change (ChangeKind kind, gint64 id, const char *sha256, GTask *task)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (ids, id);
  FbRowChange *self = new_change (kind, ids, task);
  self->sha256 = g_strdup (sha256);
  return self;
}

/**
 * fb_row_change_new_pages:
 * @id: a row's number
 * @sha256: of one of that fax's documents
 * @n_pages: how many pages it has, %FB_PAGES_UNREADABLE or %FB_PAGES_NOT_COUNTED
 * @task: (transfer full): returns a boolean
 *
 * Returns: (transfer full): the change
 */
FbRowChange *
fb_row_change_new_pages (gint64 id, const char *sha256, int n_pages, GTask *task)
{
  FbRowChange *self = new_document_change (CHANGE_PAGES, id, sha256, task);

  self->n_pages = n_pages;
  return self;
}

/**
 * fb_row_change_new_view:
 * @id: a row's number
 * @sha256: of one of that fax's documents
 * @rotation: by how many degrees it is to be seen turned
 * @is_inverted: whether it is to be seen inverted
 * @task: (transfer full): returns a boolean
 *
 * Returns: (transfer full): the change
 */
FbRowChange *
fb_row_change_new_view (gint64 id,
                        const char *sha256,
                        guint rotation,
                        gboolean is_inverted,
                        GTask *task)
{
  FbRowChange *self = new_document_change (CHANGE_VIEW, id, sha256, task);

  self->rotation = rotation;
  self->is_inverted = is_inverted;
  return self;
}

/**
 * fb_row_change_free:
 * @change: (transfer full): a change that was replied to
 *
 * Frees it.
 */
void
fb_row_change_free (FbRowChange *self)
{
  g_array_unref (self->ids);
  g_array_unref (self->changed_ids);
  g_clear_pointer (&self->record, fb_desk_record_free);
  g_clear_object (&self->task);
  g_free (self->message_id);
  g_free (self->sha256);
  g_free (self);
}

static gboolean
record (FbRowChange *self, FbDeskRecorder *recorder, gint64 id, FbChanges *changes, GError **error)
{
  gboolean is_changed;

  if (!fb_desk_recorder_record (recorder, id, self->record, changes, &is_changed, error))
    return FALSE;
  if (is_changed)
    g_array_append_val (self->changed_ids, id);
  return TRUE;
}

static gboolean
run_for (FbRowChange *self,
         const FbRowRecorders *recorders,
         gint64 id,
         FbChanges *changes,
         GError **error)
{
  switch (self->kind)
    {
    case CHANGE_RECORD:
      return record (self, recorders->desk, id, changes, error);
    case CHANGE_MAKE_DUE:
    case CHANGE_MAKE_ONE_DUE:
      return fb_fetch_recorder_make_due (recorders->fetch, id, self->fetch.due_at,
                                         self->kind == CHANGE_MAKE_ONE_DUE, changes, error);
    case CHANGE_PUT_OFF:
      return fb_fetch_recorder_put_off (recorders->fetch, id, self->fetch.due_at, changes, error);
    case CHANGE_NEED_KEY:
      return fb_fetch_recorder_need_key (recorders->fetch, id, changes, error);
    case CHANGE_FAIL_FETCH:
      return fb_fetch_recorder_fail (recorders->fetch, id, &self->fetch, changes, error);
    case CHANGE_PAGES:
      return fb_page_recorder_set_pages (recorders->pages, id, self->sha256, self->n_pages, changes,
                                         error);
    case CHANGE_VIEW:
      return fb_page_recorder_set_view (recorders->pages, id, self->sha256, self->rotation,
                                        self->is_inverted, changes, error);
    case CHANGE_MARK:
    default:
      return fb_desk_recorder_mark (recorders->desk, id, self->is_read, changes, error);
    }
}

/* There may be no such row. */
static gboolean
find_row (FbRowChange *self, FbFetchRecorder *recorder, GError **error)
{
  gint64 id;

  if (self->message_id == NULL)
    return TRUE;
  if (!fb_fetch_recorder_find (recorder, self->message_id, &id, error))
    return FALSE;
  if (id != 0)
    g_array_append_val (self->ids, id);
  g_clear_pointer (&self->message_id, g_free);
  return TRUE;
}

/**
 * fb_row_change_run:
 * @change: a change
 * @recorders: what to write with, inside a transaction
 * @n_rows: how many rows at most
 * @changes: gets the rows that this changes
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Changes the next rows.
 *
 * Returns: whether it worked
 */
gboolean
fb_row_change_run (FbRowChange *self,
                   const FbRowRecorders *recorders,
                   guint n_rows,
                   FbChanges *changes,
                   GError **error)
{
  if (!find_row (self, recorders->fetch, error))
    return FALSE;

  const guint end = MIN (self->n_committed + n_rows, self->ids->len);
  for (self->n_run = self->n_committed; self->n_run < end; self->n_run++)
    if (!run_for (self, recorders, g_array_index (self->ids, gint64, self->n_run), changes, error))
      return FALSE;
  return TRUE;
}

/**
 * fb_row_change_advance:
 * @change: a change of which a part was run and committed
 *
 * Returns: whether there is more to run
 */
gboolean
fb_row_change_advance (FbRowChange *self)
{
  self->n_committed = self->n_run;
  return self->n_committed < self->ids->len;
}

/**
 * fb_row_change_reply:
 * @change: a change that is kept, or can't be
 * @error: (nullable) (transfer full): why not
 *
 * Returns its task, in the context in which that was made.
 */
void
fb_row_change_reply (FbRowChange *self, GError *error)
{
  if (error != NULL)
    g_task_return_error (self->task, error);
  else if (self->kind != CHANGE_RECORD)
    g_task_return_boolean (self->task, TRUE);
  else
    g_task_return_pointer (self->task, g_array_ref (self->changed_ids),
                           (GDestroyNotify) g_array_unref);
}
