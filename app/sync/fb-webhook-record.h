/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FB_WEBHOOKS_KEY "webhooks"

/**
 * FbWebhookRecordFilter:
 * @uuid: names a webhook of Faxbell's
 * @account_id: whose it is; empty if that isn't known
 * @user_data: what was given with it
 *
 * Returns: whether it stays so
 */
typedef gboolean (*FbWebhookRecordFilter) (const char *uuid,
                                           const char *account_id,
                                           gpointer user_data);

gboolean
fb_webhook_record_find (GSettings *settings, const char *uuid, char **user, char **number_id);
gboolean fb_webhook_record_has_user (GSettings *settings, const char *user);
void fb_webhook_record_set (GSettings *settings,
                            const char *uuid,
                            const char *user,
                            const char *number_id,
                            const char *account_id);
void
fb_webhook_record_filter (GSettings *settings, FbWebhookRecordFilter is_kept, gpointer user_data);

G_END_DECLS
