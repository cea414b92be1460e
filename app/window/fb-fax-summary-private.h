/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax-cell-private.h"

G_BEGIN_DECLS

#define FB_TYPE_FAX_SUMMARY (fb_fax_summary_get_type ())
G_DECLARE_FINAL_TYPE (FbFaxSummary, fb_fax_summary, FB, FAX_SUMMARY, GtkWidget)

FbFaxSummary *fb_fax_summary_new (void);
void
fb_fax_summary_show (FbFaxSummary *self, FbFax *fax, FbDayHeading heading, guint waiting_limit);
void fb_fax_summary_emphasise (FbFaxSummary *self, FbFax *fax, FbSearchQuery *query);

G_END_DECLS
