/* fb-render-main.c
 *
 * faxbell-render: turns the pages of one document into pixels. It is started by Faxbell, with a
 * socket as its descriptor 3, for each document, shuts itself in, and answers what it is asked
 * until the socket is closed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <fcntl.h>
#include <glib.h>
#include <stdlib.h>
#include <unistd.h>

#include "fb-confinement.h"
#include "fb-font-files.h"
#include "fb-library-messages.h"
#include "fb-opened-files.h"
#include "fb-render-protocol.h"
#include "fb-request-loop.h"
#include "fb-sanitizers.h"

/* By which Fontconfig finds the user's fonts and prefers those of the user's language. */
static const char *const kept[] = {
  "FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "HOME",          "LANG", "LC_ALL",
  "LC_CTYPE",        "XDG_CACHE_HOME",  "XDG_CONFIG_HOME",    "XDG_DATA_HOME",
};

/* Other variables change what libraries do. */
static void
clear_environment (void)
{
  char *values[G_N_ELEMENTS (kept)];

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    values[i] = g_strdup (g_getenv (kept[i]));
  clearenv ();
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      if (values[i] != NULL)
        g_setenv (kept[i], values[i], TRUE);
      g_free (values[i]);
    }
}

/* Nothing is open but the socket. What libraries print may be of the document: it goes nowhere. The
 * sanitizers tell what they find.
 */
static gboolean
clear_descriptors (void)
{
  const int null = open ("/dev/null", O_RDWR);
  const int last = FB_HAS_SANITIZER ? STDOUT_FILENO : STDERR_FILENO;

  if (null < 0)
    return FALSE;
  for (int fd = STDIN_FILENO; fd <= last; fd++)
    if (dup2 (null, fd) < 0)
      return FALSE;
  return close_range (FB_RENDER_SOCKET + 1, ~0u, 0) == 0;
}

int
main (int argc, char *argv[])
{
  guint32 confinement;

  if (!fb_request_loop_is_connected (FB_RENDER_SOCKET))
    {
      g_printerr ("faxbell-render is started by Faxbell.\n");
      return EXIT_FAILURE;
    }
  if (!clear_descriptors ())
    return FB_RENDER_EXIT_NOT_CONFINED;
  clear_environment ();
  fb_library_messages_begin ();
  fb_font_files_open ();
  if (!fb_confine (MAX (fb_opened_files_get_n_descriptors (), FB_RENDER_SOCKET + 1), &confinement))
    _exit (FB_RENDER_EXIT_NOT_CONFINED);
  fb_request_loop_run (FB_RENDER_SOCKET, confinement);
  /* At exit the leak sanitizer would want to look at this process from another. */
  _exit (EXIT_SUCCESS);
}
