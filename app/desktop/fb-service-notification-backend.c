/* fb-service-notification-backend.c
 *
 * Shows notifications by the desktop's notification service, through libnotify in a thread of its
 * own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-service-notification-backend.h"

#include "fb-notification-thread-private.h"

struct _FbServiceNotificationBackend
{
  GObject parent_instance;

  FbNotificationThread *thread;
};

static void fb_service_notification_backend_iface_init (FbNotificationBackendInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbServiceNotificationBackend,
                               fb_service_notification_backend,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FB_TYPE_NOTIFICATION_BACKEND,
                                                      fb_service_notification_backend_iface_init))

/* FbNotificationBackend */

static void
fb_service_notification_backend_show (FbNotificationBackend *backend, FbNotification *notification)
{
  fb_notification_thread_show (FB_SERVICE_NOTIFICATION_BACKEND (backend)->thread, notification);
}

static void
fb_service_notification_backend_withdraw (FbNotificationBackend *backend, const char *key)
{
  fb_notification_thread_withdraw (FB_SERVICE_NOTIFICATION_BACKEND (backend)->thread, key);
}

static void
fb_service_notification_backend_iface_init (FbNotificationBackendInterface *iface)
{
  iface->show = fb_service_notification_backend_show;
  iface->withdraw = fb_service_notification_backend_withdraw;
}

/* GObject */

static void
fb_service_notification_backend_finalize (GObject *object)
{
  fb_notification_thread_end (FB_SERVICE_NOTIFICATION_BACKEND (object)->thread);

  G_OBJECT_CLASS (fb_service_notification_backend_parent_class)->finalize (object);
}

static void
fb_service_notification_backend_class_init (FbServiceNotificationBackendClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_service_notification_backend_finalize;
}

static void
fb_service_notification_backend_init (FbServiceNotificationBackend *self)
{
}

static void
on_activated (gpointer owner,
              const char *key,
              FbNotificationAction action,
              const char *activation_token)
{
  fb_notification_backend_emit_activated (owner, key, action, activation_token);
}

/**
 * fb_service_notification_backend_new:
 * @desktop_entry: the application's id, by which the desktop finds its name and icon
 *
 * Makes a backend for desktops whose notification service can be reached. It is used, and emits its
 * signal, in the thread that makes it. Its last reference is dropped there, too: that blocks until
 * everything requested was shown or withdrawn, but no longer than a second.
 *
 * Returns: (transfer full): a notification backend
 */
FbNotificationBackend *
fb_service_notification_backend_new (const char *desktop_entry)
{
  g_return_val_if_fail (desktop_entry != NULL, NULL);

  FbServiceNotificationBackend *self = g_object_new (FB_TYPE_SERVICE_NOTIFICATION_BACKEND, NULL);

  self->thread = fb_notification_thread_start (desktop_entry, G_OBJECT (self), on_activated);
  return FB_NOTIFICATION_BACKEND (self);
}
