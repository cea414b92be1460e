/* test-receiver-tls.c
 *
 * The receiver as an HTTPS server: what it speaks, what it refuses, and how its certificate is
 * renewed while it works.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "receiver-fixture.h"
#include "tls-fixture.h"

/* On a machine that is busy nobody shall be cut off who is only slow to read his goodbye. */
static FbReceiverLimits calm = FB_RECEIVER_LIMITS_DEFAULT;
static FbReceiverLimits hasty = FB_RECEIVER_LIMITS_DEFAULT;

static char *
path_of (Receiver *receiver, const char *name)
{
  return g_build_filename (receiver->folder, name, NULL);
}

static void
write_certificate (Receiver *receiver, const char *name, int days)
{
  g_autofree char *file = path_of (receiver, "cert.pem");
  g_autofree char *key = path_of (receiver, "key.pem");

  tls_write_certificate (file, key, name, days);
}

static void
on_notify (guint *n)
{
  (*n)++;
}

static void
set_files (Receiver *receiver)
{
  g_autofree char *file = path_of (receiver, "cert.pem");
  g_autofree char *key = path_of (receiver, "key.pem");
  guint n = 0;
  gulong handler = g_signal_connect_swapped (receiver->receiver, "notify::certificate-problem",
                                             G_CALLBACK (on_notify), &n);

  fb_receiver_set_tls_files (receiver->receiver, file, key);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (receiver->receiver, handler);
  run_for (50);
}

/* Waits for the problem to be that one, or none. */
static void
wait_for_problem (Receiver *receiver, int code)
{
  const GError *problem;

  do
    {
      run_for (5);
      problem = fb_receiver_get_certificate_problem (receiver->receiver);
    }
  while (code < 0 ? problem != NULL : !g_error_matches (problem, FB_RECEIVER_ERROR, code));
}

static void
set_up (Receiver *receiver, gconstpointer limits)
{
  receiver_set_up (receiver, limits);
  write_certificate (receiver, "first", 30);
  set_files (receiver);
  g_assert_null (fb_receiver_get_certificate_problem (receiver->receiver));
}

static char *
dup_served_name (Receiver *receiver)
{
  TlsClient client;

  g_assert_cmpint (tls_client_connect (&client, receiver_connect (receiver), TLS_MODERN), ==, 0);
  char *name = tls_client_dup_peer_name (&client);
  tls_client_close (&client);
  return name;
}

static GString *
make_post (Receiver *receiver, const char *body)
{
  g_autofree char *headers =
    g_strdup_printf ("Content-Type: application/json\r\nContent-Length: %zu\r\n", strlen (body));
  GString *request = receiver_post_start (receiver, headers);

  g_string_append (request, body);
  return request;
}

static char *
ask (Receiver *receiver, const char *request, gsize length)
{
  TlsClient client;
  gboolean was_closed_well;

  g_assert_cmpint (tls_client_connect (&client, receiver_connect (receiver), TLS_MODERN), ==, 0);
  tls_client_send (&client, request, length);
  char *reply = tls_client_read (&client, &was_closed_well);
  if (!was_closed_well)
    g_test_message ("No goodbye came after: %s", reply);
  g_assert_true (was_closed_well);
  tls_client_close (&client);
  return reply;
}

static void
assert_receives_tls (Receiver *receiver)
{
  static guint number = 0;
  g_autofree char *id = g_strdup_printf ("tls-%u", ++number);
  g_autofree char *json = make_json (id);
  g_autoptr (GString) post = make_post (receiver, json);
  guint n = receiver_count_faxes (receiver);
  g_autofree char *reply = ask (receiver, post->str, post->len);

  assert_status (reply, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, n + 1);
}

static char *
run_curl (Receiver *receiver, const char *ca_file, const char *json)
{
  g_autofree char *url = fb_receiver_dup_url (receiver->receiver);
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autoptr (GSubprocess) curl =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, CURL, "--silent", "--show-error",
                      "--max-time", "30", "--cacert", ca_file, "--user", USER ":" PASSWORD,
                      "--header", "Content-Type: application/json", "--data-binary", json,
                      "--output", "/dev/null", "--write-out", "%{http_code} %{scheme}", url, NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (curl, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&output);
}

static void
test_curl (Receiver *receiver, gconstpointer data)
{
  g_autofree char *file = path_of (receiver, "cert.pem");
  g_autofree char *url = fb_receiver_dup_url (receiver->receiver);
  g_autofree char *large = g_strnfill (900000, 'x');
  g_autofree char *json = g_strdup_printf ("{\"messageId\":\"m-1\",\"subject\":\"%s\"}", large);
  g_autofree char *json_path = path_of (receiver, "large.json");
  g_autofree char *argument = g_strconcat ("@", json_path, NULL);

  g_assert_true (g_str_has_prefix (url, "https://127.0.0.1:"));
  g_assert_true (g_file_set_contents (json_path, json, -1, NULL));
  g_autofree char *output = run_curl (receiver, file, argument);
  g_assert_cmpstr (output, ==, "200 HTTPS");
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 1);
  assert_receives_tls (receiver);
}

/* Whatever GnuTLS is told to take: over anything before TLS 1.2 not a word is said. */
static void
test_versions (Receiver *receiver, gconstpointer data)
{
  const struct
  {
    const char *priority;
    gboolean is_served;
  } cases[] = {
    { "NORMAL:-VERS-ALL:+VERS-TLS1.3", TRUE },
    { "NORMAL:-VERS-ALL:+VERS-TLS1.2", TRUE },
    { "NORMAL:%COMPAT:-VERS-ALL:+VERS-TLS1.1", FALSE },
    { "NORMAL:%COMPAT:-VERS-ALL:+VERS-TLS1.0", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TlsClient client;
      int result = tls_client_connect (&client, receiver_connect (receiver), cases[i].priority);

      g_test_message ("%s: %s", cases[i].priority, gnutls_strerror (result));
      if (cases[i].is_served)
        g_assert_cmpint (result, ==, 0);
      if (result == 0)
        {
          const char *request = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
          gboolean was_closed_well;

          tls_client_send (&client, request, strlen (request));
          g_autofree char *reply = tls_client_read (&client, &was_closed_well);
          g_assert_cmpuint (status_of (reply), ==, cases[i].is_served ? 200 : 0);
        }
      tls_client_close (&client);
    }
  assert_receives_tls (receiver);
}

static void
test_plain (Receiver *receiver, gconstpointer data)
{
  g_autofree char *reply = receiver_ask (receiver, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", -1);

  assert_status (reply, 400);
  g_assert_nonnull (strstr (reply, "HTTPS"));
  assert_receives_tls (receiver);
}

/* A refused sender, who is still sending, hears the answer and a goodbye. */
static void
test_refused (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GString) request =
    g_string_new ("POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  "Content-Length: 500000\r\n\r\n");
  g_autofree char *body = g_strnfill (400000, 'x');

  g_string_append (request, body);
  g_autofree char *reply = ask (receiver, request->str, request->len);
  assert_status (reply, 401);
  assert_receives_tls (receiver);
}

static void
test_slow (Receiver *receiver, gconstpointer data)
{
  const char *head = "POST /webhook HTTP/1.1\r\nHost: x\r\n";
  TlsClient client;
  gboolean was_closed_well;

  g_assert_cmpint (tls_client_connect (&client, receiver_connect (receiver), TLS_MODERN), ==, 0);
  g_assert_true (tls_client_send (&client, head, strlen (head)));
  g_autofree char *reply = tls_client_read (&client, &was_closed_well);
  assert_status (reply, 408);
  tls_client_close (&client);
  assert_receives_tls (receiver);
}

/* A body that ends without a goodbye was cut by somebody, even if all of it seems to be there. */
static void
test_cut (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GString) request =
    receiver_post_start (receiver, "Content-Type: application/json\r\nContent-Length: 100\r\n");
  TlsClient client;
  gboolean was_closed_well;

  g_string_append (request, "{\"messageId\":\"m-1\"");
  g_assert_cmpint (tls_client_connect (&client, receiver_connect (receiver), TLS_MODERN), ==, 0);
  g_assert_true (tls_client_send (&client, request->str, request->len));
  shut_output (client.fd);
  g_autofree char *reply = tls_client_read (&client, &was_closed_well);
  g_assert_cmpuint (status_of (reply), !=, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);
  tls_client_close (&client);
  assert_receives_tls (receiver);
}

static int
start_hello (Receiver *receiver, gsize n)
{
  /* The header of a record of 512 bytes, and the beginning of a ClientHello. */
  guint8 hello[517] = { 22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3 };
  int fd = receiver_connect (receiver);

  g_assert_true (send_all (fd, hello, n));
  return fd;
}

static gboolean
is_cut_off (int fd)
{
  char byte[256];
  gssize n;

  while ((n = recv (fd, byte, sizeof byte, 0)) > 0)
    ;
  gboolean is_over = n == 0 || errno == ECONNRESET;
  close (fd);
  return is_over;
}

/* Nobody keeps a place for longer than the time for headers, and meanwhile others are served. */
static void
test_slow_handshakes (Receiver *receiver, gconstpointer data)
{
  int sockets[40];

  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    sockets[i] = start_hello (receiver, i % 4 == 0 ? 0 : i % 4 == 1 ? 3 : i % 4 == 2 ? 11 : 516);
  assert_receives_tls (receiver);
  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    g_assert_true (is_cut_off (sockets[i]));
  assert_receives_tls (receiver);
}

/* Whoever goes away in the middle of the first message leaves nothing behind. */
static void
test_gone (Receiver *receiver, gconstpointer data)
{
  assert_receives_tls (receiver);
  run_for (100);
  guint before = count_descriptors ();

  for (guint i = 0; i < 100; i++)
    {
      int fd = start_hello (receiver, i % 3 == 0 ? 0 : i % 3 == 1 ? 4 : 300);

      if (i % 2 == 0)
        shut_output (fd);
      else
        close (fd);
      if (i % 2 == 0)
        g_assert_true (is_cut_off (fd));
    }
  while (count_descriptors () > before)
    run_for (5);
  assert_receives_tls (receiver);
}

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
      g_autoptr (GString) post = make_post (load->receiver, json);
      g_autofree char *reply = ask (load->receiver, post->str, post->len);

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

  assert_receives_tls (receiver);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("sender", post_often, &load);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *expected = g_strdup_printf ("renewed %u", i);
      int n = g_atomic_int_get (&load.n_kept);

      write_certificate (receiver, expected, 30);
      do
        {
          run_for (20);
          g_free (name);
          name = dup_served_name (receiver);
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
  g_autofree char *name = dup_served_name (receiver);

  g_assert_cmpstr (name, ==, "first");
  g_assert_cmpint (fb_receiver_get_state (receiver->receiver), ==, FB_RECEIVER_RECEIVING);
}

static void
test_broken (Receiver *receiver, gconstpointer data)
{
  g_autofree char *file = path_of (receiver, "cert.pem");
  g_autofree char *key = path_of (receiver, "key.pem");
  g_autofree char *other = path_of (receiver, "other.pem");
  g_autofree char *other_key = path_of (receiver, "other-key.pem");
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (file, "-----BEGIN CERTIFICATE-----\nabc", -1, NULL));
  wait_for_problem (receiver, FB_RECEIVER_ERROR_CERTIFICATE_INVALID);
  assert_still_first (receiver);

  tls_write_certificate (other, other_key, "other", 30);
  g_assert_true (g_file_get_contents (other, &text, NULL, NULL));
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  wait_for_problem (receiver, FB_RECEIVER_ERROR_CERTIFICATE_MISMATCH);
  assert_still_first (receiver);

  g_assert_cmpint (g_unlink (key), ==, 0);
  wait_for_problem (receiver, FB_RECEIVER_ERROR_CERTIFICATE_FILE);
  assert_still_first (receiver);

  write_certificate (receiver, "expired", -1);
  wait_for_problem (receiver, FB_RECEIVER_ERROR_CERTIFICATE_EXPIRED);
  assert_still_first (receiver);

  write_certificate (receiver, "good", 30);
  wait_for_problem (receiver, -1);
  g_autofree char *name = dup_served_name (receiver);
  while (!g_str_equal (name, "good"))
    {
      run_for (20);
      g_free (name);
      name = dup_served_name (receiver);
    }
}

/* Without a certificate that can be used there is no service, and no plain one. */
static void
test_missing (Receiver *receiver, gconstpointer data)
{
  set_files (receiver);
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  g_assert_true (g_error_matches (fb_receiver_get_problem (receiver->receiver), FB_RECEIVER_ERROR,
                                  FB_RECEIVER_ERROR_CERTIFICATE_FILE));
  g_assert_cmpuint (fb_receiver_get_bound_port (receiver->receiver), ==, 0);

  write_certificate (receiver, "late", 30);
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  assert_receives_tls (receiver);

  /* Back to plain HTTP, if that is what is set. */
  fb_receiver_set_tls_files (receiver->receiver, "", "");
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

/* Both in one file, and the key before the certificate. */
static void
test_one_file (Receiver *receiver, gconstpointer data)
{
  g_autofree char *file = path_of (receiver, "cert.pem");
  g_autofree char *key = path_of (receiver, "key.pem");
  g_autofree char *both = path_of (receiver, "both.pem");
  g_autofree char *certificate_text = NULL;
  g_autofree char *key_text = NULL;

  write_certificate (receiver, "both", 30);
  g_assert_true (g_file_get_contents (file, &certificate_text, NULL, NULL));
  g_assert_true (g_file_get_contents (key, &key_text, NULL, NULL));
  g_autofree char *text = g_strconcat (key_text, certificate_text, NULL);
  g_assert_true (g_file_set_contents (both, text, -1, NULL));
  fb_receiver_set_tls_files (receiver->receiver, both, "");
  g_autofree char *name = dup_served_name (receiver);
  while (!g_str_equal (name, "both"))
    {
      run_for (20);
      g_free (name);
      name = dup_served_name (receiver);
    }
  assert_receives_tls (receiver);
}

static void
test_exposed (Receiver *receiver, gconstpointer data)
{
  static const char *const exposed[] = {
    "0.0.0.0", "::", "::%1", "::ffff:0.0.0.0", "::ffff:0.0.0.0%1", "fe80::1%lo",
  };

  fb_receiver_set_address (receiver->receiver, "0.0.0.0");
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  g_assert_true (g_error_matches (fb_receiver_get_problem (receiver->receiver), FB_RECEIVER_ERROR,
                                  FB_RECEIVER_ERROR_PLAIN_HTTP));
  g_assert_cmpuint (fb_receiver_get_bound_port (receiver->receiver), ==, 0);
  g_assert_false (fb_receiver_is_exposed (receiver->receiver));

  fb_receiver_set_plain_http_confirmed (receiver->receiver, TRUE);
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  g_assert_true (fb_receiver_is_exposed (receiver->receiver));
  assert_receives (receiver);

  fb_receiver_set_plain_http_confirmed (receiver->receiver, FALSE);
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);

  /* Whatever a socket could be bound to. */
  for (guint i = 0; i < G_N_ELEMENTS (exposed); i++)
    {
      fb_receiver_set_address (receiver->receiver, "::1%1");
      receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
      g_assert_false (fb_receiver_is_exposed (receiver->receiver));
      fb_receiver_set_address (receiver->receiver, exposed[i]);
      g_assert_cmpint (fb_receiver_get_state (receiver->receiver), ==, FB_RECEIVER_FAILED);
      g_assert_true (g_error_matches (fb_receiver_get_problem (receiver->receiver),
                                      FB_RECEIVER_ERROR, FB_RECEIVER_ERROR_PLAIN_HTTP));
    }
  fb_receiver_set_address (receiver->receiver, "0.0.0.0");
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  write_certificate (receiver, "exposed", 30);
  set_files (receiver);
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
  g_assert_false (fb_receiver_is_exposed (receiver->receiver));
  assert_receives_tls (receiver);

  /* Without its certificate it is out in the open again. */
  fb_receiver_set_tls_files (receiver->receiver, "", "");
  receiver_wait_for_state (receiver, FB_RECEIVER_FAILED);
  fb_receiver_set_address (receiver->receiver, "::1");
  receiver_wait_for_state (receiver, FB_RECEIVER_RECEIVING);
}

/* What is in its handshake when it is stopped doesn't keep it from stopping. */
static void
test_stopped (Receiver *receiver, gconstpointer data)
{
  int early = start_hello (receiver, 3);
  int late = start_hello (receiver, 517);

  run_for (100);
  receiver_stop (receiver);
  g_assert_true (is_cut_off (early));
  g_assert_true (is_cut_off (late));
}

#define ADD(path, limits, set_up, test)                                                            \
  g_test_add ("/receiver/tls/" path, Receiver, limits, set_up, test, receiver_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  calm.linger_ms = 20000;
  hasty.linger_ms = 20000;
  hasty.header_ms = 4000;

  ADD ("curl", &calm, set_up, test_curl);
  ADD ("versions", &calm, set_up, test_versions);
  ADD ("plain", &calm, set_up, test_plain);
  ADD ("refused", &calm, set_up, test_refused);
  ADD ("slow", &hasty, set_up, test_slow);
  ADD ("cut", &calm, set_up, test_cut);
  ADD ("slow-handshakes", &hasty, set_up, test_slow_handshakes);
  ADD ("gone", &calm, set_up, test_gone);
  ADD ("renewed", &calm, set_up, test_renewed);
  ADD ("broken", &calm, set_up, test_broken);
  ADD ("missing", &calm, receiver_set_up, test_missing);
  ADD ("one-file", &calm, set_up, test_one_file);
  ADD ("exposed", &calm, receiver_set_up, test_exposed);
  ADD ("stopped", &calm, set_up, test_stopped);
  return g_test_run ();
}
