/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-client.h"
#include "fb-request.h"
#include "fb-response.h"
#include "fb-upload-queue.h"

G_BEGIN_DECLS

struct _FbRequest
{
  GObject parent_instance;

  FbRequestContext *context;
  SoupServerMessage *message; /* owns us */
  FbClient *client;
  GInetAddress *address; /* of the client, behind all trusted proxies */
  FbLoginAllowance allowance;
  guint64 number;

  gboolean is_probe; /* this process has sent it */
  guint test;        /* which of its tests it is; 0 for none */
  gboolean is_test;  /* it has signed in as that */
  gboolean is_authenticated;
  gboolean is_over; /* nothing more may be done with the message */
  gboolean is_counted;
  gboolean is_keeping; /* stays counted until the store is done with it */
  gboolean is_paused;  /* until there is room for more of the body */
  FbUploadQueue *queue;
  guint64 n_bytes;
};

void fb_request_refuse (FbRequest *self, const FbResponse *response);
gboolean fb_request_begin_body (FbRequest *self);
void fb_request_authenticate (FbRequest *self);

G_END_DECLS
