/* test-receiver-refusals.c
 *
 * That a receiver remembers what it refuses: why, from where, and whether it looked like Documo's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "receiver-fixture.h"
#include "tls-fixture.h"

#define JSON_TYPE "application/json"
#define WRONG     "Basic d3Jvbmc6d3Jvbmc="
#define FORM_BODY "--frontier--"

static FbReceiverLimits few = FB_RECEIVER_LIMITS_DEFAULT;

static char *
ask (Receiver *receiver,
     const char *target,
     const char *authorization,
     const char *type,
     const char *more)
{
  g_autofree char *request = g_strdup_printf (
    "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %zu\r\n%s%s%s%s\r\n%s",
    target, type, strlen (FORM_BODY), authorization != NULL ? "Authorization: " : "",
    authorization != NULL ? authorization : "", authorization != NULL ? "\r\n" : "", more,
    FORM_BODY);

  return receiver_ask (receiver, request, -1);
}

static void
on_signal (FbRefusals *refusals, guint *n)
{
  (*n)++;
}

static void
wait_for_signal (FbRefusals *refusals, const char *name)
{
  guint n = 0;
  gulong id = g_signal_connect (refusals, name, G_CALLBACK (on_signal), &n);

  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (refusals, id);
}

/* Waits until that is known here, too. */
static void
assert_refused (Receiver *receiver,
                char *reply,
                guint status,
                FbRefusalReason reason,
                gboolean is_like_documo)
{
  g_autofree char *owned = reply;
  FbRefusals *refusals = fb_receiver_get_refusals (receiver->receiver);

  assert_status (owned, status);
  wait_for_signal (refusals, "refused");
  const FbRefusal *last = fb_receiver_get_last_refusal (receiver->receiver);
  g_assert_nonnull (last);
  g_assert_cmpint (last->reason, ==, reason);
  g_assert_cmpint (last->is_like_documo, ==, is_like_documo);
  /* Before any header was read, this computer may be a proxy. */
  g_assert_cmpstr (last->address, ==, reason == FB_REFUSAL_NOT_ENCRYPTED ? NULL : "127.0.0.1");
}

static void
test_reasons (Receiver *receiver, gconstpointer data)
{
  const char *right = receiver->authorization;
  const struct
  {
    const char *target;
    const char *authorization;
    const char *type;
    const char *more;
    guint status;
    FbRefusalReason reason;
    gboolean is_like_documo;
  } cases[] = {
    { "/webhook", WRONG, FORM_TYPE, "", 401, FB_REFUSAL_WRONG_PASSWORD, TRUE },
    { "/webhook", WRONG, JSON_TYPE, "", 401, FB_REFUSAL_WRONG_PASSWORD, FALSE },
    { "/webhook", NULL, FORM_TYPE, "", 401, FB_REFUSAL_NO_PASSWORD, TRUE },
    { "/webhook", NULL, JSON_TYPE, "", 401, FB_REFUSAL_NO_PASSWORD, FALSE },
    { "/webhook", NULL, JSON_TYPE, "x-webhook-event: fax.v1.inbound.complete\r\n", 401,
      FB_REFUSAL_NO_PASSWORD, TRUE },
    { "/", right, FORM_TYPE, "", 404, FB_REFUSAL_WRONG_PATH, TRUE },
    { "/wp-login.php", NULL, FORM_TYPE, "", 404, FB_REFUSAL_WRONG_PATH, FALSE },
    { "/webhook", right, FORM_TYPE, "Origin: https://x.example\r\n", 403, FB_REFUSAL_WEB_PAGE,
      FALSE },
    { "/webhook", right, "text/plain", "", 415, FB_REFUSAL_WRONG_TYPE, FALSE },
    { "/webhook", right, FORM_TYPE, "Range: bytes=0-1\r\n", 400, FB_REFUSAL_MALFORMED, TRUE },
    { "/webhook", right, "multipart/form-data; boundary=other", "", 400, FB_REFUSAL_MALFORMED,
      TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("Case %u", i);
      assert_refused (
        receiver,
        ask (receiver, cases[i].target, cases[i].authorization, cases[i].type, cases[i].more),
        cases[i].status, cases[i].reason, cases[i].is_like_documo);
    }
  assert_refused (receiver, receiver_ask (receiver, "GET /webhook HTTP/1.1\r\nHost: x\r\n\r\n", -1),
                  405, FB_REFUSAL_WRONG_METHOD, FALSE);
}

static void
test_too_large (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GString) request = receiver_post_start (
    receiver, "Content-Type: " FORM_TYPE "\r\nContent-Length: 99999999999\r\n");

  assert_refused (receiver, receiver_ask (receiver, request->str, (gssize) request->len), 413,
                  FB_REFUSAL_TOO_LARGE, TRUE);
}

static void
test_no_space (Receiver *receiver, gconstpointer data)
{
  fb_store_set_spare_space (receiver->store, G_MAXUINT64 / 2);
  assert_refused (receiver,
                  receiver_post (receiver, FORM_TYPE, NULL, FORM_BODY, strlen (FORM_BODY)), 503,
                  FB_REFUSAL_NO_SPACE, TRUE);
  fb_store_set_spare_space (receiver->store, 0);
}

static void
test_closed (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");

  receiver_close_store (receiver);
  assert_refused (receiver, receiver_post (receiver, JSON_TYPE, NULL, json, strlen (json)), 503,
                  FB_REFUSAL_CLOSED, TRUE);
}

static void
test_broken_off (Receiver *receiver, gconstpointer data)
{
  int fd = receiver_start_post (receiver, FORM_TYPE, 1000, FORM_BODY, strlen (FORM_BODY));

  close (fd);
  wait_for_signal (fb_receiver_get_refusals (receiver->receiver), "refused");
  g_assert_cmpint (fb_receiver_get_last_refusal (receiver->receiver)->reason, ==,
                   FB_REFUSAL_BROKEN_OFF);
  g_assert_null (fb_refusals_get_standing (fb_receiver_get_refusals (receiver->receiver)));
}

static void
test_many_passwords (Receiver *receiver, gconstpointer data)
{
  for (guint i = 0; i < few.failed_logins; i++)
    assert_refused (receiver, ask (receiver, "/webhook", WRONG, FORM_TYPE, ""), 401,
                    FB_REFUSAL_WRONG_PASSWORD, TRUE);
  assert_refused (receiver, ask (receiver, "/webhook", WRONG, FORM_TYPE, ""), 429,
                  FB_REFUSAL_TOO_MANY_WRONG_PASSWORDS, TRUE);
}

/* Who is behind a proxy is known only where that is trusted. */
static void
test_address (Receiver *receiver, gconstpointer data)
{
  static const char *const proxies[] = { "127.0.0.1", NULL };
  static const char *const senders[] = { "35.225.187.84", NULL };
  const char *forwarded = "X-Forwarded-For: 198.51.100.7\r\n";

  assert_refused (receiver, ask (receiver, "/webhook", WRONG, JSON_TYPE, forwarded), 401,
                  FB_REFUSAL_WRONG_PASSWORD, FALSE);

  receiver->options.trusted_proxies = proxies;
  receiver->options.allowed_senders = senders;
  receiver_configure (receiver);
  run_for (100);
  /* Not even a form makes it Documo. */
  g_free (ask (receiver, "/webhook", WRONG, FORM_TYPE, forwarded));
  wait_for_signal (fb_receiver_get_refusals (receiver->receiver), "refused");
  const FbRefusal *last = fb_receiver_get_last_refusal (receiver->receiver);
  g_assert_cmpint (last->reason, ==, FB_REFUSAL_WRONG_ADDRESS);
  g_assert_cmpstr (last->address, ==, "198.51.100.7");
  g_assert_false (last->is_like_documo);

  g_free (ask (receiver, "/webhook", WRONG, JSON_TYPE, "X-Forwarded-For: 35.225.187.84\r\n"));
  wait_for_signal (fb_receiver_get_refusals (receiver->receiver), "refused");
  last = fb_receiver_get_last_refusal (receiver->receiver);
  g_assert_cmpint (last->reason, ==, FB_REFUSAL_WRONG_PASSWORD);
  g_assert_true (last->is_like_documo);
}

static void
test_standing (Receiver *receiver, gconstpointer data)
{
  FbRefusals *refusals = fb_receiver_get_refusals (receiver->receiver);

  assert_refused (receiver, ask (receiver, "/webhook", WRONG, JSON_TYPE, ""), 401,
                  FB_REFUSAL_WRONG_PASSWORD, FALSE);
  g_assert_null (fb_refusals_get_standing (refusals));
  assert_refused (receiver, ask (receiver, "/webhook", WRONG, FORM_TYPE, ""), 401,
                  FB_REFUSAL_WRONG_PASSWORD, TRUE);
  g_assert_nonnull (fb_refusals_get_standing (refusals));
  g_assert_false (fb_refusals_is_dismissed (refusals));

  /* Dismissed for its reason, and for no other. */
  fb_refusals_dismiss (refusals);
  g_assert_true (fb_refusals_is_dismissed (refusals));
  assert_refused (receiver, ask (receiver, "/webhook", WRONG, FORM_TYPE, ""), 401,
                  FB_REFUSAL_WRONG_PASSWORD, TRUE);
  g_assert_true (fb_refusals_is_dismissed (refusals));
  assert_refused (receiver, ask (receiver, "/", WRONG, FORM_TYPE, ""), 404, FB_REFUSAL_WRONG_PATH,
                  TRUE);
  g_assert_false (fb_refusals_is_dismissed (refusals));

  g_assert_cmpint (fb_refusals_get_last_accepted (refusals), ==, 0);
  assert_receives (receiver);
  wait_for_signal (refusals, "accepted");
  g_assert_null (fb_refusals_get_standing (refusals));
  g_assert_cmpint (fb_refusals_get_last_accepted (refusals), >, 0);
  g_assert_cmpint (fb_receiver_get_last_refusal (receiver->receiver)->reason, ==,
                   FB_REFUSAL_WRONG_PATH);
}

static void
refuse (FbRefusals *refusals, FbRefusalReason reason)
{
  fb_refusal_log_add (fb_refusals_get_log (refusals), reason, NULL, TRUE);
  wait_for_signal (refusals, "refused");
}

static void
accept_one (FbRefusals *refusals)
{
  fb_refusal_log_note_accepted (fb_refusals_get_log (refusals));
  wait_for_signal (refusals, "accepted");
}

/* Of each cause by itself, until that comes newly after something was accepted. */
static void
test_dismissals (void)
{
  g_autoptr (FbRefusals) refusals = fb_refusals_new ();

  refuse (refusals, FB_REFUSAL_WRONG_PASSWORD);
  fb_refusals_dismiss (refusals);
  refuse (refusals, FB_REFUSAL_WRONG_PATH);
  fb_refusals_dismiss (refusals);
  refuse (refusals, FB_REFUSAL_TOO_MANY_WRONG_PASSWORDS);
  g_assert_true (fb_refusals_is_dismissed (refusals));
  g_assert_cmpuint (fb_refusals_get_occasion (refusals), ==, 1);
  refuse (refusals, FB_REFUSAL_WRONG_PATH);
  g_assert_true (fb_refusals_is_dismissed (refusals));

  accept_one (refusals);
  g_assert_false (fb_refusals_is_dismissed (refusals));
  refuse (refusals, FB_REFUSAL_WRONG_PATH);
  g_assert_false (fb_refusals_is_dismissed (refusals));
  g_assert_cmpuint (fb_refusals_get_occasion (refusals), ==, 2);
  fb_refusals_dismiss (refusals);
  refuse (refusals, FB_REFUSAL_WRONG_PASSWORD);
  g_assert_false (fb_refusals_is_dismissed (refusals));
  refuse (refusals, FB_REFUSAL_WRONG_PATH);
  g_assert_true (fb_refusals_is_dismissed (refusals));
}

/* A fax that is too large comes again for a day, while others are accepted. */
static void
test_dismissed_delivery (void)
{
  g_autoptr (FbRefusals) refusals = fb_refusals_new ();

  refuse (refusals, FB_REFUSAL_TOO_LARGE);
  fb_refusals_dismiss (refusals);
  accept_one (refusals);
  refuse (refusals, FB_REFUSAL_TOO_LARGE);
  g_assert_true (fb_refusals_is_dismissed (refusals));
  g_assert_cmpuint (fb_refusals_get_occasion (refusals), ==, 1);

  /* Afterwards it is another one, if something was accepted meanwhile. */
  fb_refusals_set_retry_time (refusals, 0);
  refuse (refusals, FB_REFUSAL_TOO_LARGE);
  g_assert_false (fb_refusals_is_dismissed (refusals));
  fb_refusals_dismiss (refusals);
  refuse (refusals, FB_REFUSAL_TOO_LARGE);
  g_assert_true (fb_refusals_is_dismissed (refusals));
}

/* However many they are, the main loop is woken once for all that came until then. */
static void
test_flood (Receiver *receiver, gconstpointer data)
{
  FbRefusals *refusals = fb_receiver_get_refusals (receiver->receiver);
  guint n = 0;

  g_signal_connect (refusals, "refused", G_CALLBACK (on_signal), &n);
  for (guint i = 0; i < 200; i++)
    g_free (ask (receiver, "/admin", NULL, JSON_TYPE, ""));
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (n, ==, 1);
  g_autoptr (GPtrArray) all = fb_refusals_dup_all (refusals);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpuint (((FbRefusal *) g_ptr_array_index (all, 0))->n_times, ==, 200);
  g_signal_handlers_disconnect_by_func (refusals, on_signal, &n);
}

/* Documo was told http:// where https is spoken. */
static void
test_not_encrypted (Receiver *receiver, gconstpointer data)
{
  assert_refused (receiver, ask (receiver, "/webhook", WRONG, FORM_TYPE, ""), 400,
                  FB_REFUSAL_NOT_ENCRYPTED, TRUE);
  assert_refused (receiver, receiver_ask (receiver, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", -1), 400,
                  FB_REFUSAL_NOT_ENCRYPTED, FALSE);
  assert_refused (receiver, receiver_ask (receiver, "\x80\x01nonsense", -1), 400,
                  FB_REFUSAL_NOT_ENCRYPTED, FALSE);
}

/* A request of our own is known, gets the answer that others get, and is no refusal. */
static void
test_probe (Receiver *receiver, gconstpointer data)
{
  FbProbeLog *probes = fb_receiver_get_probes (receiver->receiver);
  static const char *const targets[] = { "/health", "/webhook", "/elsewhere" };
  static const guint statuses[] = { 200, 405, 404 };
  static const FbProbeArrival arrivals[] = { FB_PROBE_ARRIVED, FB_PROBE_ARRIVED_AT_WEBHOOK,
                                             FB_PROBE_ARRIVED };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *nonce = fb_probe_log_begin (probes);
      g_autofree char *other = fb_probe_log_begin (probes);
      g_autofree char *request =
        g_strdup_printf ("GET %s?probe=%s HTTP/1.1\r\nHost: x\r\n\r\n", targets[i], nonce);
      g_autofree char *bare = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: x\r\n\r\n", targets[i]);
      g_autofree char *reply = receiver_ask (receiver, request, -1);
      const char *body = strstr (reply, "\r\n\r\n");

      assert_status (reply, statuses[i]);
      g_assert_null (strstr (reply, nonce));
      g_assert_cmpint (fb_probe_log_end (probes, nonce), ==, arrivals[i]);
      g_assert_cmpint (fb_probe_log_end (probes, nonce), ==, FB_PROBE_NOT_ARRIVED);
      g_assert_cmpint (fb_probe_log_end (probes, other), ==, FB_PROBE_NOT_ARRIVED);
      g_autofree char *bare_reply = receiver_ask (receiver, bare, -1);
      g_assert_cmpstr (body, ==, strstr (bare_reply, "\r\n\r\n"));
    }

  /* Of the bare ones two are. */
  wait_for_signal (fb_receiver_get_refusals (receiver->receiver), "refused");
  g_autoptr (GPtrArray) all = fb_refusals_dup_all (fb_receiver_get_refusals (receiver->receiver));
  for (guint i = 0; i < all->len; i++)
    g_assert_cmpuint (((FbRefusal *) g_ptr_array_index (all, i))->n_times, ==, 1);
  g_assert_cmpuint (all->len, ==, 2);

  /* A nonce that isn't awaited is nothing. */
  g_free (receiver_ask (receiver, "GET /elsewhere?probe=0123 HTTP/1.1\r\nHost: x\r\n\r\n", -1));
  wait_for_signal (fb_receiver_get_refusals (receiver->receiver), "refused");
}

#define ADD(path, limits, test)                                                                    \
  g_test_add ("/receiver/refusals/" path, Receiver, limits, receiver_set_up, test,                 \
              receiver_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  few.failed_logins = 2;

  ADD ("reasons", NULL, test_reasons);
  ADD ("too-large", NULL, test_too_large);
  ADD ("no-space", NULL, test_no_space);
  ADD ("closed", NULL, test_closed);
  ADD ("broken-off", NULL, test_broken_off);
  ADD ("many-passwords", &few, test_many_passwords);
  ADD ("address", NULL, test_address);
  ADD ("standing", NULL, test_standing);
  ADD ("flood", NULL, test_flood);
  g_test_add_func ("/receiver/refusals/dismissals", test_dismissals);
  g_test_add_func ("/receiver/refusals/dismissed-delivery", test_dismissed_delivery);
  ADD ("probe", NULL, test_probe);
  g_test_add ("/receiver/refusals/not-encrypted", Receiver, NULL, tls_set_up, test_not_encrypted,
              receiver_tear_down);
  return g_test_run ();
}
