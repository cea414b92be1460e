/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <poppler.h>

#include "fb-page-reader.h"

G_BEGIN_DECLS

gboolean fb_pdf_drawing_draw (PopplerPage *page, double width, double height, FbPixels *pixels);

G_END_DECLS
