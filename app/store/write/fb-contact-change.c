/* fb-contact-change.c
 *
 * Numbers that somebody names together: one, or all of an address book. However many they are, they
 * go into the database some at a time, as rows do (see fb-row-change.c).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-contact-change.h"

struct _FbContactChange
{
  GPtrArray *contacts;
  gboolean replaces;
  guint n_committed;
  guint n_run;
  FbContactCounts committed;
  FbContactCounts run;
  GTask *task;
};

/**
 * fb_contact_change_new:
 * @contacts: (transfer full) (element-type FbContact): numbers and their names
 * @replaces: whether they count also where a number has another name already
 * @task: (transfer full): returns a #FbContactCounts, to be freed with g_free()
 *
 * Returns: (transfer full): the change
 */
FbContactChange *
fb_contact_change_new (GPtrArray *contacts, gboolean replaces, GTask *task)
{
  FbContactChange *self = g_new0 (FbContactChange, 1);

  self->contacts = contacts;
  self->replaces = replaces;
  self->task = task;
  return self;
}

/**
 * fb_contact_change_free:
 * @change: (transfer full): a change that was replied to
 *
 * Frees it.
 */
void
fb_contact_change_free (FbContactChange *self)
{
  g_ptr_array_unref (self->contacts);
  g_clear_object (&self->task);
  g_free (self);
}

static void
count (FbContactCounts *counts, FbContactOutcome outcome)
{
  switch (outcome)
    {
    case FB_CONTACT_CHANGED:
      counts->n_changed++;
      break;
    case FB_CONTACT_KEPT:
      counts->n_kept++;
      break;
    case FB_CONTACT_UNCHANGED:
    default:
      counts->n_unchanged++;
    }
}

/**
 * fb_contact_change_run:
 * @change: a change
 * @recorder: what to write with, inside a transaction
 * @n_contacts: how many numbers at most
 * @changes: gets those that this changes
 * @error: (optional): return location for an error; then the transaction must be rolled back
 *
 * Names the next numbers.
 *
 * Returns: whether it worked
 */
gboolean
fb_contact_change_run (FbContactChange *self,
                       FbContactRecorder *recorder,
                       guint n_contacts,
                       FbChanges *changes,
                       GError **error)
{
  const guint end = MIN (self->n_committed + n_contacts, self->contacts->len);
  FbContactOutcome outcome;

  self->run = self->committed;
  for (self->n_run = self->n_committed; self->n_run < end; self->n_run++)
    {
      FbContact *contact = g_ptr_array_index (self->contacts, self->n_run);
      if (!fb_contact_recorder_record (recorder, contact, self->replaces, changes, &outcome, error))
        return FALSE;
      count (&self->run, outcome);
    }
  return TRUE;
}

/**
 * fb_contact_change_advance:
 * @change: a change of which a part was run and committed
 *
 * Returns: whether there is more to run
 */
gboolean
fb_contact_change_advance (FbContactChange *self)
{
  self->n_committed = self->n_run;
  self->committed = self->run;
  return self->n_committed < self->contacts->len;
}

/**
 * fb_contact_change_reply:
 * @change: a change that is kept, or can't be
 * @error: (nullable) (transfer full): why not
 *
 * Returns its task, in the context in which that was made.
 */
void
fb_contact_change_reply (FbContactChange *self, GError *error)
{
  if (error != NULL)
    g_task_return_error (self->task, error);
  else
    g_task_return_pointer (self->task, g_memdup2 (&self->committed, sizeof self->committed),
                           g_free);
}
