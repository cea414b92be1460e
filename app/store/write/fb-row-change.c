/* fb-row-change.c
 *
 * Rows that somebody changes together: marks as read or unread, or says to be done, open again, or
 * noted. However many they are, they go into the database some at a time, each part in a
 * transaction of its own, so that a delivery never waits for more than one part.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-row-change.h"

struct _FbRowChange
{
  GArray *ids;
  guint n_committed;
  guint n_run;
  FbDeskRecord *record; /* NULL to mark them */
  gboolean is_read;
  GArray *changed_ids;
  GTask *task;
};

static FbRowChange *
new_change (GArray *ids, GTask *task)
{
  FbRowChange *self = g_new0 (FbRowChange, 1);

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
  FbRowChange *self = new_change (ids, task);

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
  FbRowChange *self = new_change (ids, task);

  self->record = record;
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
  g_object_unref (self->task);
  g_free (self);
}

static gboolean
run_for (FbRowChange *self, FbDeskRecorder *recorder, gint64 id, FbChanges *changes, GError **error)
{
  gboolean is_changed;

  if (self->record == NULL)
    return fb_desk_recorder_mark (recorder, id, self->is_read, changes, error);
  if (!fb_desk_recorder_record (recorder, id, self->record, changes, &is_changed, error))
    return FALSE;
  if (is_changed)
    g_array_append_val (self->changed_ids, id);
  return TRUE;
}

/**
 * fb_row_change_run:
 * @change: a change
 * @recorder: what to write with, inside a transaction
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
                   FbDeskRecorder *recorder,
                   guint n_rows,
                   FbChanges *changes,
                   GError **error)
{
  const guint end = MIN (self->n_committed + n_rows, self->ids->len);

  for (self->n_run = self->n_committed; self->n_run < end; self->n_run++)
    if (!run_for (self, recorder, g_array_index (self->ids, gint64, self->n_run), changes, error))
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
  else if (self->record == NULL)
    g_task_return_boolean (self->task, TRUE);
  else
    g_task_return_pointer (self->task, g_array_ref (self->changed_ids),
                           (GDestroyNotify) g_array_unref);
}
