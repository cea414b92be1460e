/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-connection.h"
#include "fb-store.h"

G_BEGIN_DECLS

gboolean fb_event_replay (FbConnection *connection,
                          const char *folder,
                          FbEventReader reader,
                          GError **error);

G_END_DECLS
