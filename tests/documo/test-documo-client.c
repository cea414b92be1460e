/* test-documo-client.c
 *
 * Asking whose account a key belongs to, of a stand-in for Documo's API, and what becomes of the
 * key on the way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "certificates.h"
#include "documo-api.h"
#include "fb-documo-client-private.h"
#include "fb-documo-error.h"
#include "folder.h"

#define KEY "eyJhbGciOi.a-right_key.0123456789"

static const DocumoReply me = {
  200, DOCUMO_JSON, NULL,
  "{\"uuid\":\"1\",\"email\":\"desk@example.com\",\"accountName\":\"Clinic\"}"
};

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static FbDocumoAccount *
get_account (FbDocumoClient *client, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  fb_documo_client_get_account_async (client, cancellable, on_done, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return fb_documo_client_get_account_finish (client, result, error);
}

static FbDocumoClient *
make_client (DocumoApi *api, const char *key)
{
  g_autofree char *url = documo_api_dup_url (api);
  g_autoptr (GError) error = NULL;
  FbDocumoClient *client = fb_documo_client_new (url, key, &error);

  g_assert_no_error (error);
  return client;
}

static void
assert_fails (FbDocumoClient *client, FbDocumoError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FbDocumoAccount) account = get_account (client, NULL, &error);

  g_assert_null (account);
  g_assert_error (error, FB_DOCUMO_ERROR, (int) code);
  g_assert_null (strstr (error->message, KEY));
}

/* The key as it is, once, and nothing that libsoup would add. */
static void
test_right_key (void)
{
  g_autoptr (DocumoApi) api = documo_api_new (KEY);
  g_autoptr (FbDocumoClient) client = make_client (api, KEY);
  g_autoptr (GError) error = NULL;

  documo_api_set (api, "/v1/me", &me);
  g_autoptr (FbDocumoAccount) account = get_account (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (account->name, ==, "Clinic");
  g_assert_cmpstr (account->email, ==, "desk@example.com");

  g_autofree char *request = documo_api_dup_request (api, 0);
  g_assert_true (g_str_has_prefix (request, "GET /v1/me HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Basic " KEY "\r\n"));
  g_assert_null (strstr (request, "Accept-Encoding"));
  g_assert_null (strstr (request, "Cookie"));
}

static void
test_other_keys (void)
{
  g_autoptr (DocumoApi) api = documo_api_new (KEY);
  g_autoptr (FbDocumoClient) wrong = make_client (api, "another");
  g_autoptr (FbDocumoClient) none = make_client (api, NULL);
  g_autofree char *url = documo_api_dup_url (api);
  g_autofree char *huge = g_strnfill (5000, 'k');
  const char *const impossible[] = { "", "two words", "line\r\nX: y", "schl\xc3\xbcssel", huge };

  documo_api_set (api, "/v1/me", &me);
  assert_fails (wrong, FB_DOCUMO_ERROR_KEY_WRONG);
  g_assert_cmpuint (documo_api_count (api, NULL), ==, 1);
  assert_fails (none, FB_DOCUMO_ERROR_KEY_MISSING);
  for (guint i = 0; i < G_N_ELEMENTS (impossible); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (fb_documo_client_new (url, impossible[i], &error));
      g_assert_error (error, FB_DOCUMO_ERROR, FB_DOCUMO_ERROR_KEY_WRONG);
    }
  g_assert_cmpuint (documo_api_count (api, NULL), ==, 1);
}

/* In the middle of a run. */
static void
test_key_changes (void)
{
  g_autoptr (DocumoApi) api = documo_api_new (KEY);
  g_autoptr (FbDocumoClient) client = make_client (api, KEY);
  g_autoptr (GError) error = NULL;

  documo_api_set (api, "/v1/me", &me);
  g_autoptr (FbDocumoAccount) account = get_account (client, NULL, &error);
  g_assert_no_error (error);
  documo_api_set_key (api, "another");
  assert_fails (client, FB_DOCUMO_ERROR_KEY_WRONG);
}

/* Another origin, or another path of the same: neither is asked. */
static void
test_redirect (void)
{
  g_autoptr (DocumoApi) api = documo_api_new (KEY);
  g_autoptr (DocumoApi) other = documo_api_new (NULL);
  g_autoptr (FbDocumoClient) client = make_client (api, KEY);
  g_autofree char *url = documo_api_dup_url (other);
  g_autofree char *far = g_strdup_printf ("Location: %s/v1/me\r\n", url);
  const struct
  {
    guint status;
    const char *location;
  } cases[] = {
    { 301, far }, { 302, far }, { 307, far }, { 308, far }, { 302, "Location: /v2/me\r\n" },
  };

  documo_api_set (other, "/v1/me", &me);
  documo_api_set (api, "/v2/me", &me);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DocumoReply redirect = { cases[i].status, NULL, cases[i].location, NULL };
      documo_api_set (api, "/v1/me", &redirect);
      assert_fails (client, FB_DOCUMO_ERROR_NOT_API);
      g_assert_cmpuint (documo_api_count (api, NULL), ==, i + 1);
    }
  g_assert_cmpuint (documo_api_count (other, NULL), ==, 0);
}

/* A challenge doesn't make it send anything else than the key. */
static void
test_challenge (void)
{
  const DocumoReply challenge = { 401, DOCUMO_JSON, "WWW-Authenticate: Basic realm=\"x\"\r\n",
                                  "{\"message\":\"no\"}" };
  g_autoptr (DocumoApi) api = documo_api_new (KEY);
  g_autoptr (FbDocumoClient) client = make_client (api, KEY);

  documo_api_set (api, "/v1/me", &challenge);
  assert_fails (client, FB_DOCUMO_ERROR_KEY_WRONG);
  g_assert_cmpuint (documo_api_count (api, NULL), ==, 1);
}

static void
test_answers (void)
{
  static const char huge_start[] = "{\"uuid\":\"";
  g_autofree char *huge = g_strnfill (2 * FB_DOCUMO_MAX_ANSWER, 'a');
  const struct
  {
    DocumoReply reply;
    FbDocumoError code;
  } cases[] = {
    { { 0 }, FB_DOCUMO_ERROR_UNAVAILABLE },
    { { 200, "text/html", NULL, "<html>Sign in</html>" }, FB_DOCUMO_ERROR_NOT_API },
    { { 200, DOCUMO_JSON, NULL, "{}" }, FB_DOCUMO_ERROR_NOT_API },
    { { 200, DOCUMO_JSON, NULL, "" }, FB_DOCUMO_ERROR_NOT_API },
    { { 200, DOCUMO_JSON, NULL, huge }, FB_DOCUMO_ERROR_NOT_API },
    { { 200, DOCUMO_JSON, NULL, huge_start }, FB_DOCUMO_ERROR_NOT_API },
    { { 200, DOCUMO_JSON, NULL, "{\"uuid\":\"1\"}", .stop_after = 5 },
      FB_DOCUMO_ERROR_INTERRUPTED },
    { { 200, DOCUMO_JSON, NULL, "{\"uuid\":\"1\"}", .framing = DOCUMO_CHUNKED, .stop_after = 5 },
      FB_DOCUMO_ERROR_INTERRUPTED },
    { { 404, DOCUMO_JSON, NULL, "{\"message\":\"Not found\"}" }, FB_DOCUMO_ERROR_NOT_API },
    { { 403, DOCUMO_JSON, NULL, "{\"error\":{\"name\":\"NotAllowedError\"}}" },
      FB_DOCUMO_ERROR_KEY_WEAK },
    { { 429, DOCUMO_JSON, "Retry-After: 7\r\n", "{}" }, FB_DOCUMO_ERROR_RATE_LIMITED },
    { { 500, NULL, NULL, "oops" }, FB_DOCUMO_ERROR_UNAVAILABLE },
  };
  g_autoptr (DocumoApi) api = documo_api_new (KEY);
  g_autoptr (FbDocumoClient) client = make_client (api, KEY);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u, %u", i, cases[i].reply.status);
      documo_api_set (api, "/v1/me", &cases[i].reply);
      assert_fails (client, cases[i].code);
    }
}

static void
test_unreachable (void)
{
  DocumoApi *api = documo_api_new (KEY);
  g_autoptr (FbDocumoClient) client = make_client (api, KEY);

  documo_api_free (api);
  assert_fails (client, FB_DOCUMO_ERROR_UNAVAILABLE);
}

/* One that drips, and one that says nothing. */
static void
test_too_slow (void)
{
  const FbDocumoLimits limits = { 1, 1, 1024, 1024 };
  const DocumoReply drip = { 200, DOCUMO_JSON, NULL,
                             "{\"uuid\":\"123456789012345678901234567890\"}", .drip_ms = 100 };
  const DocumoReply silence = { 200, DOCUMO_JSON, NULL, "{\"uuid\":\"1\"}", .drip_ms = 5000 };
  g_autoptr (DocumoApi) api = documo_api_new (KEY);
  g_autoptr (FbDocumoClient) client = make_client (api, KEY);

  fb_documo_client_set_limits (client, &limits);
  documo_api_set (api, "/v1/me", &drip);
  assert_fails (client, FB_DOCUMO_ERROR_INTERRUPTED);
  documo_api_set (api, "/v1/me", &silence);
  assert_fails (client, FB_DOCUMO_ERROR_INTERRUPTED);
}

static gboolean
on_cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  const DocumoReply drip = { 200, DOCUMO_JSON, NULL, "{\"uuid\":\"1\"}", .drip_ms = 1000 };
  g_autoptr (DocumoApi) api = documo_api_new (KEY);
  g_autoptr (FbDocumoClient) client = make_client (api, KEY);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  documo_api_set (api, "/v1/me", &drip);
  g_timeout_add (200, on_cancel, cancellable);
  g_assert_null (get_account (client, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (get_account (client, cancellable, &again));
  g_assert_error (again, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What is said in plain on this computer no proxy hears. */
static void
test_proxy (void)
{
  g_autoptr (DocumoApi) proxy = documo_api_new (NULL);
  g_autoptr (DocumoApi) api = documo_api_new (KEY);
  g_autofree char *proxy_url = documo_api_dup_url (proxy);

  documo_api_set (api, "/v1/me", &me);
  g_setenv ("http_proxy", proxy_url, TRUE);
  g_autoptr (FbDocumoClient) client = make_client (api, KEY);
  g_autoptr (GError) error = NULL;
  g_autoptr (FbDocumoAccount) account = get_account (client, NULL, &error);
  g_unsetenv ("http_proxy");
  g_assert_no_error (error);
  g_assert_cmpuint (documo_api_count (proxy, NULL), ==, 0);
}

/* TLS: whom the caller trusts, whom nobody does, and whose name is another. */
static void
test_certificate (void)
{
  g_autofree char *folder = g_dir_make_tmp ("faxbell-api-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "certificate.pem", NULL);
  g_autofree char *key_file = g_build_filename (folder, "key.pem", NULL);
  g_autoptr (GError) error = NULL;

  tls_write_certificate (file, key_file, "documo", 30);
  g_autoptr (DocumoApi) api = documo_api_new_tls (KEY, file, key_file);
  g_autoptr (FbDocumoClient) stranger = make_client (api, KEY);
  g_autoptr (FbDocumoClient) client = make_client (api, KEY);
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (file, &error);
  g_assert_no_error (error);

  documo_api_set (api, "/v1/me", &me);
  assert_fails (stranger, FB_DOCUMO_ERROR_CERTIFICATE);
  g_assert_cmpuint (documo_api_count (api, NULL), ==, 0);

  fb_documo_client_set_tls_database (client, database);
  g_autoptr (FbDocumoAccount) account = get_account (client, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (account->name, ==, "Clinic");

  g_autofree char *url = documo_api_dup_url (api);
  g_autofree char *other_url = g_strdup_printf ("https://localhost%s", strrchr (url, ':'));
  g_autoptr (FbDocumoClient) other = fb_documo_client_new (other_url, KEY, &error);
  g_assert_no_error (error);
  fb_documo_client_set_tls_database (other, database);
  assert_fails (other, FB_DOCUMO_ERROR_CERTIFICATE);
  g_assert_cmpuint (documo_api_count (api, NULL), ==, 1);
  folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/documo/client/right-key", test_right_key);
  g_test_add_func ("/documo/client/other-keys", test_other_keys);
  g_test_add_func ("/documo/client/key-changes", test_key_changes);
  g_test_add_func ("/documo/client/redirect", test_redirect);
  g_test_add_func ("/documo/client/challenge", test_challenge);
  g_test_add_func ("/documo/client/answers", test_answers);
  g_test_add_func ("/documo/client/unreachable", test_unreachable);
  g_test_add_func ("/documo/client/too-slow", test_too_slow);
  g_test_add_func ("/documo/client/cancel", test_cancel);
  g_test_add_func ("/documo/client/proxy", test_proxy);
  g_test_add_func ("/documo/client/certificate", test_certificate);
  return g_test_run ();
}
