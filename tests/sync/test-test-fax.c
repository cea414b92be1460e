/* test-test-fax.c
 *
 * A fax to oneself: through a real receiver, by all that can stand in its way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "documo-api.h"
#include "fb-outside-watch.h"
#include "fb-test-fax.h"
#include "in-front.h"
#include "stand-in-network.h"
#include "tls-fixture.h"

#define DAY      (24 * 60 * 60)
#define DOCUMENT "%PDF-1.4\na test of the way\n%%EOF\n"

static FbReceiverLimits small = FB_RECEIVER_LIMITS_DEFAULT;
static FbReceiverLimits hasty = FB_RECEIVER_LIMITS_DEFAULT;

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static FbTestFaxResult
finish (FbTestFax *test, GAsyncResult **result, char **message_id, GError **error)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return fb_test_fax_send_finish (test, *result, message_id, error);
}

static FbTestFaxResult
run_with (FbTestFax *test, const char *address, char **message_id)
{
  g_autoptr (GBytes) document = g_bytes_new_static (DOCUMENT, strlen (DOCUMENT));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_test_fax_send_async (test, address, TRUE, document, NULL, on_result, &result);
  const FbTestFaxResult outcome = finish (test, &result, message_id, &error);
  g_assert_no_error (error);
  return outcome;
}

/* Whatever network this machine has. */
static FbTestFax *
make_test (Receiver *receiver)
{
  FbTestFax *test = fb_test_fax_new (receiver->receiver);
  g_autoptr (GProxyResolver) proxies = g_simple_proxy_resolver_new (NULL, NULL);
  g_autoptr (StandInNetwork) network = stand_in_network_new (G_NETWORK_CONNECTIVITY_FULL);

  fb_test_fax_set_network (test, proxies, G_NETWORK_MONITOR (network));
  return test;
}

/* Afterwards nothing is expected any more, and nobody takes it for Documo's. */
static FbTestFaxResult
run (Receiver *receiver, const char *address)
{
  g_autoptr (FbTestFax) test = make_test (receiver);
  FbRefusalLog *log = fb_refusals_get_log (fb_receiver_get_refusals (receiver->receiver));
  g_autofree char *message_id = NULL;
  const FbTestFaxResult outcome = run_with (test, address, &message_id);

  g_assert_cmpint (message_id != NULL, ==, fb_test_fax_result_is_kept (outcome));
  g_assert_cmpuint (fb_test_log_get_n_expected (fb_receiver_get_tests (receiver->receiver)), ==, 0);
  g_assert_cmpuint (fb_refusal_log_get_n_refused (log), ==, 0);
  g_assert_cmpint (fb_refusal_log_get_last_accepted (log), ==, 0);
  return outcome;
}

static FbFax *
find (Receiver *receiver, const char *message_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_store_find_async (receiver->store, message_id, NULL, on_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  FbFax *fax = fb_store_find_finish (receiver->store, result, &error);
  g_assert_no_error (error);
  return fax;
}

static void
test_arrived (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbTestFax) test = make_test (receiver);
  g_autofree char *message_id = NULL;

  g_assert_cmpint (run_with (test, NULL, &message_id), ==, FB_TEST_FAX_ARRIVED);
  g_autoptr (FbFax) fax = find (receiver, message_id);
  g_assert_true (fb_fax_is_test (fax));
  g_assert_cmpint (fb_fax_get_direction (fax), ==, FB_DIRECTION_INBOUND);
  g_assert_cmpint (fb_fax_get_status (fax), ==, FB_STATUS_SUCCESS);
  g_assert_cmpint (fb_fax_get_pages (fax), ==, 1);
  g_assert_true (fb_fax_get_open (fax));
  g_assert_cmpint (fb_fax_get_fetch_status (fax)->state, ==, FB_FETCH_NOTHING);
  g_assert_true (receiver_has_file (receiver, "faxes", DOCUMENT, strlen (DOCUMENT)));
  /* The padding isn't kept. */
  g_assert_cmpuint (receiver_count_spooled (receiver), ==, 0);

  /* Each is another. */
  g_assert_cmpint (run (receiver, NULL), ==, FB_TEST_FAX_ARRIVED);
  g_assert_cmpuint (receiver_count_files (receiver, "faxes"), ==, 2);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);
}

static void
test_by_address (Receiver *receiver, gconstpointer data)
{
  g_autofree char *url = fb_receiver_dup_url (receiver->receiver);
  g_autoptr (InFront) front = in_front_new (fb_receiver_get_bound_port (receiver->receiver));
  g_autofree char *by_proxy = in_front_dup_url (front);

  g_assert_cmpint (run (receiver, url), ==, FB_TEST_FAX_ARRIVED);
  g_assert_cmpint (run (receiver, by_proxy), ==, FB_TEST_FAX_ARRIVED);
}

/* To itself, whatever name its certificate is for. */
static void
test_own_certificate (Receiver *receiver, gconstpointer data)
{
  g_autofree char *url = fb_receiver_dup_url (receiver->receiver);

  g_assert_true (g_str_has_prefix (url, "https:"));
  g_assert_cmpint (run (receiver, NULL), ==, FB_TEST_FAX_ARRIVED);
  g_assert_cmpint (run (receiver, url), ==, FB_TEST_FAX_CERTIFICATE_UNKNOWN);
}

/* What somebody else answers. */
static void
test_statuses (Receiver *receiver, gconstpointer data)
{
  const struct
  {
    guint status;
    FbTestFaxResult result;
  } cases[] = {
    { 200, FB_TEST_FAX_TAKEN_BY_SOMEONE_ELSE },
    { 202, FB_TEST_FAX_TAKEN_BY_SOMEONE_ELSE },
    { 301, FB_TEST_FAX_REDIRECTED },
    { 307, FB_TEST_FAX_REDIRECTED },
    { 400, FB_TEST_FAX_SOMEONE_ELSE },
    { 401, FB_TEST_FAX_SIGN_IN_ASKED },
    { 403, FB_TEST_FAX_REFUSED_IN_FRONT },
    { 404, FB_TEST_FAX_NOT_FOUND_THERE },
    { 413, FB_TEST_FAX_TOO_LARGE },
    { 429, FB_TEST_FAX_REFUSED_IN_FRONT },
    { 500, FB_TEST_FAX_SOMEONE_ELSE },
    { 502, FB_TEST_FAX_WAY_DOWN },
    { 503, FB_TEST_FAX_WAY_DOWN },
    { 504, FB_TEST_FAX_WAY_DOWN },
    { 530, FB_TEST_FAX_WAY_DOWN },
  };
  g_autoptr (InFront) front = in_front_new (0);
  g_autofree char *address = in_front_dup_url (front);
  g_autofree char *own = fb_receiver_dup_url (receiver->receiver);
  g_autofree char *location =
    g_strdup_printf ("Location: %s\r\nWWW-Authenticate: Basic realm=\"x\"\r\n", own);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const InFrontManner manner = { .status = cases[i].status, .headers = location };

      g_test_message ("Status %u", cases[i].status);
      in_front_set (front, &manner);
      g_assert_cmpint (run (receiver, address), ==, cases[i].result);
      g_assert_cmpuint (in_front_get_n_requests (front), ==, i + 1);
    }
  g_assert_cmpuint (receiver_count_files (receiver, "faxes"), ==, 0);
}

/* What is done to it on the way. */
static void
test_in_front (Receiver *receiver, gconstpointer data)
{
  const struct
  {
    InFrontManner manner;
    FbTestFaxResult result;
  } cases[] = {
    { { .removes = "Authorization" }, FB_TEST_FAX_SIGN_IN_REMOVED },
    { { .removes = FB_TEST_HEADER }, FB_TEST_FAX_ARRIVED },
    { { .replaces = "test of the way", .replacement = "rest of the way" }, FB_TEST_FAX_CHANGED },
    { { .replaces = "\"inbound\"", .replacement = "\"INBOUND\"" }, FB_TEST_FAX_CHANGED },
    { { .path = "/other" }, FB_TEST_FAX_PATH_WRONG },
    { { .answers = 504 }, FB_TEST_FAX_ANSWER_LOST },
    { { .answers = 200 }, FB_TEST_FAX_ARRIVED },
    { { .path = "/other", .answers = 200 }, FB_TEST_FAX_PATH_WRONG },
    { { .removes = "Authorization", .answers = 200 }, FB_TEST_FAX_SIGN_IN_REMOVED },
    { { .closes = TRUE }, FB_TEST_FAX_BROKEN_OFF },
  };
  g_autoptr (InFront) front = in_front_new (fb_receiver_get_bound_port (receiver->receiver));
  g_autofree char *address = in_front_dup_url (front);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("Case %u", i);
      in_front_set (front, &cases[i].manner);
      g_assert_cmpint (run (receiver, address), ==, cases[i].result);
    }
}

static void
test_front_without_us (Receiver *receiver, gconstpointer data)
{
  g_autoptr (InFront) nobody = in_front_new (0);
  g_autofree char *closed = in_front_dup_url (nobody);
  g_autoptr (InFront) front = in_front_new (fb_receiver_get_bound_port (receiver->receiver));
  g_autofree char *address = in_front_dup_url (front);

  g_clear_pointer (&nobody, in_front_free);
  g_assert_cmpint (run (receiver, closed), ==, FB_TEST_FAX_NOBODY);
  receiver_stop (receiver);
  g_assert_cmpint (run (receiver, address), ==, FB_TEST_FAX_NOT_RECEIVING);
  g_assert_cmpint (run (receiver, NULL), ==, FB_TEST_FAX_NOT_RECEIVING);
}

static void
test_refused_here (Receiver *receiver, gconstpointer data)
{
  static const char *const senders[] = { "192.0.2.1", NULL };

  fb_store_set_spare_space (receiver->store, G_MAXINT64);
  g_assert_cmpint (run (receiver, NULL), ==, FB_TEST_FAX_NO_SPACE);
  receiver_close_store (receiver);
  g_assert_cmpint (run (receiver, NULL), ==, FB_TEST_FAX_NOT_KEPT);
  receiver->options.allowed_senders = senders;
  receiver_configure (receiver);
  run_for (100);
  g_assert_cmpint (run (receiver, NULL), ==, FB_TEST_FAX_SENDER_NOT_ALLOWED);
}

static void
test_too_large (Receiver *receiver, gconstpointer data)
{
  g_assert_cmpint (run (receiver, NULL), ==, FB_TEST_FAX_TOO_LARGE_HERE);
}

static void
test_slow (Receiver *receiver, gconstpointer data)
{
  const InFrontManner half = { .stops_after = 1000 };
  g_autoptr (InFront) front = in_front_new (fb_receiver_get_bound_port (receiver->receiver));
  g_autofree char *address = in_front_dup_url (front);
  g_autoptr (FbTestFax) test = make_test (receiver);

  in_front_set (front, &half);
  fb_test_fax_set_timeout (test, 300);
  g_assert_cmpint (run_with (test, address, NULL), ==, FB_TEST_FAX_TOO_SLOW);
  /* Until the receiver has given up. */
  g_assert_cmpint (run (receiver, address), ==, FB_TEST_FAX_BROKEN_OFF);
}

static void
test_silence (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbTestFax) test = make_test (receiver);
  g_autoptr (DocumoApi) api = documo_api_new (NULL);
  g_autofree char *url = documo_api_dup_url (api);
  g_autoptr (GBytes) document = g_bytes_new_static (DOCUMENT, strlen (DOCUMENT));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  documo_api_hold (api, TRUE);
  fb_test_fax_set_timeout (test, 300);
  g_assert_cmpint (run_with (test, url, NULL), ==, FB_TEST_FAX_TIMEOUT);

  fb_test_fax_set_timeout (test, 100000);
  fb_test_fax_send_async (test, url, TRUE, document, cancellable, on_result, &result);
  run_for (100);
  g_assert_cmpuint (fb_test_log_get_n_expected (fb_receiver_get_tests (receiver->receiver)), ==, 1);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (finish (test, &result, NULL, &error), ==, FB_TEST_FAX_NOT_SENT);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fb_test_log_get_n_expected (fb_receiver_get_tests (receiver->receiver)), ==, 0);
  documo_api_hold (api, FALSE);
}

/* Returns: what came of a server by that name, with such a certificate, which is trusted or not */
static FbTestFaxResult
run_tls (Receiver *receiver, const char *host, int since, int until, gboolean is_trusted)
{
  g_autofree char *file = g_build_filename (receiver->folder, "server.crt", NULL);
  g_autofree char *key_file = g_build_filename (receiver->folder, "server.key", NULL);
  g_autoptr (FbTestFax) test = make_test (receiver);
  g_autoptr (GError) error = NULL;

  tls_write_certificate_for (file, key_file, "other.example", since, until);
  g_autoptr (DocumoApi) api = documo_api_new_tls (NULL, file, key_file);
  g_autofree char *own_url = documo_api_dup_url (api);
  g_autofree char *url = g_strdup_printf ("https://%s%s", host, strrchr (own_url, ':'));
  if (is_trusted)
    {
      g_autoptr (GTlsDatabase) database = g_tls_file_database_new (file, &error);
      g_assert_no_error (error);
      fb_test_fax_set_tls_database (test, database);
    }
  const FbTestFaxResult result = run_with (test, url, NULL);
  /* It has seen no request, and so no sign-in: an empty one at most, as the handshake has failed.
   */
  g_autofree char *request =
    documo_api_count (api, "/") > 0 ? documo_api_dup_request (api, 0) : NULL;
  g_assert_cmpstr (request != NULL ? request : "", ==, "");
  return result;
}

static void
test_certificates (Receiver *receiver, gconstpointer data)
{
  /* The certificates are for this address, too. */
  g_assert_cmpint (run_tls (receiver, "127.0.0.1", -2 * DAY, -DAY, TRUE), ==,
                   FB_TEST_FAX_CERTIFICATE_EXPIRED);
  g_assert_cmpint (run_tls (receiver, "localhost", -DAY, DAY, TRUE), ==,
                   FB_TEST_FAX_CERTIFICATE_NAME);
  g_assert_cmpint (run_tls (receiver, "127.0.0.1", -DAY, DAY, FALSE), ==,
                   FB_TEST_FAX_CERTIFICATE_UNKNOWN);
}

/* What can't be had here: no server of names, a router that doesn't lead back. */
static void
test_judged (void)
{
  const struct
  {
    FbOutsideResult failure;
    FbTestFaxResult result;
  } cases[] = {
    { FB_OUTSIDE_NAME_UNKNOWN, FB_TEST_FAX_NAME_UNKNOWN },
    { FB_OUTSIDE_CANNOT_TELL, FB_TEST_FAX_CANNOT_TELL },
    { FB_OUTSIDE_UNREACHABLE, FB_TEST_FAX_NOBODY },
    { FB_OUTSIDE_TIMEOUT, FB_TEST_FAX_TIMEOUT },
  };
  const FbTestArrival awaited = { FB_TEST_AWAITED, FB_REFUSAL_NONE };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const FbTestFaxAnswer answer = { .failure = cases[i].failure };
      g_assert_cmpint (fb_test_fax_result_judge (&awaited, &answer), ==, cases[i].result);
    }

  const FbTestArrival kept = { FB_TEST_KEPT, FB_REFUSAL_WRONG_PASSWORD };
  const FbTestFaxAnswer none = { .is_timeout = TRUE, .failure = FB_OUTSIDE_CANNOT_TELL };
  g_assert_cmpint (fb_test_fax_result_judge (&kept, &none), ==, FB_TEST_FAX_ANSWER_LOST);
  for (guint i = FB_REFUSAL_WRONG_PASSWORD; i < FB_N_REFUSAL_REASONS; i++)
    {
      const FbTestArrival refused = { FB_TEST_REFUSED, (FbRefusalReason) i };
      const FbTestFaxAnswer taken = { .status = 200 };

      g_assert_false (fb_test_fax_result_is_kept (fb_test_fax_result_judge (&refused, &taken)));
    }
}

/* A test that has come by the public address says of the way what its own question would. */
static void
test_watch (Receiver *receiver, gconstpointer data)
{
  g_autoptr (InFront) front = in_front_new (0);
  g_autofree char *address = in_front_dup_url (front);
  g_autoptr (FbOutsideCheck) check =
    fb_outside_check_new (fb_receiver_get_probes (receiver->receiver));
  g_autoptr (FbOutsideWatch) watch = fb_outside_watch_new (receiver->receiver, check);
  const FbOutsideTimes times = { 1, 1, 100000, 100000 };

  fb_outside_watch_set_times (watch, &times);
  fb_outside_watch_set_address (watch, address, FALSE);
  in_front_set (front, &(InFrontManner){ .status = 502 });
  while (!fb_outside_watch_is_alarm (watch))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (fb_outside_watch_was_reached (watch));

  fb_outside_watch_note_reached (watch, "http://127.0.0.1/other");
  g_assert_true (fb_outside_watch_is_alarm (watch));
  fb_outside_watch_note_reached (watch, address);
  g_assert_false (fb_outside_watch_is_alarm (watch));
  g_assert_cmpint (fb_outside_watch_get_result (watch), ==, FB_OUTSIDE_REACHED_US);
  g_assert_true (fb_outside_watch_was_reached (watch));
}

int
main (int argc, char *argv[])
{
  static const FbReceiverLimits limits = FB_RECEIVER_LIMITS_DEFAULT;

  g_test_init (&argc, &argv, NULL);
  small.body_bytes = 100000;
  hasty.stall_ms = 1500;

#define RECEIVER_TEST(name, limits, set_up, function)                                              \
  g_test_add ("/sync/test-fax/" name, Receiver, limits, set_up, function, receiver_tear_down)
  RECEIVER_TEST ("arrived", &limits, receiver_set_up, test_arrived);
  RECEIVER_TEST ("by-address", &limits, receiver_set_up, test_by_address);
  RECEIVER_TEST ("own-certificate", &limits, tls_set_up, test_own_certificate);
  RECEIVER_TEST ("statuses", &limits, receiver_set_up, test_statuses);
  RECEIVER_TEST ("in-front", &limits, receiver_set_up, test_in_front);
  RECEIVER_TEST ("front-without-us", &limits, receiver_set_up, test_front_without_us);
  RECEIVER_TEST ("refused-here", &limits, receiver_set_up, test_refused_here);
  RECEIVER_TEST ("too-large", &small, receiver_set_up, test_too_large);
  RECEIVER_TEST ("slow", &hasty, receiver_set_up, test_slow);
  RECEIVER_TEST ("silence", &limits, receiver_set_up, test_silence);
  RECEIVER_TEST ("certificates", &limits, receiver_set_up, test_certificates);
  RECEIVER_TEST ("watch", &limits, receiver_set_up, test_watch);
  g_test_add_func ("/sync/test-fax/judged", test_judged);
  return g_test_run ();
}
