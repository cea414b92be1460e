/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "fb-request-context.h"

G_BEGIN_DECLS

void fb_request_refusal_note (FbRequestContext *context,
                              SoupServerMessage *message,
                              GInetAddress *address,
                              gboolean is_authenticated,
                              FbRefusalReason reason);
char *fb_request_refusal_dup_response (FbRefusalReason reason,
                                       FbClient *client,
                                       const char *head,
                                       gpointer user_data);

G_END_DECLS
