/* test-receiver-test-fax.c
 *
 * Faxes that this process sends to itself: their sign-in is for one of them, for a short time, and
 * for nothing else; and what becomes of them says nothing of Documo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "receiver-fixture.h"

#define TEST_ID  FB_TEST_PREFIX "2f1c8f6e"
#define DOCUMENT "%PDF-1.4 a test"
#define LIFETIME 120000

static FbReceiverLimits few = FB_RECEIVER_LIMITS_DEFAULT;

static FbTestLog *
get_log (Receiver *receiver)
{
  return fb_receiver_get_tests (receiver->receiver);
}

static FbTestSignIn *
expect_for (Receiver *receiver, guint lifetime_ms)
{
  g_autofree char *json = make_json (TEST_ID);
  g_autoptr (GBytes) event = g_bytes_new (json, strlen (json));
  g_autoptr (GBytes) document = g_bytes_new_static (DOCUMENT, strlen (DOCUMENT));

  return fb_test_log_expect (get_log (receiver), event, document, lifetime_ms);
}

static char *
make_authorization (const char *user, const char *password)
{
  g_autofree char *plain = g_strconcat (user, ":", password, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));

  return g_strconcat ("Basic ", encoded, NULL);
}

/* A post with that Authorization, or without, and with that nonce, or without. */
static guint
post_with (Receiver *receiver,
           const char *target,
           const char *authorization,
           const char *nonce,
           const GString *form)
{
  g_autofree char *head = g_strdup_printf (
    "POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: " FORM_TYPE "\r\nContent-Length: %zu\r\n"
    "%s%s%s%s%s%s\r\n",
    target, form->len, authorization != NULL ? "Authorization: " : "",
    authorization != NULL ? authorization : "", authorization != NULL ? "\r\n" : "",
    nonce != NULL ? FB_TEST_HEADER ": " : "", nonce != NULL ? nonce : "",
    nonce != NULL ? "\r\n" : "");
  g_autoptr (GString) request = g_string_new (head);

  g_string_append_len (request, form->str, (gssize) form->len);
  g_autofree char *reply = receiver_ask (receiver, request->str, (gssize) request->len);
  return status_of (reply);
}

static guint
post_content (Receiver *receiver,
              const FbTestSignIn *sign_in,
              const char *message_id,
              const char *document)
{
  g_autofree char *json = make_json (message_id);
  g_autoptr (GString) form = form_new (json, document, document != NULL ? strlen (document) : 0);
  g_autofree char *authorization = make_authorization (sign_in->user, sign_in->password);

  return post_with (receiver, "/webhook", authorization, sign_in->nonce, form);
}

static guint
post (Receiver *receiver, const FbTestSignIn *sign_in)
{
  return post_content (receiver, sign_in, TEST_ID, DOCUMENT);
}

static void
assert_arrival (Receiver *receiver,
                const FbTestSignIn *sign_in,
                FbTestStage stage,
                FbRefusalReason reason)
{
  const FbTestArrival arrival = fb_test_log_end (get_log (receiver), sign_in->nonce);

  g_assert_cmpint (arrival.stage, ==, stage);
  g_assert_cmpint (arrival.reason, ==, reason);
  g_assert_cmpuint (fb_test_log_get_n_expected (get_log (receiver)), ==, 0);
}

/* Neither as a refused nor as an accepted delivery. */
static void
assert_not_noted (Receiver *receiver)
{
  FbRefusalLog *log = fb_refusals_get_log (fb_receiver_get_refusals (receiver->receiver));

  g_assert_cmpuint (fb_refusal_log_get_n_refused (log), ==, 0);
  g_assert_cmpint (fb_refusal_log_get_last_accepted (log), ==, 0);
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static FbFax *
find (Receiver *receiver)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fb_store_find_async (receiver->store, TEST_ID, NULL, on_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  FbFax *fax = fb_store_find_finish (receiver->store, result, &error);
  g_assert_no_error (error);
  return fax;
}

static void
test_kept (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbTestSignIn) sign_in = expect_for (receiver, LIFETIME);

  g_assert_cmpuint (strlen (sign_in->password), ==, 64);
  g_assert_cmpuint (post (receiver, sign_in), ==, 200);
  g_autoptr (FbFax) fax = find (receiver);
  g_assert_nonnull (fax);
  g_assert_true (fb_fax_is_test (fax));
  g_assert_true (receiver_has_file (receiver, "faxes", DOCUMENT, strlen (DOCUMENT)));
  assert_not_noted (receiver);

  /* For one of them. */
  g_assert_cmpuint (post (receiver, sign_in), ==, 401);
  assert_arrival (receiver, sign_in, FB_TEST_KEPT, FB_REFUSAL_WRONG_PASSWORD);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);
  g_assert_cmpuint (receiver_count_files (receiver, "faxes"), ==, 1);
}

static void
test_ended (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbTestSignIn) sign_in = expect_for (receiver, LIFETIME);

  fb_test_log_end (get_log (receiver), sign_in->nonce);
  g_assert_cmpuint (post (receiver, sign_in), ==, 401);
  g_assert_null (find (receiver));
  /* Nor is what comes late taken for Documo's. */
  assert_not_noted (receiver);
}

static void
test_expired (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbTestSignIn) sign_in = expect_for (receiver, 1);

  g_usleep (2000);
  g_assert_cmpuint (post (receiver, sign_in), ==, 401);
  g_assert_null (find (receiver));
  assert_arrival (receiver, sign_in, FB_TEST_AWAITED, FB_REFUSAL_NONE);
}

/* Each is let in by its own alone. */
static void
test_several (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbTestSignIn) first = expect_for (receiver, LIFETIME);
  g_autoptr (FbTestSignIn) second = expect_for (receiver, LIFETIME);
  g_autoptr (FbTestSignIn) mixed = expect_for (receiver, LIFETIME);

  g_free (mixed->user);
  mixed->user = g_strdup (first->user);
  g_assert_cmpuint (post (receiver, mixed), ==, 401);
  g_assert_cmpuint (post (receiver, second), ==, 200);
  fb_test_log_end (get_log (receiver), mixed->nonce);
  g_assert_cmpint (fb_test_log_end (get_log (receiver), first->nonce).stage, ==, FB_TEST_AWAITED);
  assert_arrival (receiver, second, FB_TEST_KEPT, FB_REFUSAL_NONE);
}

/* Whoever reads the sign-in on the way can deliver the test, and nothing else. */
static void
test_stolen (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbTestSignIn) sign_in = expect_for (receiver, LIFETIME);

  g_assert_cmpuint (post_content (receiver, sign_in, "real", DOCUMENT), ==, 400);
  g_assert_cmpuint (post_content (receiver, sign_in, TEST_ID, DOCUMENT "!"), ==, 400);
  g_assert_cmpuint (post_content (receiver, sign_in, TEST_ID, NULL), ==, 400);

  g_autofree char *authorization = make_authorization (sign_in->user, sign_in->password);
  g_autoptr (GString) garbage = form_new ("garbage", DOCUMENT, strlen (DOCUMENT));
  g_assert_cmpuint (post_with (receiver, "/webhook", authorization, NULL, garbage), ==, 400);
  g_autofree char *json = make_json (TEST_ID);
  g_autoptr (GString) twice = form_new (json, DOCUMENT, strlen (DOCUMENT));
  g_autoptr (GString) second = form_new (NULL, DOCUMENT, strlen (DOCUMENT));
  g_string_truncate (twice, twice->len - strlen ("--frontier--"));
  g_string_append_len (twice, second->str, (gssize) second->len);
  g_assert_cmpuint (post_with (receiver, "/webhook", authorization, NULL, twice), ==, 400);

  g_assert_cmpuint (receiver_count_files (receiver, "faxes"), ==, 0);
  g_assert_cmpuint (receiver_count_files (receiver, "unreadable"), ==, 0);
  assert_not_noted (receiver);
  g_assert_cmpuint (post (receiver, sign_in), ==, 200);
  assert_arrival (receiver, sign_in, FB_TEST_KEPT, FB_REFUSAL_MALFORMED);
}

/* The name of a test, from who has the password, is a fax like any other. */
static void
test_name_alone (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json (TEST_ID);
  g_autoptr (GString) form = form_new (json, DOCUMENT, strlen (DOCUMENT));
  g_autoptr (FbTestSignIn) sign_in = expect_for (receiver, LIFETIME);

  /* With the header, too. */
  g_assert_cmpuint (post_with (receiver, "/webhook", receiver->authorization, sign_in->nonce, form),
                    ==, 200);
  g_autoptr (FbFax) fax = find (receiver);
  g_assert_false (fb_fax_is_test (fax));
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 1);
  assert_arrival (receiver, sign_in, FB_TEST_ARRIVED, FB_REFUSAL_NONE);
}

static void
test_without_sign_in (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json (TEST_ID);
  g_autoptr (GString) form = form_new (json, DOCUMENT, strlen (DOCUMENT));
  g_autoptr (FbTestSignIn) removed = expect_for (receiver, LIFETIME);

  g_assert_cmpuint (post_with (receiver, "/webhook", NULL, removed->nonce, form), ==, 401);
  assert_not_noted (receiver);
  assert_arrival (receiver, removed, FB_TEST_REFUSED, FB_REFUSAL_NO_PASSWORD);

  g_autoptr (FbTestSignIn) replaced = expect_for (receiver, LIFETIME);
  g_assert_cmpuint (
    post_with (receiver, "/webhook", "Basic d3Jvbmc6d3Jvbmc=", replaced->nonce, form), ==, 401);
  assert_not_noted (receiver);
  assert_arrival (receiver, replaced, FB_TEST_REFUSED, FB_REFUSAL_WRONG_PASSWORD);

  /* A header that nobody expects hides nothing. */
  g_assert_cmpuint (post_with (receiver, "/webhook", NULL, "0123456789abcdef", form), ==, 401);
  FbRefusalLog *log = fb_refusals_get_log (fb_receiver_get_refusals (receiver->receiver));
  g_assert_cmpuint (fb_refusal_log_get_n_refused (log), ==, 1);
}

static void
test_refused (Receiver *receiver, gconstpointer data)
{
  static const char *const senders[] = { "192.0.2.1", NULL };
  g_autofree char *json = make_json (TEST_ID);
  g_autoptr (GString) form = form_new (json, DOCUMENT, strlen (DOCUMENT));
  g_autoptr (FbTestSignIn) lost = expect_for (receiver, LIFETIME);
  g_autofree char *authorization = make_authorization (lost->user, lost->password);

  g_assert_cmpuint (post_with (receiver, "/other", authorization, lost->nonce, form), ==, 404);
  assert_not_noted (receiver);
  assert_arrival (receiver, lost, FB_TEST_REFUSED, FB_REFUSAL_WRONG_PATH);

  g_autoptr (FbTestSignIn) shut_out = expect_for (receiver, LIFETIME);
  receiver->options.allowed_senders = senders;
  receiver_configure (receiver);
  run_for (100);
  g_assert_cmpuint (post (receiver, shut_out), ==, 403);
  assert_not_noted (receiver);
  assert_arrival (receiver, shut_out, FB_TEST_REFUSED, FB_REFUSAL_WRONG_ADDRESS);
}

static void
test_not_kept (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbTestSignIn) no_space = expect_for (receiver, LIFETIME);

  fb_store_set_spare_space (receiver->store, G_MAXINT64);
  g_assert_cmpuint (post (receiver, no_space), ==, 503);
  assert_arrival (receiver, no_space, FB_TEST_REFUSED, FB_REFUSAL_NO_SPACE);

  g_autoptr (FbTestSignIn) closed = expect_for (receiver, LIFETIME);
  receiver_close_store (receiver);
  g_assert_cmpuint (post (receiver, closed), ==, 503);
  assert_arrival (receiver, closed, FB_TEST_REFUSED, FB_REFUSAL_CLOSED);
  assert_not_noted (receiver);
}

static void
test_broken_off (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbTestSignIn) sign_in = expect_for (receiver, LIFETIME);
  g_autofree char *before = g_steal_pointer (&receiver->authorization);

  receiver->authorization = make_authorization (sign_in->user, sign_in->password);
  int fd = receiver_start_post (receiver, FORM_TYPE, 1000, "--frontier", strlen ("--frontier"));
  run_for (100);
  close (fd);
  /* When it has stopped, all requests are over. */
  receiver_stop (receiver);
  assert_not_noted (receiver);
  g_free (receiver->authorization);
  receiver->authorization = g_steal_pointer (&before);
  assert_arrival (receiver, sign_in, FB_TEST_REFUSED, FB_REFUSAL_BROKEN_OFF);
}

/* While one is expected, guesses are limited as ever, and it comes through all the same. */
static void
test_flood (Receiver *receiver, gconstpointer data)
{
  g_autoptr (FbTestSignIn) sign_in = expect_for (receiver, LIFETIME);
  g_autofree char *json = make_json (TEST_ID);
  g_autoptr (GString) form = form_new (json, DOCUMENT, strlen (DOCUMENT));

  for (guint i = 0; i <= few.failed_logins; i++)
    {
      g_autofree char *guess = g_strdup_printf ("%064u", i);
      g_autofree char *authorization = make_authorization (sign_in->user, guess);
      const guint expected = i < few.failed_logins ? 401 : 429;

      g_assert_cmpuint (post_with (receiver, "/webhook", authorization, NULL, form), ==, expected);
    }
  g_assert_cmpuint (post (receiver, sign_in), ==, 200);
  assert_arrival (receiver, sign_in, FB_TEST_KEPT, FB_REFUSAL_NONE);

  /* That has let nobody in who comes from the same address. */
  g_autofree char *wrong = make_authorization (USER, "wrong");
  g_assert_cmpuint (post_with (receiver, "/webhook", wrong, NULL, form), ==, 429);
  g_assert_cmpuint (post_with (receiver, "/webhook", receiver->authorization, NULL, form), ==, 200);
}

/* What Documo is refused for stays so, whatever a test says of the way. */
static void
test_refusal_stands (Receiver *receiver, gconstpointer data)
{
  FbRefusalLog *log = fb_refusals_get_log (fb_receiver_get_refusals (receiver->receiver));
  g_autofree char *json = make_json (TEST_ID);
  g_autoptr (GString) form = form_new (json, DOCUMENT, strlen (DOCUMENT));
  g_autoptr (FbTestSignIn) sign_in = expect_for (receiver, LIFETIME);
  g_autofree char *wrong = make_authorization (USER, "wrong");

  g_assert_cmpuint (post_with (receiver, "/webhook", wrong, NULL, form), ==, 401);
  g_assert_cmpuint (post (receiver, sign_in), ==, 200);
  g_autoptr (FbRefusal) standing = fb_refusal_log_dup_standing (log);
  g_assert_nonnull (standing);
  fb_test_log_end (get_log (receiver), sign_in->nonce);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  few.failed_logins = 5;

#define RECEIVER_TEST(name, function)                                                              \
  g_test_add ("/receiver/test-fax/" name, Receiver, &few, receiver_set_up, function,               \
              receiver_tear_down)
  RECEIVER_TEST ("kept", test_kept);
  RECEIVER_TEST ("ended", test_ended);
  RECEIVER_TEST ("expired", test_expired);
  RECEIVER_TEST ("several", test_several);
  RECEIVER_TEST ("stolen", test_stolen);
  RECEIVER_TEST ("name-alone", test_name_alone);
  RECEIVER_TEST ("without-sign-in", test_without_sign_in);
  RECEIVER_TEST ("refused", test_refused);
  RECEIVER_TEST ("not-kept", test_not_kept);
  RECEIVER_TEST ("broken-off", test_broken_off);
  RECEIVER_TEST ("flood", test_flood);
  RECEIVER_TEST ("refusal-stands", test_refusal_stands);
  return g_test_run ();
}
