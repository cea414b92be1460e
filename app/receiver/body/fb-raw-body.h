/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-store.h"

G_BEGIN_DECLS

/**
 * FbRawBody:
 *
 * A copy of a body, byte for byte, in case that it can't be understood. For one thread.
 */
typedef struct _FbRawBody FbRawBody;

FbRawBody *fb_raw_body_new (FbStore *store);
void fb_raw_body_free (FbRawBody *body);
gboolean fb_raw_body_write (FbRawBody *body, const void *data, gsize length, GError **error);
FbSpoolFile *fb_raw_body_finish (FbRawBody *body, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbRawBody, fb_raw_body_free)

G_END_DECLS
