/* test-receiver-certificate.c
 *
 * The receiver's certificate: how it is renewed while it works, what can't be one, and that there
 * is no service in the open without it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "receiver-fixture.h"
#include "tls-fixture.h"

/* On a busy machine no client shall be cut off that is only slow to read the end. */
static FbReceiverLimits calm = FB_RECEIVER_LIMITS_DEFAULT;

typedef struct
{
  Receiver *receiver;
  const char *authorization;
  gint must_end;
  gint n_kept;
} Load;

static gpointer
post_often (gpointer data)
{
  Load *load = data;

  for (guint i = 0; !g_atomic_int_get (&load->must_end); i++)
    {
      g_autofree char *id = g_strdup_printf ("%p-%u", (gpointer) g_thread_self (), i);
      g_autofree char *json = make_json (id);
      g_autoptr (GString) post = tls_make_post (load->receiver, json);
      g_autofree char *reply = tls_ask (load->receiver, post->str, post->len);

      assert_status (reply, 200);
      g_atomic_int_inc (&load->n_kept);
    }
  return NULL;
}

/* Atomically replaced, rewritten in place, under load: every post is kept all the while. */
static void
test_renewed (Receiver *receiver, gconstpointer data)
{
  Load load = { .receiver = receiver };
  GThread *threads[3];
  g_autofree char *name = NULL;

  tls_assert_receives (receiver);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("sender", post_often, &load);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *expected = g_strdup_printf ("renewed %u", i);
      int n = g_atomic_int_get (&load.n_kept);

      tls_renew_certificate (receiver, expected, 30);
      do
        {
          run_for (20);
          g_free (name);
          name = tls_dup_served_name (receiver);
        }
      while (!g_str_equal (name, expected));
      while (g_atomic_int_get (&load.n_kept) < n + 5)
        run_for (5);
    }
  g_atomic_int_set (&load.must_end, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, (guint) load.n_kept + 1);
  g_assert_null (fb_receiver_get_certificate_problem (receiver->receiver));
}

static void
assert_still_first (Receiver *receiver)
{
  g_autofree char *name = tls_dup_served_name (receiver);

  g_assert_cmpstr (name, ==, "first");
  g_assert_cmpint (fb_receiver_get_state (receiver->receiver), ==, FB_RECEIVER_RECEIVING);
}

static void
test_broken (Receiver *receiver, gconstpointer data)
{
  g_autofree char *file = tls_path_of (receiver, "cert.pem");
  g_autofree char *key = tls_path_of (receiver, "key.pem");
  g_autofree char *other = tls_path_of (receiver, "other.pem");
  g_autofree char *other_key = tls_path_of (receiver, "other-key.pem");
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (file, "-----BEGIN CERTIFICATE-----\nabc", -1, NULL));
  tls_wait_for_problem (receiver, FB_RECEIVER_ERROR_CERTIFICATE_INVALID);
  assert_still_first (receiver);

  tls_write_certificate (other, other_key, "other", 30);
  g_assert_true (g_file_get_contents (other, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  tls_wait_for_problem (receiver, FB_RECEIVER_ERROR_CERTIFICATE_MISMATCH);
  assert_still_first (receiver);

  g_assert_cmpint (g_unlink (key), ==, 0);
  tls_wait_for_problem (receiver, FB_RECEIVER_ERROR_CERTIFICATE_FILE);
  assert_still_first (receiver);

  tls_renew_certificate (receiver, "expired", -1);
  tls_wait_for_problem (receiver, FB_RECEIVER_ERROR_CERTIFICATE_EXPIRED);
  assert_still_first (receiver);

  tls_renew_certificate (receiver, "good", 30);
  tls_wait_for_problem (receiver, -1);
  g_autofree char *name = tls_dup_served_name (receiver);
  while (!g_str_equal (name, "good"))
    {
      run_for (20);
      g_free (name);
      name = tls_dup_served_name (receiver);
    }
}

/* Without a certificate that can be used there is no service, and no plain one. */
static void
test_missing (Receiver *receiver, gconstpointer data)
{
  tls_set_files (receiver);
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  g_assert_true (g_error_matches (fb_receiver_get_problem (receiver->receiver), FB_RECEIVER_ERROR,
                                  FB_RECEIVER_ERROR_CERTIFICATE_FILE));
  g_assert_cmpuint (fb_receiver_get_bound_port (receiver->receiver), ==, 0);

  tls_renew_certificate (receiver, "late", 30);
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  tls_assert_receives (receiver);

  /* Back to plain HTTP, if that is what is set. */
  receiver_set_tls_files (receiver, "", "");
  g_autofree char *reply = NULL;
  do
    {
      run_for (20);
      g_free (reply);
      reply = receiver_ask (receiver, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", -1);
    }
  while (status_of (reply) != 200);
  assert_receives (receiver);
}

/* Half of a setting is no leave to speak plain HTTP. */
static void
test_only_key (Receiver *receiver, gconstpointer data)
{
  g_autofree char *key = tls_path_of (receiver, "key.pem");

  tls_renew_certificate (receiver, "unused", 30);
  receiver_set_tls_files (receiver, "", key);
  tls_wait_for_problem (receiver, FB_RECEIVER_ERROR_CERTIFICATE_FILE);
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  g_assert_cmpuint (fb_receiver_get_bound_port (receiver->receiver), ==, 0);
}

/* A file that can't be a certificate isn't read into memory. */
static void
test_huge_file (Receiver *receiver, gconstpointer data)
{
  g_autofree char *file = tls_path_of (receiver, "cert.pem");
  g_autofree char *text = NULL;
  g_autofree char *padding = g_strnfill (2 * 1024 * 1024, '\n');

  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_autofree char *huge = g_strconcat (text, padding, NULL);
  g_assert_true (g_file_set_contents (file, huge, -1, NULL));
  tls_wait_for_problem (receiver, FB_RECEIVER_ERROR_CERTIFICATE_FILE);
  assert_still_first (receiver);
}

/* The first of two takes longer to be read than the second: the second counts. */
static void
test_overtaken (Receiver *receiver, gconstpointer data)
{
  g_autofree char *slow = tls_path_of (receiver, "slow.pem");
  g_autofree char *slow_key = tls_path_of (receiver, "slow-key.pem");
  g_autofree char *text = NULL;
  g_autoptr (GString) chain = g_string_new (NULL);

  tls_write_certificate (slow, slow_key, "slow", 30);
  g_assert_true (g_file_get_contents (slow, &text, NULL, NULL));
  while (chain->len + strlen (text) < 1000 * 1000)
    g_string_append (chain, text);
  g_assert_true (g_file_set_contents (slow, chain->str, (gssize) chain->len, NULL));
  tls_renew_certificate (receiver, "quick", 30);
  receiver_set_tls_files (receiver, slow, slow_key);
  tls_set_files (receiver);
  run_for (1000);
  g_autofree char *name = tls_dup_served_name (receiver);
  g_assert_cmpstr (name, ==, "quick");
  g_assert_null (fb_receiver_get_certificate_problem (receiver->receiver));
}

/* Both in one file, and the key before the certificate. */
static void
test_one_file (Receiver *receiver, gconstpointer data)
{
  g_autofree char *file = tls_path_of (receiver, "cert.pem");
  g_autofree char *key = tls_path_of (receiver, "key.pem");
  g_autofree char *both = tls_path_of (receiver, "both.pem");
  g_autofree char *certificate_text = NULL;
  g_autofree char *key_text = NULL;

  tls_renew_certificate (receiver, "both", 30);
  g_assert_true (g_file_get_contents (file, &certificate_text, NULL, NULL));
  g_assert_true (g_file_get_contents (key, &key_text, NULL, NULL));
  g_autofree char *text = g_strconcat (key_text, certificate_text, NULL);
  g_assert_true (g_file_set_contents (both, text, -1, NULL));
  receiver_set_tls_files (receiver, both, "");
  g_autofree char *name = tls_dup_served_name (receiver);
  while (!g_str_equal (name, "both"))
    {
      run_for (20);
      g_free (name);
      name = tls_dup_served_name (receiver);
    }
  tls_assert_receives (receiver);
}

static void
on_notify (guint *n)
{
  (*n)++;
}

/* In the last third of its lifetime a certificate is expiring; by the mere passing of time it has
 * expired, and that is told. It stays in use all the while. */
static void
test_expiring (Receiver *receiver, gconstpointer data)
{
  g_autofree char *file = tls_path_of (receiver, "cert.pem");
  g_autofree char *key = tls_path_of (receiver, "key.pem");
  g_autoptr (GDateTime) none = fb_receiver_dup_certificate_expiry (receiver->receiver);
  guint n_told = 0;

  g_assert_null (none);
  g_assert_cmpint (fb_receiver_get_certificate_validity (receiver->receiver), ==,
                   FB_CERTIFICATE_VALID);
  g_signal_connect_swapped (receiver->receiver, "notify::certificate-validity",
                            G_CALLBACK (on_notify), &n_told);
  tls_renew_certificate (receiver, "first", 30);
  tls_set_files (receiver);
  g_assert_cmpint (fb_receiver_get_certificate_validity (receiver->receiver), ==,
                   FB_CERTIFICATE_VALID);

  tls_renew_certificate (receiver, "second", 10);
  while (fb_receiver_get_certificate_validity (receiver->receiver) != FB_CERTIFICATE_EXPIRING)
    run_for (5);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) expiry = fb_receiver_dup_certificate_expiry (receiver->receiver);
  GTimeSpan left = g_date_time_difference (expiry, now);
  g_assert_cmpint (left / G_TIME_SPAN_DAY, >=, 9);
  g_assert_cmpint (left / G_TIME_SPAN_DAY, <=, 10);

  /* One that had expired before it is read would not be used at all. */
  n_told = 0;
  tls_write_certificate_for (file, key, "third", -1, 6);
  while (fb_receiver_get_certificate_validity (receiver->receiver) != FB_CERTIFICATE_EXPIRED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_told, >, 0);
  g_autofree char *name = tls_dup_served_name (receiver);
  g_assert_cmpstr (name, ==, "third");
}

static void
test_exposed (Receiver *receiver, gconstpointer data)
{
  static const char *const exposed[] = {
    "0.0.0.0", "::", "::%1", "::ffff:0.0.0.0", "::ffff:0.0.0.0%1", "fe80::1%lo",
  };

  receiver_set_address (receiver, "0.0.0.0");
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  g_assert_true (g_error_matches (fb_receiver_get_problem (receiver->receiver), FB_RECEIVER_ERROR,
                                  FB_RECEIVER_ERROR_PLAIN_HTTP));
  g_assert_cmpuint (fb_receiver_get_bound_port (receiver->receiver), ==, 0);
  g_assert_false (fb_receiver_is_exposed (receiver->receiver));

  receiver_set_plain_http_confirmed (receiver, TRUE);
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  g_assert_true (fb_receiver_is_exposed (receiver->receiver));
  assert_receives (receiver);

  receiver_set_plain_http_confirmed (receiver, FALSE);
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);

  /* Whatever a socket could be bound to. */
  for (guint i = 0; i < G_N_ELEMENTS (exposed); i++)
    {
      receiver_set_address (receiver, "::1%1");
      receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
      g_assert_false (fb_receiver_is_exposed (receiver->receiver));
      receiver_set_address (receiver, exposed[i]);
      g_assert_cmpint (fb_receiver_get_state (receiver->receiver), ==, FB_RECEIVER_FAILED);
      g_assert_true (g_error_matches (fb_receiver_get_problem (receiver->receiver),
                                      FB_RECEIVER_ERROR, FB_RECEIVER_ERROR_PLAIN_HTTP));
    }
  receiver_set_address (receiver, "0.0.0.0");
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  tls_renew_certificate (receiver, "exposed", 30);
  tls_set_files (receiver);
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  g_assert_false (fb_receiver_is_exposed (receiver->receiver));
  tls_assert_receives (receiver);

  /* Without its certificate it is out in the open again. */
  receiver_set_tls_files (receiver, "", "");
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  receiver_set_address (receiver, "::1");
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
}

#define ADD(path, set_up, test)                                                                    \
  g_test_add ("/receiver/certificate/" path, Receiver, &calm, set_up, test, receiver_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  calm.linger_ms = 20000;

  ADD ("renewed", tls_set_up, test_renewed);
  ADD ("broken", tls_set_up, test_broken);
  ADD ("missing", receiver_set_up, test_missing);
  ADD ("only-key", receiver_set_up, test_only_key);
  ADD ("huge-file", tls_set_up, test_huge_file);
  ADD ("overtaken", receiver_set_up, test_overtaken);
  ADD ("one-file", tls_set_up, test_one_file);
  ADD ("expiring", receiver_set_up, test_expiring);
  ADD ("exposed", receiver_set_up, test_exposed);
  return g_test_run ();
}
