/* fb-entry-edits.c
 *
 * What changes about a list, put together so that neighbours can be told together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-entry-edits.h"

static int
compare_edits (gconstpointer a, gconstpointer b)
{
  return fb_fax_entry_compare (&((const FbEntryEdit *) a)->entry,
                               &((const FbEntryEdit *) b)->entry);
}

/**
 * fb_entry_edits_add:
 * @edits: (element-type FbEntryEdit): edits
 * @entry: what to remove or to add
 * @is_added: which of the two
 *
 * Adds an edit.
 */
void
fb_entry_edits_add (GArray *edits, const FbFaxEntry *entry, gboolean is_added)
{
  FbEntryEdit edit = { *entry, is_added };

  g_array_append_val (edits, edit);
}

/**
 * fb_entry_edits_find_runs:
 * @edits: (element-type FbEntryEdit): edits, which are sorted by this
 * @entries: (element-type FbFaxEntry): what they are of, oldest first
 *
 * Edits that follow one another without an entry between them are one run.
 *
 * Returns: (transfer full) (element-type FbEntryRun): the runs, oldest first
 */
GArray *
fb_entry_edits_find_runs (GArray *edits, const GArray *entries)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (FbEntryRun));

  g_array_sort (edits, compare_edits);
  for (guint i = 0; i < edits->len; i++)
    {
      const FbEntryEdit *edit = &g_array_index (edits, FbEntryEdit, i);
      const guint index = fb_fax_entries_find (entries, &edit->entry);
      FbEntryRun *last = runs->len > 0 ? &g_array_index (runs, FbEntryRun, runs->len - 1) : NULL;

      if (last == NULL || index != last->start + last->n_removed)
        {
          FbEntryRun run = { index, 0, i, 0 };
          g_array_append_val (runs, run);
          last = &g_array_index (runs, FbEntryRun, runs->len - 1);
        }
      last->n_edits++;
      if (!edit->is_added && fb_fax_entries_has_at (entries, index, &edit->entry))
        last->n_removed++;
    }
  return runs;
}

/**
 * fb_entry_edits_append_added:
 * @entries: (element-type FbFaxEntry): entries
 * @edits: (element-type FbEntryEdit): edits
 * @run: those of them that count
 *
 * Appends what they add.
 */
void
fb_entry_edits_append_added (GArray *entries, const GArray *edits, const FbEntryRun *run)
{
  for (guint i = 0; i < run->n_edits; i++)
    {
      const FbEntryEdit *edit = &g_array_index (edits, FbEntryEdit, run->first_edit + i);
      if (edit->is_added)
        g_array_append_val (entries, edit->entry);
    }
}
