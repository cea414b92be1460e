/* test-api-key.c
 *
 * The API key in a real keyring: unlocked, locked, absent, and no keyring at all; and which keys
 * are kept once Documo was asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "documo-api.h"
#include "fb-api-key-error.h"
#include "fb-api-key-setup.h"
#include "fb-documo-error.h"
#include "folder.h"
#include "keyring.h"

#define KEY     "a-right_key.0123456789"
#define URL     "https://api.documo.com"
#define SANDBOX "https://api.sandbox.documo.com"

static const DocumoReply me = { 200, DOCUMO_JSON, NULL,
                                "{\"uuid\":\"1\",\"accountName\":\"Clinic\"}" };

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

#define wait_for(result)                                                                           \
  while (result == NULL)                                                                           \
  g_main_context_iteration (NULL, TRUE)

static char *
look_up (FbApiKey *api_key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_api_key_lookup_async (api_key, FALSE, NULL, on_done, &result);
  wait_for (result);
  return fb_api_key_lookup_finish (api_key, result, error);
}

static gboolean
store (FbApiKey *api_key, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_api_key_store_async (api_key, key, NULL, on_done, &result);
  wait_for (result);
  return fb_api_key_store_finish (api_key, result, error);
}

static gboolean
clear (FbApiKey *api_key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_api_key_clear_async (api_key, NULL, on_done, &result);
  wait_for (result);
  return fb_api_key_clear_finish (api_key, result, error);
}

static gboolean
set_up (FbApiKey *api_key,
        const char *key,
        FbDocumoAccount **account,
        GError **problem,
        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_api_key_set_up_async (api_key, key, NULL, on_done, &result);
  wait_for (result);
  return fb_api_key_set_up_finish (api_key, result, account, problem, error);
}

static FbDocumoAccount *
check (FbApiKey *api_key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_api_key_check_async (api_key, FALSE, NULL, on_done, &result);
  wait_for (result);
  return fb_api_key_check_finish (api_key, result, error);
}

static void
assert_key (FbApiKey *api_key, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *key = look_up (api_key, &error);

  g_assert_cmpstr (key, ==, expected);
  if (expected == NULL)
    g_assert_error (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_ABSENT);
  g_assert_cmpint (fb_api_key_get_state (api_key), ==,
                   expected != NULL ? FB_API_KEY_PRESENT : FB_API_KEY_ABSENT);
  fb_api_key_free_text (key);
}

static void
count (gpointer object, guint *n)
{
  *n += 1;
}

static void
test_unlocked (void)
{
  g_autoptr (Keyring) keyring = keyring_start ();
  g_autoptr (FbApiKey) api_key = fb_api_key_new (URL "/");
  g_autoptr (GError) error = NULL;
  guint n_changes = 0;

  g_signal_connect (api_key, "changed", G_CALLBACK (count), &n_changes);
  g_assert_cmpint (fb_api_key_get_state (api_key), ==, FB_API_KEY_UNKNOWN);
  g_assert_cmpstr (fb_api_key_get_url (api_key), ==, URL);
  assert_key (api_key, NULL);
  g_assert_true (store (api_key, "first", &error));
  g_assert_no_error (error);
  assert_key (api_key, "first");
  g_assert_true (store (api_key, KEY, &error));
  assert_key (api_key, KEY);
  g_assert_cmpuint (keyring_count (keyring, URL), ==, 1);
  g_assert_cmpuint (n_changes, ==, 2);

  g_assert_true (clear (api_key, &error));
  g_assert_no_error (error);
  assert_key (api_key, NULL);
  g_assert_cmpuint (n_changes, ==, 3);
  g_assert_false (clear (api_key, &error));
  g_assert_error (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_ABSENT);
  g_assert_cmpuint (n_changes, ==, 3);
}

/* The sandbox's key is never shown to production, nor the other way round. */
static void
test_addresses (void)
{
  g_autoptr (Keyring) keyring = keyring_start ();
  g_autoptr (FbApiKey) api_key = fb_api_key_new (URL);
  g_autoptr (GError) error = NULL;

  store (api_key, "production", &error);
  g_assert_no_error (error);
  fb_api_key_set_url (api_key, SANDBOX);
  g_assert_cmpint (fb_api_key_get_state (api_key), ==, FB_API_KEY_UNKNOWN);
  assert_key (api_key, NULL);
  g_assert_true (store (api_key, "sandbox", &error));
  assert_key (api_key, "sandbox");
  fb_api_key_set_url (api_key, URL);
  assert_key (api_key, "production");
  g_assert_true (clear (api_key, &error));
  fb_api_key_set_url (api_key, SANDBOX);
  assert_key (api_key, "sandbox");
  g_assert_no_error (error);
}

static void
test_locked (void)
{
  g_autoptr (Keyring) keyring = keyring_start ();
  g_autoptr (FbApiKey) api_key = fb_api_key_new (URL);
  g_autoptr (GError) error = NULL;

  g_assert_true (store (api_key, KEY, &error));
  keyring_lock (keyring);
  g_assert_null (look_up (api_key, &error));
  g_assert_error (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_LOCKED);
  g_assert_cmpint (fb_api_key_get_state (api_key), ==, FB_API_KEY_LOCKED);
}

static void
assert_locked_stays (void)
{
  g_autoptr (Keyring) keyring = keyring_start ();
  g_autoptr (FbApiKey) api_key = fb_api_key_new (URL);
  g_autoptr (GError) error = NULL;

  g_assert_true (store (api_key, KEY, &error));
  keyring_lock (keyring);
  g_assert_false (store (api_key, "another", &error));
  g_assert_error (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_LOCKED);
  g_clear_error (&error);
  /* Neither is one forgotten that can't be read. */
  g_assert_false (clear (api_key, &error));
  g_assert_error (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_LOCKED);
  g_assert_cmpuint (keyring_count (keyring, URL), ==, 1);
}

/* libsecret 0.20 forgets the answer of a prompt that was dismissed, and a backend where it is a
 * file: leaks aren't looked for there. */
static void
run_again_with_leaks (void)
{
  g_autofree char *options = g_strdup (g_getenv ("ASAN_OPTIONS"));

  g_setenv ("ASAN_OPTIONS", "detect_leaks=0", TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  if (options != NULL)
    g_setenv ("ASAN_OPTIONS", options, TRUE);
  else
    g_unsetenv ("ASAN_OPTIONS");
}

static void
test_locked_changes (void)
{
  if (g_test_subprocess ())
    assert_locked_stays ();
  else
    run_again_with_leaks ();
}

static void
test_no_keyring (void)
{
  g_autoptr (FbApiKey) api_key = fb_api_key_new (URL);
  g_autoptr (GError) error = NULL;

  g_assert_null (look_up (api_key, &error));
  g_assert_error (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_NO_KEYRING);
  g_assert_cmpint (fb_api_key_get_state (api_key), ==, FB_API_KEY_NO_KEYRING);
  g_clear_error (&error);
  g_assert_false (store (api_key, KEY, &error));
  g_assert_error (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_NO_KEYRING);
  g_clear_error (&error);
  g_assert_false (clear (api_key, &error));
  g_assert_error (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_NO_KEYRING);
}

static void
assert_file_keeps (const char *file_name)
{
  g_autoptr (FbApiKey) api_key = fb_api_key_new (URL);
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  assert_key (api_key, NULL);
  g_assert_true (store (api_key, KEY, &error));
  g_assert_no_error (error);
  assert_key (api_key, KEY);
  g_file_get_contents (file_name, &content, &length, &error);
  g_assert_no_error (error);
  g_assert_null (memmem (content, length, KEY, strlen (KEY)));
  g_assert_true (clear (api_key, &error));
  g_assert_no_error (error);
  assert_key (api_key, NULL);
}

/* What libsecret does in a sandbox, with a password of its own tests in place of the portal's. */
static void
test_file (void)
{
  if (g_test_subprocess ())
    {
      assert_file_keeps (g_getenv ("SECRET_FILE_TEST_PATH"));
      return;
    }
  g_autofree char *folder = g_dir_make_tmp ("api-key-XXXXXX", NULL);
  g_autofree char *file_name = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", file_name, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  run_again_with_leaks ();
  g_unsetenv ("SECRET_BACKEND");
  g_unsetenv ("SECRET_FILE_TEST_PATH");
  g_unsetenv ("SECRET_FILE_TEST_PASSWORD");
  folder_remove (folder);
}

/* It may come and go while Faxbell runs. */
static void
test_keyring_restarts (void)
{
  g_autoptr (FbApiKey) api_key = fb_api_key_new (URL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      Keyring *keyring = keyring_start ();
      g_assert_true (store (api_key, KEY, &error));
      g_assert_no_error (error);
      assert_key (api_key, KEY);
      keyring_stop (keyring);
      g_assert_null (look_up (api_key, &error));
      g_assert_error (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_NO_KEYRING);
      g_clear_error (&error);
    }
}

static void
test_unusable_address (void)
{
  g_autoptr (FbApiKey) api_key = fb_api_key_new ("http://api.documo.com");
  g_autoptr (GError) error = NULL;

  g_assert_null (fb_api_key_get_url (api_key));
  g_assert_null (look_up (api_key, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_URL);
  g_clear_error (&error);
  g_assert_false (store (api_key, KEY, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_URL);
  g_clear_error (&error);
  g_assert_false (set_up (api_key, KEY, NULL, NULL, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_URL);
}

static void
test_set_up (void)
{
  g_autoptr (Keyring) keyring = keyring_start ();
  g_autoptr (DocumoApi) api = documo_api_new (KEY);
  g_autofree char *url = documo_api_dup_url (api);
  g_autoptr (FbApiKey) api_key = fb_api_key_new (url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (FbDocumoAccount) account = NULL;
  g_autoptr (FbDocumoAccount) again = NULL;

  documo_api_set (api, "/v1/me", &me);
  g_assert_false (set_up (api_key, "wrong", &account, &problem, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_WRONG);
  g_clear_error (&error);
  g_assert_false (set_up (api_key, "no key", &account, &problem, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_WRONG);
  g_clear_error (&error);
  assert_key (api_key, NULL);

  g_assert_true (set_up (api_key, KEY, &account, &problem, &error));
  g_assert_no_error (error);
  g_assert_no_error (problem);
  g_assert_cmpstr (account->name, ==, "Clinic");
  assert_key (api_key, KEY);
  again = check (api_key, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->name, ==, "Clinic");

  /* A wrong one doesn't take the place of a right one. */
  g_assert_false (set_up (api_key, "wrong", NULL, NULL, &error));
  assert_key (api_key, KEY);
}

/* What says nothing against the key. */
static void
test_set_up_unchecked (void)
{
  const struct
  {
    DocumoReply reply;
    FbDocumoError code;
  } cases[] = {
    { { 0 }, FB_DOCUMO_ERROR_UNAVAILABLE },
    { { 503, NULL, NULL, "" }, FB_DOCUMO_ERROR_UNAVAILABLE },
    { { 429, NULL, NULL, "" }, FB_DOCUMO_ERROR_RATE_LIMITED },
    { { 302, NULL, "Location: https://example.com/\r\n", "" }, FB_DOCUMO_ERROR_NOT_API },
    { { 403, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotAllowedError\"}}" },
      FB_DOCUMO_ERROR_KEY_WEAK },
  };
  g_autoptr (Keyring) keyring = keyring_start ();
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);
  g_autoptr (FbApiKey) api_key = fb_api_key_new (url);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = g_strdup_printf ("key-%u", i);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) problem = NULL;
      g_autoptr (FbDocumoAccount) account = NULL;

      documo_api_set (api, "/v1/me", &cases[i].reply);
      g_assert_true (set_up (api_key, key, &account, &problem, &error));
      g_assert_no_error (error);
      g_assert_null (account);
      g_assert_error (problem, FB_DOCUMO_ERROR, (int) cases[i].code);
      assert_key (api_key, key);
    }
}

/* A key that nobody can keep is told of, though it is right. */
static void
test_set_up_without_keyring (void)
{
  g_autoptr (DocumoApi) api = documo_api_new (KEY);
  g_autofree char *url = documo_api_dup_url (api);
  g_autoptr (FbApiKey) api_key = fb_api_key_new (url);
  g_autoptr (GError) error = NULL;

  documo_api_set (api, "/v1/me", &me);
  g_assert_false (set_up (api_key, KEY, NULL, NULL, &error));
  g_assert_error (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_NO_KEYRING);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* A bus of its own, which starts nothing by itself. libsecret holds on to it to the end. */
  static GTestDBus *bus;
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  g_test_add_func ("/sync/api-key/unlocked", test_unlocked);
  g_test_add_func ("/sync/api-key/addresses", test_addresses);
  g_test_add_func ("/sync/api-key/locked", test_locked);
  g_test_add_func ("/sync/api-key/locked-changes", test_locked_changes);
  g_test_add_func ("/sync/api-key/no-keyring", test_no_keyring);
  g_test_add_func ("/sync/api-key/file", test_file);
  g_test_add_func ("/sync/api-key/keyring-restarts", test_keyring_restarts);
  g_test_add_func ("/sync/api-key/unusable-address", test_unusable_address);
  g_test_add_func ("/sync/api-key/set-up", test_set_up);
  g_test_add_func ("/sync/api-key/set-up-unchecked", test_set_up_unchecked);
  g_test_add_func ("/sync/api-key/set-up-without-keyring", test_set_up_without_keyring);
  int status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
