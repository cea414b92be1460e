/* tiff-documents.c
 *
 * TIFFs of every kind that faxes come in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "tiff-documents.h"

#include <string.h>

static void
set_fields (TIFF *tiff, const TiffPage *page)
{
  const guint16 compression = page->compression != 0 ? page->compression : COMPRESSION_CCITTFAX4;
  guint16 photometric = page->is_black_zero ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_MINISWHITE;

  if (page->samples == 3)
    photometric = PHOTOMETRIC_RGB;
  TIFFSetField (tiff, TIFFTAG_IMAGEWIDTH, page->width);
  TIFFSetField (tiff, TIFFTAG_IMAGELENGTH, page->height);
  TIFFSetField (tiff, TIFFTAG_BITSPERSAMPLE, page->bits);
  TIFFSetField (tiff, TIFFTAG_SAMPLESPERPIXEL, page->samples);
  TIFFSetField (tiff, TIFFTAG_PHOTOMETRIC, photometric);
  TIFFSetField (tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField (tiff, TIFFTAG_COMPRESSION, compression);
  TIFFSetField (tiff, TIFFTAG_FILLORDER,
                page->is_low_bit_first ? FILLORDER_LSB2MSB : FILLORDER_MSB2LSB);
  TIFFSetField (tiff, TIFFTAG_ROWSPERSTRIP,
                page->rows_per_strip != 0 ? page->rows_per_strip : page->height);
  if (page->options != 0)
    TIFFSetField (tiff, TIFFTAG_GROUP3OPTIONS, page->options);
  if (page->x_resolution > 0)
    TIFFSetField (tiff, TIFFTAG_XRESOLUTION, page->x_resolution);
  if (page->y_resolution > 0)
    TIFFSetField (tiff, TIFFTAG_YRESOLUTION, page->y_resolution);
  if (page->unit != 0)
    TIFFSetField (tiff, TIFFTAG_RESOLUTIONUNIT, page->unit);
  if (page->orientation != 0)
    TIFFSetField (tiff, TIFFTAG_ORIENTATION, page->orientation);
  if (page->is_thumbnail)
    TIFFSetField (tiff, TIFFTAG_SUBFILETYPE, FILETYPE_REDUCEDIMAGE);
}

static void
write_page (TIFF *tiff, const TiffPage *page)
{
  const gsize length = ((gsize) page->width * page->bits * page->samples + 7) / 8;
  const gboolean is_black_one = page->samples == 1 && !page->is_black_zero;
  g_autofree guint8 *row = g_malloc (length);

  set_fields (tiff, page);
  for (guint32 i = 0; i < page->height; i++)
    {
      memset (row, is_black_one ? 0 : 0xff, length);
      if (i < page->height / 2)
        memset (row, is_black_one ? 0xff : 0, length / 2);
      g_assert_cmpint (TIFFWriteScanline (tiff, row, i, 0), ==, 1);
    }
  g_assert_cmpint (TIFFWriteDirectory (tiff), ==, 1);
}

void
tiff_document_write (const char *path, const TiffPage *pages, guint n_pages)
{
  TIFF *tiff = TIFFOpen (path, "w");

  g_assert_nonnull (tiff);
  for (guint i = 0; i < n_pages; i++)
    {
      TiffPage page = pages[i];

      page.width = page.width != 0 ? page.width : 1728;
      page.height = page.height != 0 ? page.height : 2292;
      page.bits = page.bits != 0 ? page.bits : 1;
      page.samples = page.samples != 0 ? page.samples : 1;
      write_page (tiff, &page);
    }
  TIFFClose (tiff);
}
