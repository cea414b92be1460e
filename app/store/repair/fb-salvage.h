/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"

G_BEGIN_DECLS

gboolean fb_salvage (const char *folder, FbDatabase *fresh, const char *fresh_name, GError **error);

G_END_DECLS
