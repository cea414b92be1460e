/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <tiffio.h>

G_BEGIN_DECLS

/**
 * FbTiffFile:
 * @tiff: libtiff's handle
 * @fd: of the file
 * @position: in the file, in bytes
 * @pads: whether what lies behind the file's end is read as zeros
 * @n_errors: how often something could not be read
 *
 * A file as libtiff reads it.
 */
typedef struct
{
  TIFF *tiff;
  int fd;
  guint64 position;
  gboolean pads;
  guint n_errors;
} FbTiffFile;

/**
 * FbTiffShape:
 * @width: of a row, in pixels
 * @height: rows
 * @x_resolution: along a row, in pixels per inch
 * @y_resolution: from row to row
 * @orientation: libtiff's ORIENTATION_TOPLEFT and so on
 *
 * The shape of a page as it is stored.
 */
typedef struct
{
  guint32 width;
  guint32 height;
  double x_resolution;
  double y_resolution;
  guint16 orientation;
} FbTiffShape;

FbTiffFile *fb_tiff_file_open (int fd);
void fb_tiff_file_close (FbTiffFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbTiffFile, fb_tiff_file_close)

gboolean fb_tiff_file_select (FbTiffFile *self, guint64 directory, FbTiffShape *shape);
gboolean fb_tiff_file_is_bilevel (FbTiffFile *self);

G_END_DECLS
