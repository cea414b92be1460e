/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"

G_BEGIN_DECLS

char *fb_pages_format (int pages, int complete, gboolean is_final, gboolean *some_missing);
char *fb_fax_dup_pages_label (FbFax *fax, gboolean *some_missing);
char *fb_fax_dup_pages_sentence (FbFax *fax);
const char *fb_fax_get_document_icon_name (FbFax *fax);
const char *fb_document_state_get_label (FbDocumentState state);
char *fb_document_retry_format (gint64 retry_at);
char *fb_fax_dup_document_label (FbFax *fax);
char *fb_fax_dup_fault_sentence (FbFax *fax);
char *fb_fax_dup_document_sentence (FbFax *fax);

G_END_DECLS
