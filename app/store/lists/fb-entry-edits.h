/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-entry.h"

G_BEGIN_DECLS

/**
 * FbEntryEdit:
 * @entry: what to remove or to add: in a sorted array of entries it is a place
 * @is_added: whether it is added
 *
 * A row of a list that comes or goes.
 */
typedef struct
{
  FbFaxEntry entry;
  gboolean is_added;
} FbEntryEdit;

/**
 * FbEntryRun:
 * @start: where it begins among the entries as they are
 * @n_removed: how many of them go
 * @first_edit: the first of its edits
 * @n_edits: how many they are; those that add take the place of what goes
 *
 * Edits of neighbours.
 */
typedef struct
{
  guint start;
  guint n_removed;
  guint first_edit;
  guint n_edits;
} FbEntryRun;

void fb_entry_edits_add (GArray *edits, const FbFaxEntry *entry, gboolean is_added);
GArray *fb_entry_edits_find_runs (GArray *edits, const GArray *entries);
void fb_entry_edits_append_added (GArray *entries, const GArray *edits, const FbEntryRun *run);

G_END_DECLS
