/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-document-sync.h"
#include "fb-fax.h"

G_BEGIN_DECLS

#define FB_TYPE_MISSING_DOCUMENT (fb_missing_document_get_type ())
G_DECLARE_FINAL_TYPE (FbMissingDocument, fb_missing_document, FB, MISSING_DOCUMENT, AdwBin)

/* Activates document.download, document.cancel and app.account of a widget around it. */

void fb_missing_document_set_document_sync (FbMissingDocument *self, FbDocumentSync *document_sync);
void fb_missing_document_show (FbMissingDocument *self, FbFax *fax);

G_END_DECLS
