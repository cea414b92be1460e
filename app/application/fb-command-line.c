/* fb-command-line.c
 *
 * The tasks of the command line that need neither a display nor a running application: setting the
 * password and the API key, exporting.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-command-line.h"

#include "fb-api-key-command.h"
#include "fb-credentials.h"
#include "fb-export.h"
#include "fb-hidden-input.h"
#include "fb-setup-progress.h"
#include "fb-store.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* In bytes; of Basic authentication's header that any server takes, it is a small part. */
#define MAX_PASSWORD 1024

/* In characters; what is shorter can be guessed in the time that an attacker has. */
#define GOOD_PASSWORD 12

/**
 * fb_command_line_add_options:
 * @application: the application
 *
 * Adds the options that Faxbell has of its own. Call it before the application runs.
 */
void
fb_command_line_add_options (GApplication *application)
{
  static const GOptionEntry entries[] = {
    { "background", 'b', 0, G_OPTION_ARG_NONE, NULL, N_ ("Start without a window"), NULL },
    { "export", 0, 0, G_OPTION_ARG_FILENAME, NULL,
      N_ ("Write all faxes to FILE (.csv or .json; - for standard output) and exit"), N_ ("FILE") },
    { "forget-api-key", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Remove Documo’s API key from the keyring, and exit"), NULL },
    { "set-api-key", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Read Documo’s API key from standard input, check it, store it in the keyring, and exit"),
      NULL },
    { "set-password", 0, 0, G_OPTION_ARG_STRING, NULL,
      N_ ("Read from standard input the password that Documo must send with USER, and exit"),
      N_ ("USER") },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version and exit"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (application, entries);
}

static int
fail (const char *what, const GError *error)
{
  g_printerr ("faxbell: %s: %s\n", what, error->message);
  return EXIT_FAILURE;
}

static int
run_export (const char *file_name)
{
  g_autofree char *folder = fb_store_dup_default_folder ();
  g_autoptr (GError) error = NULL;

  if (!fb_export (folder, file_name, NULL, NULL, NULL, &error))
    return fail (_ ("The faxes could not be exported"), error);
  return EXIT_SUCCESS;
}

static void
warn_of_short_password (const char *password)
{
  /* Text that is no UTF-8 has as many characters as bytes. */
  gsize length = strlen (password);

  if (g_utf8_validate (password, -1, NULL))
    length = (gsize) g_utf8_strlen (password, -1);
  if (length < GOOD_PASSWORD)
    g_printerr ("faxbell: %s\n",
                _ ("The password has fewer than 12 characters: others could guess it"));
}

/* The assistant asks for a new one no more. */
static void
note_password_known (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);

  if (!g_settings_get_boolean (settings, FB_SETUP_PASSWORD_LOST_KEY))
    return;
  g_settings_set_boolean (settings, FB_SETUP_PASSWORD_LOST_KEY, FALSE);
  g_settings_sync ();
}

static int
run_set_password (const char *user)
{
  g_autofree char *file_name = fb_credentials_dup_default_file_name ();
  g_autoptr (FbCredentials) credentials = fb_credentials_new (file_name);
  g_autoptr (GError) error = NULL;
  char password[MAX_PASSWORD + 2];

  if (!fb_hidden_input_read (_ ("Password:"), password, sizeof password))
    {
      g_printerr ("faxbell: %s\n", _ ("There is no password on standard input"));
      return EXIT_FAILURE;
    }
  gboolean is_set = fb_credentials_set_password (credentials, user, password, &error);
  if (is_set)
    warn_of_short_password (password);
  explicit_bzero (password, sizeof password);
  if (!is_set)
    return fail (_ ("The password could not be set"), error);
  note_password_known ();
  return EXIT_SUCCESS;
}

/**
 * fb_command_line_run:
 * @options: what was asked for
 *
 * Does what needs no display.
 *
 * Returns: the exit status, or %FB_COMMAND_LINE_GO_ON
 */
int
fb_command_line_run (GVariantDict *options)
{
  const char *file_name;
  const char *user;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Faxbell %s\n", PACKAGE_VERSION);
      return EXIT_SUCCESS;
    }
  if (g_variant_dict_contains (options, "set-api-key"))
    return fb_api_key_command_set ();
  if (g_variant_dict_contains (options, "forget-api-key"))
    return fb_api_key_command_forget ();
  if (g_variant_dict_lookup (options, "set-password", "&s", &user))
    return run_set_password (user);
  if (g_variant_dict_lookup (options, "export", "^&ay", &file_name))
    return run_export (file_name);
  return FB_COMMAND_LINE_GO_ON;
}
