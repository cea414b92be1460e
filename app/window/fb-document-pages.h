/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-page-view.h"

G_BEGIN_DECLS

#define FB_TYPE_DOCUMENT_PAGES (fb_document_pages_get_type ())
G_DECLARE_FINAL_TYPE (FbDocumentPages, fb_document_pages, FB, DOCUMENT_PAGES, AdwBin)

/* Signals:
 *   view-changed: the user has turned or inverted the pages
 */

void fb_document_pages_show (FbDocumentPages *self, FbRenderedDocument *document, int n_expected);
FbPageView *fb_document_pages_get_view (FbDocumentPages *self);
void fb_document_pages_set_settings (FbDocumentPages *self, GSettings *settings);
GActionGroup *fb_document_pages_get_action_group (FbDocumentPages *self);

G_END_DECLS
