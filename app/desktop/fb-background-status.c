/* fb-background-status.c
 *
 * What the desktop's list of background applications says of a sandboxed one. It is how people find
 * it where there is no tray.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-background-status.h"

#include "fb-sandbox.h"

#include <gio/gio.h>

/* Characters, by the portal's documentation. */
#define MAX_MESSAGE 96

/* Portals before version 2 don't know it, which is no harm. */
static void
on_set (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);

  if (answer == NULL)
    g_debug ("The background portal took no status: %s", error->message);
}

static void
on_bus (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree char *message = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);
  GVariantBuilder options;

  if (connection == NULL)
    return;
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (message));
  g_dbus_connection_call (connection, "org.freedesktop.portal.Desktop",
                          "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Background",
                          "SetStatus", g_variant_new ("(a{sv})", &options), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_set, NULL);
}

/**
 * fb_background_status_set:
 * @message: what the application is doing, in a sentence
 *
 * Does nothing outside a sandbox.
 */
void
fb_background_status_set (const char *message)
{
  g_return_if_fail (message != NULL);

  if (fb_sandbox_is_around ())
    g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus,
               g_utf8_substring (message, 0, MIN (g_utf8_strlen (message, -1), MAX_MESSAGE)));
}
