/* fb-background-status.c
 *
 * The status of a sandboxed application in the desktop's list of background applications, by which
 * users find it where there is no tray.
 *
 * The portal handles each call in a thread of its own, so the older of two concurrent calls may
 * take effect last. Therefore a call is made only after the one before was answered; of several
 * messages that wait meanwhile, only the newest is sent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-background-status.h"

#include "fb-sandbox.h"

/* Characters, by the portal's documentation. */
#define MAX_MESSAGE 96

struct _FbBackgroundStatus
{
  GObject parent_instance;

  char *waiting;       /* the next message; NULL for none */
  gboolean is_sending; /* until the call is answered */
};

G_DEFINE_FINAL_TYPE (FbBackgroundStatus, fb_background_status, G_TYPE_OBJECT)

static void send_message (FbBackgroundStatus *self);

static void
on_answered (FbBackgroundStatus *self)
{
  self->is_sending = FALSE;
  if (self->waiting != NULL)
    send_message (self);
}

/* Portals before version 2 don't have the method. Nothing depends on it. */
static void
on_set (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FbBackgroundStatus) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (answer == NULL)
    g_debug ("The background portal did not set the status: %s", error->message);
  on_answered (self);
}

static void
on_bus (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (FbBackgroundStatus) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);
  g_autofree char *message = g_steal_pointer (&self->waiting);
  GVariantBuilder options;

  if (connection == NULL)
    {
      on_answered (self);
      return;
    }
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (message));
  g_dbus_connection_call (connection, "org.freedesktop.portal.Desktop",
                          "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Background",
                          "SetStatus", g_variant_new ("(a{sv})", &options), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_set, g_object_ref (self));
}

static void
send_message (FbBackgroundStatus *self)
{
  self->is_sending = TRUE;
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, g_object_ref (self));
}

/* GObject */

static void
fb_background_status_finalize (GObject *object)
{
  g_free (FB_BACKGROUND_STATUS (object)->waiting);

  G_OBJECT_CLASS (fb_background_status_parent_class)->finalize (object);
}

static void
fb_background_status_class_init (FbBackgroundStatusClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fb_background_status_finalize;
}

static void
fb_background_status_init (FbBackgroundStatus *self)
{
}

/**
 * fb_background_status_new:
 *
 * For the main thread.
 *
 * Returns: (transfer full): the background status, with no message yet
 */
FbBackgroundStatus *
fb_background_status_new (void)
{
  return g_object_new (FB_TYPE_BACKGROUND_STATUS, NULL);
}

/**
 * fb_background_status_set:
 * @self: the background status
 * @message: one sentence that says what the application is doing; cut to 96 characters
 *
 * Sends the message to the background portal, without blocking. That it could not be sent is logged
 * only. Does nothing outside a sandbox. For the main thread.
 */
void
fb_background_status_set (FbBackgroundStatus *self, const char *message)
{
  g_return_if_fail (FB_IS_BACKGROUND_STATUS (self));
  g_return_if_fail (message != NULL);

  if (!fb_is_sandboxed ())
    return;
  g_free (self->waiting);
  self->waiting = g_utf8_substring (message, 0, MIN (g_utf8_strlen (message, -1), MAX_MESSAGE));
  if (!self->is_sending)
    send_message (self);
}
