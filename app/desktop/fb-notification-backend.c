/* fb-notification-backend.c
 *
 * The interface of the ways to show notifications, and the notification as they receive it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-notification-backend.h"

static guint activated_signal;

G_DEFINE_INTERFACE (FbNotificationBackend, fb_notification_backend, G_TYPE_OBJECT)

static void
fb_notification_backend_default_init (FbNotificationBackendInterface *iface)
{
  /**
   * FbNotificationBackend::activated:
   * @backend: the notification backend
   * @key: the key of the notification that was clicked
   * @action: a `FbNotificationAction`: what of it was clicked
   * @activation_token: (nullable): lets a window take the focus
   *
   * Emitted in the thread that made the backend. The portal's backend does not emit it: there the
   * desktop activates an action of the application.
   */
  activated_signal =
    g_signal_new ("activated", FB_TYPE_NOTIFICATION_BACKEND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_STRING);
}

/* FbNotification */

/**
 * fb_notification_new:
 * @key: the notification's key, which is copied
 *
 * Returns: (transfer full): a notification whose other fields are unset; free it with
 *   fb_notification_free() or hand it to fb_notification_backend_show()
 */
FbNotification *
fb_notification_new (const char *key)
{
  FbNotification *notification = g_new0 (FbNotification, 1);

  notification->key = g_strdup (key);
  return notification;
}

/**
 * fb_notification_free:
 * @notification: (transfer full): a notification
 *
 * Frees the notification and its strings. For any thread.
 */
void
fb_notification_free (FbNotification *notification)
{
  g_free (notification->key);
  g_free (notification->message_id);
  g_free (notification->summary);
  g_free (notification->body);
  for (guint i = 0; i < FB_N_NOTIFICATION_ACTIONS; i++)
    g_free (notification->labels[i]);
  g_free (notification);
}

/* FbNotificationBackend */

/**
 * fb_notification_backend_show:
 * @backend: a notification backend
 * @notification: (transfer full): the notification
 *
 * Shows a notification, in place of the one with the same key, if there is one. Does not wait for
 * the desktop; that it could not be shown is logged only. For the thread that made @backend.
 */
void
fb_notification_backend_show (FbNotificationBackend *self, FbNotification *notification)
{
  g_return_if_fail (FB_IS_NOTIFICATION_BACKEND (self));
  g_return_if_fail (notification != NULL);

  FB_NOTIFICATION_BACKEND_GET_IFACE (self)->show (self, notification);
}

/**
 * fb_notification_backend_withdraw:
 * @backend: a notification backend
 * @key: the key of a notification
 *
 * Takes a notification away, if it is shown. Does not wait for the desktop. For the thread that
 * made @backend.
 */
void
fb_notification_backend_withdraw (FbNotificationBackend *self, const char *key)
{
  g_return_if_fail (FB_IS_NOTIFICATION_BACKEND (self));
  g_return_if_fail (key != NULL);

  FB_NOTIFICATION_BACKEND_GET_IFACE (self)->withdraw (self, key);
}

/**
 * fb_notification_backend_outlasts_process:
 * @backend: a notification backend
 *
 * Returns: whether notifications that an earlier process has shown can be withdrawn by their keys
 */
gboolean
fb_notification_backend_outlasts_process (FbNotificationBackend *self)
{
  g_return_val_if_fail (FB_IS_NOTIFICATION_BACKEND (self), FALSE);

  return FB_NOTIFICATION_BACKEND_GET_IFACE (self)->outlasts_process;
}

/**
 * fb_notification_backend_emit_activated:
 * @backend: a notification backend
 * @key: the key of the notification that was clicked
 * @action: what of it was clicked
 * @activation_token: (nullable): lets a window take the focus
 *
 * Emits #FbNotificationBackend::activated. For implementations of the interface, in the thread that
 * made @backend.
 */
void
fb_notification_backend_emit_activated (FbNotificationBackend *self,
                                        const char *key,
                                        FbNotificationAction action,
                                        const char *activation_token)
{
  g_signal_emit (self, activated_signal, 0, key, (guint) action, activation_token);
}
