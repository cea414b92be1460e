/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-document-sync.h"
#include "fb-fax.h"
#include "fb-render-launcher.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_PAGES (fb_fax_pages_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxPages, fb_fax_pages, FB, FAX_PAGES, AdwBin)

/* Activates fax.open-with, and what FbMissingDocument does, of a widget around it.
 *
 * Signals:
 *   pages-counted (FbFax *, FbDocument *, guint n_pages): the document was opened, and has so many
 *     pages; emitted before it is seen: who knows how it is to be looked at says so now, by
 *     fb_fax_pages_set_look()
 *   view-changed (FbFax *, FbDocument *, guint rotation, gboolean inverted): the user has turned or
 *     inverted the pages
 *   seen (FbFax *): pages of it have been on the screen for a moment
 */

GtkWidget *fb_fax_pages_new (void);
void fb_fax_pages_set_settings (FbFaxPages *self, GSettings *settings);
void fb_fax_pages_set_launcher (FbFaxPages *self, FbRenderLauncher *launcher);
void fb_fax_pages_set_document_sync (FbFaxPages *self, FbDocumentSync *document_sync);
void fb_fax_pages_set_look (FbFaxPages *self, guint rotation, gboolean inverted);
void fb_fax_pages_show (FbFaxPages *self, FbFax *fax, guint n_selected);
void fb_fax_pages_take_focus (FbFaxPages *self);
GActionGroup *fb_fax_pages_get_action_group (FbFaxPages *self);

G_END_DECLS
