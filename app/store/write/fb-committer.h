/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "fb-changes.h"
#include "fb-contact-change.h"
#include "fb-delivery.h"
#include "fb-document-folder.h"
#include "fb-row-change.h"

G_BEGIN_DECLS

/**
 * FbCommitter:
 *
 * The thread that commits, and the only writer of the database.
 */
typedef struct _FbCommitter FbCommitter;

/**
 * FbChangesFunc:
 * @changes: (transfer full): what was committed
 * @user_data: what was given with the function
 *
 * Called in the committer's thread after each commit.
 */
typedef void (*FbChangesFunc) (FbChanges *changes, gpointer user_data);

FbCommitter *fb_committer_new (const char *path,
                               FbDocumentFolder *folder,
                               FbEventReadFunc read_event,
                               FbChangesFunc publish,
                               gpointer user_data,
                               GError **error);
void fb_committer_free (FbCommitter *committer);
void fb_committer_keep (FbCommitter *committer, GPtrArray *deliveries);
void fb_committer_change_rows (FbCommitter *committer, FbRowChange *change);
void fb_committer_change_contacts (FbCommitter *committer, FbContactChange *change);
void fb_committer_set_can_fetch (FbCommitter *committer, gboolean can_fetch);
void fb_committer_set_alert_delay (FbCommitter *committer, gint64 delay);
void fb_committer_emit_alerts (FbCommitter *committer);
void fb_committer_repair (FbCommitter *committer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbCommitter, fb_committer_free)

G_END_DECLS
