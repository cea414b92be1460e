/* fb-box-filter.c
 *
 * Coloured pixels to fewer of them, by a whole number in both directions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-box-filter.h"

/* Sums of red, green and blue. */
typedef struct
{
  guint32 red, green, blue;
} Sum;

/* Red and blue are added at once, each in 16 bits: enough for a row of some 250 pixels. */
static void
add_row (const guint32 *row, guint factor, Sum *sums, guint width)
{
  for (guint x = 0; x < width; x++)
    {
      guint32 red_and_blue = 0;
      guint32 green = 0;

      for (guint i = 0; i < factor; i++, row++)
        {
          red_and_blue += *row & 0xff00ffu;
          green += *row >> 8 & 0xffu;
        }
      sums[x].red += red_and_blue >> 16;
      sums[x].green += green;
      sums[x].blue += red_and_blue & 0xffffu;
    }
}

static inline guint32
mean (guint32 sum, guint32 n)
{
  return (sum + n / 2) / n;
}

/**
 * fb_box_filter_shrink:
 * @large: rows of pixels, @factor times those of @pixels in both directions
 * @factor: up to 250
 * @pixels: (out): where to
 *
 * Gives each pixel the mean of those that it covers.
 */
void
fb_box_filter_shrink (const guint32 *large, guint factor, FbPixels *pixels)
{
  const gsize large_width = (gsize) pixels->width * factor;
  const guint32 n = factor * factor;
  guint32 *pixel = pixels->data;

  g_assert (factor >= 1 && factor <= 250);
  for (guint y = 0; y < pixels->height; y++)
    {
      g_autofree Sum *sums = g_new0 (Sum, pixels->width);

      for (guint i = 0; i < factor; i++, large += large_width)
        add_row (large, factor, sums, pixels->width);
      for (guint x = 0; x < pixels->width; x++)
        *pixel++ = 0xff000000u | mean (sums[x].red, n) << 16 | mean (sums[x].green, n) << 8 |
                   mean (sums[x].blue, n);
    }
}
