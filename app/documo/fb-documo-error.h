/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbDocumoError:
 * @FB_DOCUMO_ERROR_KEY_MISSING: there is no API key
 * @FB_DOCUMO_ERROR_KEY_WRONG: Documo doesn't know the API key
 * @FB_DOCUMO_ERROR_KEY_EXPIRED: the API key was valid once
 * @FB_DOCUMO_ERROR_KEY_WEAK: the API key is right, but may not do this;
 *   fb_documo_error_get_level() tells which level may, as far as Documo says it
 * @FB_DOCUMO_ERROR_RATE_LIMITED: too much was asked; fb_documo_error_get_retry_after() tells when
 * to ask again, as far as Documo says it
 * @FB_DOCUMO_ERROR_GONE: Documo doesn't have it, or has it no more
 * @FB_DOCUMO_ERROR_NOT_API: something else than Documo's API answers: a proxy, a sign-in page, a
 *   redirect
 * @FB_DOCUMO_ERROR_UNAVAILABLE: there is no connection, or Documo can't answer now;
 *   fb_documo_error_get_retry_after() as above
 * @FB_DOCUMO_ERROR_CERTIFICATE: the certificate of who answers can't be trusted
 * @FB_DOCUMO_ERROR_INTERRUPTED: the answer ended too soon, or came too slowly
 * @FB_DOCUMO_ERROR_WRONG_TYPE: the answer is neither a document nor an error
 * @FB_DOCUMO_ERROR_TOO_LARGE: the document is larger than may be taken
 * @FB_DOCUMO_ERROR_REFUSED: Documo refuses the request for another reason
 * @FB_DOCUMO_ERROR_URL: the address of the API is none, or would show the key to others
 *
 * Why Documo's API did not give what it was asked for. The messages are for the log; they have
 * neither the key nor anything that Documo said.
 */
typedef enum
{
  FB_DOCUMO_ERROR_KEY_MISSING,
  FB_DOCUMO_ERROR_KEY_WRONG,
  FB_DOCUMO_ERROR_KEY_EXPIRED,
  FB_DOCUMO_ERROR_KEY_WEAK,
  FB_DOCUMO_ERROR_RATE_LIMITED,
  FB_DOCUMO_ERROR_GONE,
  FB_DOCUMO_ERROR_NOT_API,
  FB_DOCUMO_ERROR_UNAVAILABLE,
  FB_DOCUMO_ERROR_CERTIFICATE,
  FB_DOCUMO_ERROR_INTERRUPTED,
  FB_DOCUMO_ERROR_WRONG_TYPE,
  FB_DOCUMO_ERROR_TOO_LARGE,
  FB_DOCUMO_ERROR_REFUSED,
  FB_DOCUMO_ERROR_URL,
} FbDocumoError;

#define FB_DOCUMO_ERROR (fb_documo_error_quark ())
GQuark fb_documo_error_quark (void);

GError *fb_documo_error_new (FbDocumoError code);
GError *fb_documo_error_new_weak (const char *level);
GError *fb_documo_error_new_later (FbDocumoError code, guint retry_after);
const char *fb_documo_error_get_level (const GError *error);
guint fb_documo_error_get_retry_after (const GError *error);
void fb_documo_error_set_doubtful (GError *error);
gboolean fb_documo_error_is_certain (const GError *error);

G_END_DECLS
