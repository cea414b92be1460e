/* On Wayland a window gets the focus only with an activation token of the application that was
 * clicked: of the tray, or of the notification service. */

#include "config.h"

#include "tray-host.h"

/* The areas of the other window and of notifications: the right half, and its upper corner. */
#define OTHER_X 1000
#define OTHER_Y 600
#define CORNER  ((ScreenArea){ 1080, PANEL_HEIGHT, 320, 200 })

#define PANEL_HEIGHT 40

typedef struct
{
  TrayHost host;
  GSubprocess *other;
} Fixture;

/* The focused window, from sway's tree */

static char *
find_focused (JsonObject *node)
{
  JsonArray *nodes = json_object_get_array_member (node, "nodes");

  if (json_object_get_boolean_member (node, "focused"))
    return g_strdup (json_object_get_string_member_with_default (node, "app_id", NULL));
  for (guint i = 0; i < json_array_get_length (nodes); i++)
    {
      char *found = find_focused (json_array_get_object_element (nodes, i));
      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
dup_focused (void)
{
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_command_line_sync ("swaymsg -t get_tree", &output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (JsonNode) tree = json_from_string (output, &error);
  g_assert_no_error (error);
  return find_focused (json_node_get_object (tree));
}

static gboolean
has_focus (gpointer application_id)
{
  g_autofree char *focused = dup_focused ();

  return g_strcmp0 (focused, application_id) == 0;
}

static void
wait_for_focus (const char *application_id)
{
  if (!desktop_wait (has_focus, (gpointer) application_id))
    {
      g_autofree char *focused = dup_focused ();
      g_error ("Not %s has the focus, but %s", application_id, focused);
    }
}

/* The other application */

static void
start_other (Fixture *fixture)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "desktop", "other-window", NULL);
  g_autoptr (GError) error = NULL;

  fixture->other = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, NULL);
  g_assert_no_error (error);
  wait_for_focus (APPLICATION_ID ".Other");
  screen_wait_until_still ();
}

static char *
dup_token (Fixture *fixture)
{
  g_autoptr (GDataInputStream) output =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->other));
  g_autoptr (GError) error = NULL;

  screen_click (OTHER_X, OTHER_Y, 1);
  char *token = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (token);
  return token;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  tray_host_set_up (&fixture->host, NULL);
  running_faxbell_start (fixture->host.desktop.faxbell, NULL);
  wait_for_focus (APPLICATION_ID);
  start_other (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_subprocess_force_exit (fixture->other);
  g_subprocess_wait (fixture->other, NULL, NULL);
  g_clear_object (&fixture->other);
  running_faxbell_end (fixture->host.desktop.faxbell);
  tray_host_tear_down (&fixture->host, NULL);
}

static void
provide_token (Fixture *fixture, const char *token)
{
  g_variant_unref (tray_host_call_item (&fixture->host, "ProvideXdgActivationToken",
                                        g_variant_new ("(s)", token)));
}

static void
activate (Fixture *fixture)
{
  g_variant_unref (tray_host_call_item (&fixture->host, "Activate", g_variant_new ("(ii)", 0, 0)));
}

/* With a token that the compositor doesn't know, the focus stays where it is. */
static void
test_tray (Fixture *fixture, gconstpointer data)
{
  provide_token (fixture, "no-such-token");
  activate (fixture);
  g_autofree char *token = dup_token (fixture);
  g_assert_true (has_focus ((gpointer) (APPLICATION_ID ".Other")));

  provide_token (fixture, token);
  activate (fixture);
  wait_for_focus (APPLICATION_ID);
}

/* A notification service with just what a click needs. This version of sway refuses the tokens of
 * real ones, because their windows have no keyboard focus. */

static const char service_xml[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "<method name='GetServerInformation'><arg type='s' direction='out'/>"
  "<arg type='s' direction='out'/><arg type='s' direction='out'/>"
  "<arg type='s' direction='out'/></method>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='u' direction='out'/></method>"
  "</interface></node>";

static void
on_service_call (GDBusConnection *connection,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *method,
                 GVariant *parameters,
                 GDBusMethodInvocation *invocation,
                 gpointer data)
{
  const char *const capabilities[] = { "actions", "body", NULL };
  gboolean *has_alerted = data;

  if (g_str_equal (method, "GetCapabilities"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", capabilities));
  else if (g_str_equal (method, "GetServerInformation"))
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(ssss)", "Test", "Test", "1", "1.2"));
  else
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", 1));
      *has_alerted = TRUE;
    }
}

static void
become_service (GDBusConnection *connection, gboolean *has_alerted)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_service_call };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (service_xml, &error);

  g_assert_no_error (error);
  g_dbus_connection_register_object (connection, "/org/freedesktop/Notifications",
                                     node->interfaces[0], &vtable, has_alerted, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    "RequestName", g_variant_new ("(su)", "org.freedesktop.Notifications", 0), NULL,
    G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
emit (GDBusConnection *connection, const char *signal, const char *argument)
{
  g_dbus_connection_emit_signal (connection, NULL, "/org/freedesktop/Notifications",
                                 "org.freedesktop.Notifications", signal,
                                 g_variant_new ("(us)", 1, argument), NULL);
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* A fax without a document is shown in the window. */
static void
test_notification (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", "fax-inbound.json", NULL);
  Desktop *desktop = &fixture->host.desktop;
  gboolean has_alerted = FALSE;

  g_subprocess_force_exit (desktop->service);
  g_subprocess_wait (desktop->service, NULL, NULL);
  become_service (desktop->session, &has_alerted);
  g_assert_cmpuint (desktop_post (desktop, sample, NULL), ==, 200);
  g_assert_true (desktop_wait (is_true, &has_alerted));
  g_autofree char *token = dup_token (fixture);
  g_assert_true (has_focus ((gpointer) (APPLICATION_ID ".Other")));

  emit (desktop->session, "ActivationToken", token);
  emit (desktop->session, "ActionInvoked", "default");
  wait_for_focus (APPLICATION_ID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/focus/tray", Fixture, NULL, set_up, test_tray, tear_down);
  g_test_add ("/focus/notification", Fixture, NULL, set_up, test_notification, tear_down);
  return g_test_run ();
}
