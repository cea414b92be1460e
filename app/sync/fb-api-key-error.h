/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbApiKeyError:
 * @FB_API_KEY_ERROR_ABSENT: the keyring has no key
 * @FB_API_KEY_ERROR_LOCKED: the keyring is locked, or its user would not unlock it
 * @FB_API_KEY_ERROR_NO_KEYRING: the desktop has no keyring
 * @FB_API_KEY_ERROR_FAILED: the keyring reported an error
 *
 * Why there is no API key, or why it could not be kept.
 */
typedef enum
{
  FB_API_KEY_ERROR_ABSENT,
  FB_API_KEY_ERROR_LOCKED,
  FB_API_KEY_ERROR_NO_KEYRING,
  FB_API_KEY_ERROR_FAILED,
} FbApiKeyError;

#define FB_API_KEY_ERROR (fb_api_key_error_quark ())
GQuark fb_api_key_error_quark (void);

GError *fb_api_key_error_new (FbApiKeyError code);
GError *fb_api_key_error_from_keyring (const GError *error);

G_END_DECLS
