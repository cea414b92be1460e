/* fb-api-key-error.c
 *
 * What can go wrong with the keyring, and how libsecret's errors are told in those terms.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-api-key-error.h"

#include <gio/gio.h>
#include <libsecret/secret.h>

G_DEFINE_QUARK (fb_api_key_error, fb_api_key_error)

static const char *
get_message (FbApiKeyError code)
{
  switch (code)
    {
    case FB_API_KEY_ERROR_ABSENT:
      return "The keyring has no API key";
    case FB_API_KEY_ERROR_LOCKED:
      return "The keyring is locked";
    case FB_API_KEY_ERROR_NO_KEYRING:
      return "There is no keyring";
    case FB_API_KEY_ERROR_FAILED:
    default:
      return "The keyring reported an error";
    }
}

/**
 * fb_api_key_error_new:
 * @code: what went wrong
 *
 * Returns: (transfer full): an error
 */
GError *
fb_api_key_error_new (FbApiKeyError code)
{
  return g_error_new_literal (FB_API_KEY_ERROR, (int) code, get_message (code));
}

/**
 * fb_api_key_error_from_keyring:
 * @error: an error of libsecret, D-Bus or GIO
 *
 * Without a session bus, a keyring on it, or a portal that has a secret for us, there is no
 * keyring, whichever of the many errors says so.
 *
 * Returns: (transfer full): the same in our terms; %G_IO_ERROR_CANCELLED stays that
 */
GError *
fb_api_key_error_from_keyring (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return fb_api_key_error_new (FB_API_KEY_ERROR_LOCKED);
  if (error->domain == SECRET_ERROR)
    return fb_api_key_error_new (FB_API_KEY_ERROR_FAILED);
  return fb_api_key_error_new (FB_API_KEY_ERROR_NO_KEYRING);
}
