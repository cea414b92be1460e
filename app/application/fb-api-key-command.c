/* fb-api-key-command.c
 *
 * The API key from the command line: sets it, from standard input, or forgets it. A Faxbell that
 * runs is told of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-api-key-command.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "fb-api-key-error.h"
#include "fb-api-key-setup.h"
#include "fb-documo-words.h"
#include "fb-hidden-input.h"

/* In bytes; longer lines are no keys. */
#define MAX_LINE 8192

/* In milliseconds. */
#define NOTIFY_TIMEOUT 2000

static FbApiKey *
make_api_key (void)
{
  g_autoptr (GSettings) settings = g_settings_new (APPLICATION_ID);
  g_autofree char *url = g_settings_get_string (settings, "documo-api-url");

  return fb_api_key_new (url);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static int
fail (const char *what, const GError *error)
{
  g_autofree char *reason = fb_documo_error_dup_sentence (error);

  g_printerr ("faxbell: %s %s\n", what, reason);
  return EXIT_FAILURE;
}

/* One that doesn't run has nothing to hear. */
static void
notify_running (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;

  if (bus == NULL)
    return;
  reply = g_dbus_connection_call_sync (
    bus, APPLICATION_ID, "/io/github/faxbell/Faxbell", "org.gtk.Actions", "Activate",
    g_variant_new ("(sava{sv})", "api-key-changed", NULL, NULL), NULL,
    G_DBUS_CALL_FLAGS_NO_AUTO_START, NOTIFY_TIMEOUT, NULL, NULL);
}

static int
set_key (const char *key)
{
  g_autoptr (FbApiKey) api_key = make_api_key ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (FbDocumoAccount) account = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (GError) error = NULL;

  fb_api_key_set_up_async (api_key, key, NULL, on_done, &result);
  wait_for (&result);
  if (!fb_api_key_set_up_finish (api_key, result, &account, &problem, &error))
    return fail (_ ("The API key was not stored."), error);

  notify_running ();
  if (account == NULL)
    {
      fail (_ ("The API key was stored, but not checked."), problem);
      return EXIT_SUCCESS;
    }
  g_autofree char *sentence = fb_documo_dup_account_sentence (account);
  g_print ("%s\n", sentence);
  return EXIT_SUCCESS;
}

/**
 * fb_api_key_command_set:
 *
 * Reads an API key from standard input, tries it at Documo, and keeps it unless it is wrong. Says
 * whose account it belongs to. It blocks.
 *
 * Returns: the exit status
 */
int
fb_api_key_command_set (void)
{
  char line[MAX_LINE];

  if (!fb_hidden_input_read (_ ("API key:"), line, sizeof line))
    {
      g_printerr ("faxbell: %s\n", _ ("There is no API key on standard input"));
      return EXIT_FAILURE;
    }
  int status = set_key (g_strstrip (line));
  explicit_bzero (line, sizeof line);
  return status;
}

/**
 * fb_api_key_command_forget:
 *
 * Has the keyring forget the API key. It blocks.
 *
 * Returns: the exit status; that of success if there was none
 */
int
fb_api_key_command_forget (void)
{
  g_autoptr (FbApiKey) api_key = make_api_key ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_api_key_clear_async (api_key, NULL, on_done, &result);
  wait_for (&result);
  if (fb_api_key_clear_finish (api_key, result, &error))
    {
      notify_running ();
      return EXIT_SUCCESS;
    }
  if (!g_error_matches (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_ABSENT))
    return fail (_ ("The API key was not removed."), error);
  g_autofree char *sentence = fb_documo_error_dup_sentence (error);
  g_printerr ("faxbell: %s\n", sentence);
  return EXIT_SUCCESS;
}
