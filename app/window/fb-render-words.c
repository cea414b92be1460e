/* fb-render-words.c
 *
 * Why a document is not shown, in plain words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-render-words.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "fb-render-error.h"

/**
 * fb_render_error_get_title:
 * @error: why a document could not be opened
 *
 * Returns: (transfer none): that it can't be shown, in a few words
 */
const char *
fb_render_error_get_title (const GError *error)
{
  return g_error_matches (error, FB_RENDER_ERROR, FB_RENDER_ERROR_NOT_CONFINED)
           ? _ ("Pages Can’t Be Shown Safely")
           : _ ("This Document Can’t Be Shown");
}

static const char *
get_file_sentence (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
           ? _ ("Its file isn’t where Faxbell has saved it.")
           : _ ("Its file can’t be read.");
}

/**
 * fb_render_error_get_sentence:
 * @error: why a document could not be opened
 *
 * Returns: (transfer none): the reason
 */
const char *
fb_render_error_get_sentence (const GError *error)
{
  if (error->domain != FB_RENDER_ERROR)
    return get_file_sentence (error);
  switch ((FbRenderError) error->code)
    {
    case FB_RENDER_ERROR_NOT_A_DOCUMENT:
      return _ ("It is neither a PDF nor a TIFF, or it is damaged.");
    case FB_RENDER_ERROR_ENCRYPTED:
      return _ ("It is protected by a password.");
    case FB_RENDER_ERROR_DAMAGED:
      return _ ("It is damaged.");
    case FB_RENDER_ERROR_TOO_LARGE:
      return _ ("It is too large.");
    case FB_RENDER_ERROR_NO_SPACE:
      return _ ("There is not enough space left on this computer.");
    case FB_RENDER_ERROR_CRASHED:
    case FB_RENDER_ERROR_CRASHES_TOO_OFTEN:
      return _ ("Something in it is more than Faxbell can draw.");
    case FB_RENDER_ERROR_NOT_CONFINED:
      return _ (
        "What comes by fax is opened only where it can do no harm, and this computer has no "
        "way to ensure that. Faxes are received and kept all the same.");
    case FB_RENDER_ERROR_UNAVAILABLE:
    default:
      return _ ("The part of Faxbell that draws pages could not be started.");
    }
}
