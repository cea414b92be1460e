/* test-documents-key.c
 *
 * The API key, as far as the documents need it: set, forgotten and refused while the application
 * runs, in a keyring that is locked, not there, or there later; and nowhere else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "account-fixture.h"
#include "secret-search.h"

#define NEW_KEY "anewkey0123456789"

#define NEEDS_KEY ", Needs your API key"
#define PROBLEM   "Documents Can’t Be Downloaded"

static const PostedFax adams = { "a", "success", "+17025550101", "Adams Clinic",
                                 .minutes_ago = 10 };
static const PostedFax baker = { "b", "success", "+17025550102", "Baker Pharmacy",
                                 .minutes_ago = 5 };

static void
test_set_later (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;

  account_offer_document (account, "a");
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_post_bare_fax (desktop, &adams);
  desktop_wait_to_see_part (NEEDS_KEY);
  g_assert_cmpuint (documo_api_count (account->api, NULL), ==, 0);

  account_set_key (account, ACCOUNT_KEY);
  desktop_wait_to_see_part (", PDF");
  account_assert_has_document (account, "a");
  running_faxbell_end (desktop->faxbell);
}

/* Documents that wait, and those of faxes that come later, wait for the key then. */
static void
test_forget (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;

  account_set_key (account, ACCOUNT_KEY);
  running_faxbell_start (desktop->faxbell, NULL);
  account_fail (account, "a");
  desktop_post_bare_fax (desktop, &adams);
  desktop_wait_to_see_part (", Tried again at ");
  account_forget_key (account);
  desktop_wait_to_see_part (NEEDS_KEY);
  desktop_wait_until_gone (", Tried again at ");

  account_offer_document (account, "a");
  account_offer_document (account, "b");
  desktop_post_bare_fax (desktop, &baker);
  desktop_wait_to_see_part ("Open, 2, Oldest: ");
  g_assert_cmpuint (account_count_requests (account, "b"), ==, 0);
  account_set_key (account, ACCOUNT_KEY);
  desktop_wait_until_gone (NEEDS_KEY);
  desktop_wait_until_gone (", On its way");
  account_assert_has_document (account, "a");
  account_assert_has_document (account, "b");
  running_faxbell_end (desktop->faxbell);
}

/* Documo has another key from now on, and the user enters it where the problem is told of. */
static void
test_refused (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;

  account_set_key (account, ACCOUNT_KEY);
  running_faxbell_start (desktop->faxbell, NULL);
  account_offer_document (account, "a");
  account_offer_document (account, "b");
  desktop_post_bare_fax (desktop, &adams);
  desktop_wait_to_see_part (", PDF");
  desktop_wait_until_shown (PROBLEM, FALSE);

  documo_api_set_key (account->api, NEW_KEY);
  desktop_post_bare_fax (desktop, &baker);
  desktop_wait_to_see_part (NEEDS_KEY);
  desktop_wait_until_shown (PROBLEM, TRUE);
  desktop_click ("API Key…");
  desktop_wait_to_see ("Documo Account");
  desktop_type (NEW_KEY);
  desktop_press ("Return");
  desktop_wait_until_gone (NEEDS_KEY);
  desktop_wait_until_gone (", On its way");
  account_assert_has_document (account, "b");
  desktop_wait_until_shown (PROBLEM, FALSE);
  running_faxbell_end (desktop->faxbell);
}

/* The desktop's prompter: gnome-keyring asks it to ask the user. */

typedef struct
{
  GDBusConnection *bus;
  guint filter;
  gint n_prompts; /* atomic */
} Prompter;

static GDBusMessage *
on_prompter_message (GDBusConnection *bus,
                     GDBusMessage *message,
                     gboolean is_incoming,
                     gpointer data)
{
  Prompter *prompter = data;

  if (is_incoming && g_strcmp0 (g_dbus_message_get_member (message), "BeginPrompting") == 0)
    g_atomic_int_inc (&prompter->n_prompts);
  return message;
}

static void
prompter_start (Prompter *prompter, Account *account)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  prompter->bus = g_object_ref (account->desktop.session);
  prompter->filter =
    g_dbus_connection_add_filter (prompter->bus, on_prompter_message, prompter, NULL);
  reply = g_dbus_connection_call_sync (
    prompter->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    "RequestName", g_variant_new ("(su)", "org.gnome.keyring.SystemPrompter", 4), NULL,
    G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
prompter_stop (Prompter *prompter)
{
  g_dbus_connection_remove_filter (prompter->bus, prompter->filter);
  g_object_unref (prompter->bus);
}

static gboolean
has_prompted (gpointer prompter)
{
  return g_atomic_int_get (&((Prompter *) prompter)->n_prompts) > 0;
}

/* What needs it unlocked. The user says no, where libsecret 0.20 leaks. */
static void
forget_key_in_vain (RunningFaxbell *faxbell)
{
  g_autofree char *configuration = g_build_filename (faxbell->home, ".config", NULL);
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", configuration, TRUE);
  g_autoptr (GSubprocess) process =
    g_subprocess_launcher_spawn (launcher, &error, faxbell->binary, "--forget-api-key", NULL);
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
}

/* Nobody is asked to unlock it but by what the user does. */
static void
test_locked (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;
  Prompter prompter = { 0 };

  account_set_key (account, ACCOUNT_KEY);
  account_offer_document (account, "a");
  keyring_lock (account->keyring);
  prompter_start (&prompter, account);
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_post_bare_fax (desktop, &adams);
  desktop_wait_to_see_part (NEEDS_KEY);
  desktop_click ("Enter Key…");
  desktop_wait_to_see ("Your keyring is locked. Unlock it and try again.");
  g_assert_false (has_prompted (&prompter));

  forget_key_in_vain (desktop->faxbell);
  g_assert_true (has_prompted (&prompter));
  running_faxbell_end (desktop->faxbell);
  prompter_stop (&prompter);
}

/* There is none, but at login it may come after Faxbell. */
static void
test_keyring_later (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;

  account_set_key (account, ACCOUNT_KEY);
  account_offer_document (account, "a");
  keyring_pause (account->keyring);
  running_faxbell_start (desktop->faxbell, NULL);
  desktop_post_bare_fax (desktop, &adams);
  desktop_wait_to_see_part (NEEDS_KEY);
  desktop_click ("Enter Key…");
  desktop_wait_to_see ("This desktop has no keyring to store the key in.");
  keyring_resume (account->keyring);
  desktop_wait_to_see_part (", PDF");
  account_assert_has_document (account, "a");
  running_faxbell_end (desktop->faxbell);
}

static void
test_nowhere_else (Account *account, gconstpointer data)
{
  Desktop *desktop = &account->desktop;
  RunningFaxbell *faxbell = desktop->faxbell;
  g_autofree char *log = NULL;
  gsize length;

  faxbell->log = g_build_filename (faxbell->home, "log", NULL);
  account_set_key (account, ACCOUNT_KEY);
  running_faxbell_setenv (faxbell, "G_MESSAGES_DEBUG", "all");
  account_offer_document (account, "a");
  account_fail (account, "b");
  running_faxbell_start (faxbell, NULL);
  desktop_post_bare_fax (desktop, &baker);
  desktop_wait_to_see_part (", Tried again at ");
  desktop_post_bare_fax (desktop, &adams);
  desktop_wait_to_see_part (", PDF");
  documo_api_set_key (account->api, NEW_KEY);
  desktop_click ("Download Now");
  desktop_wait_to_see_part (NEEDS_KEY);
  secret_search_process (faxbell, ACCOUNT_KEY);
  running_faxbell_end (faxbell);

  g_assert_true (g_file_get_contents (faxbell->log, &log, &length, NULL));
  g_assert_nonnull (g_strstr_len (log, (gssize) length, "-DEBUG"));
  secret_search_folder (faxbell->home, ACCOUNT_KEY);
  secret_search_folder (keyring_get_folder (account->keyring), ACCOUNT_KEY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ACCOUNT_TEST ("/documents-key/set-later", test_set_later);
  ACCOUNT_TEST ("/documents-key/forget", test_forget);
  ACCOUNT_TEST ("/documents-key/refused", test_refused);
  ACCOUNT_TEST ("/documents-key/locked", test_locked);
  ACCOUNT_TEST ("/documents-key/keyring-later", test_keyring_later);
  ACCOUNT_TEST ("/documents-key/nowhere-else", test_nowhere_else);
  return g_test_run ();
}
