/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-render-protocol.h"
#include "fb-tiff-file.h"

G_BEGIN_DECLS

/**
 * FbTiffRowFunc:
 * @bits: (nullable): the pixels from left to right, from the highest bit to the lowest; 1 is black,
 *   and all bits behind the row's end are 0; %NULL if it could not be read
 * @user_data: of the caller
 *
 * Takes the next row.
 *
 * Returns: %FALSE if there is no use in any more
 */
typedef gboolean (*FbTiffRowFunc) (const guint8 *bits, gpointer user_data);

FbRenderStatus fb_tiff_bits_read (FbTiffFile *file,
                                  const FbTiffShape *shape,
                                  FbTiffRowFunc take_row,
                                  gpointer user_data);

G_END_DECLS
