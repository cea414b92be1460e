/* test-confinement.c
 *
 * What a helper that has shut itself in can't do: each thing is tried by confined-attempts, a
 * process that is shut in by the same code. That it can be done otherwise is tried before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "helper-process.h"

#define REFUSED   10
#define NOT_TRIED 11

/* How many could be done by one that is not shut in. Containers forbid some things to all. */
static guint n_possible;
static guint n_attempts;

static char *
find_program (void)
{
  return g_test_build_filename (G_TEST_BUILT, "render", "helper", "confined-attempts", NULL);
}

/* Returns the status as of waitpid. */
static int
attempt (const char *how, const char *name)
{
  g_autofree char *program = find_program ();
  g_autoptr (GError) error = NULL;
  const char *arguments[] = { program, how != NULL ? how : name, how != NULL ? name : NULL, NULL };
  int status;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  return status;
}

static gboolean
is_exit (int status, int code)
{
  return WIFEXITED (status) && WEXITSTATUS (status) == code;
}

static void
test_attempt (gconstpointer data)
{
  const char *name = data;
  const int status = attempt (NULL, name);

  n_attempts++;
  n_possible += is_exit (attempt ("--free", name), 0);
  g_test_message ("status %x", (guint) status);
  g_assert_true (is_exit (status, REFUSED) ||
                 (WIFSIGNALED (status) && WTERMSIG (status) == SIGSYS));
}

/* After all: that nothing could be done shows little if hardly anything can be done anyway. */
static void
test_possible (void)
{
  g_test_message ("%u of %u are possible here", n_possible, n_attempts);
  g_assert_cmpuint (n_possible + 3, >=, n_attempts);
}

static void
test_landlock (void)
{
  static const char *const names[] = { "openat",      "openat2",         "create-file",
                                       "list-folder", "own-memory-file", "execute" };

  if (is_exit (attempt ("--landlock", "openat"), NOT_TRIED))
    {
      g_test_skip ("This kernel has no Landlock");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_true (is_exit (attempt ("--landlock", names[i]), REFUSED));
    }
}

/* The helper itself, as the kernel sees it. */
static void
test_helper (void)
{
  g_autoptr (HelperProcess) helper = helper_process_new ();
  g_autofree char *path = g_strdup_printf ("/proc/%d/status", (int) helper->pid);
  g_autofree char *status = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &status, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (status, "\nNoNewPrivs:\t1\n"));
  g_assert_nonnull (strstr (status, "\nSeccomp:\t2\n"));
  g_assert_true ((helper->confinement & FB_RENDER_SECCOMP) != 0);
  if (!is_exit (attempt ("--landlock", "openat"), NOT_TRIED))
    g_assert_true ((helper->confinement & FB_RENDER_LANDLOCK) != 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_autofree char *program = find_program ();
  const char *arguments[] = { program, "--list", NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL,
                &error);
  g_assert_no_error (error);

  g_auto (GStrv) names = g_strsplit (g_strchomp (output), "\n", -1);
  g_assert_cmpuint (g_strv_length (names), >, 20);
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *test = g_strconcat ("/render/confinement/", names[i], NULL);

      g_test_add_data_func (test, names[i], test_attempt);
    }
  g_test_add_func ("/render/confinement/possible", test_possible);
  g_test_add_func ("/render/confinement/landlock-alone", test_landlock);
  g_test_add_func ("/render/confinement/helper", test_helper);
  return g_test_run ();
}
