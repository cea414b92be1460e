/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <tiffio.h>

G_BEGIN_DECLS

/**
 * TiffPage:
 * @width: pixels of a row; 0: 1728
 * @height: rows; 0: 2292
 * @x_resolution: 0: none is written
 * @y_resolution: 0: none is written
 * @unit: of both; 0: none is written
 * @compression: 0: Group 4
 * @options: of Group 3
 * @orientation: 0: none is written
 * @bits: of a sample: 1 or 8; 0: 1
 * @samples: of a pixel: 1 or 3; 0: 1
 * @rows_per_strip: 0: all
 * @is_black_zero: whether 0 is black
 * @is_low_bit_first: in the file
 * @is_thumbnail: of another page
 *
 * A page that is white, but for its first rows' first pixels: the quarter where both begin is
 * black.
 */
typedef struct
{
  guint32 width;
  guint32 height;
  float x_resolution;
  float y_resolution;
  guint16 unit;
  guint16 compression;
  guint32 options;
  guint16 orientation;
  guint16 bits;
  guint16 samples;
  guint32 rows_per_strip;
  gboolean is_black_zero;
  gboolean is_low_bit_first;
  gboolean is_thumbnail;
} TiffPage;

void tiff_document_write (const char *path, const TiffPage *pages, guint n_pages);

G_END_DECLS
