/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-address-list.h"
#include "fb-credentials.h"
#include "fb-login-limiter.h"
#include "fb-receiver-limits.h"
#include "fb-store.h"

G_BEGIN_DECLS

/**
 * FbRequestContext:
 * @store: where deliveries are kept
 * @credentials: who may post
 * @limits: what is borne
 * @logins: how many logins may fail
 * @allowed: whose requests are judged at all; empty for everybody's
 * @proxies: whose word counts about where a request comes from
 * @path: where webhooks are posted to
 * @n_requests: requests whose bodies are being received or kept
 * @last_number: how many requests there were: each has its number, to be followed in the log
 *
 * What all requests share. For the receiver's thread alone.
 */
typedef struct
{
  FbStore *store;
  FbCredentials *credentials;
  FbReceiverLimits limits;
  FbLoginLimiter *logins;
  FbAddressList *allowed;
  FbAddressList *proxies;
  char *path;
  guint n_requests;
  guint64 last_number;
} FbRequestContext;

FbRequestContext *
fb_request_context_new (FbStore *store, FbCredentials *credentials, const FbReceiverLimits *limits);
FbRequestContext *fb_request_context_ref (FbRequestContext *context);
void fb_request_context_unref (FbRequestContext *context);

G_END_DECLS
