/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"

G_BEGIN_DECLS

gboolean fb_fetch_replay (FbDatabase *database, const char *folder, GError **error);

G_END_DECLS
