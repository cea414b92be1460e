/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FbGroup4Encoder FbGroup4Encoder;

FbGroup4Encoder *fb_group4_encoder_new (guint32 width, guint32 height);
gboolean fb_group4_encoder_add_row (FbGroup4Encoder *self, const guint8 *bits);
GBytes *fb_group4_encoder_finish (FbGroup4Encoder *self);
void fb_group4_encoder_free (FbGroup4Encoder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbGroup4Encoder, fb_group4_encoder_free)

G_END_DECLS
