/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>

#include "fb-render-protocol.h"
#include "fb-tiff-file.h"

G_BEGIN_DECLS

cairo_surface_t *
fb_tiff_image_read (FbTiffFile *file, const FbTiffShape *shape, FbRenderStatus *status);

G_END_DECLS
