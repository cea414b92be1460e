/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"

G_BEGIN_DECLS

gboolean fb_stray_documents_exist (const char *folder);
gboolean fb_stray_documents_record (FbDatabase *database, const char *folder, GError **error);

G_END_DECLS
