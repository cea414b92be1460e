/* sandbox.c
 *
 * The installed Flatpak as its users have it: started by `flatpak run` or by the bus, on a desktop
 * with a tray, a notification service and the portals of GNOME. All of it is real but the viewer
 * for documents and the window list of GNOME Shell. A session is good for one test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sandbox.h"

#include <stdarg.h>

#define OBJECT_PATH "/io/github/faxbell/Faxbell"

/**
 * sandbox_run_on_host:
 * @command: a program
 * @...: its arguments, and %NULL
 *
 * Runs it; it must succeed.
 */
void
sandbox_run_on_host (const char *command, ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  va_list list;

  va_start (list, command);
  for (const char *argument = command; argument != NULL; argument = va_arg (list, const char *))
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);

  g_autoptr (GSubprocess) process = g_subprocess_newv ((const char *const *) arguments->pdata,
                                                       G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* The application */

/**
 * sandbox_has_window:
 * @unused: for desktop_wait()
 *
 * Returns: whether the application has a window on the screen
 */
gboolean
sandbox_has_window (gpointer unused)
{
  return screen_has_window ("faxbell", NULL);
}

/**
 * sandbox_start:
 * @sandbox: the sandbox, with nothing running in it
 * @argument: (nullable): one for the command line
 *
 * Starts the application and waits until it listens.
 */
void
sandbox_start (Sandbox *sandbox, const char *argument)
{
  running_faxbell_start (sandbox->host.desktop.faxbell, argument);
}

static gboolean
has_owner (Sandbox *sandbox, const char *name)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    sandbox->host.desktop.session, "org.freedesktop.DBus", "/org/freedesktop/DBus",
    "org.freedesktop.DBus", "NameHasOwner", g_variant_new ("(s)", name), G_VARIANT_TYPE ("(b)"),
    G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean has_owner = FALSE;

  g_variant_get (answer, "(b)", &has_owner);
  return has_owner;
}

gboolean
sandbox_is_running (gpointer sandbox)
{
  return has_owner (sandbox, APPLICATION_ID);
}

gboolean
sandbox_is_gone (gpointer sandbox)
{
  return !sandbox_is_running (sandbox);
}

/**
 * sandbox_call_application:
 * @sandbox: the sandbox
 * @method: one of org.freedesktop.Application
 * @arguments: its arguments
 *
 * As the host's launchers do it: the bus starts the application if it doesn't run.
 */
void
sandbox_call_application (Sandbox *sandbox, const char *method, GVariant *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
    sandbox->host.desktop.session, APPLICATION_ID, OBJECT_PATH, "org.freedesktop.Application",
    method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

/**
 * sandbox_wait_for_end:
 * @sandbox: the sandbox, with the application quitting, whoever started it
 *
 * It must end well.
 */
void
sandbox_wait_for_end (Sandbox *sandbox)
{
  RunningFaxbell *faxbell = sandbox->host.desktop.faxbell;
  g_autoptr (GError) error = NULL;

  g_assert_true (desktop_wait (sandbox_is_gone, sandbox));
  if (faxbell->process == NULL)
    return;
  g_subprocess_wait_check (faxbell->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&faxbell->process);
}

/**
 * sandbox_quit:
 * @sandbox: the sandbox, with the application running in it
 *
 * Has it quit, and waits until it has.
 */
void
sandbox_quit (Sandbox *sandbox)
{
  desktop_activate_action (&sandbox->host.desktop, "quit", NULL);
  sandbox_wait_for_end (sandbox);
}

/**
 * sandbox_post:
 * @sandbox: the sandbox, with the application running in it
 * @name: an event of tests/data
 * @document: (nullable): a document of the build tree's
 */
void
sandbox_post (Sandbox *sandbox, const char *name, const char *document)
{
  g_autofree char *event = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autofree char *path =
    document != NULL ? g_test_build_filename (G_TEST_BUILT, "data", document, NULL) : NULL;

  g_assert_cmpuint (desktop_post (&sandbox->host.desktop, event, path), ==, 200);
}

/* The host */

/**
 * sandbox_assert_opened:
 * @sandbox: the sandbox
 * @document: a document of the build tree's
 *
 * Waits until the host's viewer was asked to open a file, which must have the document's bytes.
 */
void
sandbox_assert_opened (Sandbox *sandbox, const char *document)
{
  g_autofree char *original = g_test_build_filename (G_TEST_BUILT, "data", document, NULL);
  g_autofree char *opened = desktop_wait_for_opened (&sandbox->host.desktop);

  sandbox_run_on_host ("cmp", original, opened, NULL);
}

/* What the bus starts, the portals among it, has the same home as the application. */
static void
export_environment (Sandbox *sandbox)
{
  running_faxbell_export_environment (sandbox->host.desktop.faxbell);
  g_setenv ("HOME", sandbox->host.desktop.faxbell->home, TRUE);
  sandbox_run_on_host ("dbus-update-activation-environment", "--all", NULL);
}

/* A test's session knows the portals of GTK alone. */
static void
add_portals_of_gnome (void)
{
  g_setenv ("XDG_CURRENT_DESKTOP", "GNOME", TRUE);
  g_setenv ("XDG_SESSION_TYPE", "x11", TRUE);
  sandbox_run_on_host ("ln", "-s", "/usr/share/xdg-desktop-portal/portals/gnome.portal",
                       g_getenv ("XDG_DESKTOP_PORTAL_DIR"), NULL);
}

void
sandbox_set_up (Sandbox *sandbox, gconstpointer data)
{
  if (data == NULL)
    add_portals_of_gnome ();
  tray_host_set_up (&sandbox->host, NULL);
  sandbox->shell = shell_windows_new ();
  export_environment (sandbox);
}

void
sandbox_tear_down (Sandbox *sandbox, gconstpointer data)
{
  g_clear_pointer (&sandbox->shell, shell_windows_free);
  tray_host_tear_down (&sandbox->host, NULL);
}
