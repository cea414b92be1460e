/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"

G_BEGIN_DECLS

const char *fb_direction_get_icon_name (FbDirection direction);
const char *fb_status_get_icon_name (FbStatus status);
char *fb_pages_format (int pages, int complete, gboolean is_final, gboolean *some_missing);
char *fb_fax_dup_pages_label (FbFax *fax, gboolean *some_missing);
char *fb_fax_dup_pages_sentence (FbFax *fax);
const char *fb_fax_get_document_icon_name (FbFax *fax);
const char *fb_document_state_get_label (FbDocumentState state);
char *fb_document_retry_format (gint64 retry_at);
char *fb_fax_dup_document_label (FbFax *fax);
char *fb_fax_dup_document_sentence (FbFax *fax);
char *fb_number_isolate (const char *number);
char *fb_fax_dup_number_text (FbFax *fax);
char *fb_fax_dup_title (FbFax *fax);
char *fb_fax_dup_summary (FbFax *fax);
char *fb_fax_dup_waiting (FbFax *fax, gint64 now);
gboolean fb_fax_waits_too_long (FbFax *fax, guint limit, gint64 now);
gboolean fb_fax_is_done (FbFax *fax);
char *fb_fax_dup_done_sentence (FbFax *fax);
char *fb_fax_dup_sentence (FbFax *fax, const char *time);
char *fb_value_to_markup (const char *value);

G_END_DECLS
