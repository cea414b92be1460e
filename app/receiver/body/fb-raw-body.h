/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-store.h"

G_BEGIN_DECLS

/**
 * FbRawBody:
 *
 * The body of a delivery, byte for byte, for the case that it can't be understood.
 */
typedef struct _FbRawBody FbRawBody;

FbRawBody *fb_raw_body_new (FbStore *store);
void fb_raw_body_free (FbRawBody *copy);
gboolean fb_raw_body_write (FbRawBody *copy, const void *data, gsize length, GError **error);
FbSpoolFile *fb_raw_body_finish (FbRawBody *copy, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbRawBody, fb_raw_body_free)

G_END_DECLS
