/* Activation by D-Bus: from a desktop's launcher, and by a click on a notification that an earlier
 * process has shown. */

#include "config.h"

#include "desktop-fixture.h"
#include "kept-fax.h"

/* Of the sample of a received fax. */
#define INBOUND_ID "d7afa15d-a79-b013-18ec9c846ef3"

#define OBJECT_PATH "/io/github/faxbell/Faxbell"
#define WINDOW_PATH "/io/github/faxbell/Faxbell/window/1"

static char *display;

typedef struct
{
  RunningFaxbell *faxbell;
  GTestDBus *bus;
  GDBusConnection *connection;
} Fixture;

/* What the bus starts has the environment of the bus. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->faxbell = running_faxbell_new ();
  g_autofree char *folder = g_build_filename (fixture->faxbell->home, "services", NULL);
  g_autofree char *path = g_build_filename (folder, APPLICATION_ID ".service", NULL);
  g_autofree char *service = NULL;
  g_autofree char *sample = g_strdup (g_getenv ("SERVICE_FILE"));
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  /* The installed service file, with the program of the build folder. */
  g_assert_true (g_key_file_load_from_file (keys, sample, G_KEY_FILE_NONE, NULL));
  g_autofree char *command = g_key_file_get_string (keys, "D-BUS Service", "Exec", NULL);
  g_assert_true (g_str_has_suffix (command, "/faxbell --gapplication-service"));
  g_autofree char *program = g_shell_quote (fixture->faxbell->binary);
  service = g_strconcat (program, strrchr (command, ' '), NULL);
  g_key_file_set_string (keys, "D-BUS Service", "Exec", service);
  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_key_file_save_to_file (keys, path, NULL));

  running_faxbell_export_environment (fixture->faxbell);
  /* GTestDBus unsets the display, and has no accessibility bus. */
  g_setenv ("DISPLAY", display, TRUE);
  g_setenv ("GTK_A11Y", "none", TRUE);
  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_add_service_dir (fixture->bus, folder);
  g_test_dbus_up (fixture->bus);
  fixture->connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->connection);
  g_test_dbus_down (fixture->bus);
  g_clear_object (&fixture->bus);
  running_faxbell_free (fixture->faxbell);
}

static void
call_application (Fixture *fixture, const char *method, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    fixture->connection, APPLICATION_ID, OBJECT_PATH, "org.freedesktop.Application", method,
    arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

static gboolean
is_running (Fixture *fixture)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    fixture->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    "NameHasOwner", g_variant_new ("(s)", APPLICATION_ID), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
    NULL);
  gboolean has_owner = FALSE;

  g_variant_get (answer, "(b)", &has_owner);
  return has_owner;
}

/* GTK exports each window's actions. */
static gboolean
has_window (Fixture *fixture)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    fixture->connection, APPLICATION_ID, WINDOW_PATH, "org.gtk.Actions", "List", NULL, NULL,
    G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL);

  return answer != NULL;
}

/* A fax that is done counts as read. */
static gboolean
is_read (Fixture *fixture)
{
  g_autoptr (JsonNode) faxes = running_faxbell_export (fixture->faxbell);
  JsonObject *fax = json_array_get_object_element (json_node_get_array (faxes), 0);

  return json_object_get_boolean_member (fax, "read");
}

static void
wait_until (Fixture *fixture, gboolean (*is_so) (Fixture *fixture), gboolean expected)
{
  for (guint i = 0; i < 1000 && is_so (fixture) != expected; i++)
    g_usleep (20 * 1000);
  g_assert_true (is_so (fixture) == expected);
}

static void
activate_action (Fixture *fixture, const char *action, GVariant *target)
{
  GVariantBuilder targets;

  g_variant_builder_init (&targets, G_VARIANT_TYPE ("av"));
  if (target != NULL)
    g_variant_builder_add (&targets, "v", target);
  call_application (fixture, "ActivateAction",
                    g_variant_new ("(sav@a{sv})", action, &targets,
                                   g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)));
}

static void
activate (Fixture *fixture)
{
  call_application (
    fixture, "Activate",
    g_variant_new ("(@a{sv})", g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)));
}

static void
test_activate (Fixture *fixture, gconstpointer data)
{
  g_assert_false (is_running (fixture));
  activate (fixture);
  wait_until (fixture, has_window, TRUE);
  activate_action (fixture, "quit", NULL);
  wait_until (fixture, is_running, FALSE);
}

static void
test_action (Fixture *fixture, gconstpointer data)
{
  g_assert_false (is_running (fixture));
  activate_action (fixture, "show-fax", g_variant_new_string ("no such fax"));
  wait_until (fixture, has_window, TRUE);
  activate_action (fixture, "quit", NULL);
  wait_until (fixture, is_running, FALSE);
}

/* "Done" in a notification that an earlier process has shown: no window, and the fax is done. */
static void
test_done (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", "fax-inbound.json", NULL);
  Desktop desktop = { .faxbell = fixture->faxbell };

  running_faxbell_setenv (fixture->faxbell, "DISPLAY", display);
  running_faxbell_start (fixture->faxbell, "--background");
  g_assert_cmpuint (desktop_post (&desktop, sample, NULL), ==, 200);
  running_faxbell_end (fixture->faxbell);
  wait_until (fixture, is_running, FALSE);

  activate_action (fixture, "mark-fax-done", g_variant_new_string (INBOUND_ID));
  wait_until (fixture, is_read, TRUE);
  g_assert_false (has_window (fixture));
  activate_action (fixture, "quit", NULL);
  wait_until (fixture, is_running, FALSE);
  g_autoptr (FbFax) fax = kept_fax_find (fixture->faxbell, INBOUND_ID);
  g_assert_false (fb_fax_get_open (fax));
}

int
main (int argc, char **argv)
{
  display = g_strdup (g_getenv ("DISPLAY"));
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/activation/activate", Fixture, NULL, set_up, test_activate, tear_down);
  g_test_add ("/activation/action", Fixture, NULL, set_up, test_action, tear_down);
  g_test_add ("/activation/done", Fixture, NULL, set_up, test_done, tear_down);

  int status = g_test_run ();
  g_free (display);
  return status;
}
