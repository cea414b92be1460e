/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"

G_BEGIN_DECLS

const char *fb_direction_get_icon_name (FbDirection direction);
const char *fb_status_get_icon_name (FbStatus status);
char *fb_number_isolate (const char *number);
char *fb_fax_dup_number_text (FbFax *fax);
char *fb_fax_dup_title (FbFax *fax);
char *fb_fax_dup_summary (FbFax *fax);
char *fb_fax_dup_waiting (FbFax *fax, gint64 now);
gboolean fb_fax_waits_too_long (FbFax *fax, guint limit, gint64 now);
gboolean fb_fax_is_done (FbFax *fax);
char *fb_fax_dup_done_sentence (FbFax *fax);
char *fb_fax_dup_state_label (FbFax *fax);
char *fb_fax_dup_sentence (FbFax *fax, const char *time);
char *fb_value_to_markup (const char *value);

G_END_DECLS
