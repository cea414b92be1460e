/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"
#include "fb-delivery.h"

G_BEGIN_DECLS

FbStoredDocument *
fb_stray_document_read (const char *folder, const char *relative_path, gint64 *received_at);
gboolean fb_stray_documents_exist (const char *folder);
gboolean fb_stray_documents_record (FbDatabase *database, const char *folder, GError **error);

G_END_DECLS
