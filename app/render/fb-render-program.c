/* fb-render-program.c
 *
 * Starts the helper's program with nothing but its descriptors 0 to 3, of which the first three are
 * /dev/null, an environment of few variables, and / as its folder. What it prints is thrown away:
 * it may be of the document.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-render-program-private.h"

#include "fb-render-error.h"
#include "fb-render-protocol.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

/* What it may know of whom it runs for: where fonts and libraries are, and the language, by which
 * fontconfig chooses among them; and how the sanitizers are to work. */
static char **
make_environment (void)
{
  static const char *const names[] = {
    "HOME",          "XDG_CACHE_HOME",  "XDG_CONFIG_HOME", "XDG_DATA_DIRS",
    "XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT",
    "LANG",          "LC_ALL",          "LC_CTYPE",        "LD_LIBRARY_PATH",
    "ASAN_OPTIONS",  "LSAN_OPTIONS",    "UBSAN_OPTIONS",
  };
  char **environment = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_getenv (names[i]) != NULL)
      environment = g_environ_setenv (environment, names[i], g_getenv (names[i]), TRUE);
  return environment != NULL ? environment : g_new0 (char *, 1);
}

static GSubprocess *
spawn (const char *path, int fd, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_auto (GStrv) environment = make_environment ();

  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_take_fd (launcher, fd, FB_RENDER_SOCKET);
  return g_subprocess_launcher_spawn (launcher, error, path, NULL);
}

/**
 * fb_render_program_spawn:
 * @path: the helper's
 * @socket: (out): to the helper; to be closed
 * @error: (optional): %FB_RENDER_ERROR_UNAVAILABLE
 *
 * Takes as long as the kernel does; for a thread.
 *
 * Returns: (transfer full) (nullable): the helper
 */
GSubprocess *
fb_render_program_spawn (const char *path, int *socket, GError **error)
{
  g_autoptr (GError) problem = NULL;
  int sockets[2];

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) != 0)
    {
      g_set_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_UNAVAILABLE, "%s", g_strerror (errno));
      return NULL;
    }
  GSubprocess *subprocess = spawn (path, sockets[1], &problem);
  if (subprocess == NULL)
    {
      close (sockets[0]);
      g_set_error (error, FB_RENDER_ERROR, FB_RENDER_ERROR_UNAVAILABLE, "%s", problem->message);
      return NULL;
    }
  *socket = sockets[0];
  return subprocess;
}
