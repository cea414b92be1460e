/* account-fixture.c
 *
 * The real application on a desktop with a real keyring, and an account at Documo whose documents
 * have to be fetched: from a stand-in for Documo's API, over real HTTP.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "account-fixture.h"

static const DocumoReply me = {
  200, DOCUMO_JSON, NULL,
  "{\"uuid\":\"1\",\"email\":\"desk@example.com\",\"accountName\":\"Clinic\"}"
};

/* A picture that never is still can't be waited for: a spinner turns as long as documents come. */
static void
stop_animations (RunningFaxbell *faxbell)
{
  g_autofree char *folder = g_build_filename (faxbell->home, ".config", "gtk-4.0", NULL);
  g_autofree char *file = g_build_filename (folder, "settings.ini", NULL);

  g_assert_no_errno (g_mkdir_with_parents (folder, 0700));
  g_assert_true (g_file_set_contents (file, "[Settings]\ngtk-enable-animations=false\n", -1, NULL));
}

void
account_set_up (Account *account, gconstpointer data)
{
  inbox_set_up (&account->desktop, NULL);
  stop_animations (account->desktop.faxbell);
  account->api = documo_api_new (ACCOUNT_KEY);
  account->url = documo_api_dup_url (account->api);
  documo_api_set (account->api, "/v1/me", &me);
  g_autofree char *setting = g_strdup_printf ("documo-api-url='%s'", account->url);
  running_faxbell_set (account->desktop.faxbell, setting);
  account->keyring = keyring_start ();
}

void
account_tear_down (Account *account, gconstpointer data)
{
  inbox_tear_down (&account->desktop, NULL);
  keyring_stop (account->keyring);
  documo_api_free (account->api);
  g_free (account->url);
}

/**
 * account_set_key:
 * @account: an account, with the application running or not
 * @key: the key that the stand-in knows
 *
 * What its user does: `faxbell --set-api-key`.
 */
void
account_set_key (Account *account, const char *key)
{
  g_autofree char *output = running_faxbell_run (account->desktop.faxbell, key, "--set-api-key");

  g_assert_cmpstr (output, ==, "Connected to Clinic (desk@example.com).\n");
}

void
account_forget_key (Account *account)
{
  g_free (running_faxbell_run (account->desktop.faxbell, NULL, "--forget-api-key"));
  g_assert_cmpuint (keyring_count (account->keyring, account->url), ==, 0);
}

/**
 * account_dup_document:
 * @name: a document of the build tree's
 *
 * Returns: (transfer full): its file
 */
char *
account_dup_document (const char *name)
{
  return g_test_build_filename (G_TEST_BUILT, "data", name, NULL);
}

static char *
dup_path (const char *message_id)
{
  return g_strdup_printf ("/v1/fax/%s/download", message_id);
}

/**
 * account_offer:
 * @account: an account
 * @message_id: names a fax
 * @reply: what Documo answers from now on to who asks for the fax's document
 */
void
account_offer (Account *account, const char *message_id, const DocumoReply *reply)
{
  g_autofree char *path = dup_path (message_id);

  documo_api_set (account->api, path, reply);
}

/**
 * account_offer_document:
 * @account: an account
 * @message_id: names a fax
 *
 * Has Documo answer with fax.pdf.
 */
void
account_offer_document (Account *account, const char *message_id)
{
  g_autofree char *file = account_dup_document ("fax.pdf");
  const DocumoReply reply = { 200, DOCUMO_PDF, .file = file };

  account_offer (account, message_id, &reply);
}

/**
 * account_drip:
 * @account: an account
 * @message_id: names a fax
 *
 * Has Documo send a fifth of its document at once, and the rest so slowly that it takes longer than
 * a test.
 */
void
account_drip (Account *account, const char *message_id)
{
  const DocumoReply drip = { 200, DOCUMO_PDF, .pdf_size = 1000000, .drip_ms = 200,
                             .drip_from = 200000 };

  account_offer (account, message_id, &drip);
}

/**
 * account_fail:
 * @account: an account
 * @message_id: names a fax
 *
 * Has Documo say that its document can't be had for half an hour.
 */
void
account_fail (Account *account, const char *message_id)
{
  const DocumoReply later = { 503, NULL, "Retry-After: 1800\r\n", "" };

  account_offer (account, message_id, &later);
}

/**
 * account_count_requests:
 * @account: an account
 * @message_id: names a fax
 *
 * Returns: how often Documo was asked for its document
 */
guint
account_count_requests (Account *account, const char *message_id)
{
  g_autofree char *path = dup_path (message_id);

  return documo_api_count (account->api, path);
}

typedef struct
{
  Account *account;
  const char *message_id;
  guint n;
} WantedRequests;

static gboolean
has_requests (gpointer data)
{
  const WantedRequests *wanted = data;

  return account_count_requests (wanted->account, wanted->message_id) >= wanted->n;
}

/**
 * account_wait_for_requests:
 * @account: an account
 * @message_id: names a fax
 * @n: how often Documo shall have been asked for its document
 */
void
account_wait_for_requests (Account *account, const char *message_id, guint n)
{
  WantedRequests wanted = { account, message_id, n };

  g_assert_true (desktop_wait (has_requests, &wanted));
}

/**
 * account_assert_has_document:
 * @account: an account
 * @message_id: names a fax, the only one of its name in the export
 *
 * What `--export` names must be fax.pdf, once, among the faxes.
 */
void
account_assert_has_document (Account *account, const char *message_id)
{
  g_autoptr (JsonObject) fax = inbox_dup_exported (&account->desktop, message_id);
  const char *document = json_object_get_string_member_with_default (fax, "document", NULL);
  g_autofree char *folder = running_faxbell_dup_folder (account->desktop.faxbell);
  g_autofree char *faxes = g_build_filename (folder, "faxes", "", NULL);
  g_autofree char *original = account_dup_document ("fax.pdf");
  g_autofree char *expected = NULL;
  g_autofree char *content = NULL;
  gsize expected_length, length;

  g_assert_nonnull (document);
  g_assert_true (g_str_has_prefix (document, faxes));
  g_assert_true (g_str_has_suffix (document, ".pdf"));
  g_assert_cmpstr (json_object_get_string_member (fax, "mediaType"), ==, DOCUMO_PDF);
  JsonArray *documents = json_object_get_array_member (fax, "documents");
  g_assert_cmpuint (json_array_get_length (documents), ==, 1);
  g_assert_true (g_file_get_contents (original, &expected, &expected_length, NULL));
  g_assert_true (g_file_get_contents (document, &content, &length, NULL));
  g_assert_cmpmem (content, length, expected, expected_length);
}
