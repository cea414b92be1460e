/* fb-changes.c
 *
 * What the committer tells the main thread: which rows changed, which numbers have another name,
 * what to notify of, how many faxes there are. What was committed one after another can be told
 * together, so that a burst of faxes does not bury the main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-changes.h"

static void
alert_clear (gpointer data)
{
  g_clear_object (&((FbAlert *) data)->fax);
}

/**
 * fb_changes_new:
 * @counts: how many faxes there are
 *
 * Returns: (transfer full): no changes yet
 */
FbChanges *
fb_changes_new (const FbFaxCounts *counts)
{
  FbChanges *self = g_new0 (FbChanges, 1);

  self->counts = *counts;
  self->faxes = g_ptr_array_new_with_free_func (g_object_unref);
  self->alerts = g_array_new (FALSE, FALSE, sizeof (FbAlert));
  g_array_set_clear_func (self->alerts, alert_clear);
  self->contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) fb_contact_unref);
  return self;
}

/**
 * fb_changes_free:
 * @changes: changes
 *
 * Frees them.
 */
void
fb_changes_free (FbChanges *self)
{
  g_ptr_array_unref (self->faxes);
  g_array_unref (self->alerts);
  g_ptr_array_unref (self->contacts);
  g_free (self->damaged_file);
  g_free (self);
}

/* The place of @id, or where it would be. */
static guint
find_place (FbChanges *self, gint64 id)
{
  guint low = 0;
  guint high = self->faxes->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (fb_fax_get_id (g_ptr_array_index (self->faxes, middle)) < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * fb_changes_add_fax:
 * @changes: changes
 * @fax: (transfer full): a row as it is now; takes the place of an older state of it
 */
void
fb_changes_add_fax (FbChanges *self, FbFax *fax)
{
  guint place = find_place (self, fb_fax_get_id (fax));

  if (place < self->faxes->len &&
      fb_fax_get_id (g_ptr_array_index (self->faxes, place)) == fb_fax_get_id (fax))
    {
      g_object_unref (g_ptr_array_index (self->faxes, place));
      g_ptr_array_index (self->faxes, place) = fax;
      return;
    }
  g_ptr_array_insert (self->faxes, (gint) place, fax);
}

/**
 * fb_changes_add_alert:
 * @changes: changes
 * @fax: the fax, as it is now
 * @kind: what to notify of
 *
 * Adds something to notify of.
 */
void
fb_changes_add_alert (FbChanges *self, FbFax *fax, FbAlertKind kind)
{
  FbAlert entry = { g_object_ref (fax), kind };

  g_array_append_val (self->alerts, entry);
}

/**
 * fb_changes_count:
 * @changes: changes
 * @fax: a fax as it is now, or as it was before
 * @change: 1 to count it, -1 to count it no more
 *
 * Changes the counts. A test is in none of them.
 */
void
fb_changes_count (FbChanges *self, FbFax *fax, int change)
{
  const guint direction = fb_fax_get_direction (fax);
  const guint status = fb_fax_get_status (fax);

  if (fb_fax_is_test (fax))
    {
      self->counts.tests += (guint) change;
      return;
    }
  self->counts.total[direction][status] += (guint) change;
  if (fb_fax_get_unread (fax))
    self->counts.unread[direction][status] += (guint) change;
  if (!fb_fax_get_open (fax))
    return;
  self->counts.open[direction][status] += (guint) change;
  self->open_has_changed = TRUE;
}

/**
 * fb_changes_append:
 * @changes: changes that were not emitted yet
 * @later: what has come since
 */
void
fb_changes_append (FbChanges *self, FbChanges *later)
{
  self->counts = later->counts;
  self->has_due_document |= later->has_due_document;
  if (later->waiting_alerts_have_changed)
    {
      self->waiting_alerts_have_changed = TRUE;
      self->next_alert_at = later->next_alert_at;
    }
  if (later->damaged_file != NULL)
    {
      g_free (self->damaged_file);
      self->damaged_file = g_strdup (later->damaged_file);
    }
  for (guint i = 0; i < later->faxes->len; i++)
    fb_changes_add_fax (self, g_object_ref (g_ptr_array_index (later->faxes, i)));
  for (guint i = 0; i < later->alerts->len; i++)
    {
      const FbAlert *entry = &g_array_index (later->alerts, FbAlert, i);
      fb_changes_add_alert (self, entry->fax, entry->kind);
    }
  for (guint i = 0; i < later->contacts->len; i++)
    g_ptr_array_add (self->contacts, fb_contact_ref (g_ptr_array_index (later->contacts, i)));
}
