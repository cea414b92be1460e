/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FB_WEBHOOKS_KEY "webhooks"

gboolean
fb_webhook_record_find (GSettings *settings, const char *uuid, char **user, char **number_id);
gboolean fb_webhook_record_has_user (GSettings *settings, const char *user);
void fb_webhook_record_set (GSettings *settings,
                            const char *uuid,
                            const char *user,
                            const char *number_id);
void fb_webhook_record_forget (GSettings *settings, const char *uuid);

G_END_DECLS
