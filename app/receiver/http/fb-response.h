/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "fb-client.h"
#include "fb-refusal-func.h"

G_BEGIN_DECLS

/**
 * FbResponse:
 * @status: the HTTP status
 * @text: a line for a person; contains nothing private
 * @retry_after: the value of Retry-After in seconds, or 0 for none
 * @header: (nullable): the name of one more header
 * @header_value: its value
 * @reason: as what it is remembered, if it refuses the request
 *
 * A response to a client. Points to constants: copy it freely.
 */
typedef struct
{
  guint status;
  const char *text;
  guint retry_after;
  const char *header;
  const char *header_value;
  FbRefusalReason reason;
} FbResponse;

extern const FbResponse fb_response_kept;
extern const FbResponse fb_response_alive;
extern const FbResponse fb_response_unauthorized;
extern const FbResponse fb_response_no_password;
extern const FbResponse fb_response_not_allowed;
extern const FbResponse fb_response_too_many_failed;
extern const FbResponse fb_response_busy;
extern const FbResponse fb_response_too_many_connections;
extern const FbResponse fb_response_logging_in;
extern const FbResponse fb_response_not_judged;
extern const FbResponse fb_response_closed;
extern const FbResponse fb_response_no_space;
extern const FbResponse fb_response_not_kept;
extern const FbResponse fb_response_too_large;
extern const FbResponse fb_response_headers_too_large;
extern const FbResponse fb_response_malformed;

char *fb_response_to_text (const FbResponse *response, gboolean with_body);
void fb_response_send (const FbResponse *response, SoupServerMessage *message);
void fb_response_send_early (const FbResponse *response,
                             SoupServerMessage *message,
                             FbClient *client,
                             guint64 max_discarded);
char *fb_response_dup_refusal (FbRefusalReason reason,
                               FbClient *client,
                               const char *head,
                               gpointer user_data);

G_END_DECLS
