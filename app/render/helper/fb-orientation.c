/* fb-orientation.c
 *
 * How a TIFF's first row and column lie on the page: pages that are stored turned or mirrored are
 * put upright.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-orientation.h"

#include <tiff.h>

/**
 * fb_orientation_is_sideways:
 * @orientation: of TIFF
 *
 * Returns: whether rows go down the page
 */
gboolean
fb_orientation_is_sideways (guint16 orientation)
{
  return orientation >= ORIENTATION_LEFTTOP && orientation <= ORIENTATION_LEFTBOT;
}

/**
 * fb_orientation_turn:
 * @stored: a page as it is stored
 * @orientation: of TIFF
 * @upright: (out): the page as it is to be read; of the same size, or of the sides swapped
 *
 * Puts a page upright.
 */
void
fb_orientation_turn (const FbPixels *stored, guint16 orientation, FbPixels *upright)
{
  const gboolean is_sideways = fb_orientation_is_sideways (orientation);
  const gboolean is_right =
    orientation == ORIENTATION_TOPRIGHT || orientation == ORIENTATION_BOTRIGHT ||
    orientation == ORIENTATION_RIGHTTOP || orientation == ORIENTATION_RIGHTBOT;
  const gboolean is_bottom =
    orientation == ORIENTATION_BOTRIGHT || orientation == ORIENTATION_BOTLEFT ||
    orientation == ORIENTATION_RIGHTBOT || orientation == ORIENTATION_LEFTBOT;

  for (guint y = 0; y < upright->height; y++)
    for (guint x = 0; x < upright->width; x++)
      {
        const guint from_left = is_right ? upright->width - 1 - x : x;
        const guint from_top = is_bottom ? upright->height - 1 - y : y;
        const guint column = is_sideways ? from_top : from_left;
        const guint row = is_sideways ? from_left : from_top;

        upright->data[(gsize) y * upright->width + x] =
          stored->data[(gsize) row * stored->width + column];
      }
}
