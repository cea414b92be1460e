/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

/**
 * FbTlsCredentials:
 *
 * A certificate and its key, and which TLS is spoken with them. Immutable and reference-counted;
 * may be used by any thread.
 */
typedef struct _FbTlsCredentials FbTlsCredentials;

FbTlsCredentials *fb_tls_credentials_new (const char *certificate,
                                          gsize length,
                                          const char *key,
                                          gsize key_length,
                                          GError **error);
FbTlsCredentials *fb_tls_credentials_ref (FbTlsCredentials *credentials);
void fb_tls_credentials_unref (FbTlsCredentials *credentials);

gint64 fb_tls_credentials_get_start (const FbTlsCredentials *credentials);
gint64 fb_tls_credentials_get_end (const FbTlsCredentials *credentials);
gnutls_session_t fb_tls_credentials_begin_session (FbTlsCredentials *credentials);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbTlsCredentials, fb_tls_credentials_unref)

G_END_DECLS
