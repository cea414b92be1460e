/* fb-network-watch.c
 *
 * Tells when an address that was not there may be there now: the network changed, or the computer
 * woke up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-network-watch.h"

#define LOGIND_NAME "org.freedesktop.login1"

struct _FbNetworkWatch
{
  GObject parent_instance;

  GCancellable *cancellable;
  GDBusConnection *system_bus;
  guint sleep_subscription;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (FbNetworkWatch, fb_network_watch, G_TYPE_OBJECT)

static void
on_change (FbNetworkWatch *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* Sent with TRUE before the computer sleeps, with FALSE when it woke up. */
static void
on_prepare_for_sleep (GDBusConnection *connection,
                      const char *sender,
                      const char *object_path,
                      const char *interface,
                      const char *signal,
                      GVariant *parameters,
                      gpointer data)
{
  gboolean is_about_to_sleep;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;
  g_variant_get (parameters, "(b)", &is_about_to_sleep);
  if (!is_about_to_sleep)
    on_change (data);
}

/* Containers and sandboxes have no system bus, or not all of it. */
static void
on_system_bus (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_bus_get_finish (result, &error);

  if (connection == NULL)
    {
      g_debug ("Nobody will tell when the computer wakes up: %s", error->message);
      return;
    }
  FbNetworkWatch *self = data;
  self->system_bus = connection;
  self->sleep_subscription = g_dbus_connection_signal_subscribe (
    connection, LOGIND_NAME, LOGIND_NAME ".Manager", "PrepareForSleep", "/org/freedesktop/login1",
    NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_prepare_for_sleep, self, NULL);
}

/* GObject */

static void
fb_network_watch_dispose (GObject *object)
{
  FbNetworkWatch *self = FB_NETWORK_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  if (self->sleep_subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->system_bus, self->sleep_subscription);
  self->sleep_subscription = 0;
  g_clear_object (&self->system_bus);

  G_OBJECT_CLASS (fb_network_watch_parent_class)->dispose (object);
}

static void
fb_network_watch_finalize (GObject *object)
{
  g_clear_object (&FB_NETWORK_WATCH (object)->cancellable);

  G_OBJECT_CLASS (fb_network_watch_parent_class)->finalize (object);
}

static void
fb_network_watch_class_init (FbNetworkWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fb_network_watch_dispose;
  object_class->finalize = fb_network_watch_finalize;

  changed_signal = g_signal_new ("changed", FB_TYPE_NETWORK_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
fb_network_watch_init (FbNetworkWatch *self)
{
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (on_change), self, G_CONNECT_SWAPPED);
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, on_system_bus, self);
}

/**
 * fb_network_watch_new:
 *
 * Returns: (transfer full): what tells of changes
 */
FbNetworkWatch *
fb_network_watch_new (void)
{
  return g_object_new (FB_TYPE_NETWORK_WATCH, NULL);
}
