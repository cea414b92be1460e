/* tls-fixture.c
 *
 * Certificates made on the spot, and a TLS client that shows what it is told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "tls-fixture.h"

#include <gnutls/x509.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define DAY (24 * 60 * 60)

/* Replaces the file in one go, as programs that renew certificates do. */
static void
write_pem (const char *file, gnutls_datum_t *pem)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file, (const char *) pem->data, pem->size, &error);
  g_assert_no_error (error);
  gnutls_free (pem->data);
}

/* A certificate for 127.0.0.1 that signs itself; with negative @days one that has expired. */
void
tls_write_certificate (const char *file, const char *key_file, const char *name, int days)
{
  static guint8 serial = 1;
  static const guint8 loopback[4] = { 127, 0, 0, 1 };
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
  gnutls_datum_t pem;

  gnutls_x509_privkey_init (&key);
  gnutls_x509_crt_init (&certificate);
  g_assert_cmpint (gnutls_x509_privkey_generate (
                     key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                   >=, 0);
  gnutls_x509_crt_set_version (certificate, 3);
  gnutls_x509_crt_set_serial (certificate, &serial, 1);
  serial++;
  gnutls_x509_crt_set_activation_time (certificate, time (NULL) - 30 * DAY);
  gnutls_x509_crt_set_expiration_time (certificate, time (NULL) + days * DAY);
  gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                 (unsigned) strlen (name));
  gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, loopback,
                                        sizeof loopback, GNUTLS_FSAN_SET);
  gnutls_x509_crt_set_basic_constraints (certificate, 1, -1);
  gnutls_x509_crt_set_key (certificate, key);
  g_assert_cmpint (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0), >=,
                   0);

  gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &pem);
  write_pem (file, &pem);
  gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &pem);
  write_pem (key_file, &pem);
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);
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
