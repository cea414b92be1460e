/* fb-portal-bell.c
 *
 * Notifications through GNotification, which in a sandbox are the portal's. They are known by our
 * own keys, and a click starts an action of the application by its name: so they outlast a restart,
 * and hours later still open the right fax.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-portal-bell.h"

struct _FbPortalBell
{
  GObject parent_instance;

  GApplication *application;
};

static void fb_portal_bell_bell_init (FbBellInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FbPortalBell,
                               fb_portal_bell,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FB_TYPE_BELL, fb_portal_bell_bell_init))

/* FbBell */

static void
add_actions (GNotification *notification, const FbNotice *notice)
{
  if (notice->message_id == NULL)
    {
      g_notification_set_default_action (notification, "app.show-inbox");
      return;
    }
  g_notification_set_default_action_and_target (notification, "app.open-fax", "s",
                                                notice->message_id);
  if (notice->show_label != NULL)
    g_notification_add_button_with_target (notification, notice->show_label, "app.show-fax", "s",
                                           notice->message_id);
}

/* Summary and body are plain text here; whoever shows them escapes them. */
static void
fb_portal_bell_ring (FbBell *bell, FbNotice *taken)
{
  FbPortalBell *self = FB_PORTAL_BELL (bell);
  g_autoptr (FbNotice) notice = taken;
  g_autoptr (GNotification) notification = g_notification_new (notice->summary);
  g_autoptr (GIcon) icon = g_themed_icon_new (g_application_get_application_id (self->application));

  if (notice->body != NULL)
    g_notification_set_body (notification, notice->body);
  g_notification_set_category (notification, notice->category);
  g_notification_set_icon (notification, icon);
  g_notification_set_priority (notification, notice->is_urgent ? G_NOTIFICATION_PRIORITY_URGENT
                                                               : G_NOTIFICATION_PRIORITY_NORMAL);
  add_actions (notification, notice);
  g_application_send_notification (self->application, notice->key, notification);
}

static void
fb_portal_bell_withdraw (FbBell *bell, const char *key)
{
  g_application_withdraw_notification (FB_PORTAL_BELL (bell)->application, key);
}

static void
fb_portal_bell_bell_init (FbBellInterface *iface)
{
  iface->ring = fb_portal_bell_ring;
  iface->withdraw = fb_portal_bell_withdraw;
  iface->outlasts_process = TRUE;
}

/* GObject */

static void
fb_portal_bell_dispose (GObject *object)
{
  g_clear_weak_pointer (&FB_PORTAL_BELL (object)->application);

  G_OBJECT_CLASS (fb_portal_bell_parent_class)->dispose (object);
}

static void
fb_portal_bell_class_init (FbPortalBellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fb_portal_bell_dispose;
}

static void
fb_portal_bell_init (FbPortalBell *self)
{
}

/**
 * fb_portal_bell_new:
 * @application: whose notifications they are; it has the actions open-fax, show-fax and show-inbox,
 *   and outlives the bell
 *
 * Returns: (transfer full): a bell
 */
FbBell *
fb_portal_bell_new (GApplication *application)
{
  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  FbPortalBell *self = g_object_new (FB_TYPE_PORTAL_BELL, NULL);

  g_set_weak_pointer (&self->application, application);
  return FB_BELL (self);
}
