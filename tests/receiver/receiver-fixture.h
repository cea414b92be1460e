/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-receiver.h"

G_BEGIN_DECLS

#define USER     "documo"
#define PASSWORD "correct horse"

/* What a test of the whole receiver stands on: a real store in a folder of its own, credentials,
 * and a receiver on a free port of the loopback interface. */
typedef struct
{
  char *folder;
  FbStore *store;
  FbCredentials *credentials;
  FbReceiverOptions options; /* strings are the test's, or interned */
  FbReceiver *receiver;
  char *authorization;
} Receiver;

void receiver_set_up (Receiver *receiver, gconstpointer limits);
void receiver_tear_down (Receiver *receiver, gconstpointer limits);
void receiver_stop (Receiver *receiver);
void receiver_close_store (Receiver *receiver);
void receiver_configure (Receiver *receiver);
void receiver_set_limits (Receiver *receiver, const FbReceiverLimits *limits);
void receiver_set_address (Receiver *receiver, const char *address);
void receiver_set_port (Receiver *receiver, guint port);
void receiver_set_plain_http_confirmed (Receiver *receiver, gboolean is_confirmed);
void receiver_set_tls_files (Receiver *receiver, const char *certificate, const char *key);
void receiver_wait_for_state (Receiver *receiver, FbReceiverState state);

int receiver_connect (Receiver *receiver);
int receiver_connect_from (Receiver *receiver, const char *address);
gboolean send_all (int fd, const void *data, gsize length);
char *read_reply (int fd);
char *receiver_ask (Receiver *receiver, const char *request, gssize length);
void shut_output (int fd);
guint status_of (const char *reply);
void assert_status (const char *reply, guint status);
char *header_of (const char *reply, const char *name);

GString *receiver_post_start (Receiver *receiver, const char *more_headers);
char *receiver_post (Receiver *receiver,
                     const char *content_type,
                     const char *more_headers,
                     const void *body,
                     gsize length);
GString *form_new (const char *json, const void *document, gsize length);
#define FORM_TYPE "multipart/form-data; boundary=frontier"

int receiver_start_post (Receiver *receiver,
                         const char *type,
                         gsize length,
                         const void *body,
                         gsize sent);
void assert_receives (Receiver *receiver);

guint receiver_count_faxes (Receiver *receiver);
guint receiver_count_spooled (Receiver *receiver);
guint receiver_count_files (Receiver *receiver, const char *subfolder);
gboolean
receiver_has_file (Receiver *receiver, const char *subfolder, const void *content, gsize length);
char *make_json (const char *message_id);
guint count_descriptors (void);
void run_for (guint ms);

G_END_DECLS
