/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

#define TLS_MODERN "NORMAL"

void tls_write_certificate (const char *file, const char *key_file, const char *name, int days);

/* A client that may do what a well-behaved one would not. */
typedef struct
{
  int fd;
  gnutls_session_t session;
  gnutls_certificate_credentials_t credentials;
} TlsClient;

int tls_client_connect (TlsClient *client, int fd, const char *priority);
gboolean tls_client_send (TlsClient *client, const void *data, gsize length);
char *tls_client_read (TlsClient *client, gboolean *was_closed_well);
char *tls_client_dup_peer_name (TlsClient *client);
void tls_client_close (TlsClient *client);

G_END_DECLS
