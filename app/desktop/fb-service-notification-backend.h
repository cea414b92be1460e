/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-notification-backend.h"

G_BEGIN_DECLS

#define FB_TYPE_SERVICE_NOTIFICATION_BACKEND (fb_service_notification_backend_get_type ())
G_DECLARE_FINAL_TYPE (FbServiceNotificationBackend,
                      fb_service_notification_backend,
                      FB,
                      SERVICE_NOTIFICATION_BACKEND,
                      GObject)

FbNotificationBackend *fb_service_notification_backend_new (const char *desktop_entry);

G_END_DECLS
