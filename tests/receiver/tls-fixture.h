/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

#include "certificates.h"
#include "receiver-fixture.h"

G_BEGIN_DECLS

#define TLS_MODERN "NORMAL"

/* A client that may do what a well-behaved one would not. */
typedef struct
{
  int fd;
  gnutls_session_t session;
  gnutls_certificate_credentials_t credentials;
} TlsClient;

GBytes *tls_make_hello (void);
int tls_client_connect (TlsClient *client, int fd, const char *priority);
gboolean tls_client_send (TlsClient *client, const void *data, gsize length);
char *tls_client_read (TlsClient *client, gboolean *was_closed_well);
char *tls_client_dup_peer_name (TlsClient *client);
void tls_client_close (TlsClient *client);

void tls_set_up (Receiver *receiver, gconstpointer limits);
char *tls_path_of (Receiver *receiver, const char *name);
void tls_renew_certificate (Receiver *receiver, const char *name, int days);
void tls_set_files (Receiver *receiver);
void tls_wait_for_problem (Receiver *receiver, int code);
char *tls_dup_served_name (Receiver *receiver);
GString *tls_make_post (Receiver *receiver, const char *body);
char *tls_ask (Receiver *receiver, const char *request, gsize length);
void tls_assert_receives (Receiver *receiver);

G_END_DECLS
