/* fb-group4-encoder.c
 *
 * Rows in black and white to the code of ITU-T T.6 (Group 4), by libtiff: it writes a TIFF into
 * memory, of which only the one strip is kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-group4-encoder.h"

#include <string.h>
#include <tiffio.h>

/* Of the code; a page that takes more is no fax, but noise. */
#define MAX_LENGTH (128 * 1024 * 1024)

struct _FbGroup4Encoder
{
  TIFF *tiff;
  GByteArray *file;
  guint64 position;
  guint8 *row; /* libtiff may change what it is given */
  gsize n_bytes;
  guint32 height;
  guint32 n_rows;
};

static tmsize_t
read_file (thandle_t handle, void *buffer, tmsize_t size)
{
  FbGroup4Encoder *self = handle;

  if (self->position >= self->file->len)
    return 0;
  const gsize n = MIN ((gsize) size, self->file->len - self->position);
  memcpy (buffer, self->file->data + self->position, n);
  self->position += n;
  return (tmsize_t) n;
}

static tmsize_t
write_file (thandle_t handle, void *buffer, tmsize_t size)
{
  FbGroup4Encoder *self = handle;
  const guint64 end = self->position + (guint64) size;

  if (end > MAX_LENGTH)
    return -1;
  if (end > self->file->len)
    g_byte_array_set_size (self->file, (guint) end);
  memcpy (self->file->data + self->position, buffer, (gsize) size);
  self->position = end;
  return size;
}

static toff_t
get_size (thandle_t handle)
{
  FbGroup4Encoder *self = handle;

  return self->file->len;
}

static toff_t
seek_file (thandle_t handle, toff_t offset, int whence)
{
  FbGroup4Encoder *self = handle;

  if (whence == SEEK_CUR)
    offset += self->position;
  else if (whence == SEEK_END)
    offset += self->file->len;
  self->position = offset;
  return offset;
}

static int
close_file (thandle_t handle)
{
  return 0;
}

static int
ignore_message (TIFF *tiff,
                void *user_data,
                const char *module,
                const char *format,
                va_list arguments)
{
  return 1;
}

static TIFF *
open_file (FbGroup4Encoder *self)
{
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc ();

  TIFFOpenOptionsSetErrorHandlerExtR (options, ignore_message, NULL);
  TIFFOpenOptionsSetWarningHandlerExtR (options, ignore_message, NULL);
  TIFF *tiff = TIFFClientOpenExt ("", "wm", self, read_file, write_file, seek_file, close_file,
                                  get_size, NULL, NULL, options);
  TIFFOpenOptionsFree (options);
  return tiff;
}

/**
 * fb_group4_encoder_new:
 * @width: pixels of a row
 * @height: rows
 *
 * Returns: (transfer full) (nullable): an encoder
 */
FbGroup4Encoder *
fb_group4_encoder_new (guint32 width, guint32 height)
{
  g_autoptr (FbGroup4Encoder) self = g_new0 (FbGroup4Encoder, 1);

  self->file = g_byte_array_new ();
  self->n_bytes = (width + 7) / 8;
  self->height = height;
  self->row = g_malloc0 (self->n_bytes);
  self->tiff = open_file (self);
  if (self->tiff == NULL || !TIFFSetField (self->tiff, TIFFTAG_IMAGEWIDTH, width) ||
      !TIFFSetField (self->tiff, TIFFTAG_IMAGELENGTH, height) ||
      !TIFFSetField (self->tiff, TIFFTAG_BITSPERSAMPLE, 1) ||
      !TIFFSetField (self->tiff, TIFFTAG_SAMPLESPERPIXEL, 1) ||
      !TIFFSetField (self->tiff, TIFFTAG_ROWSPERSTRIP, height) ||
      !TIFFSetField (self->tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE) ||
      !TIFFSetField (self->tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB) ||
      !TIFFSetField (self->tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * fb_group4_encoder_free:
 * @self: (transfer full): an encoder
 *
 * Frees it.
 */
void
fb_group4_encoder_free (FbGroup4Encoder *self)
{
  if (self->tiff != NULL)
    TIFFClose (self->tiff);
  g_byte_array_unref (self->file);
  g_free (self->row);
  g_free (self);
}

/**
 * fb_group4_encoder_add_row:
 * @self: an encoder
 * @bits: (nullable): a row, 1 is black; %NULL if it is white
 *
 * Takes the next row.
 *
 * Returns: %FALSE if it can't be encoded, or if it is the last
 */
gboolean
fb_group4_encoder_add_row (FbGroup4Encoder *self, const guint8 *bits)
{
  if (bits != NULL)
    memcpy (self->row, bits, self->n_bytes);
  else
    memset (self->row, 0, self->n_bytes);
  if (TIFFWriteScanline (self->tiff, self->row, self->n_rows, 0) != 1)
    return FALSE;
  self->n_rows++;
  return self->n_rows < self->height;
}

/**
 * fb_group4_encoder_finish:
 * @self: an encoder
 *
 * Ends the code, after all rows.
 *
 * Returns: (transfer full) (nullable): the code
 */
GBytes *
fb_group4_encoder_finish (FbGroup4Encoder *self)
{
  guint64 *offsets = NULL;
  guint64 *lengths = NULL;

  if (self->n_rows != self->height || !TIFFFlushData (self->tiff) ||
      !TIFFGetField (self->tiff, TIFFTAG_STRIPOFFSETS, &offsets) ||
      !TIFFGetField (self->tiff, TIFFTAG_STRIPBYTECOUNTS, &lengths) ||
      offsets[0] > self->file->len || lengths[0] > self->file->len - offsets[0])
    return NULL;
  return g_bytes_new (self->file->data + offsets[0], lengths[0]);
}
