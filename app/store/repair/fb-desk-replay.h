/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"

G_BEGIN_DECLS

/**
 * FbDeskReplay:
 *
 * Does again what people have done with faxes whose rows were made again.
 */
typedef struct _FbDeskReplay FbDeskReplay;

FbDeskReplay *fb_desk_replay_new (FbDatabase *database, const char *folder, GError **error);
void fb_desk_replay_free (FbDeskReplay *replay);
GArray *fb_desk_replay_list (FbDeskReplay *replay, GError **error);
gboolean fb_desk_replay_run (FbDeskReplay *replay, gint64 event_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbDeskReplay, fb_desk_replay_free)

G_END_DECLS
