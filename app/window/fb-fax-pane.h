/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-document-sync.h"
#include "fb-fax.h"
#include "fb-render-launcher.h"
#include "fb-store.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_PANE (fb_fax_pane_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxPane, fb_fax_pane, FB, FAX_PANE, AdwBin)

/* Properties:
 *   first (gboolean): whether the pane is at the window's beginning, where its buttons may be
 *   folded (gboolean): whether it is a page of its own, which one goes back from
 *   shows-details (gboolean): whether what is known of the fax is shown in place of its pages
 */

void fb_fax_pane_set_settings (FbFaxPane *self, GSettings *settings);
void fb_fax_pane_set_store (FbFaxPane *self, FbStore *store);
void fb_fax_pane_set_launcher (FbFaxPane *self, FbRenderLauncher *launcher);
void fb_fax_pane_set_document_sync (FbFaxPane *self, FbDocumentSync *document_sync);
void fb_fax_pane_set_actions (FbFaxPane *self, GActionGroup *actions);
void fb_fax_pane_show (FbFaxPane *self, FbFax *fax, guint n_selected);
void fb_fax_pane_show_pages (FbFaxPane *self);
void fb_fax_pane_edit_note (FbFaxPane *self);
GActionGroup *fb_fax_pane_get_page_actions (FbFaxPane *self);

G_END_DECLS
