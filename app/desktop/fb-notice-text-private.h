/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"
#include "fb-occasion.h"

G_BEGIN_DECLS

#define FB_N_OCCASIONS (FB_OCCASION_UNREADABLE + 1)

char *fb_notice_dup_summary (FbFax *fax, FbOccasion occasion, gboolean hides_sender);
char *fb_notice_dup_body (FbFax *fax, FbOccasion occasion, gboolean hides_sender);
char *fb_notice_dup_count_summary (const guint counts[FB_N_OCCASIONS]);
char *fb_notice_dup_count_body (const guint counts[FB_N_OCCASIONS]);

G_END_DECLS
