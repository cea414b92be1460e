/* test-api-key-command.c
 *
 * The API key from the command line, and where it is then: in the keyring, and nowhere else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "documo-api.h"
#include "keyring.h"
#include "running-faxbell.h"
#include "secret-search.h"

#define KEY "eyJhbGciOi.a-right_key.0123456789"

static const DocumoReply me = {
  200, DOCUMO_JSON, NULL,
  "{\"uuid\":\"1\",\"email\":\"desk@example.com\",\"accountName\":\"Clinic\"}"
};

typedef struct
{
  RunningFaxbell *faxbell;
  DocumoApi *api;
  char *url;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->faxbell = running_faxbell_new ();
  fixture->api = documo_api_new (KEY);
  fixture->url = documo_api_dup_url (fixture->api);
  documo_api_set (fixture->api, "/v1/me", &me);
  g_autofree char *setting = g_strdup_printf ("documo-api-url='%s'", fixture->url);
  running_faxbell_set (fixture->faxbell, setting);
  running_faxbell_export_environment (fixture->faxbell);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  running_faxbell_free (fixture->faxbell);
  documo_api_free (fixture->api);
  g_free (fixture->url);
}

/* Returns what it says, on either stream. */
static char *
run (Fixture *fixture, const char *input, const char *argument, int *status)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                               G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_subprocess_launcher_unsetenv (launcher, "DISPLAY");
  g_subprocess_launcher_unsetenv (launcher, "WAYLAND_DISPLAY");
  g_autoptr (GSubprocess) process =
    g_subprocess_launcher_spawn (launcher, &error, fixture->faxbell->binary, argument, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  *status = g_subprocess_get_exit_status (process);
  g_test_message ("%s: %d: %s", argument, *status, output);
  g_assert_null (strstr (output, KEY));
  return output;
}

static void
assert_says (Fixture *fixture,
             const char *input,
             const char *argument,
             int status,
             const char *words)
{
  int actual;
  g_autofree char *output = run (fixture, input, argument, &actual);

  g_assert_cmpint (actual, ==, status);
  if (*words != '\0')
    g_assert_nonnull (strstr (output, words));
  else
    g_assert_cmpstr (output, ==, "");
}

static void
test_set_and_forget (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Keyring) keyring = keyring_start ();

  assert_says (fixture, KEY "\n", "--set-api-key", 0, "Connected to Clinic (desk@example.com).");
  g_assert_cmpuint (keyring_count (keyring, fixture->url), ==, 1);
  assert_says (fixture, " " KEY "\r\nmore", "--set-api-key", 0, "Connected to Clinic");
  assert_says (fixture, "wrong", "--set-api-key", 1,
               "The API key was not stored. Documo doesn’t accept this key.");
  assert_says (fixture, "", "--set-api-key", 1, "There is no API key on standard input");
  assert_says (fixture, "\n", "--set-api-key", 1, "The API key was not stored.");
  g_assert_cmpuint (keyring_count (keyring, fixture->url), ==, 1);

  assert_says (fixture, NULL, "--forget-api-key", 0, "");
  g_assert_cmpuint (keyring_count (keyring, fixture->url), ==, 0);
  assert_says (fixture, NULL, "--forget-api-key", 0, "No API key is stored.");
}

static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  const DocumoReply broken = { 503, NULL, NULL, "" };
  g_autoptr (Keyring) keyring = keyring_start ();

  documo_api_set (fixture->api, "/v1/me", &broken);
  assert_says (fixture, KEY, "--set-api-key", 0,
               "The API key was stored, but not checked. Documo can’t be reached right now.");
  g_assert_cmpuint (keyring_count (keyring, fixture->url), ==, 1);
}

/* libsecret 0.20 leaks where a prompt is dismissed. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Keyring) keyring = keyring_start ();

  assert_says (fixture, KEY, "--set-api-key", 0, "Connected");
  keyring_lock (keyring);
  assert_says (fixture, KEY, "--set-api-key", 1,
               "The API key was not stored. Your keyring is locked. Unlock it and try again.");
  assert_says (fixture, NULL, "--forget-api-key", 1,
               "The API key was not removed. Your keyring is locked. Unlock it and try again.");
  g_assert_cmpuint (keyring_count (keyring, fixture->url), ==, 1);
}

static void
test_no_keyring (Fixture *fixture, gconstpointer data)
{
  const char *words = "This desktop has no keyring to store the key in.";

  assert_says (fixture, KEY, "--set-api-key", 1, words);
  assert_says (fixture, NULL, "--forget-api-key", 1, words);
}

/* Of an address where others could read it, no key is even asked for. */
static void
test_plain_http (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Keyring) keyring = keyring_start ();

  running_faxbell_set (fixture->faxbell, "documo-api-url='http://192.0.2.1'");
  assert_says (fixture, KEY, "--set-api-key", 1, "The address of Documo’s API can’t be used.");
}

static char *
read_of_process (Fixture *fixture, const char *name, gsize *length)
{
  g_autofree char *path =
    g_strdup_printf ("/proc/%s/%s", g_subprocess_get_identifier (fixture->faxbell->process), name);
  g_autoptr (GError) error = NULL;
  char *content = NULL;

  g_file_get_contents (path, &content, length, &error);
  g_assert_no_error (error);
  return content;
}

static void
activate (const char *action)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
    bus, "io.github.faxbell.Faxbell", "/io/github/faxbell/Faxbell", "org.gtk.Actions", "Activate",
    g_variant_new ("(sava{sv})", action, NULL, NULL), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
    NULL, &error);
  g_assert_no_error (error);
}

static void
wait_for_requests (Fixture *fixture, guint n)
{
  while (documo_api_count (fixture->api, "/v1/me") < n)
    g_usleep (10 * 1000);
}

/* With everything that can be logged, and while it is in use. */
static void
test_nowhere_else (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Keyring) keyring = keyring_start ();
  RunningFaxbell *faxbell = fixture->faxbell;

  faxbell->log = g_build_filename (faxbell->home, "log", NULL);
  running_faxbell_setenv (faxbell, "G_MESSAGES_DEBUG", "all");
  running_faxbell_start (faxbell, NULL);
  /* The preferences know no key, are told of one, and use it. */
  activate ("preferences");
  assert_says (fixture, KEY, "--set-api-key", 0, "Connected");
  wait_for_requests (fixture, 2);

  secret_search_process (faxbell, KEY);
  running_faxbell_end (faxbell);
  secret_search_folder (faxbell->home, KEY);
  secret_search_folder (keyring_get_folder (keyring), KEY);
}

/* A crash leaves no memory behind; portals may still look at the process. */
static void
test_no_core_dump (Fixture *fixture, gconstpointer data)
{
  gsize length;

  running_faxbell_start (fixture->faxbell, NULL);
  g_autofree char *limits = read_of_process (fixture, "limits", &length);
  g_assert_true (g_regex_match_simple ("^Max core file size +0 +0 ", limits, G_REGEX_MULTILINE, 0));
  running_faxbell_end (fixture->faxbell);
}

#define TEST(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  TEST ("/application/api-key/set-and-forget", test_set_and_forget);
  TEST ("/application/api-key/unreachable", test_unreachable);
  TEST ("/application/api-key/locked", test_locked);
  TEST ("/application/api-key/no-keyring", test_no_keyring);
  TEST ("/application/api-key/plain-http", test_plain_http);
  TEST ("/application/api-key/nowhere-else", test_nowhere_else);
  TEST ("/application/api-key/no-core-dump", test_no_core_dump);
  return g_test_run ();
}
