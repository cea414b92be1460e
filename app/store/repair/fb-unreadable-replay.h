/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-desk-recorder.h"
#include "fb-recorder.h"

G_BEGIN_DECLS

gboolean fb_unreadable_replay (FbDatabase *database,
                               const char *folder,
                               FbFaxQuery *query,
                               FbRecorder *recorder,
                               FbDeskRecorder *desk_recorder,
                               FbEventReadFunc read_event,
                               FbChanges *changes,
                               GError **error);

G_END_DECLS
