/* fb-history-entry.c
 *
 * One thing that happened to a fax: a delivery of Documo's, what somebody at this desk did, or that
 * its document was fetched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-history-entry.h"

G_DEFINE_BOXED_TYPE (FbHistoryEntry, fb_history_entry, fb_history_entry_ref, fb_history_entry_unref)

/**
 * fb_history_entry_new_delivery:
 * @event: (nullable) (transfer full): what it said, if that is understood
 * @received_at: when it came, microseconds since 1970 UTC
 *
 * Returns: (transfer full): the entry
 */
FbHistoryEntry *
fb_history_entry_new_delivery (FbEvent *event, gint64 received_at)
{
  FbHistoryEntry *entry = g_atomic_rc_box_new0 (FbHistoryEntry);

  entry->event = event;
  entry->received_at = received_at;
  return entry;
}

/**
 * fb_history_entry_new_desk:
 * @action: what was done
 * @who: (nullable): by whom
 * @note: (nullable): what was noted
 * @received_at: when, microseconds since 1970 UTC
 *
 * Returns: (transfer full): the entry
 */
FbHistoryEntry *
fb_history_entry_new_desk (FbDeskAction action,
                           const char *who,
                           const char *note,
                           gint64 received_at)
{
  FbHistoryEntry *entry = g_atomic_rc_box_new0 (FbHistoryEntry);

  entry->is_desk = TRUE;
  entry->action = action;
  entry->who = g_strdup (who);
  entry->note = g_strdup (note);
  entry->received_at = received_at;
  return entry;
}

/**
 * fb_history_entry_new_fetched:
 * @received_at: when its document was fetched, microseconds since 1970 UTC
 *
 * Returns: (transfer full): the entry
 */
FbHistoryEntry *
fb_history_entry_new_fetched (gint64 received_at)
{
  FbHistoryEntry *entry = g_atomic_rc_box_new0 (FbHistoryEntry);

  entry->is_fetched = TRUE;
  entry->received_at = received_at;
  return entry;
}

/**
 * fb_history_entry_ref:
 * @entry: an entry
 *
 * Any thread may call it.
 *
 * Returns: (transfer full): the same entry
 */
FbHistoryEntry *
fb_history_entry_ref (FbHistoryEntry *entry)
{
  return g_atomic_rc_box_acquire (entry);
}

static void
clear (gpointer data)
{
  FbHistoryEntry *entry = data;

  g_clear_pointer (&entry->event, fb_event_unref);
  g_free (entry->who);
  g_free (entry->note);
}

/**
 * fb_history_entry_unref:
 * @entry: (transfer full): an entry
 *
 * Any thread may call it.
 */
void
fb_history_entry_unref (FbHistoryEntry *entry)
{
  g_atomic_rc_box_release_full (entry, clear);
}
