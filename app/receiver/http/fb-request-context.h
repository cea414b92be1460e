/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-client.h"
#include "fb-credentials.h"
#include "fb-login-limiter.h"
#include "fb-probe-log.h"
#include "fb-receiver-config.h"
#include "fb-refusal-log.h"
#include "fb-store.h"
#include "fb-test-log.h"

G_BEGIN_DECLS

/**
 * FbRequestContext:
 * @store: where deliveries are kept
 * @credentials: user name and password
 * @config: what the receiver is set to
 * @logins: limits the number of failed logins
 * @refusals: remembers what is refused
 * @probes: knows the requests of our own
 * @tests: knows the faxes of our own
 * @clients: (element-type FbClient): the clients of requests whose bodies are being received or
 * kept
 * @last_number: how many requests there were: each has its number, to be followed in the log
 *
 * What all requests share. For the receiver's thread alone.
 */
typedef struct
{
  FbStore *store;
  FbCredentials *credentials;
  FbReceiverConfig *config;
  FbLoginLimiter *logins;
  FbRefusalLog *refusals;
  FbProbeLog *probes;
  FbTestLog *tests;
  GPtrArray *clients;
  guint64 last_number;
} FbRequestContext;

FbRequestContext *fb_request_context_new (FbStore *store,
                                          FbCredentials *credentials,
                                          FbReceiverConfig *config,
                                          FbRefusalLog *refusals,
                                          FbProbeLog *probes,
                                          FbTestLog *tests);
FbRequestContext *fb_request_context_ref (FbRequestContext *context);
void fb_request_context_unref (FbRequestContext *context);
guint fb_request_context_count_requests (const FbRequestContext *context, const FbClient *like);
void fb_request_context_set_config (FbRequestContext *context, FbReceiverConfig *config);

G_END_DECLS
