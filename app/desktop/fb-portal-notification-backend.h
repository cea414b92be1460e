/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-notification-backend.h"

G_BEGIN_DECLS

#define FB_TYPE_PORTAL_NOTIFICATION_BACKEND (fb_portal_notification_backend_get_type ())
G_DECLARE_FINAL_TYPE (FbPortalNotificationBackend,
                      fb_portal_notification_backend,
                      FB,
                      PORTAL_NOTIFICATION_BACKEND,
                      GObject)

FbNotificationBackend *fb_portal_notification_backend_new (GApplication *application);

G_END_DECLS
