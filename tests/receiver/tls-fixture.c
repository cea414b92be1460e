/* tls-fixture.c
 *
 * A TLS client that shows what it is told, and the receiver that it talks to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "tls-fixture.h"

#include <errno.h>
#include <gnutls/x509.h>
#include <string.h>
#include <unistd.h>

static gssize
take_hello (gnutls_transport_ptr_t transport, const void *data, gsize length)
{
  g_byte_array_append (transport, data, (guint) length);
  return (gssize) length;
}

static gssize
hear_nothing (gnutls_transport_ptr_t transport, void *data, gsize length)
{
  errno = EAGAIN;
  return -1;
}

/* The first message of a client that means it. */
GBytes *
tls_make_hello (void)
{
  GByteArray *hello = g_byte_array_new ();
  gnutls_certificate_credentials_t credentials;
  gnutls_session_t session;

  gnutls_certificate_allocate_credentials (&credentials);
  gnutls_init (&session, GNUTLS_CLIENT | GNUTLS_NONBLOCK);
  g_assert_cmpint (gnutls_priority_set_direct (session, TLS_MODERN, NULL), ==, 0);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials);
  gnutls_transport_set_ptr (session, hello);
  gnutls_transport_set_push_function (session, take_hello);
  gnutls_transport_set_pull_function (session, hear_nothing);
  g_assert_cmpint (gnutls_handshake (session), ==, GNUTLS_E_AGAIN);
  gnutls_deinit (session);
  gnutls_certificate_free_credentials (credentials);
  return g_byte_array_free_to_bytes (hello);
}

/* Returns what came of the handshake, as GnuTLS has it. Close it in any case. */
int
tls_client_connect (TlsClient *client, int fd, const char *priority)
{
  int result;

  client->fd = fd;
  gnutls_certificate_allocate_credentials (&client->credentials);
  gnutls_init (&client->session, GNUTLS_CLIENT);
  g_assert_cmpint (gnutls_priority_set_direct (client->session, priority, NULL), ==, 0);
  gnutls_credentials_set (client->session, GNUTLS_CRD_CERTIFICATE, client->credentials);
  gnutls_transport_set_int (client->session, fd);
  do
    result = gnutls_handshake (client->session);
  while (result < 0 && !gnutls_error_is_fatal (result) && result != GNUTLS_E_AGAIN);
  return result;
}

gboolean
tls_client_send (TlsClient *client, const void *data, gsize length)
{
  const guint8 *bytes = data;

  while (length > 0)
    {
      gssize n = gnutls_record_send (client->session, bytes, length);

      if (n == GNUTLS_E_INTERRUPTED)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* Up to the end, which is a good one if it was said. */
char *
tls_client_read (TlsClient *client, gboolean *was_closed_well)
{
  GString *reply = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  while ((n = gnutls_record_recv (client->session, buffer, sizeof buffer)) != 0)
    {
      if (n > 0)
        g_string_append_len (reply, buffer, n);
      else if (gnutls_error_is_fatal ((int) n) || n == GNUTLS_E_AGAIN)
        break;
    }
  if (n != 0)
    g_test_message ("Reading ended with: %s", gnutls_strerror ((int) n));
  *was_closed_well = n == 0;
  return g_string_free (reply, FALSE);
}

char *
tls_client_dup_peer_name (TlsClient *client)
{
  unsigned n = 0;
  const gnutls_datum_t *chain = gnutls_certificate_get_peers (client->session, &n);
  gnutls_x509_crt_t certificate;
  char name[256];
  size_t size = sizeof name;

  g_assert_cmpuint (n, >=, 1);
  gnutls_x509_crt_init (&certificate);
  g_assert_cmpint (gnutls_x509_crt_import (certificate, &chain[0], GNUTLS_X509_FMT_DER), ==, 0);
  gnutls_x509_crt_get_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, 0, name, &size);
  gnutls_x509_crt_deinit (certificate);
  return g_strndup (name, size);
}

void
tls_client_close (TlsClient *client)
{
  gnutls_deinit (client->session);
  gnutls_certificate_free_credentials (client->credentials);
  close (client->fd);
}

/* The receiver with a certificate */

char *
tls_path_of (Receiver *receiver, const char *name)
{
  return g_build_filename (receiver->folder, name, NULL);
}

/* Both files, one after the other, as programs that renew certificates do it. */
void
tls_renew_certificate (Receiver *receiver, const char *name, int days)
{
  g_autofree char *file = tls_path_of (receiver, "cert.pem");
  g_autofree char *key = tls_path_of (receiver, "key.pem");

  tls_write_certificate (file, key, name, days);
}

static void
on_notify (guint *n)
{
  (*n)++;
}

void
tls_set_files (Receiver *receiver)
{
  g_autofree char *file = tls_path_of (receiver, "cert.pem");
  g_autofree char *key = tls_path_of (receiver, "key.pem");
  guint n = 0;
  gulong handler = g_signal_connect_swapped (receiver->receiver, "notify::certificate-problem",
                                             G_CALLBACK (on_notify), &n);

  receiver_set_tls_files (receiver, file, key);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (receiver->receiver, handler);
  run_for (50);
}

/* Waits for the problem to be that one, or none. */
void
tls_wait_for_problem (Receiver *receiver, int code)
{
  const GError *problem;

  do
    {
      run_for (5);
      problem = fb_receiver_get_certificate_problem (receiver->receiver);
    }
  while (code < 0 ? problem != NULL : !g_error_matches (problem, FB_RECEIVER_ERROR, code));
}

void
tls_set_up (Receiver *receiver, gconstpointer limits)
{
  receiver_set_up (receiver, limits);
  tls_renew_certificate (receiver, "first", 30);
  tls_set_files (receiver);
  g_assert_null (fb_receiver_get_certificate_problem (receiver->receiver));
}

char *
tls_dup_served_name (Receiver *receiver)
{
  TlsClient client;

  g_assert_cmpint (tls_client_connect (&client, receiver_connect (receiver), TLS_MODERN), ==, 0);
  char *name = tls_client_dup_peer_name (&client);
  tls_client_close (&client);
  return name;
}

GString *
tls_make_post (Receiver *receiver, const char *body)
{
  g_autofree char *headers =
    g_strdup_printf ("Content-Type: application/json\r\nContent-Length: %zu\r\n", strlen (body));
  GString *request = receiver_post_start (receiver, headers);

  g_string_append (request, body);
  return request;
}

char *
tls_ask (Receiver *receiver, const char *request, gsize length)
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

void
tls_assert_receives (Receiver *receiver)
{
  static guint number = 0;
  g_autofree char *id = g_strdup_printf ("tls-%u", ++number);
  g_autofree char *json = make_json (id);
  g_autoptr (GString) post = tls_make_post (receiver, json);
  guint n = receiver_count_faxes (receiver);
  g_autofree char *reply = tls_ask (receiver, post->str, post->len);

  assert_status (reply, 200);
  g_assert_cmpuint (receiver_count_faxes (receiver), ==, n + 1);
}
