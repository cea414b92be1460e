/* What people click, and what comes of it: the switch that starts Faxbell at login, and the buttons
 * of the dialogs. With a pointer, in the real windows. */

#include "config.h"

#include "desktop-fixture.h"
#include "desktop-keyboard.h"
#include "screen.h"

#include <glib/gstdio.h>
#include <string.h>

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_gone (gpointer path)
{
  return !is_there (path);
}

static void
test_start_at_login (Desktop *desktop, gconstpointer data)
{
  const char *name = "Start at Login";
  g_autofree char *file = g_build_filename (desktop->faxbell->home, ".config", "autostart",
                                            APPLICATION_ID ".desktop", NULL);

  running_faxbell_start (desktop->faxbell, "--background");
  desktop_activate_action (desktop, "preferences", NULL);
  desktop_click ("Startup");
  desktop_click (name);
  g_assert_true (desktop_wait (is_there, file));
  desktop_wait_until_checked (name, TRUE);

  /* As the desktop's own settings do it. */
  g_assert_no_errno (g_unlink (file));
  desktop_wait_until_checked (name, FALSE);

  desktop_click (name);
  g_assert_true (desktop_wait (is_there, file));
  desktop_wait_until_checked (name, TRUE);
  desktop_click (name);
  g_assert_true (desktop_wait (is_gone, file));
  desktop_wait_until_checked (name, FALSE);
  running_faxbell_end (desktop->faxbell);
}

static gboolean
has_no_window (gpointer data)
{
  return !screen_has_window ("faxbell", NULL);
}

static void
test_close_window (Desktop *desktop, gconstpointer data)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", "fax-inbound.json", NULL);

  running_faxbell_start (desktop->faxbell, NULL);
  desktop_click ("Close");
  desktop_click ("Close Window");
  g_assert_true (desktop_wait (has_no_window, NULL));
  g_assert_cmpuint (desktop_post (desktop, sample, NULL), ==, 200);

  /* It isn't explained twice. */
  g_autoptr (GSubprocess) second = running_faxbell_launch_again (desktop->faxbell);
  desktop_click ("Close");
  g_assert_true (desktop_wait (has_no_window, NULL));
  running_faxbell_end (desktop->faxbell);
}

static void
test_quit (Desktop *desktop, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  running_faxbell_start (desktop->faxbell, NULL);
  desktop_click ("Close");
  desktop_click ("Quit");
  g_subprocess_wait_check (desktop->faxbell->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&desktop->faxbell->process);
}

static void
test_plain_http (Desktop *desktop, gconstpointer data)
{
  running_faxbell_set (desktop->faxbell, "receiver-address='0.0.0.0'");
  running_faxbell_spawn (desktop->faxbell, NULL);
  desktop_wait_to_see ("Try Again");
  desktop_activate_action (desktop, "preferences", NULL);
  /* The main window has a button of that name, too, which asks nothing. */
  desktop_wait_to_see ("New Password…");
  desktop_click ("Try Again");
  desktop_click ("Cancel");
  desktop_click ("Try Again");
  desktop_click ("Receive Anyway");
  running_faxbell_wait_until_listening (desktop->faxbell);
  running_faxbell_end (desktop->faxbell);
}

static void
test_new_password (Desktop *desktop, gconstpointer data)
{
  g_autofree char *sample = g_test_build_filename (G_TEST_DIST, "data", "fax-inbound.json", NULL);

  running_faxbell_start (desktop->faxbell, "--background");
  desktop_activate_action (desktop, "preferences", NULL);
  desktop_click ("New Password…");
  desktop_click ("Cancel");
  g_assert_cmpuint (desktop_post (desktop, sample, NULL), ==, 200);
  desktop_click ("New Password…");
  desktop_click ("Create New Password");
  desktop_click ("Done");
  g_assert_cmpuint (desktop_post (desktop, sample, NULL), ==, 401);
  running_faxbell_end (desktop->faxbell);
}

/* From the tray, while the preferences are open, which let no other window be used: above them. Its
 * button for the public address leads back to them. */
static void
test_status_over_preferences (Desktop *desktop, gconstpointer data)
{
  running_faxbell_start (desktop->faxbell, "--background");
  desktop_activate_action (desktop, "preferences", NULL);
  desktop_wait_to_see ("New Password…");
  desktop_activate_action (desktop, "status", NULL);
  desktop_click ("Set Public Address");
  desktop_click ("New Password…");
  desktop_click ("Cancel");

  desktop_activate_action (desktop, "status", NULL);
  desktop_wait_to_see ("Copy Report");
  screen_wait_until_still ();
  desktop_press ("Escape");
  desktop_wait_until_gone ("Copy Report");
  running_faxbell_end (desktop->faxbell);
}

/* A slash opens the entry of a file chooser. GTK 4.18 loses what is typed until it is there. */
static void
type_path (const char *path)
{
  g_assert_true (g_path_is_absolute (path));
  desktop_press ("slash");
  screen_wait_until_still ();
  for (const char *c = path + 1; *c != '\0'; c++)
    {
      const char letter[] = { *c, '\0' };
      if (*c == '/')
        desktop_press ("slash");
      else if (*c == '.')
        desktop_press ("period");
      else if (*c == '-')
        desktop_press ("minus");
      else
        desktop_type (letter);
    }
}

/* In and out again. It isn't ended but killed: GTK's file chooser leaks. */
static void
test_names_of_numbers (Desktop *desktop, gconstpointer data)
{
  g_autofree char *path = g_build_filename (desktop->faxbell->home, "names.vcf", NULL);
  g_autofree char *exported = g_build_filename (desktop->faxbell->home, "exported.vcf", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "BEGIN:VCARD\nFN:A\nTEL:7025550123\nEND:VCARD\n", -1, &error);
  g_assert_no_error (error);
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_activate_action (desktop, "import-names", NULL);
  desktop_wait_to_see_part ("Import Names");
  screen_wait_until_still ();
  type_path (path);
  desktop_press ("Return");
  desktop_wait_to_see_part ("Named 1 number");

  desktop_activate_action (desktop, "export-names", NULL);
  desktop_wait_to_see_part ("Export Names");
  screen_wait_until_still ();
  /* Over what is suggested, whose end stays. */
  g_autofree char *stem = g_strndup (exported, strlen (exported) - strlen (".vcf"));
  type_path (stem);
  desktop_press ("Return");
  desktop_wait_to_see_part ("Exported 1 name");
  g_assert_true (is_there (exported));
  running_faxbell_kill (desktop->faxbell);
}

/* Each button by one name, which tells what it does. */
static void
test_names (Desktop *desktop, gconstpointer data)
{
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_wait_to_see ("Set Up Faxbell");
  g_assert_true (desktop_sees ("Open"));
  g_assert_false (desktop_sees ("_Open Open"));
  g_assert_false (desktop_sees ("_Set Up Faxbell Set Up Faxbell"));
  running_faxbell_end (desktop->faxbell);
}

#define DIALOG_TEST(path, function)                                                                \
  g_test_add (path, Desktop, NULL, desktop_set_up, function, desktop_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  DIALOG_TEST ("/dialogs/start-at-login", test_start_at_login);
  DIALOG_TEST ("/dialogs/close-window", test_close_window);
  DIALOG_TEST ("/dialogs/quit", test_quit);
  DIALOG_TEST ("/dialogs/names", test_names);
  DIALOG_TEST ("/dialogs/plain-http", test_plain_http);
  DIALOG_TEST ("/dialogs/new-password", test_new_password);
  DIALOG_TEST ("/dialogs/status-over-preferences", test_status_over_preferences);
  DIALOG_TEST ("/dialogs/names-of-numbers", test_names_of_numbers);
  return g_test_run ();
}
