/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"
#include "fb-event.h"

G_BEGIN_DECLS

gboolean fb_event_replay (FbDatabase *database,
                          const char *folder,
                          FbEventReadFunc read_event,
                          GError **error);

G_END_DECLS
