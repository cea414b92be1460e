/* fb-request-context.c
 *
 * What all requests share: the store, who may post and how much, the path.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-request-context.h"

FbRequestContext *
fb_request_context_new (FbStore *store, FbCredentials *credentials, const FbReceiverLimits *limits)
{
  static const char *const none[] = { NULL };
  FbRequestContext *context = g_atomic_rc_box_new0 (FbRequestContext);

  context->store = g_object_ref (store);
  context->credentials = g_object_ref (credentials);
  context->limits = *limits;
  context->logins = fb_login_limiter_new (limits->failed_logins, limits->failed_logins_in_all);
  context->allowed = fb_address_list_new (none);
  context->proxies = fb_address_list_new (none);
  context->path = g_strdup ("/webhook");
  return context;
}

FbRequestContext *
fb_request_context_ref (FbRequestContext *context)
{
  return g_atomic_rc_box_acquire (context);
}

static void
fb_request_context_clear (gpointer data)
{
  FbRequestContext *context = data;

  g_object_unref (context->store);
  g_object_unref (context->credentials);
  fb_login_limiter_free (context->logins);
  fb_address_list_unref (context->allowed);
  fb_address_list_unref (context->proxies);
  g_free (context->path);
}

void
fb_request_context_unref (FbRequestContext *context)
{
  g_atomic_rc_box_release_full (context, fb_request_context_clear);
}
