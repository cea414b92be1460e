/* main.c
 *
 * Starts the application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "fb-application.h"

/* GIO's TLS speaks 1.0 and 1.1 unless it is told not to; it looks here, once, before it first
 * speaks.
 */
#define TLS_PRIORITY "NORMAL:%COMPAT:-VERS-TLS1.0:-VERS-TLS1.1:-VERS-DTLS-ALL"

int
main (int argc, char **argv)
{
  g_setenv ("G_TLS_GNUTLS_PRIORITY", TLS_PRIORITY, FALSE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_autoptr (FbApplication) application = fb_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
