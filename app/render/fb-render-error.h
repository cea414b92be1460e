/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FbRenderError:
 * @FB_RENDER_ERROR_NOT_A_DOCUMENT: neither PDF nor TIFF, or too damaged to be opened
 * @FB_RENDER_ERROR_ENCRYPTED: the document takes a password
 * @FB_RENDER_ERROR_DAMAGED: this page can't be read
 * @FB_RENDER_ERROR_TOO_LARGE: the page or the document is larger than can be shown
 * @FB_RENDER_ERROR_NO_SPACE: what was to be written could not be
 * @FB_RENDER_ERROR_CRASHED: the helper ended, or was ended because it took too long, at this
 * request
 * @FB_RENDER_ERROR_CRASHES_TOO_OFTEN: it has done so too often to be tried again
 * @FB_RENDER_ERROR_NOT_CONFINED: this computer can't shut the helper in, so nothing is shown
 * @FB_RENDER_ERROR_UNAVAILABLE: the helper could not be started
 *
 * Why a page is not shown.
 */
typedef enum
{
  FB_RENDER_ERROR_NOT_A_DOCUMENT,
  FB_RENDER_ERROR_ENCRYPTED,
  FB_RENDER_ERROR_DAMAGED,
  FB_RENDER_ERROR_TOO_LARGE,
  FB_RENDER_ERROR_NO_SPACE,
  FB_RENDER_ERROR_CRASHED,
  FB_RENDER_ERROR_CRASHES_TOO_OFTEN,
  FB_RENDER_ERROR_NOT_CONFINED,
  FB_RENDER_ERROR_UNAVAILABLE,
} FbRenderError;

#define FB_RENDER_ERROR (fb_render_error_quark ())
GQuark fb_render_error_quark (void);

G_END_DECLS
