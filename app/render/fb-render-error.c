/* fb-render-error.c
 *
 * Why a page is not shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-render-error-private.h"

G_DEFINE_QUARK (fb_render_error, fb_render_error)

static const char *
get_message (FbRenderError code)
{
  switch (code)
    {
    case FB_RENDER_ERROR_NOT_A_DOCUMENT:
      return "This is no document that can be shown";
    case FB_RENDER_ERROR_ENCRYPTED:
      return "The document takes a password";
    case FB_RENDER_ERROR_DAMAGED:
      return "The page is damaged";
    case FB_RENDER_ERROR_TOO_LARGE:
      return "The page is too large";
    case FB_RENDER_ERROR_NO_SPACE:
      return "There is no space to write";
    case FB_RENDER_ERROR_CRASHED:
      return "What draws pages has failed";
    case FB_RENDER_ERROR_CRASHES_TOO_OFTEN:
      return "What draws pages has failed too often";
    case FB_RENDER_ERROR_NOT_CONFINED:
      return "What draws pages can't be shut in on this computer";
    case FB_RENDER_ERROR_UNAVAILABLE:
    default:
      return "What draws pages can't be started";
    }
}

/**
 * fb_render_error_new:
 * @code: what went wrong
 *
 * Returns: (transfer full): an error
 */
GError *
fb_render_error_new (FbRenderError code)
{
  return g_error_new_literal (FB_RENDER_ERROR, (int) code, get_message (code));
}

static FbRenderError
get_code (FbRenderStatus status)
{
  switch (status)
    {
    case FB_RENDER_NOT_A_DOCUMENT:
      return FB_RENDER_ERROR_NOT_A_DOCUMENT;
    case FB_RENDER_ENCRYPTED:
      return FB_RENDER_ERROR_ENCRYPTED;
    case FB_RENDER_TOO_LARGE:
      return FB_RENDER_ERROR_TOO_LARGE;
    case FB_RENDER_NO_SPACE:
      return FB_RENDER_ERROR_NO_SPACE;
    case FB_RENDER_OK:
    case FB_RENDER_DAMAGED:
    case FB_RENDER_BAD_REQUEST: /* the document has fewer pages than it had */
    default:
      return FB_RENDER_ERROR_DAMAGED;
    }
}

/**
 * fb_render_error_new_of_status:
 * @status: what the helper answered, not %FB_RENDER_OK
 *
 * Returns: (transfer full): an error
 */
GError *
fb_render_error_new_of_status (FbRenderStatus status)
{
  return fb_render_error_new (get_code (status));
}
