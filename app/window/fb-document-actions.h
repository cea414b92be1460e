/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-document-sync.h"
#include "fb-fax-table.h"

G_BEGIN_DECLS

#define FB_TYPE_DOCUMENT_ACTIONS (fb_document_actions_get_type ())
G_DECLARE_FINAL_TYPE (FbDocumentActions, fb_document_actions, FB, DOCUMENT_ACTIONS, GObject)

FbDocumentActions *fb_document_actions_new (FbFaxTable *table, FbDocumentSync *document_sync);
GActionGroup *fb_document_actions_get_group (FbDocumentActions *self);

G_END_DECLS
