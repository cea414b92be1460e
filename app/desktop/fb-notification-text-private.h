/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"
#include "fb-alert-kind.h"

G_BEGIN_DECLS

#define FB_N_ALERT_KINDS (FB_ALERT_UNREADABLE + 1)

char *fb_notification_dup_summary (FbFax *fax, FbAlertKind kind, gboolean hides_sender);
char *fb_notification_dup_body (FbFax *fax, FbAlertKind kind, gboolean hides_sender);
char *fb_notification_dup_count_summary (const guint counts[FB_N_ALERT_KINDS]);
char *fb_notification_dup_count_body (const guint counts[FB_N_ALERT_KINDS]);

G_END_DECLS
