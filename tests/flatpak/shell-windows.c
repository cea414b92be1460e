/* shell-windows.c
 *
 * A stand-in for the one thing that GNOME's portals ask GNOME Shell for in these tests: which
 * applications have a window. It tells the truth about ours. The portals themselves are real.
 *
 * It answers in a thread of its own, whatever the test is waiting for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "shell-windows.h"

#include "screen.h"

#define SHELL      "org.gnome.Shell"
#define PATH       "/org/gnome/Shell/Introspect"
#define INTROSPECT "org.gnome.Shell.Introspect"
/* In milliseconds. */
#define LOOK_INTERVAL 100

struct _ShellWindows
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GDBusConnection *connection;
  gboolean has_window;
};

static const char introspection[] = "<node>"
                                    "  <interface name='" INTROSPECT "'>"
                                    "    <method name='GetRunningApplications'>"
                                    "      <arg type='a{sa{sv}}' direction='out'/>"
                                    "    </method>"
                                    "    <signal name='RunningApplicationsChanged'/>"
                                    "  </interface>"
                                    "</node>";

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *object_path,
         const char *interface_name,
         const char *method_name,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  ShellWindows *self = data;
  GVariantBuilder applications;

  g_variant_builder_init (&applications, G_VARIANT_TYPE ("a{sa{sv}}"));
  if (self->has_window)
    {
      g_variant_builder_open (&applications, G_VARIANT_TYPE ("{sa{sv}}"));
      g_variant_builder_add (&applications, "s", APPLICATION_ID ".desktop");
      g_variant_builder_open (&applications, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&applications, "{sv}", "sandboxed-app-id",
                             g_variant_new_string (APPLICATION_ID));
      g_variant_builder_close (&applications);
      g_variant_builder_close (&applications);
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a{sa{sv}})", &applications));
}

static gboolean
look (gpointer data)
{
  ShellWindows *self = data;
  gboolean has_window = screen_has_window ("faxbell", NULL);

  if (has_window != self->has_window)
    {
      self->has_window = has_window;
      g_dbus_connection_emit_signal (self->connection, NULL, PATH, INTROSPECT,
                                     "RunningApplicationsChanged", NULL, NULL);
    }
  return G_SOURCE_CONTINUE;
}

static void
register_object (ShellWindows *self)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection, &error);

  g_assert_no_error (error);
  g_dbus_connection_register_object (self->connection, PATH, node->interfaces[0], &vtable, self,
                                     NULL, &error);
  g_assert_no_error (error);
}

static gpointer
run (gpointer data)
{
  ShellWindows *self = data;
  g_autoptr (GSource) source = g_timeout_source_new (LOOK_INTERVAL);

  g_main_context_push_thread_default (self->context);
  register_object (self);
  guint owner = g_bus_own_name_on_connection (self->connection, SHELL, G_BUS_NAME_OWNER_FLAGS_NONE,
                                              NULL, NULL, NULL, NULL);
  g_source_set_callback (source, look, self, NULL);
  g_source_attach (source, self->context);
  g_main_loop_run (self->loop);
  g_source_destroy (source);
  g_bus_unown_name (owner);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/**
 * shell_windows_new:
 *
 * Returns: (transfer full): the stand-in, on the session's bus
 */
ShellWindows *
shell_windows_new (void)
{
  ShellWindows *self = g_new0 (ShellWindows, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);

  g_assert_no_error (error);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->connection = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  self->thread = g_thread_new ("shell windows", run, self);
  return self;
}

/**
 * shell_windows_free:
 * @self: the stand-in
 */
void
shell_windows_free (ShellWindows *self)
{
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}
