/* test-receiver-tls.c
 *
 * The receiver as an HTTPS server: versions of TLS, refusals, and handshakes that are slow or stop.
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

/* On a busy machine no client shall be cut off that is only slow to read the end. */
static FbReceiverLimits calm = FB_RECEIVER_LIMITS_DEFAULT;
static FbReceiverLimits hasty = FB_RECEIVER_LIMITS_DEFAULT;
static FbReceiverLimits patient = FB_RECEIVER_LIMITS_DEFAULT;

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
  g_autofree char *file = tls_path_of (receiver, "cert.pem");
  g_autofree char *url = fb_receiver_dup_url (receiver->receiver);
  g_autofree char *large = g_strnfill (900000, 'x');
  g_autofree char *json = g_strdup_printf ("{\"messageId\":\"m-1\",\"subject\":\"%s\"}", large);
  g_autofree char *json_path = tls_path_of (receiver, "large.json");
  g_autofree char *argument = g_strconcat ("@", json_path, NULL);

  g_assert_true (g_str_has_prefix (url, "https://127.0.0.1:"));
  g_assert_true (g_file_set_contents (json_path, json, -1, NULL));
  g_autofree char *output = run_curl (receiver, file, argument);
  g_assert_cmpint (g_ascii_strcasecmp (output, "200 HTTPS"), ==, 0);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 1);
  tls_assert_receives (receiver);
}

/* Nothing before TLS 1.2 is spoken. */
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
  tls_assert_receives (receiver);
}

static void
test_plain (Receiver *receiver, gconstpointer data)
{
  g_autofree char *reply = receiver_ask (receiver, "GET /health HTTP/1.1\r\nHost: x\r\n\r\n", -1);

  assert_status (reply, 400);
  g_assert_nonnull (strstr (reply, "HTTPS"));
  tls_assert_receives (receiver);
}

/* A client that is refused while it sends receives the response and close_notify. */
static void
test_refused (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GString) request =
    g_string_new ("POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                  "Content-Length: 500000\r\n\r\n");
  g_autofree char *body = g_strnfill (400000, 'x');

  g_string_append (request, body);
  g_autofree char *reply = tls_ask (receiver, request->str, request->len);
  assert_status (reply, 401);
  tls_assert_receives (receiver);
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
  tls_assert_receives (receiver);
}

/* A body that ends without close_notify was cut off, even if it seems to be complete. */
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
  tls_assert_receives (receiver);
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

/* No handshake takes longer than the time for headers, and meanwhile others are served. */
static void
test_slow_handshakes (Receiver *receiver, gconstpointer data)
{
  int sockets[40];

  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    sockets[i] = start_hello (receiver, i % 4 == 0 ? 0 : i % 4 == 1 ? 3 : i % 4 == 2 ? 11 : 516);
  tls_assert_receives (receiver);
  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    g_assert_true (is_cut_off (sockets[i]));
  tls_assert_receives (receiver);
}

/* Clients that stop in the middle of their handshakes don't delay others, long before their time
 * for headers is over. */
static void
test_silent_handshakes (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GBytes) hello = tls_make_hello ();
  int sockets[200];

  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    {
      sockets[i] = receiver_connect (receiver);
      g_assert_true (
        send_all (sockets[i], g_bytes_get_data (hello, NULL), g_bytes_get_size (hello)));
    }
  tls_assert_receives (receiver);
  for (guint i = 0; i < G_N_ELEMENTS (sockets); i++)
    close (sockets[i]);
  tls_assert_receives (receiver);
}

/* A client that asks for another handshake, and another one, gets none. */
static void
test_renegotiation (Receiver *receiver, gconstpointer data)
{
  g_autofree char *json = make_json ("m-1");
  g_autoptr (GString) post = tls_make_post (receiver, json);
  TlsClient client;

  g_assert_cmpint (tls_client_connect (&client, receiver_connect (receiver),
                                       "NORMAL:-VERS-ALL:+VERS-TLS1.2:%UNSAFE_RENEGOTIATION"),
                   ==, 0);
  g_assert_true (tls_client_send (&client, post->str, 20));
  g_assert_cmpint (gnutls_handshake (client.session), <, 0);
  tls_client_close (&client);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, 0);
  tls_assert_receives (receiver);
}

/* The first message may come in pieces, as through a narrow tunnel. */
static void
test_hello_in_pieces (Receiver *receiver, gconstpointer data)
{
  g_autoptr (GBytes) hello = tls_make_hello ();
  const guint8 *bytes = g_bytes_get_data (hello, NULL);
  gsize cuts[] = { 0, 3, 5, 100, g_bytes_get_size (hello) };
  int fd = receiver_connect (receiver);
  guint8 first = 0;

  for (guint i = 1; i < G_N_ELEMENTS (cuts); i++)
    {
      g_assert_true (send_all (fd, bytes + cuts[i - 1], cuts[i] - cuts[i - 1]));
      run_for (100);
    }
  g_assert_cmpint (recv (fd, &first, 1, 0), ==, 1);
  g_assert_cmpuint (first, ==, 22);
  close (fd);
  tls_assert_receives (receiver);
}

/* A client that disconnects in the middle of the first message leaves nothing behind. */
static void
test_gone (Receiver *receiver, gconstpointer data)
{
  tls_assert_receives (receiver);
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
  tls_assert_receives (receiver);
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
  patient.header_ms = 300000;

  ADD ("curl", &calm, tls_set_up, test_curl);
  ADD ("versions", &calm, tls_set_up, test_versions);
  ADD ("plain", &calm, tls_set_up, test_plain);
  ADD ("refused", &calm, tls_set_up, test_refused);
  ADD ("slow", &hasty, tls_set_up, test_slow);
  ADD ("cut", &calm, tls_set_up, test_cut);
  ADD ("slow-handshakes", &hasty, tls_set_up, test_slow_handshakes);
  ADD ("silent-handshakes", &patient, tls_set_up, test_silent_handshakes);
  ADD ("renegotiation", &patient, tls_set_up, test_renegotiation);
  ADD ("hello-in-pieces", &calm, tls_set_up, test_hello_in_pieces);
  ADD ("gone", &calm, tls_set_up, test_gone);
  ADD ("stopped", &calm, tls_set_up, test_stopped);
  return g_test_run ();
}
