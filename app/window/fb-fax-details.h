/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-document-sync.h"
#include "fb-fax.h"
#include "fb-store.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_DETAILS (fb_fax_details_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxDetails, fb_fax_details, FB, FAX_DETAILS, AdwBin)

/* Activates fax.set-note, and what FbDocumentRow does, of a widget around it. */

void fb_fax_details_set_store (FbFaxDetails *self, FbStore *store);
void fb_fax_details_set_document_sync (FbFaxDetails *self, FbDocumentSync *document_sync);
void fb_fax_details_edit_note (FbFaxDetails *self);
void fb_fax_details_set_waiting_limit (FbFaxDetails *self, guint limit);
void fb_fax_details_show (FbFaxDetails *self, FbFax *fax, guint n_selected);

G_END_DECLS
