/* running-faxbell.c
 *
 * The real application as a test's child: started in a home of its own, ready when it listens,
 * killed or ended as the test wants.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "running-faxbell.h"

#include <glib/gstdio.h>
#include <signal.h>

#define START_TIMEOUT (30 * G_TIME_SPAN_SECOND)

static guint16
find_free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_assert_cmpuint (port, >, 0);
  return port;
}

/* The settings of the keyfile backend, as the application reads them. */
static void
write_settings (RunningFaxbell *self)
{
  g_autofree char *folder = g_build_filename (self->home, ".config", "glib-2.0", "settings", NULL);
  g_autofree char *path = g_build_filename (folder, "keyfile", NULL);
  g_autofree char *settings =
    g_strdup_printf ("[io/github/faxbell/Faxbell]\nreceiver-port=uint32 %u\n", self->port);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (path, settings, -1, NULL));
}

static const char *const folders[][2] = {
  { "XDG_DATA_HOME", ".local/share" },
  { "XDG_CONFIG_HOME", ".config" },
  { "XDG_CACHE_HOME", ".cache" },
  { "XDG_STATE_HOME", ".local/state" },
};

/**
 * running_faxbell_export_environment:
 * @self: the application
 *
 * Has all that this process starts find the application's home.
 */
void
running_faxbell_export_environment (RunningFaxbell *self)
{
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (self->home, folders[i][1], NULL);
      g_setenv (folders[i][0], path, TRUE);
    }
}

static GSubprocessLauncher *
make_launcher (RunningFaxbell *self, GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_setenv (launcher, "HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "GSETTINGS_BACKEND", "keyfile", TRUE);
  /* A test may be let off: libatspi, which only tests use, leaks at races. */
  g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", "detect_leaks=1", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (self->home, folders[i][1], NULL);
      g_subprocess_launcher_setenv (launcher, folders[i][0], path, TRUE);
    }
  return launcher;
}

/**
 * running_faxbell_run:
 * @self: the application
 * @input: (nullable): for its standard input
 * @argument: what it shall do; it must not need a display
 *
 * Returns: (transfer full): its standard output; it succeeded
 */
char *
running_faxbell_run (RunningFaxbell *self, const char *input, const char *argument)
{
  g_autoptr (GSubprocessLauncher) launcher =
    make_launcher (self, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_autoptr (GSubprocess) process =
    g_subprocess_launcher_spawn (launcher, &error, self->binary, argument, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return output;
}

/**
 * running_faxbell_new:
 *
 * Returns: (transfer full): the application, with a password and not running yet
 */
RunningFaxbell *
running_faxbell_new (void)
{
  RunningFaxbell *self = g_new0 (RunningFaxbell, 1);

  self->binary = g_getenv ("FAXBELL");
  g_assert_nonnull (self->binary);
  self->home = g_dir_make_tmp ("faxbell-home-XXXXXX", NULL);
  self->port = find_free_port ();
  write_settings (self);
  g_free (running_faxbell_run (self, RUNNING_PASSWORD, "--set-password=" RUNNING_USER));
  return self;
}

static gboolean
is_listening (RunningFaxbell *self)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, NULL);

  return connection != NULL;
}

/**
 * running_faxbell_start:
 * @self: the application, not running
 * @argument: (nullable): one for its command line
 *
 * Returns when it listens.
 */
void
running_faxbell_start (RunningFaxbell *self, const char *argument)
{
  g_autoptr (GSubprocessLauncher) launcher = make_launcher (self, G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;
  gint64 deadline = g_get_monotonic_time () + START_TIMEOUT;

  g_assert_null (self->process);
  self->process = g_subprocess_launcher_spawn (launcher, &error, self->binary, argument, NULL);
  g_assert_no_error (error);
  while (!is_listening (self))
    {
      g_assert_nonnull (g_subprocess_get_identifier (self->process));
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (10 * 1000);
    }
}

/**
 * running_faxbell_start_in:
 * @self: the application, not running
 * @command: what becomes the application in the end
 *
 * Starts it in other surroundings. Whether it listens, only those who are there can see.
 */
void
running_faxbell_start_in (RunningFaxbell *self, const char *const *command)
{
  g_autoptr (GSubprocessLauncher) launcher = make_launcher (self, G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;

  g_assert_null (self->process);
  self->process = g_subprocess_launcher_spawnv (launcher, command, &error);
  g_assert_no_error (error);
}

/**
 * running_faxbell_launch_again:
 * @self: the application, running
 *
 * What the desktop's menu does.
 *
 * Returns: (transfer full): the second process; it has handed over to the first and ended
 */
GSubprocess *
running_faxbell_launch_again (RunningFaxbell *self)
{
  g_autoptr (GSubprocessLauncher) launcher = make_launcher (self, G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;
  GSubprocess *second = g_subprocess_launcher_spawn (launcher, &error, self->binary, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (second, NULL, &error);
  g_assert_no_error (error);
  return second;
}

/**
 * running_faxbell_kill:
 * @self: the application, running
 *
 * Kills it where it stands.
 */
void
running_faxbell_kill (RunningFaxbell *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

/**
 * running_faxbell_end:
 * @self: the application, running
 *
 * Ends it as a session does, by SIGTERM; it must end well.
 */
void
running_faxbell_end (RunningFaxbell *self)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait_check (self->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->process);
}

char *
running_faxbell_dup_url (RunningFaxbell *self, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

/**
 * running_faxbell_export:
 * @self: the application, running or not
 *
 * Returns: (transfer full): what `--export=-` writes: an array of faxes
 */
JsonNode *
running_faxbell_export (RunningFaxbell *self)
{
  g_autofree char *output = running_faxbell_run (self, NULL, "--export=-");
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (output, &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));
  return node;
}

static void
remove_recursively (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_recursively (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

void
running_faxbell_free (RunningFaxbell *self)
{
  if (self->process != NULL)
    running_faxbell_kill (self);
  remove_recursively (self->home);
  g_free (self->home);
  g_free (self);
}
