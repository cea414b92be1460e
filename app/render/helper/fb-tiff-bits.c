/* fb-tiff-bits.c
 *
 * The rows of a page in black and white, one after the other, whatever their compression. Behind a
 * damage of Group 4 there is nothing sensible in its strip any more; in Group 3 each row stands for
 * itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tiff-bits.h"

/* Of a page, in either direction, and all of them. The finest fax of 10 m has 300 million. */
#define MAX_SIDE 200000
#define MAX_BITS G_GUINT64_CONSTANT (400000000)

typedef struct
{
  FbTiffFile *file;
  guint32 width;
  gsize n_bytes;
  gboolean is_inverted;
  gboolean rows_stand_alone;
  guint32 rows_per_strip;
} Rows;

static void
make_black_one (const Rows *rows, guint8 *bits)
{
  const guint n_unused = (guint) (rows->n_bytes * 8 - rows->width);

  if (rows->is_inverted)
    for (gsize i = 0; i < rows->n_bytes; i++)
      bits[i] = (guint8) ~bits[i];
  bits[rows->n_bytes - 1] &= (guint8) (0xff << n_unused);
}

static gboolean
look_at_page (Rows *rows)
{
  TIFF *tiff = rows->file->tiff;
  guint16 photometric = PHOTOMETRIC_MINISWHITE;
  guint16 compression = COMPRESSION_NONE;

  TIFFGetField (tiff, TIFFTAG_PHOTOMETRIC, &photometric);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_COMPRESSION, &compression);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_ROWSPERSTRIP, &rows->rows_per_strip);
  rows->is_inverted = photometric == PHOTOMETRIC_MINISBLACK;
  rows->rows_stand_alone = compression == COMPRESSION_CCITTFAX3 ||
                           compression == COMPRESSION_CCITTRLE ||
                           compression == COMPRESSION_CCITTRLEW;
  /* As large as libtiff says a row is, never less than it writes. */
  return rows->rows_per_strip > 0 &&
         TIFFScanlineSize64 (tiff) == (rows->width + G_GUINT64_CONSTANT (7)) / 8;
}

/* How many rows are lost with this one. */
static guint32
count_lost (const Rows *rows, guint32 row, guint32 height, gboolean is_first)
{
  if (rows->rows_stand_alone && !is_first)
    return 1;
  return MIN (height - row, rows->rows_per_strip - row % rows->rows_per_strip);
}

/**
 * fb_tiff_bits_read:
 * @file: a file whose selected page is of two colours
 * @shape: of that page
 * @take_row: called for each row
 * @user_data: for @take_row
 *
 * Reads all rows.
 *
 * Returns: how it went: %FB_RENDER_OK even if rows are missing; see @file's count of errors
 */
FbRenderStatus
fb_tiff_bits_read (FbTiffFile *file,
                   const FbTiffShape *shape,
                   FbTiffRowFunc take_row,
                   gpointer user_data)
{
  Rows rows = { .file = file, .width = shape->width, .n_bytes = (shape->width + 7) / 8 };
  gboolean goes_on = TRUE;
  guint32 n_read = 0;

  if (shape->width > MAX_SIDE || shape->height > MAX_SIDE ||
      (guint64) shape->width * shape->height > MAX_BITS)
    return FB_RENDER_TOO_LARGE;
  if (!look_at_page (&rows))
    return FB_RENDER_DAMAGED;

  g_autofree guint8 *bits = g_malloc0 (rows.n_bytes);
  for (guint32 row = 0; row < shape->height && goes_on;)
    {
      if (TIFFReadScanline (file->tiff, bits, row, 0) == 1)
        {
          make_black_one (&rows, bits);
          goes_on = take_row (bits, user_data);
          row++;
          n_read++;
          continue;
        }
      file->n_errors++;
      /* A strip that can't be read at all would be read again for each of its rows. */
      const guint32 end =
        row + count_lost (&rows, row, shape->height, row % rows.rows_per_strip == 0);
      for (; row < end && goes_on; row++)
        goes_on = take_row (NULL, user_data);
    }
  return n_read > 0 ? FB_RENDER_OK : FB_RENDER_DAMAGED;
}
