/* fb-fax-entry.c
 *
 * The order of faxes, and sorted arrays of them. Everything that lists faxes (the window, the
 * tray's menu, the export) has the order that is defined here and, for the database, in
 * fb-fax-query.c.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-fax-entry.h"

/**
 * fb_fax_entry_for_fax:
 * @fax: a loaded fax
 *
 * Returns: its entry
 */
FbFaxEntry
fb_fax_entry_for_fax (FbFax *fax)
{
  return (FbFaxEntry){
    .time = fb_fax_get_time (fax),
    .id = (guint64) fb_fax_get_id (fax),
    .direction = fb_fax_get_direction (fax),
    .status = fb_fax_get_status (fax),
    .is_unread = fb_fax_get_unread (fax) ? 1 : 0,
    .is_open = fb_fax_get_open (fax) ? 1 : 0,
    .has_document = fb_fax_get_document (fax) != NULL ? 1 : 0,
  };
}

/**
 * fb_fax_entry_compare:
 * @a: an entry
 * @b: another one
 *
 * Compares by time, then by id.
 *
 * Returns: less than 0 if @a is older, 0 if both are of one fax, more than 0 if @a is newer
 */
int
fb_fax_entry_compare (const FbFaxEntry *a, const FbFaxEntry *b)
{
  if (a->time != b->time)
    return a->time < b->time ? -1 : 1;
  if (a->id != b->id)
    return a->id < b->id ? -1 : 1;
  return 0;
}

/**
 * fb_fax_entries_find:
 * @entries: (element-type FbFaxEntry): entries, oldest first
 * @entry: an entry
 *
 * Returns: its position, or the one where it would be inserted
 */
guint
fb_fax_entries_find (const GArray *entries, const FbFaxEntry *entry)
{
  guint low = 0;
  guint high = entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (fb_fax_entry_compare (&g_array_index (entries, FbFaxEntry, middle), entry) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * fb_fax_entries_has_at:
 * @entries: (element-type FbFaxEntry): entries, oldest first
 * @position: what fb_fax_entries_find() returned
 * @entry: the entry that it was asked for
 *
 * Returns: whether that entry's fax is there, with whatever state
 */
gboolean
fb_fax_entries_has_at (const GArray *entries, guint position, const FbFaxEntry *entry)
{
  return position < entries->len &&
         fb_fax_entry_compare (&g_array_index (entries, FbFaxEntry, position), entry) == 0;
}
