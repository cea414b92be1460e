/* fb-outside-result.c
 *
 * What an answer of the public address means, or that there was none.
 *
 * Many routers don't lead a request from within their network to their own public address back in:
 * they drop it, refuse it, or answer it themselves, with a certificate of their own. From within
 * that looks as if Faxbell could not be reached, while from outside it can. Whether the public
 * address is the router's own nobody here knows. So where none of this computer's requests has ever
 * come back from there, such a failure means nothing, and no alarm is raised. Neither does it where
 * this computer has no way out itself, or has to sign in to its network first (a portal then
 * answers for everybody), or where it has to ask a proxy that may be what fails.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-outside-result.h"

/* A CDN's own (520 to 527, 530) for a server behind it that can't be reached. */
#define FIRST_CDN_STATUS 520
#define LAST_CDN_STATUS  530

/**
 * fb_outside_result_is_failure:
 * @result: a result
 *
 * Returns: whether Documo can't reach this computer
 */
gboolean
fb_outside_result_is_failure (FbOutsideResult result)
{
  return result > FB_OUTSIDE_CANNOT_TELL;
}

/**
 * fb_outside_result_from_status:
 * @status: of an answer to a request that has not arrived here
 *
 * Returns: what it means
 */
FbOutsideResult
fb_outside_result_from_status (guint status)
{
  if ((status >= 502 && status <= 504) || (status >= FIRST_CDN_STATUS && status <= LAST_CDN_STATUS))
    return FB_OUTSIDE_TUNNEL_DOWN;
  switch (status)
    {
    case 401:
    case 403:
    case 405:
    case 407:
    case 429:
      /* Who lets only Documo in, or only what it sends, doesn't let this question in. */
      return FB_OUTSIDE_CANNOT_TELL;
    default:
      return FB_OUTSIDE_SOMEONE_ELSE;
    }
}

/**
 * fb_outside_result_from_certificate:
 * @errors: what is wrong with the certificate; not nothing
 *
 * Returns: what has to be mended first
 */
FbOutsideResult
fb_outside_result_from_certificate (GTlsCertificateFlags errors)
{
  if (errors & (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED))
    return FB_OUTSIDE_CERTIFICATE_EXPIRED;
  if (errors & G_TLS_CERTIFICATE_BAD_IDENTITY)
    return FB_OUTSIDE_CERTIFICATE_NAME;
  return FB_OUTSIDE_CERTIFICATE_UNKNOWN;
}

/**
 * fb_outside_result_from_error:
 * @error: why there is no answer, other than for the certificate
 *
 * Returns: what it means
 */
FbOutsideResult
fb_outside_result_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, FB_OUTSIDE_CANNOT_TELL);

  /* That no server of names answers is about this computer's own way out; so are others below. */
  if (error->domain == G_RESOLVER_ERROR)
    return error->code == G_RESOLVER_ERROR_NOT_FOUND ? FB_OUTSIDE_NAME_UNKNOWN
                                                     : FB_OUTSIDE_CANNOT_TELL;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return FB_OUTSIDE_TIMEOUT;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_FAILED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_AUTH_FAILED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NEED_AUTH) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PROXY_NOT_ALLOWED))
    return FB_OUTSIDE_CANNOT_TELL;
  return FB_OUTSIDE_UNREACHABLE;
}

/* Of the router itself, as its certificate is for no name in public, nor from anybody known. */
static gboolean
is_like_own_router (FbOutsideResult result, GTlsCertificateFlags errors)
{
  const GTlsCertificateFlags router = G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_BAD_IDENTITY;

  return result == FB_OUTSIDE_UNREACHABLE || result == FB_OUTSIDE_TIMEOUT ||
         (errors & router) == router;
}

/* A proxy may have no way out itself, or not to there; and some put a certificate of their own in
 * the place of everybody's. */
static gboolean
is_like_proxy (FbOutsideResult result)
{
  return result == FB_OUTSIDE_UNREACHABLE || result == FB_OUTSIDE_TIMEOUT ||
         result == FB_OUTSIDE_NAME_UNKNOWN || result == FB_OUTSIDE_CERTIFICATE_UNKNOWN;
}

/**
 * fb_outside_result_judge:
 * @result: what came of asking
 * @doubts: why that may be about this network
 * @errors: what was wrong with the certificate
 *
 * Returns: @result, or %FB_OUTSIDE_CANNOT_TELL where it is a failure that this network may be the
 *   reason of
 */
FbOutsideResult
fb_outside_result_judge (FbOutsideResult result,
                         FbOutsideDoubts doubts,
                         GTlsCertificateFlags errors)
{
  if (!fb_outside_result_is_failure (result))
    return result;
  if ((doubts & FB_OUTSIDE_NOT_ONLINE) ||
      ((doubts & FB_OUTSIDE_MAY_BE_OWN_ROUTER) && is_like_own_router (result, errors)) ||
      ((doubts & FB_OUTSIDE_BEHIND_PROXY) && is_like_proxy (result)))
    return FB_OUTSIDE_CANNOT_TELL;
  return result;
}

/* 100.64.0.0/10 of providers, fc00::/7. */
static gboolean
is_shared_or_local (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
  return (bytes[0] & 0xfe) == 0xfc;
}

/**
 * fb_outside_address_is_public:
 * @address: an address that a name stands for
 *
 * Returns: whether it is one of the internet's; a router may have it
 */
gboolean
fb_outside_address_is_public (GInetAddress *address)
{
  g_return_val_if_fail (G_IS_INET_ADDRESS (address), FALSE);

  return !g_inet_address_get_is_loopback (address) && !g_inet_address_get_is_any (address) &&
         !g_inet_address_get_is_link_local (address) &&
         !g_inet_address_get_is_site_local (address) && !is_shared_or_local (address);
}
