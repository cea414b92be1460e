/* test-webhook-setup.c
 *
 * The webhook at Documo, with a real keyring and a stand-in of Documo's API that keeps webhooks:
 * made, looked at, mended and removed, and each way in which that can fail. Whatever happens, no
 * webhook may be left whose sign-in isn't valid here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "documo-webhooks.h"
#include "fb-api-key-error.h"
#include "fb-documo-error.h"
#include "fb-documo-number.h"
#include "fb-webhook-setup.h"
#include "folder.h"
#include "keyring.h"

#define KEY   "a-right_key.0123456789"
#define URL   "https://fax.example.com/webhook"
#define OTHER "https://other.example.com/webhook"

typedef struct
{
  Keyring *keyring;
  DocumoApi *api;
  DocumoWebhooks *webhooks;
  char *folder;
  char *file_name;
  FbApiKey *api_key;
  FbCredentials *credentials;
  GSettings *settings;
  FbWebhookSetup *setup;
} Fixture;

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

#define wait_for(result)                                                                           \
  while (result == NULL)                                                                           \
  g_main_context_iteration (NULL, TRUE)

static void
store_key (Fixture *fixture, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_api_key_store_async (fixture->api_key, key, NULL, on_done, &result);
  wait_for (result);
  fb_api_key_store_finish (fixture->api_key, result, &error);
  g_assert_no_error (error);
}

static void
begin_process (Fixture *fixture)
{
  fixture->credentials = fb_credentials_new (fixture->file_name);
  fixture->setup = fb_webhook_setup_new (fixture->api_key, fixture->credentials, fixture->settings);
}

static void
end_process (Fixture *fixture)
{
  g_clear_object (&fixture->setup);
  g_clear_object (&fixture->credentials);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->keyring = keyring_start ();
  fixture->api = documo_api_new (KEY);
  fixture->webhooks = documo_webhooks_new (fixture->api);
  fixture->folder = g_dir_make_tmp ("faxbell-webhook-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->file_name = g_build_filename (fixture->folder, "credentials", NULL);
  g_autofree char *url = documo_api_dup_url (fixture->api);
  fixture->api_key = fb_api_key_new (url);
  fixture->settings = g_settings_new (APPLICATION_ID);
  g_settings_reset (fixture->settings, "webhooks");
  g_settings_set_string (fixture->settings, "public-address", URL);
  begin_process (fixture);
  store_key (fixture, KEY);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  end_process (fixture);
  g_object_unref (fixture->api_key);
  g_object_unref (fixture->settings);
  documo_webhooks_free (fixture->webhooks);
  documo_api_free (fixture->api);
  keyring_stop (fixture->keyring);
  folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->file_name);
}

static gboolean
look (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_webhook_setup_look_async (fixture->setup, FALSE, NULL, on_done, &result);
  wait_for (result);
  g_assert_false (fb_webhook_setup_is_busy (fixture->setup));
  return fb_webhook_setup_look_finish (fixture->setup, result, error);
}

static gboolean
make (Fixture *fixture, const char *const *numbers, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_webhook_setup_make_async (fixture->setup, numbers, NULL, on_done, &result);
  wait_for (result);
  return fb_webhook_setup_make_finish (fixture->setup, result, error);
}

static gboolean
mend (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_webhook_setup_mend_async (fixture->setup, NULL, on_done, &result);
  wait_for (result);
  return fb_webhook_setup_mend_finish (fixture->setup, result, error);
}

static gboolean
remove_all (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_webhook_setup_remove_async (fixture->setup, NULL, on_done, &result);
  wait_for (result);
  return fb_webhook_setup_remove_finish (fixture->setup, result, error);
}

#define assert_state(fixture, expected)                                                            \
  g_assert_cmpint (fb_webhook_setup_get_state (fixture->setup), ==, expected)

static gboolean
is_right (Fixture *fixture, const char *auth)
{
  g_autofree char *encoded = g_base64_encode ((const guchar *) auth, strlen (auth));
  g_autofree char *header = g_strconcat ("Basic ", encoded, NULL);

  return fb_credentials_check (fixture->credentials, header) == FB_VERDICT_RIGHT;
}

static guint
count_sign_ins (Fixture *fixture)
{
  g_auto (GStrv) users = fb_webhook_sign_ins_dup_users (
    fb_credentials_get_webhook_sign_ins (fixture->credentials), NULL);

  return g_strv_length (users);
}

static void
assert_all_sign_in (Fixture *fixture)
{
  for (guint i = 0; i < documo_webhooks_count (fixture->webhooks); i++)
    {
      g_autoptr (DocumoHook) hook = documo_webhooks_dup (fixture->webhooks, i);

      g_assert_true (is_right (fixture, hook->auth));
    }
}

static void
set_manners (Fixture *fixture, DocumoManners manners)
{
  documo_webhooks_set_manners (fixture->webhooks, &manners);
}

static void
make_account_webhook (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  make (fixture, NULL, &error);
  g_assert_no_error (error);
  assert_state (fixture, FB_WEBHOOK_FINE);
}

/* Nobody is asked without a key. */
static void
test_no_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assert_state (fixture, FB_WEBHOOK_UNKNOWN);
  fb_api_key_clear_async (fixture->api_key, NULL, on_done, &result);
  wait_for (result);
  g_assert_true (fb_api_key_clear_finish (fixture->api_key, result, NULL));
  g_assert_false (look (fixture, &error));
  g_assert_error (error, FB_API_KEY_ERROR, FB_API_KEY_ERROR_ABSENT);
  assert_state (fixture, FB_WEBHOOK_NO_KEY);
  g_assert_cmpuint (documo_api_count (fixture->api, NULL), ==, 0);

  store_key (fixture, KEY);
  assert_state (fixture, FB_WEBHOOK_UNKNOWN);
}

static void
test_no_address (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_settings_set_string (fixture->settings, "public-address", "");
  g_assert_true (look (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_NO_ADDRESS);
  g_assert_cmpuint (documo_api_count (fixture->api, NULL), ==, 0);
  g_assert_false (make (fixture, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 0);

  g_settings_set_string (fixture->settings, "public-address", URL);
  g_assert_cmpint (fb_webhook_setup_get_state (fixture->setup), !=, FB_WEBHOOK_NO_ADDRESS);
}

static void
test_make (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  documo_webhooks_add (fixture->webhooks, "Somebody else's", OTHER);
  g_assert_true (look (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_ABSENT);
  make_account_webhook (fixture);
  g_assert_cmpuint (fb_webhook_setup_count (fixture->setup), ==, 1);
  g_assert_true (fb_webhook_setup_is_for (fixture->setup, NULL));
  g_assert_cmpint (fb_webhook_setup_get_new_events (fixture->setup), ==,
                   FB_WEBHOOK_NEW_EVENTS_UNKNOWN);

  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 2);
  g_autoptr (DocumoHook) hook = documo_webhooks_dup (fixture->webhooks, 1);
  g_assert_cmpstr (hook->url, ==, URL);
  g_assert_true (hook->has_attachment);
  g_assert_null (hook->number_id);
  g_assert_cmpstr (hook->events, ==,
                   "{\"fax.inbound\":true,\"fax.outbound\":true,\"fax.outbound.extended\":true,"
                   "\"fax.v1.inbound.complete\":true,\"fax.v1.outbound.complete\":true}");
  g_assert_true (is_right (fixture, hook->auth));
  g_assert_cmpuint (count_sign_ins (fixture), ==, 1);

  /* Made once. */
  make_account_webhook (fixture);
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 2);
  g_assert_cmpuint (documo_webhooks_count_changes (fixture->webhooks), ==, 1);

  /* The password is in no file. */
  const char *password = strchr (hook->auth, ':') + 1;
  g_autofree char *sign_ins = g_strconcat (fixture->file_name, ".webhooks", NULL);
  g_autofree char *content = NULL;
  g_assert_true (g_file_get_contents (sign_ins, &content, NULL, NULL));
  g_assert_null (strstr (content, password));
  g_autoptr (GVariant) kept = g_settings_get_value (fixture->settings, "webhooks");
  g_autofree char *text = g_variant_print (kept, FALSE);
  g_assert_null (strstr (text, password));
}

static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  static const char *const one[] = { "n2", NULL };
  static const char *const both[] = { "n1", "n2", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  documo_webhooks_add_number (fixture->webhooks, "n1", "+15550101");
  documo_webhooks_add_number (fixture->webhooks, "n2", "+15550102");
  fb_webhook_setup_list_numbers_async (fixture->setup, NULL, on_done, &result);
  wait_for (result);
  g_autoptr (GPtrArray) numbers =
    fb_webhook_setup_list_numbers_finish (fixture->setup, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (numbers->len, ==, 2);
  g_assert_cmpstr (((FbDocumoNumber *) g_ptr_array_index (numbers, 1))->number, ==, "+15550102");

  g_assert_true (make (fixture, one, &error));
  assert_state (fixture, FB_WEBHOOK_FINE);
  g_assert_true (make (fixture, both, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 2);
  g_autoptr (DocumoHook) hook = documo_webhooks_dup (fixture->webhooks, 0);
  g_assert_cmpstr (hook->number_id, ==, "n2");
  g_assert_cmpstr (hook->events, ==, "{\"fax.inbound\":true,\"fax.v1.inbound.complete\":true}");
  g_assert_true (fb_webhook_setup_is_for (fixture->setup, "n1"));
  g_assert_true (fb_webhook_setup_is_for (fixture->setup, "n2"));
  g_assert_false (fb_webhook_setup_is_for (fixture->setup, NULL));
  g_assert_cmpuint (count_sign_ins (fixture), ==, 2);
  assert_all_sign_in (fixture);
}

/* What was told of is compared; what isn't told, isn't known. */
static void
test_events (Fixture *fixture, gconstpointer data)
{
  set_manners (fixture, (DocumoManners){ .tell_events = TRUE });
  make_account_webhook (fixture);
  g_assert_cmpint (fb_webhook_setup_get_new_events (fixture->setup), ==,
                   FB_WEBHOOK_NEW_EVENTS_TAKEN);
  g_assert_true (remove_all (fixture, NULL));

  set_manners (fixture, (DocumoManners){ .tell_events = TRUE, .drop_new_events = TRUE });
  make_account_webhook (fixture);
  g_assert_cmpint (fb_webhook_setup_get_new_events (fixture->setup), ==,
                   FB_WEBHOOK_NEW_EVENTS_NOT_TAKEN);
  g_assert_true (remove_all (fixture, NULL));

  set_manners (fixture, (DocumoManners){ .refuse_with_success = TRUE });
  make_account_webhook (fixture);
  g_assert_cmpint (fb_webhook_setup_get_new_events (fixture->setup), ==,
                   FB_WEBHOOK_NEW_EVENTS_NOT_TAKEN);
  g_assert_true (remove_all (fixture, NULL));

  set_manners (fixture, (DocumoManners){ .refuse_new_events = TRUE });
  make_account_webhook (fixture);
  g_assert_cmpint (fb_webhook_setup_get_new_events (fixture->setup), ==,
                   FB_WEBHOOK_NEW_EVENTS_NOT_TAKEN);
  g_autoptr (DocumoHook) hook = documo_webhooks_dup (fixture->webhooks, 0);
  g_assert_cmpstr (hook->events, ==,
                   "{\"fax.inbound\":true,\"fax.outbound\":true,\"fax.outbound.extended\":true}");
  g_assert_cmpuint (count_sign_ins (fixture), ==, 1);
  assert_all_sign_in (fixture);
}

/* Documo says that it has not made it: nothing is left. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    DocumoReply reply;
    FbDocumoError code;
    FbWebhookState state;
  } cases[] = {
    { { 403, DOCUMO_JSON, NULL,
        "{\"error\":{\"name\":\"NotAllowedError\",\"message\":\"admin\"}}" },
      FB_DOCUMO_ERROR_KEY_WEAK,
      FB_WEBHOOK_FORBIDDEN },
    { { 429, DOCUMO_JSON, "Retry-After: 7\r\n", "{}" },
      FB_DOCUMO_ERROR_RATE_LIMITED,
      FB_WEBHOOK_ABSENT },
    { { 400, DOCUMO_JSON, NULL, "{\"message\":\"no\"}" },
      FB_DOCUMO_ERROR_REFUSED,
      FB_WEBHOOK_ABSENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      set_manners (fixture, (DocumoManners){ .fail_changes = &cases[i].reply });
      g_assert_false (make (fixture, NULL, &error));
      g_assert_error (error, FB_DOCUMO_ERROR, (int) cases[i].code);
      assert_state (fixture, cases[i].state);
      g_assert_error (fb_webhook_setup_get_problem (fixture->setup), FB_DOCUMO_ERROR,
                      (int) cases[i].code);
      g_assert_cmpuint (count_sign_ins (fixture), ==, 0);
    }
  set_manners (fixture, (DocumoManners){ 0 });
  make_account_webhook (fixture);
  g_assert_null (fb_webhook_setup_get_problem (fixture->setup));
}

static void
test_not_told (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    DocumoReply reply;
    FbDocumoError code;
    FbWebhookState state;
  } cases[] = {
    { { 403, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotAllowedError\"}}" },
      FB_DOCUMO_ERROR_KEY_WEAK,
      FB_WEBHOOK_FORBIDDEN },
    { { 401, DOCUMO_JSON, NULL, "{}" }, FB_DOCUMO_ERROR_KEY_WRONG, FB_WEBHOOK_UNREACHABLE },
    { { 503, DOCUMO_JSON, NULL, "{}" }, FB_DOCUMO_ERROR_UNAVAILABLE, FB_WEBHOOK_UNREACHABLE },
    { { 200, "text/html", NULL, "<html>" }, FB_DOCUMO_ERROR_NOT_API, FB_WEBHOOK_UNREACHABLE },
    { { 429, DOCUMO_JSON, NULL, "{}" }, FB_DOCUMO_ERROR_RATE_LIMITED, FB_WEBHOOK_UNREACHABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      set_manners (fixture, (DocumoManners){ .fail_all = &cases[i].reply });
      g_assert_false (look (fixture, &error));
      g_assert_error (error, FB_DOCUMO_ERROR, (int) cases[i].code);
      assert_state (fixture, cases[i].state);
    }
}

/* It was made, and nobody heard of it: it is found, and no second one is made. */
static void
test_lost_answers (Fixture *fixture, gconstpointer data)
{
  static const char *const both[] = { "n1", "n2", NULL };
  g_autoptr (GError) error = NULL;

  set_manners (fixture, (DocumoManners){ .lose_answers = TRUE });
  g_assert_true (make (fixture, both, &error));
  g_assert_no_error (error);
  assert_state (fixture, FB_WEBHOOK_FINE);
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 2);
  g_assert_cmpuint (documo_webhooks_count_changes (fixture->webhooks), ==, 2);
  assert_all_sign_in (fixture);

  documo_webhooks_set_enabled (fixture->webhooks, 1, FALSE);
  documo_webhooks_set_url (fixture->webhooks, 0, OTHER);
  g_assert_true (mend (fixture, &error));
  g_assert_no_error (error);
  assert_state (fixture, FB_WEBHOOK_FINE);
  assert_all_sign_in (fixture);

  g_assert_true (remove_all (fixture, &error));
  g_assert_no_error (error);
  assert_state (fixture, FB_WEBHOOK_ABSENT);
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 0);
  g_assert_cmpuint (count_sign_ins (fixture), ==, 0);
}

/* Nothing was made, but nobody can know: the sign-in stays until the next time. */
static void
test_doubt (Fixture *fixture, gconstpointer data)
{
  const DocumoReply closed = { 0 };
  g_autoptr (GError) error = NULL;

  set_manners (fixture, (DocumoManners){ .fail_changes = &closed });
  g_assert_false (make (fixture, NULL, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_UNAVAILABLE);
  assert_state (fixture, FB_WEBHOOK_ABSENT);
  g_assert_cmpuint (count_sign_ins (fixture), ==, 1);

  set_manners (fixture, (DocumoManners){ 0 });
  make_account_webhook (fixture);
  g_assert_cmpuint (count_sign_ins (fixture), ==, 1);
  assert_all_sign_in (fixture);
}

/* The process ends after Documo was asked, before it hears anything. */
static void
test_killed_while_making (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  set_manners (fixture, (DocumoManners){ .lose_answers = TRUE });
  fb_webhook_setup_make_async (fixture->setup, NULL, cancellable, on_done, &result);
  while (documo_webhooks_count (fixture->webhooks) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  wait_for (result);
  g_settings_reset (fixture->settings, "webhooks");
  end_process (fixture);

  begin_process (fixture);
  assert_all_sign_in (fixture);
  set_manners (fixture, (DocumoManners){ 0 });
  g_assert_true (look (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_FINE);
  make_account_webhook (fixture);
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 1);
  g_assert_true (remove_all (fixture, &error));
  g_assert_cmpuint (count_sign_ins (fixture), ==, 0);
}

static void
test_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_account_webhook (fixture);
  documo_webhooks_set_enabled (fixture->webhooks, 0, FALSE);
  g_assert_true (look (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_OFF);
  g_assert_true (fb_webhook_setup_is_off (fixture->setup));
  g_assert_true (mend (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_FINE);
  assert_all_sign_in (fixture);
}

static void
test_different (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_account_webhook (fixture);
  documo_webhooks_set_url (fixture->webhooks, 0, OTHER);
  documo_webhooks_set_attachment (fixture->webhooks, 0, FALSE);
  g_assert_true (look (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_DIFFERENT);
  g_assert_cmpuint (fb_webhook_setup_get_differences (fixture->setup), ==,
                    FB_WEBHOOK_DIFFERS_ADDRESS | FB_WEBHOOK_DIFFERS_DOCUMENT);
  g_assert_true (mend (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_FINE);
  assert_all_sign_in (fixture);

  /* The other way round, and at once. */
  g_settings_set_string (fixture->settings, "public-address", OTHER);
  assert_state (fixture, FB_WEBHOOK_DIFFERENT);
  g_assert_true (mend (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_FINE);
  g_autoptr (DocumoHook) hook = documo_webhooks_dup (fixture->webhooks, 0);
  g_assert_cmpstr (hook->url, ==, OTHER);
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 1);
}

/* Its sign-in is lost here: a new one is given to Documo, and the others stay. */
static void
test_sign_in_lost (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sign_ins = g_strconcat (fixture->file_name, ".webhooks", NULL);
  g_autoptr (GError) error = NULL;

  make_account_webhook (fixture);
  g_assert_cmpint (g_unlink (sign_ins), ==, 0);
  g_assert_true (look (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_DIFFERENT);
  g_assert_cmpuint (fb_webhook_setup_get_differences (fixture->setup), ==,
                    FB_WEBHOOK_DIFFERS_SIGN_IN);
  g_assert_true (mend (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_FINE);
  g_assert_cmpuint (count_sign_ins (fixture), ==, 1);
  assert_all_sign_in (fixture);
}

/* Documo seems to take a new sign-in: as long as its name tells of the one before, that is valid.
 */
static void
test_sign_in_not_taken (Fixture *fixture, gconstpointer data)
{
  make_account_webhook (fixture);
  g_autoptr (DocumoHook) hook = documo_webhooks_dup (fixture->webhooks, 0);
  documo_webhooks_set_auth (fixture->webhooks, 0, NULL);
  set_manners (fixture, (DocumoManners){ .ignore_changes = TRUE });
  g_assert_true (look (fixture, NULL));
  assert_state (fixture, FB_WEBHOOK_DIFFERENT);
  mend (fixture, NULL);
  assert_state (fixture, FB_WEBHOOK_DIFFERENT);
  documo_webhooks_set_auth (fixture->webhooks, 0, hook->auth);
  assert_all_sign_in (fixture);
}

/* Made by hand with this address: it counts, and is neither changed nor removed. */
static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  documo_webhooks_add (fixture->webhooks, "By hand", URL "/");
  documo_webhooks_add (fixture->webhooks, "Faxbell reception", "HTTPS://FAX.example.com/webhook");
  documo_webhooks_add (fixture->webhooks, "Somebody else's", OTHER);
  g_assert_true (look (fixture, &error));
  g_assert_cmpuint (fb_webhook_setup_count (fixture->setup), ==, 1);
  g_assert_true (fb_webhook_setup_is_by_hand (fixture->setup));
  g_assert_false (fb_webhook_setup_may_remove (fixture->setup));
  assert_state (fixture, FB_WEBHOOK_DIFFERENT);
  g_assert_cmpuint (fb_webhook_setup_get_differences (fixture->setup), ==,
                    FB_WEBHOOK_DIFFERS_SIGN_IN);
  g_assert_false (fb_webhook_setup_may_mend (fixture->setup));

  /* What its password is, nobody knows. */
  documo_webhooks_set_auth (fixture->webhooks, 1, "documo:password");
  g_assert_true (look (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_FINE);
  documo_webhooks_set_enabled (fixture->webhooks, 1, FALSE);
  g_assert_true (look (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_OFF);
  g_assert_false (fb_webhook_setup_may_mend (fixture->setup));

  g_assert_true (make (fixture, NULL, &error));
  g_assert_true (mend (fixture, &error));
  g_assert_true (remove_all (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_OFF);
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 3);
  g_assert_cmpuint (documo_webhooks_count_changes (fixture->webhooks), ==, 0);
}

/* Made by a Faxbell that knew the password: its name tells. */
static void
test_made_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  documo_webhooks_add (fixture->webhooks, "Faxbell abcdefghi2", URL);
  documo_webhooks_set_auth (fixture->webhooks, 0, "faxbell-abcdefghi2:password");
  g_assert_true (look (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_DIFFERENT);
  g_assert_cmpuint (fb_webhook_setup_get_differences (fixture->setup), ==,
                    FB_WEBHOOK_DIFFERS_SIGN_IN);
  g_assert_false (fb_webhook_setup_is_by_hand (fixture->setup));
  g_assert_true (fb_webhook_setup_may_mend (fixture->setup));

  g_assert_true (mend (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_FINE);
  assert_all_sign_in (fixture);
  g_assert_true (remove_all (fixture, &error));
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 0);
}

/* Mending fails: what Documo has is still valid. */
static void
test_mending_refused (Fixture *fixture, gconstpointer data)
{
  const DocumoReply refused = { 400, DOCUMO_JSON, NULL, "{\"message\":\"no\"}" };
  g_autoptr (GError) error = NULL;

  make_account_webhook (fixture);
  documo_webhooks_set_enabled (fixture->webhooks, 0, FALSE);
  set_manners (fixture, (DocumoManners){ .fail_changes = &refused });
  g_assert_true (look (fixture, &error));
  g_assert_false (mend (fixture, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_REFUSED);
  assert_state (fixture, FB_WEBHOOK_OFF);
  assert_all_sign_in (fixture);

  /* Not for the sake of events, which weren't sent. */
  g_assert_cmpuint (documo_webhooks_count_changes (fixture->webhooks), ==, 2);
  g_assert_cmpint (fb_webhook_setup_get_new_events (fixture->setup), ==,
                   FB_WEBHOOK_NEW_EVENTS_UNKNOWN);
}

/* Whatever Documo says, a webhook that is there has been made, and its sign-in is valid. */
static void
test_made_against_its_word (Fixture *fixture, gconstpointer data)
{
  const DocumoReply replies[] = {
    { 200, DOCUMO_JSON, NULL, "{\"error\":null}" },
    { 200, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"ValidationError\"}}" },
    { 400, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"ValidationError\"}}" },
    { 403, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotAllowedError\"}}" },
    { 404, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotFoundError\"}}" },
  };
  g_autofree char *sign_ins = g_strconcat (fixture->file_name, ".webhooks", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_test_message ("%u: %s", replies[i].status, replies[i].text);
      set_manners (fixture, (DocumoManners){ .answer_changes = &replies[i] });
      make_account_webhook (fixture);
      g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 1);
      assert_all_sign_in (fixture);

      g_assert_cmpint (g_unlink (sign_ins), ==, 0);
      g_assert_true (mend (fixture, NULL));
      assert_state (fixture, FB_WEBHOOK_FINE);
      assert_all_sign_in (fixture);

      documo_webhooks_set_enabled (fixture->webhooks, 0, FALSE);
      g_assert_true (mend (fixture, NULL));
      assert_state (fixture, FB_WEBHOOK_FINE);

      g_assert_true (remove_all (fixture, NULL));
      g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 0);
      g_assert_cmpuint (count_sign_ins (fixture), ==, 0);
    }
}

static gsize
count_kept (Fixture *fixture)
{
  g_autoptr (GVariant) kept = g_settings_get_value (fixture->settings, "webhooks");

  return g_variant_n_children (kept);
}

/* Removed at Documo's screen: it is missing, and can be made again. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_account_webhook (fixture);
  documo_webhooks_remove (fixture->webhooks, 0);
  g_assert_true (remove_all (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_ABSENT);
  g_assert_cmpuint (count_kept (fixture), ==, 0);
  g_assert_cmpuint (count_sign_ins (fixture), ==, 0);

  make_account_webhook (fixture);
  documo_webhooks_remove (fixture->webhooks, 0);
  g_assert_true (look (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_ABSENT);
  make_account_webhook (fixture);
  g_assert_cmpuint (count_kept (fixture), ==, 1);
  g_assert_cmpuint (count_sign_ins (fixture), ==, 1);
  assert_all_sign_in (fixture);
}

/* It is called gone, but it is there, under another name: it is Faxbell's still. */
static void
test_not_gone (Fixture *fixture, gconstpointer data)
{
  const DocumoReply gone = { 404, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotFoundError\"}}" };
  g_autoptr (GError) error = NULL;

  make_account_webhook (fixture);
  documo_webhooks_set_name (fixture->webhooks, 0, "Reception");
  documo_webhooks_set_enabled (fixture->webhooks, 0, FALSE);
  set_manners (fixture, (DocumoManners){ .fail_changes = &gone });
  g_assert_false (mend (fixture, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_GONE);
  assert_state (fixture, FB_WEBHOOK_OFF);
  g_assert_true (fb_webhook_setup_may_mend (fixture->setup));
  assert_all_sign_in (fixture);
  g_assert_false (remove_all (fixture, NULL));
  g_assert_true (fb_webhook_setup_may_remove (fixture->setup));
  assert_all_sign_in (fixture);

  set_manners (fixture, (DocumoManners){ 0 });
  g_assert_true (mend (fixture, NULL));
  assert_state (fixture, FB_WEBHOOK_FINE);
  assert_all_sign_in (fixture);
}

/* What another account's webhook delivers is still taken, though its key isn't used any more. */
static void
test_other_account (Fixture *fixture, gconstpointer data)
{
  const DocumoReply refused = { 400, DOCUMO_JSON, NULL, "{\"message\":\"no\"}" };

  make_account_webhook (fixture);
  documo_webhooks_set_account (fixture->webhooks, "a2");
  g_assert_true (look (fixture, NULL));
  assert_state (fixture, FB_WEBHOOK_ABSENT);
  set_manners (fixture, (DocumoManners){ .fail_changes = &refused });
  g_assert_false (make (fixture, NULL, NULL));
  assert_all_sign_in (fixture);
  set_manners (fixture, (DocumoManners){ 0 });
  make_account_webhook (fixture);
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 2);
  assert_all_sign_in (fixture);
  g_assert_true (remove_all (fixture, NULL));
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 1);
  g_assert_cmpuint (count_sign_ins (fixture), ==, 1);
  assert_all_sign_in (fixture);

  documo_webhooks_set_account (fixture->webhooks, "a1");
  g_assert_true (look (fixture, NULL));
  assert_state (fixture, FB_WEBHOOK_FINE);
}

/* By a list that may lack some, nothing is made, and nothing is taken away. */
static void
test_incomplete_list (Fixture *fixture, gconstpointer data)
{
  const DocumoReply unreadable = { 200, DOCUMO_JSON, NULL, "[{\"uuid\":\"../1\"}]" };
  g_autoptr (GError) error = NULL;

  set_manners (fixture, (DocumoManners){ .answer_lists = &unreadable });
  g_assert_false (make (fixture, NULL, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_NOT_API);
  assert_state (fixture, FB_WEBHOOK_UNREACHABLE);
  g_assert_cmpuint (documo_webhooks_count_changes (fixture->webhooks), ==, 0);

  set_manners (fixture, (DocumoManners){ 0 });
  make_account_webhook (fixture);
  set_manners (fixture, (DocumoManners){ .answer_lists = &unreadable });
  g_assert_false (remove_all (fixture, NULL));
  g_assert_cmpuint (count_kept (fixture), ==, 1);
  assert_all_sign_in (fixture);
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  const DocumoReply refused = { 400, DOCUMO_JSON, NULL, "{\"message\":\"no\"}" };
  g_autoptr (GError) error = NULL;

  documo_webhooks_add (fixture->webhooks, "Somebody else's", OTHER);
  make_account_webhook (fixture);
  set_manners (fixture, (DocumoManners){ .fail_changes = &refused });
  g_assert_false (remove_all (fixture, &error));
  g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_REFUSED);
  assert_state (fixture, FB_WEBHOOK_FINE);
  g_autoptr (DocumoHook) hook = documo_webhooks_dup (fixture->webhooks, 1);
  g_assert_true (is_right (fixture, hook->auth));

  set_manners (fixture, (DocumoManners){ 0 });
  g_clear_error (&error);
  g_assert_true (remove_all (fixture, &error));
  assert_state (fixture, FB_WEBHOOK_ABSENT);
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 1);
  g_assert_cmpuint (count_sign_ins (fixture), ==, 0);
  g_assert_false (is_right (fixture, hook->auth));
}

/* One job at a time; who looks meanwhile is told what came of it. */
static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) looked = NULL;
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (GError) error = NULL;

  fb_webhook_setup_make_async (fixture->setup, NULL, NULL, on_done, &made);
  g_assert_true (fb_webhook_setup_is_busy (fixture->setup));
  fb_webhook_setup_make_async (fixture->setup, NULL, NULL, on_done, &again);
  fb_webhook_setup_look_async (fixture->setup, FALSE, NULL, on_done, &looked);
  fb_webhook_setup_look_if_old (fixture->setup);
  wait_for (again);
  g_assert_false (fb_webhook_setup_make_finish (fixture->setup, again, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  wait_for (looked);
  g_assert_true (fb_webhook_setup_look_finish (fixture->setup, looked, NULL));
  wait_for (made);
  g_assert_true (fb_webhook_setup_make_finish (fixture->setup, made, NULL));
  g_assert_cmpuint (documo_webhooks_count (fixture->webhooks), ==, 1);

  /* It isn't old yet. */
  guint n = documo_api_count (fixture->api, NULL);
  fb_webhook_setup_look_if_old (fixture->setup);
  g_assert_false (fb_webhook_setup_is_busy (fixture->setup));
  g_assert_cmpuint (documo_api_count (fixture->api, NULL), ==, n);
}

/* What is being found out with the key from before says nothing about the new one's account. */
static void
test_key_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) looked = NULL;

  documo_api_hold (fixture->api, TRUE);
  fb_webhook_setup_look_async (fixture->setup, FALSE, NULL, on_done, &looked);
  while (documo_api_count (fixture->api, NULL) == 0)
    g_main_context_iteration (NULL, FALSE);
  fb_api_key_forget_state (fixture->api_key);
  documo_api_hold (fixture->api, FALSE);
  wait_for (looked);
  assert_state (fixture, FB_WEBHOOK_UNKNOWN);
}

int
main (int argc, char *argv[])
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);
  /* A bus of its own, which starts nothing by itself. libsecret holds on to it to the end. */
  static GTestDBus *bus;
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

#define ADD(path, function)                                                                        \
  g_test_add ("/sync/webhook-setup/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("no-key", test_no_key);
  ADD ("no-address", test_no_address);
  ADD ("make", test_make);
  ADD ("numbers", test_numbers);
  ADD ("events", test_events);
  ADD ("refused", test_refused);
  ADD ("not-told", test_not_told);
  ADD ("lost-answers", test_lost_answers);
  ADD ("doubt", test_doubt);
  ADD ("killed-while-making", test_killed_while_making);
  ADD ("off", test_off);
  ADD ("different", test_different);
  ADD ("sign-in-lost", test_sign_in_lost);
  ADD ("sign-in-not-taken", test_sign_in_not_taken);
  ADD ("by-hand", test_by_hand);
  ADD ("made-elsewhere", test_made_elsewhere);
  ADD ("mending-refused", test_mending_refused);
  ADD ("made-against-its-word", test_made_against_its_word);
  ADD ("gone", test_gone);
  ADD ("not-gone", test_not_gone);
  ADD ("other-account", test_other_account);
  ADD ("incomplete-list", test_incomplete_list);
  ADD ("remove", test_remove);
  ADD ("busy", test_busy);
  ADD ("key-changes", test_key_changes);
#undef ADD
  const int status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
