/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-notification-backend.h"

G_BEGIN_DECLS

/**
 * FbNotificationActivated:
 * @owner: (type GObject.Object): the owner of the thread
 * @key: the notification that was clicked
 * @action: what of it was clicked
 * @activation_token: (nullable): lets a window take the focus
 *
 * Called in the main context of the thread that started the notification thread.
 */
typedef void (*FbNotificationActivated) (gpointer owner,
                                         const char *key,
                                         FbNotificationAction action,
                                         const char *activation_token);

typedef struct _FbNotificationThread FbNotificationThread;

FbNotificationThread *fb_notification_thread_start (const char *desktop_entry,
                                                    GObject *owner,
                                                    FbNotificationActivated activated);
void fb_notification_thread_show (FbNotificationThread *self, FbNotification *notification);
void fb_notification_thread_withdraw (FbNotificationThread *self, const char *key);
void fb_notification_thread_end (FbNotificationThread *self);

G_END_DECLS
