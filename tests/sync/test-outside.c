/* test-outside.c
 *
 * Whether the public address leads to this process, as a real receiver and real servers answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "certificates.h"
#include "documo-api.h"
#include "fb-outside-check.h"
#include "front-fixture.h"
#include "receiver-fixture.h"

#define DAY (24 * 60 * 60)

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static FbOutsideResult
run (FbOutsideCheck *check, const char *address)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_outside_check_run_async (check, address, FALSE, NULL, on_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  FbOutsideResult outcome = fb_outside_check_run_finish (check, result, &error);
  g_assert_no_error (error);
  return outcome;
}

static FbOutsideCheck *
make_check (Receiver *receiver)
{
  return fb_outside_check_new (fb_receiver_get_probes (receiver->receiver));
}

static void
test_us (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideCheck) check = make_check (receiver);
  g_autofree char *url = fb_receiver_dup_url (receiver->receiver);

  g_assert_cmpint (run (check, url), ==, FB_OUTSIDE_REACHED_US);
  /* Whoever may send. */
  static const char *const senders[] = { "192.0.2.1", NULL };
  receiver->options.allowed_senders = senders;
  receiver_configure (receiver);
  run_for (100);
  g_assert_cmpint (run (check, url), ==, FB_OUTSIDE_REACHED_US);
  g_assert_null (fb_receiver_get_last_refusal (receiver->receiver));
}

/* Another Faxbell is someone else, too. */
static void
test_other_faxbell (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbProbeLog) others = fb_probe_log_new ();
  g_autoptr (FbOutsideCheck) check = fb_outside_check_new (others);
  g_autofree char *url = fb_receiver_dup_url (receiver->receiver);

  g_assert_cmpint (run (check, url), ==, FB_OUTSIDE_SOMEONE_ELSE);
}

static void
test_statuses (Receiver *receiver, gconstpointer data)
{
  const struct
  {
    guint status;
    FbOutsideResult result;
  } cases[] = {
    { 200, FB_OUTSIDE_SOMEONE_ELSE }, { 401, FB_OUTSIDE_CANNOT_TELL },
    { 403, FB_OUTSIDE_CANNOT_TELL },  { 429, FB_OUTSIDE_CANNOT_TELL },
    { 404, FB_OUTSIDE_SOMEONE_ELSE }, { 500, FB_OUTSIDE_SOMEONE_ELSE },
    { 502, FB_OUTSIDE_TUNNEL_DOWN },  { 503, FB_OUTSIDE_TUNNEL_DOWN },
    { 504, FB_OUTSIDE_TUNNEL_DOWN },  { 530, FB_OUTSIDE_TUNNEL_DOWN },
    { 0, FB_OUTSIDE_UNREACHABLE },
  };
  g_autoptr (FbOutsideCheck) check = make_check (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);
  g_autofree char *address = g_strconcat (url, "/webhook", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DocumoReply reply = { .status = cases[i].status, .text = "x" };

      g_test_message ("Status %u", cases[i].status);
      documo_api_set (api, "/health", &reply);
      documo_api_set (api, "/webhook", &reply);
      g_assert_cmpint (run (check, address), ==, cases[i].result);
    }
}

static FbOutsideResult
run_front (Receiver *receiver, const FrontRoute *routes, const char *path)
{
  g_autoptr (FbOutsideCheck) check = make_check (receiver);
  g_autofree char *own = fb_receiver_dup_url (receiver->receiver);
  g_autoptr (Front) front = front_new (own, routes);
  g_autofree char *address = front_dup_url (front, path);

  return run (check, address);
}

/* Only what comes to the path of the webhook has come where Documo has to. */
static void
test_paths (Receiver *receiver, gconstpointer data)
{
  const FrontRoute all[] = { { NULL, FRONT_FORWARD, 0, NULL } };
  const FrontRoute only_webhook[] = { { "/webhook", FRONT_FORWARD, 0, NULL },
                                      { NULL, FRONT_ANSWER, 404, NULL } };
  const FrontRoute other_name[] = { { "/fax", FRONT_FORWARD, 0, "/webhook" },
                                    { NULL, FRONT_ANSWER, 404, NULL } };
  const FrontRoute only_health[] = { { "/health", FRONT_FORWARD, 0, NULL },
                                     { NULL, FRONT_ANSWER, 404, NULL } };
  const FrontRoute lost[] = { { NULL, FRONT_FORWARD, 0, "/" } };
  const FrontRoute forbidden[] = { { "/health", FRONT_FORWARD, 0, NULL },
                                   { NULL, FRONT_ANSWER, 403, NULL } };
  const FrontRoute only_post[] = { { "/health", FRONT_FORWARD, 0, NULL },
                                   { NULL, FRONT_ANSWER, 405, NULL } };
  const FrontRoute down[] = { { "/health", FRONT_FORWARD, 0, NULL },
                              { NULL, FRONT_ANSWER, 502, NULL } };
  const struct
  {
    const FrontRoute *routes;
    const char *path;
    FbOutsideResult result;
  } cases[] = {
    { all, "/webhook", FB_OUTSIDE_REACHED_US },
    { all, "/webhooks", FB_OUTSIDE_WRONG_PATH },
    { all, "/health", FB_OUTSIDE_WRONG_PATH },
    { only_webhook, "/webhook", FB_OUTSIDE_REACHED_US },
    { other_name, "/fax", FB_OUTSIDE_REACHED_US },
    { only_health, "/webhook", FB_OUTSIDE_WRONG_PATH },
    { lost, "/webhook", FB_OUTSIDE_WRONG_PATH },
    { forbidden, "/webhook", FB_OUTSIDE_CANNOT_TELL },
    { only_post, "/webhook", FB_OUTSIDE_CANNOT_TELL },
    { down, "/webhook", FB_OUTSIDE_TUNNEL_DOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("Case %u", i);
      g_assert_cmpint (run_front (receiver, cases[i].routes, cases[i].path), ==, cases[i].result);
    }
  /* None of it was a refusal. */
  run_for (500);
  g_assert_null (fb_receiver_get_last_refusal (receiver->receiver));
}

/* Documo may not follow one, and a POST becomes a GET by many. */
static void
test_redirection (Receiver *receiver, gconstpointer data)
{
  const FrontRoute routes[] = { { NULL, FRONT_REDIRECT, 302, NULL } };

  g_assert_cmpint (run_front (receiver, routes, "/webhook"), ==, FB_OUTSIDE_SOMEONE_ELSE);
}

/* Each path is asked for once, without credentials. */
static void
test_requests (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideCheck) check = make_check (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);
  g_autofree char *address = g_strconcat (url, "/webhook", NULL);
  const DocumoReply reply = { .status = 401, .headers = "WWW-Authenticate: Basic realm=\"x\"\r\n" };

  documo_api_set (api, "/health", &reply);
  documo_api_set (api, "/webhook", &reply);
  g_assert_cmpint (run (check, address), ==, FB_OUTSIDE_CANNOT_TELL);
  g_assert_cmpuint (documo_api_count (api, "/health"), ==, 1);
  g_assert_cmpuint (documo_api_count (api, "/webhook"), ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *request = documo_api_dup_request (api, i);
      g_assert_nonnull (strstr (request, "probe="));
      g_assert_null (strstr (request, "uthorization"));
    }
}

static void
test_nobody (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideCheck) check = make_check (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);

  g_clear_pointer (&api, documo_api_free);
  g_assert_cmpint (run (check, url), ==, FB_OUTSIDE_UNREACHABLE);
}

static void
test_silence (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideCheck) check = make_check (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  documo_api_hold (api, TRUE);
  fb_outside_check_set_timeout (check, 300);
  g_assert_cmpint (run (check, url), ==, FB_OUTSIDE_TIMEOUT);

  fb_outside_check_set_timeout (check, 100000);
  fb_outside_check_run_async (check, url, FALSE, cancellable, on_result, &result);
  run_for (100);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  fb_outside_check_run_finish (check, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  documo_api_hold (api, FALSE);
}

/* Returns: (transfer full): what came of a server with such a certificate, which is trusted or not
 */
static FbOutsideResult
run_tls (Receiver *receiver, const char *name, int since, int until, gboolean is_trusted)
{
  g_autofree char *file = g_build_filename (receiver->folder, "server.crt", NULL);
  g_autofree char *key_file = g_build_filename (receiver->folder, "server.key", NULL);
  g_autoptr (FbOutsideCheck) check = make_check (receiver);
  g_autoptr (GError) error = NULL;

  tls_write_certificate_for (file, key_file, name, since, until);
  g_autoptr (DocumoApi) api = documo_api_new_tls (NULL, file, key_file);
  g_autofree char *url = documo_api_dup_url (api);
  if (is_trusted)
    {
      g_autoptr (GTlsDatabase) database = g_tls_file_database_new (file, &error);
      g_assert_no_error (error);
      fb_outside_check_set_tls_database (check, database);
    }
  g_test_message ("Asking %s", url);
  return run (check, url);
}

static void
test_certificates (Receiver *receiver, gconstpointer data)
{
  g_assert_cmpint (run_tls (receiver, "localhost", -DAY, DAY, TRUE), ==, FB_OUTSIDE_SOMEONE_ELSE);
  g_assert_cmpint (run_tls (receiver, "localhost", -2 * DAY, -DAY, TRUE), ==,
                   FB_OUTSIDE_CERTIFICATE_EXPIRED);
  g_assert_cmpint (run_tls (receiver, "localhost", -DAY, DAY, FALSE), ==,
                   FB_OUTSIDE_CERTIFICATE_UNKNOWN);
}

static void
test_errors (void)
{
  const struct
  {
    GQuark domain;
    int code;
    FbOutsideResult result;
  } cases[] = {
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, FB_OUTSIDE_NAME_UNKNOWN },
    { G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE, FB_OUTSIDE_CANNOT_TELL },
    { G_IO_ERROR, G_IO_ERROR_TIMED_OUT, FB_OUTSIDE_TIMEOUT },
    { G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, FB_OUTSIDE_UNREACHABLE },
    { G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, FB_OUTSIDE_UNREACHABLE },
    { G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, FB_OUTSIDE_CANNOT_TELL },
    { G_IO_ERROR, G_IO_ERROR_PROXY_FAILED, FB_OUTSIDE_CANNOT_TELL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (cases[i].domain, cases[i].code, "x");
      g_assert_cmpint (fb_outside_result_from_error (error), ==, cases[i].result);
    }
  g_assert_cmpint (fb_outside_result_from_certificate (G_TLS_CERTIFICATE_BAD_IDENTITY), ==,
                   FB_OUTSIDE_CERTIFICATE_NAME);
  g_assert_cmpint (
    fb_outside_result_from_certificate (G_TLS_CERTIFICATE_BAD_IDENTITY | G_TLS_CERTIFICATE_EXPIRED),
    ==, FB_OUTSIDE_CERTIFICATE_EXPIRED);
}

/* What this network may be the reason of is no failure, and no alarm is raised. */
static void
test_doubts (void)
{
  const GTlsCertificateFlags both = G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_BAD_IDENTITY;
  const FbOutsideDoubts router = FB_OUTSIDE_MAY_BE_OWN_ROUTER;
  const FbOutsideDoubts proxy = FB_OUTSIDE_BEHIND_PROXY;
  const FbOutsideDoubts all = router | proxy | FB_OUTSIDE_NOT_ONLINE;
  const struct
  {
    FbOutsideResult result;
    GTlsCertificateFlags errors;
    FbOutsideDoubts doubts; /* each by which it becomes "can't tell" */
  } cases[] = {
    { FB_OUTSIDE_TIMEOUT, 0, all },
    { FB_OUTSIDE_UNREACHABLE, 0, all },
    { FB_OUTSIDE_CERTIFICATE_NAME, both, router | FB_OUTSIDE_NOT_ONLINE },
    { FB_OUTSIDE_CERTIFICATE_NAME, G_TLS_CERTIFICATE_BAD_IDENTITY, FB_OUTSIDE_NOT_ONLINE },
    { FB_OUTSIDE_CERTIFICATE_UNKNOWN, G_TLS_CERTIFICATE_UNKNOWN_CA, proxy | FB_OUTSIDE_NOT_ONLINE },
    { FB_OUTSIDE_CERTIFICATE_EXPIRED, G_TLS_CERTIFICATE_EXPIRED, FB_OUTSIDE_NOT_ONLINE },
    { FB_OUTSIDE_NAME_UNKNOWN, 0, proxy | FB_OUTSIDE_NOT_ONLINE },
    { FB_OUTSIDE_TUNNEL_DOWN, 0, FB_OUTSIDE_NOT_ONLINE },
    { FB_OUTSIDE_SOMEONE_ELSE, 0, FB_OUTSIDE_NOT_ONLINE },
    { FB_OUTSIDE_REACHED_US, 0, FB_OUTSIDE_NO_DOUBTS },
  };
  const FbOutsideDoubts each[] = { FB_OUTSIDE_NO_DOUBTS, router, proxy, FB_OUTSIDE_NOT_ONLINE };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (each); k++)
      {
        g_test_message ("Case %u, %u", i, k);
        g_assert_cmpint (fb_outside_result_judge (cases[i].result, each[k], cases[i].errors), ==,
                         cases[i].doubts & each[k] ? FB_OUTSIDE_CANNOT_TELL : cases[i].result);
      }
  g_assert_false (fb_outside_result_is_failure (FB_OUTSIDE_NOT_ASKED));
  g_assert_false (fb_outside_result_is_failure (FB_OUTSIDE_REACHED_US));
  g_assert_false (fb_outside_result_is_failure (FB_OUTSIDE_CANNOT_TELL));
  g_assert_true (fb_outside_result_is_failure (FB_OUTSIDE_SOMEONE_ELSE));
  g_assert_true (fb_outside_result_is_failure (FB_OUTSIDE_WRONG_PATH));
}

static void
test_public (void)
{
  static const char *const is_public[] = { "203.0.113.7", "100.128.0.1", "2001:db8::1" };
  static const char *const others[] = { "127.0.0.1",   "10.1.2.3",    "172.16.0.1",
                                        "192.168.1.1", "169.254.0.1", "100.64.0.1",
                                        "::1",         "fe80::1",     "fd00::1" };

  for (guint i = 0; i < G_N_ELEMENTS (is_public); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (is_public[i]);
      g_assert_true (fb_outside_address_is_public (address));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (others[i]);
      g_assert_false (fb_outside_address_is_public (address));
    }
}

#define ADD(path, test)                                                                            \
  g_test_add ("/sync/outside/" path, Receiver, NULL, receiver_set_up, test, receiver_tear_down)

int
main (int argc, char *argv[])
{
  /* Whatever network this machine has. */
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  g_test_init (&argc, &argv, NULL);
  ADD ("us", test_us);
  ADD ("other-faxbell", test_other_faxbell);
  ADD ("statuses", test_statuses);
  ADD ("paths", test_paths);
  ADD ("redirection", test_redirection);
  ADD ("requests", test_requests);
  ADD ("nobody", test_nobody);
  ADD ("silence", test_silence);
  ADD ("certificates", test_certificates);
  g_test_add_func ("/sync/outside/errors", test_errors);
  g_test_add_func ("/sync/outside/doubts", test_doubts);
  g_test_add_func ("/sync/outside/public", test_public);
  return g_test_run ();
}
