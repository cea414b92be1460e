/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-desk-action.h"
#include "fb-event.h"

G_BEGIN_DECLS

#define FB_TYPE_HISTORY_ENTRY (fb_history_entry_get_type ())

/**
 * FbHistoryEntry:
 * @received_at: when it came or was done, microseconds since 1970 UTC
 * @is_desk: whether somebody at this desk did it
 * @is_fetched: whether the fax's document was fetched then, which is neither
 * @event: (nullable): of a delivery: what it said, and by which road it came; %NULL where that
 * can't be understood, or is lost
 * @action: of the desk's: what was done
 * @who: (nullable): of the desk's: by whom
 * @note: (nullable): of the desk's: what was noted
 *
 * One thing that happened to a fax. Filled once by who makes it; nobody changes it after that, so
 * it may be handed from thread to thread.
 */
typedef struct
{
  gint64 received_at;
  gboolean is_desk;
  gboolean is_fetched;
  FbEvent *event;
  FbDeskAction action;
  char *who;
  char *note;
} FbHistoryEntry;

GType fb_history_entry_get_type (void) G_GNUC_CONST;

FbHistoryEntry *fb_history_entry_new_delivery (FbEvent *event, gint64 received_at);
FbHistoryEntry *fb_history_entry_new_desk (FbDeskAction action,
                                           const char *who,
                                           const char *note,
                                           gint64 received_at);
FbHistoryEntry *fb_history_entry_new_fetched (gint64 received_at);
FbHistoryEntry *fb_history_entry_ref (FbHistoryEntry *entry);
void fb_history_entry_unref (FbHistoryEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbHistoryEntry, fb_history_entry_unref)

G_END_DECLS
