/* fb-documo-error.c
 *
 * What can go wrong when Documo's API is asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-documo-error.h"

typedef struct
{
  const char *level; /* static */
  guint retry_after;
  gboolean is_doubtful;
} FbDocumoErrorPrivate;

static void
fb_documo_error_private_init (FbDocumoErrorPrivate *private)
{
}

static void
fb_documo_error_private_copy (const FbDocumoErrorPrivate *source, FbDocumoErrorPrivate *target)
{
  /* GLib hands over its own pointers, which the compiler can't know. */
  g_assert (source != NULL && target != NULL);
  *target = *source;
}

static void
fb_documo_error_private_clear (FbDocumoErrorPrivate *private)
{
}

/* GLib's macro finds the fields by their offset from the error, which it aligns; clang can't see
 * that. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (FbDocumoError, fb_documo_error)
#pragma GCC diagnostic pop

static const char *
get_message (FbDocumoError code)
{
  switch (code)
    {
    case FB_DOCUMO_ERROR_KEY_MISSING:
      return "There is no API key";
    case FB_DOCUMO_ERROR_KEY_WRONG:
      return "Documo doesn't know the API key";
    case FB_DOCUMO_ERROR_KEY_EXPIRED:
      return "The API key has expired";
    case FB_DOCUMO_ERROR_KEY_WEAK:
      return "The API key may not do this";
    case FB_DOCUMO_ERROR_RATE_LIMITED:
      return "Documo was asked too much";
    case FB_DOCUMO_ERROR_GONE:
      return "Documo doesn't have it";
    case FB_DOCUMO_ERROR_NOT_API:
      return "Something else than Documo's API answers";
    case FB_DOCUMO_ERROR_UNAVAILABLE:
      return "Documo can't be reached now";
    case FB_DOCUMO_ERROR_CERTIFICATE:
      return "The certificate of who answers can't be trusted";
    case FB_DOCUMO_ERROR_INTERRUPTED:
      return "The answer ended too soon";
    case FB_DOCUMO_ERROR_WRONG_TYPE:
      return "The answer is no document";
    case FB_DOCUMO_ERROR_TOO_LARGE:
      return "The document is too large";
    case FB_DOCUMO_ERROR_URL:
      return "The address of Documo's API can't be used";
    case FB_DOCUMO_ERROR_REFUSED:
    default:
      return "Documo refuses the request";
    }
}

/**
 * fb_documo_error_new:
 * @code: what went wrong
 *
 * Returns: (transfer full): an error
 */
GError *
fb_documo_error_new (FbDocumoError code)
{
  return g_error_new_literal (FB_DOCUMO_ERROR, (int) code, get_message (code));
}

/**
 * fb_documo_error_new_weak:
 * @level: (nullable): the level of key that is needed, a static string
 *
 * Returns: (transfer full): %FB_DOCUMO_ERROR_KEY_WEAK
 */
GError *
fb_documo_error_new_weak (const char *level)
{
  GError *error = fb_documo_error_new (FB_DOCUMO_ERROR_KEY_WEAK);

  FbDocumoErrorPrivate *private = fb_documo_error_get_private (error);
  g_assert (private != NULL);
  private->level = level;
  return error;
}

/**
 * fb_documo_error_new_later:
 * @code: what went wrong
 * @retry_after: seconds until Documo may be asked again; 0 if it doesn't say
 *
 * Returns: (transfer full): an error
 */
GError *
fb_documo_error_new_later (FbDocumoError code, guint retry_after)
{
  GError *error = fb_documo_error_new (code);

  FbDocumoErrorPrivate *private = fb_documo_error_get_private (error);
  g_assert (private != NULL);
  private->retry_after = retry_after;
  return error;
}

/**
 * fb_documo_error_get_level:
 * @error: an error of this domain
 *
 * Returns: (transfer none) (nullable): the level of key that is needed, in Documo's word
 */
const char *
fb_documo_error_get_level (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == FB_DOCUMO_ERROR, NULL);

  const FbDocumoErrorPrivate *private = fb_documo_error_get_private (error);
  g_assert (private != NULL);
  return private->level;
}

/**
 * fb_documo_error_get_retry_after:
 * @error: an error of this domain
 *
 * Returns: seconds until Documo may be asked again; 0 if it doesn't say
 */
guint
fb_documo_error_get_retry_after (const GError *error)
{
  g_return_val_if_fail (error != NULL && error->domain == FB_DOCUMO_ERROR, 0);

  const FbDocumoErrorPrivate *private = fb_documo_error_get_private (error);
  g_assert (private != NULL);
  return private->retry_after;
}

/**
 * fb_documo_error_set_doubtful:
 * @error: an error of this domain
 *
 * Makes it one that came with a status of success: who answers so may have done what it was asked
 * to do.
 */
void
fb_documo_error_set_doubtful (GError *error)
{
  g_return_if_fail (error != NULL && error->domain == FB_DOCUMO_ERROR);

  FbDocumoErrorPrivate *private = fb_documo_error_get_private (error);
  g_assert (private != NULL);
  private->is_doubtful = TRUE;
}

static gboolean
is_doubtful (const GError *error)
{
  const FbDocumoErrorPrivate *private = fb_documo_error_get_private (error);

  g_assert (private != NULL);
  return private->is_doubtful;
}

/**
 * fb_documo_error_is_certain:
 * @error: why a call failed
 *
 * A connection may break, or a proxy speak, after Documo has done what it was asked to do.
 *
 * Returns: whether Documo itself says that it has not done what it was asked to do, or was not
 *   asked at all
 */
gboolean
fb_documo_error_is_certain (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  if (error->domain != FB_DOCUMO_ERROR || is_doubtful (error))
    return FALSE;
  switch ((FbDocumoError) error->code)
    {
    case FB_DOCUMO_ERROR_KEY_MISSING:
    case FB_DOCUMO_ERROR_KEY_WRONG:
    case FB_DOCUMO_ERROR_KEY_EXPIRED:
    case FB_DOCUMO_ERROR_KEY_WEAK:
    case FB_DOCUMO_ERROR_RATE_LIMITED:
    case FB_DOCUMO_ERROR_GONE:
    case FB_DOCUMO_ERROR_CERTIFICATE:
    case FB_DOCUMO_ERROR_URL:
    case FB_DOCUMO_ERROR_REFUSED:
      return TRUE;
    case FB_DOCUMO_ERROR_NOT_API:
    case FB_DOCUMO_ERROR_UNAVAILABLE:
    case FB_DOCUMO_ERROR_INTERRUPTED:
    case FB_DOCUMO_ERROR_WRONG_TYPE:
    case FB_DOCUMO_ERROR_TOO_LARGE:
    default:
      return FALSE;
    }
}
