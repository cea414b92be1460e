/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-document-sync.h"
#include "fb-fax.h"

G_BEGIN_DECLS

#define FB_TYPE_DOCUMENT_ROW (fb_document_row_get_type ())
G_DECLARE_FINAL_TYPE (FbDocumentRow, fb_document_row, FB, DOCUMENT_ROW, AdwActionRow)

/* Activates document.download, document.cancel and app.account of a widget around it. */

GtkWidget *fb_document_row_new (FbFax *fax, FbDocumentSync *document_sync);

G_END_DECLS
