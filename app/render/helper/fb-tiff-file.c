/* fb-tiff-file.c
 *
 * A TIFF file by libtiff, one directory at a time, and the shape of its page. What libtiff says is
 * only counted, since it may quote the file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fb-tiff-file.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* For anything at once: libtiff believes some numbers in files. */
#define MAX_ALLOCATION (256 * 1024 * 1024)

/* Of a fax in "fine", when a file doesn't say, or what it says can't be. */
#define USUAL_X_RESOLUTION 204.0
#define USUAL_Y_RESOLUTION 196.0
#define MIN_RESOLUTION     20.0
#define MAX_RESOLUTION     4800.0
/* Between both directions; faxes have 2 at most. */
#define MAX_RATIO 8.0

/* What libtiff calls */

static tmsize_t
read_file (thandle_t handle, void *buffer, tmsize_t size)
{
  FbTiffFile *self = handle;
  tmsize_t n = pread (self->fd, buffer, (gsize) size, (off_t) self->position);

  if (n > 0 && n < size && self->pads)
    {
      memset ((guint8 *) buffer + n, 0, (gsize) (size - n));
      self->n_errors++;
      n = size;
    }
  if (n > 0)
    self->position += (guint64) n;
  return n;
}

static tmsize_t
write_file (thandle_t handle, void *buffer, tmsize_t size)
{
  return -1;
}

static toff_t
get_size (thandle_t handle)
{
  FbTiffFile *self = handle;
  struct stat information;

  return fstat (self->fd, &information) == 0 ? (toff_t) information.st_size : 0;
}

static toff_t
seek_file (thandle_t handle, toff_t offset, int whence)
{
  FbTiffFile *self = handle;

  if (whence == SEEK_CUR)
    offset += self->position;
  else if (whence == SEEK_END)
    offset += get_size (handle);
  if (offset > G_MAXINT64)
    return (toff_t) -1;
  self->position = offset;
  return offset;
}

static int
close_file (thandle_t handle)
{
  return 0;
}

static int
count_error (TIFF *tiff, void *user_data, const char *module, const char *format, va_list arguments)
{
  FbTiffFile *self = user_data;

  self->n_errors++;
  return 1;
}

static int
ignore_warning (TIFF *tiff,
                void *user_data,
                const char *module,
                const char *format,
                va_list arguments)
{
  return 1;
}

/**
 * fb_tiff_file_open:
 * @fd: (transfer full): a TIFF file
 *
 * Opens a file. No directory is selected yet.
 *
 * Returns: (transfer full) (nullable): it
 */
FbTiffFile *
fb_tiff_file_open (int fd)
{
  g_autoptr (FbTiffFile) self = g_new0 (FbTiffFile, 1);
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc ();

  self->fd = fd;
  TIFFOpenOptionsSetMaxSingleMemAlloc (options, MAX_ALLOCATION);
  TIFFOpenOptionsSetErrorHandlerExtR (options, count_error, self);
  TIFFOpenOptionsSetWarningHandlerExtR (options, ignore_warning, self);
  /* h: not even the first directory; m: not mapped, or a file that shrinks would end us. */
  self->tiff = TIFFClientOpenExt ("", "rhm", self, read_file, write_file, seek_file, close_file,
                                  get_size, NULL, NULL, options);
  TIFFOpenOptionsFree (options);
  return self->tiff != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * fb_tiff_file_close:
 * @self: (transfer full): a file
 *
 * Closes it, and its descriptor.
 */
void
fb_tiff_file_close (FbTiffFile *self)
{
  if (self->tiff != NULL)
    TIFFClose (self->tiff);
  close (self->fd);
  g_free (self);
}

static gboolean
is_plausible (double x, double y)
{
  return isfinite (x) && isfinite (y) && x >= MIN_RESOLUTION && y >= MIN_RESOLUTION &&
         x <= MAX_RESOLUTION && y <= MAX_RESOLUTION && x / y <= MAX_RATIO && y / x <= MAX_RATIO;
}

/* Some fax software says that its numbers have no unit, and means inches. */
static void
read_resolution (TIFF *tiff, FbTiffShape *shape)
{
  float x = 0;
  float y = 0;
  guint16 unit = RESUNIT_INCH;

  TIFFGetField (tiff, TIFFTAG_XRESOLUTION, &x);
  TIFFGetField (tiff, TIFFTAG_YRESOLUTION, &y);
  TIFFGetFieldDefaulted (tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  const double factor = unit == RESUNIT_CENTIMETER ? 2.54 : 1.0;
  const gboolean is_known = is_plausible (x * factor, y * factor);
  shape->x_resolution = is_known ? x * factor : USUAL_X_RESOLUTION;
  shape->y_resolution = is_known ? y * factor : USUAL_Y_RESOLUTION;
}

/**
 * fb_tiff_file_select:
 * @self: a file
 * @directory: its offset in the file
 * @shape: (out): of its page
 *
 * Makes a page the one that is read next, and counts errors from there.
 *
 * Returns: %FALSE if it can't be read
 */
gboolean
fb_tiff_file_select (FbTiffFile *self, guint64 directory, FbTiffShape *shape)
{
  guint16 orientation = ORIENTATION_TOPLEFT;

  *shape = (FbTiffShape){ 0 };
  self->pads = FALSE;
  if (!TIFFSetSubDirectory (self->tiff, directory) ||
      !TIFFGetField (self->tiff, TIFFTAG_IMAGEWIDTH, &shape->width) ||
      !TIFFGetField (self->tiff, TIFFTAG_IMAGELENGTH, &shape->height))
    return FALSE;
  TIFFGetFieldDefaulted (self->tiff, TIFFTAG_ORIENTATION, &orientation);
  shape->orientation = orientation >= ORIENTATION_TOPLEFT && orientation <= ORIENTATION_LEFTBOT
                         ? orientation
                         : ORIENTATION_TOPLEFT;
  read_resolution (self->tiff, shape);
  self->pads = TRUE;
  self->n_errors = 0;
  return shape->width > 0 && shape->height > 0;
}

/**
 * fb_tiff_file_is_bilevel:
 * @self: a file
 *
 * Returns: whether the selected page has nothing but black and white, in rows that can be read one
 *   after the other
 */
gboolean
fb_tiff_file_is_bilevel (FbTiffFile *self)
{
  guint16 bits = 1;
  guint16 samples = 1;
  guint16 photometric = PHOTOMETRIC_MINISWHITE;
  guint16 compression = COMPRESSION_NONE;

  TIFFGetFieldDefaulted (self->tiff, TIFFTAG_COMPRESSION, &compression);
  TIFFGetFieldDefaulted (self->tiff, TIFFTAG_BITSPERSAMPLE, &bits);
  TIFFGetFieldDefaulted (self->tiff, TIFFTAG_SAMPLESPERPIXEL, &samples);
  TIFFGetField (self->tiff, TIFFTAG_PHOTOMETRIC, &photometric);
  return bits == 1 && samples == 1 && photometric <= PHOTOMETRIC_MINISBLACK &&
         compression != COMPRESSION_JBIG && !TIFFIsTiled (self->tiff);
}
