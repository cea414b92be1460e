/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-contact.h"
#include "fb-fax.h"
#include "fb-fax-counts.h"
#include "fb-alert-kind.h"

G_BEGIN_DECLS

/**
 * FbAlert:
 * @fax: the fax, as it was then
 * @alert: why a notification should be shown
 */
typedef struct
{
  FbFax *fax;
  FbAlertKind kind;
} FbAlert;

/**
 * FbChanges:
 * @counts: how many faxes there are now
 * @faxes: (element-type FbFax): rows that are new or changed, by ascending id, each once
 * @alerts: (element-type FbAlert): what to notify of, in its order
 * @contacts: (element-type FbContact): numbers that have another name, or none any more, in the
 * order in which they were named
 * @has_due_document: whether a document may have become due that is to be fetched
 * @open_has_changed: whether @counts must be told anew since when faxes are open
 * @waiting_alerts_have_changed: whether @next_alert_at must be told anew
 * @next_alert_at: when the next of the alerts that wait must wait no longer, microseconds since
 * 1970 UTC; 0 if none waits
 * @damaged_file: (nullable): where the database is that was damaged; a new one is in its place
 *
 * What was committed and not emitted yet.
 */
typedef struct
{
  FbFaxCounts counts;
  GPtrArray *faxes;
  GArray *alerts;
  GPtrArray *contacts;
  gboolean has_due_document;
  gboolean open_has_changed;
  gboolean waiting_alerts_have_changed;
  gint64 next_alert_at;
  char *damaged_file;
} FbChanges;

FbChanges *fb_changes_new (const FbFaxCounts *counts);
void fb_changes_free (FbChanges *changes);
void fb_changes_add_fax (FbChanges *changes, FbFax *fax);
void fb_changes_add_alert (FbChanges *changes, FbFax *fax, FbAlertKind kind);
void fb_changes_count (FbChanges *changes, FbFax *fax, int change);
void fb_changes_append (FbChanges *changes, FbChanges *later);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbChanges, fb_changes_free)

G_END_DECLS
