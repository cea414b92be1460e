/* test-command-line.c
 *
 * What the command line says, of tasks that need no display.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "running-faxbell.h"

/* Returns what it says on standard error; it succeeds. */
static char *
set_password (RunningFaxbell *faxbell, const char *password)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                      faxbell->binary, "--set-password=" RUNNING_USER, NULL);
  char *text = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, password, NULL, NULL, &text, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return text;
}

/* One that is easily guessed is set, but not without a word. */
static void
test_short_password (void)
{
  const struct
  {
    const char *password;
    gboolean is_short;
  } cases[] = {
    { "1", TRUE },           { "elevenchars", TRUE },   { "elevenchars\n", TRUE },
    { "äöüäöüäöüäö", TRUE }, { "twelve chars", FALSE }, { RUNNING_PASSWORD, FALSE },
  };
  g_autoptr (RunningFaxbell) faxbell = running_faxbell_new ();

  running_faxbell_export_environment (faxbell);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = set_password (faxbell, cases[i].password);

      g_test_message ("%s: %s", cases[i].password, text);
      g_assert_cmpint (strstr (text, "12 characters") != NULL, ==, cases[i].is_short);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/application/command-line/short-password", test_short_password);
  return g_test_run ();
}
