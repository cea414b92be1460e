/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"

G_BEGIN_DECLS

/**
 * FbFaxEntry:
 * @time: the fax's own time, microseconds since 1970 UTC: what lists are ordered by
 * @id: the row's number, which orders faxes of the same time
 * @direction: a `FbDirection`
 * @status: a `FbStatus`
 * @is_unread: whether it is unread
 * @is_open: whether it waits for somebody to deal with it
 * @has_document: whether a document of it is here that can be opened
 *
 * What a list has to know of a fax that it doesn't show: 16 bytes, so that a million of them fit in
 * memory. A plain value: copy it freely.
 */
typedef struct
{
  gint64 time;
  guint64 id : 48;
  guint64 direction : 3;
  guint64 status : 5;
  guint64 is_unread : 1;
  guint64 is_open : 1;
  guint64 has_document : 1;
} FbFaxEntry;

G_STATIC_ASSERT (sizeof (FbFaxEntry) == 16);

FbFaxEntry fb_fax_entry_for_fax (FbFax *fax);
int fb_fax_entry_compare (const FbFaxEntry *a, const FbFaxEntry *b);
guint fb_fax_entries_find (const GArray *entries, const FbFaxEntry *entry);
gboolean fb_fax_entries_has_at (const GArray *entries, guint position, const FbFaxEntry *entry);

G_END_DECLS
