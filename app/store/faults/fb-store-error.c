/* fb-store-error.c
 *
 * What can go wrong in keeping, and how the system's errors are told in those terms.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-store-error.h"

#include <errno.h>

G_DEFINE_QUARK (fb_store_error, fb_store_error)

/**
 * fb_store_fail:
 * @saved_errno: the system's error number
 * @what: what could not be done, as "write a document"; never a name or a path
 * @error: (optional): where to say so
 *
 * Returns: %FALSE, always
 */
gboolean
fb_store_fail (int saved_errno, const char *what, GError **error)
{
  gboolean is_full = saved_errno == ENOSPC || saved_errno == EDQUOT;

  g_set_error (error, FB_STORE_ERROR, is_full ? FB_STORE_ERROR_NO_SPACE : FB_STORE_ERROR_FAILED,
               "Cannot %s: %s", what, g_strerror (saved_errno));
  return FALSE;
}
