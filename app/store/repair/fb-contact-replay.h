/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"

G_BEGIN_DECLS

gboolean fb_contact_replay (FbDatabase *database, GError **error);

G_END_DECLS
