/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-page-reader.h"

G_BEGIN_DECLS

typedef struct _FbBitScaler FbBitScaler;

FbBitScaler *fb_bit_scaler_new (guint32 width, guint32 height, FbPixels *target);
gboolean fb_bit_scaler_add_row (FbBitScaler *self, const guint8 *bits);
void fb_bit_scaler_free (FbBitScaler *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbBitScaler, fb_bit_scaler_free)

G_END_DECLS
