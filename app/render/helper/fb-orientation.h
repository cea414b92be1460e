/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-page-reader.h"

G_BEGIN_DECLS

gboolean fb_orientation_is_sideways (guint16 orientation);
void fb_orientation_turn (const FbPixels *stored, guint16 orientation, FbPixels *upright);

G_END_DECLS
