/* fb-portal-notification-backend.c
 *
 * Shows notifications by GNotification, which in a sandbox uses the portal. The portal knows them
 * by our keys, and a click activates an action of the application by its name: so they outlast the
 * process, and a click hours later still opens the right fax, or says that it is done.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-portal-notification-backend.h"

struct _FbPortalNotificationBackend
{
  GObject parent_instance;

  GApplication *application;
};

/* The application's, with the message id as their target. */
static const char *const actions[FB_N_NOTIFICATION_ACTIONS] = {
  [FB_NOTIFICATION_OPEN] = "app.open-fax",
  [FB_NOTIFICATION_SHOW] = "app.show-fax",
  [FB_NOTIFICATION_DONE] = "app.mark-fax-done",
};

static void fb_portal_notification_backend_iface_init (FbNotificationBackendInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbPortalNotificationBackend,
                               fb_portal_notification_backend,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FB_TYPE_NOTIFICATION_BACKEND,
                                                      fb_portal_notification_backend_iface_init))

/* FbNotificationBackend */

static void
add_button (GNotification *shown, const FbNotification *notification, FbNotificationAction button)
{
  if (notification->labels[button] != NULL)
    g_notification_add_button_with_target (shown, notification->labels[button], actions[button],
                                           "s", notification->message_id);
}

static void
add_actions (GNotification *shown, const FbNotification *notification)
{
  if (notification->message_id == NULL)
    {
      g_notification_set_default_action (shown, "app.show-inbox");
      return;
    }
  g_notification_set_default_action_and_target (shown, actions[FB_NOTIFICATION_OPEN], "s",
                                                notification->message_id);
  add_button (shown, notification, FB_NOTIFICATION_SHOW);
  add_button (shown, notification, FB_NOTIFICATION_DONE);
}

/* GNotification takes plain text and escapes it where it has to. */
static void
fb_portal_notification_backend_show (FbNotificationBackend *backend, FbNotification *taken)
{
  FbPortalNotificationBackend *self = FB_PORTAL_NOTIFICATION_BACKEND (backend);
  g_autoptr (FbNotification) notification = taken;
  g_autoptr (GNotification) shown = g_notification_new (notification->summary);
  g_autoptr (GIcon) icon = g_themed_icon_new (g_application_get_application_id (self->application));

  if (notification->body != NULL)
    g_notification_set_body (shown, notification->body);
  g_notification_set_category (shown, notification->category);
  g_notification_set_icon (shown, icon);
  g_notification_set_priority (shown, notification->is_urgent ? G_NOTIFICATION_PRIORITY_URGENT
                                                              : G_NOTIFICATION_PRIORITY_NORMAL);
  add_actions (shown, notification);
  g_application_send_notification (self->application, notification->key, shown);
}

static void
fb_portal_notification_backend_withdraw (FbNotificationBackend *backend, const char *key)
{
  g_application_withdraw_notification (FB_PORTAL_NOTIFICATION_BACKEND (backend)->application, key);
}

static void
fb_portal_notification_backend_iface_init (FbNotificationBackendInterface *iface)
{
  iface->show = fb_portal_notification_backend_show;
  iface->withdraw = fb_portal_notification_backend_withdraw;
  iface->outlasts_process = TRUE;
}

/* GObject */

static void
fb_portal_notification_backend_dispose (GObject *object)
{
  g_clear_weak_pointer (&FB_PORTAL_NOTIFICATION_BACKEND (object)->application);

  G_OBJECT_CLASS (fb_portal_notification_backend_parent_class)->dispose (object);
}

static void
fb_portal_notification_backend_class_init (FbPortalNotificationBackendClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_portal_notification_backend_dispose;
}

static void
fb_portal_notification_backend_init (FbPortalNotificationBackend *self)
{
}

/**
 * fb_portal_notification_backend_new:
 * @application: the application whose notifications they are; it has the actions open-fax,
 * show-fax, mark-fax-done and show-inbox. It is held weakly and must outlive the backend's use
 *
 * For the main thread. Notifications outlast the process.
 *
 * Returns: (transfer full): a notification backend
 */
FbNotificationBackend *
fb_portal_notification_backend_new (GApplication *application)
{
  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  FbPortalNotificationBackend *self = g_object_new (FB_TYPE_PORTAL_NOTIFICATION_BACKEND, NULL);

  g_set_weak_pointer (&self->application, application);
  return FB_NOTIFICATION_BACKEND (self);
}
