/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-event.h"

G_BEGIN_DECLS

gboolean fb_rebuild_is_needed (const char *folder);
gboolean
fb_rebuild (const char *folder, FbEventReadFunc read_event, char **kept_aside, GError **error);
gboolean fb_rebuild_finish (const char *folder, GError **error);

G_END_DECLS
