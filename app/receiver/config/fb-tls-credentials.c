/* fb-tls-credentials.c
 *
 * A certificate and its key, read and checked once for all connections.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tls-credentials.h"

#include <gnutls/x509.h>
#include <string.h>

#include "fb-receiver-error.h"

/* TLS 1.2 and 1.3, whatever the system's defaults are. */
#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

#define KEY_ID_BYTES 32 /* of SHA-256 */

struct _FbTlsCredentials
{
  gnutls_certificate_credentials_t certificate;
  gnutls_priority_t priority;
  gint64 start;
  gint64 end;
};

static gboolean
is_key_of (gnutls_x509_privkey_t key, gnutls_x509_crt_t certificate)
{
  guint8 ids[2][KEY_ID_BYTES];
  size_t sizes[2] = { KEY_ID_BYTES, KEY_ID_BYTES };

  return gnutls_x509_privkey_get_key_id (key, GNUTLS_KEYID_USE_SHA256, ids[0], &sizes[0]) >= 0 &&
         gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA256, ids[1], &sizes[1]) >=
           0 &&
         memcmp (ids[0], ids[1], KEY_ID_BYTES) == 0;
}

static void
fail (GError **error, int result)
{
  g_set_error_literal (error, FB_RECEIVER_ERROR, FB_RECEIVER_ERROR_CERTIFICATE_INVALID,
                       gnutls_strerror (result));
}

/* GnuTLS can check that both match when it loads them, but then leaks them if they don't (3.7). */
static gboolean
check (FbTlsCredentials *credentials,
       const gnutls_datum_t *text,
       const gnutls_datum_t *key_text,
       GError **error)
{
  gnutls_x509_crt_t certificate;
  gnutls_x509_privkey_t key;

  if (gnutls_x509_crt_init (&certificate) < 0 || gnutls_x509_privkey_init (&key) < 0)
    g_error ("There is no memory");
  int result = gnutls_x509_crt_import (certificate, text, GNUTLS_X509_FMT_PEM);
  if (result >= 0)
    result = gnutls_x509_privkey_import2 (key, key_text, GNUTLS_X509_FMT_PEM, NULL, 0);
  gboolean is_match = result >= 0 && is_key_of (key, certificate);
  credentials->start = gnutls_x509_crt_get_activation_time (certificate);
  credentials->end = gnutls_x509_crt_get_expiration_time (certificate);
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);

  if (result < 0)
    fail (error, result);
  else if (!is_match)
    g_set_error_literal (error, FB_RECEIVER_ERROR, FB_RECEIVER_ERROR_CERTIFICATE_MISMATCH,
                         "The key belongs to another certificate");
  return is_match;
}

/**
 * fb_tls_credentials_new:
 * @certificate: the certificate, and those between it and its authority, as PEM
 * @length: the length of @certificate in bytes
 * @key: its key, as PEM without a pass phrase
 * @key_length: the length of @key in bytes
 * @error: (optional): where to store the reason: %FB_RECEIVER_ERROR_CERTIFICATE_INVALID or
 *   %FB_RECEIVER_ERROR_CERTIFICATE_MISMATCH
 *
 * For any thread.
 *
 * Returns: (transfer full) (nullable): the credentials
 */
FbTlsCredentials *
fb_tls_credentials_new (const char *certificate,
                        gsize length,
                        const char *key,
                        gsize key_length,
                        GError **error)
{
  g_autoptr (FbTlsCredentials) credentials = g_atomic_rc_box_new0 (FbTlsCredentials);
  gnutls_datum_t text = { (unsigned char *) certificate, (unsigned) length };
  gnutls_datum_t key_text = { (unsigned char *) key, (unsigned) key_length };

  if (!check (credentials, &text, &key_text, error))
    return NULL;
  if (gnutls_certificate_allocate_credentials (&credentials->certificate) < 0 ||
      gnutls_priority_init (&credentials->priority, PRIORITY, NULL) < 0)
    g_error ("There is no TLS");
  int result = gnutls_certificate_set_x509_key_mem (credentials->certificate, &text, &key_text,
                                                    GNUTLS_X509_FMT_PEM);
  if (result < 0)
    {
      fail (error, result);
      return NULL;
    }
  return g_steal_pointer (&credentials);
}

/**
 * fb_tls_credentials_ref:
 * @credentials: credentials
 *
 * Returns: (transfer full): another reference to them
 */
FbTlsCredentials *
fb_tls_credentials_ref (FbTlsCredentials *credentials)
{
  return g_atomic_rc_box_acquire (credentials);
}

static void
fb_tls_credentials_clear (gpointer data)
{
  FbTlsCredentials *credentials = data;

  if (credentials->certificate != NULL)
    gnutls_certificate_free_credentials (credentials->certificate);
  if (credentials->priority != NULL)
    gnutls_priority_deinit (credentials->priority);
}

/**
 * fb_tls_credentials_unref:
 * @credentials: (transfer full): credentials
 *
 * Gives up a reference. A session needs its credentials until it has ended.
 */
void
fb_tls_credentials_unref (FbTlsCredentials *credentials)
{
  g_atomic_rc_box_release_full (credentials, fb_tls_credentials_clear);
}

/**
 * fb_tls_credentials_get_start:
 * @credentials: credentials
 *
 * Returns: from when the certificate is valid, in seconds since 1970
 */
gint64
fb_tls_credentials_get_start (const FbTlsCredentials *credentials)
{
  return credentials->start;
}

/**
 * fb_tls_credentials_get_end:
 * @credentials: credentials
 *
 * Returns: until when the certificate is valid, in seconds since 1970
 */
gint64
fb_tls_credentials_get_end (const FbTlsCredentials *credentials)
{
  return credentials->end;
}

/**
 * fb_tls_credentials_begin_session:
 * @credentials: credentials, which must outlive the session
 *
 * Returns: (transfer full): a server's session that doesn't block
 */
gnutls_session_t
fb_tls_credentials_begin_session (FbTlsCredentials *credentials)
{
  gnutls_session_t session;

  if (gnutls_init (&session, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL) < 0 ||
      gnutls_priority_set (session, credentials->priority) < 0 ||
      gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, credentials->certificate) < 0)
    g_error ("There is no TLS");
  gnutls_certificate_server_set_request (session, GNUTLS_CERT_IGNORE);
  return session;
}
