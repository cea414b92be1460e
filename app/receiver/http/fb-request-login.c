/* fb-request-login.c
 *
 * The authentication of a request: by what is known of its password, or by a verification in
 * another thread, as far as the limits for failed logins allow one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-request-private.h"

#include "fb-basic-authorization.h"

/* How many passwords may be verified at a time for another one to be, by its allowance. */
static const guint max_verifications[] = {
  [FB_LOGIN_DENIED] = 1,
  [FB_LOGIN_LIMITED] = 16,
  [FB_LOGIN_TRUSTED] = 32,
};

/* No connection is kept waiting as a penalty: that would cost us more than the client. */
static void
refuse_login (FbRequest *self, gboolean is_allowed)
{
  FbRequestContext *context = self->context;

  if (is_allowed)
    {
      fb_request_refuse (self, &fb_response_unauthorized);
      return;
    }
  FbResponse what = fb_response_too_many_failed;
  what.retry_after =
    fb_login_limiter_get_wait (context->logins, self->address, g_get_monotonic_time ());
  fb_request_refuse (self, &what);
}

static FbLoginAllowance
take_allowance (FbRequest *self)
{
  self->allowance =
    fb_login_limiter_take (self->context->logins, self->address, g_get_monotonic_time ());
  return self->allowance;
}

static void
on_verified (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FbRequest) self = user_data;
  g_autoptr (SoupServerMessage) message = self->message;
  g_autoptr (GError) error = NULL;
  FbLoginLimiter *logins = self->context->logins;
  FbVerdict verdict = fb_credentials_verify_finish (FB_CREDENTIALS (source), result, &error);

  if (verdict != FB_VERDICT_WRONG && self->allowance != FB_LOGIN_DENIED)
    fb_login_limiter_give_back (logins, self->address);
  if (verdict == FB_VERDICT_RIGHT)
    fb_login_limiter_trust (logins, self->address);
  if (self->is_over)
    return;
  if (verdict == FB_VERDICT_RIGHT)
    {
      if (fb_request_begin_body (self))
        soup_server_message_unpause (message);
    }
  else if (verdict == FB_VERDICT_UNAVAILABLE)
    fb_request_refuse (self, &fb_response_not_judged);
  else if (error != NULL && self->allowance != FB_LOGIN_DENIED)
    fb_request_refuse (self, &fb_response_logging_in);
  else
    refuse_login (self, self->allowance != FB_LOGIN_DENIED);
}

/* The sign-in of a test is compared and nothing more: whoever guesses at it goes on to be judged as
 * everybody is. */
static gboolean
signs_in_as_test (FbRequest *self, const char *authorization)
{
  g_autoptr (FbBasicAuthorization) parsed = fb_basic_authorization_parse (authorization);
  const guint test =
    parsed != NULL ? fb_test_log_check (self->context->tests, parsed->user, parsed->password) : 0;

  if (test == 0)
    return FALSE;
  self->test = test;
  self->is_test = TRUE;
  return TRUE;
}

/* fb_request_authenticate:
 *
 * Checks user name and password, and then goes on to the body, or refuses the request. For the
 * receiver's thread.
 */
void
fb_request_authenticate (FbRequest *self)
{
  FbRequestContext *context = self->context;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");

  /* A request without a password asks for the challenge; it is no guess. */
  if (authorization == NULL)
    {
      fb_request_refuse (self, &fb_response_no_password);
      return;
    }
  if (signs_in_as_test (self, authorization))
    {
      fb_request_begin_body (self);
      return;
    }
  switch (fb_credentials_check (context->credentials, authorization))
    {
    case FB_VERDICT_RIGHT:
      fb_login_limiter_trust (context->logins, self->address);
      fb_request_begin_body (self);
      return;
    case FB_VERDICT_UNKNOWN:
      take_allowance (self);
      fb_client_begin_phase (self->client, FB_CLIENT_PROCESSING, 0);
      soup_server_message_pause (self->message);
      g_object_ref (self->message);
      fb_credentials_verify_async (context->credentials, authorization,
                                   max_verifications[self->allowance], NULL, on_verified,
                                   g_object_ref (self));
      return;
    case FB_VERDICT_UNAVAILABLE:
      fb_request_refuse (self, &fb_response_not_judged);
      return;
    case FB_VERDICT_WRONG:
    default:
      refuse_login (self, take_allowance (self) != FB_LOGIN_DENIED);
      return;
    }
}
