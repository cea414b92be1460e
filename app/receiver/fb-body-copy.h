/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-store.h"

G_BEGIN_DECLS

/**
 * FbBodyCopy:
 *
 * The body of a delivery, byte for byte, for the case that it can't be understood.
 */
typedef struct _FbBodyCopy FbBodyCopy;

FbBodyCopy *fb_body_copy_new (FbStore *store);
void fb_body_copy_free (FbBodyCopy *copy);
gboolean fb_body_copy_write (FbBodyCopy *copy, const void *data, gsize length, GError **error);
FbSpoolFile *fb_body_copy_finish (FbBodyCopy *copy, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbBodyCopy, fb_body_copy_free)

G_END_DECLS
