/* Start at login: the file that the desktop reads, and changes to it by other programs. */

#include "config.h"

#include "fb-autostart-file-private.h"
#include "fb-autostart.h"

#include <gio/gdesktopappinfo.h>
#include <glib/gstdio.h>

typedef struct
{
  GSettings *settings;
  FbAutostart *autostart;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->path = fb_autostart_file_dup_path ();
  g_assert_true (g_str_has_prefix (fixture->path, g_get_user_config_dir ()));
  fixture->settings = g_settings_new (APPLICATION_ID);
  fixture->autostart = fb_autostart_new (fixture->settings);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->autostart);
  g_clear_object (&fixture->settings);
  g_unlink (fixture->path);
  g_free (fixture->path);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
wait_until (Fixture *fixture, gboolean enabled)
{
  while (fb_autostart_is_enabled (fixture->autostart) != enabled)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_set (GObject *object, GAsyncResult *result, gpointer data)
{
  gboolean *is_set = data;
  g_autoptr (GError) error = NULL;

  *is_set = fb_autostart_set_finish (FB_AUTOSTART (object), result, &error);
  g_assert_no_error (error);
}

static void
set (Fixture *fixture, gboolean enabled)
{
  gboolean is_set = FALSE;

  fb_autostart_set_async (fixture->autostart, enabled, on_set, &is_set);
  while (!is_set)
    g_main_context_iteration (NULL, TRUE);
  wait_until (fixture, enabled);
}

static void
test_set (Fixture *fixture, gconstpointer data)
{
  const char *const command[] = { "desktop-file-validate", fixture->path, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_false (fb_autostart_is_enabled (fixture->autostart));
  set (fixture, TRUE);
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  set (fixture, FALSE);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
  set (fixture, FALSE);
}

/* A desktop's own settings write Hidden or GNOME's key, or remove the file. */
static void
test_switched_off_by_others (Fixture *fixture, gconstpointer data)
{
  set (fixture, TRUE);
  g_assert_true (g_file_set_contents (
    fixture->path, "[Desktop Entry]\nType=Application\nExec=faxbell\nHidden=true\n", -1, NULL));
  wait_until (fixture, FALSE);
  set (fixture, TRUE);
  g_assert_true (g_file_set_contents (
    fixture->path, "[Desktop Entry]\nExec=faxbell\nX-GNOME-Autostart-enabled=false\n", -1, NULL));
  wait_until (fixture, FALSE);
  set (fixture, TRUE);
  g_assert_no_errno (g_unlink (fixture->path));
  wait_until (fixture, FALSE);
  g_assert_true (g_file_set_contents (fixture->path, "[Desktop Entry]\nExec=faxbell\n", -1, NULL));
  wait_until (fixture, TRUE);
}

static void
test_no_file_at_all (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "", "not a key file", "[Desktop Entry]\nHidden=false\n",
                                          "[Other]\nExec=faxbell\n", "\xff\xfe" };

  set (fixture, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_assert_true (g_file_set_contents (fixture->path, contents[i], -1, NULL));
      g_assert_false (fb_autostart_file_is_enabled (fixture->path));
    }
}

/* Quoting by the specification's rules for Exec, parsed by GLib, which starts the program. There is
 * no percent sign in it: GLib looks for the program before it expands those. */
static void
test_odd_program (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("odd $HOME `x` \"q\" \\ XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *program = g_build_filename (folder, "program", NULL);
  g_autofree char *proof = g_build_filename (folder, "proof", NULL);

  g_assert_true (
    g_file_set_contents (program, "#!/bin/sh\necho \"$@\" > \"${0%/*}/proof\"\n", -1, NULL));
  g_assert_no_errno (g_chmod (program, 0700));
  g_assert_true (fb_autostart_file_write (fixture->path, program, &error));
  g_assert_no_error (error);
  g_autoptr (GDesktopAppInfo) entry = g_desktop_app_info_new_from_filename (fixture->path);
  g_assert_nonnull (entry);
  g_assert_true (g_app_info_launch (G_APP_INFO (entry), NULL, NULL, &error));
  g_assert_no_error (error);

  g_autofree char *arguments = NULL;
  for (guint i = 0; i < 500 && arguments == NULL; i++)
    {
      if (g_file_get_contents (proof, &arguments, NULL, NULL) && *arguments == '\0')
        g_clear_pointer (&arguments, g_free);
      g_usleep (20 * 1000);
    }
  g_assert_cmpstr (arguments, ==, "--background\n");
  g_unlink (proof);
  g_unlink (program);
  g_rmdir (folder);
}

#define AUTOSTART_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);
  AUTOSTART_TEST ("/autostart/set", test_set);
  AUTOSTART_TEST ("/autostart/switched-off-by-others", test_switched_off_by_others);
  AUTOSTART_TEST ("/autostart/no-file-at-all", test_no_file_at_all);
  AUTOSTART_TEST ("/autostart/odd-program", test_odd_program);
  return g_test_run ();
}
