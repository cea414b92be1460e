/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-page-reader.h"

G_BEGIN_DECLS

void fb_box_filter_shrink (const guint32 *large, guint factor, FbPixels *pixels);

G_END_DECLS
