/* main.c
 *
 * Starts the application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <sys/resource.h>

#include "fb-application.h"

/* GIO's TLS speaks 1.0 and 1.1 unless it is told not to; it looks here, once, before it first
 * speaks.
 */
#define TLS_PRIORITY "NORMAL:%COMPAT:-VERS-TLS1.0:-VERS-TLS1.1:-VERS-DTLS-ALL"

/* The memory of a process that has crashed would have passwords, the API key and faxes in it. It
 * stays readable in /proc to who may trace it, for portals look there for whom they serve. */
static void
disable_core_dumps (void)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_warning ("Core dumps can't be turned off");
}

int
main (int argc, char **argv)
{
  disable_core_dumps ();
  g_setenv ("G_TLS_GNUTLS_PRIORITY", TLS_PRIORITY, FALSE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_autoptr (FbApplication) application = fb_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
