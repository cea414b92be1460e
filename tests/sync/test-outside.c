/* test-outside.c
 *
 * Whether the public address leads to this process, as a real receiver and real servers answer, and
 * when that is asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "certificates.h"
#include "documo-api.h"
#include "fb-outside-watch.h"
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
  /* By whoever may send, and by whatever path. */
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

/* Where only the webhook's path leads here, that is the one that counts. */
static void
test_redirection (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideCheck) check = make_check (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);
  g_autofree char *address = g_strconcat (url, "/webhook", NULL);
  g_autofree char *own = fb_receiver_dup_url (receiver->receiver);
  g_autofree char *location = g_strdup_printf ("Location: %s\r\n", own);
  const DocumoReply reply = { .status = 302, .headers = location };

  documo_api_set (api, "/health", &reply);
  documo_api_set (api, "/webhook", &reply);
  g_assert_cmpint (run (check, address), ==, FB_OUTSIDE_SOMEONE_ELSE);
  /* Each was asked once, and without credentials. */
  g_assert_cmpuint (documo_api_count (api, "/health"), ==, 1);
  g_assert_cmpuint (documo_api_count (api, "/webhook"), ==, 1);
  g_autofree char *request = documo_api_dup_request (api, 0);
  g_assert_null (strstr (request, "uthorization"));
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

/* A router that doesn't lead back is not told from a way that is down, and no alarm is raised. */
static void
test_own_router (void)
{
  const GTlsCertificateFlags both = G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_BAD_IDENTITY;
  const struct
  {
    FbOutsideResult result;
    GTlsCertificateFlags errors;
    gboolean can_tell;
  } cases[] = {
    { FB_OUTSIDE_TIMEOUT, 0, FALSE },
    { FB_OUTSIDE_UNREACHABLE, 0, FALSE },
    { FB_OUTSIDE_CERTIFICATE_NAME, both, FALSE },
    { FB_OUTSIDE_CERTIFICATE_NAME, G_TLS_CERTIFICATE_BAD_IDENTITY, TRUE },
    { FB_OUTSIDE_CERTIFICATE_UNKNOWN, G_TLS_CERTIFICATE_UNKNOWN_CA, TRUE },
    { FB_OUTSIDE_CERTIFICATE_EXPIRED, G_TLS_CERTIFICATE_EXPIRED, TRUE },
    { FB_OUTSIDE_NAME_UNKNOWN, 0, TRUE },
    { FB_OUTSIDE_TUNNEL_DOWN, 0, TRUE },
    { FB_OUTSIDE_SOMEONE_ELSE, 0, TRUE },
    { FB_OUTSIDE_REACHED_US, 0, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (fb_outside_result_judge (cases[i].result, TRUE, cases[i].errors), ==,
                       cases[i].can_tell ? cases[i].result : FB_OUTSIDE_CANNOT_TELL);
      g_assert_cmpint (fb_outside_result_judge (cases[i].result, FALSE, cases[i].errors), ==,
                       cases[i].result);
    }
  g_assert_false (fb_outside_result_is_failure (FB_OUTSIDE_NOT_ASKED));
  g_assert_false (fb_outside_result_is_failure (FB_OUTSIDE_REACHED_US));
  g_assert_false (fb_outside_result_is_failure (FB_OUTSIDE_CANNOT_TELL));
  g_assert_true (fb_outside_result_is_failure (FB_OUTSIDE_SOMEONE_ELSE));
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

/* The watch */

static FbOutsideWatch *
make_watch (Receiver *receiver)
{
  static const FbOutsideTimes times = { 1, 1, 20, 40 };
  g_autoptr (FbOutsideCheck) check = make_check (receiver);
  FbOutsideWatch *watch = fb_outside_watch_new (receiver->receiver, check);

  fb_outside_watch_set_times (watch, &times);
  return watch;
}

static void
wait_for_result (FbOutsideWatch *watch, FbOutsideResult result)
{
  while (fb_outside_watch_get_result (watch) != result)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_alarm (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideWatch) watch = make_watch (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);
  g_autofree char *own = fb_receiver_dup_url (receiver->receiver);
  const DocumoReply reply = { .status = 530 };

  documo_api_set (api, "/health", &reply);
  documo_api_set (api, "", &reply);
  documo_api_set (api, "/", &reply);
  g_assert_cmpint (fb_outside_watch_get_result (watch), ==, FB_OUTSIDE_NOT_ASKED);
  fb_outside_watch_set_address (watch, url, FALSE);
  wait_for_result (watch, FB_OUTSIDE_TUNNEL_DOWN);
  /* Once is never. */
  g_assert_cmpuint (documo_api_count (api, "/health"), ==, 1);
  g_assert_false (fb_outside_watch_is_alarm (watch));
  while (!fb_outside_watch_is_alarm (watch))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (documo_api_count (api, "/health"), ==, 2);
  while (documo_api_count (api, "/health") < 4)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (fb_outside_watch_is_alarm (watch));

  fb_outside_watch_set_address (watch, own, FALSE);
  g_assert_false (fb_outside_watch_is_alarm (watch));
  wait_for_result (watch, FB_OUTSIDE_REACHED_US);
  g_assert_cmpint (fb_outside_watch_get_time (watch), >, 0);

  /* Nothing is asked while it doesn't receive. */
  receiver_stop (receiver);
  g_assert_cmpint (fb_outside_watch_get_result (watch), ==, FB_OUTSIDE_NOT_ASKED);
  fb_outside_watch_stop (watch);
  g_assert_null (fb_outside_watch_get_address (watch));
}

static void
count (guint *n)
{
  (*n)++;
}

/* A watch of an address that a front answers which has lost what is behind it. */
static void
watch_front (FbOutsideWatch *watch, DocumoApi *api)
{
  g_autofree char *url = documo_api_dup_url (api);
  const DocumoReply reply = { .status = 530 };

  documo_api_set (api, "/health", &reply);
  documo_api_set (api, "", &reply);
  documo_api_set (api, "/", &reply);
  documo_api_set (api, "/webhook", &reply);
  fb_outside_watch_set_address (watch, url, FALSE);
  wait_for_result (watch, FB_OUTSIDE_TUNNEL_DOWN);
}

/* Where faxes come in there is a way. */
static void
test_accepted (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideWatch) watch = make_watch (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  FbRefusals *refusals = fb_receiver_get_refusals (receiver->receiver);

  watch_front (watch, api);
  while (!fb_outside_watch_is_alarm (watch))
    g_main_context_iteration (NULL, TRUE);
  fb_refusal_log_note_accepted (fb_refusals_get_log (refusals));
  while (fb_outside_watch_is_alarm (watch))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (fb_outside_watch_get_result (watch), ==, FB_OUTSIDE_CANNOT_TELL);
  fb_outside_watch_stop (watch);
}

/* What failed on the network before counts no more. */
static void
test_network_changed (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbOutsideWatch) watch = make_watch (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);

  watch_front (watch, api);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  while (documo_api_count (api, "/health") < 2)
    g_main_context_iteration (NULL, TRUE);
  while (documo_api_count (api, "/health") < 3)
    {
      g_assert_false (fb_outside_watch_is_alarm (watch));
      g_main_context_iteration (NULL, TRUE);
    }
  while (!fb_outside_watch_is_alarm (watch))
    g_main_context_iteration (NULL, TRUE);
  fb_outside_watch_stop (watch);
}

/* Asked for by somebody, it doesn't wait; and it tells when it asks, whatever comes of it. */
static void
test_ask_now (Receiver *receiver, gconstpointer data)
{
  static const FbOutsideTimes times = { G_MAXINT, G_MAXINT, G_MAXINT, G_MAXINT };
  g_autoptr (FbOutsideWatch) watch = make_watch (receiver);
  g_autofree char *own = fb_receiver_dup_url (receiver->receiver);
  guint n_told = 0;

  fb_outside_watch_set_times (watch, &times);
  g_signal_connect_swapped (watch, "notify::asking", G_CALLBACK (count), &n_told);
  fb_outside_watch_ask_now (watch);
  g_assert_false (fb_outside_watch_is_asking (watch));
  fb_outside_watch_set_address (watch, own, FALSE);
  for (guint i = 1; i <= 2; i++)
    {
      fb_outside_watch_ask_now (watch);
      fb_outside_watch_ask_now (watch);
      g_assert_true (fb_outside_watch_is_asking (watch));
      g_assert_cmpuint (n_told, ==, 2 * i - 1);
      while (fb_outside_watch_is_asking (watch))
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (n_told, ==, 2 * i);
      g_assert_cmpint (fb_outside_watch_get_result (watch), ==, FB_OUTSIDE_REACHED_US);
    }
  fb_outside_watch_stop (watch);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/sync/outside/" path, Receiver, NULL, receiver_set_up, test, receiver_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("us", test_us);
  ADD ("other-faxbell", test_other_faxbell);
  ADD ("statuses", test_statuses);
  ADD ("redirection", test_redirection);
  ADD ("nobody", test_nobody);
  ADD ("silence", test_silence);
  ADD ("certificates", test_certificates);
  g_test_add_func ("/sync/outside/errors", test_errors);
  g_test_add_func ("/sync/outside/own-router", test_own_router);
  g_test_add_func ("/sync/outside/public", test_public);
  ADD ("alarm", test_alarm);
  ADD ("accepted", test_accepted);
  ADD ("network-changed", test_network_changed);
  ADD ("ask-now", test_ask_now);
  return g_test_run ();
}
